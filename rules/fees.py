"""The statement on the information-processing fee."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Cell, Paragraph, Table
from core.findings import Severity
from core.kept import kept
from core.place import InCell, InText, Missing
from core.report.formmatch import FormMatch
from core.report.passage import Passage
from core.report.report import Report
from core.report.values import Kind, read_value
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.fold import bare
from rules.wordlists import compiled, load

_BASIS = "《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）"


@dataclass(frozen=True, slots=True)
class _Words:
    """How the fee is spoken of."""

    from_year: int
    anywhere: str
    other_chapter: str
    other_heading: str
    others: str
    row: str
    denies: str
    amount: str
    explains: str


@rule("content.fee-statement", "写明信息处理费情况", Severity.WARNING, Need.TEXT | Need.YEAR, "items")
def fee_statement(case: Case) -> Iterator[Problem]:
    """2020年度起的报告要写明政府信息公开信息处理费的收取情况，没有收取的也要写明。

    检查：第六部分（或别处）有没有写到信息处理费；表格里“逾期未按收费通知要求缴纳费用”不为0时，正文是否说没有收费、又没有说明。
    2019年度及以前的报告不检查。
    为什么：信息处理费是第六部分的固定内容，审核时逐份核对。
    依据：国办函〔2020〕109号
    错误示例：六、其他需要报告的事项。无。
    正确示例：六、其他需要报告的事项。2023年，本机关未收取信息处理费。无其他需要报告的事项。
    """
    report, lists = case.report, load("fees", _Words)
    if (report.year or 0) < lists.from_year:
        raise NotApplicable(f"{lists.from_year}年度以前的报告不要求写明信息处理费。")
    stated = list(_statements(report, lists))
    if not stated:
        chapter = next((s for s in reversed(report.chapters) if re.search(lists.other_heading, s.title)), None)
        position = chapter.blocks[1] - 1 if chapter else report.sign_off.position
        message = "没有写明政府信息公开信息处理费的收取情况"
        advice = f"在第六部分补写，如“{report.year}年，本机关未收取信息处理费”。"
        place = Missing(chapter.key if chapter else None, position, "信息处理费")
        yield Problem(place, message, advice, basis=_BASIS, follows=("chapter:other", "empty:other"))
    elif (notice := _notice(report, lists)) and not any(re.search(lists.explains, sentence) for _, sentence in stated):
        yield from _contradicted(stated, notice, lists)


def _contradicted(stated: list[tuple[InText, str]], notice: tuple[InCell, str], lists: _Words) -> Iterator[Problem]:
    place, number = notice
    for where, sentence in stated:
        if re.search(lists.denies, sentence):
            message = f"表格中“申请人逾期未按收费通知要求缴纳费用”为{number}件，正文却说没有信息处理费，也没有说明"
            advice = "核对表格；发出过收费通知的，在第六部分说明。"
            yield Problem(where, message, advice, {"value": number}, (place,), basis=_BASIS)
            return


def _statements(report: Report, lists: _Words) -> Iterator[tuple[InText, str]]:
    """Every sentence that speaks of the fee, with its place."""
    for paragraph in report.body:
        heads = report.headings_over(paragraph)
        passage = Passage([paragraph])
        inside = re.search(lists.other_heading, heads) is not None
        about = re.search("信息公开|申请", heads) is not None and re.search("收费|费用", heads) is not None
        pattern = f"{lists.anywhere}|{lists.other_chapter}" if inside or about else lists.anywhere
        cleaned = compiled(lists.others).sub(lambda match: "□" * len(match.group()), passage.text)
        for match in re.finditer("[^。;\n]+", cleaned):
            if compiled(pattern).search(match.group()) and not _is_heading(report, paragraph, match, lists):
                yield passage.place(*match.span()), match.group()


def _is_heading(report: Report, paragraph: Paragraph, match: re.Match[str], lists: _Words) -> bool:
    """A heading names the matter and states nothing, unless something stands under it or it is a sentence about the fee."""
    own = next((s for s in report.sections if s.place.paragraph == paragraph.index), None)
    if own is None or own.run_in or own.title not in match.group() or own.blocks[1] - own.blocks[0] > 1:
        return False
    return not re.search(lists.anywhere, match.group()) or not re.search(f"{lists.amount}|{lists.denies}", match.group())


def _notice(report: Report, lists: _Words) -> tuple[InCell, str] | None:
    """The first number above 0 in the row of applicants who did not pay."""
    told = [(match, row_id) for match in report.forms for row_id, row in match.rows.items() if lists.row in bare(row.label.text)]
    if told:
        return next((each for match, row_id in told if (each := _matched(match, row_id))), None)
    return next((each for table in report.document.tables for each in _notices(table, lists.row)), None)


def _matched(match: FormMatch, row_id: str) -> tuple[InCell, str] | None:
    columns = [column for column, cell in match.rows[row_id].values.items() if _above_zero(cell)]
    if not columns:
        return None
    cell = match.rows[row_id].values[columns[-1]]
    return match.place(row_id, columns[-1]), cell.text.strip()


@kept
def _notices(table: Table, name: str) -> Iterator[tuple[InCell, str]]:
    for row in table.grid:
        cells = list(dict.fromkeys(cell for cell in row if cell is not None))
        label = next((at for at, cell in enumerate(cells) if name in bare(cell.text)), len(cells))
        # What stands before a label only numbers the rows.
        found = next((cell for cell in reversed(cells[label:]) if _above_zero(cell)), None)
        if found:
            yield InCell(table.index, found.row, found.column), found.text.strip()


def _above_zero(cell: Cell) -> bool:
    value = read_value(cell.text)
    return value.kind is Kind.NUMBER and value.value is not None and value.value > 0
