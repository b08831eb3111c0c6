"""Which findings lie where on the pages of a draft."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from core.annotators.pdf_places import place
from core.document import Box
from core.findings import Result, Severity

NOTE = 15.0
"""The side of the sign that stands for what is missing, in points."""


@dataclass(frozen=True, slots=True)
class PaperMark:
    """A finding on one page: areas of words, or a sign where something is missing. In points from the upper left corner."""

    finding: int
    severity: Severity
    areas: tuple[QRectF, ...]
    related: bool = False
    sign: bool = False

    @property
    def whole(self) -> QRectF:
        """What holds all its areas."""
        united = QRectF()
        for area in self.areas:
            united = united.united(area)
        return united


Marks = dict[int, list[PaperMark]]
"""The marks of each page, 1-based, the graver ones last."""


def marks_by_page(result: Result) -> Marks:
    """Every mark of the open findings."""
    found: Marks = defaultdict(list)
    signs: dict[int, int] = defaultdict(int)
    for number, finding in enumerate(result.findings):
        if finding.waived is not None:
            continue
        for location in (finding.location, *finding.related):
            where, related = place(location, result.document), location is not finding.location
            for page, boxes in where.pages.items():
                areas = tuple(rectangle(box) for box in boxes)
                found[page].append(PaperMark(number, finding.severity, areas, related))
            if not where.pages and not related:
                page, x, y = where.spot or (1, 8.0, 8.0 + (NOTE + 3) * signs[0])
                signs[0] += where.spot is None
                areas = (QRectF(x, y, NOTE, NOTE),)
                found[page].append(PaperMark(number, finding.severity, areas, sign=True))
    return {page: sorted(_apart(marks), key=lambda mark: mark.severity.weight) for page, marks in found.items()}


def _apart(marks: list[PaperMark]) -> list[PaperMark]:
    """Signs that would hide one another, side by side."""
    taken: list[QRectF] = []
    placed = []
    for mark in marks:
        if mark.sign:
            area = mark.areas[0]
            while any(area.intersects(other) for other in taken):
                area = area.translated(NOTE + 2, 0)
            taken.append(area)
            placed.append(PaperMark(mark.finding, mark.severity, (area,), sign=True))
        else:
            placed.append(mark)
    return placed


def rectangle(box: Box) -> QRectF:
    """A box of the document for Qt."""
    return QRectF(QPointF(box[0], box[1]), QPointF(box[2], box[3]))
