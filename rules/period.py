"""The statistics period, the years named in different places, and the deadline."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from core.document import Table
from core.findings import Severity
from core.kept import kept
from core.place import InCell, InText, Missing, Place
from core.report.period import find_slipped
from core.report.report import Report
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.dates import FoundDate, find_dates, find_periods, in_words
from core.text.fold import fold
from core.text.memory import remembered


def _written(found: FoundDate) -> str:
    return f"{found.year}年{found.month}月{found.day}日"


@rule("period.missing", "写明统计期限", Severity.WARNING, Need.TEXT, "period")
def missing(case: Case) -> Iterator[Problem]:
    """导语中应写明所列数据的统计期限。

    检查：导语（或第一部分）有没有写明数据从哪一天到哪一天。
    为什么：没有统计期限，读者无法判断数据是不是全年的。
    依据：年度报告通行做法（导语写明编制依据、统计期限和联系方式）
    错误示例：本报告由县政府办公室编制。
    正确示例：所列数据的统计期限自2018年1月1日起至2018年12月31日止。
    """
    report = case.report
    if report.period is None:
        year = report.year or "××××"
        position = report.document.position(report.preamble[0]) if report.preamble else None
        yield Problem(
            Missing(None, position, "统计期限"),
            "没有写明统计期限",
            f"在导语中补写“统计期限自{year}年1月1日起至{year}年12月31日止”。",
            follows=("period",),
        )


@rule("period.invalid", "日期真实存在", Severity.ERROR, Need.NOTHING, "period")
def invalid(case: Case) -> Iterator[Problem]:
    """写出的日期要在日历上存在，期限的结束日不能早于开始日。

    检查：正文中写明年、月、日的日期；统计期限的先后；统计期限里写错了的年、月、日（“12月31止”“202018年”）。
    为什么：不存在的日期一定是笔误。
    依据：年度报告的数据应当真实、准确
    错误示例：统计期限为2018年1月1日至2018年11月31日
    正确示例：统计期限为2018年1月1日至2018年12月31日
    """
    report = case.report
    for found, where in _impossible_dates(report):
        yield Problem(where, f"日历上没有{_written(found)}这一天", "核对月份和日期。", {"date": _written(found)})
    if report.period is None:
        yield from _slipped(report)
    else:
        first, last = report.period.days
        if first and last and last < first:
            data = {"start": first.isoformat(), "end": last.isoformat()}
            message = f"统计期限的结束日{in_words(last)}早于开始日{in_words(first)}"
            yield Problem(report.period.place, message, "核对起止日期。", data)


def _slipped(report: Report) -> Iterator[Problem]:
    """Ends of the period that are no dates: a period is stated, though it cannot be read."""
    first = {paragraph.index for paragraph in report.preamble}
    told = [paragraph for paragraph in report.body if paragraph.index in first or "统计期限" in paragraph.text]
    for places in find_slipped(told):
        for place in places[:1]:
            ends = [report.document.paragraphs[each.paragraph].text[each.start : each.end] for each in places]
            advice = f"改为“{report.year}年1月1日至{report.year}年12月31日”。" if report.year else "核对年、月、日。"
            message = f"统计期限中的{'、'.join(f'“{end}”' for end in ends)}不是日期"
            yield Problem(place, message, advice, {"date": ends[0]}, places[1:], reports=("period",))


def _impossible_dates(report: Report) -> Iterator[tuple[FoundDate, Place]]:
    for paragraph in report.document.paragraphs:
        for found, start, end in _impossible(paragraph.text):
            yield found, InText(paragraph.index, start, end)
    for table in report.document.tables:
        yield from _impossible_in(table)


@kept
def _impossible_in(table: Table) -> Iterator[tuple[FoundDate, InCell]]:
    for cell in table.cells:
        for found, _, _ in _impossible(cell.text):
            yield found, InCell(table.index, cell.row, cell.column)


@remembered
def _impossible(text: str) -> Iterator[tuple[FoundDate, int, int]]:
    """Dates that the calendar does not have, with their offsets."""
    words = fold(text)
    ends = [period.last for period in find_periods(words.text) if period.last]
    seen: set[int] = set()
    for found in [*find_dates(words.text), *ends]:
        if found.value is None and found.end not in seen:
            seen.add(found.end)
            yield found, *words.back(found.start, found.end)


@rule("period.coverage", "统计期限为全年", Severity.ERROR, Need.TEXT | Need.YEAR, "period")
def coverage(case: Case) -> Iterator[Problem]:
    """统计期限应当是报告年度的1月1日至12月31日。

    检查：导语写明的起止日期是不是报告年度的第一天和最后一天。只写了“截至……”的，只核对结束日。
    为什么：年度报告反映上一年度全年的情况；日期错了，数据口径就有疑问。
    依据：《中华人民共和国政府信息公开条例》关于按年度公布报告的规定
    错误示例：（2018年报告）统计期限自2018年1月1日起至2018年12月30日止
    正确示例：（2018年报告）统计期限自2018年1月1日起至2018年12月31日止
    """
    report = case.report
    if report.period is None:
        raise NotApplicable("没有写明统计期限，或写的不是日期（已在“写明统计期限”或“日期真实存在”一项报告）。")
    if report.period.damaged:
        raise NotApplicable("统计期限中的“年”“月”在复制时丢失，不按作者的错误处理。")
    year = report.year or 0
    first, last = report.period.days
    if first and last and last < first:
        return
    right = date(year, 1, 1), date(year, 12, 31)
    wrong = [name for name, day, due in (("开始日", first, right[0]), ("结束日", last, right[1])) if day and day != due]
    if wrong:
        stated = f"{in_words(first) if first else '（未写）'}至{in_words(last) if last else '（未写）'}"
        message = f"统计期限写的是{stated}，{'和'.join(wrong)}不对，{year}年报告应为{in_words(right[0])}至{in_words(right[1])}"
        data = {"start": first.isoformat() if first else None, "end": last.isoformat() if last else None, "year": year}
        yield Problem(report.period.place, message, f"改为“{in_words(right[0])}至{in_words(right[1])}”。", data)
