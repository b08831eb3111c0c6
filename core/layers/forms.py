"""What a local layer changes in the editions: further headings, rows and relations."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.edition import Edition, Form, FormRow, Item, Relation
from core.layers.format import PREFIX, TITLES, Heading, LocalRelation, Row
from core.layers.reading import Entry, Mistake
from core.text.fold import folded

Editions = tuple[Edition, ...]
Change = Callable[[Edition], Edition | None]
"""Changes an edition; None where it has nothing to change."""


class Unfit(Exception):  # noqa: N818 - carries what is wrong up to the entry
    """An entry that fits no edition."""

    def __init__(self, mistake: Mistake) -> None:
        super().__init__(mistake.sentence)
        self.mistake = mistake


def with_heading(editions: Editions, entry: Entry[Heading]) -> Editions:
    """The editions with a further heading for a chapter, or where chapters are free for an item. Raises Unfit."""
    said = entry.value

    def change(edition: Edition) -> Edition | None:
        if said.item not in _headed(edition):
            return None
        items = (_with_words(item, said.heading) if item.id == said.item else item for item in edition.items)
        chapters = (
            replace(chapter, accept=(*chapter.accept, *said.heading)) if chapter.id == said.item else chapter
            for chapter in edition.chapters
        )
        return replace(edition, items=tuple(items), chapters=tuple(chapters))

    known = [each for edition in _asked(editions, said.edition, entry) for each in _headed(edition)]
    return _changed(editions, said.edition, entry, change, _none(entry, "item", "章节", said.item, known))


def _headed(edition: Edition) -> list[str]:
    """What an edition wants a heading for."""
    return [*(chapter.id for chapter in edition.chapters), *(item.id for item in edition.items)]


def _with_words(item: Item, headings: Sequence[str]) -> Item:
    patterns = tuple(f"^{re.escape(folded(text).rstrip('。:'))}$" for text in headings)
    return replace(item, headings=(*item.headings, *patterns))


def with_row(editions: Editions, entry: Entry[Row]) -> Editions:
    """The editions with a further row in a form. Raises Unfit."""
    said = entry.value
    forms = [form for edition in _asked(editions, said.edition, entry) for form in edition.forms if form.id == said.form]
    _require_form(editions, forms, said.form, entry)
    rows = [row.id for form in forms for row in form.rows]
    if said.id in rows:
        raise Unfit(entry.mistake(f"编号 {said.id} 已经有一行，请换一个编号", "id"))

    def add(form: Form) -> Form | None:
        at = next((number for number, row in enumerate(form.rows) if row.id == said.after), None)
        if at is None:
            return None
        row = FormRow(said.id, said.label, said.unit, form.rows[at].parent, decimal=said.decimal, extra=True)
        return replace(form, rows=(*form.rows[: at + 1], row, *form.rows[at + 1 :]))

    wrong = _none(entry, "after", "行", said.after, rows)
    return _changed(editions, said.edition, entry, lambda edition: _with_form(edition, said.form, add), wrong)


def with_relation(editions: Editions, entry: Entry[LocalRelation]) -> Editions:
    """The editions with a further relation, which replaces one of the same name. Raises Unfit."""
    said = entry.value
    forms = [form for edition in _asked(editions, said.edition, entry) for form in edition.forms if form.id == said.form]
    _require_form(editions, forms, said.form, entry)
    relation = Relation(
        said.name, PREFIX + said.name, said.op, said.left, said.right, said.says, said.severity, said.suggestion, said.each
    )

    def add(form: Form) -> Form | None:
        if not {*said.left, *said.right} <= set(_cells(form, said)):
            return None
        others = tuple(each for each in form.relations if each.rule != relation.rule)
        # In a form of several columns what is asked of rows is asked of each column.
        each = (said.each or "column") if form.values else ""
        return replace(form, relations=(*others, replace(relation, each=each)))

    known = [cell for form in forms for cell in _cells(form, said)]
    lacking = [cell for cell in (*said.left, *said.right) if cell not in known] or ["、".join((*said.left, *said.right))]
    name = "列" if said.each == "row" else "行"
    option = "left" if lacking[0] in said.left else "right"
    wrong = _none(entry, option, name, lacking[0], known)
    return _changed(editions, said.edition, entry, lambda edition: _with_form(edition, said.form, add), wrong)


def _cells(form: Form, said: LocalRelation) -> list[str]:
    """The ids that a relation may name: columns where it is asked of each row, else rows."""
    if said.each == "row":
        return [column.id for column in form.values]
    return [row.id for row in form.rows if not row.heading]


def _require_form(editions: Editions, forms: Sequence[Form], form: str, entry: Entry[Row] | Entry[LocalRelation]) -> None:
    if not forms:
        known = [each.id for edition in _asked(editions, entry.value.edition, entry) for each in edition.forms]
        raise Unfit(_none(entry, "form", "统计表", form, known))


def _with_form(edition: Edition, form_id: str, change: Callable[[Form], Form | None]) -> Edition | None:
    changed = {form.id: new for form in edition.forms if form.id == form_id and (new := change(form))}
    return replace(edition, forms=tuple(changed.get(form.id, form) for form in edition.forms)) if changed else None


def _asked(editions: Editions, key: str, entry: Entry[Heading] | Entry[Row] | Entry[LocalRelation]) -> Editions:
    """The editions that an entry speaks of. Raises Unfit."""
    found = tuple(edition for edition in editions if key in ("", edition.key))
    if not found:
        raise Unfit(_none(entry, "edition", "格式版本", key, [edition.key for edition in editions]))
    return found


def _changed(
    editions: Editions,
    key: str,
    entry: Entry[Heading] | Entry[Row] | Entry[LocalRelation],
    change: Change,
    wrong: Mistake,
) -> Editions:
    """The editions with the change where it fits. Raises Unfit with ``wrong`` when it fits none."""
    asked = _asked(editions, key, entry)
    made = {edition.key: new for edition in asked if (new := change(edition))}
    if not made:
        raise Unfit(wrong)
    return tuple(made.get(edition.key, edition) for edition in editions)


def _none(
    entry: Entry[Heading] | Entry[Row] | Entry[LocalRelation], option: str, what: str, name: str, known: Sequence[str]
) -> Mistake:
    """The mistake of an option that names what does not exist, with the names that do."""
    said = entry.value
    if isinstance(said, LocalRelation):
        owner = f"规则 {PREFIX}{said.name}"
    else:
        key = "headings" if isinstance(said, Heading) else "rows"
        owner = f"{key}，{TITLES[key]}"
    there = "、".join(dict.fromkeys(known))
    sentence = f"选项 {option}（{owner}）：没有编号为 {name} 的{what}" + (f"，可用：{there}" if there else "")
    return entry.mistake(sentence, option)
