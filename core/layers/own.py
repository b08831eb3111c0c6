"""The layer that the program itself writes for an office: plain values, read from and written to one file of the rules folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import yaml

from core.findings import Severity
from core.layers.format import KEYS, LISTS, OWN, PREFIX, TITLES
from core.layers.reading import Broken, Mistake, line_of, mapping, parse, sequence

NAME = "本单位"
NUMBERS = range(50, 100, 10)
_SIGN = "# 本文件由年报自查"
MARK = f"{_SIGN}的“规则设置”写成，请不要手工修改：下次保存时会重写。手写的规则请另建一个文件。"
DEADLINE = "period.deadline"
"""The rule whose options are the local deadlines."""
ENTRIES = (*OWN, "relations")
"""The lists of a layer whose entries are rules."""
_MOST_NODES = 50_000
_WIDTH = 120
Options = Mapping[str, Any]


@dataclass(frozen=True)
class OwnLayer:
    """What the office has chosen in the window. ``rules`` are its changes by rule, ``lists`` its entries, ``rest`` what else the file holds."""

    file: str = f"50-{NAME}.yaml"
    name: str = NAME
    rules: Mapping[str, Options] = field(default_factory=dict)
    lists: Mapping[str, tuple[Options, ...]] = field(default_factory=dict)
    rest: Mapping[str, Any] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether it says nothing at all."""
        return not (self.rules or any(self.lists.values()) or self.rest or self.name != NAME)

    def change(self, rule: str) -> Options:
        """What it changes of a rule."""
        return self.rules.get(rule, {})

    def with_change(self, rule: str, options: Options) -> OwnLayer:
        """The layer with these changes of a rule in the place of those before; none at all restores the rule."""
        kept = {**self.rules, rule: plain(options)} if options else {each: of for each, of in self.rules.items() if each != rule}
        return replace(self, rules=kept)

    def entries(self) -> Iterator[tuple[str, int, Options]]:
        """Its own rules: the list, the place in the list, the options."""
        for key in ENTRIES:
            yield from ((key, number, entry) for number, entry in enumerate(self.lists.get(key, ())))

    def with_entry(self, key: str, entry: Options, number: int | None = None) -> OwnLayer:
        """The layer with an entry added, or put in the place of another; changes of a renamed rule go with it."""
        before = list(self.lists.get(key, ()))
        layer, told = self, plain(entry)
        if number is None:
            before.append(told)
        else:
            layer = self._renamed(rule_id(before[number]), rule_id(told))
            before[number] = told
        return layer.with_list(key, before)

    def without_entry(self, key: str, number: int) -> OwnLayer:
        """The layer without an entry, and without what is said of its rule."""
        before = list(self.lists.get(key, ()))
        gone = before.pop(number)
        return self.with_change(rule_id(gone), {}).with_list(key, before)

    def with_list(self, key: str, entries: list[Options]) -> OwnLayer:
        """The layer with another list of entries."""
        lists = {**self.lists, key: tuple(entries)}
        return replace(self, lists={each: of for each, of in lists.items() if of})

    def _renamed(self, old: str, new: str) -> OwnLayer:
        if old == new or old not in self.rules:
            return self
        return self.with_change(new, self.rules[old]).with_change(old, {})

    def is_on(self, rule: str) -> bool:
        """Whether a rule of its own is checked."""
        return bool(self.change(rule).get("enabled", True))

    def text(self) -> str:
        """The file as it is written."""
        changes = _Block({rule: _short(options) for rule, options in self.rules.items()})
        top: dict[str, Any] = {"name": self.name, "rules": changes}
        top |= {key: [dict(entry) for entry in self.lists.get(key, ())] for key in LISTS} | dict(self.rest)
        parts = [_dumped({key: top[key]}) for key in (*KEYS, *self.rest) if top.get(key) not in (None, {}, [])]
        return "\n".join([f"{MARK}\n", *dict.fromkeys(parts)])


def rule_id(entry: Options) -> str:
    """The id of the rule that an entry makes."""
    return f"{PREFIX}{entry.get('name', '')}"


def plain(value: Any) -> Any:  # noqa: ANN401 - from any value to what YAML holds
    """A value as YAML holds it."""
    if isinstance(value, Severity):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [plain(each) for each in value]
    return value


class _Off:
    """The short way to switch a rule off."""


class _Block(dict[str, Any]):
    """A mapping that stands line by line."""


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:  # noqa: ANN401 - the signature of the library
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists stand indented, as in the manual."""
        super().increase_indent(flow, False)


_Dumper.add_representer(_Off, lambda dumper, _value: dumper.represent_scalar("tag:yaml.org,2002:bool", "off"))

_Dumper.add_representer(_Block, lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value, flow_style=False))


def _short(options: Options) -> Any:  # noqa: ANN401 - a mapping or the word "off"
    return _Off() if dict(options) == {"enabled": False} else _Block(options)


def _dumped(part: Mapping[str, Any]) -> str:
    return yaml.dump(_Block(part), Dumper=_Dumper, allow_unicode=True, sort_keys=False, default_flow_style=None, width=_WIDTH)


def own_path(folder: Path) -> Path:
    """The file of the office's own layer: the first of the usual names that no hand-written file has."""
    paths = [folder / f"{number}-{NAME}.yaml" for number in NUMBERS]
    return next((path for path in paths if not path.exists() or is_ours(path)), paths[-1])


