"""Words and phrases that stand twice; what counts as a slip is data (``rules/words/repeated.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from core.findings import Severity
from core.rule import Case, Need, Problem, rule
from core.rule_data import read_data, unfit
from core.text.fold import bare
from core.text.memory import remembered
from rules.language.mending import edits
from rules.language.reading import Stretch, uncut

REPEATED = Path(__file__).parents[1] / "words" / "repeated.yaml"
_CJK = r"\u4e00-\u9fff"
_SUFFIX = "员班人表书率组栏室点站者性化"
_DOUBLED = re.compile(rf"([{_CJK}])\1")
_TWICE = re.compile(rf"(?P<word>[{_CJK}]{{2,20}}?)(?P=word)")


@dataclass(frozen=True)
class Character:
    """A character that hardly ever stands twice, and the neighbours with which it does."""

    char: str
    bad: str
    fine: tuple[str, ...]
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class Head:
    """A word whose first character may be typed twice, and the characters with which that first one makes a word."""

    word: str
    before: str = ""


@dataclass(frozen=True)
class Legitimate:
    """A word that may stand twice, by itself or between certain neighbours."""

    word: str
    why: str
    fine: tuple[str, ...]
    before: str = ""
    after: str = ""

    def allows(self, text: str, start: int, end: int) -> bool:
        """Whether a repetition in a folded text is of this kind."""
        if not re.fullmatch(self.word, text[start : (start + end) // 2]):
            return False
        before = not self.before or re.search(f"(?:{self.before})$", text[max(0, start - 16) : start])
        return bool(before and (not self.after or re.match(self.after, text[end : end + 16])))


@dataclass(frozen=True)
class Inner(Legitimate):
    """A word that may stand twice in the report of a unit that is called so itself: it has a part of that name."""

    unit: str = field(kw_only=True)


@dataclass(frozen=True)
class Redundant:
    """A phrase that says one thing twice."""

    pattern: str
    bad: str
    fine: tuple[str, ...]

    @cached_property
    def finder(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern)


@dataclass(frozen=True)
class Repeated:
    """The whole list."""

    characters: tuple[Character, ...]
    heads: tuple[Head, ...]
    tails: tuple[str, ...]
    verbs: tuple[str, ...]
    legitimate: tuple[Legitimate, ...]
    inner: tuple[Inner, ...]
    redundant: tuple[Redundant, ...]

    @cached_property
    def letters(self) -> tuple[re.Pattern[str], ...]:
        """Patterns for single characters that stand twice, side by side in all of them."""
        found = [_between(c.before, f"{c.char}{c.char}", f"[{c.after}]" if c.after else "") for c in self.characters]
        found += [_between(head.before, head.word[0] + head.word, "") for head in self.heads]
        tails = "|".join(f"{word}{word[-1]}" for word in self.tails)
        return tuple(re.compile(each) for each in (*found, rf"(?:{tails})(?=[,。;、]|[的设将已未]|(?<!作作)了|$)"))

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """A pattern for verbs that stand twice."""
        return re.compile(rf"(?P<verb>{'|'.join(self.verbs)})[了过并和](?P=verb)(?![{_SUFFIX}])")

    @cached_property
    def find(self) -> Callable[[str], Iterator[tuple[int, int]]]:
        """Every repetition in a folded text that is a slip, in order, none overlapping another."""
        return remembered(self._find)

    def names_inner(self, text: str, start: int, end: int, unit: str) -> bool:
        """Whether a repetition is the name of a unit and that of its part."""
        return any(re.search(each.unit, unit) and each.allows(text, start, end) for each in self.inner)

    def _find(self, text: str) -> Iterator[tuple[int, int]]:
        spans = [match.span() for each in self.redundant for match in each.finder.finditer(text)]
        doubled = [self._settle(text, *match.span()) for match in _TWICE.finditer(text)]
        spans += [span for span in doubled if not any(each.allows(text, *span) for each in self.legitimate)]
        # Most paragraphs have no two equal characters side by side, and the patterns are many.
        letters = self.letters if _DOUBLED.search(text) else ()
        spans += [match.span() for pattern in (*letters, self.verb) for match in pattern.finditer(text)]
        end = 0
        for span in sorted(spans, key=lambda each: (each[0], -each[1])):
            if span[0] >= end:
                end = span[1]
                yield span

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset([*self.tails, *(head.word for head in self.heads)])

    def _settle(self, text: str, start: int, end: int) -> tuple[int, int]:
        """In 政务服务服务 it is 服务 that stands twice, not 务服: the first reading that is a known word, else the first."""
        length = (end - start) // 2
        for shift in range(length):
            if text[start + shift : start + shift + length] in self._known:
                return start + shift, end + shift
            if text[end + shift : end + shift + 1] != text[start + shift]:
                break
        return start, end


def _between(before: str, middle: str, after: str) -> str:
    behind = f"(?<![{before}])" if before else ""
    return f"{behind}{middle}{f'(?!{after})' if after else ''}"


def read_repeated(path: Path) -> Repeated:
    """Read the list. Raises RuleDataError naming file and option."""
    words = read_data(path, Repeated)
    try:
        list(words.find("试"))
    except re.error as error:
        raise unfit(path, error) from error
    return words


@cache
def builtin_repeated() -> Repeated:
    """The built-in list."""
    return read_repeated(REPEATED)


@rule("language.repeated-word", "重复的词语", Severity.INFO, Need.TEXT, "wording", required=False)
def repeated_word(case: Case) -> Iterator[Problem]:
    """不要有打重了的字、词、句。

    检查：连着写了两遍的字（的的、进行了了）、词（推进推进）、短句，以及“可通过可以通过”“信息共计信息98条”“和以及”这样改稿时留下的重复。
    天天、人人、一件一件等正常的重叠，引号里的话和书名号里的标题不查。
    为什么：重复的字词多半是改稿、粘贴时留下的，影响报告的严肃性。
    依据：年度报告应当用语规范、文字严谨
    错误示例：公众可通过可以通过网站查阅，共公开公开信息98条
    正确示例：公众可以通过网站查阅，共公开信息98条
    """
    listed, unit = builtin_repeated(), bare(case.report.unit or "")
    for stretch in uncut(case.report):
        text = stretch.words.text
        for start, end in listed.find(text):
            inner = listed.names_inner(text, start, end, unit)
            if stretch.own(start, end) and not inner and not _parted(stretch, start, end):
                words = text[start:end]
                place = stretch.folded_place(start, end)
                # A word of several characters that stands twice may be two words: 服务服务对象.
                twice = len(words) == 2 and words[0] == words[1]
                changes = edits(stretch, ((*stretch.words.back(start + 1, end), ""),)) if twice else ()
                yield Problem(place, f"字词重复：“{words}”", "删去重复的部分。", {"actual": words}, edits=changes)


def _parted(stretch: Stretch, start: int, end: int) -> bool:
    """Whether blanks part the two: names of columns side by side, no slip."""
    lo, hi = stretch.words.back(start, end)
    return bool(re.search(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])", stretch.text[lo:hi]))
