"""Values that are made in great numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(*, slots: bool = False) -> Callable[[type[Kind]], type[Kind]]:
    """A frozen dataclass whose making takes a third of the time: that nobody changes one is seen to by the type checker alone."""
    return dataclass(slots=slots, unsafe_hash=True)
