"""What native libraries print of their own accord would land between the sentences meant for the user."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final

_STANDARD_ERROR: Final = 2


@contextmanager
def no_native_output() -> Iterator[None]:
    """Nothing reaches standard error meanwhile, not even from code that is no Python."""
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # a window has no standard error
        yield
        return
    try:
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, _STANDARD_ERROR)
            os.close(nowhere)
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)
