"""Text and tables taken over from last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path

from core.edition import Form
from core.findings import Severity
from core.option import option
from core.place import InCell, InText
from core.report.report import Report
from core.rule import Case, Need, NotApplicable, NotChecked, Problem, rule
from core.text.shingles import ShingleIndex
from rules.last_year import cell_pairs, key_of, number_in
from rules.passages import SIMILARITY, Paragraph, Piece, Words, load_words, paragraphs

WORDS = Path(__file__).with_name("words") / "copied.yaml"


@cache
def words() -> Words:
    """When a text counts as copied, as data."""
    return load_words(WORDS)


@dataclass(frozen=True, slots=True)
class _Copied:
    """A paragraph, or a part of one, that is last year's: ``likeness`` 0 to 1, ``source`` last year's words."""

    paragraph: Paragraph
    pieces: Sequence[Piece]
    likeness: float
    source: str

    @property
    def place(self) -> InText:
        return InText(self.paragraph.index, self.pieces[0].start, self.pieces[-1].end)

    @property
    def weight(self) -> int:
        return sum(len(piece.text) for piece in self.pieces)


_LEAST_ALIKE, _MOST_ALIKE = 50, 100


def _similarity_flaw(percent: int) -> str | None:
    return None if _LEAST_ALIKE <= percent <= _MOST_ALIKE else f"应在{_LEAST_ALIKE}到{_MOST_ALIKE}之间，不能是{percent}"


@dataclass(frozen=True)
class CopiedOptions:
    """From when on a text counts as copied."""

    similarity: int = option("与上年报告的相似度达到百分之几，算是照抄", SIMILARITY, check=_similarity_flaw)


@rule(
    "content.copied-from-previous-year",
    "不照抄上年报告",
    Severity.WARNING,
    Need.TEXT | Need.PREVIOUS,
    "items",
    options=CopiedOptions,
)
def copied(case: Case) -> Iterator[Problem]:
    """内容要写本年度的工作，不能照抄上年报告。

    检查：去掉年份和数字以后，与上年报告几乎相同（相似度80%以上，可以改）的段落；“存在的主要问题”一章逐句比对；
    一张统计表的全部数字与上年完全相同（全是0的、只有一两个小数字的除外）。编制依据、统计期限、联系方式、“未发生”“未收取”一类说明、
    目录和标题、数字已经更新的统计句、上年计划今年完成的，不算。
    为什么：国办公开办函〔2021〕30号要求纠正内容雷同、敷衍塞责；问题年年相同，说明没有整改，或者没有重写。
    依据：国办公开办函〔2021〕30号：内容雷同、敷衍塞责的，依法追究责任
    错误示例：“存在的主要问题”一章与上年报告一字不差，只改了年份
    正确示例：“存在的主要问题”写明上年问题的整改结果和本年度新发现的问题
    """
    report, previous = case.report, case.last_year
    if previous is None:
        raise NotApplicable("没有提供上年报告。")
    limits = replace(words(), similarity=case.chosen(CopiedOptions).similarity / 100)
    problems = list(_same_figures(report, previous, limits))
    if previous.has_text:
        problems += _same_text(report, previous, limits, tables_too=bool(problems))
    elif not problems:
        raise NotChecked("上年报告里只有表格，没有正文，内容是否雷同未能检查。")
    yield from problems


# --- text ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _LastYear:
    """Last year's sentences in which this year's are looked up, and from when on they count as copied.

    ``tables_too``: a table is last year's, which says enough of the figures that short sentences repeat from it.
    """

    sources: Sequence[Piece]
    index: ShingleIndex
    limits: Words
    tables_too: bool = False

    def likeness(self, piece: Piece) -> tuple[float, Piece]:
        """How alike a sentence is to the most alike of last year's; 0 where it has been brought up to date or a plan come true."""
        best = self.index.best(piece.text)
        if best is None:
            return 0.0, piece
        source, score = self.sources[best[0]], best[1]
        changed = sum((piece.figures - source.figures).values())
        updated = changed and len(piece.text) < self.limits.figures * changed
        return (0.0, source) if updated or (source.plan and not piece.plan) else (score, source)

    def copies(self, paragraph: Paragraph) -> Iterator[_Copied]:
        """The whole paragraph if it is last year's; in the chapter on problems also the part of it that is."""
        scored = [(piece, *self.likeness(piece)) for piece in paragraph.judged]
        shortest = self.limits.shortest_problem if paragraph.problems else self.limits.shortest
        if not self.tables_too and sum(_same_figures_too(*each) for each in scored) >= self.limits.several_figures:
            shortest = min(shortest, self.limits.shortest_with_figures)
        if copy := self._joined(paragraph, scored, shortest):
            yield copy
        elif paragraph.problems:
            for alike, run in groupby(scored, key=lambda each: each[1] >= self.limits.similarity):
                if alike and (copy := self._joined(paragraph, list(run), self.limits.shortest_part)):
                    yield copy

    def _joined(self, paragraph: Paragraph, scored: list[tuple[Piece, float, Piece]], shortest: int) -> _Copied | None:
        weight = sum(len(piece.text) for piece, _, _ in scored)
        if weight < shortest:
            return None
        likeness = sum(len(piece.text) * score for piece, score, _ in scored) / weight
        if likeness < self.limits.similarity:
            return None
        source = max(scored, key=lambda each: each[1])[2].original
        return _Copied(paragraph, [piece for piece, _, _ in scored], likeness, source)


