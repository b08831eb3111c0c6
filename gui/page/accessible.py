"""How the draft's text is handed to screen readers: one document whose children are its paragraphs and the rows of its tables.

Qt may ask an interface that was handed out for as long as it likes. So all are kept, know their view by a weak reference only, and
say that they are not valid once it is gone. They are made when a screen reader asks.
"""

from __future__ import annotations

import weakref
from functools import cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPointF, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface, QWindow
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from gui.page.reading import Piece
    from gui.page.view import DocumentView

Words, Role = QAccessible.Text, QAccessible.Role
_KEPT: list[DocumentInterface] = []


class PieceInterface(QAccessibleInterface):
    """A paragraph, a row of a table or a note."""

    def __init__(self, document: DocumentInterface, number: int) -> None:
        super().__init__()
        self._document, self.number = document, number

    @property
    def _piece(self) -> Piece | None:
        view = self._document.view
        pieces = view.reading.pieces if view is not None else []
        return pieces[self.number] if self.number < len(pieces) else None

    def isValid(self) -> bool:
        """Whether there is still such a piece."""
        return self._piece is not None

    def object(self) -> QObject | None:  # type: ignore[override]  # declared as if there were always one
        """A piece is no object of its own."""
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]  # as above
        """The one of the document."""
        return self._document.window() if self.isValid() else None

    def text(self, kind: QAccessible.Text) -> str:
        """What is written there, and what is wrong with it."""
        view, piece = self._document.view, self._piece
        if view is None or piece is None:
            return ""
        if kind == Words.Name:
            return piece.text
        return view.reading.messages(piece) if kind == Words.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """Nothing is written here."""

    def rect(self) -> QRect:
        """Where the piece lies on the screen."""
        view, piece = self._document.view, self._piece
        return _on_screen(view, piece) if view is not None and piece is not None else QRect()

    def role(self) -> QAccessible.Role:
        """Rows are read like paragraphs."""
        return Role.Paragraph

    def state(self) -> QAccessible.State:
        """The piece where the selected finding stands is the selected one."""
        # The binding has these bits and does not declare them.
        state: Any = QAccessible.State()
        view, piece = self._document.view, self._piece
        state.readOnly = state.multiLine = state.selectable = 1
        state.invalid = int(piece is None)
        state.selected = int(view is not None and piece is not None and view.reading.passage(view.finding) == piece)
        made: QAccessible.State = state
        return made

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """The document."""
        return self._document if self._document.view is not None else None

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """Nothing is inside."""
        return None

    def childCount(self) -> int:
        """As above."""
        return 0

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """As above."""
        return -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """As above."""
        return None


class DocumentInterface(QAccessibleWidget):
    """The document; what is wrong where is its description."""

    def __init__(self, view: DocumentView) -> None:
        super().__init__(view, Role.Document)
        self._view = weakref.ref(view)
        self._pieces: dict[int, PieceInterface] = {}

    @property
    def view(self) -> DocumentView | None:
        """The view, as long as there is one."""
        view = self._view()
        return view if view is not None and isValid(view) else None

    def childCount(self) -> int:
        """How many pieces there are."""
        return len(self.view.reading.pieces) if self.view is not None else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # declared as if there were always one
        """A piece by its number."""
        if not 0 <= index < self.childCount():
            return None
        if index not in self._pieces:
            self._pieces[index] = PieceInterface(self, index)
        return self._pieces[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        """The number of a piece."""
        return child.number if isinstance(child, PieceInterface) else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # as above
        """The piece under a point of the screen."""
        view = self.view
        if view is None:
            return None
        shown = (n for n, piece in enumerate(view.reading.pieces) if _on_screen(view, piece).contains(x, y))
        number = next(shown, None)
        return self.child(number) if number is not None else None


def _on_screen(view: DocumentView, piece: Piece) -> QRect:
    """Where a piece lies on the screen."""
    area, origin, zoom = view.reading.area(piece), view.sheet.origin, view.zoom
    scrolled = QPointF(view.horizontalScrollBar().value(), view.verticalScrollBar().value())
    corner = ((area.topLeft() + origin) * zoom - scrolled).toPoint()
    return QRect(view.viewport().mapToGlobal(corner), (area.size() * zoom).toSize())


def _interface(name: str, asked: QObject) -> QAccessibleInterface | None:
    """Qt asks this for every object, so what is no view of a draft is known by its name."""
    if name != "DocumentView":
        return None
    from gui.page.view import DocumentView  # noqa: PLC0415 - the view imports this module

    if not isinstance(asked, DocumentView):
        return None
    made = DocumentInterface(asked)
    _KEPT.append(made)
    return made


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say something when it has said what it is at."""
    if words and widget.isVisible():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


@cache
def offer() -> None:
    """Have the text of drafts handed out from now on."""
    QAccessible.installFactory(_interface)
