"""Lays local files over the built-in rules: built-in edition ← region ← office, later files over earlier ones."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from core.checklist_form import ChecklistForm
from core.layers.format import PREFIX, Change, Layer, Local, LocalRelation, Unit
from core.layers.forms import Editions, Unfit, with_heading, with_relation, with_row
from core.layers.layer import NOT_USED, Parts, read_changes, read_layer
from core.layers.reading import Entry, Mistake, followed
from core.rule import Rule
from core.ruleset import RuleSet

Make = Callable[[Local | LocalRelation, str], Rule]
"""Makes a rule of an entry; the second argument is what its layer is called."""


@dataclass(frozen=True)
class Layered:
    """The rules with the local layers over them, and everything that was wrong with these.

    ``files`` is how many were read, ``useless`` are the names of those that say something of which nothing can be used.
    """

    ruleset: RuleSet
    mistakes: tuple[Mistake, ...] = ()
    files: int = 0
    useless: tuple[str, ...] = ()


def layered(base: RuleSet, paths: Sequence[Path], make: Make) -> Layered:
    """Lay the files (of a folder its ``*.yaml``, in name order) over the rules. Never raises: what is wrong is left out and told."""
    mistakes: list[Mistake] = []
    files = [file for path in paths for file in _files(path, mistakes)]
    current, useless = base, list[str]()
    for file in files:
        wrong: list[Mistake] = []
        layer, parts = read_layer(file, wrong)
        unread = len(wrong)
        current = _over(current, layer, parts, make, wrong)
        # Each mistake that shows only now takes one entry away.
        if wrong and layer.count + len(parts) <= len(wrong) - unread:
            useless.append(file.name)
        mistakes += sorted(wrong, key=lambda mistake: mistake.line)
    notes = tuple(f"本地规则 {mistake}" for mistake in mistakes)
    return Layered(replace(current, notes=(*base.notes, *notes)), tuple(mistakes), len(files), tuple(useless))


def _files(path: Path, mistakes: list[Mistake]) -> Iterator[Path]:
    """The layers that a path names; a folder without any is a mistake."""
    try:
        if path.is_file():
            yield path
            return
        inside = sorted(each for each in path.iterdir() if each.is_file())
    except OSError:
        mistakes.append(Mistake(str(path), 0, "规则文件夹打不开，请检查路径和权限"))
        return
    misnamed = [each for each in inside if each.suffix.lower() in (".yml", ".yaml") and each.suffix != ".yaml"]
    mistakes += [Mistake(each.name, 0, "没有读取这个文件，规则文件的扩展名应是 .yaml") for each in misnamed]
    found = [each for each in inside if each.suffix == ".yaml" and not each.name.startswith(".")]
    if not found and not misnamed:
        mistakes.append(Mistake(str(path), 0, "文件夹里没有规则文件（*.yaml）"))
    yield from found


def _over(rules: RuleSet, layer: Layer, parts: Parts, make: Make, mistakes: list[Mistake]) -> RuleSet:
    """The rules with one layer over them."""
    rules = _with_forms(rules, layer, mistakes)
    known = {relation.rule for edition in rules.editions for form in edition.forms for relation in form.relations}
    made = [make(entry.value, layer.name) for entry in layer.own]
    made += [make(each.value, layer.name) for each in layer.relations if PREFIX + each.value.name in known]
    rules = replace(rules, rules=_replaced(rules.rules, (replace(rule, source=layer.file) for rule in made)))
    changes = {entry.value.rule: entry.value for entry in read_changes(layer.file, parts, rules, mistakes)}
    kinds = tuple(_kind(entry) for entry in layer.units)
    new = tuple(_changed(rule, changes[rule.id], layer.file) if rule.id in changes else rule for rule in rules.rules)
    return replace(rules, rules=new, kinds=(*rules.kinds, *kinds), form=_with_checklist(rules.form, layer))


def _with_checklist(form: ChecklistForm, layer: Layer) -> ChecklistForm:
    """The form of the checklist with what a layer says of it."""
    for entry in layer.checklist:
        form = replace(form, **{name: getattr(entry.value, name) for name in entry.lines})
    return form


def _with_forms(rules: RuleSet, layer: Layer, mistakes: list[Mistake]) -> RuleSet:
    """The editions with further headings, rows and relations, in this order: a relation may name a new row."""
    editions = rules.editions
    steps: list[Callable[[Editions], Editions]] = [partial(with_heading, entry=each) for each in layer.headings]
    steps += [partial(with_row, entry=each) for each in layer.rows]
    steps += [partial(with_relation, entry=each) for each in layer.relations]
    for step in steps:
        try:
            editions = step(editions)
        except Unfit as unfit:
            wrong = unfit.mistake
            mistakes.append(replace(wrong, sentence=followed(wrong.sentence, NOT_USED)))
    return replace(rules, editions=editions)


def _kind(entry: Entry[Unit]) -> tuple[str, str]:
    return entry.value.name, entry.value.kind


def _replaced(rules: tuple[Rule, ...], own: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules with those of a layer: in the place of a rule with the same id, else at the end."""
    by_id = {rule.id: rule for rule in rules}
    by_id.update((rule.id, rule) for rule in own)
    return tuple(by_id.values())


def _changed(rule: Rule, change: Change, file: str) -> Rule:
    """A rule as a layer wants it; what the layer leaves open stays."""
    options = replace(rule.options, **change.options) if change.options else rule.options
    enabled = rule.enabled if change.enabled is None else change.enabled
    named = {
        "enabled": change.enabled is not None,
        "severity": change.severity is not None,
        **dict.fromkeys(change.options, True),
    }
    set_by = dict(rule.set_by) | {name: file for name, said in named.items() if said}
    return replace(rule, enabled=enabled, chosen=change.severity or rule.chosen, options=options, set_by=tuple(set_by.items()))
