"""Small helpers for little-endian structures; anything beyond the end of a stream is a damaged file."""

from __future__ import annotations

import struct
from collections.abc import Iterator


class BrokenFileError(ValueError):
    """The file breaks off or contradicts itself."""


def u8(data: bytes, at: int) -> int:
    """One byte."""
    if not 0 <= at < len(data):
        raise BrokenFileError
    return data[at]


def u16(data: bytes, at: int) -> int:
    """Two bytes without sign."""
    return int(_unpack("<H", data, at))


def i16(data: bytes, at: int) -> int:
    """Two bytes with sign."""
    return int(_unpack("<h", data, at))


def u32(data: bytes, at: int) -> int:
    """Four bytes without sign."""
    return int(_unpack("<I", data, at))


def i32(data: bytes, at: int) -> int:
    """Four bytes with sign."""
    return int(_unpack("<i", data, at))


def _unpack(form: str, data: bytes, at: int) -> int:
    try:
        if at < 0:
            raise BrokenFileError
        return int(struct.unpack_from(form, data, at)[0])
    except struct.error as error:
        raise BrokenFileError from error


def cut(data: bytes, at: int, length: int) -> bytes:
    """A stretch that must be there whole."""
    if at < 0 or length < 0 or at + length > len(data):
        raise BrokenFileError
    return data[at : at + length]


def plc(data: bytes, size: int) -> tuple[list[int], list[bytes]]:
    """A PLC: ``n + 1`` positions, then ``n`` records of ``size`` bytes."""
    count = (len(data) - 4) // (4 + size)
    if count < 0:
        return [], []
    positions = [i32(data, 4 * number) for number in range(count + 1)]
    start = 4 * (count + 1)
    return positions, [data[start + number * size : start + (number + 1) * size] for number in range(count)]


def counted_text(data: bytes, at: int) -> tuple[str, int]:
    """An XST: a count of UTF-16 units and the units; the text and where it ends."""
    count = u16(data, at)
    return cut(data, at + 2, 2 * count).decode("utf-16-le", "replace"), at + 2 + 2 * count


def string_table(data: bytes) -> Iterator[str]:
    """The strings of an STTB in its Unicode form, its extra data passed over."""
    if len(data) < 6 or u16(data, 0) != 0xFFFF:
        return
    count, extra, at = u16(data, 2), u16(data, 4), 6
    for _ in range(count):
        text, at = counted_text(data, at)
        at += extra
        yield text
