"""How large the window may be on the screen that it is on."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

FRAME = QSize(16, 40)
"""About what title bar and borders take; before the window shows they cannot be asked for."""


STEP = QPoint(28, 28)
"""So far is one window from the next: the title of the one below stays in sight."""


def available(window: QWidget) -> QRect:
    """The part of the screen that bars of the desktop leave free."""
    return window.screen().availableGeometry()


def limit(window: QWidget, wanted: QSize, smallest: QSize) -> None:
    """Give a window its size, as far as the screen has room for it and its frame."""
    free = available(window)
    room = free.size() - FRAME
    window.setMinimumSize(smallest.boundedTo(room))
    size = wanted.boundedTo(room)
    window.resize(size)
    # A window from a larger screen may begin outside this one.
    if window.pos().x() + size.width() > free.right() or window.pos().y() + size.height() > free.bottom():
        left = free.left() + (free.width() - size.width()) // 2
        window.move(left, max(free.top(), free.top() + (room.height() - size.height()) // 2))


def beside(window: QWidget, before: QWidget) -> None:
    """Put a window a little beside the one before, or in the corner of the screen where it would not be whole there."""
    free, at = available(window), before.pos() + STEP
    if not free.contains(QRect(at, window.size() + FRAME)):
        at = free.topLeft()
    window.move(at)
