"""A number of things and the things listed with it: 六个部分, 8类信息, 6大版块."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Paragraph
from core.findings import Severity, Step
from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import Folded, fold
from core.text.numbers import chinese_numeral
from rules import enumerated, structure
from rules.listings import Listed, masked, numbered_below, ordinals, spread
from rules.wordlists import compiled, load

_CN = "一二两三四五六七八九十"
_ENDED = re.compile(
    rf"等.|[{_CN}\d](?:级|个|类|项|种|家|大|套|份|条)|(?:开设|设置|设立|设有|内设|新增|增设|发布|公开|形成|建立|推出|分为|分|共|涵盖|涉及|梳理|划分|细化|建成|围绕|从|按照|通过|有|包括|的|和|及|与|第|属于|对|在|以|于|为|是)(?:了|出|为|成)?$"
)
# A verb before the number: what stands before it is no row of those things.
_ACTS = re.compile(
    "各|每|(?:抽查|检查|支持|督促|约谈|帮扶|指导|联系|覆盖|评选|选取|培育|打造|关停|整合|通报|撤销|组建|成立)(?:了)?$"
)
# How often something was told is no part of the first name: 分4批公示甲、乙、丙3类资金.
_TOLD_OFTEN = re.compile(r"^[^、\d]*分\d{1,2}[批次期][^、\d]{0,6}?(?:公示|公布|公开|发布|发放|兑付|推送)(?:了)?")
# 对照省、市要点细化任务5个方面: levels that something is of are no list.
_LEVELS = re.compile("([省市县区乡镇州旗])、([省市县区乡镇州旗])(?=[^、])")
_FIGURE = re.compile(r"[^\d,]{0,8}\d[\d,.]*[\u4e00-\u9fff]{1,2}")
_WIDE = 3
_PAIR = 2
_ITEM = 40
_NAME = 8
_PARTS = "部分"
_LAST_OTHER = re.compile("(?:和|以及|及)其[他它](?:需要|应当|须)?(?:报告|说明)的?(?:其他)?(?:事项|情况)$")
_TITLE = 30
_NOUN_OF_TITLE = re.compile("(?:情况|概述|概况|问题|措施|打算|事项|附件|附表|公开|诉讼|复议|收费|说明|报告)$")
_CHAPTER = "章"


@dataclass(frozen=True, slots=True)
class _Words:
    """How things are counted and listed."""

    units: str
    places: str
    kinds: str
    opens: str
    one: str
    joined: str
    open: str
    accounts: str
    fault_units: str
    faults: str
    chapters_of: str


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of things in a paragraph; ``start``..``end`` in its folded text."""

    paragraph: Paragraph
    words: Folded
    number: int
    unit: str
    start: int
    end: int
    places: bool = False

    @property
    def text(self) -> str:
        return self.words.text


@rule("consistency.text-count", "列举的项数与写明的数量相符", Severity.WARNING, Need.TEXT, "arithmetic")
def text_count(case: Case) -> Iterator[Problem]:
    """写明“六个部分”“8类信息”“6大版块”的，列出来的要有那么多。

    检查：数量词前后用顿号、分号、引号、书名号或“一是、二是”列举的项数；“甲、乙、丙”三个环节、“a件、b件、c件，三类共n件”“甲”“乙”专题n个、在甲、乙、丙设立n处也核对。“行政复议、行政诉讼情况”算一项；用“等”字结尾的列举可以少列；
    没有列举的“六个部分”与报告实际的章数核对。
    为什么：数量与列举对不上，说明增删内容后没有改数字。
    依据：年度报告的数据应当真实、准确
    错误示例：本报告由总体情况、主动公开、依申请公开、复议诉讼、问题与改进五个部分组成，另列第六部分
    正确示例：列出六项就写“六个部分”
    """
    for paragraph in case.report.body:
        further = list(_further(case.report, paragraph))
        yield from further
        told = {problem.place.start for problem in further if isinstance(problem.place, InText)}
        for count in _counts(paragraph):
            if count.words.back(count.start, count.end)[0] in told:
                continue
            if count.unit == _CHAPTER and not compiled(load("counts", _Words).chapters_of).search(count.text[: count.start]):
                continue
            listed = _named_before(count) if count.places else _listed_after(case.report, count) or _listed_before(count)
            if (listed is None or (listed.open and listed.agrees(count.number))) and (
                _PARTS in count.unit or count.unit == _CHAPTER
            ):
                listed = _chapters(case, count)
            if listed and not listed.agrees(count.number):
                yield _problem(count, listed)


def _further(report: Report, paragraph: Paragraph) -> Iterator[Problem]:
    """Counts of any measure whose list stands in a shape that leaves no doubt."""
    words = fold(paragraph.text)
    for found in enumerated.wrong(report, paragraph):
        yield _problem(_Count(paragraph, words, found.number, found.unit, found.start, found.end), found.listed)


