"""Pages of a format that only tells where its characters stand (OFD): each is written into its box."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from core.document import Box, Document, Paragraph, Table, Text
from gui.paper.marks import rectangle
from gui.theme import font

A4 = (595.3, 841.9)
EDGE = 36.0
Letters = dict[int, list[tuple[str, Box]]]
"""The characters of each page, 1-based, with their boxes."""


def letters_of(document: Document) -> Letters:
    """Every character that has a place."""
    found: Letters = defaultdict(list)
    for content in _texts(document):
        for span in content.spans:
            if span.page is None or not span.boxes:
                continue
            for offset in range(span.start, span.end):
                if not content.text[offset].isspace():
                    found[span.page].append((content.text[offset], span.boxes[offset - span.start]))
    return found


def _texts(document: Document) -> list[Text]:
    found: list[Text] = list(document.furniture)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.content)
        elif isinstance(block, Table):
            found += [cell.content for cell in block.cells]
    return found


def sizes_of(document: Document, letters: Letters) -> list[tuple[float, float]]:
    """The sizes of the pages: A4, or larger where characters stand beyond."""
    sizes = []
    for page in range(1, max(document.page_count or 1, max(letters, default=1)) + 1):
        boxes = [box for _, box in letters.get(page, ())]
        width = max((box[2] + EDGE for box in boxes), default=0.0)
        height = max((box[3] + EDGE for box in boxes), default=0.0)
        sizes.append((max(A4[0], width), max(A4[1], height)))
    return sizes


def paint_letters(painter: QPainter, written: list[tuple[str, Box]]) -> None:
    """Write the characters of a page; one unit of the painter is a point."""
    for letter, box in written:
        area = rectangle(box)
        painter.setFont(font(max(4.0, area.height() * 0.86), serif=True))
        painter.drawText(
            QRectF(area.left() - 20, area.top() - 10, area.width() + 40, area.height() + 20), Qt.AlignmentFlag.AlignCenter, letter
        )
