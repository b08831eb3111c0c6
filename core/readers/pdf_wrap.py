"""How lines of text wrap: what may stand at the end of a line, and what belongs between two lines that are put together."""

from __future__ import annotations

import re
from collections.abc import Iterable

_OPENING = "（《〈「『【〔［｛([{"
_QUOTES = "“‘"
_ANY_QUOTES = "“‘”’"
_NOT_FIRST = "，。、；：？！）》〉」』】〕］｝,.;:?!)]}%％‰℃·…—～”’"
_WORD_AT_END = re.compile(r"[!-~]+$")
_WORD_AT_START = re.compile(r"[!-~]+")
_GLUE_AT_END = tuple("-/_@:=&?~#.([")
_GLUE_AT_START = tuple("-/_@=&?~#.,;:!%)]")
_ADDRESS = re.compile(r"@|://|www\.")

_HAN = r"[\u4e00-\u9fff]"
_SPACED = re.compile(rf"(?<={_HAN}) (?=\d)|(?<=\d) (?={_HAN})")
_UNSPACED = re.compile(rf"(?<={_HAN})(?=\d)|(?<=\d)(?={_HAN})")
_ALWAYS = 2

_NUMERAL = "[一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾甲乙丙丁]+"
LIST_MARK = re.compile(
    rf"第?{_NUMERAL}[、.．：章节条]|[（(](?:{_NUMERAL}|\d{{1,3}}|[a-zA-Z])[)）][、.．]?|\d{{1,3}}(?:[.．]\d{{1,3}})*[.．、)）]"
    r"|\d{1,3}(?:[.．]\d{1,3})+|[a-zA-Z][.．、)）]|[\u2460-\u249b\u3220-\u3229\u3280-\u3289][、.．]?|[●•○◆◇■□★➢➤▪∙✓❖·\u2013\u2014\ue000-\uf8ff]"
)
"""What a word processor puts in front of an item of a list, with a tab behind it."""

TERMINAL = tuple("。！？；：!?;:…")
"""What a sentence or a clause that stands alone ends with."""


def separator(left: str, right: str, *, spaced: bool = False) -> str:
    """What joining two lines puts between them: a space between two words, nothing inside a word or between Chinese.

    Where a figure meets Chinese, the space that wrapping swallowed is put back if the figure has one on its other side, or,
    when no letter is there, if the text around is ``spaced``.
    """
    tail, head = _WORD_AT_END.search(left), _WORD_AT_START.match(right)
    if tail and _is_letter(right[:1]):
        return _space(left[: tail.start()][-1:], spaced)
    if head and _is_letter(left[-1:]):
        return _space(right[head.end() :][:1], spaced)
    if not tail or not head:
        return ""
    if tail[0].endswith(_GLUE_AT_END) or head[0].startswith(_GLUE_AT_START) or _ADDRESS.search(tail[0] + head[0]):
        return ""
    return "" if tail[0][-1].isdigit() and head[0][0].isdigit() else " "


def _is_letter(text: str) -> bool:
    return text.isalpha() and not text.isascii()


def _space(neighbour: str, spaced: bool) -> str:
    return " " if neighbour == " " or (spaced and not _is_letter(neighbour)) else ""


def is_spaced(lines: Iterable[str]) -> bool:
    """Whether some lines always write a space between a figure and Chinese."""
    counts = [(len(_SPACED.findall(line)), len(_UNSPACED.findall(line))) for line in lines]
    return sum(spaced for spaced, _ in counts) >= _ALWAYS and not any(unspaced for _, unspaced in counts)


def first_unit(text: str) -> int:
    """How many characters at the start of a line hold together: they would have moved up only as one.

    Programs differ on what they keep together; the longest is taken. Nothing breaks beside a quotation mark in a browser and
    in LibreOffice, which also keeps a mark and a figure after it together (99%。2018).
    """
    at = _skip(text, 0, _OPENING + _QUOTES)
    while at < len(text):
        word = _WORD_AT_START.match(text, at)
        start = at = word.end() if word else at + 1
        at = _skip(text, at, _NOT_FIRST + _QUOTES)
        if at == start or not (text[at - 1] in _ANY_QUOTES or _WORD_AT_START.match(text, at)):
            break
        at = _skip(text, at, _OPENING)
    return max(1, min(at, len(text)))


def _skip(text: str, at: int, letters: str) -> int:
    while at < len(text) and text[at] in letters:
        at += 1
    return at
