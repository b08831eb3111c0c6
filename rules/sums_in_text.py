"""Parts named in a sentence and the total named with them.

Known shapes: parts behind 其中, which may fall short and never exceed (``of_which``); a list in brackets or behind a colon right after
the total, and a list right before 共…, which must add up (``listed_sums``); what comes in anew with what is carried over
(``additions``); rows beside their whole, which may stand in the sentence before (``row_wholes``); rates with their total (``products``).
Everything else is left alone.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from core.document import Paragraph
from core.findings import Severity
from core.kept import kept
from core.place import InText, Place
from core.rule import Case, Need, Problem, rule
from core.text.fold import Folded, fold
from core.text.numbers import find_numbers
from core.text.sentences import Sentence, sentences
from rules import (
    additions,
    ballots,
    called_parts,
    came_and_went,
    complete,
    flows,
    free_tables,
    in_turn,
    listed_sums,
    of_which,
    parallel,
    products,
    remainders,
    row_wholes,
    rows,
    together,
)
from rules import sum_problems as problems
from rules.comparisons import Comparison, against_before, comparisons, from_to, wrong_gap
from rules.measures import Total, right_otherwise

_GOES_ON = re.compile(r"[^。！？\n]*(?:。?[（(][^（）()]*[）)])?(?:。(?:因|由于|其中|注|部分|个别|有的|上述|以上|同一)[^。\n]*)?")
_SHAPES = (of_which.exceeded, listed_sums.listed_after, listed_sums.listed_before, in_turn.broken, called_parts.broken)
_FEWEST = 3
"""Two parts and their total: what is told in fewer figures adds up to nothing, apart from what is named behind 其中, from votes and from rates."""
_PARAGRAPHS = 3
_REMEMBERED = 60
"""So many figures of the paragraphs before are known."""


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
    “上年结转a件，新收b件，办结c件，结转下年度d件”两边应相等；“n件，比上年的m件减少d件”“由m件调整为n件，减少d件”要算得出来；
    总数在前一句、分项在后一句（“按内容分…”“c件中，…”“其余b件”）的，与总数只差一点的也指出；“每期m册、共n册”“每季度一次、全年共n次”“日均n条”“得分分别为a分、b分，平均c分”要算得出来；
    “注销a个，新开b个，由m个减少到n个”、正文里自己的表格（各行与“合计”行、数量与“占比”列）也要算得出来；
    “3期分别有a人、b人、c人，共d人次”“公告c宗，成交a宗，其余b宗流拍”“按甲分…；按乙分…”应加得起来；“c件，其中a件、b件”的分项之和不能大于总数，小于是可以的，但只差一点、调换某一项的相邻两位数字就相等的，或者各项本来就是全部的（优秀、良好、合格，以“其他”收尾），也指出；
    “年初a户b人，新增…，退出…，年末…”“第一辑a册、第二辑b册，共c册”“未通过a条，通过b条”也核对；“n名代表参加，满意票m张”票比人多的也指出。
    句中说明了原因的（“部分企业同时享受多项”“因四舍五入略有出入”）不指出。
    经不同渠道公开的条数可以重复计算，只看每一项是否大于总数。带“余”“约”的概数、“等”字结尾的列举不要求加满。
    为什么：分项加不出总数，说明有漏项或改数没有改全。
    依据：年度报告的数据应当真实、准确
    错误示例：配备专职人员3名、兼职人员2名，共6名
    正确示例：配备专职人员3名、兼职人员2名，共5名
    """
    yield from free_tables.wrong(case.report)
    before: deque[tuple[Decimal, str]] = deque(maxlen=_REMEMBERED)
    earlier: deque[Folded] = deque(maxlen=_PARAGRAPHS)
    for paragraph in case.report.body:
        told: set[Place] = set()
        words = fold(paragraph.text)
        for problem in _in_paragraph(paragraph, words, case.report.year, before, earlier):
            if not _is_told(problem, told) and not _is_explained(paragraph.text, problem):
                told |= {problem.place, *problem.related}
                yield problem
        earlier.append(words)
        before.extend((number.value, number.unit) for number in find_numbers(words.text))


