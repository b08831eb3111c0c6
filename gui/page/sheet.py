"""Where the sheet lies in the view: from points of the viewport to points of the flow and back, at a zoom."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

WIDEST = 720.0
NARROWEST = 300.0
PAD_X = 68.0
PAD_Y = 60.0
GAP = 22.0
NARROW_GAP = 8.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The sheet in a viewport of a given width; lengths without the word *view* are unzoomed."""

    view_width: float
    zoom: float = 1.0

    @property
    def gap(self) -> float:
        """The ground that shows beside the sheet; it is not zoomed."""
        wide = self.view_width / self.zoom >= WIDEST * 0.75
        return (GAP if wide else NARROW_GAP) / self.zoom

    @property
    def width(self) -> float:
        """As wide as a page, narrower in a narrow view."""
        return min(WIDEST, max(NARROWEST, self.view_width / self.zoom - 2 * self.gap))

    @property
    def pad(self) -> float:
        """The margin of the sheet on both sides."""
        return PAD_X * (self.width / WIDEST) ** 2

    @property
    def text_width(self) -> float:
        """The width for the text."""
        return float(round(self.width - 2 * self.pad))

    @property
    def left(self) -> float:
        """Where the sheet begins in the view."""
        return max(self.gap, (self.view_width / self.zoom - self.width) / 2)

    def paper(self, height: float) -> QRectF:
        """The sheet of paper under a flow of some height."""
        return QRectF(self.left, GAP, self.width, height + 2 * PAD_Y)

    @property
    def origin(self) -> QPointF:
        """Where the flow begins."""
        return QPointF(self.left + self.pad, GAP + PAD_Y)

    def view_height(self, height: float) -> int:
        """The height to scroll through, for a flow of some height."""
        return round((self.paper(height).bottom() + GAP) * self.zoom)

    def to_flow(self, point: QPointF) -> QPointF:
        """From the view (scrolled to its start) to the flow."""
        return QPointF(point.x() / self.zoom, point.y() / self.zoom) - self.origin

    def y_to_view(self, y: float) -> float:
        """From a height in the flow to one in the view (scrolled to its start)."""
        return (y + self.origin.y()) * self.zoom
