"""What stands on the sheet, one item per block or note."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from gui.page.marks import Mark
from gui.page.run import TextRun


class Caret(NamedTuple):
    """A boundary between two characters of the sheet."""

    item: int
    run: int
    offset: int


@dataclass(frozen=True, slots=True)
class Look:
    """What painting depends on besides the item: the selected finding, the selected text and the words found, per run."""

    finding: int | None = None
    selected: dict[int, tuple[int, int]] = field(default_factory=dict)
    found: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


class Item(ABC):
    """A piece of the sheet. ``height`` is an estimate until it is laid out; ``block`` is its number in the document, if it is there."""

    above = 0.0
    selectable = True

    def __init__(self, marks: list[Mark], page: int | None = None) -> None:
        self.marks = marks
        self.page = page
        self.block: int | None = None
        self.height = 0.0
        self.width: float | None = None
        self.runs: list[TextRun] = []

    @property
    def key(self) -> tuple[int, int | None] | None:
        """What tells whether another item would be laid out just as this one, as long as both live; None where nothing does."""
        return None

    def take_over(self, before: Item) -> None:
        """Have the layout of an item with the same key."""
        self.runs, self.height, self.width = before.runs, before.height, before.width

    @abstractmethod
    def estimate(self, width: float) -> float:
        """About how high the item will be."""

    @abstractmethod
    def lay_out(self, width: float) -> None:
        """Lay the item out in a width; sets ``height`` and ``width``."""

    @abstractmethod
    def paint(self, painter: QPainter, look: Look, clip: QRectF) -> None:
        """Paint what lies within ``clip``, with the origin at the upper left corner of the item."""

    @abstractmethod
    def areas(self, mark: Mark) -> list[QRectF]:
        """Where a mark lies."""

    @property
    @abstractmethod
    def text(self) -> str:
        """The text of the item, as it can be copied."""

    @property
    def texts(self) -> list[str]:
        """The texts of the runs, before they are laid out; none where nothing can be selected."""
        return [self.text] if self.selectable else []

    @property
    def lines(self) -> list[str]:
        """What is read aloud of the item, piece by piece."""
        return [self.text]

    def line_of(self, mark: Mark) -> int:
        """The piece on which a mark lies."""
        return 0

    def line_area(self, line: int) -> QRectF:
        """Where a piece lies, as far as the item is laid out."""
        return QRectF(0, 0, self.width or 0.0, self.height)

    def findings_at(self, point: QPointF) -> list[int]:
        """The findings whose own marks lie under a point, the topmost first."""
        hits = [m.finding for m in reversed(self.marks) if not m.related and any(_near(a, point) for a in self.areas(m))]
        return list(dict.fromkeys(hits))

    def area_of(self, finding: int) -> QRectF | None:
        """What the own marks of a finding cover; None when it has none here."""
        whole = QRectF()
        for mark in self.marks:
            if mark.finding == finding and not mark.related:
                for area in self.areas(mark):
                    whole = whole.united(area)
        return None if whole.isNull() else whole

    def run_at(self, point: QPointF) -> int:
        """The run nearest to a point."""
        return 0

    def joint(self, run: int) -> str:
        """What is copied between a run and the next one."""
        return "\n"


def _near(area: QRectF, point: QPointF) -> bool:
    return area.adjusted(-1, -2, 1, 3).contains(point)
