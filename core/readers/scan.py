"""Pages that are pictures: read by the optional engine (``scan_engine``) and handed on as if they had a text layer.

A page is drawn by pdfium, lines of text are recognised, ruling lines are found in the pixels, and both become the content of a page
like any other: tables, paragraphs, headers are then told as in every PDF.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise
from pathlib import Path

import pypdfium2

from core.document import Box
from core.readers.pdf_blocks import PageRead
from core.readers.pdf_glyphs import BELOW_BASELINE, Glyph, PageContent, Rule, cleaned
from core.readers.scan_engine import Engine, PagePicture, Recognised, engine
from core.readers.scan_rules import rules_of, squared
from core.readers.telling import tell

DPI = 200
"""Pixels an inch: what the engine reads best; more only takes longer."""

MAX_PAGES = 60
"""So many pages are recognised in a file; a report has some ten, each takes about ten seconds."""

_FEW_LETTERS = 20
_MOST_OF_PAGE = 0.5
_BLANK = 3
_SAME_HEIGHT = 0.5
_OTHER_SIZE = 0.2
_LETTER = 0.88
"""How much of the height of a recognised line its letters fill."""


def is_scan(page: PageRead) -> bool:
    """Whether a page is a picture with hardly a letter of its own."""
    content = page.content
    letters = sum(not glyph.blank for glyph in content.glyphs)
    drawn = sum((box[2] - box[0]) * (box[3] - box[1]) for box in content.pictures)
    return letters <= _FEW_LETTERS and drawn >= _MOST_OF_PAGE * content.width * content.height


def recognised(path: Path, pages: Sequence[PageRead]) -> list[PageRead]:
    """The pages, those that are pictures read by the engine where there is one."""
    waiting = [number for number, page in enumerate(pages) if is_scan(page)][:MAX_PAGES]
    reader = engine() if waiting else None
    if reader is None:
        return list(pages)
    found = list(pages)
    with pypdfium2.PdfDocument(path) as pdf:
        for count, number in enumerate(waiting, 1):
            tell(f"正在识别扫描页（{count}/{len(waiting)}）…")
            found[number] = _recognised(pdf, number, reader, pages[number])
    return found


def _recognised(pdf: pypdfium2.PdfDocument, number: int, reader: Engine, page: PageRead) -> PageRead:
    """A page as the engine reads it; as it was where nothing is recognised."""
    try:
        picture = _picture(pdf, number)
        lines = reader(picture)
        content = content_of(picture, lines, number + 1)
        read = replace(PageRead.of(content), machine_read=True)
    except MemoryError:
        raise
    except Exception:
        # whatever a library makes of a strange picture, the page stays what it was: one that could not be read
        return page
    return read if sum(len(line.text) for line in lines) > _BLANK else page


def _picture(pdf: pypdfium2.PdfDocument, number: int) -> PagePicture:
    page = pdf[number]
    try:
        bitmap = page.render(scale=DPI / 72, grayscale=True)
        rows = bytes(bitmap.buffer)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    finally:
        page.close()
    data = rows if stride == width else b"".join(rows[at * stride : at * stride + width] for at in range(height))
    return PagePicture(width, height, data)


def content_of(picture: PagePicture, lines: Iterable[Recognised], number: int) -> PageContent:
    """A page from what was recognised on it."""
    scale = 72 / DPI
    placed = [(line.text, _scaled(line.box, scale)) for line in lines]
    rules = squared([Rule(_scaled(rule.box, scale), rule.across) for rule in rules_of(picture, DPI)], reach=6.0)
    size = _usual_size(placed)
    glyphs = tuple(glyph for text, box in _on_lines(placed) for glyph in _glyphs(text, box, size))
    return PageContent(number, picture.width * scale, picture.height * scale, glyphs, rules=tuple(rules), drawn=True)


def _scaled(box: Box, scale: float) -> Box:
    return (box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale)


def _on_lines(placed: list[tuple[str, Box]]) -> Iterator[tuple[str, Box]]:
    """Texts side by side put on one line: each is boxed a little higher or lower."""
    rows: list[list[tuple[str, Box]]] = []
    for text, box in sorted(placed, key=lambda item: (item[1][1] + item[1][3]) / 2):
        middle = (box[1] + box[3]) / 2
        row = rows[-1] if rows else None
        if row is not None and middle - (row[0][1][1] + row[0][1][3]) / 2 < _SAME_HEIGHT * min(
            box[3] - box[1], row[0][1][3] - row[0][1][1]
        ):
            row.append((text, box))
        else:
            rows.append([(text, box)])
    for row in rows:
        top = sorted(box[1] for _, box in row)[len(row) // 2]
        bottom = sorted(box[3] for _, box in row)[len(row) // 2]
        for text, (x0, _, x1, _) in row:
            yield text, (x0, top, x1, bottom)


def _usual_size(placed: Iterable[tuple[str, Box]]) -> float:
    """The size of most letters: what is boxed a little higher or lower is of that size too."""
    sizes: Counter[float] = Counter()
    for text, box in placed:
        sizes[round(_size(text, box) * 2) / 2] += len(text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _size(text: str, box: Box) -> float:
    """The size of the letters of a line, by its width where it is long enough to tell, else by its height."""
    units = sum(map(_width, text))
    by_height = _LETTER * (box[3] - box[1])
    return min(by_height, (box[2] - box[0]) / units) if units >= 8 else by_height


def _width(letter: str) -> float:
    return 1.0 if unicodedata.east_asian_width(letter) in "WFA" else 0.55


def _glyphs(text: str, box: Box, usual: float) -> Iterator[Glyph]:
    """The letters of a line, each with its share of the width."""
    size = _size(text, box)
    if abs(size - usual) <= _OTHER_SIZE * usual:
        size = usual
    units = [_width(letter) for letter in text]
    step = (box[2] - box[0]) / max(sum(units), 1.0)
    bottom = (box[1] + box[3] + size) / 2
    baseline = bottom - BELOW_BASELINE * size
    edges = [box[0] + step * edge for edge in accumulate(units, initial=0.0)]
    for letter, (x0, x1) in zip(text, pairwise(edges), strict=True):
        shown = cleaned(letter)
        if shown:
            place = (x0, bottom - size, x1, bottom)
            yield Glyph(shown, place, place, baseline, size, bold=False)
