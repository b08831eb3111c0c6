"""The tokens of rich text: groups, control words and bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    rb"\\'([0-9a-fA-F]{2})"
    rb"|\\([a-zA-Z]{1,32})(-?\d{1,10})?\x20?"
    rb"|\\(.)"
    rb"|([{}])"
    rb"|([^\\{}\r\n\0]+)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """``word`` is a control word or symbol, ``{`` or ``}``; empty for text, whose bytes are in ``data``."""

    word: str = ""
    number: int | None = None
    data: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens in order; binary data is passed over."""
    at = 0
    while found := _TOKEN.search(data, at):
        at = found.end()
        if found[1]:
            yield Token(data=bytes([int(found[1], 16)]))
        elif found[2]:
            number = int(found[3]) if found[3] else None
            if found[2] == b"bin" and number and number > 0:
                at += number
                continue
            yield Token(found[2].decode("ascii"), number)
        elif found[4]:
            yield _symbol(found[4])
        elif found[5]:
            yield Token(found[5].decode("ascii"))
        else:
            yield Token(data=found[6])


def _symbol(symbol: bytes) -> Token:
    if symbol in b"\\{}":
        return Token(data=symbol)
    return Token("par") if symbol in b"\r\n" else Token(symbol.decode("latin-1"))
