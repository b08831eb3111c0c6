"""The streams of a Word binary file: header, text pieces, and which properties hold at which character."""

from __future__ import annotations

import io
import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

import olefile

from core.errors import ReadError
from core.readers.msdoc.binary import BrokenFileError, cut, i32, plc, u8, u16, u32
from core.readers.msdoc.sprms import ELSEWHERE, sprms
from core.readers.office import OfficeNeededError
from core.readers.package import LOCKED

_WORD_97: Final = 0xC1
_IDENTS: Final = (0xA5EC, 0xA5DC)
_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200
_PAGE: Final = 512
_COMPRESSED: Final = 0x40000000
MAX_CHARACTERS: Final = 20_000_000
"""Characters of one document; a draft of 500 pages has about 500 000."""
TOO_LONG: Final = f"文件的文字超过 {MAX_CHARACTERS // 10_000} 万字，不像是一份年度报告，为安全起见没有读取；请核对文件后再检查。"
OLD: Final = "这是 Word 95 或更早版本的文件，不能直接读取；请用 Word 或 WPS 打开后另存为 .docx 再检查。"
# Positions in FibRgFcLcb97.
STYLES, COMMENT_REFERENCES, COMMENT_TEXTS, CHARACTERS, PARAGRAPHS, FONTS, CLX = 1, 4, 5, 12, 13, 15, 33
OWNERS, ANCHORS, DRAWINGS, AUTHORS, BOX_TEXTS, LISTS, LIST_USES = 36, 40, 50, 51, 56, 73, 74


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text: characters ``start`` to ``end``, stored from byte ``offset`` on with ``width`` bytes each.

    ``changes`` are modifiers of paragraphs and runs that a quick save has laid over it.
    """

    start: int
    end: int
    offset: int
    width: int
    changes: bytes = b""

    def byte_of(self, position: int) -> int:
        """The byte at which a character is stored."""
        return self.offset + (position - self.start) * self.width


@dataclass(frozen=True, slots=True)
class Parts:
    """How many characters each part of the document has, in the order in which they stand."""

    body: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    boxes: int
    header_boxes: int

    def range_of(self, name: str) -> tuple[int, int]:
        """The first character of a part and the one behind its last."""
        start = 0
        for each in self.__slots__:
            if each == name:
                break
            start += getattr(self, each)
        return start, start + int(getattr(self, name))


@dataclass
class WordFile:
    """A Word binary, opened. ``document``, ``table`` and ``data`` are its streams."""

    document: bytes
    table: bytes
    data: bytes
    parts: Parts
    pieces: list[Piece] = field(default_factory=list)
    _known: dict[bytes, tuple[int, bytes]] = field(default_factory=dict)
    _piece: Piece | None = None

    def structure(self, number: int) -> bytes:
        """A structure of the table stream by its position in the header; empty where the file has none."""
        offset, length = self.place(number)
        return cut(self.table, offset, length) if length else b""

    def place(self, number: int) -> tuple[int, int]:
        """Where a structure of the table stream begins and how long it is."""
        if number >= u16(self.document, 152):
            return 0, 0
        return u32(self.document, 154 + 8 * number), u32(self.document, 158 + 8 * number)

    @cached_property
    def text(self) -> str:
        """All characters of all parts, one UTF-16 unit each."""
        return "".join(map(self._decoded, self.pieces))

    def _decoded(self, piece: Piece) -> str:
        data = cut(self.document, piece.offset, (piece.end - piece.start) * piece.width)
        if piece.width == 1:
            return data.decode("cp1252", "replace")
        # One character per unit keeps positions; surrogate pairs are put together where text is taken out.
        return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def piece_at(self, position: int) -> Piece:
        """The piece that holds a character."""
        piece = self._piece
        if piece is None or not piece.start <= position < piece.end:
            at = bisect_right(self._starts, position) - 1
            if at < 0 or position >= self.pieces[at].end:
                raise BrokenFileError
            piece = self._piece = self.pieces[at]
        return piece

    @cached_property
    def _paragraphs(self) -> Runs:
        return Runs(self.document, self.structure(PARAGRAPHS), 13)

    @cached_property
    def _characters(self) -> Runs:
        return Runs(self.document, self.structure(CHARACTERS), 1)

    def paragraph_at(self, position: int) -> tuple[int, bytes]:
        """The style number of the paragraph that ends at a character, and its modifiers."""
        piece = self.piece_at(position)
        _, record = self._paragraphs.at(piece.byte_of(position))
        number, changes = found = self._known.get(record) or self._followed(record)
        return (number, changes + piece.changes) if piece.changes else found

    def ends_paragraph(self, position: int) -> bool:
        """Whether a paragraph ends with a character: a page break (0x0C) may stand inside one."""
        piece = self.piece_at(position)
        offset = piece.byte_of(position)
        end, _ = self._paragraphs.at(offset)
        return end <= offset + piece.width

    def run_at(self, position: int) -> tuple[int, bytes]:
        """Where the run ends that a character is in (in characters, never beyond its piece), and its modifiers."""
        piece = self.piece_at(position)
        offset = piece.byte_of(position)
        end, record = self._characters.at(offset)
        end = position + ((end - offset) // piece.width or 1)
        return end if end < piece.end else piece.end, record + piece.changes

    def _followed(self, record: bytes) -> tuple[int, bytes]:
        """The style number and the modifiers of a record, with those that did not fit on the page and lie in the data stream."""
        parts = [record[2:]]
        for code, operand in sprms(record[2:]):
            if code in ELSEWHERE and (at := u32(operand, 0)) + 2 <= len(self.data):
                parts.append(self.data[at + 2 : at + 2 + u16(self.data, at)])
        self._known[record] = u16(record, 0) if len(record) >= 2 else 0, b"".join(parts)
        return self._known[record]


class Runs:
    """Formatted disk pages: the modifiers that hold from one byte of the main stream to another."""

    def __init__(self, document: bytes, table: bytes, size: int) -> None:
        self._document, self._size = document, size
        self._starts, records = plc(table, 4)
        self._pages = [u32(record, 0) & 0x3FFFFF for record in records]
        self._read: dict[int, tuple[tuple[int, ...], list[bytes]]] = {}
        # Text is gone through from its start to its end, so that the answer is mostly on the page of the question before.
        self._edges: tuple[int, ...] = (0, 0)
        self._records: list[bytes] = []

    def at(self, offset: int) -> tuple[int, bytes]:
        """What holds at a byte: the byte where that ends, and the record (empty: nothing)."""
        edges = self._edges
        if not edges[0] <= offset < edges[-1]:
            self._edges, self._records = self._found(offset)
            edges = self._edges
        at = bisect_right(edges, offset)
        return edges[at], self._records[at - 1]

    def _found(self, offset: int) -> tuple[tuple[int, ...], list[bytes]]:
        """The page of a byte, or a page of one run without modifiers."""
        number, end = bisect_right(self._starts, offset) - 1, offset + 1
        if 0 <= number < len(self._pages):
            edges, records = self._page(self._pages[number])
            if edges[0] <= offset < edges[-1]:
                return edges, records
            end = edges[0] if offset < edges[0] else end
        return (offset, end), [b""]

    def _page(self, page: int) -> tuple[tuple[int, ...], list[bytes]]:
        """The edges of the runs of a page, and their records."""
        if page not in self._read:
            data = cut(self._document, page * _PAGE, _PAGE)
            count = data[-1]
            start = 4 * (count + 1)
            if start + count * self._size > len(data):
                raise BrokenFileError
            places = data[start : start + count * self._size : self._size]
            records = {place: self._record(data, 2 * place) for place in set(places)}
            self._read[page] = struct.unpack_from(f"<{count + 1}i", data), [records[place] for place in places]
        return self._read[page]

    def _record(self, data: bytes, at: int) -> bytes:
        if not at:
            return b""
        size = data[at]
        if self._size == 1:
            return data[at + 1 : at + 1 + size]
        if size:
            return data[at + 1 : at + 2 * size]
        return data[at + 2 : at + 2 + 2 * u8(data, at + 1)]


def open_word(path: Path) -> WordFile:
    """Open the streams of a Word binary. Raises ReadError for one that is locked or older than Word 97."""
    with olefile.OleFileIO(io.BytesIO(path.read_bytes())) as ole:
        if not ole.exists("WordDocument"):
            raise BrokenFileError
        document = ole.openstream("WordDocument").read()
        flags = u16(document, 10)
        if u16(document, 0) not in _IDENTS:
            raise BrokenFileError
        if u16(document, 2) < _WORD_97:
            raise OfficeNeededError(OLD, ".doc")
        if flags & _ENCRYPTED:
            raise ReadError(LOCKED)
        table = ole.openstream("1Table" if flags & _TABLE_1 else "0Table").read()
        data = ole.openstream("Data").read() if ole.exists("Data") else b""
    counts = [i32(document, 76 + 4 * number) for number in range(8)]
    if min(counts) < 0:
        raise BrokenFileError
    if sum(counts) > MAX_CHARACTERS:
        raise ReadError(TOO_LONG)
    word = WordFile(document, table, data, Parts(*counts))
    word.pieces = list(_pieces(word.structure(CLX)))
    return word


def _pieces(clx: bytes) -> Iterator[Piece]:
    at, changes = 0, []
    while u8(clx, at) == 1:
        size = u16(clx, at + 1)
        changes.append(cut(clx, at + 3, size))
        at += 3 + size
    if u8(clx, at) != 2:
        raise BrokenFileError
    positions, records = plc(cut(clx, at + 5, u32(clx, at + 1)), 8)
    if positions != sorted(positions) or (positions and positions[-1] > MAX_CHARACTERS):
        raise BrokenFileError
    for number, record in enumerate(records):
        place, modifier = u32(record, 2), u16(record, 6)
        packed = bool(place & _COMPRESSED)
        offset = (place & ~_COMPRESSED) // 2 if packed else place
        chosen = modifier >> 1
        laid = changes[chosen] if modifier & 1 and chosen < len(changes) else b""
        yield Piece(positions[number], positions[number + 1], offset, 1 if packed else 2, laid)
