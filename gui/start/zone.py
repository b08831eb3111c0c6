"""The place to drop a report on."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from gui.dressing import put_icon, put_picture
from gui.labels import label
from gui.theme import colour

RADIUS = 16.0


class DropZone(QFrame):
    """A dashed box with the words, the button to open and the one for the sample."""

    def __init__(self, open_: QAction, sample: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dropZone")
        self.setMinimumHeight(210)
        self._hot = False
        picture = QLabel()
        put_picture(picture, "document", "accent", 46)
        title = label("把年度报告拖到这里", 21, bold=True)
        kinds = label("Word、WPS、PDF、OFD、Excel、网页、文本", 15, role="muted")
        box = QVBoxLayout(self)
        box.setSpacing(10)
        box.addStretch(1)
        for widget in (picture, title, kinds):
            widget.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(widget)
        box.addSpacing(12)
        box.addLayout(self._buttons(open_, sample))
        box.addStretch(1)

    def _buttons(self, open_: QAction, sample: QAction) -> QHBoxLayout:
        self.open_button = _button("打开报告…　Ctrl+O", open_, "open", primary=True)
        self.sample_button = _button("打开示例", sample, "document")
        # Shown by itself, before it has its place, it would be a window of its own for a moment.
        if not sample.isVisible():
            self.sample_button.hide()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        row.addWidget(self.open_button)
        row.addWidget(self.sample_button)
        row.addStretch(1)
        return row

    def set_hot(self, hot: bool) -> None:
        """Show that a file is held over the window."""
        self._hot = hot
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The dashed box, filled in the accent when hot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(colour("accent" if self._hot else "accent-line"), 2.0)
        pen.setDashPattern([4.0, 3.0])
        painter.setPen(pen)
        painter.setBrush(colour("accent-soft" if self._hot else "sheet"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5), RADIUS, RADIUS)


def _button(text: str, action: QAction, picture: str, primary: bool = False) -> QPushButton:
    button = QPushButton(text)
    put_icon(button, picture, "on-accent" if primary else "ink")
    button.setIconSize(QSize(18, 18))
    button.setMinimumHeight(44)
    button.setProperty("primary", "true" if primary else "false")
    button.setAccessibleName(action.toolTip())
    button.clicked.connect(lambda _checked=False: action.trigger())
    return button
