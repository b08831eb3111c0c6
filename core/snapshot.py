"""A result as bytes, to look at it again later. Only the program's own values come out of such bytes, whatever is in them."""

from __future__ import annotations

import builtins
import hashlib
import io
import pickle
import zlib
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from types import ModuleType
from typing import Any

from core import checklist_form, document, edits, findings, place
from core.findings import Result

MOST_BYTES = 8_000_000
"""A snapshot that is larger is not kept: it would take long to write while the user works."""
_MOST_UNPACKED = 400_000_000
_MODULES: tuple[ModuleType, ...] = (checklist_form, document, edits, findings, place)
_PLAIN = {("datetime", "date"): date, ("datetime", "datetime"): datetime} | {
    ("builtins", name): getattr(builtins, name) for name in ("set", "frozenset", "complex", "bytearray")
}


def _own() -> dict[tuple[str, str], type]:
    """The classes of the values that a result is made of, by module and name."""
    found = {}
    for module in _MODULES:
        for name, value in vars(module).items():
            made = isinstance(value, type) and value.__module__ == module.__name__
            if made and (is_dataclass(value) or issubclass(value, Enum)):
                found[module.__name__, name] = value
    return found


_OWN = _own()


def _shape() -> bytes:
    """Tells this make of the values from those of another version of the program."""
    parts = [
        (where, name, [each.name for each in fields(kind)] if is_dataclass(kind) else [str(each) for each in kind])  # type: ignore[attr-defined]  # an Enum
        for (where, name), kind in sorted(_OWN.items())
    ]
    return hashlib.sha256(repr(parts).encode()).digest()[:16]


class _Reader(pickle.Unpickler):
    """Makes the program's own values and nothing else: a file in the user's folder may be anybody's."""

    def find_class(self, module_name: str, global_name: str) -> Any:  # noqa: ANN401 - a class
        known = _OWN.get((module_name, global_name)) or _PLAIN.get((module_name, global_name))
        if known is None:
            raise pickle.UnpicklingError(f"{module_name}.{global_name} is no part of a result")
        return known


def to_bytes(result: Result) -> bytes | None:
    """The result as bytes; None when there are too many."""
    packed = _shape() + zlib.compress(pickle.dumps(result, protocol=5), level=3)
    return packed if len(packed) <= MOST_BYTES else None


def from_bytes(data: bytes) -> Result | None:
    """The result again; None when another version of the program wrote the bytes, or they are damaged."""
    shape = _shape()
    if data[: len(shape)] != shape:
        return None
    try:
        unpacker = zlib.decompressobj()
        plain = unpacker.decompress(data[len(shape) :], _MOST_UNPACKED)
        value = _Reader(io.BytesIO(plain)).load()
    except Exception:
        return None
    return value if isinstance(value, Result) else None
