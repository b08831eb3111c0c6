"""A whole and the row of figures that takes it apart, in the same sentence or the next: 共427条。按内容分，甲类86条、乙类341条."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from core.text.fold import Folded
from core.text.numbers import Number, chinese_numeral
from core.text.sentences import Sentence, sentences
from rules.brackets import in_brackets
from rules.measures import Total, counts_another, has_share, is_near
from rules.of_which import TOTAL
from rules.rows import Row, clause_behind, gap_of, is_open, may_overlap, row_words, rows_of, sums, touches
from rules.wordlists import compiled

_DERIVED = re.compile(
    r"(?:(?:增加|减少|增长|下降|[多少](?:出)?|上升|提高)(?:了)?|[日月周年人]均|平均|每[日天月周季年期次][^,;。、\d]{0,6}|同比[^,;。、\d]{0,6}|最高|最多|结转[^,;。、\d]{0,6}|20\d\d年(?:的|为)|(?:上年|去年|同期)[^,;。、\d]{0,6})$"
)
_CAME = re.compile(
    r"[按从](?:照)?(?:政府信息公开)?(?:申请|受理|提交|提出)(?:的)?(?:人|方式|渠道|途径|单位|机关|来源|内容|类型|主体)[^,。;:\d]{0,6}[,:][^,。;:\d]*$"
)
_DONE = re.compile(r"(?:(?:办结|答复|审结|办理完毕)[^,;。:\d]{0,6}|结转(?:至|到)?(?:下|次|20\d\d)[^,;。:\d]{0,10})$")
# A figure with its own share is a part itself, unless these say that what follows takes it apart.
_TAKES_APART = re.compile(r"其中|原因[^。;,\d]{0,6}:")
_SOME_OF_THEM = re.compile("转为|调整为|变更为|改为|当年|年内|新增|其中")
_ROW, _PAIR = 3, 2
_LEAD = 40


def broken(words: Folded, before: Collection[tuple[Decimal, str]] = ()) -> Iterator[Total]:
    """The wholes of a paragraph whose rows do not give them; ``before`` are the figures of the paragraphs before it."""
    passage = next(sentences(words, "\n"), None)
    if passage is None:
        return
    rows = list(rows_of(passage))
    for row in rows:
        if any(n.approximate for n in row.items) or is_open(row):
            continue
        whole = _whole_of(row, [each for each in rows if each.items[0].start < row.items[0].start], before)
        if whole is not None and not (_adds_up_by_points(whole[1], whole[0]) or _ends_with_some_of_them(whole[1], whole[0])):
            yield Total(passage, whole[0], whole[1].items)


def _whole_of(row: Row, earlier: Sequence[Row], before: Collection[tuple[Decimal, str]]) -> tuple[Number, Row] | None:
    """The whole that a row should give and does not."""
    first, rest = row.items[0], row.without_first()
    if first.value == rest.total or _is_called_behind(row):
        return None
    told = [n for n in row.passage.every if n.stop <= first.start and n.unit == row.unit]
    if (named := _restated(row, told)) is not None:
        return (named, row) if is_near(row.total, named.value, "0.3") else None
    if row.total in sums(_without_their_parts(row, told, earlier)) or (_has_opener(row) and (row.total, row.unit) in before):
        return None
    if (opened := _opened(row, told, earlier)) is not None:
        # 环评文件13件，近半数；监测数据5件、处罚文书4件、其他5件 of 27件: the first of a row is no whole of the others.
        with_it = opened.value + row.total
        first_of_it = not _has_opener(row) and (with_it in {n.value for n in told} or (with_it, row.unit) in before)
        return None if first_of_it else (opened, row)
    alone = row.marks.startswith(",") and not _has_opener(row) and not _is_derived(row.passage, first)
    largest = first.value > max(n.value for n in rest.items) and rest.total not in sums([*told, first])
    return (first, rest) if alone and largest and _is_taken_apart(row, rest) else None


def _adds_up_by_points(row: Row, whole: Number) -> bool:
    """247件中，公开53件；不公开27件，其中甲1件、…；不存在167件: what semicolons part gives the whole, each taken apart or not."""
    text, numbers = row.passage.text, row.passage.every
    if "。" in text[whole.stop : row.items[0].start]:
        return False
    end = text.find("。", whole.stop)
    points = [
        [n for n in numbers if n.unit == row.unit and start <= n.start < stop] for start, stop in _points(text, whole.stop, end)
    ]
    return len(points) > _PAIR and all(points) and sum(each[0].value for each in points) == whole.value


def _points(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """What semicolons part between two offsets."""
    stops = [start, *(match.end() for match in re.compile(";").finditer(text, start, end if end >= 0 else len(text)))]
    return list(pairwise([*stops, end if end >= 0 else len(text)]))


def _ends_with_some_of_them(row: Row, whole: Number) -> bool:
    """主动公开1203份，依申请414份，不予公开229份，当年转为主动公开38份: the last are some of those that are counted before."""
    return row.total - row.items[-1].value == whole.value and bool(_SOME_OF_THEM.search(row.labels[-1]))


def _is_called_behind(row: Row) -> bool:
    """Whether what a row gives is called its sum behind it, whatever stood before: 公开5件、…、其他1件，含结转的1件，共13件."""
    behind = (n for n in row.passage.numbers_after(row.items[-1].stop, _PAIR) if n.unit == row.unit and n.value == row.total)
    return any(re.search("(?:共|合计|总计|共计)$", row.passage.before(n.start, 4)) for n in behind)


def _restated(row: Row, told: Sequence[Number]) -> Number | None:
    """新收的39件中，甲类21件、…: the figure that the row takes apart is named with it."""
    last = told[-1] if told else None
    if last is None or last.value <= max(n.value for n in row.items) or may_overlap(row):
        return None
    between = gap_of(row.passage.text[last.stop : row.items[0].start])
    if not _names_all(row, between):
        return None
    return last if re.fullmatch(r"[^,。;:\d]{0,10}中(?:的)?,[^,。;:、\d]{0,16}", between) and not last.approximate else None


def _without_their_parts(row: Row, told: Sequence[Number], earlier: Sequence[Row]) -> Sequence[Number]:
    """What was told before a row; how requests came in is of none of the items of another row."""
    if not _CAME.search(row.passage.before(row.items[0].start, _LEAD)):
        return told
    parts = {n for each in _giving({n.value for n in told}, earlier) for n in each.items}
    return [n for n in told if n not in parts]


def _has_opener(row: Row) -> bool:
    lead = re.split("[。;]", row.passage.before(row.items[0].start, _LEAD))[-1]
    return bool(compiled(row_words().opens).search(lead) or "其中" in lead)


def _opened(row: Row, told: Sequence[Number], earlier: Sequence[Row]) -> Number | None:
    """The figure before a row that it takes apart, if they do not agree by little; None where there is none."""
    words, most = row_words(), max(n.value for n in row.items)
    whole = next((n for n in reversed(told) if n.value > most and _may_be_whole(row, n, told, earlier)), None)
    if whole is None or whole.approximate or compiled(words.overlap).search(row.labels[0][-8:]):
        return None
    start = _stop_of_others(whole, {whole.value, *_done(row, told).values()}, earlier)
    between = gap_of(row.passage.text[start : row.items[0].start])
    if (
        between.count("。") > 1
        or not _names_all(row, between)
        or (compiled(words.part).search(between) and not row.complete and row.total <= max(n.value for n in told))
    ):
        return None
    clause = re.split("[,。;]", row.passage.before(whole.start, _LEAD))[-1]
    # 门户网站发布4223条，微信、微博分别发布1826条、2386条: one carrier beside others.
    beside = may_overlap(row) and compiled(words.channels).search(clause) and not re.search("[、和及与]", clause)
    if beside or counts_another(row.passage.before(row.items[0].start, _LEAD), clause):
        return None
    if not compiled(words.opens).search(between) and "其中" not in between and _is_an_item(row, whole, told):
        return None
    opens = compiled(words.opens).search(between) or row.complete or _names_as_many(row, between)
    if touches(row):
        return whole if opens and is_near(row.total, whole.value, "0.03") else None
    limit = (
        ("0.05" if may_overlap(row) else "0.3" if start == whole.stop else "0.2" if row.complete else "0.1")
        if opens
        else _limit_beside(row, between)
    )
    return whole if is_near(row.total, whole.value, limit) else None


def _is_an_item(row: Row, whole: Number, told: Sequence[Number]) -> bool:
    """Whether a figure is one of several side by side, and no total of those behind it: 要闻285条，公告303条，动态3718条，民生类713条."""
    before = [n for n in told if n.stop <= whole.start and n.unit == whole.unit][-_PAIR:]
    stops = [*(n.stop for n in before), whole.stop]
    gaps = [row.passage.text[stop : n.start] for stop, n in zip(stops, [*before[1:], whole], strict=False)]
    return len(before) == _PAIR and all(re.fullmatch(r"[,、][^,。;:\d]{1,16}", gap) and not TOTAL.search(gap) for gap in gaps)


def _names_all(row: Row, between: str) -> bool:
    """Whether a row can be taken for complete: two items alone leave others out (40件中，主动公开22件、不予公开8件)."""
    said = "其中" in between or compiled(row_words().all).search(between) or row.complete
    return len(row.items) >= _ROW or bool(said) or _are_complements(row)


def _names_as_many(row: Row, between: str) -> bool:
    """Whether as many things are named as the row has items: 3期培训班中，甲82人次，乙105人次，丙68人次."""
    said = re.search(r"[。;,](?P<n>\d+|[两二三四五六七八九十])[期批次场类][^,。;:\d]{0,8}中,[^,。;:\d]{0,16}$", between)
    if said is None:
        return False
    number = int(said["n"]) if said["n"].isdigit() else chinese_numeral(said["n"].replace("两", "二"))
    return number == len(row.items)


def _stop_of_others(whole: Number, values: Collection[Decimal], earlier: Sequence[Row]) -> int:
    """Where the last of the rows ends that take the same figure apart and give it: what stands behind opens the next."""
    return max((row.items[-1].stop for row in _giving(values, earlier) if row.items[0].start > whole.start), default=whole.stop)


def _done(row: Row, told: Sequence[Number]) -> dict[int, Decimal]:
    """What became of requests, by where it stands, before a row that tells how they came in."""
    passage = row.passage
    came = _CAME.search(passage.before(row.items[0].start, _LEAD))
    return {n.start: n.value for n in told if came and _DONE.search(passage.before(n.start))}


def _giving(values: Collection[Decimal], earlier: Sequence[Row]) -> Iterator[Row]:
    """The rows, whole or behind their first figure, that give one of some figures."""
    return (own for each in earlier for own in (each, each.without_first()) if own.items and own.total in values)


def _may_be_whole(row: Row, whole: Number, told: Sequence[Number], earlier: Sequence[Row]) -> bool:
    """Whether nothing but comparisons, and rows that take the same figure apart, stand between a figure and a row.

    How requests came in (从申请渠道看) is told of those that came in; what became of them may stand between.
    """
    passage = row.passage
    done = _done(row, told)
    if whole.start in done or _is_derived(passage, whole) or in_brackets(passage.text, 0, whole.start):
        return False
    parts = {n for each in _giving({whole.value, *done.values()}, earlier) for n in each.items}
    behind = passage.text[whole.stop : row.items[0].start]
    if whole in parts or (has_share(passage.text, whole.stop) and not _TAKES_APART.search(behind)):
        return False
    between = [n for n in told if n.start > whole.start and n.start not in done and n not in parts]
    return all(_is_derived(passage, n) or in_brackets(passage.text, 0, n.start) for n in between)


def _limit_beside(row: Row, between: str) -> str:
    """How far a row may be off that stands behind a figure and a comma alone: 热点9个，甲3个、乙4个、丙2个."""
    if re.fullmatch(r"[^,。;:\d]{0,24},其中[^,。;:\d]{1,12}", between) and row.unit not in row_words().pieces:
        return "0.1" if all(compiled(row_words().channels).search(label) for label in row.labels) else "0"
    beside = re.fullmatch(r"[^。;:\d]{0,24},[^,。;:\d]{0,16}", between)
    if not beside or not (len(row.items) >= _ROW or _are_complements(row)) or may_overlap(row):
        return "0"
    return "0.2" if set(row.marks) == {"、"} else "0.1"


def _is_taken_apart(row: Row, rest: Row) -> bool:
    """Whether a row says without further words that it takes its first figure apart."""
    whole = row.items[0]
    if may_overlap(rest):
        return False
    if len(rest.items) >= _ROW or (rest.total < whole.value and _are_pair(rest, row_words().outcomes)):
        return is_near(rest.total, whole.value, "0.1")
    return is_near(rest.total, whole.value, "0.25") and (_are_complements(rest) or _are_named_before(rest, whole))


def _are_complements(row: Row) -> bool:
    return _are_pair(row, row_words().complements)


def _are_pair(row: Row, pairs: Sequence[tuple[str, ...]]) -> bool:
    labels = [label + clause_behind(row.passage, n) for n, label in zip(row.items, row.labels, strict=True)]
    return len(labels) == _PAIR and any(
        (compiled(one).search(labels[0]) and compiled(other).search(labels[1]))
        or (compiled(other).search(labels[0]) and compiled(one).search(labels[1]))
        for one, other in pairs
    )


def _are_named_before(row: Row, whole: Number) -> bool:
    """局机关和下属6个单位共确定联络员13名，局机关7名，下属单位6名."""
    lead = re.sub(r"\d+[个家]?", "", re.split("[,。;]", row.passage.before(whole.start, _LEAD))[-1])
    return len(row.items) == _PAIR and all(len(label) > 1 and label in lead for label in row.labels)


def _is_derived(passage: Sentence, number: Number) -> bool:
    return _DERIVED.search(passage.before(number.start)) is not None
