"""Years named in different places: one report year everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.document import Paragraph
from core.findings import Severity
from core.place import InCell, InText, Place
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import bare, fold
from core.text.years import find_years
from rules.attachments import of_two_years

_REPORT_NAME = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:度)?(?:[\u4e00-\u9fff]{0,20})?政府信息公开(?:工作)?年度报告")
_LAST_YEAR = re.compile(r"上年|上一年|去年|往年|历年|以往|已经?公布|已发布|附件")
_CITING = re.compile(r"(?:对照|参照|比照|依据|根据|按照|落实)[^,。;《》]{0,8}$")
_AMENDED = re.compile(r"整改|回头看|问题|不足|改进")
_PLANS = re.compile(r"计划|打算|思路|安排|下一步|下步|展望|重点|目标|工作要点|举措|措施|努力方向")


@rule("period.year-mismatch", "各处年度一致", Severity.ERROR, Need.YEAR, "period")
def year_mismatch(case: Case) -> Iterator[Problem]:
    """标题、导语、各级标题和统计表的年度要一致。

    检查：统计表标题、附件说明与附件标题、一级和二级标题、导语中自称的报告名称，所写年度与报告标题的年度是否相同。
    下一年的工作打算、其他文件的名称不算。
    为什么：年度不一致，说明某一处是上一年的旧稿，数据很可能也没有更新。
    依据：年度报告反映上一年度全年情况
    错误示例：标题是2018年，统计表标题却是“2017年度政府信息公开情况统计表”
    正确示例：标题和统计表都写2018年
    """
    report = case.report
    year = report.year or 0
    for found, place, what in _named_years(report):
        if found != year:
            titles = report.title.places[:1] if report.title else ()
            others, related = ("统计期限、日期和正文都", ()) if place in titles else ("报告标题", titles)
            message = f"{what}写的是{found}年，{others}是{year}年"
            yield Problem(place, message, "核对年度，改成一致。", {"expected": year, "actual": found}, related)


def _named_years(report: Report) -> Iterator[tuple[int, Place, str]]:
    if report.title and report.title.year not in (None, report.year):
        lines = {place: bare(report.document.paragraphs[place.paragraph].text) for place in report.title.places}
        dated = (place for place, words in lines.items() if any(find_years(words)))
        yield report.title.year or 0, next(dated, report.title.places[0]), "报告标题"
    yield from _caption_years(report)
    for each in report.announced:
        if isinstance(each.place, InText) and "统计表" in each.name:
            yield from ((mention.year, each.place, "附件说明") for mention in find_years(bare(each.name)))
    for pair in of_two_years(report):
        for each, what in zip(pair, ("附件说明", "附件标题"), strict=True):
            if "统计表" not in each.name:
                yield from ((mention.year, each.place, what) for mention in find_years(bare(each.name)))
    for section in report.sections:
        own = section.level <= 2 and not section.run_in and not section.attachment and not section.tells
        if own and not _PLANS.search(section.title) and "《" not in section.title:
            last = (report.year or 0) - 1 if _AMENDED.search(section.title) else None
            years = (mention.year for mention in find_years(section.title))
            yield from ((year, section.place, "标题") for year in years if year != last)
    yield from _names_in_preamble(report)


def _names_in_preamble(report: Report) -> Iterator[tuple[int, Place, str]]:
    for paragraph in report.preamble:
        words = fold(paragraph.text)
        for match in _REPORT_NAME.finditer(words.text):
            if not _LAST_YEAR.search(words.text[max(0, match.start() - 20) : match.start()]) and not _cited(words.text, match):
                yield int(match["year"]), InText(paragraph.index, *words.back(*match.span())), "导语中的报告名称"


def _cited(text: str, match: re.Match[str]) -> bool:
    """Whether the name is that of another document: cited, or a part of a longer title."""
    opening = max(text.rfind("《", 0, match.start()), text.rfind("》", 0, match.start()))
    quoted = opening >= 0 and text[opening] == "《"
    if quoted and not text.startswith("》", match.end()):
        return True
    start = opening if quoted else match.start()
    return bool(_CITING.search(text[:start]) or re.match(r"》?(?:所列|提出|反映|指出|中|已(?:经|于|在|按))", text[match.end() :]))


_YEAR_LINE = re.compile(r"\(?(?:19|20)\d\d年度\)?")
_LONGEST_CAPTION = 60
_CAPTION_ROWS = 4


def _caption_years(report: Report) -> Iterator[tuple[int, Place, str]]:
    """Captions of the statistical table, over it or in it; a year line of its own stands right under the caption."""
    announced = {each.place.paragraph for each in report.announced if isinstance(each.place, InText)}
    above = _right_above(report)
    for paragraph in report.document.paragraphs:
        caption = _is_caption(paragraph.text) or (paragraph.index in above and _names_a_form(paragraph.text))
        if paragraph.index not in announced and caption:
            place = InText(paragraph.index, 0, len(paragraph.text))
            yield from ((mention.year, place, "统计表标题") for mention in find_years(bare(paragraph.text)))
    for cell in (cell for match in report.forms for cell in match.tables[0].cells if cell.row < _CAPTION_ROWS):
        if _is_caption(cell.text):
            where = InCell(report.forms[0].tables[0].index, cell.row, cell.column)
            yield from ((mention.year, where, "统计表标题") for mention in find_years(bare(cell.text)))


def _right_above(report: Report) -> set[int]:
    """The paragraphs that stand right above an official table."""
    blocks, tables = report.document.blocks, [table for match in report.forms for table in match.tables]
    before = [blocks[at - 1] for table in tables if (at := report.document.position(table))]
    return {block.index for block in before if isinstance(block, Paragraph)}


def _names_a_form(text: str) -> bool:
    words = bare(text)
    return len(words) <= _LONGEST_CAPTION and bool(
        re.search(r"(?:情况|统计|数据)?表(?:\([^()]*\))?$|情况(?:统计)?(?:如下)?:?$", words)
    )


def _is_caption(text: str) -> bool:
    words = bare(text)
    named = "情况统计表" in words and len(words) <= _LONGEST_CAPTION and not words.startswith("附件:")
    return named or bool(_YEAR_LINE.fullmatch(words))
