"""Numbers of things of any measure, where the list beside them leaves no doubt: 有两点。第一…; 甲、乙、丙3个标签; 压缩为8个，分别为…."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from core.document import Paragraph
from core.kept import kept
from core.report.report import Report
from core.text.fold import fold
from core.text.numbers import chinese_numeral
from rules import items_with_figures, listed_names
from rules.listings import Listed, masked, numbered_below, ordinals, spread
from rules.wordlists import compiled, load

_CN = "一二两三四五六七八九十"
_NUMBER = rf"(?<![\d.\-第{_CN}近约前每余上另])(?P<n>\d{{1,2}}|[{_CN}]{{1,3}})"
# Where such a number may begin: none of three digits, as no measure begins with one.
_START = re.compile(rf"(?<![\d.\-第{_CN}近约前每余另])(?=[\d{_CN}])(?!\d{{3}})")
_FIGURE = re.compile(r"\d[\d,.]*(?:[\u4e00-\u9fff]{1,2})?$")
# 26项、12项、19项和26项: the last two.
_JOINED = re.compile(r"\d[\u4e00-\u9fff]{0,2}?(?:和|及|与|以及)[^\d]{0,12}\d")
_MOST_OFF = 2
_NAME = 24
_ROW, _PAIR = 3, 2


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the data file; see there."""

    measures: str
    spoken_of: str
    not_of: str
    named: str
    leads: str
    ended: str
    opens: str
    no_level: str
    answered: str
    respectively: str
    no_answer: str
    quoted: str
    items: str
    said: str
    summed: str
    fields: str
    titled: str
    offices: str
    sayings: str
    placed: str
    named_row: str
    sites: str
    places: str
    set_up: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A number at ``start``..``end`` of the folded text, and the list that is not that long."""

    number: int
    unit: str
    start: int
    end: int
    listed: Listed


def wrong(report: Report, paragraph: Paragraph) -> Iterator[Wrong]:
    """The numbers of a paragraph that their lists do not bear out."""
    lists: _Words = load("enumerated", _Words)
    shapes: dict[str, Callable[[re.Match[str]], Listed | None]] = {
        lists.measures: lambda match: _spoken(report, paragraph, match) or _listed_behind(match),
        lists.named: _named_before,
        "个(?=[,。;])": _pair_before,
        lists.answered: _answered,
        lists.quoted: _quoted_before,
        lists.items: items_with_figures.counted_behind,
        lists.summed: items_with_figures.counted_with_their_sum,
        lists.said: listed_names.parts_of_a_saying,
        lists.fields: items_with_figures.taken_apart,
        lists.titled: listed_names.titles_behind,
        lists.offices: listed_names.offices_behind,
        lists.sayings: listed_names.sayings_behind,
        lists.placed: listed_names.places_behind,
        "个(?=[,。;)]|$)": _quoted_with_their_noun,
        lists.sites: _places_before,
    }
    told: set[int] = set()
    for unit, match in _numbers_of(paragraph, tuple(shapes)):
        number = _number(match)
        listed = shapes[unit](match) if number > 1 and match.start() not in told else None
        if listed and not listed.agrees(number):
            told.add(match.start())
            yield Wrong(number, match["unit"], *match.span(), listed)


@kept
def _numbers_of(paragraph: Paragraph, units: tuple[str, ...]) -> Iterator[tuple[str, re.Match[str]]]:
    """Each number with a measure, by the measures in their order."""
    text = fold(paragraph.text).text
    starts = [match.start() for match in _START.finditer(text)]
    for unit in units if starts else ():
        # 以上四类信息共1020条 counts what stands above.
        number = _NUMBER.replace("上另", "另") if unit == load("enumerated", _Words).summed else _NUMBER
        pattern, end = compiled(f"{number}(?P<unit>{unit})"), 0
        for start in starts:
            match = pattern.match(text, start) if start >= end else None
            if match:
                end = match.end()
                yield unit, match


def _clause(match: re.Match[str]) -> str:
    return re.split("[,。;:!?()\n]", match.string[: match.start()])[-1]


def _number(match: re.Match[str]) -> int:
    return int(match["n"]) if match["n"].isdigit() else (chinese_numeral(match["n"]) or 0)


def _spoken(report: Report, paragraph: Paragraph, match: re.Match[str]) -> Listed | None:
    """不足之处有两点。第一…；第二…; 还有三处薄弱环节：…；…；…。; 主要有以下8件：, with numbered paragraphs below."""
    lists: _Words = load("enumerated", _Words)
    opening = re.compile(r"[^,。;:()“”《》\d]{0,12}[:。]").match(match.string, match.end())
    if opening is None:
        return None
    said = _clause(match) + match.string[match.end() : opening.end()] + match["unit"]
    if not compiled(lists.spoken_of).search(said) or compiled(lists.not_of).search(said):
        return None
    rest, colon = match.string[opening.end() :], opening.group().endswith(":")
    if not rest.strip():
        # Without a colon what follows may be something else.
        return numbered_below(report, paragraph) if colon else None
    if spoken := ordinals(spread(report, paragraph, rest), _number(match)):
        return spoken
    items = [item for item in rest.split("。")[0].split(";") if item]
    # 11件办理结果如下：公开7件；不公开1件；…: figures of the same measure add up to it, and are no things of it.
    if any(re.search(rf"[\d{_CN}]{match['unit']}", item) for item in items):
        return None
    return Listed(len(items), len(items)) if colon and len(items) >= _ROW else None


def _listed_behind(match: re.Match[str]) -> Listed | None:
    """压缩为8个，分别为甲、乙…; 分为三块：甲541条、乙257条、丙81条."""
    lists: _Words = load("enumerated", _Words)
    text = match.string
    opening = compiled(rf"{lists.opens}").match(text, match.end())
    figures = opening or (re.compile(":").match(text, match.end()) if _clause(match).endswith("分为") else None)
    if figures is None:
        return None
    inside = masked(re.split("[。;,]", text[figures.end() :])[0])
    chunks = inside.split("、")
    if text[figures.end() - 1] == ":" and (items := _items_with_figures(text[figures.end() :])):
        return items
    if len(chunks) < _ROW or inside.endswith("等"):
        return None
    if all(_FIGURE.search(chunk) for chunk in chunks):
        # 4件，分别为甲2件、乙1件、丙1件: figures of the same measure add up to it.
        many = len(chunks) + bool(_JOINED.search(chunks[-1]))
        return None if all(chunk.endswith(match["unit"]) for chunk in chunks) else Listed(many, many)
    return _names(chunks) if opening and not re.search(r"\d", inside) else None


def _items_with_figures(text: str) -> Listed | None:
    """分为8类：概况信息213条，计划总结486条，…: one item with one figure between commas, to the end of the sentence."""
    items = re.split(r",(?!\d{3}(?!\d))", masked(re.split("[。;]", text)[0]))
    plain = all(re.fullmatch(r"[\u4e00-\u9fff、]{2,14}\d[\d,.]*[\u4e00-\u9fff]{1,2}", item) for item in items)
    total = any(re.match("[合总共]计?|其中|占", item) for item in items)
    return Listed(len(items), len(items)) if len(items) >= _ROW and plain and not total else None


def _answered(match: re.Match[str]) -> Listed | None:
    """培训班3期，分别有92人、86人、68人参加: a figure, or a month, for each."""
    lists: _Words = load("enumerated", _Words)
    opening = compiled(lists.respectively).match(match.string, match.end())
    before = re.split("[。;:!?()\n]", match.string[: match.start()])[-1].split(",")
    if opening is None or re.search(r"\d", "".join(before[-1:])) or compiled(lists.no_answer).search(opening.group()):
        return None
    row = re.compile(r"\d[\d.]*(?P<unit>[\u4e00-\u9fff]{1,2}?|%)(?:[、和及]\d[\d.]*(?P=unit))+(?![、和及]|\d)").match(
        match.string, opening.end()
    )
    if row is None or row["unit"] == match["unit"] or re.match("[^,。;]{0,4}等", match.string[row.end() :]):
        return None
    # The rates of two things (优秀率和合格率分别为40%、95%) are not those of each time.
    if row["unit"] == "%" and re.search("和|与|及|以及|率[^率]*率", opening.group()):
        return None
    many = len(re.findall(r"\d[\d.]*", row.group()))
    # Two of them may be in one month.
    if row["unit"] == "月" and (many < _ROW or abs(many - _number(match)) > 1):
        return None
    return _near(Listed(many, many), _number(match))


def _quoted_before(match: re.Match[str]) -> Listed | None:
    """新增“甲”“乙”两个入口: nothing but marks between the names and their number."""
    row = re.search(r"(?:“[^“”]{1,20}”[、和及与]?){2,}$", match.string[: match.start()])
    many = row.group().count("“") if row else 0
    return _near(Listed(many, many), _number(match)) if many else None


def _quoted_with_their_noun(match: re.Match[str]) -> Listed | None:
    """新设“甲”“乙”专题2个: the noun of what is named stands between the names and their number, and nothing else."""
    lists: _Words = load("enumerated", _Words)
    row = compiled(rf"(?P<row>(?:“[^“”]{{1,20}}”[、和及与]?){{2,}})(?:{lists.named_row})(?:共|共计)?$").search(
        match.string[: match.start()]
    )
    # “两微一端” names several at once.
    many = row["row"].count("“") if row and not re.search("两微|[一多]端|矩阵", row["row"]) else 0
    return _near(Listed(many, many), _number(match)) if many else None


def _places_before(match: re.Match[str]) -> Listed | None:
    """在政务服务大厅、图书馆、档案馆设立3处查阅场所: single places, each by what it is called, and what is set up in them, one in each."""
    lists: _Words = load("enumerated", _Words)
    clause = re.split("[,。;:!?\n]", re.sub(r"\([^()]*\)", "", match.string[: match.start()]))[-1]
    row = compiled(rf"在(?P<row>[^\d在]+?)(?:{lists.set_up})(?:了|有)?$").search(clause)
    names = re.split("、|和|及|与|以及", row["row"]) if row else []
    if len(names) < _PAIR or any(not compiled(lists.places).fullmatch(name) for name in names):
        return None
    return Listed(len(names), len(names)) if abs(len(names) - _number(match)) <= _PAIR - 1 else None


def _named_before(match: re.Match[str]) -> Listed | None:
    """按行业、规模、区域3个标签."""
    lists: _Words = load("enumerated", _Words)
    lead = match.string[: match.start()]
    clauses = re.split("[,。;:!?()\n]", lead)
    # A row that ends with 等 may name fewer things than are counted, never more.
    inside, is_open = masked(clauses[-1]).removesuffix("等"), clauses[-1].endswith("等")
    if "、" not in inside or re.search(r"\d|其中", inside) or compiled(lists.ended).search(inside):
        return None
    if match["unit"] == "级" and any(compiled(lists.no_level).search(name) for name in inside.split("、")):
        return None
    if len(clauses) > 1 and "、" in clauses[-2] and lead[-len(clauses[-1]) - 1 :][:1] == ",":
        return None
    listed = _near(_names(inside.split("、")), _number(match))
    return Listed(listed.least, listed.most, open=True) if listed and is_open else listed


def _pair_before(match: re.Match[str]) -> Listed | None:
    """平台有甲专栏和乙公众号两个，: the number stands alone behind its names."""
    lists: _Words = load("enumerated", _Words)
    row = re.search(r"(?:有|为|是|包括)(?P<row>[^\d,。;:有为是包]{4,40})$", masked(_clause(match)))
    if row is None or compiled(lists.ended).search(row["row"]) or not re.search("和|及|与", row["row"]):
        return None
    return _near(_names(row["row"].split("、")), _number(match))


def _names(chunks: list[str]) -> Listed | None:
    """How many names a row holds: a 和 in the last may join two."""
    if any(not chunk or len(chunk) > _NAME for chunk in chunks):
        return None
    joined = bool(re.search(".(?:和|及|与|以及).", chunks[-1]))
    least = len(chunks)
    return Listed(least + 1, least + 1) if joined and _is_plain(chunks) else Listed(least, least + joined)


def _is_plain(chunks: list[str]) -> bool:
    """Whether the one 和 of a row stands before its last name, where it joins."""
    joins = re.findall("和|及|与|以及", "、".join(chunks))
    return len(joins) == 1 and len(chunks) >= 1


def _near(listed: Listed | None, number: int) -> Listed | None:
    if listed is None or min(abs(listed.least - number), abs(listed.most - number)) > _MOST_OFF:
        return None
    return listed