def _problem(count: _Count, listed: Listed) -> Problem:
    place = InText(count.paragraph.index, *count.words.back(count.start, count.end))
    shown = count.paragraph.text[place.start : place.end]
    many = str(
        listed.least if listed.open or abs(count.number - listed.least) <= abs(count.number - listed.most) else listed.most
    )
    steps = (Step("文中写的", str(count.number), "stated"), Step("实际列出", many, "sum"))
    data = {"expected": int(many), "actual": count.number}
    return Problem(place, f"写的是“{shown}”，实际列出{many}项", "核对数量和列举的内容。", data, (), steps)


@kept
def _counts(paragraph: Paragraph) -> Iterator[_Count]:
    words, lists = fold(paragraph.text), load("counts", _Words)
    pattern = compiled(
        rf"(?<![\d.\-第{_CN}近约前每余上另])(?P<n>\d{{1,2}}|[{_CN}]{{1,3}})(?:(?P<unit>{lists.units})|(?P<places>{lists.places}))"
    )
    for match in pattern.finditer(words.text):
        number = int(match["n"]) if match["n"].isdigit() else (chinese_numeral(match["n"]) or 0)
        if number >= 2:
            yield _Count(paragraph, words, number, match["unit"] or match["places"], *match.span(), match["unit"] is None)


# --- lists --------------------------------------------------------------------------------------------------------


def _listed_after(report: Report, count: _Count) -> Listed | None:
    """六个部分：一、…；二、…。 三方面工作：一是…；二是…。 8类信息，即a、b、c。"""
    lists = load("counts", _Words)
    opening = compiled(
        rf"[^,。;:()、“”《》]{{0,14}}?(?:,?{lists.opens}:?|:|(?P<bracket>\()(?!不?含|如|其中|占|比|同比|较|\d))"
    ).match(count.text, count.end)
    # What is listed behind 9个栏目整合为7个栏目，即 are the seven.
    if opening is None or count.unit in opening.group():
        return None
    rest = count.text[opening.end() :]
    if not rest.strip():
        return numbered_below(report, count.paragraph)
    if spoken := ordinals(spread(report, count.paragraph, rest), count.number):
        return spoken
    end = re.search(r"\)" if opening["bracket"] else "。", rest)
    inside = rest[: end.start()] if end else rest
    if quoted := _quoted(inside, at_start=True):
        return quoted
    return _parted(inside, count)


def _parted(inside: str, count: _Count) -> Listed | None:
    """A list whose items are parted by semicolons, else by 、; a row of figures ends at the first mark that is none (分别为208件、131件，合计…)."""
    items = [item for item in inside.split(";") if item]
    row = items[0].split(",")[0].split("、") if items else []
    if len(row) > 1 and all(_FIGURE.fullmatch(item) for item in row):
        return Listed(len(row), len(row))
    if ";" in inside:
        return Listed(len(items), len(items), items[-1].endswith("等"))
    inside = re.split("[,:]", inside)[0]
    return _chunks(inside, count) if "、" in inside else None


def _listed_before(count: _Count) -> Listed | None:
    """由a、b、c三个部分组成; “甲”“乙”2个栏目; a、b等8类信息."""
    lists, lead = load("counts", _Words), count.text[: count.start]
    if compiled(lists.fault_units).fullmatch(count.unit):
        return _faults_before(lead)
    if re.match("项|条|个重点", count.unit):
        # Only titles leave no doubt: 《甲办法》《乙规程》2项制度.
        return _titles_before(lead)
    is_open = bool(re.search("等(?:共|共计)?$", lead))
    lead = re.sub("(?:等|共|共计|这|以及|主要)+$", "", lead)
    # Accounts are listed by their names; whose accounts they are is no list of them.
    listed = _quoted(lead, at_start=False) or (
        None if compiled(lists.accounts).fullmatch(count.unit) else _row_before(lead, count)
    )
    return Listed(listed.least, listed.most, is_open) if listed else None


def _titles_before(lead: str) -> Listed | None:
    """A row of titles in 《》, nothing but 、 or 和 between them, right before a number."""
    row = re.search("(?:《[^《》]*》[、和及与]?){2,}$", lead)
    many = row.group().count("《") if row else 0
    return Listed(many, many) if row else None


def _row_before(lead: str, count: _Count) -> Listed | None:
    """Things parted by 、 in the clause before their number; parts of a report by commas too."""
    if parts := _parts_by_commas(lead) if _PARTS in count.unit else None:
        return parts
    clauses = re.split("[;:,]", re.split("[。!?\n]", lead)[-1])
    inside = _LEVELS.sub(r"\1\2", _TOLD_OFTEN.sub("", masked(clauses[-1])))
    if (len(clauses) > 1 and "、" in clauses[-2]) or _ENDED.search(inside.split("、")[-1]) or re.search(r"\(|其中|\d", inside):
        return None
    listed = _chunks(inside, count)
    if listed is None or min(abs(listed.least - count.number), abs(listed.most - count.number)) > _WIDE:
        return None
    return listed


