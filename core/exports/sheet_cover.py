"""The cover of a checklist: whose report was checked, the verdict, the counts, and lines to sign."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from core.exports.places import edition_label
from core.exports.sheet_style import HEADING, align, at, cell_lines, font, height, paint, print_on_a4, put, thin_border
from core.exports.width import clip
from core.findings import Result, Severity, Status, Verdict
from core.version import __version__

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

TITLE = "政府信息公开工作年度报告自查单"
WIDTHS = (18.0, 70.0)
SIZE = 12.0
LONGEST = 600
_GREEN, _RED, _AMBER = ("0B6B35", "E3F4E8"), ("B3261E", "FDE3E0"), ("8A5A00", "FFF1CC")


def fill_cover(sheet: Worksheet, result: Result) -> None:
    """Fill a sheet with the cover."""
    for letter, width in zip("AB", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    _banner(sheet, 1, TITLE, 20, 48)
    _verdict(sheet, result.verdict)
    row = 4
    for name, value in _facts(result):
        _fact(sheet, row, name, value)
        row += 1
    row += 1
    for name in ("检查人", "复核人", "日期"):
        _fact(sheet, row, name, "", tall=34)
        row += 1
    _banner(sheet, row, f"由“年报自查”{__version__} 生成。检查结果供核对参考，以国家和当地有关规定为准。", 9, 28, bold=False)
    sheet.sheet_view.showGridLines = False
    print_on_a4(sheet, landscape=False, last=f"B{row}")


def _banner(sheet: Worksheet, row: int, words: str, size: float, tall: float, bold: bool = True) -> None:
    sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=2)
    cell = at(sheet, row, 1)
    put(cell, words)
    cell.font = font(size, bold=bold, name=HEADING if bold else "宋体")
    align(cell, "center", "center")
    sheet.row_dimensions[row].height = tall


def _verdict(sheet: Worksheet, verdict: Verdict) -> None:
    _banner(sheet, 2, verdict.sentence, 24, 64)
    ink, ground = _colours(verdict)
    for column in (1, 2):
        cell = sheet.cell(2, column)
        cell.border = thin_border(ink)
        paint(cell, ground)
    at(sheet, 2, 1).font = font(24, bold=True, color=ink, name=HEADING)
    sheet.row_dimensions[3].height = 12


def _colours(verdict: Verdict) -> tuple[str, str]:
    if verdict.ready:
        return _GREEN
    return _RED if verdict.errors else _AMBER


def _facts(result: Result) -> Iterator[tuple[str, str]]:
    """What the cover states, by name."""
    yield "报告单位", result.unit or "未能判断"
    yield "报告年度", f"{result.year}年" if result.year else "未能判断"
    yield "报告标题", result.title or "未找到标题"
    yield "文件名", PurePath(result.path).name
    yield "格式版本", edition_label(result.edition)
    yield "检查时间", result.checked_at.replace("T", " ")[:19] or "未记录"
    yield "发现问题", "，".join(f"{severity.label} {result.count(severity)} 处" for severity in Severity)
    if waived := sum(1 for finding in result.findings if finding.waived):
        yield "已忽略", f"{waived} 处"
    yield "规则核对", _rule_counts(result)
    for note in result.document.notes:
        yield "阅读说明", note
    for note in result.notes:
        yield "检查说明", note


def _rule_counts(result: Result) -> str:
    counts = {status: sum(1 for row in result.checklist if row.status is status) for status in Status}
    parts = [f"{status.label} {count} 项" for status, count in counts.items() if count]
    return f"共 {len(result.checklist)} 项" + (f"：{'，'.join(parts)}" if parts else "")


def _fact(sheet: Worksheet, row: int, name: str, value: str, tall: float = 26) -> None:
    words = clip(value, LONGEST)
    for column, text in ((1, name), (2, words)):
        cell = at(sheet, row, column)
        put(cell, text)
        cell.font, cell.border = font(SIZE, bold=column == 1), thin_border()
        align(cell, "center" if column == 1 else "left", "center")
    sheet.row_dimensions[row].height = max(tall, height(len(cell_lines(words, WIDTHS[1], SIZE)), SIZE) + 4)
