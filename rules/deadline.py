"""Whether the report comes in time: by the law's deadline, or by an office's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.findings import Severity
from core.option import option
from core.place import Missing, Place
from core.report.closing import find_published, footer_values
from core.report.report import Report
from core.rule import Case, Need, NotApplicable, NotChecked, Passed, Problem, rule
from core.text.dates import FoundDate, find_dates, in_words
from core.text.fold import fold

_MONTH_AND_DAY = re.compile(r"(\d{1,2})-(\d{1,2})")


def _month_and_day(text: str) -> tuple[int, int] | None:
    found = _MONTH_AND_DAY.fullmatch(text)
    if found is None:
        return None
    month, day = int(found[1]), int(found[2])
    return (month, day) if _exists(month, day) else None


def _exists(month: int, day: int) -> bool:
    try:
        # A year without a 29 February: a deadline must be there every year.
        date(2001, month, day)
    except ValueError:
        return False
    return True


def _day_flaw(text: str) -> str | None:
    return None if text == "" or _month_and_day(text) else f"应写成“月-日”，如 3-20，不能是“{text}”"


@dataclass(frozen=True)
class DeadlineOptions:
    """Local deadlines, in the year after the report year; the statutory one where none is given."""

    government: str = option("政府的报告时限（月-日），如 3-20", "", check=_day_flaw)
    department: str = option("部门的报告时限（月-日）", "", check=_day_flaw)
    township: str = option("乡镇、街道的报告时限（月-日）", "", check=_day_flaw)


@rule("period.deadline", "报告时限", Severity.ERROR, Need.YEAR, "deadline", options=DeadlineOptions)
def deadline(case: Case) -> Iterator[Problem]:
    """报告日期应在统计期结束之后、法定期限之内。

    检查：落款日期（没有落款日期的，看统计表的填报日期）是否晚于法定期限，或早于统计期的最后一天。最后一天当天算按时。
    管委会适用部门还是政府的期限各地不同，在两个期限之间的只作提示。没有写日期的报告，网页上注明了发布日期的，看这个日期；都没有的，在编报期内按检查当天核对，还没有到期的，说明距截止还有几天。
    为什么：逾期公布是被点名通报最多的问题；日期早于年底，说明全年数据还没有产生。
    依据：2007年《条例》第三十一条（3月31日前）；2019年《条例》第四十九条（部门1月31日前，政府3月31日前）
    错误示例：（2018年报告）落款日期2019年4月12日
    正确示例：（2018年报告）落款日期2019年3月15日
    """
    report = case.report
    year, local = report.year or 0, _local(report, case.chosen(DeadlineOptions))
    due = _due(report, local)
    basis = f"本地规则规定的报告时限：{in_words(due)}" if local else None
    stated = list(_stated(report))
    own = next(((found.value, place) for found, place in stated if found.value), None)
    if own is None and stated:
        raise NotApplicable("写出的日期在日历上没有（已在“日期真实存在”一项报告）。")
    if own is None:
        if not report.has_text:
            raise NotChecked("文件里只有表格，没有写日期，这一项未能检查。")
        if (published := find_published(report.document)) and published.value and published.value <= due:
            return
        if (case.asked or case.as_of.year == year + 1) and case.as_of > due:
            message = f"已过报告期限：应在{in_words(due)}前公布，今天是{in_words(case.as_of)}"
            data = {"expected": due.isoformat(), "as_of": case.as_of.isoformat()}
            yield Problem(Missing(None, report.sign_off.position, "成文日期"), message, None, data, basis=basis)
        elif case.as_of.year == year + 1 and case.as_of <= due:
            left = f"还有{(due - case.as_of).days}天" if case.as_of < due else "就是今天"
            raise Passed(f"草稿还没有写成文日期。公布的期限是{in_words(due)}，距截止{left}。")
        return
    day, place = own
    if day > due:
        message = f"报告日期{in_words(day)}晚于期限{in_words(due)}，晚了{(day - due).days}天"
        suggestion = "核对日期；确已逾期的，请说明情况并尽快公布。"
        severity = None
        if not local and _may_be_either(report) and day <= _latest(report):
            # Whether a zone's committee keeps the date of a department or of a government is laid down differently by place.
            message = f"报告日期{in_words(day)}晚于部门的期限{in_words(due)}；管委会适用部门还是政府的期限，各地规定不同"
            suggestion, severity = "按当地的规定核对；可以在本地规则里写明单位类别。", Severity.INFO
        yield Problem(place, message, suggestion, _deadline_data(due, day), severity=severity, basis=basis)
    elif day <= date(year, 12, 30):
        message = f"报告日期{in_words(day)}早于统计期最后一天{in_words(date(year, 12, 31))}，全年数据还没有产生"
        yield Problem(place, message, "核对日期，多半是年份没有更新。", _deadline_data(due, day))


def _deadline_data(due: date, day: date) -> dict[str, str]:
    return {"expected": due.isoformat(), "actual": day.isoformat()}


def _local(report: Report, options: DeadlineOptions) -> tuple[int, int] | None:
    """Month and day that an office has set for this kind of unit."""
    said = {"government": options.government, "department": options.department, "township": options.township}
    return _month_and_day(said.get(report.kind, ""))


def _due(report: Report, local: tuple[int, int] | None) -> date:
    deadlines = report.edition.deadline if report.edition else {}
    month, day = local or deadlines.get("any") or deadlines.get(report.kind) or (3, 31)
    return date((report.year or 0) + 1, month, day)


_ZONE = re.compile(r"(?:管理委员会|管委会|开发区|高新区|新区|园区|示范区|试验区|保税区|风景区|度假区|管理区)$")


def _may_be_either(report: Report) -> bool:
    """Whether the name alone does not tell which deadline holds: a zone that nobody has said to be a department."""
    return report.said_kind is None and bool(report.title and _ZONE.search(report.title.unit or ""))


def _latest(report: Report) -> date:
    days = report.edition.deadline.values() if report.edition else ()
    return date((report.year or 0) + 1, *max(days, default=(3, 31)))


def _stated(report: Report) -> Iterator[tuple[FoundDate, Place]]:
    """The dates that the report gives itself: that of the sign-off, then those of its forms."""
    signed = report.sign_off
    if signed.date and signed.date_place:
        yield signed.date, signed.date_place
    for label, value, place in footer_values(report.document):
        if label == "填报日期" and (found := next(find_dates(fold(value).text), None)):
            yield found, place
