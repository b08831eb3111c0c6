"""What may stand in a local layer: one class for each kind of entry, its options described once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from core.checklist_form import COLUMNS
from core.findings import Severity
from core.layers.reading import Entry
from core.option import option
from core.text.guarded import GuardedPattern, PatternError

KINDS = {"government": "政府", "department": "部门", "township": "乡镇、街道"}
PREFIX = "local."
_NAME = re.compile(r"[\w-]+")
_LONGEST_TITLE, _LONGEST_NAME, _MOST_NAMES = 40, 12, 6


def _name_flaw(name: str) -> str | None:
    return None if _NAME.fullmatch(name) else f"“{name}”只能用汉字、字母、数字、“-”和“_”"


def _pattern_flaw(pattern: str) -> str | None:
    try:
        GuardedPattern(pattern)
    except PatternError as error:
        return str(error)
    return None


@dataclass(frozen=True, kw_only=True)
class Local:
    """What every rule of an office's own has."""

    name: str = option("名称，检查结果里显示为 local.名称；后面的文件可用同一名称替换它", check=_name_flaw)
    title: str = option("清单里的标题，不写则按内容生成", "")
    severity: Severity = option("级别", Severity.WARNING)
    message: str = option("报告时说的话，不写则按内容生成", "")
    suggestion: str = option("修改建议", "")
    basis: str = option("依据，如本地通知的文号", "")
    kinds: tuple[str, ...] = option("只检查哪几类单位，不写则都检查", (), choices=KINDS)


@dataclass(frozen=True, kw_only=True)
class Forbidden(Local):
    """A phrase that must not stand in the draft."""

    phrase: tuple[str, ...] = option("不应出现的词语，一个或几个")
    unless: tuple[str, ...] = option("含有这个词语、但用得对的较长说法，不报告", ())


@dataclass(frozen=True, kw_only=True)
class Required(Local):
    """A phrase that must stand in the text."""

    phrase: tuple[str, ...] = option("必须写到的词语；写几个的，有其中一个即可")
    section: str = option("必须写在哪一章（标题里的词），不写则在正文任何地方都可以", "")


@dataclass(frozen=True, kw_only=True)
class RequiredSection(Local):
    """A section that must be there."""

    heading: tuple[str, ...] = option("必须有的标题；写几个的，有其中一个即可")


@dataclass(frozen=True, kw_only=True)
class Pattern(Local):
    """A regular expression that must match nowhere."""

    pattern: str = option("正则表达式，与它相符的地方都报告", check=_pattern_flaw)
    message: str = option("报告时说的话")
    unless: tuple[str, ...] = option("含有相符的文字、但用得对的较长说法，不报告", ())


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A further heading that is right for a chapter or statutory item."""

    item: str = option("章节或法定内容的编号")
    heading: tuple[str, ...] = option("也算对的标题，一个或几个")
    edition: str = option("格式版本，不写则用于各版", "")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A further row of an official form."""

    form: str = option("统计表的编号")
    id: str = option("新行的编号")
    label: str = option("行名")
    after: str = option("加在哪一行之后（行的编号）")
    unit: str = option("计量单位，没有单位列的表不写", "")
    decimal: bool = option("是否可以有小数", False)
    edition: str = option("格式版本，不写则用于各版", "")


@dataclass(frozen=True, kw_only=True)
class LocalRelation:
    """A relation between rows of a form, or between columns where it is asked of each row."""

    name: str = option("名称，检查结果里显示为 local.名称", check=_name_flaw)
    form: str = option("统计表的编号")
    op: str = option(
        "关系", "==", choices={"==": "左边等于右边之和", "<=": "左边不大于右边之和", "if-zero": "左边为0时右边也应为0"}
    )
    left: tuple[str, ...] = option("左边的行（或列）的编号，几个的相加")
    right: tuple[str, ...] = option("右边的行（或列）的编号，几个的相加")
    each: str = option(
        "多列的表：逐列核对行写 column（不写时就是），逐行核对列写 row", "", choices={"": "", "column": "逐列", "row": "逐行"}
    )
    says: str = option("用一句话说明这个关系")
    suggestion: str = option("修改建议", "")
    severity: Severity = option("级别", Severity.WARNING)
    edition: str = option("格式版本，不写则用于各版", "")


