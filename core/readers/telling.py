"""What a reader says while it works, for whoever asked for the reading; who is told may raise to end it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Progress = Callable[[str], None]
"""Told, in Simplified Chinese, what is being done. What it raises ends the reading."""

_TOLD: ContextVar[Progress | None] = ContextVar("told", default=None)


@contextmanager
def telling(progress: Progress) -> Iterator[None]:
    """Readers tell ``progress`` meanwhile."""
    token = _TOLD.set(progress)
    try:
        yield
    finally:
        _TOLD.reset(token)


def tell(sentence: str) -> None:
    """Say what is being done."""
    progress = _TOLD.get()
    if progress is not None:
        progress(sentence)