def _same_figures_too(piece: Piece, likeness: float, source: Piece) -> int:
    """How many figures a sentence shares with last year's; none where a letter or a figure differs."""
    return piece.figures.total() if likeness == 1.0 and piece.figures == source.figures else 0


def _same_text(report: Report, previous: Report, limits: Words, *, tables_too: bool) -> Iterator[Problem]:
    mine, theirs = list(paragraphs(report, limits)), list(paragraphs(previous, limits))
    sources = [piece for paragraph in theirs for piece in paragraph.pieces]
    last_year = _LastYear(sources, ShingleIndex([piece.text for piece in sources]), limits, tables_too)
    found = [copy for paragraph in mine for copy in last_year.copies(paragraph)]
    judged = sum(len(piece.text) for paragraph in mine for piece in paragraph.judged)
    whole = len(found) > 2 and sum(copy.weight for copy in found) >= limits.similarity * judged
    groups: dict[str, list[_Copied]] = {}
    for copy in found:
        key = "problems" if copy.paragraph.problems else "" if whole else f"chapter {copy.paragraph.chapter}"
        groups.setdefault(key, []).append(copy)
    for copies in groups.values():
        yield _text_problem(report, copies, whole and not copies[0].paragraph.problems)


def _text_problem(report: Report, copies: list[_Copied], whole: bool) -> Problem:
    likeness = sum(copy.likeness * copy.weight for copy in copies) / sum(copy.weight for copy in copies)
    year, first = (report.year or 0) - 1, copies[0]
    where = "全文" if whole else f"“{first.paragraph.chapter}”" if first.paragraph.chapter else "正文"
    indices = sorted({copy.paragraph.index for copy in copies})
    count = f"有{len(indices)}段" if len(indices) > 1 else "有一段"
    message = f"{where}{count}与{year}年度报告几乎相同（相似度{likeness:.0%}）"
    advice = "按本年度发现的问题重写，并写明上年问题的改进结果。" if first.paragraph.problems else "按本年度的实际工作重写。"
    data = {"paragraphs": indices, "similarity": round(likeness, 2), "previous": first.source, "year": year}
    related = tuple(copy.place for copy in copies[1:])
    return Problem(first.place, message, advice, data, related)


# --- tables -------------------------------------------------------------------------------------------------------


def _same_figures(report: Report, previous: Report, limits: Words) -> Iterator[Problem]:
    """Tables of which every number is last year's; the blocks of one table (the form's chapter) are judged together."""
    both = {(pair.match.form.id, *key_of(pair.number)): pair for pair in cell_pairs(report, previous)}
    for _, group in groupby(report.forms, key=lambda match: _table(match.form)):
        keys = [(match.form.id, *key_of(number)) for match in group for number in match.numbers()]
        cells = [both[key] for key in keys if key in both]
        different = {pair.now for pair in cells if pair.now > Decimal(0)}
        unknown = any(number_in(report.form(form), row, column) for form, row, column in keys if (form, row, column) not in both)
        if len(different) >= limits.different_numbers and not unknown and all(pair.now == pair.was for pair in cells):
            match, year = cells[0].match, (report.year or 0) - 1
            name = match.form.name.split(" › ")[0]
            count = sum(1 for pair in cells if pair.now)
            message = f"{name}的数字与{year}年度报告完全相同（{count}个非0的数都一样）"
            place = InCell(match.tables[0].index, 0, 0, name)
            data = {"form": match.form.id, "numbers": count, "year": year}
            yield Problem(place, message, "对照本年度台账核对，确认不是沿用了上年的表格。", data)


def _table(form: Form) -> str:
    return re.sub(r" › .*", "", form.name)
