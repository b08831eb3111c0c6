"""Spaces round and inside figures: one way of writing in a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.document import Format
from core.findings import Severity
from core.place import InText
from core.rule import Case, Need, NotApplicable, Problem, rule

_CJK = r"\u4e00-\u9fff"
_BLANK = r"[ \u3000\u00a0]+"
_NUMBER = r"\d{1,5}(?:\.\d+)?"
_INSIDE = re.compile(r"(?<![\d.-])\d{1,3}(?:[ \u00a0]\d{3})+(?![\d-])|(?<=20)[ \u00a0](?=\d\d年)")
_SPACED = re.compile(rf"(?<=[{_CJK}]){_BLANK}{_NUMBER}(?![\d-])|(?<![\dA-Za-z.-]){_NUMBER}{_BLANK}(?=[{_CJK}])")
_CLOSE = re.compile(rf"(?<=[{_CJK}]){_NUMBER}(?![\d-])|(?<![\d-]){_NUMBER}(?=[{_CJK}])")


@rule("language.spacing", "数字前后的空格", Severity.INFO, Need.TEXT, "wording", required=False, enabled=False)
def spacing(case: Case) -> Iterator[Problem]:
    """数字中间不留空格；数字与汉字之间留不留空格，全文要一致。

    检查：数字里的空格（1 200条、20 18年）；数字与汉字之间有的地方有空格、有的地方没有。标题序号、电话号码和PDF、OFD文件不查。
    为什么：空格时有时无，多半是从不同的稿子拼起来的，也影响检索。
    依据：年度报告应当用语规范、文字严谨
    错误示例：2018 年公开1 200条，2018年收到申请 12 件
    正确示例：2018年公开1200条，收到申请12件
    """
    report = case.report
    if report.document.format in (Format.PDF, Format.OFD):
        raise NotApplicable("这种格式的文件看不出空格是不是作者所加。")
    heads = {section.place.paragraph for section in report.sections if not section.tells}
    inside: list[InText] = []
    spaced: list[InText] = []
    close: list[InText] = []
    for paragraph in (each for each in report.body if each.index not in heads):
        split = [match.span() for match in _INSIDE.finditer(paragraph.text)]
        inside += [InText(paragraph.index, *span) for span in split]
        for found, pattern in ((spaced, _SPACED), (close, _CLOSE)):
            spans = (match.span() for match in pattern.finditer(paragraph.text))
            found += [
                InText(paragraph.index, *span) for span in spans if not any(lo < span[1] and span[0] < hi for lo, hi in split)
            ]
    for place in inside:
        yield Problem(place, "数字中间有空格", "删去空格。")
    if spaced and close:
        yield _mixed(spaced, close)


def _mixed(spaced: list[InText], close: list[InText]) -> Problem:
    fewer, name, advice = (spaced, "有", "删去") if len(spaced) <= len(close) else (close, "没有", "补上")
    message = f"数字与汉字之间有{len(spaced)}处留了空格、{len(close)}处没有，这里{name}空格"
    data = {"spaced": len(spaced), "close": len(close)}
    return Problem(fewer[0], message, f"全文统一：{advice}这{len(fewer)}处的空格。", data, tuple(fewer[1:4]))
