"""Whether a figure is that of the reporting unit as a whole, for the report year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.report.report import Report
from core.text.fold import bare
from rules.statements.reading import CLAUSE, Reading, clauses
from rules.statements.words import words
from rules.wordlists import compiled

_OWN_SUFFIX = re.compile(r"(?:人民政府|政府|办公室|办事处)+$")
# The government itself, whose work is the region's.
_GOVERNMENT = re.compile("[县市区州省]政府")
_OFFICE_OF_GOVERNMENT = re.compile("政府办公厅?室?$")
_OWN_PART = re.compile("[^,。;]{0,6},?其中,?(?:由)?(?:[^,。;\\d]{0,6}政府办|本办|我办|本机关|办公室)")
# 乡镇专区, 部门网站: the thing acts, not the office.
_NO_ACTOR = "专区|网站|子站|栏|信息|级|的|政务|干部|代表|专线|公众号|新媒体"
_SHORTEST_NAME = 3
SOME = re.compile(r"(?:部分|个别|少数)(?:单位|部门|乡镇|股室)")
# 2019年以来，…: what is told behind it is of all those years.
_RESULTS = re.compile("(?:共|其中)?(?:保留|继续有效|修改|修订|废止|宣布|拟)")
_SINCE = re.compile(r"自?(?P<year>(?:19|20)\d\d)年(?:《[^《》]*》|[^,。;《》])*?(?:以来|起)$")
# 2020年度报告提出的问题: what it found is dealt with this year.
_LAST_REPORT = re.compile("年?度?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)")


@dataclass(frozen=True, slots=True)
class Span:
    """Where a statement stands: its words with the figure at ``start``..``end``."""

    start: int
    end: int


def of_this_year(report: Report, reading: Reading, span: Span) -> bool:
    """Whether a figure is one of the report year: no comparison, no part of the year, no plan."""
    text, year = reading.text, report.year or 0
    start = reading.start_of(span.start, CLAUSE)
    sentence = reading.start_of(span.start, "。!?\n")
    lead = text[start : span.start]
    if any(mention.year != year for mention in reading.years if start <= mention.start < span.start and not mention.quoted):
        return False
    since_this_year = re.sub(rf"{year}年度?以来", "", lead)
    if compiled(words().other_time).search(since_this_year) or compiled(words().planned).search(text[sentence : span.start]):
        return False
    return _scope_year(reading, sentence, span.start, year) == year


_LAST_YEAR = re.compile("上年度?|上一年度?|去年")
# Of last year these make a part, or a figure of something else.
_NOT_ALL_OF_IT = re.compile("半年|季|月|报告|年报|以来|年起|[较比]|至|(?<![收接])到")


def of_last_year(report: Report, reading: Reading, at: int) -> bool:
    """Whether the clause before a figure says that it is one of the whole year before: 2022年收到申请12件."""
    start = reading.start_of(at, CLAUSE)
    lead = re.sub(r"\([^()]*\)", lambda match: " " * len(match.group()), reading.text[start:at])
    years = {
        mention.year
        for mention in reading.years
        if start <= mention.start < at and not mention.quoted and lead[mention.start - start] != " "
    }
    named = years == {(report.year or 0) - 1} or (not years and _LAST_YEAR.search(lead))
    return bool(named) and not _NOT_ALL_OF_IT.search(lead)


def _scope_year(reading: Reading, sentence: int, until: int, year: int) -> int:
    """The year that the sentence speaks of: the last one named at the start of a clause; 0 for another time."""
    said = year
    lead = compiled(rf"(?:{words().lead})*")
    for begin, end in clauses(reading.text, sentence, until):
        opening = lead.match(reading.text, begin, end)
        at = opening.end() if opening else begin
        mention = next((each for each in reading.years if begin <= each.start <= at and not each.quoted), None)
        if since := _SINCE.match(reading.text, begin, end):
            said = int(since["year"])
            continue
        if mention and _LAST_REPORT.match(reading.text, mention.end):
            continue
        if mention:
            said = mention.year
        elif compiled(words().scope).match(reading.text, at, end):
            said = 0
    return said


def of_the_unit(report: Report, reading: Reading, span: Span) -> bool:
    """Whether a figure is the whole unit's; an office that a sentence begins with is spoken of until its end."""
    text = reading.text
    start, sentence = reading.start_of(span.start, CLAUSE), reading.start_of(span.start, "。;!?\n")
    # 配合县政府办完成文件清理，保留127件、废止23件: what came of it goes on in the next clause.
    goes_on = text[start - 1 : start] == "," and _RESULTS.match(text, start)
    opens = reading.start_of(start - 1, CLAUSE) if goes_on else start
    if compiled(words().helped).search(text[opens : span.start]):
        return False
    alone = (
        report.kind != "government"
        or compiled("本机关(?!不)").search(text, 0, span.start)
        or _is_of_an_office(report, text, span)
    )
    wider = f"{words().levels}|{words().region}" if alone else words().levels
    if compiled(wider).search(_without_own(report, text[start : span.start])):
        return False
    lead = text[start : span.start]
    if report.kind != "government":
        own_part = compiled(words().own_part).search(_without_own(report, lead))
        return not own_part and not compiled(words().others).search(lead)
    if compiled(f"{words().whole}|{words().spanning}").search(lead):
        return True
    if compiled(words().office).search(_bare_lead(report, lead)):
        return False
    # 一是部分单位学习不深，…，全年有2件被纠正: who is complained of has not all that year.
    complained = sentence if not text.startswith("全年有", start) else _behind_complaints(text, sentence, start)
    return not _office_before(report, text, complained, start)


def _is_of_an_office(report: Report, text: str, span: Span) -> bool:
    """Whether the report is that of a government's office, whose own part of a figure is told behind it: 全县118件，其中县政府办24件."""
    unit = report.title.unit if report.title else None
    return bool(unit and _OFFICE_OF_GOVERNMENT.search(unit) and _OWN_PART.match(text, span.end))


def _behind_complaints(text: str, sentence: int, start: int) -> int:
    """Where the complaint of some offices ends that a sentence brings before an offset."""
    found = list(SOME.finditer(text, sentence, start))
    return found[-1].end() if found else sentence


def _office_before(report: Report, text: str, sentence: int, start: int) -> bool:
    office = False
    for begin, end in clauses(text, sentence, start):
        clause = text[begin:end]
        if compiled(words().whole).search(clause) or compiled(words().own).match(clause):
            office = False
        elif match := compiled(rf"(?:其中|而|{words().lead})*(?P<office>{words().office})(?!{_NO_ACTOR})").match(
            _bare_lead(report, clause)
        ):
            office = not _GOVERNMENT.fullmatch(match["office"])
    return office


def _bare_lead(report: Report, text: str) -> str:
    return compiled(words().own).sub("", _without_own(report, text))


def _without_own(report: Report, text: str) -> str:
    """A text without the unit's own name, by any form of it."""
    own = _OWN_SUFFIX.sub("", bare(report.title.unit or "")) if report.title else ""
    for length in range(len(own), _SHORTEST_NAME - 1, -1):
        text = text.replace(own[-length:], "")
    return text
