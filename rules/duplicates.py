"""Passages that stand twice."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from operator import itemgetter

from core.document import Paragraph
from core.findings import Severity
from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold
from core.text.outline import numbering

_BASIS = "年度报告应当简明，同一内容不重复表述"
_LEAST = 20
_ALIKE = 0.88
_PIECE = 4
_POSTINGS = 40
"""A piece that so many sentences have tells nothing, and looking all of them up takes long in a long text."""
_CONTACT = re.compile(r"(?:电话|邮编|邮政编码|传真|邮箱|地址|网址)[:为]")

# The line of a table that was not taken for one.
_ROW = re.compile(r"[|｜\t][^|｜\t。]*[|｜\t]")


@dataclass(frozen=True)
class _Sentence:
    """A sentence with its place; ``words`` without punctuation, ``figures`` all numbers in it."""

    place: InText
    words: str
    figures: tuple[str, ...]

    @cached_property
    def pieces(self) -> tuple[str, ...]:
        """All runs of a few characters in it, each once, in order: a set has another order in each process, and ties are decided by it."""
        return tuple(dict.fromkeys(self.words[at : at + _PIECE] for at in range(len(self.words) - _PIECE + 1)))


@dataclass(frozen=True, slots=True)
class _Twice:
    """Two sentences that say the same."""

    first: _Sentence
    second: _Sentence


@rule("content.duplicate-paragraph", "没有重复的段落", Severity.INFO, Need.TEXT, "items")
def duplicate_paragraph(case: Case) -> Iterator[Problem]:
    """同一段话、同一句话不要出现两次。

    检查：20字以上、文字几乎相同而且数字完全相同的句子。标题、联系方式、只是句式相同而内容不同的句子不算。
    为什么：重复的内容多半是拼稿时留下的。
    依据：年度报告应当简明
    错误示例：第一部分和第四部分都写“整合各类热线电话33个，共受理案件1220件，群众满意率98%”
    正确示例：只在一处写明
    """
    report = case.report
    found = list(_pairs(list(_all_sentences(report))))
    for group in _runs(found):
        first, last = group[0], group[-1]
        place = InText(first.second.place.paragraph, first.second.place.start, last.second.place.end)
        before = InText(first.first.place.paragraph, first.first.place.start, last.first.place.end)
        section = report.section_key(before)
        where = f"第{section}部分" if section and len(section) <= 2 else (f"“{section}”" if section else "导语")
        what = "这句话" if len(group) == 1 else f"这{len(group)}句话"
        message = f"{what}与前面{where}的内容重复"
        yield Problem(place, message, "保留一处。", {"sentences": len(group)}, (before,), basis=_BASIS)


def _all_sentences(report: Report) -> Iterator[_Sentence]:
    heads = {s.place.paragraph: s for s in report.sections}
    # The name of an attachment stands over it once more.
    named = {each.place.paragraph for each in report.announced if isinstance(each.place, InText)}
    for paragraph in report.body:
        head = heads.get(paragraph.index)
        if paragraph.index not in named and (head is None or head.tells) and not _ROW.search(paragraph.text):
            yield from _sentences(paragraph, head.text_start if head else 0)


@kept
def _sentences(paragraph: Paragraph, start: int) -> Iterator[_Sentence]:
    words = fold(paragraph.text)
    mark = numbering(words.text)
    for match in re.finditer("[^。!?\n]+", words.text):
        # The number of an item is none of its figures.
        text = match.group()[mark.length :] if mark and match.start() == 0 else match.group()
        lo, hi = words.back(match.end() - len(text), match.end())
        bare = re.sub(r"[^\w%]", "", text)
        if hi > start and len(bare) >= _LEAST and not _CONTACT.search(text):
            yield _Sentence(InText(paragraph.index, max(lo, start), hi), bare, tuple(re.findall(r"[\d.]+", text)))


def _pairs(sentences: list[_Sentence]) -> Iterator[_Twice]:
    """Every later sentence that says what an earlier one says, in the same words or nearly."""
    exact: dict[str, int] = {}
    seen: dict[str, list[int]] = {}
    figures: set[tuple[str, ...]] = set()
    for number, sentence in enumerate(sentences):
        other: int | None = exact.setdefault(sentence.words, number)
        if other == number:
            # The figures are the same in all that is told twice.
            other = _near(sentence, sentences, seen) if sentence.figures in figures else None
            figures.add(sentence.figures)
            # The same once more adds no pieces: they would crowd out those of others, and a long text may have many.
            for piece in sentence.pieces:
                if len(postings := seen.setdefault(piece, [])) < _POSTINGS:
                    postings.append(number)
        if other is not None:
            yield _Twice(sentences[other], sentence)


def _near(sentence: _Sentence, sentences: list[_Sentence], seen: Mapping[str, Sequence[int]]) -> int | None:
    """The earlier sentence that says nearly the same, among those that share most pieces of four characters."""
    pieces, half = sentence.pieces, len(sentence.pieces) / 2
    shared = Counter(chain.from_iterable(seen[piece] for piece in pieces if piece in seen))
    enough = [each for each in shared.items() if each[1] >= half]
    likely = (other for other, _ in sorted(enough, key=itemgetter(1), reverse=True)[:3])
    return next((other for other in likely if _same(sentences[other], sentence)), None)


def _same(left: _Sentence, right: _Sentence) -> bool:
    """Whether two sentences tell the same: the same figures, and only words added or left out, none put in place of another."""
    if left.figures != right.figures:
        return False
    matcher = SequenceMatcher(None, left.words, right.words, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return False
    changed = [(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag == "replace"]
    others = [max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag in ("insert", "delete")]
    # Parallel sentences without figures differ by the one word that matters.
    return not changed and max(others, default=0) <= 4 and (bool(left.figures) or sum(others) <= 2)


def _runs(found: list[_Twice]) -> Iterator[list[_Twice]]:
    """Neighbouring sentences of a repeated paragraph together."""
    run: list[_Twice] = []
    for pair in found:
        if run and not _follows(run[-1], pair):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _follows(left: _Twice, right: _Twice) -> bool:
    return all(
        one.place.paragraph == other.place.paragraph and 0 <= other.place.start - one.place.end <= 3
        for one, other in ((left.first, right.first), (left.second, right.second))
    )
