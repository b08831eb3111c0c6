"""One local file: read entry by entry, so that one wrong entry is left out and said, and the others count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from core.findings import Severity
from core.layers.format import KEYS, LISTS, OWN, PREFIX, TITLES, Change, Checklist, Layer
from core.layers.reading import (
    Broken,
    Entry,
    Mistake,
    all_told,
    followed,
    line_of,
    mapping,
    model,
    option_value,
    parse,
    sequence,
    unknown,
)
from core.option import option, options_of
from core.rule import Rule
from core.ruleset import RuleSet

NOT_USED = "这一条没有采用"
PART_NOT_USED = "这一部分没有采用"
FILE_NOT_USED = "整个文件没有采用"
Parts = Mapping[str, tuple[int, yaml.Node]]
"""The values of a mapping by key, with the lines of the keys."""


def read_layer(path: Path, mistakes: list[Mistake]) -> tuple[Layer, Parts]:
    """What a file holds, and its changes of rules, which can be read only when all rules are known. Mistakes are added to the list."""
    file = path.name
    try:
        tree = parse(path)
        top = mapping(tree, "规则文件") if tree is not None else {}
    except Broken as broken:
        mistakes.append(Mistake(file, broken.line, followed(broken, FILE_NOT_USED)))
        return Layer(file), {}
    lists, parts = _parts(file, top, mistakes)
    seen: dict[str, int] = {}
    read = {key: tuple(_entries(file, key, nodes, seen, mistakes)) for key, nodes in lists.items()}
    own = tuple(entry for key in OWN for entry in read.pop(key, ()))
    return Layer(file, _name_of(top, path), own, **read, checklist=tuple(_checklist(file, top, mistakes))), parts


def _checklist(file: str, top: Parts, mistakes: list[Mistake]) -> Iterator[Entry[Checklist]]:
    """How the office wants its checklist, where the file says so."""
    if "checklist" not in top:
        return
    what = f"checklist，{TITLES['checklist']}"
    line, node = top["checklist"]
    try:
        found = mapping(node, what)
        yield Entry(model(found, Checklist, what, line), file, line, {name: at for name, (at, _) in found.items()})
    except Broken as broken:
        mistakes += [Mistake(file, each.line or line, followed(each, PART_NOT_USED)) for each in broken]


def _name_of(top: Parts, path: Path) -> str:
    _, node = top.get("name", (0, None))
    return str(node.value) if isinstance(node, yaml.ScalarNode) and node.value else path.stem


def _parts(file: str, top: Parts, mistakes: list[Mistake]) -> tuple[dict[str, list[yaml.Node]], Parts]:
    """The lists of a file, and its changes of rules."""
    lists: dict[str, list[yaml.Node]] = {}
    changes: Parts = {}
    for key, (line, node) in top.items():
        try:
            if key not in KEYS:
                raise Broken(line, unknown(key, "规则文件", KEYS))
            if key in LISTS:
                lists[key] = sequence(node, f"{key}（{TITLES[key]}）")
            elif key == "rules":
                changes = mapping(
                    node,
                    f"rules（{TITLES[key]}）",
                    lambda again: mistakes.append(Mistake(file, again.line, followed(again, NOT_USED))),
                )
        except Broken as broken:
            mistakes.append(Mistake(file, broken.line, followed(broken, PART_NOT_USED)))
    return lists, changes


def _entries(file: str, key: str, nodes: list[yaml.Node], seen: dict[str, int], mistakes: list[Mistake]) -> Iterator[Entry[Any]]:
    """The entries of a list; a name that the file has used already is a mistake."""
    for node in nodes:
        line = line_of(node)
        try:
            found = mapping(node, f"{key}（{TITLES[key]}）的每一项")
            value: Any = model(found, LISTS[key], _what(key, found), line)
            name = getattr(value, "name", "") if key != "units" else ""
            if name in seen:
                raise Broken(found["name"][0], f"名称 {name} 用了两次，前一次在第 {seen[name]} 行")
            if name:
                seen[name] = line
            yield Entry(value, file, line, {option_name: at for option_name, (at, _) in found.items()})
        except Broken as broken:
            mistakes += [Mistake(file, each.line or line, followed(each, NOT_USED)) for each in broken]


def _what(key: str, found: Parts) -> str:
    """How messages call an entry: by the rule that it makes, else by its list."""
    _, node = found.get("name", (0, None))
    named = isinstance(node, yaml.ScalarNode) and node.value and key != "units"
    return f"规则 {PREFIX}{node.value}" if named and node is not None else f"{key}，{TITLES[key]}"


@dataclass(frozen=True)
class EveryRule:
    """What an office may choose for every rule."""

    enabled: bool = option("是否检查这一条", True)
    severity: Severity = option("这一条的全部问题按什么级别报告", Severity.WARNING)


def read_changes(file: str, parts: Parts, rules: RuleSet, mistakes: list[Mistake]) -> Iterator[Entry[Change]]:
    """The changes of rules that a file asks for."""
    for rule_id, (line, node) in parts.items():
        rule = rules.rule(rule_id)
        try:
            if rule is None:
                raise Broken(line, f"没有编号为 {rule_id} 的规则{_nearest(rule_id, rules)}")
            yield Entry(_change(rule, node), file, line)
        except Broken as broken:
            mistakes += [Mistake(file, each.line or line, followed(each, NOT_USED)) for each in broken]


def _nearest(rule_id: str, rules: RuleSet) -> str:
    near = get_close_matches(rule_id, [rule.id for rule in rules.rules], 1)
    return f"，是不是 {near[0]}？" if near else ""


def _change(rule: Rule, node: yaml.Node) -> Change:
    what = f"规则 {rule.id}"
    if isinstance(node, yaml.ScalarNode):
        # "table.sum: off" is the short way to write what most offices want.
        return Change(rule=rule.id, enabled=option_value(node, EveryRule, "enabled", what))
    found = mapping(node, what)
    kind = type(rule.options) if rule.options is not None else None
    own = options_of(kind) if kind else {}
    known = [*options_of(EveryRule), *own]
    chosen: dict[str, Any] = {}
    with all_told() as part:
        for name, (line, value) in found.items():
            with part():
                if name not in known:
                    raise Broken(line, unknown(name, what, known))
                chosen[name] = option_value(value, kind if kind and name in own else EveryRule, name, what)
    enabled, severity = chosen.pop("enabled", None), chosen.pop("severity", None)
    return Change(rule=rule.id, enabled=enabled, severity=severity, options=chosen)