def _is_told(problem: Problem, told: set[Place]) -> bool:
    """Whether a problem was told in another shape: a total may stand in two at once, a row too; what else does not balance follows."""
    if problem.data.get("relation") == "balance":
        return not told.isdisjoint((problem.place, *problem.related))
    return problem.place in told or set(problem.related) <= told


def _is_explained(text: str, problem: Problem) -> bool:
    """Whether the sentence of a sum, or the one behind it that goes on about it, says why it does not add up."""
    spans = [place for place in (problem.place, *problem.related) if isinstance(place, InText)]
    start, end = min(each.start for each in spans), max(each.end for each in spans)
    behind = _GOES_ON.match(text, end)
    return rows.explained(text[start : behind.end() if behind else end])


def _in_paragraph(
    paragraph: Paragraph, words: Folded, year: int | None, before: Collection[tuple[Decimal, str]], earlier: Collection[Folded]
) -> Iterator[Problem]:
    if _many(words):
        yield from _in_itself(paragraph)
        yield from _in_rows(paragraph, tuple(before))
    elif of_which.OF_WHICH.search(words.text) or "票" in words.text:
        yield from _in_itself(paragraph)
    for found in parallel.apart(words, before, tuple(earlier)):
        yield problems.wrong_row(paragraph.index, found)
    yield from _in_flows(paragraph, year)


def _many(words: Folded) -> bool:
    return len(list(find_numbers(words.text))) >= _FEWEST


@kept
def _in_rows(paragraph: Paragraph, before: tuple[tuple[Decimal, str], ...]) -> Iterator[Problem]:
    words = fold(paragraph.text)
    for row in (*row_wholes.broken(words, before), *together.broken(words), *together.of_named_fields(words)):
        if not right_otherwise(row):
            yield problems.wrong_total(paragraph.index, row)


@kept
def _in_flows(paragraph: Paragraph, year: int | None) -> Iterator[Problem]:
    """What comes in and goes out, what is left, products and changes that do not give what they should."""
    words = fold(paragraph.text)
    for flow in flows.broken(words, year):
        yield problems.out_of_balance(paragraph.index, flow)
    for sentence in sentences(words) if _many(words) else ():
        for total in (*complete.broken(sentence), *remainders.broken(sentence)):
            yield problems.wrong_total(paragraph.index, total)
    for product in products.broken(words, year):
        yield problems.wrong_product(paragraph.index, product)
    for change in came_and_went.broken(words) if _many(words) else ():
        yield replace(
            problems.wrong_product(paragraph.index, change), suggestion="核对原有、减少、新增和现有的数量，改正有误的一处。"
        )


@kept
def _in_itself(paragraph: Paragraph) -> Iterator[Problem]:
    """What a paragraph adds up wrongly, whatever stands before it."""
    words, index = fold(paragraph.text), paragraph.index
    for sentence in _joined(sentences(words, "。!?;\n")):
        for total in (each for shape in _SHAPES for each in shape(sentence) if not right_otherwise(each)):
            yield problems.wrong_total(index, total)
        yield from _gaps(index, sentence, (*comparisons(sentence), *from_to(sentence)))
        yield from ballots.wrong(index, sentence)
    for passage in sentences(words, "\n"):
        yield from _gaps(index, passage, against_before(passage))
    added = (Total(each.sentence, each.whole, each.parts) for each in additions.broken(words))
    for total in (*parallel.broken(words), *added):
        yield problems.wrong_total(index, total)


def _gaps(index: int, sentence: Sentence, found: Iterable[Comparison]) -> Iterator[Problem]:
    wrong = {each.now.start: each for each in found if wrong_gap(sentence, each) is not None}
    return (problems.wrong_gap(index, sentence, each) for each in wrong.values())


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
