"""Contact facts (联系方式) as preambles write them: a label, then a value, then the next label or a separator.

Labels that stand together (电话（传真）, 电话、传真) share the value behind them, or have one each in order.
E-mail and web addresses are recognised by their own shape as well, with or without a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.document import Cell, Paragraph, Table, Text
from core.findings import Contact
from core.place import InCell, InText
from core.report.contact_shapes import (
    Span,
    bare_postcode,
    by_shape,
    find_labels,
    is_label,
    labels_behind,
    opens_with_label,
    same_as_phone,
    values_of,
)
from core.report.passage import Passage
from core.text.fold import bare, folded

FIELDS = ("address", "postcode", "phone", "fax", "email", "website")
FIELD_NAMES = {
    "address": "联系地址",
    "postcode": "邮政编码",
    "phone": "联系电话",
    "fax": "传真",
    "email": "电子邮箱",
    "website": "网站",
}

_CLEAN = " \t\u3000|｜,，;；。、:：()（）[]【】<>《》“”\"'"
_SENTENCE_ENDS = "。；;！!？?\n"
_FIGURES = re.compile(r"\d余?(?:件|次|条|人次|起|批|人)")
_ASKS = re.compile(
    r"(?:请|可).{0,30}(?:联系|致电|拨打|来电|反映|发送|来信|邮件|寄(?:至|到|往)?:)|(?:疑问|疑义|问题|意见|建议|咨询).{0,30}(?:联系|致电|来电|反映)|联系(?:方式|我们|人):|(?:联系|咨询|查询|服务|办公)电话[:为是\d(]"
)

_ABOUT_REPORT = re.compile(
    r"如(?:有|需)[^。]{0,16}(?:疑问|疑义|了解)[^。]*$|(?:对|关于|就)(?:本|该|此)?(?:年度|工作)*(?:报告|年报)[^。]*$|本(?:年度)?(?:报告|年报)[^。]*$"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as written in the draft, and where."""

    field: str
    text: str
    place: InText
    cell: InCell | None = None

    @property
    def where(self) -> InText | InCell:
        """The cell where it stands in a table (``place`` is then the paragraph before it), else the place."""
        return self.cell or self.place


def find_contact(passage: Passage) -> tuple[Stated, ...]:
    """Every contact value of a passage, in order."""
    spans = sorted(_spans(passage.text), key=lambda span: span[1:])
    return unique(value for span in spans if (value := _stated(passage, *span)).text)


def _spans(text: str) -> list[Span]:
    found: dict[tuple[str, int], int] = {}
    for span in (behind := list(labels_behind(text))):
        found[span[0], span[1]] = span[2]
    if behind:
        start, end = behind[0][1], behind[-1][2]
        # What has its label behind it has none in front.
        text = text[:start] + "\n" * (end - start) + text[end:]
    labels = list(find_labels(text))
    last_phones: list[Span] = []
    for number, label in enumerate(labels):
        if same_as_phone(text, label):
            found.update({("fax", start): end for _, start, end in last_phones})
            continue
        values = list(values_of(text, label, labels[number + 1].start if number + 1 < len(labels) else len(text)))
        if "phone" in label.fields:
            last_phones = [value for value in values if value[0] == "phone"]
        found.update({(field, start): end for field, start, end in values})
    _add(found, by_shape(text, {field for field, _ in found}))
    if not any(field == "postcode" for field, _ in found):
        _add(found, bare_postcode(text, [end for (field, _), end in found.items() if field == "address"]))
    return [(field, start, end) for (field, start), end in found.items()]


def _add(found: dict[tuple[str, int], int], spans: Iterable[Span]) -> None:
    """Take values that do not lie inside another."""
    for field, start, end in spans:
        if not any(lo <= start < hi for (_, lo), hi in found.items()):
            found[field, start] = end


def unique(values: Iterable[Stated]) -> tuple[Stated, ...]:
    """Values in order, the same one once."""
    seen: dict[tuple[str, str], Stated] = {}
    for value in values:
        seen.setdefault((value.field, value.text), value)
    return tuple(seen.values())


def contact_block(chapter: Sequence[Paragraph]) -> tuple[Stated, ...]:
    """The contact block inside a chapter: paragraphs that hold labelled contacts, not a hotline's number in a sentence."""
    by_line = [(p, find_contact(Passage([p]))) for p in chapter]
    lines = [p for p, values in by_line if {v.field for v in values} - {"website"}]
    found = find_contact(Passage(lines))
    fields = {value.field for value in found} - {"website"}
    if len(fields) > 1 or "address" in fields:
        return found
    offered = [p for p, values in by_line if any(v.field != "website" and stands_offered(p, v) for v in values)]
    return find_contact(Passage(offered))


