"""What floats over the text of a Word binary: which anchors are text boxes, and which show a picture.

An anchor (character 0x08) has a shape number in ``PlcSpaMom``; a text box names its shape in ``PlcftxbxTxt``, and the drawing of a
shape (OfficeArt) says whether it is filled with a picture. A line under a red head is neither.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from core.readers.msdoc.binary import BrokenFileError, i32, plc, u16, u32
from core.readers.msdoc.file import ANCHORS, BOX_TEXTS, DRAWINGS, WordFile

_ANCHOR_SIZE, _BOX_SIZE = 26, 22
_BOX_SHAPE: Final = 14
_CONTAINER: Final = 0xF
_OUTERMOST: Final = (0xF000, 0xF002)
_GROUP, _SHAPE, _SHAPE_NUMBER = 0xF003, 0xF004, 0xF00A
_PROPERTIES: Final = frozenset((0xF00B, 0xF121, 0xF122))
_PICTURE_PROPERTIES: Final = frozenset((0x104, 0x186))
"""The picture of a shape, and the picture that fills it."""
_DEEPEST: Final = 32


@dataclass(frozen=True)
class Shapes:
    """``boxes`` gives the stretch of text of each text box by the position of its anchor; ``pictures`` are the anchors that show a picture.

    ``apart`` are the stretches of text boxes without an anchor in the text.
    """

    boxes: dict[int, tuple[int, int]]
    pictures: frozenset[int]
    apart: tuple[tuple[int, int], ...]


NOTHING = Shapes({}, frozenset(), ())


def shapes_of(word: WordFile) -> Shapes:
    """The shapes of the main text; where the file does not tell, every anchor counts as a picture."""
    start, end = word.parts.range_of("boxes")
    try:
        marks, records = plc(word.structure(ANCHORS), _ANCHOR_SIZE)
        anchors = {i32(record, 0): mark for mark, record in zip(marks, records, strict=False)}
        boxes = {anchors[number]: part for number, part in _boxes(word, start, end) if number in anchors}
        apart = tuple(part for number, part in _boxes(word, start, end) if number not in anchors)
        plain = _without_picture(word.structure(DRAWINGS))
    except (BrokenFileError, struct.error):
        every = frozenset(at for at, character in enumerate(word.text) if character == "\x08")
        return Shapes({}, every, ((start, end),) if end > start else ())
    pictures = frozenset(mark for number, mark in anchors.items() if number not in plain and mark not in boxes)
    return Shapes(boxes, pictures, apart)


def _boxes(word: WordFile, start: int, end: int) -> Iterator[tuple[int, tuple[int, int]]]:
    """The shape number of each text box and where its text stands."""
    ends, records = plc(word.structure(BOX_TEXTS), _BOX_SIZE)
    for number, record in enumerate(records):
        first, last = start + ends[number], min(end, start + ends[number + 1])
        if first < last and word.text[first:last].strip():
            yield i32(record, _BOX_SHAPE), (first, last)


def _without_picture(data: bytes) -> set[int]:
    """The numbers of the shapes that are drawn without a picture."""
    found: set[int] = set()
    at = 0
    while True:
        # one byte stands before each drawing, none before what all have in common
        at = next((start for start in (at, at + 1) if _is_container(data, start)), -1)
        if at < 0:
            return found
        last = min(len(data), at + 8 + u32(data, at + 4))
        for kind, first, end in _records(data, at + 8, last):
            found.update(_plain_in_drawing(data, first, end) if kind == _GROUP else ())
        at = last


def _is_container(data: bytes, at: int) -> bool:
    return at + 8 <= len(data) and u16(data, at) & 0xF == _CONTAINER and u16(data, at + 2) in _OUTERMOST


def _plain_in_drawing(data: bytes, start: int, end: int) -> Iterator[int]:
    """The shapes of a drawing without a picture; a group shows one when any shape in it does."""
    for kind, first, last in _records(data, start, end):
        shapes = list(_shapes(data, first, last, 0)) if kind == _GROUP else [_shape(data, first, last)] if kind == _SHAPE else []
        if not any(pictured for _, pictured in shapes):
            yield from (number for number, _ in shapes if number is not None)


def _shapes(data: bytes, start: int, end: int, depth: int) -> Iterator[tuple[int | None, bool]]:
    for kind, first, last in _records(data, start, end):
        if kind == _SHAPE:
            yield _shape(data, first, last)
        elif kind == _GROUP and depth < _DEEPEST:
            yield from _shapes(data, first, last, depth + 1)


def _records(data: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """The kind of each record, and where its inside begins and ends."""
    while start + 8 <= end:
        last = min(end, start + 8 + u32(data, start + 4))
        yield u16(data, start + 2), start + 8, last
        start = last


def _shape(data: bytes, start: int, end: int) -> tuple[int | None, bool]:
    """The number of a shape, and whether it shows a picture."""
    number, pictured = None, False
    for kind, first, last in _records(data, start, end):
        if kind == _SHAPE_NUMBER and last - first >= 4:
            number = i32(data, first)
        elif kind in _PROPERTIES:
            count = u16(data, first - 8) >> 4
            places = range(first, min(last - 5, first + 6 * count), 6)
            pictured = pictured or any(u16(data, at) & 0x3FFF in _PICTURE_PROPERTIES and u32(data, at + 2) for at in places)
    return number, pictured
