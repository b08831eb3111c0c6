"""From YAML to typed values, with the line of everything that is wrong. Nothing here knows what the values are for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args, get_origin

import yaml

from core.findings import Severity
from core.option import flaw, is_required, options_of, type_name, types_of

T = TypeVar("T")
_LARGEST = 1_000_000
_WORDS = {severity.label: severity for severity in Severity}
_TAGS = {"bool": "tag:yaml.org,2002:bool", "int": "tag:yaml.org,2002:int", "null": "tag:yaml.org,2002:null"}


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a local file, and where; ``line`` counts from 1, 0 where the whole file is meant."""

    file: str
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.file} 第 {self.line} 行：{self.sentence}" if self.line else f"{self.file}：{self.sentence}"


@dataclass(frozen=True, slots=True)
class Entry(Generic[T]):
    """A value read from a file, with the file, the line where it begins and the line of each of its options."""

    value: T
    file: str
    line: int
    lines: Mapping[str, int] = field(default_factory=dict)

    def mistake(self, sentence: str, option: str = "") -> Mistake:
        """A mistake in this entry, at one of its options where it is named."""
        return Mistake(self.file, self.lines.get(option, self.line), sentence)


class Broken(Exception):  # noqa: N818 - carries what is wrong up to the entry that cannot be used
    """A value that cannot be used. Running through it gives everything that is wrong with an entry, this first."""

    def __init__(self, line: int, sentence: str, others: Iterable[Broken] = ()) -> None:
        super().__init__(sentence)
        self.line = line
        self._others = tuple(others)

    def __iter__(self) -> Iterator[Broken]:
        yield self
        yield from self._others


@contextmanager
def all_told() -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """What is wrong in several parts of an entry is told at once: each part in a context of its own. Raises Broken at the end."""
    wrong: list[Broken] = []

    @contextmanager
    def part() -> Iterator[None]:
        try:
            yield
        except Broken as broken:
            wrong.extend(broken)

    yield part
    if wrong:
        first, *others = wrong
        raise Broken(first.line, str(first), others)


def followed(sentence: object, by: str) -> str:
    """A sentence and what follows from it: a question or an exclamation keeps its mark, every other end gives way to a semicolon."""
    words = str(sentence).rstrip("。；;，,")
    return f"{words}{by}" if words.endswith(("？", "！", "?", "!")) else f"{words}；{by}"


def line_of(node: yaml.Node) -> int:
    """The line where a value stands."""
    return int(node.start_mark.line) + 1


def parse(path: Path) -> yaml.Node | None:
    """The tree of a file; None for an empty one. Raises Broken."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Broken(0, "文件打不开，请检查它是否存在、是否有读取权限") from error
    if len(data) > _LARGEST:
        raise Broken(0, "文件过大（超过 1 MB），不像规则文件")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Broken(data[: error.start].count(b"\n") + 1, "文件不是 UTF-8 编码，请另存为 UTF-8 编码") from error
    try:
        # The loader in Python: the one in C has no limit for brackets in brackets.
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 0
        raise Broken(line, "不是合法的 YAML，请检查缩进（用空格，不用制表符）、英文冒号后的空格和成对的引号、括号") from error
    except yaml.YAMLError as error:
        raise Broken(0, "不是合法的 YAML，文件里有不能出现的控制字符") from error
    except RecursionError as error:
        raise Broken(0, "括号嵌套过深，不像规则文件") from error


def mapping(node: yaml.Node, what: str, twice: Callable[[Broken], None] | None = None) -> dict[str, tuple[int, yaml.Node]]:
    """The values of a mapping by key, with the lines of the keys. Raises Broken.

    Of a key that is there twice the first counts where ``twice`` is told of the second.
    """
    if not isinstance(node, yaml.MappingNode):
        raise Broken(line_of(node), f"{what}应写成“选项: 值”的形式")
    found: dict[str, tuple[int, yaml.Node]] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if not name:
            raise Broken(line_of(key), f"{what}的选项名应是一个词")
        if name in found:
            again = Broken(line_of(key), f"选项 {name} 写了两次（{what}），前一次在第 {found[name][0]} 行")
            if twice is None:
                raise again
            twice(again)
            continue
        found[name] = line_of(key), value
    return found


def sequence(node: yaml.Node, what: str) -> list[yaml.Node]:
    """The items of a list. Raises Broken."""
    if not isinstance(node, yaml.SequenceNode):
        raise Broken(line_of(node), f"{what}应写成列表，每项以“- ”开头")
    return list(node.value)


def unknown(name: str, what: str, known: list[str]) -> str:
    """The sentence about an option that does not exist."""
    return f"未知选项 {name}（{what}），可用：{'、'.join(known)}" if known else f"未知选项 {name}（{what}），它没有可改的选项"


def model(found: Mapping[str, tuple[int, yaml.Node]], kind: type[T], what: str, line: int) -> T:
    """An options class filled from a mapping. Raises Broken."""
    known = options_of(kind)
    values = {}
    lacking = [name for name, each in known.items() if is_required(each) and name not in found]
    with all_told() as part:
        for name, (at, node) in found.items():
            with part():
                if name not in known:
                    raise Broken(at, unknown(name, what, list(known)))
                values[name] = option_value(node, kind, name, what)
        with part():
            if lacking:
                raise Broken(line, f"缺少选项 {'、'.join(lacking)}（{what}）")
    return kind(**values)


def option_value(node: yaml.Node, kind: type, name: str, what: str) -> Any:  # noqa: ANN401 - of the option's type
    """The value of one option. Raises Broken."""
    each = options_of(kind)[name]
    value = _value(node, types_of(kind)[name], f"选项 {name}（{what}）")
    wrong = flaw(each, value)
    if wrong is not None:
        raise Broken(line_of(node), f"选项 {name}（{what}）{wrong}")
    return value


def _value(node: yaml.Node, kind: Any, where: str) -> Any:  # noqa: ANN401 - of the type asked for
    if get_origin(kind) is tuple:
        if not isinstance(node, yaml.SequenceNode):
            # One value is a list of one: an office that writes a single word means that.
            return (_value(node, get_args(kind)[0], where),)
        return tuple(_value(each, get_args(kind)[0], where) for each in node.value)
    if get_origin(kind) is not None:
        of_key, of_value = get_args(kind)
        return {of_key(key): _value(each, of_value, where) for key, (_, each) in mapping(node, where).items()}
    if not isinstance(node, yaml.ScalarNode):
        raise Broken(line_of(node), f"{where}应是{type_name(kind)}")
    return _scalar(node, kind, where)


def _scalar(node: yaml.ScalarNode, kind: Any, where: str) -> Any:  # noqa: ANN401 - of the type asked for
    text = str(node.value).strip()
    if kind is str and node.tag != _TAGS["null"]:
        return text
    if kind is bool and node.tag == _TAGS["bool"]:
        return bool(yaml.SafeLoader.bool_values[text.lower()])
    if kind is int and node.tag == _TAGS["int"] and text.lstrip("+-").isdigit():
        return int(text)
    if kind is Severity and (text in set(Severity) or text in _WORDS):
        return _WORDS.get(text) or Severity(text)
    shown = f"“{text}”" if text and node.tag != _TAGS["null"] else "空的"
    raise Broken(line_of(node), f"{where}应是{type_name(kind)}，不能是{shown}")
