"""What stands in the cells of the official table: nothing left open, numbers alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.findings import Severity
from core.report.flat.layout import SEPARATOR
from core.report.formmatch import FormMatch, NumberCell
from core.report.values import Kind, read_value, value_of
from core.rule import Case, Need, Problem, rule
from core.text.fold import bare
from core.text.numbers import plain
from rules.tables import cell_data, foreign, number_cells, place_of

_FEW = 3
"""So many cells at least make a column that was left blank one defect."""


@rule("table.blank-cell", "应填数字的格不空", Severity.WARNING, Need.FORM, "form", of_tables=True)
def blank_cell(case: Case) -> Iterator[Problem]:
    """应填数字的格没有发生也要填0。

    检查：统计数一列空着，或填了“/”“—”“无”的格。标题行不填数字。几列的表，整列没有填的，说一次。
    为什么：空格分不清是没有发生还是漏填。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》的填报惯例
    错误示例：“3.网络申请数”一格填“/”
    正确示例：“3.网络申请数”一格填“0”
    """
    columns = [each for match in case.report.forms for each in _blank_columns(match)]
    yield from (_blank_column(*each) for each in columns)
    told = {id(number.cell) for _, blanks in columns for number in blanks}
    for match, number in number_cells(case.report):
        if id(number.cell) in told:
            continue
        text = number.cell.text
        written = _run_together(number)
        if 0 < len(written) < number.shared:
            yield Problem(
                place_of(match, number), _unfit(number, "可能漏填了格"), "按列逐格填写，没有发生的填0。", cell_data(number)
            )
        elif value_of(number.cell).kind is Kind.BLANK:
            what = f"填的是“{text.strip()}”" if text.strip() else "空着"
            yield Problem(
                place_of(match, number), f"“{number.name}”{what}", "没有发生的填0。", cell_data(number), follows=foreign(match)
            )


def _blank_columns(match: FormMatch) -> Iterator[tuple[FormMatch, list[NumberCell]]]:
    """The columns of a grid in which nothing is filled in at all; of a grid of one row, that row."""
    columns: dict[str, list[NumberCell]] = {}
    every = [number for number in match.numbers() if number.column]
    if len(match.form.rows) == 1 and len(every) >= _FEW and all(value_of(n.cell).kind is Kind.BLANK for n in every):
        yield match, every
        return
    for number in match.numbers():
        if number.column:
            columns.setdefault(number.column.id, []).append(number)
    for cells in columns.values():
        if len(cells) >= _FEW and all(value_of(each.cell).kind is Kind.BLANK for each in cells):
            yield match, cells


def _blank_column(match: FormMatch, cells: list[NumberCell]) -> Problem:
    first = cells[0]
    label = first.column.label if first.column else ""
    one_row = len({each.column.id for each in cells if each.column}) > 1
    message = f"整行都没有填（{len(cells)}格）" if one_row else f"“{label}”一列都没有填（{len(cells)}格）"
    data = {**cell_data(first), "count": len(cells)}
    related = tuple(place_of(match, each) for each in cells[1:])
    return Problem(place_of(match, first), message, "逐格填写，没有发生的填0。", data, related, follows=foreign(match))


@rule("table.not-a-number", "单元格只填数字", Severity.WARNING, Need.FORM, "form", of_tables=True)
def not_a_number(case: Case) -> Iterator[Problem]:
    """统计数一列只填数字；件数、条数、人数不能是负数或小数。

    检查：统计数一格里的文字、负数，以及应为整数处的小数（0.0 这样的整数值算对）。说明文字应放到表下备注。
    为什么：格里有文字，汇总软件读不出数；件数出现小数一定是笔误。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》的填报惯例
    错误示例：新闻发布会总次数填“2（含通气会）”
    正确示例：新闻发布会总次数填“2”
    """
    for match, number in number_cells(case.report):
        text = number.cell.text
        flaw = _number_flaw(number)
        if number.shared > 1 and flaw:
            if not 0 < len(_run_together(number)) < number.shared:
                yield Problem(
                    place_of(match, number), _unfit(number, "多出了数"), "按列逐格填写。", {**cell_data(number), "actual": text}
                )
        elif flaw:
            value = read_value(text)
            told = value.kind is Kind.TEXT and value.value is not None
            suggestion = (
                f"改为“{plain(value.value)}”，说明文字移到表下备注。" if told and value.value is not None else "核对后改正。"
            )
            message = f"“{number.name}”填的“{text.strip()}”{flaw}"
            yield Problem(place_of(match, number), message, suggestion, {**cell_data(number), "actual": text})


def _run_together(number: NumberCell) -> list[str]:
    """The values that stand together in a cell merged over several columns; none where there is but one."""
    values = number.cell.text.split(SEPARATOR) if number.shared > 1 else []
    return values if len(values) > 1 else []


def _unfit(number: NumberCell, guess: str) -> str:
    count = len(_run_together(number))
    read = f"读到{count}个，{guess}" if count else f"几格合成一格，填的是“{number.cell.text.strip()}”"
    return f"“{number.name}”一行应有{number.shared}个数，{read}，分不清各属哪一列，这一行没有核对"


def _number_flaw(number: NumberCell) -> str | None:
    value = read_value(number.cell.text)
    signed = bool(number.column and number.column.signed)
    units = number.column.units if number.column else ()
    if number.shared > 1 and value.value:
        return "几格合成了一格"
    if value.kind is Kind.TEXT and value.value is not None and bare(number.cell.text).lstrip("0123456789.,") in units:
        return None
    if value.kind is Kind.TEXT and not (signed and re.fullmatch(r"[+＋]\d+", number.cell.text.strip())):
        return "不是一个数字"
    if value.value is not None and value.value < 0 and not signed:
        return "是负数"
    if value.kind is Kind.NUMBER and not number.decimal and value.value is not None and value.value % 1:
        return "带小数，这一项应是整数"
    return None
