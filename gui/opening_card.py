"""The card that shows while the window is loaded: a slow disk takes seconds for it, and the user shall see at once that it comes."""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from core.version import NAME
from gui import application, fonts, theme
from gui.settings import Preferences

SIZE = (440, 168)
PATIENCE = 0.3
"""So many seconds a window is waited for at most: a window manager takes its time, and nothing shows before it has agreed."""
_LOOK = 0.004
DOING = "正在启动…"
OPENING = "正在打开“{name}”…"


def present(arguments: list[str], files: list[str]) -> OpeningCard:
    """Make the application, and show the card in the colours that the user chose."""
    application.create(arguments)
    theme.choose(theme.chosen(Preferences().text(theme.KEY)))
    card = OpeningCard(theme.colours(), files[0] if files else "")
    card.present()
    return card


def wait_until_shown(widget: QWidget) -> None:
    """Wait until a window is on the screen and painted. Looking for events alone does not wait for those that are still to come."""
    until = time.monotonic() + PATIENCE
    while not _exposed(widget) and time.monotonic() < until:
        time.sleep(_LOOK)
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
    if isValid(widget):
        widget.repaint()


def _exposed(widget: QWidget) -> bool:
    # A window that was closed meanwhile is not waited for.
    if not isValid(widget):
        return True
    handle = widget.windowHandle()
    return handle is not None and handle.isExposed()


class OpeningCard(QWidget):
    """The name of the program and what it is about to do, in the colours given."""

    def __init__(self, colours: dict[str, str], file: str = "") -> None:
        super().__init__(None, Qt.WindowType.SplashScreen | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        # Readers of the screen say it too.
        self.setWindowTitle(NAME)
        self.resize(*SIZE)
        self._colours = colours
        self.words = OPENING.format(name=Path(file).name) if file else DOING

    def present(self) -> None:
        """Show it in the middle of the screen, and wait a moment until it is painted."""
        self.move(self.screen().availableGeometry().center() - self.rect().center())
        self.show()
        wait_until_shown(self)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        # Not before: the card is on the screen sooner.
        fonts.ensure_chinese()
        painter = QPainter(self)
        box = QRectF(self.rect())
        painter.fillRect(box, QColor(self._colours["sheet"]))
        painter.setPen(QColor(self._colours["line"]))
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillRect(QRectF(0, 0, 6, box.height()), QColor(self._colours["accent"]))
        self._write(painter, NAME, 30, "ink", QRectF(40, 40, box.width() - 64, 48), bold=True)
        self._write(painter, self.words, 14, "muted", QRectF(41, 100, box.width() - 66, 28))

    def _write(self, painter: QPainter, words: str, pixels: int, colour: str, box: QRectF, bold: bool = False) -> None:
        painter.setFont(theme.font(pixels, bold))
        painter.setPen(QColor(self._colours[colour]))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideMiddle, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
