"""Two approximations on one figure, and approximate figures where the table is exact."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.findings import Severity
from core.kept import kept
from core.report.formmatch import FormMatch, short
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.numbers import Number, find_numbers, plain
from rules.language.reading import Stretch, paragraphs
from rules.statements.stated import Statement
from rules.text_table import equals, stated

_ARABIC = r"\d+(?:,\d{3})*(?:\.\d+)?(?:(?:-|~|至)\d+(?:\.\d+)?)?"
_CHINESE = "[一二三四五六七八九十百千两]+"
_BEFORE = "大约|约|近|将近|接近|超过|超|逾|不足|不到|至少|最少|最多|不少于|不低于|不超过|高于|低于|[数几](?=[十百千万])"
# 预约200人, 附近10家, 件数1500: parts of other words.
_WORD_BEFORE = re.compile(r"(?:[预节签合特邀制履违失契]约|[附最临靠邻远]近|[高赶]超)$")
_VERB = "(?:占|为|有|需|达到|达)?"
_AFTER = "左右|上下|以上|以下|以内|之多"
_UNIT = r"(?:[万亿])?(?:个?工作日|个?百分点|[\u4e00-\u9fff%]{0,3}?)"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE})[十百千万亿]*"
_TWO = (
    re.compile(rf"(?P<a>{_BEFORE}){_VERB}(?P<n>{_NUMBER})(?P<b>余|多(?=[\u4e00-\u9fff])|来(?=[个条件次份人项万]))"),
    re.compile(rf"(?P<a>{_BEFORE}){_VERB}(?P<n>{_ARABIC}|(?:{_CHINESE}[十百千万])+{_CHINESE}?)余?{_UNIT}(?P<b>{_AFTER})"),
    re.compile(rf"(?P<n>{_NUMBER})(?P<a>余|多){_UNIT}(?P<b>{_AFTER})"),
    # 近三成左右, 约百分之三十左右, 将近一半左右.
    re.compile(rf"(?P<a>{_BEFORE}){_VERB}(?P<n>[一二三四五六七八九]成半?|一半|半数|百分之{_CHINESE})(?P<b>左右|上下|以上|以下)"),
    re.compile(rf"(?P<a>大约|约|大概|大致)有?(?P<b>近|将近|接近)(?P<n>{_NUMBER})"),
)
# 近三年来, 近10多年: 近 is "the last", no approximation.
_RECENT = re.compile(rf"近(?:{_NUMBER})(?:余|多|来)?个?(?:年|月|日|天|周|届|期|季度|学年|世纪)")
# 300多名处级以上干部: 以上 belongs to the level.
_LEVEL = re.compile("[的之]?(?:学历|职称|级|领导|干部|单位|处|科)")
# 68余条: 余 goes with a round number.
_ODD = re.compile(
    r"(?<![\d.A-Za-z第])(?!123\d\d余)(?P<n>\d{1,3}(?:,\d{3})+|\d{2,})(?<=[1-9])(?P<mark>余)(?=[\u4e00-\u9fff])(?!量|额|数|热)"
)
_LEAST = 100


@rule("language.approximation", "概数用法", Severity.INFO, Need.TEXT, "wording", required=False)
def approximation(case: Case) -> Iterator[Problem]:
    """一个数字只用一个表示概数的词；统计表里有准确数字的，正文也写准确数字。

    检查：“近……余”“约……左右”“超过……以上”这样叠用的概数；正文写“2100余条”而统计表正好是2100；“68余条”这样不是整数而用“余”的。
    “近三年来”、没有准确数字可对的概数不查。
    为什么：叠用概数意思矛盾；统计表是准确数，正文再用概数，会让人怀疑数据口径。
    依据：年度报告的数据应当真实、准确
    错误示例：近100余条、约200件左右；正文“公开信息2100余条”，统计表为2100
    正确示例：近100条、200件左右；正文和统计表都写2100条
    """
    exact = list(_exact(case.report))
    said = [statement for statement in stated(case.report) if statement.approximate]
    for stretch in paragraphs(case.report):
        found = list(_twofold(stretch))
        for start, end, words, first, second in found:
            message = f"概数重复：“{words}”里“{first}”和“{second}”只用一个"
            yield Problem(stretch.folded_place(start, end), message, f"删去“{first}”或“{second}”。", {"actual": words})
        loose = [(p, at) for p, at in _loose(case.report, stretch, exact, said) if not any(lo <= at < hi for lo, hi, *_ in found)]
        yield from (problem for problem, _ in loose)
        told = [(lo, hi) for lo, hi, *_ in found] + [(at, at + 1) for _, at in loose]
        yield from _odd(stretch, told)


@kept
def _twofold(stretch: Stretch) -> Iterator[tuple[int, int, str, str, str]]:
    text = stretch.words.text
    recent = [match.span() for match in _RECENT.finditer(text)]
    last = -1
    for match in sorted((m for pattern in _TWO for m in pattern.finditer(text)), key=lambda m: m.start()):
        start, end = match.span()
        if start < last or any(lo <= start < hi for lo, hi in recent) or not stretch.own(start, end):
            continue
        if _WORD_BEFORE.search(text[max(0, start - 1) : start + 1]) or _LEVEL.match(text, end):
            continue
        last = end
        yield start, end, match.group(), match["a"], match["b"]


def _odd(stretch: Stretch, told: list[tuple[int, int]]) -> Iterator[Problem]:
    """余 behind numbers that are not round; those of a paragraph are one problem."""
    odd = (match for match in _ODD.finditer(stretch.words.text) if stretch.own(*match.span()))
    found = [match for match in odd if not any(lo <= match.start() < hi for lo, hi in told)]
    if found:
        first, places = found[0], [stretch.folded_place(*match.span()) for match in found]
        more = f"（本段共{len(found)}处）" if len(found) > 1 else ""
        message = f"“{first['n']}”是准确的数，后面不用“余”{more}"
        advice = f"写准确数时删去“余”；写概数时写成整数，如“{_round(first['n'])}余”。"
        yield Problem(places[0], message, advice, {"actual": first.group(), "count": len(found)}, tuple(places[1:]))


def _round(number: str) -> str:
    digits = number.replace(",", "")
    return str(int(digits) // 10 * 10)


# --- against the table --------------------------------------------------------------------------------------------


def _exact(report: Report) -> Iterator[tuple[FormMatch, str, str, Decimal]]:
    """Every round number of a list: form, row, unit, value."""
    for match in report.forms:
        for row in match.rows.values():
            value = match.value(row.row.id)
            if value and value.value is not None and value.value >= _LEAST and row.row.unit:
                yield match, row.row.id, row.row.unit, value.value


def _loose(
    report: Report, stretch: Stretch, exact: list[tuple[FormMatch, str, str, Decimal]], said: list[Statement]
) -> Iterator[tuple[Problem, int]]:
    """Approximate figures of the report that equal a cell, or the sum of the cells that the phrase means."""
    paragraph = stretch.paragraph
    if paragraph is None or report.chapter_at(report.document.position(paragraph)) is None:
        return
    text = stretch.words.text
    for number in find_numbers(text):
        if not number.approximate or not number.arabic or not stretch.own(number.start, number.end):
            continue
        if _WORD_BEFORE.search(text[max(0, number.start - 2) : number.start]):
            continue
        rows = _meant(report, paragraph.index, number, said) or next(
            ((match, (row,)) for match, row, unit, value in exact if value == number.value and unit == number.unit), None
        )
        if rows:
            yield _problem(stretch, number, *rows), number.start


def _meant(report: Report, paragraph: int, number: Number, said: list[Statement]) -> tuple[FormMatch, tuple[str, ...]] | None:
    """The rows that the words round a figure state, if they add up to just that figure."""
    for statement in said:
        here = statement.reading.paragraph.index == paragraph and statement.span.start <= number.start < statement.span.end
        if here and statement.value == number.value and (rows := equals(report, statement)):
            return rows
    return None


def _problem(stretch: Stretch, number: Number, match: FormMatch, rows: tuple[str, ...]) -> Problem:
    text = stretch.words.text
    start = number.start - next((n for n in (2, 1) if text[number.start - n : number.start] in _BEFORE.split("|")), 0)
    end = number.end + len(number.unit)
    behind = re.compile("左右|上下|以上").match(text, end)
    end = behind.end() if behind else end
    names = "、".join(f"“{short(match.form.row(row).label)}”" for row in rows)
    unit = match.form.row(rows[0]).unit or number.unit
    message = f"正文用了概数“{text[start:end]}”，统计表{names}{'合计' if len(rows) > 1 else ''}正好是{plain(number.value)}{unit}"
    data = {"rows": list(rows), "expected": int(number.value)}
    related = tuple(match.place(row) for row in rows)
    return Problem(stretch.folded_place(start, end), message, "改用与统计表相同的准确数字。", data, related)
