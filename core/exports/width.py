"""How wide a text is shown and where its lines break, for terminals and for the cells of a sheet."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TOKEN = re.compile(r"[!-~]+| +|.", re.DOTALL)
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]")
_CLOSING = frozenset("，。；：、？！）》〉”’】〕％…,.;:?!)]%")


def visible(text: str) -> str:
    """The text without control characters, which would garble a terminal, steer it, or break a file of XML."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def one_line(text: str) -> str:
    """The visible text with its lines joined: with nothing between Chinese characters, else with a space."""
    joined = re.sub(r"(?<=[\u2e80-\uffef])\s*\n\s*(?=[\u2e80-\uffef])", "", visible(text).strip())
    return re.sub(r"\s*\n\s*", " ", joined)


@lru_cache(maxsize=8192)
def _character_width(character: str, ambiguous: int) -> int:
    if unicodedata.combining(character):
        return 0
    kind = unicodedata.east_asian_width(character)
    if kind == "A":
        return ambiguous
    return 2 if kind in "WF" else 1


def display_width(text: str, ambiguous: int = 1) -> int:
    """Columns that a text takes, Chinese characters counting two; ``ambiguous`` is for marks such as “ and …."""
    return sum(_character_width(character, ambiguous) for character in text)


def pad(text: str, width: int) -> str:
    """The text filled up with spaces to a display width."""
    return text + " " * max(0, width - display_width(text))


def clip(text: str, limit: int) -> str:
    """The text, or its beginning and end with …… between when it has more than ``limit`` characters."""
    if len(text) <= limit:
        return text
    tail = limit // 3
    return f"{text[: limit - tail - 2]}……{text[len(text) - tail :]}"


def wrap(text: str, width: int, ambiguous: int = 1) -> list[str]:
    """The lines of a text at a display width; joined they give the text without its line feeds."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_wrap_paragraph(paragraph, max(width, 2), ambiguous))
    return lines


def _wrap_paragraph(text: str, width: int, ambiguous: int) -> list[str]:
    lines, line, used = list[str](), "", 0
    for token in _pieces(text, width, ambiguous):
        size = display_width(token, ambiguous)
        if used + size <= width or token.isspace():
            line, used = line + token, used + size
            continue
        carried = line[-1:] if token[0] in _CLOSING and len(line) > 1 else ""
        carried = carried if display_width(carried + token, ambiguous) <= width else ""
        lines.append(line[: len(line) - len(carried)])
        line = carried + token
        used = display_width(line, ambiguous)
    return [*lines, line]


def _pieces(text: str, width: int, ambiguous: int) -> list[str]:
    """Words and single Chinese characters; a word too long for a line comes in single characters."""
    pieces: list[str] = []
    for token in _TOKEN.findall(text):
        pieces.extend(token if len(token) > 1 and display_width(token, ambiguous) > width else [token])
    return pieces
