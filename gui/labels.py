"""Labels that behave in narrow panes: wrapped ones and ones cut with an ellipsis."""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QSizePolicy, QWidget

from gui.theme import colours, font

LONG_WORD = re.compile(r"[!-~]{16,}")
ZERO_WIDTH_SPACE = "\u200b"
LINE_HEIGHT = 128
ASIDE_PX = 11
UNBROKEN = "\u2060-\u2060"
"""A hyphen at which no line is broken: asides are ids."""


def breakable(text: str) -> str:
    """The text with places to break in its long Latin words (addresses of web pages)."""
    return LONG_WORD.sub(lambda match: ZERO_WIDTH_SPACE.join(match[0]), text)


class Wrapped(QLabel):
    """Plain text over several lines that can be selected with the mouse."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setProperty("role", role)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._words, self._told = "", (text, "")
        self._set(text)

    def say(self, text: str, aside: str = "") -> None:
        """Show a text, with an aside behind it that is small and grey."""
        self._set(text, aside)
        self.setVisible(bool(text))

    def changeEvent(self, event: QEvent) -> None:
        """The aside has a colour of its own, which a theme changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._told[1]:
            self._set(*self._told)

    def _set(self, text: str, aside: str = "") -> None:
        self._told = text, aside
        self._words = f"{text} {aside}".rstrip()
        # Rich text is the only one whose line height can be set.
        lines = escape(breakable(text)).replace("\n", "<br>")
        if aside:
            lines += f' <span style="color: {colours()["faint"]}; font-size: {ASIDE_PX}px">{escape(aside).replace("-", UNBROKEN)}</span>'
        self.setText(f'<p style="line-height: {LINE_HEIGHT}%; margin: 0">{lines}</p>' if text else "")
        self.setAccessibleName(self._words)

    @property
    def words(self) -> str:
        """The text as it was given."""
        return self._words

    def minimumSizeHint(self) -> QSize:
        """As narrow as the pane wants."""
        return QSize(40, super().minimumSizeHint().height())


class Elided(QLabel):
    """One line, cut in the middle where it does not fit; the whole is in the tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.say(text)

    def say(self, text: str) -> None:
        """Show a text."""
        self.setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Room for a few characters."""
        return QSize(60, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text, or as much of both its ends as fits."""
        painter = QPainter(self)
        painter.setFont(self.font())
        painter.setPen(self.palette().windowText().color())
        cut = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, cut)


def label(text: str, pixels: float = 14, bold: bool = False, role: str = "") -> QLabel:
    """A label of one line in a size and role of the house."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(font(pixels, bold))
    made.setProperty("role", role)
    return made


def wrapped(text: str, pixels: float = 14, bold: bool = False, role: str = "") -> Wrapped:
    """A wrapped label in a size and role of the house."""
    made = Wrapped(text, role)
    made.setFont(font(pixels, bold))
    return made


def scrolling(content: QWidget, name: str) -> QScrollArea:
    """An area that shows the content over its whole width and scrolls where the window is too low for it.

    Tab comes to it, since the arrows scroll it: a screen reader says its name then.
    """
    scroll = QScrollArea()
    scroll.setAccessibleName(name)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setWidget(content)
    return scroll
