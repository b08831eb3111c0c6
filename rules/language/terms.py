"""Wrong characters and wrong official terms; which ones is data (``rules/words/terms.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path

from core.findings import Severity
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.rule_data import read_data, unfit
from core.text.fold import bare
from core.text.memory import remembered
from rules.language.mending import of_term
from rules.language.reading import Stretch, stretches

TERMS = Path(__file__).parents[1] / "words" / "terms.yaml"
_BREAK = "。;!?\n"
_PLACE = re.compile("[\u4e00-\u9fff]*(?:[省市县区州盟旗镇乡]|街道)")


class Kind(StrEnum):
    """What is wrong: an official term misworded, or a character that does not belong."""

    OFFICIAL_TERM = "official-term"
    WRONG_CHARACTER = "wrong-character"


@dataclass(frozen=True)
class Term:
    """A wrong wording. All patterns are on folded text.

    ``wrong`` is what stands there, ``right`` what should; ``pattern`` finds it where the plain wording is not enough (it opens
    with a character or a choice of characters; a group ``mark`` is what gets marked), ``behind`` must and ``not_behind`` must not match right
    before it, ``not_ahead`` not right after it; ``unless`` must not match in the sentence. ``why`` is the reason or source,
    ``bad`` a sentence in which it fires, ``fine`` sentences that look alike and are right.
    """

    wrong: str
    right: str
    kind: Kind
    why: str
    bad: str
    fine: tuple[str, ...]
    pattern: str = ""
    behind: str = ""
    not_behind: str = ""
    not_ahead: str = ""
    unless: str = ""

    @cached_property
    def finder(self) -> re.Pattern[str]:
        """The wording with its look-arounds to the right."""
        ahead = f"(?!{self.not_ahead})" if self.not_ahead else ""
        return re.compile(f"(?:{self.pattern or re.escape(self.wrong)}){ahead}")

    def at(self, text: str, position: int) -> re.Match[str] | None:
        """The match at a position of a folded text, if the wording is wrong there."""
        match = self.finder.match(text, position)
        if match is None:
            return None
        before = text[max(0, position - 16) : position]
        if self.not_behind and re.search(f"(?:{self.not_behind})$", before):
            return None
        if self.behind and not re.search(f"(?:{self.behind})$", before):
            return None
        if self.unless and re.search(self.unless, _sentence(text, match)):
            return None
        return match


def _sentence(text: str, match: re.Match[str]) -> str:
    start = max(text.rfind(mark, 0, match.start()) for mark in _BREAK) + 1
    ends = [end for mark in _BREAK if (end := text.find(mark, match.end())) >= 0]
    return text[start : min(ends, default=len(text))]


@dataclass(frozen=True)
class Terms:
    """A list of terms, found by their first characters."""

    entries: tuple[Term, ...]

    @cached_property
    def _index(self) -> Mapping[str, Sequence[Term]]:
        index: dict[str, list[Term]] = {}
        for term in self.entries:
            for char in dict.fromkeys(openings(term.pattern or term.wrong)):
                index.setdefault(char, []).append(term)
        return index

    @cached_property
    def _opening(self) -> re.Pattern[str]:
        return re.compile(f"[{''.join(map(re.escape, self._index))}]")

    @cached_property
    def find(self) -> Callable[[str], Iterator[tuple[Term, int, int]]]:
        """Every wrong wording in a folded text with what is to be marked, none overlapping another."""
        return remembered(self._find)

    def _find(self, text: str) -> Iterator[tuple[Term, int, int]]:
        end = 0
        for opening in self._opening.finditer(text):
            position = opening.start()
            hits = ((t, m) for t in self._index[opening.group()] if (m := t.at(text, position))) if position >= end else ()
            for term, match in hits:
                yield term, *match.span("mark" if match.groupdict().get("mark") else 0)
                end = match.end()
                break


def openings(pattern: str) -> Iterator[str]:
    """The characters that a match of a pattern can open with. Raises ValueError where the pattern opens with anything else."""
    for part in _alternatives(pattern):
        group = re.match(r"\((?:\?:|\?P<\w+>)", part)
        if group:
            yield from openings(part[group.end() : _group_end(part)])
        elif choice := re.match(r"\[([\w]+)\]", part):
            yield from choice[1]
        elif part and (part[0].isalnum() or re.match(r"[“‘《]", part)):
            yield part[0]
        else:
            raise ValueError(f"开头必须是文字：{pattern}")


def _depths(pattern: str) -> Iterator[tuple[str, int]]:
    """Each character of a pattern with how many groups and choices are open behind it."""
    depth, choice = 0, False
    for char in pattern:
        if choice:
            choice = char != "]"
            depth -= not choice
        else:
            choice = char == "["
            depth += (char in "([") - (char == ")")
        yield char, depth


def _alternatives(pattern: str) -> list[str]:
    """A pattern parted at the ``|`` that stand outside its groups."""
    parts = [""]
    for char, depth in _depths(pattern):
        if char == "|" and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    return parts


def _group_end(pattern: str) -> int:
    return next(at for at, (_, depth) in enumerate(_depths(pattern)) if depth == 0)


def read_terms(path: Path) -> Terms:
    """Read a list of terms. Raises RuleDataError naming file and option."""
    terms = Terms(read_data(path, tuple[Term, ...]))
    try:
        for term in terms.entries:
            list(openings(term.pattern or term.wrong))
            re.compile("|".join(filter(None, (term.finder.pattern, term.behind, term.not_behind, term.unless))))
    except (re.error, ValueError, StopIteration) as error:
        raise unfit(path, error) from error
    return terms


@cache
def builtin_terms() -> Terms:
    """The built-in list."""
    return read_terms(TERMS)


@rule("language.term", "用词用字规范", Severity.WARNING, Need.TEXT, "wording")
def term(case: Case) -> Iterator[Problem]:
    """规范用语和常用字要写对。

    检查：正文（不含法定表格的指标名称）里写错的规范用语（如“国家机密”应为“国家秘密”），按提醒报告；常见别字（如“截止2018年12月”应为“截至”、
    “做出决定”应为“作出”），按提示报告。引号里的话和书名号里的标题不查。
    为什么：法定用语写错会影响意思，错别字影响报告的严肃性。
    依据：《中华人民共和国国家通用语言文字法》；《中华人民共和国政府信息公开条例》的用语
    错误示例：涉及国家机密、商业机密的不予公开
    正确示例：涉及国家秘密、商业秘密的不予公开
    """
    own = _place_of(case.report)
    for stretch in stretches(case.report):
        for found, start, end in builtin_terms().find(stretch.words.text):
            if stretch.own(start, end) and not _is_in_name(stretch.words.text, start, end, own):
                yield _problem(stretch, found, start, end)


def _place_of(report: Report) -> str:
    """The place in the unit's name: 乌兰图克旗 of 乌兰图克旗人民政府."""
    place = _PLACE.match(bare(report.title.unit or "")) if report.title else None
    return place.group() if place else ""


def _is_in_name(text: str, start: int, end: int, name: str) -> bool:
    """Whether a stretch is part of a name, told by the character before it or behind it: 兰图 in 乌兰图克镇."""
    return (start > 0 and text[start - 1 : end] in name) or (end < len(text) and text[start : end + 1] in name)


def _problem(stretch: Stretch, found: Term, start: int, end: int) -> Problem:
    official = found.kind is Kind.OFFICIAL_TERM
    written = stretch.words.text[start:end]
    message = f"规范用语有误：“{written}”应为“{found.right}”" if official else f"用字有误：“{written}”应为“{found.right}”"
    data = {"wrong": found.wrong, "expected": found.right, "kind": found.kind.value}
    severity = Severity.WARNING if official else Severity.INFO
    suggestion = f"把“{written}”改为“{found.right}”。{found.why}"
    edits = of_term(found.wrong, found.right, stretch, start, end)
    return Problem(stretch.folded_place(start, end), message, suggestion, data, severity=severity, edits=edits)
