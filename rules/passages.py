"""A report's own sentences, made ready for comparing them with another report's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from core.document import Paragraph as BodyParagraph
from core.report.report import Report
from core.report.sections import Section
from core.rule_data import read_data
from core.text.fold import fold
from core.text.numbers import find_numbers

_SENTENCE = re.compile(r"[^。!?;\n]+")
_DATED = re.compile(r"(?:19|20)\d\d年?度?|\d{1,2}月(?:\d{1,2}日)?")
_MARK = re.compile(r"^(?:[一二三四五六七八九十]+是|\(?[一二三四五六七八九十\d]{1,3}[)、.]|第[一二三四五六七八九十],)")
_LETTERS = re.compile(r"[^\u4e00-\u9fffA-Za-z]")
_NO_FIGURE = frozenset({"", "年", "月", "日"})


SIMILARITY = 80
"""From which likeness on, in per cent, a text counts as copied; an office may set its own."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A sentence that is the same every year for good reason; ``alone``: only when it is a paragraph of its own."""

    pattern: str
    why: str
    matches: str
    leaves: str
    alone: bool = False


@dataclass(frozen=True)
class Words:
    """When a text counts as copied; see the data file."""

    shortest: int
    shortest_problem: int
    shortest_part: int
    shortest_with_figures: int
    several_figures: int
    figures: int
    different_numbers: int
    plans: str
    plan_headings: str
    formulas: tuple[Formula, ...]
    similarity: float = SIMILARITY / 100

    @cached_property
    def compiled(self) -> tuple[tuple[re.Pattern[str], bool], ...]:
        """The patterns of the formulas, each with whether it takes only paragraphs of one sentence."""
        return tuple((re.compile(formula.pattern), formula.alone) for formula in self.formulas)

    def is_formula(self, sentence: str, alone: bool) -> bool:
        """Whether a folded sentence may be the same every year."""
        return any(pattern.search(sentence) for pattern, only_alone in self.compiled if alone or not only_alone)


def load_words(path: Path) -> Words:
    """Read the data file. Raises RuleDataError."""
    return read_data(path, Words)


@dataclass(frozen=True, slots=True)
class Piece:
    """A sentence: its place in the paragraph, its letters alone, its figures; ``plan``: it speaks of what is to be done."""

    start: int
    end: int
    original: str
    text: str
    figures: Counter[Decimal]
    plan: bool
    formula: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its sentences; ``chapter`` is the title over it, ``problems`` whether it is the one on problems."""

    index: int
    chapter: str
    problems: bool
    pieces: tuple[Piece, ...]

    @property
    def judged(self) -> list[Piece]:
        """The sentences that must be the unit's own."""
        return [piece for piece in self.pieces if not piece.formula]


@dataclass(frozen=True, slots=True)
class _Over:
    """What stands over a block: its chapter, whether that is the one on problems, whether a heading announces plans."""

    chapter: str = ""
    problems: bool = False
    plans: bool = False


def paragraphs(report: Report, words: Words) -> Iterator[Paragraph]:
    """The paragraphs of the report proper without headings and preamble."""
    preamble = {paragraph.index for paragraph in report.preamble} if report.sections else set()
    heads = {section.place.paragraph: section for section in report.sections}
    over = _over(report, words)
    for paragraph in report.body:
        head = heads.get(paragraph.index)
        if paragraph.index in preamble or (head and not head.tells):
            continue
        above = over.get(report.document.position(paragraph), _Over())
        pieces = tuple(_pieces(paragraph, head.text_start if head else 0, above.plans, words))
        if pieces:
            yield Paragraph(paragraph.index, above.chapter, above.problems, pieces)


def _over(report: Report, words: Words) -> dict[int, _Over]:
    """By block; each block is visited once per level of headings over it."""
    problems = {section.blocks for section in _problem_sections(report)}
    over: dict[int, _Over] = {}
    for section in report.sections:
        for block in range(*section.blocks):
            above = over.get(block, _Over())
            chapter = f"{section.number}、{section.title}".lstrip("、") if section.level == 1 else above.chapter
            plans = above.plans or (section.level > 1 and bool(re.search(words.plan_headings, section.title)))
            over[block] = _Over(chapter, above.problems or section.blocks in problems, plans)
    return over


def _problem_sections(report: Report) -> list[Section]:
    """The chapter on problems and improvements, or the sections that treat them where chapters are free."""
    fixed = [match.section for match in report.fixed_chapters if match.chapter.id == "problems" and match.section]
    items = report.edition.items if report.edition else ()
    patterns = [pattern for item in items if item.id == "problems" for pattern in item.headings]
    return fixed or [s for s in report.sections if s.level <= 2 and any(re.search(pattern, s.title) for pattern in patterns)]


def _pieces(paragraph: BodyParagraph, heading_end: int, plan: bool, words: Words) -> Iterator[Piece]:
    folded = fold(paragraph.text)
    found = list(_SENTENCE.finditer(folded.text))
    for match in found:
        start, end = folded.back(*match.span())
        if end <= heading_end:
            continue
        sentence = match.group()
        plan = plan or bool(re.search(words.plans, sentence))
        letters = _LETTERS.sub("", _DATED.sub("", _MARK.sub("", sentence)))
        if letters:
            figures = Counter(n.value for n in find_numbers(sentence) if n.unit not in _NO_FIGURE)
            formula = words.is_formula(sentence, len(found) == 1)
            yield Piece(start, end, paragraph.text[start:end], letters, figures, plan, formula)