@dataclass(frozen=True, kw_only=True)
class Unit:
    """What kind of unit it is, where that does not follow from the name."""

    kind: str = option("单位类别", choices=KINDS)
    name: str = option("标题中的单位名称，不写则所有单位都按这一类", "")


def _title_flaw(title: str) -> str | None:
    if not title:
        return "不能空着"
    return f"太长（{len(title)}个字），最多{_LONGEST_TITLE}个字" if len(title) > _LONGEST_TITLE else None


def _columns_flaw(columns: tuple[str, ...]) -> str | None:
    if "问题" not in columns:
        return "要有“问题”一列，不然清单里看不出哪里不对"
    return _twice(columns)


def _twice(names: tuple[str, ...]) -> str | None:
    double = next((name for number, name in enumerate(names) if name in names[:number]), None)
    return None if double is None else f"里的“{double}”写了两次"


def _names_flaw(names: tuple[str, ...]) -> str | None:
    if flaw := _twice(names):
        return flaw
    if len(names) > _MOST_NAMES:
        return f"太多（{len(names)}个），最多{_MOST_NAMES}个"
    wrong = next((name for name in names if not name or len(name) > _LONGEST_NAME), None)
    return None if wrong is None else f"里的“{wrong}”应是1到{_LONGEST_NAME}个字"


def _fill_in_flaw(names: tuple[str, ...]) -> str | None:
    known = next((name for name in names if name in COLUMNS), None)
    return _names_flaw(names) if known is None else f"里的“{known}”由程序填写，请写在 columns 里"


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """How the office wants its checklist; what is not written stays as it is."""

    title: str = option("检查单的标题", "", check=_title_flaw)
    columns: tuple[str, ...] = option("问题清单有哪几列，按写的次序", (), choices=COLUMNS, check=_columns_flaw)
    fill_in: tuple[str, ...] = option("后面再加哪几列，空着手工填写，名称自定", (), check=_fill_in_flaw)
    signatures: tuple[str, ...] = option("签字栏有哪几行", (), check=_names_flaw)
    note: str = option("签字栏下面的说明，不写则没有", "")


@dataclass(frozen=True, kw_only=True)
class Change:
    """What becomes of a rule that there is: switched on or off, another severity, other options."""

    rule: str
    enabled: bool | None = None
    severity: Severity | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Layer:
    """A local file as it was read: what could be understood of it."""

    file: str
    name: str = ""
    own: tuple[Entry[Local], ...] = ()
    headings: tuple[Entry[Heading], ...] = ()
    rows: tuple[Entry[Row], ...] = ()
    relations: tuple[Entry[LocalRelation], ...] = ()
    units: tuple[Entry[Unit], ...] = ()
    changes: tuple[Entry[Change], ...] = ()
    checklist: tuple[Entry[Checklist], ...] = ()

    @property
    def count(self) -> int:
        """How many entries there are."""
        lists = (self.own, self.headings, self.rows, self.relations, self.units, self.changes, self.checklist)
        return sum(len(each) for each in lists)


OWN: dict[str, type[Local]] = {"forbidden": Forbidden, "required": Required, "sections": RequiredSection, "patterns": Pattern}
LISTS: dict[str, type] = {**OWN, "headings": Heading, "rows": Row, "relations": LocalRelation, "units": Unit}
TITLES = {
    "forbidden": "不应出现的词语",
    "required": "必须写到的词语",
    "sections": "必须有的章节",
    "patterns": "式样",
    "headings": "也算对的标题",
    "rows": "统计表增加的行",
    "relations": "勾稽关系",
    "units": "单位类别",
    "rules": "内置规则的调整",
    "checklist": "检查单",
}
KEYS = ["name", "rules", *LISTS, "checklist"]