def is_ours(path: Path) -> bool:
    """Whether a file was written by the program, by its first line."""
    try:
        with path.open("rb") as stream:
            return stream.readline(400).decode("utf-8-sig", "replace").startswith(_SIGN)
    except OSError:
        return False


@dataclass(frozen=True)
class OwnFile:
    """The layer with the bytes that it was read from; ``mistake`` says why it can be neither read nor written."""

    layer: OwnLayer
    data: bytes = b""
    mistake: Mistake | None = None


def read_own(folder: Path) -> OwnFile:
    """The office's own layer; an empty one where there is no file yet. Never raises."""
    path = own_path(folder)
    layer = OwnLayer(path.name)
    try:
        if not path.exists():
            return OwnFile(layer)
        data = path.read_bytes()
        if not is_ours(path):
            raise Broken(0, f"文件夹里已有太多名为“{NAME}”的手写文件，请改名")
        tree = parse(path)
        return OwnFile(_understood(path.name, {} if tree is None else mapping(tree, "规则文件")), data)
    except Broken as broken:
        return OwnFile(layer, data, Mistake(path.name, broken.line, str(broken)))
    except OSError:
        return OwnFile(layer, b"", Mistake(path.name, 0, "文件打不开，请检查读取权限"))


def _understood(file: str, top: Mapping[str, tuple[int, yaml.Node]]) -> OwnLayer:
    budget = [_MOST_NODES]
    values = {key: _plain_node(node, budget) for key, (_, node) in top.items() if key not in ("rules", *LISTS)}
    rules = {key: _change(node, budget) for key, node in _nodes(top, "rules")}
    lists = {key: tuple(_entries(top[key][1], key, budget)) for key in LISTS if key in top}
    return OwnLayer(file, str(values.pop("name", NAME)), rules, lists, values)


def _nodes(top: Mapping[str, tuple[int, yaml.Node]], key: str) -> Iterator[tuple[str, yaml.Node]]:
    if key in top:
        yield from ((name, node) for name, (_, node) in mapping(top[key][1], TITLES[key]).items())


def _change(node: yaml.Node, budget: list[int]) -> Options:
    value = _plain_node(node, budget)
    if isinstance(value, bool):
        return {"enabled": value}
    if not isinstance(value, dict):
        raise Broken(line_of(node), "对规则的调整应写成“选项: 值”的形式")
    return value


def _entries(node: yaml.Node, key: str, budget: list[int]) -> Iterator[Options]:
    for each in sequence(node, TITLES[key]):
        value = _plain_node(each, budget)
        if not isinstance(value, dict):
            raise Broken(line_of(each), f"{TITLES[key]}的每一项应写成“选项: 值”的形式")
        yield value


def _plain_node(node: yaml.Node, budget: list[int]) -> Any:  # noqa: ANN401 - whatever YAML holds
    """The value of a node; what is no truth value or whole number is text, as the reader of layers takes it."""
    budget[0] -= 1
    if budget[0] < 0:
        raise Broken(line_of(node), "内容过多，不像规则文件")
    if isinstance(node, yaml.MappingNode):
        return {name: _plain_node(each, budget) for name, (_, each) in mapping(node, "规则文件").items()}
    if isinstance(node, yaml.SequenceNode):
        return [_plain_node(each, budget) for each in node.value]
    text = str(node.value)
    if node.tag == "tag:yaml.org,2002:null":
        return None
    if node.tag == "tag:yaml.org,2002:bool":
        return bool(yaml.SafeLoader.bool_values[text.lower()])
    if node.tag == "tag:yaml.org,2002:int" and text.lstrip("+-").isdigit():
        return int(text)
    return text


def own_unit(layer: OwnLayer) -> tuple[str, str]:
    """Name and kind of the unit that the layer belongs to; empty texts where it does not say."""
    found = next((each for each in layer.lists.get("units", ()) if each.get("name") == layer.name), {})
    return str(found.get("name", "")), str(found.get("kind", ""))


def with_unit(layer: OwnLayer, name: str, kind: str) -> OwnLayer:
    """The layer with another unit that it belongs to; further units in it stay."""
    others = [each for each in layer.lists.get("units", ()) if each.get("name") != layer.name]
    mine = [{"name": name, "kind": kind}] if name else []
    others = [each for each in others if each.get("name") != name or not name]
    return replace(layer.with_list("units", [*mine, *others]), name=name or NAME)


def deadline(files: Sequence[Path], kind: str) -> str:
    """The local deadline for a kind of unit by some layers, the later ones first; an empty text where none says it. Never raises."""
    for path in reversed(files):
        try:
            tree = parse(path)
            rules = mapping(mapping(tree, path.name)["rules"][1], path.name) if tree is not None else {}
            found = mapping(rules[DEADLINE][1], path.name)[kind][1]
        except (Broken, KeyError):
            continue
        if isinstance(found, yaml.ScalarNode):
            return str(found.value).strip()
    return ""
