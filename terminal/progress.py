"""The line on a terminal that says what is being done, and goes when it is done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_BACK = "\r\x1b[K"


@contextmanager
def progress_line() -> Iterator[Callable[[str], None] | None]:
    """What to tell a step to; None where standard error is no terminal, which then gets nothing."""
    if not sys.stderr.isatty():
        yield None
        return

    def tell(sentence: str) -> None:
        print(f"{_BACK}{sentence}", end="", file=sys.stderr, flush=True)

    try:
        yield tell
    finally:
        print(_BACK, end="", file=sys.stderr, flush=True)
