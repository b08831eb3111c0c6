"""What every checklist says, whatever its format: the facts of the check, the findings by number, what was not checked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath
from types import MappingProxyType

from core.checklist_form import FILL_IN, REMEDY, ChecklistForm
from core.exports.places import Places, edition_label
from core.exports.width import clip, one_line
from core.findings import ChecklistRow, Finding, Result, Severity, Status
from core.version import __version__

MARKS: Mapping[Severity, str] = MappingProxyType({Severity.ERROR: "●", Severity.WARNING: "■", Severity.INFO: "○"})
WAIVED_MARK = "◇"
LONGEST_EXCERPT = 120
STUCK = (Status.NOT_CHECKED, Status.RULE_FAILED)
CREDIT = f"由“年报自查”{__version__} 生成。检查结果供核对参考，以国家和当地有关规定为准。"


@dataclass(frozen=True, eq=False)
class Entry:
    """A finding as a checklist numbers it, with its place in words; ``index`` is its number in the result.

    Findings of one draft may be equal values, entries never are.
    """

    number: int
    index: int
    finding: Finding
    place: str
    rule: str
    compared: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        """How much it matters."""
        return self.finding.severity

    @property
    def waived(self) -> bool:
        """Whether it was dismissed."""
        return self.finding.waived is not None

    @property
    def mark(self) -> str:
        """The shape that stands for its severity, another one when it was dismissed."""
        return WAIVED_MARK if self.waived else MARKS[self.severity]

    @property
    def level(self) -> str:
        """The word for its severity, and whether it was dismissed."""
        return f"{self.severity.label}（已忽略）" if self.waived else self.severity.label

    @property
    def dismissal(self) -> str:
        """Why it was dismissed; empty when it was not."""
        waived = self.finding.waived
        return f"已忽略：{waived.reason}" if waived else ""

    @property
    def excerpt(self) -> str:
        """The words of the draft, the middle of a long passage left out."""
        return clip(self.finding.excerpt, LONGEST_EXCERPT)


Value = Callable[[Entry], "str | int"]
VALUES: Mapping[str, Value] = MappingProxyType(
    {
        "序号": lambda entry: entry.number,
        "级别": lambda entry: entry.level,
        "位置": lambda entry: entry.place,
        "原文": lambda entry: entry.excerpt,
        "问题": lambda entry: entry.finding.message,
        "规则": lambda entry: entry.rule,
        "原因": lambda entry: entry.finding.reason,
        "依据": lambda entry: entry.finding.basis,
        "修改建议": lambda entry: entry.finding.suggestion or "",
    }
)
"""What stands in each column that the program fills."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """Rules that could not be applied for one reason; ``required`` when they stand in the way of the verdict."""

    reason: str
    rules: tuple[str, ...]
    required: bool


class Content:
    """What a checklist says of a result."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.form: ChecklistForm = result.form
        self.places = Places(result.document)

    @property
    def heading(self) -> str:
        """Whose report was checked, in a line for the top of a page."""
        year = f"{self.result.year}年" if self.result.year else ""
        return one_line(f"{self.result.unit or ''}{year}政府信息公开工作年度报告自查")

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The findings in the order of the draft, numbered from 1; dismissed ones among them."""
        order = self.places.order(self.result.findings)
        return tuple(self._entry(number, index) for number, index in enumerate(order, 1))

    def _entry(self, number: int, index: int) -> Entry:
        finding = self.result.findings[index]
        rule = f"{self._titles.get(finding.rule) or ''}\n{finding.rule}".strip()
        return Entry(number, index, finding, self.places.full(finding.location), rule, self._compared(finding))

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {row.rule: row.title for row in self.result.checklist}

    def _compared(self, finding: Finding) -> tuple[str, ...]:
        """The places that a finding compares with its own."""
        places = dict.fromkeys(self.places.full(location) for location in finding.related)
        return tuple(place for place in places if place != self.places.full(finding.location))

    @cached_property
    def unchecked(self) -> tuple[Unchecked, ...]:
        """What was not checked, by reason, what decides the verdict first."""
        groups: dict[tuple[bool, str], list[str]] = {}
        stuck = [row for row in self.result.checklist if row.status in STUCK]
        for row in sorted(stuck, key=lambda row: not row.required):
            groups.setdefault((row.required, row.reason or row.status.label), []).append(row.title or row.rule)
        return tuple(Unchecked(reason, tuple(rules), required) for (required, reason), rules in groups.items())

    def facts(self) -> Iterator[tuple[str, str]]:
        """What was checked, when, and how much was found, by name."""
        result = self.result
        yield "报告单位", result.unit or "未能判断"
        yield "报告年度", f"{result.year}年" if result.year else "未能判断"
        yield "报告标题", result.title or "未找到标题"
        yield "文件名", PurePath(result.path).name
        yield "格式版本", edition_label(result.edition)
        yield "检查时间", result.checked_at.replace("T", " ")[:19] or "未记录"
        yield "发现问题", "，".join(f"{severity.label} {result.count(severity)} 处" for severity in Severity)
        if waived := sum(1 for finding in result.findings if finding.waived):
            yield "已忽略", f"{waived} 处"
        yield "规则核对", rule_counts(result.checklist)
        for group in self.unchecked:
            optional = "" if group.required else "（不影响结论）"
            yield "未能检查", f"{'、'.join(group.rules)}{optional}：{group.reason}"
        for note in result.document.notes:
            yield "阅读说明", note
        for note in result.notes:
            yield "检查说明", note

    def columns(self, own: Sequence[str]) -> tuple[str, ...]:
        """The columns that the program fills: as the office wants them, else those of the export."""
        return tuple(own) if self.form.columns is None else self.form.columns

    def fill_in(self, own: Sequence[str] = FILL_IN) -> tuple[str, ...]:
        """The columns that are filled in by hand: as the office wants them, else those of the export."""
        return tuple(own) if self.form.fill_in is None else self.form.fill_in

    def nothing_found(self, where: str) -> str:
        """What stands in a list without entries; ``where`` the unchecked rules are listed."""
        unchecked = self.result.verdict.unchecked
        return f"没有发现问题；另有{unchecked}项未能检查，见“{where}”。" if unchecked else "没有发现问题。"


def cells_of(entry: Entry, columns: Sequence[str], fill_in: Sequence[str]) -> list[str | int]:
    """The values of an entry; why it was dismissed stands where its remedy would, else under the problem."""
    values: list[str | int] = [VALUES[column](entry) for column in columns]
    blanks = ["" for _ in fill_in]
    if not entry.dismissal:
        pass
    elif REMEDY in fill_in:
        blanks[fill_in.index(REMEDY)] = entry.dismissal
    else:
        at = columns.index("问题")
        values[at] = f"{values[at]}\n{entry.dismissal}"
    return [*values, *blanks]


def rule_counts(checklist: Sequence[ChecklistRow]) -> str:
    """How many rules came to which end."""
    counts = {status: sum(1 for row in checklist if row.status is status) for status in Status}
    parts = [f"{status.label} {count} 项" for status, count in counts.items() if count]
    return f"共 {len(checklist)} 项" + (f"：{'，'.join(parts)}" if parts else "")
