"""What a reader says while it works, for whoever asked for the reading; who is told may raise to end it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[str], None]
"""Told, in Simplified Chinese, what is being done. What it raises ends the reading."""

_TOLD: ContextVar[Progress | None] = ContextVar("told", default=None)


@contextmanager
def telling(progress: Progress | None) -> Iterator[None]:
    """Readers tell ``progress`` meanwhile; where there is none, whoever was told before."""
    token = _TOLD.set(progress or _TOLD.get())
    try:
        yield
    finally:
        _TOLD.reset(token)


def tell(sentence: str) -> None:
    """Say what is being done."""
    progress = _TOLD.get()
    if progress is not None:
        progress(sentence)
