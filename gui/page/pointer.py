"""What the mouse does on the sheet: click a mark, select text, ask for a tooltip."""

from __future__ import annotations

from html import escape
from typing import Protocol

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QToolTip, QWidget

from core.findings import Result
from gui.page.flow import Flow
from gui.page.items import Caret
from gui.page.selecting import Selection


class Surface(Protocol):
    """What the pointer needs of the view."""

    @property
    def flow(self) -> Flow: ...  # noqa: D102 - told by its name

    @property
    def finding(self) -> int | None: ...  # noqa: D102 - told by its name

    @property
    def result(self) -> Result | None: ...  # noqa: D102 - told by its name

    def viewport(self) -> QWidget: ...  # noqa: D102 - told by its name

    def point_at(self, position: QPointF) -> QPointF: ...  # noqa: D102 - told by its name


class Pointer:
    """The mouse over one view."""

    def __init__(self, surface: Surface) -> None:
        self.selection = Selection()
        self._surface = surface
        self._pressed: QPointF | None = None
        self._dragged = False

    def press(self, event: QMouseEvent) -> None:
        """Begin to select text; a click follows when the mouse does not move."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False
            self.selection.begin(self._surface.flow.caret_at(self._surface.point_at(event.position())))
            self._surface.viewport().update()

    def move(self, event: QMouseEvent) -> None:
        """Select while the button is down; otherwise show what a click would do."""
        point = self._surface.point_at(event.position())
        if self._pressed is None:
            over_mark = bool(self._surface.flow.findings_at(point))
            self._surface.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if over_mark else Qt.CursorShape.IBeamCursor,
            )
            return
        far = (event.position() - self._pressed).manhattanLength() > QGuiApplication.styleHints().startDragDistance()
        self._dragged = self._dragged or far
        if self._dragged:
            self.selection.extend(self._surface.flow.caret_at(point))
            self._surface.viewport().update()

    def release(self, event: QMouseEvent) -> int | None:
        """The finding that was clicked; clicking again goes through those that share the place."""
        pressed, self._pressed = self._pressed, None
        if pressed is None or self._dragged:
            return None
        self.selection.clear()
        hits = self._surface.flow.findings_at(self._surface.point_at(event.position()))
        if not hits:
            return None
        current = self._surface.finding
        return hits[(hits.index(current) + 1) % len(hits) if current in hits else 0]

    def tooltip(self, position: QPointF, screen: QPoint) -> None:
        """Tell the messages of what lies under the mouse."""
        result = self._surface.result
        hits = self._surface.flow.findings_at(self._surface.point_at(position)) if result else []
        said = [result.findings[number] for number in hits] if result else []
        text = "".join(f"<p>{escape(finding.severity.label)}：{escape(finding.message)}</p>" for finding in said)
        QToolTip.showText(screen, text, self._surface.viewport())

    def select_all(self) -> None:
        """Select the whole text."""
        flow = self._surface.flow
        if flow.items:
            last = len(flow.items) - 1
            flow.lay_out([last])
            runs = flow.items[last].runs
            self.selection.select(Caret(0, 0, 0), Caret(last, len(runs) - 1, len(runs[-1].text) if runs else 0))

    def copy(self) -> None:
        """Put the selected text on the clipboard."""
        if text := self.selection.text(self._surface.flow.items):
            QGuiApplication.clipboard().setText(text)
