"""Parts named in a sentence and the total named with them.

Known shapes: parts behind 其中 (they may fall short, never exceed); a list in brackets or behind a colon right after the total, and a
list right before 共… (both must add up); what comes in anew with what is carried over (``additions``); rows beside their whole, which may
stand in the sentence before (``rows``); rates with their total (``products``). Everything else is left alone.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from core.document import Paragraph
from core.findings import Severity, Step
from core.kept import kept
from core.place import InText, Place
from core.rule import Case, Need, Problem, rule
from core.text.fold import Folded, fold
from core.text.numbers import Number, find_numbers, plain
from core.text.sentences import Sentence, sentences
from rules import additions, flows, products, rows
from rules import sum_problems as problems
from rules.comparisons import comparisons, wrong_gap

_TOTAL = re.compile(r"(?:共计|共|合计|总计|总共|累计)$")
# Parts that may overlap: one piece on two channels, one meeting with two people.
_OVERLAP = re.compile(r"通过|网站|微博|微信|公报|公众号|渠道|平台|报刊|广播|电视|栏|出席|参加|优秀|良好|表扬|获")
_OVERLAP_AFTER = 6
_CHANGE = re.compile(r"(?:增加|减少|增长|下降|多|少|上升|提高)(?:了)?$")
_DERIVED = re.compile(r"(?:[日月周年人]均|平均|每[日天月周季年]|最高|最多)[^,;。、\d]{0,6}$")
# What there is at the end of the year is no sum of what came in it.
# Two halves of the year make the whole that 其中 takes apart: 上半年16条，下半年26条。其中….
_HALF = re.compile(r"(?:[上下]半年|前三季度|[一二三四]季度)[^,;。、\d]{0,8}$")
_STOCK = re.compile(r"现行|有效|现有|截至|存量|以来|历年")
_LAST_YEARS = re.compile(r"(?:上年|去年|同期|20\d\d年)(?:同期)?(?:的|为)[^,;。、\d]{0,4}$")
_EARLIER = re.compile(r"[较比](?!例|重|赛)|上年|去年|同期")
_NO_WHOLE = frozenset({"%", "年", "月", "日"})
_COMPARES = re.compile(r"占|较|比|同比|增|降|达|由|从|为\d|以上")
_AND_OTHERS = re.compile(r"等[^,、。;\d]{0,8}$")
_CLAUSE = re.compile("[,。;:!?]")
_OF_WHICH_GAP = 16
_ITEM = 24
_REACH = 400
_MOST = 40
_REMEMBERED = 60
"""How far a list may run from its total, in characters and in figures."""


@rule(
    "consistency.text-sum",
    "句中分项与总数相符",
    Severity.WARNING,
    Need.TEXT,
    "arithmetic",
    yields_to=("consistency.text-table",),
)
def text_sum(case: Case) -> Iterator[Problem]:
    """一句话里列出的分项要与总数相符。

    检查：“a件、b件，共c件”“共c件：a件、b件”“c个（a个、b个）”“新收a件，加上上年结转b件，应办理c件”应加得起来；
    “上年结转a件，新收b件，办结c件，结转下年度d件”两边应相等；“n件，比上年的m件减少d件”要算得出来；
    总数在前一句、分项在后一句（“按内容分…”“c件中，…”“其余b件”）的，与总数只差一点的也指出；“每期m册、共n册”“每季度一次、全年共n次”“日均n条”要算得出来；“c件，其中a件、b件”的分项之和不能大于总数，小于是可以的。
    经不同渠道公开的条数可以重复计算，只看每一项是否大于总数。带“余”“约”的概数、“等”字结尾的列举不要求加满。
    为什么：分项加不出总数，说明有漏项或改数没有改全。
    依据：年度报告的数据应当真实、准确
    错误示例：配备专职人员3名、兼职人员2名，共6名
    正确示例：配备专职人员3名、兼职人员2名，共5名
    """
    before: deque[tuple[Decimal, str]] = deque(maxlen=_REMEMBERED)
    for paragraph in case.report.body:
        told: set[Place] = set()
        words = fold(paragraph.text)
        for problem in _in_paragraph(paragraph, words, case.report.year, before):
            if not _is_told(problem, told):
                told |= {problem.place, *problem.related}
                yield problem
        before.extend((number.value, number.unit) for number in find_numbers(words.text))


def _is_told(problem: Problem, told: set[Place]) -> bool:
    """Whether a problem was told in another shape: a total may stand in two at once, a row too; what else does not balance follows."""
    if problem.data.get("relation") == "balance":
        return not told.isdisjoint((problem.place, *problem.related))
    return problem.place in told or set(problem.related) <= told


def _in_paragraph(
    paragraph: Paragraph, words: Folded, year: int | None, before: Collection[tuple[Decimal, str]]
) -> Iterator[Problem]:
    yield from _in_itself(paragraph)
    for row in rows.broken(words, before):
        yield _problem(paragraph.index, row.passage, row.whole, list(row.parts), exceeds=False)
    for flow in flows.broken(words, year):
        yield problems.out_of_balance(paragraph.index, flow)
    for product in products.broken(words, year):
        yield problems.wrong_product(paragraph.index, product)


@kept
def _in_itself(paragraph: Paragraph) -> Iterator[Problem]:
    """What a paragraph adds up wrongly, whatever stands before it."""
    words, index = fold(paragraph.text), paragraph.index
    for sentence in _joined(sentences(words, "。!?;\n")):
        yield from _of_which(index, sentence)
        yield from _listed_after(index, sentence)
        yield from _listed_before(index, sentence)
        yield from (problems.wrong_gap(index, sentence, each) for each in comparisons(sentence) if wrong_gap(each) is not None)
    for each in additions.broken(words):
        yield _problem(index, each.sentence, each.whole, list(each.parts), exceeds=False)


def _joined(parts: Iterator[Sentence]) -> Iterator[Sentence]:
    """Sentences, one that opens with 其中 together with the one before it."""
    last: Sentence | None = None
    for part in parts:
        if last is not None and part.text.startswith("其中", part.start):
            last = replace(last, end=part.end)
            continue
        if last is not None:
            yield last
        last = part
    if last is not None:
        yield last


# --- 其中 ----------------------------------------------------------------------------------------------------------


def _of_which(paragraph: int, sentence: Sentence) -> Iterator[Problem]:
    for match in re.compile("其中").finditer(sentence.text, sentence.start, sentence.end):
        at = match.start()
        wholes = _wholes_before(sentence, at)
        parts = _parts_after(sentence, at, wholes[0].unit) if wholes else []
        if not parts:
            continue
        whole = max(wholes, key=lambda n: n.value)
        if _may_overlap(sentence, whole, parts, at):
            parts = [n for n in parts if n.value > whole.value]
        elif sum((n.value for n in parts), Decimal(0)) <= whole.value:
            parts = []
        if parts:
            yield _problem(paragraph, sentence, whole, parts, exceeds=True)


def _may_overlap(sentence: Sentence, whole: Number, parts: list[Number], at: int) -> bool:
    """Whether one thing may be counted in several of the parts named; carriers that are counted themselves are not."""
    inside = sentence.text[at : parts[-1].stop + _OVERLAP_AFTER]
    if rows.of_several_kinds(inside):
        return True
    if whole.unit == "个" and rows.are_carriers(_CLAUSE.split(sentence.before(whole.start, _ITEM))[-1]):
        starts = [at, *(n.stop for n in parts)]
        named = [_OVERLAP.search(sentence.text[start : n.start]) for start, n in zip(starts, parts, strict=False)]
        return any(named) and not all(named)
    return _OVERLAP.search(inside) is not None


def _wholes_before(sentence: Sentence, at: int) -> list[Number]:
    """The figures that 其中 may take apart: the one right before it, or the row that it ends; behind words, any of the sentence.

    What stands in a bracket that is closed, an average, a rate, a change or last year's figure is no whole.
    """
    inside = [n for n in sentence.numbers_before(at, _MOST) if n.start >= _sentence_start(sentence, at) and n.unit]
    inside = [n for n in inside if n.unit not in _NO_WHOLE and not _is_derived(sentence, n, at)]
    if not inside:
        return []
    last = inside[-1]
    between = _without_figures(_without_brackets(sentence.text[last.stop : at]))
    if last.approximate or len(between) > _OF_WHICH_GAP:
        return []
    row = _row_ending(sentence, [n for n in inside if n.unit == last.unit])
    together = [replace(last, start=row[0].start, value=sum((n.value for n in row), Decimal(0)))] if len(row) > 1 else []
    if re.fullmatch("[,(:]?", between):
        return [last, *together]
    alike = [n for n in inside[:-1] if n.unit == last.unit]
    halves = [n for n in (*alike, last) if _HALF.search(sentence.before(n.start))]
    together += [replace(last, start=halves[0].start, value=sum((n.value for n in halves), Decimal(0)))] if halves else []
    return [] if any(n.approximate for n in alike) else [last, *alike, *together]


def _sentence_start(sentence: Sentence, at: int) -> int:
    """Where the passage begins that 其中 looks back on: its own sentence if that has a figure before it, else the paragraph.

    其中 that opens its sentence looks back on the one before.
    """
    stops = [match.end() for match in re.compile(r"[。!?\n]").finditer(sentence.text, 0, at)]
    own, before = [*reversed(stops), 0, 0][:2]
    if any(n.start >= own for n in sentence.numbers_before(at, 1)):
        return own
    return before if own == at else 0


def _is_derived(sentence: Sentence, number: Number, at: int) -> bool:
    before = sentence.text[max(0, number.start - 12) : number.start]
    other = any(pattern.search(before) for pattern in (_CHANGE, _DERIVED, _LAST_YEARS))
    return other or _closing(sentence.text, number.stop, at) < at


def _without_brackets(text: str) -> str:
    return re.sub(r"\([^()]*\)", "", text)


def _without_figures(text: str) -> str:
    """Without the clauses that hold a figure of another kind: 日均8条，增幅5.1%."""
    return re.sub(r"[,、;]?[^,、;。]*\d[^,、;。]*", "", text)


def _row_ending(sentence: Sentence, numbers: list[Number]) -> list[Number]:
    """The items of a row (建议53件、提案61件) that ends with the last figure."""
    row = numbers[-1:]
    for number in reversed(numbers[:-1]):
        between = _without_brackets(sentence.text[number.stop : row[0].start])
        if not re.fullmatch(r"(?:[、和及与]|以及)[^\d,;。]{0,16}", between):
            break
        row.insert(0, number)
    return row


def _parts_after(sentence: Sentence, at: int, unit: str) -> list[Number]:
    """The figures behind 其中, as far as the bracket that holds it, the row or the sentence goes; none where one is approximate."""
    parts: list[Number] = []
    gaps: list[str] = []
    end = _closing(sentence.text, at, min(sentence.end, at + _REACH))
    for number in (n for n in sentence.numbers_after(at, _MOST) if n.start < end and n.unit == unit):
        if _in_brackets(sentence.text, at, number.start):
            continue
        between = _without_brackets(sentence.text[(parts[-1].stop if parts else at) : number.start])
        if _EARLIER.search(between) or (parts and "其中" in between) or (parts and _ends_row(between, gaps)):
            break
        if number.approximate:
            return []
        gaps.append(between[:1])
        parts.append(number)
    return parts


def _ends_row(between: str, gaps: list[str]) -> bool:
    """Whether words between two figures end the row, a comma behind a row joined by 、 included (网络6件、信函3件，按时办结9件)."""
    joined = len(gaps) > 1 and all(gap == "、" for gap in gaps[1:])
    return bool(
        _TOTAL.search(between) or _COMPARES.search(between) or between.endswith(",") or (joined and between.startswith(","))
    )


def _closing(text: str, at: int, end: int) -> int:
    """Where the bracket that holds an offset closes, else the end."""
    depth = 0
    for position in range(at, end):
        depth += (text[position] == "(") - (text[position] == ")")
        if depth < 0:
            return position
    return end


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


# --- lists ---------------------------------------------------------------------------------------------------------


_OPENING = re.compile(r"[^\d,。;:()、]{0,10}(?:(?P<mark>[:(])|,(?P<said>分别(?:为|是)?|即)?(?=[^,。;]{1,12}\d))")


def _listed_after(paragraph: int, sentence: Sentence) -> Iterator[Problem]:
    """共12场：县级5场、乡镇7场; 36个单位（12个乡镇、24个部门）; 共87人，专职19人、兼职68人."""
    for whole in sentence.numbers:
        opening = _OPENING.match(sentence.text, whole.stop, sentence.end)
        if not whole.unit or whole.approximate or opening is None:
            continue
        called = bool(_TOTAL.search(sentence.before(whole.start)))
        if opening["mark"] is None and not (called or opening["said"]):
            continue
        end = _closing(sentence.text, opening.end(), min(sentence.end, opening.end() + _REACH))
        run = _run_after(sentence, opening.end(), end, whole.unit)
        reaches = bool(run) and re.fullmatch(r"[^\d,、]*", sentence.text[run[-1].stop : end]) is not None
        parts = run if reaches else _items(sentence, opening.end(), end, whole.unit)
        complete = opening["mark"] == "(" or reaches
        if len(parts) < 2 or _adds_up(run, whole.value, complete) or (opening["mark"] is None and not _is_plain(sentence, parts)):
            continue
        inside = sentence.text[opening.end() : end if opening["mark"] == "(" else parts[-1].stop + 2]
        if not _is_open(inside, opening["mark"] or ","):
            yield _problem(paragraph, sentence, whole, parts, exceeds=False)


def _is_plain(sentence: Sentence, parts: list[Number]) -> bool:
    """Items joined by 、 or ，with a few words each: a list, and not one statement after the other."""
    gaps = [sentence.text[a.stop : b.start] for a, b in pairwise(parts)]
    return all(re.fullmatch(r"[、,和及][^、,。]{1,8}", gap) for gap in gaps) and any("、" in gap for gap in gaps)


def _is_open(inside: str, mark: str) -> bool:
    """A list that need not be complete, or whose items may overlap."""
    if mark == "(" and re.search("如|分别|包括", inside):
        return True
    return bool(re.search("等|其中|含|每|约|余|另|还|比如|例如|各(?=[\\d一两])", inside) or _OVERLAP.search(inside))


def _adds_up(run: list[Number], total: Decimal, complete: bool) -> bool:
    """Whether a list gives the total; where it is not known to end there, its first items may (the rest speaks of something else)."""
    sums = Decimal(0)
    for number in run:
        sums += number.value
        if sums == total and not complete:
            return True
    return sums == total


def _run_after(sentence: Sentence, start: int, end: int, unit: str) -> list[Number]:
    """The figures behind an offset as long as they are of one measure and a few words apart."""
    run: list[Number] = []
    for number in (n for n in sentence.numbers_after(start, _MOST) if n.start < end):
        if number.unit != unit or number.start - (run[-1].stop if run else start) > _ITEM + _ITEM // 2:
            break
        run.append(number)
    return run


def _items(sentence: Sentence, start: int, end: int, unit: str) -> list[Number]:
    """The figures of a list: every item holds just one, of the measure asked, until an item does not."""
    parts: list[Number] = []
    for item in re.compile(r"[^、,]+").finditer(sentence.text, start, end):
        inside = [n for n in sentence.numbers_after(item.start(), 2) if n.start < item.end()]
        if len(inside) != 1 or inside[0].unit != unit or len(item.group()) > _ITEM:
            break
        parts.append(inside[0])
    return parts


def _listed_before(paragraph: int, sentence: Sentence) -> Iterator[Problem]:
    """a件、b件，共c件: figures of one measure right before a total."""
    for whole in sentence.numbers:
        lead = sentence.before(whole.start)
        if not whole.unit or whole.approximate or not _TOTAL.search(lead):
            continue
        every = _run_before(sentence, whole)
        parts = [n for n in every if _closing(sentence.text, n.stop, whole.start) == whole.start] or every
        total = sum((n.value for n in parts), Decimal(0))
        if len(parts) < 2 or whole.value in (total, sum((n.value for n in every), Decimal(0))):
            continue
        if any(n.approximate for n in every) or _STOCK.search(lead):
            continue
        opening = sentence.before(whole.start, whole.start - parts[0].start + _REACH)
        if "其中" in opening or _OVERLAP.search(opening):
            continue
        if not (_AND_OTHERS.search(_TOTAL.sub("", lead)) and total < whole.value):
            yield _problem(paragraph, sentence, whole, parts, exceeds=False)


def _run_before(sentence: Sentence, whole: Number) -> list[Number]:
    """The figures listed with a total: same measure, each item a few words, no other figure between."""
    run: list[Number] = []
    stop = whole.start
    for part in reversed(sentence.numbers_before(whole.start, _MOST)):
        between = _TOTAL.sub("", sentence.text[part.stop : stop])
        outside = part.start < sentence.start or part.unit != whole.unit or len(between) > _ITEM or _is_each(sentence, part)
        if outside or _COMPARES.search(between) or "共" in between:
            break
        run.insert(0, part)
        stop = part.start
    return run


def _is_each(sentence: Sentence, number: Number) -> bool:
    """每季度调度1次 is a rate and no part."""
    return re.search(r"每(?:[天日月周年季期次场]|季度|半年)[^,。;、\d]{0,6}$", sentence.before(number.start)) is not None


def _problem(paragraph: int, sentence: Sentence, whole: Number, parts: list[Number], *, exceeds: bool) -> Problem:
    total = sum((n.value for n in parts), Decimal(0))
    values = "＋".join(plain(n.value) for n in parts)
    said = f"{plain(whole.value)}{whole.unit}"
    if exceeds and len(parts) == 1:
        message = f"“其中”的{plain(parts[0].value)}{whole.unit}大于总数{said}"
    elif exceeds:
        message = f"“其中”各项之和 {values}＝{plain(total)}，大于总数{said}"
    else:
        message = f"各项之和 {values}＝{plain(total)}，与总数{said}不符，差{plain(abs(total - whole.value))}"
    steps = [Step(problems.name(sentence, n), plain(n.value)) for n in parts]
    steps += [Step("合计", plain(total), "sum"), Step("文中总数", plain(whole.value), "stated")]
    steps += [Step("相差", plain(abs(total - whole.value)), "difference")]
    place = InText(paragraph, *sentence.words.back(whole.start, whole.stop))
    related = tuple(InText(paragraph, *sentence.words.back(n.start, n.stop)) for n in parts)
    data = {"expected": float(total), "actual": float(whole.value), "parts": [float(n.value) for n in parts]}
    return Problem(place, message, "核对各项和总数，改正有误的一处。", data, related, tuple(steps))
