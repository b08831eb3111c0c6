"""The checklist as a workbook for an office: a cover, every rule, every finding, ready to print on A4."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from core.checklist_form import REMEDY
from core.exports.content import Content, Entry, cells_of
from core.exports.sheet_cover import fill_cover
from core.exports.sheet_list import Column, Line, fill_list
from core.findings import ChecklistRow, Result, Severity, Status

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

COVER, RULES, FINDINGS = "封面", "规则核对", "问题清单"
_STATUS_FILL = {
    Status.PASS: "E3F4E8",
    Status.FAIL: "FDE3E0",
    Status.WAIVED: "ECECEC",
    Status.NOT_APPLICABLE: "F5F5F5",
    Status.NOT_CHECKED: "FFF1CC",
    Status.RULE_FAILED: "FFF1CC",
}
_SEVERITY_FILL = {Severity.ERROR: "FDE3E0", Severity.WARNING: "FFF1CC", Severity.INFO: "E2EEF8"}
RULE_COLUMNS = (
    Column("规则编号", 28),
    Column("规则名称", 44),
    Column("结果", 12, centred=True),
    Column("数量", 8, centred=True),
    Column("说明", 64),
)
COLUMNS = {
    "序号": Column("序号", 6, centred=True),
    "级别": Column("级别", 9, centred=True),
    "位置": Column("位置", 18),
    "原文": Column("原文", 17),
    "问题": Column("问题", 29),
    "规则": Column("规则", 16, noted=True),
    "原因": Column("原因", 19),
    "依据": Column("依据", 19),
    "修改建议": Column("修改建议", 21),
}
FILL_IN_WIDTHS = {"整改情况": 13.0, "责任人": 9.0, "日期": 11.0}
OTHER_WIDTH = 12.0
PAGE_WIDTH = 156.0
"""How wide all columns together are at the least: a list of a few narrow ones would be blown up on the page."""


def checklist_bytes(result: Result) -> bytes:
    """The checklist as the bytes of an xlsx file."""
    buffer = io.BytesIO()
    _workbook(result).save(buffer)
    return buffer.getvalue()


def _workbook(result: Result) -> Workbook:
    # openpyxl takes a third of a second to import: only who exports pays for it.
    from openpyxl.workbook import Workbook  # noqa: PLC0415 - openpyxl is slow to load

    book, content = Workbook(), Content(result)
    cover = book.worksheets[0]
    cover.title = COVER
    fill_cover(cover, content)
    rules = [_rule_line(row) for row in result.checklist]
    fill_list(book.create_sheet(RULES), RULE_COLUMNS, rules, content.heading, "没有启用的规则。")
    columns, fill_in = content.columns(tuple(COLUMNS)), content.fill_in()
    lines = [_finding_line(entry, columns, fill_in) for entry in content.entries]
    wide = finding_columns(columns, fill_in)
    fill_list(book.create_sheet(FINDINGS), wide, lines, content.heading, content.nothing_found(RULES), remedy=REMEDY)
    return book


def finding_columns(columns: Sequence[str], fill_in: Sequence[str]) -> list[Column]:
    """The columns of the list of findings, together as wide as the page at least."""
    found = [COLUMNS[name] for name in columns]
    found += [Column(name, FILL_IN_WIDTHS.get(name, OTHER_WIDTH)) for name in fill_in]
    spare = PAGE_WIDTH - sum(column.width for column in found)
    words = sum(column.width for column in found if not column.centred)
    if spare <= 0:
        return found
    return [column if column.centred else replace(column, width=round(column.width * (1 + spare / words), 1)) for column in found]


def _rule_line(row: ChecklistRow) -> Line:
    return Line((row.rule, row.title, row.status.label, row.count, row.reason), fill=_STATUS_FILL[row.status], filled=2)


def _finding_line(entry: Entry, columns: Sequence[str], fill_in: Sequence[str]) -> Line:
    values = tuple(
        value.replace("（", "\n（") if name == "级别" and isinstance(value, str) else value
        for name, value in zip((*columns, *fill_in), cells_of(entry, columns, fill_in), strict=True)
    )
    fill = _STATUS_FILL[Status.WAIVED] if entry.waived else _SEVERITY_FILL[entry.severity]
    return Line(values, fill=fill, filled=columns.index("级别") if "级别" in columns else 0)
