"""Whether a report is last year's report of the same unit."""

from __future__ import annotations

import re

from core.report.report import Report
from core.text.fold import bare

_SHORTEST = 3


def mismatch(report: Report, previous: Report) -> str | None:
    """Why a report cannot be compared with another as last year's, as a sentence for the user; None where it can.

    Where a file names no unit (a workbook with the table alone), the user's word is taken for it.
    """
    if report.year is None:
        return "标题中没有找到报告年度，未能与上年报告比对。请在标题中写明年度。"
    if previous.year is None:
        return "作为上年报告的文件里没有找到报告年度，未能比对。请换成标题写明年度的上年报告。"
    if previous.year != report.year - 1:
        wanted = f"应当是{report.year - 1}年度的"
        return f"作为上年报告的文件是{previous.year}年度的报告，{wanted}，未能比对。请换成{report.year - 1}年度的报告。"
    if report.unit and previous.unit and not same_unit(report.unit, previous.unit):
        return f"作为上年报告的文件是“{previous.unit}”的报告，不是“{report.unit}”的，未能比对。请换成本单位的上年报告。"
    return None


def same_unit(one: str, other: str) -> bool:
    """Whether two names mean the same unit; a province or city before the name, 人民政府 and 和 make no difference."""
    short, long = sorted((_core(one), _core(other)), key=len)
    return short == long or (len(short) >= _SHORTEST and long.endswith(short))


def _core(unit: str) -> str:
    return re.sub(r"(?:人民)?政府(?=$|办公)|办事处$|[和与、]", "", bare(unit))
