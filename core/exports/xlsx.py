"""The checklist as a workbook for an office: a cover, every rule, every finding, ready to print on A4."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from core.exports.atomic import write_bytes
from core.exports.places import Places
from core.exports.sheet_cover import fill_cover
from core.exports.sheet_list import Column, Line, fill_list
from core.exports.width import clip
from core.findings import ChecklistRow, Finding, Result, Severity, Status

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

COVER, RULES, FINDINGS = "封面", "规则核对", "问题清单"
LONGEST_EXCERPT = 120
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
FINDING_COLUMNS = (
    Column("序号", 6, centred=True),
    Column("级别", 9, centred=True),
    Column("位置", 18),
    Column("原文", 17),
    Column("问题", 29),
    Column("规则", 16, noted=True),
    Column("原因", 19),
    Column("依据", 19),
    Column("修改建议", 21),
    Column("整改情况", 13),
    Column("责任人", 9),
    Column("日期", 11),
)


def write_checklist(result: Result, target: Path, drafts: Sequence[str] = ()) -> None:
    """Write the checklist of a check to ``target``, whole or not at all; WriteError says why it could not be written.

    Neither the draft of the result nor any of ``drafts`` is written to.
    """
    write_bytes(target, checklist_bytes(result), (result.path, *drafts))


def checklist_bytes(result: Result) -> bytes:
    """The checklist as the bytes of an xlsx file."""
    buffer = io.BytesIO()
    _workbook(result).save(buffer)
    return buffer.getvalue()


def _workbook(result: Result) -> Workbook:
    # openpyxl takes a third of a second to import: only who exports pays for it.
    from openpyxl.workbook import Workbook  # noqa: PLC0415 - openpyxl is slow to load

    book = Workbook()
    cover = book.worksheets[0]
    cover.title = COVER
    fill_cover(cover, result)
    heading = f"{result.unit or ''}{result.year or ''}{'年' if result.year else ''}政府信息公开工作年度报告自查"
    fill_list(book.create_sheet(RULES), RULE_COLUMNS, [_rule_line(row) for row in result.checklist], heading, "没有启用的规则。")
    places = Places(result.document)
    titles = {row.rule: row.title for row in result.checklist}
    lines = [_finding_line(places, titles, number, finding) for number, finding in enumerate(places.ordered(result.findings), 1)]
    fill_list(book.create_sheet(FINDINGS), FINDING_COLUMNS, lines, heading, _nothing_found(result), remedy="整改情况")
    return book


def _rule_line(row: ChecklistRow) -> Line:
    return Line((row.rule, row.title, row.status.label, row.count, row.reason), fill=_STATUS_FILL[row.status], filled=2)


def _finding_line(places: Places, titles: Mapping[str, str], number: int, finding: Finding) -> Line:
    waived = finding.waived
    texts = (
        number,
        f"{finding.severity.label}\n（已忽略）" if waived else finding.severity.label,
        places.full(finding.location),
        clip(finding.excerpt, LONGEST_EXCERPT),
        finding.message,
        f"{titles.get(finding.rule) or ''}\n{finding.rule}".strip(),
        finding.reason,
        finding.basis,
        finding.suggestion or "",
        f"已忽略：{waived.reason}" if waived else "",
        "",
        "",
    )
    return Line(texts, fill=_STATUS_FILL[Status.WAIVED] if waived else _SEVERITY_FILL[finding.severity], filled=1)


def _nothing_found(result: Result) -> str:
    unchecked = result.verdict.unchecked
    return f"没有发现问题；另有{unchecked}项未能检查，见“{RULES}”。" if unchecked else "没有发现问题。"