def sentence_before(paragraph: Paragraph, value: Stated) -> str:
    """What stands before a value in its sentence, folded."""
    left = max(paragraph.text.rfind(mark, 0, value.place.start) for mark in _SENTENCE_ENDS) + 1
    return folded(paragraph.text[left : value.place.start])


def _sentence(paragraph: Paragraph, value: Stated) -> str:
    left = max(paragraph.text.rfind(mark, 0, value.place.start) for mark in _SENTENCE_ENDS) + 1
    ends = [at for mark in _SENTENCE_ENDS if (at := paragraph.text.find(mark, value.place.end)) >= 0]
    return folded(paragraph.text[left : min(ends, default=len(paragraph.text))])


def stands_offered(paragraph: Paragraph, value: Stated) -> bool:
    """Whether the sentence asks to get in touch, or is a line of a contact block, and reports no figures."""
    sentence = _sentence(paragraph, value)
    return not _FIGURES.search(sentence) and (bool(_ASKS.search(sentence)) or opens_with_label(sentence))


def asks_to_get_in_touch(paragraph: Paragraph, values: Iterable[Stated]) -> bool:
    """Whether one of the values stands in a sentence that asks to get in touch, or in a line of a contact block."""
    return any(stands_offered(paragraph, value) for value in values)


def offered(paragraph: Paragraph) -> tuple[Stated, ...]:
    """What a paragraph gives for getting in touch about the report: the values of sentences that ask for it and name the report."""
    values = find_contact(Passage([paragraph]))
    return tuple(v for v in values if stands_offered(paragraph, v) and _ABOUT_REPORT.search(paragraph.text[: v.place.start]))


def line_at_end(paragraph: Paragraph) -> tuple[Stated, ...]:
    """What a sentence of the last chapter gives that is a label and its value and nothing else (咨询电话:…), no line round a table."""
    values = find_contact(Passage([paragraph]))
    return tuple(v for v in values if _ALONE.fullmatch(_sentence(paragraph, v)) and not re.search("填报|审核人", paragraph.text))


_ALONE = re.compile(
    r"[(\d一二三四五六七八九十).、]*(?:联系|咨询|办公|查询|办公室)?(?:电话|座机|传真|邮箱|邮编)(?:号码)?:[^,;:\u4e00-\u9fff]+"
)


def in_table(table: Table, before: Paragraph) -> tuple[Stated, ...]:
    """What a contact table states (a cell with the label, the value beside or below it); nothing where it is another table."""
    found: list[Stated] = []
    place = InText(before.index, 0, len(before.text))
    for cell in table.cells:
        words = bare(cell.text)
        value = _beside(table, cell) if is_label(words) else cell
        if value is None or (value is cell and not opens_with_label(words)):
            continue
        text = cell.text if value is cell else f"{words.rstrip(':')}：{value.text}"
        at = InCell(table.index, value.row, value.column)
        found += (Stated(v.field, v.text, place, at) for v in find_contact(Passage([Paragraph(Text.at(text))])))
    rows = len({stated.cell.row for stated in found if stated.cell})
    return unique(found) if rows * 2 >= table.row_count else ()


def _beside(table: Table, label: Cell) -> Cell | None:
    for row, column in ((label.row, label.column + label.column_span), (label.row + label.row_span, label.column)):
        cell = table.at(row, column) if row < table.row_count and column < table.column_count else None
        if cell and cell.text.strip() and not is_label(bare(cell.text)):
            return cell
    return None


def _stated(passage: Passage, field: str, start: int, end: int) -> Stated:
    place = passage.place(start, end)
    text = passage.original(start, end)
    keep = text.rstrip(_CLEAN.replace(")", "").replace("）", "") if text.count("(") + text.count("（") else _CLEAN)
    left = len(keep) - len(keep.lstrip(_CLEAN.replace("(", "").replace("（", "") if field in ("phone", "fax") else _CLEAN))
    return Stated(field, keep[left:], InText(place.paragraph, place.start + left, place.start + len(keep)))


def as_contact(stated: tuple[Stated, ...]) -> Contact:
    """The values as the interface has them: one address and postcode, lists of the others."""

    def first(field: str) -> str | None:
        return next((value.text for value in stated if value.field == field), None)

    def every(field: str) -> tuple[str, ...]:
        return tuple(value.text for value in stated if value.field == field)

    return Contact(first("address"), first("postcode"), every("phone"), every("fax"), every("email"), every("website"))