def _parts_by_commas(lead: str) -> Listed | None:
    """由总体情况，主动公开政府信息情况，…，存在的问题六个部分: titles with 、 and 及 of their own, parted by commas."""
    row = re.search("(?:由|包括|包含|分为)(?P<row>[^。;:!?()“”\n\\d]+)$", lead)
    titles = [title for title in row["row"].split(",") if title] if row else []
    if len(titles) <= _WIDE or any(len(title) > _TITLE or not _NOUN_OF_TITLE.search(title) for title in titles):
        return None
    return Listed(len(titles), len(titles))


def _faults_before(lead: str) -> Listed | None:
    """上年报告提出的村级事项查询不便、惠企政策分散两个问题: problems parted by 、 with a 和 before the last at most."""
    inside = re.sub("(?:等|共|这|以及)+$", "", re.split("[。;:,!?()“”\n]", lead)[-1])
    chunks = re.split("、", inside)
    faults = compiled(load("counts", _Words).faults)
    if inside != re.split("[。;:,!?()“”\n]", lead)[-1] or any(not faults.search(chunk) for chunk in chunks):
        return None
    halves = re.split("和|及|与|以及", chunks[-1])
    joined = len(halves) > 1 and all(faults.search(half) for half in halves)
    if len(chunks) + joined < _PAIR:
        return None
    return Listed(len(chunks) + (joined and len(halves) == _PAIR), len(chunks) + len(halves) - 1)


def _named_before(count: _Count) -> Listed | None:
    """在城关、禾丰、柳林3个乡镇: a row of three and more names, nothing but 、 between them. Behind 等 there may be more, not fewer."""
    lead = re.sub("(?:这|共|共计)$", "", re.split("[。;:,!?()\n]", count.text[: count.start])[-1])
    is_open, names = lead.endswith("等"), lead.removesuffix("等").split("、")
    first = re.split(r"[在对以由从向到]|围绕|选取|选择|组织|建成|明确", names[0])[-1]
    kinds = compiled(f"(?:[\u4e00-\u9fff]{{0,2}}{load('counts', _Words).kinds})")
    row = [first, *names[1:]]
    if len(row) < _WIDE or abs(len(row) - count.number) > 1 or any(len(name) > _NAME or not name for name in row):
        return None
    if _ENDED.search(names[-1]) or _ACTS.search(names[-1]):
        return None
    if any(re.search(r"\d|和|及|与|以及|等|的$", name) or kinds.fullmatch(name) for name in row):
        return None
    return Listed(len(row), len(row), is_open)


def _quoted(text: str, *, at_start: bool) -> Listed | None:
    """A row of things in quotation marks or 《》, nothing but 、 or 和 between them."""
    row = r"(?:(?:“[^“”]*”|《[^《》]*》)(?:[\u4e00-\u9fff]{0,6}(?:[、,]|和|及|与|以及)|[\u4e00-\u9fff]{0,2}[、,]|和|及|与|以及)?){2,}"
    noun = r"(?:[\u4e00-\u9fff]{0,3}(?:号|博|信|音|条|端|站|栏|APP))?"
    match = (
        re.match(rf"(?:[\u4e00-\u9fff]{{0,4}})({row})(?P<open>等)?", text) if at_start else re.search(rf"({row}){noun}$", text)
    )
    if match is None:
        return None
    marks = len(re.findall("[“《]", match.group(1)))
    return Listed(marks, marks, at_start and bool(match["open"]))


def _chunks(inside: str, count: _Count) -> Listed | None:
    """How many things a row with 、 names; a 和 or 及 in it may join two."""
    lists = load("counts", _Words)
    inside = masked(inside)
    is_open = inside.endswith("等")
    pairs = len(re.findall(lists.one, inside))
    chunks = [chunk for chunk in inside.removesuffix("等").split("、") if chunk]
    if not chunks or any(len(chunk) > _ITEM for chunk in chunks):
        return None
    strict = _PARTS in count.unit
    looked = chunks[-1:] if strict else chunks
    joined = sum(
        bool(re.search("和|以及|(?<![涉普顾提波触危])及|(?<![参给赋])与", re.sub(lists.joined, "", chunk))) for chunk in looked
    )
    if len(chunks) == 1 and not (joined and count.number == 2):
        return None
    # …及改进情况和其他需要报告的事项: the last 和 surely joins two parts.
    least = len(chunks) - pairs + (strict and bool(_LAST_OTHER.search(chunks[-1])))
    return Listed(least, max(least, (least if strict else len(chunks)) + joined), is_open)


def _chapters(case: Case, count: _Count) -> Listed | None:
    """六个部分 without a list in the preamble: the chapters of the report, unless one is reported as missing."""
    report = case.report
    numbers = [chapter.value for chapter in report.chapters]
    if count.paragraph not in report.preamble or numbers != list(range(1, len(numbers) + 1)) or len(numbers) < _WIDE:
        return None
    if re.search("其中|各|每", count.text[max(0, count.start - 6) : count.start]) or structure.missing_contents(case.report):
        return None
    return Listed(len(numbers), len(numbers))
