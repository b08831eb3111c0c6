"""截至目前 and 目前 where a yearly report needs a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.findings import Severity
from core.kept import kept
from core.rule import Case, Need, Problem, rule
from core.text.numbers import find_numbers
from rules.language.reading import Stretch, paragraphs

_ALWAYS = re.compile(
    r"截[至止]到?(?:目前|现在|当前|今日|今天|发稿|此时)(?:为止|止)?|(?:到)?(?:目前|现在)为止|迄今(?:为止)?|时至今日"
)
_NOW = re.compile(
    r"(?<!截至)(?<!截止)(?<![截至止到])(?:(?<![项栏科题书数名节品剧账])目前|现阶段|当前|至今)(?!为止|的|阶段|形势|和今后)"
)
_DATED = re.compile(r"截[至止]到?(?:20\d\d年|年底|年末|\d{1,2}月|上年|本年|报告期)")
_DATE_BEHIND = re.compile(r"\(?(?:[即为]|20\d\d年|\d{1,2}月)")
_FROM = re.compile(r"(?:自|从|20\d\d年|以来|成立|开通|创刊)[^,。;]{0,16}$")
_NOT_A_COUNT = re.compile(r"^(?:个)?(?:方面|问题|不足|短板|困难|难题|年|月|日|点|大|种|类问题)")
_MEANT = re.compile(r"将|拟|计划|打算|争取|力争|准备|下一步|需要?|应当?|要(?!求)")
_ABOUT_PROBLEMS = re.compile(r"(?:问题|不足|短板|困难|薄弱|差距|原因)")
_PLANS = re.compile(r"问题|不足|改进|打算|下一步|计划|措施")
_TIME_UNITS = frozenset({"年", "月", "日", "天", "%", ""})


@rule("language.open-ended-date", "时间写明截止日", Severity.INFO, Need.TEXT, "period", required=False)
def open_ended_date(case: Case) -> Iterator[Problem]:
    """年度报告里的数字要写明截到哪一天。

    检查：“截至目前”“到目前为止”“迄今”，以及后面带数字的“目前”“至今”。讲存在问题的“目前”，同一句里有数字才查；下一步打算的不查。
    为什么：年度报告反映一个完整年度的情况，“目前”是哪一天，读者无法判断，也可能把下一年的数字算了进来。
    依据：年度报告反映上一年度全年情况，数据截至12月31日
    错误示例：截至目前，全县开设政务公开专区12个
    正确示例：截至2018年12月31日，全县开设政务公开专区12个
    """
    report = case.report
    due = f"截至{report.year or '××××'}年12月31日"
    titles = {place.paragraph for place in report.title.places} if report.title else set()
    for stretch in paragraphs(report):
        paragraph = stretch.paragraph
        if paragraph is None or paragraph.index in titles:
            continue
        plans = bool(_PLANS.search(report.headings_over(paragraph)))
        for start, end in _found(stretch, plans):
            words = stretch.words.text[start:end]
            message = f"“{words}”没有写明具体日期"
            yield Problem(stretch.folded_place(start, end), message, f"改为“{due}”，并核对数字截到这一天。", {"expected": due})


@kept
def _found(stretch: Stretch, plans: bool) -> Iterator[tuple[int, int]]:
    for sentence in re.finditer("[^。;!?\n]+", stretch.words.text):
        text, base = sentence.group(), sentence.start()
        dated = _DATED.search(text)
        for match in _ALWAYS.finditer(text):
            if not _DATE_BEHIND.match(text, match.end()) and stretch.own(base + match.start(), base + match.end()):
                yield base + match.start(), base + match.end()
        for match in _NOW.finditer(text):
            counts = not dated and _counts(text, match, plans)
            if counts and stretch.own(base + match.start(), base + match.end()):
                yield base + match.start(), base + match.end()


def _counts(text: str, match: re.Match[str], plans: bool) -> bool:
    """Whether a figure follows that holds for the day; among problems and plans one that the same clause states."""
    if _DATE_BEHIND.match(text, match.end()):
        return False
    if match.group() == "至今" and not _FROM.search(text[: match.start()]):
        return False
    rest = text[match.end() :]
    if plans:
        rest = rest.lstrip(",").split(",")[0]
        if _MEANT.search(rest) or _ABOUT_PROBLEMS.search(rest):
            return False
    return any(
        number.unit not in _TIME_UNITS and number.value > 0 and not _NOT_A_COUNT.match(rest[number.end :])
        for number in find_numbers(rest)
    )
