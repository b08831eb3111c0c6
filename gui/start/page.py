"""The first page: what the program does, where to drop a report, the four steps, and what was checked before."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from gui.dressing import put_picture
from gui.icons import application_icon
from gui.labels import label, scrolling, wrapped
from gui.start.recent import RecentDrafts
from gui.start.unit import UnitCard
from gui.start.zone import DropZone

WIDEST = 980
TWO_COLUMNS = 1000
CLAIM = "报送之前，先查一遍。政府信息公开工作年度报告，全程离线。"
STEPS = (
    ("1", "打开", "自动识别年度、格式和单位"),
    ("2", "查看", "问题标在原文上，写明依据"),
    ("3", "修改", "在原文件里改，保存即复查"),
    ("4", "导出", "检查单可打印、签字、存档"),
)
PROMISE = "只读取报告，从不改动原文件；不联网，数据不离开本机。"


class StartPage(QWidget):
    """Shown until a report is opened."""

    def __init__(self, open_: QAction, sample: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("startPage")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.zone = DropZone(open_, sample)
        self.recent = RecentDrafts(sample)
        self.unit = UnitCard()
        column = QWidget()
        column.setMaximumWidth(WIDEST)
        inner = QVBoxLayout(column)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addLayout(_masthead(self.devicePixelRatioF()))
        inner.addSpacing(28)
        inner.addWidget(self.zone, 5)
        inner.addSpacing(22)
        inner.addLayout(_steps())
        inner.addSpacing(20)
        inner.addLayout(_promise())
        self._lay_out(column)

    def _lay_out(self, column: QWidget) -> None:
        """What the program does at the left, what was checked at the right; in a narrow window one below the other."""
        self._side = QWidget()
        self._side.setObjectName("startSide")
        self._side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inner = QVBoxLayout(self._side)
        inner.setContentsMargins(36, 40, 36, 24)
        inner.addWidget(self.recent)
        inner.addWidget(self.unit)
        inner.addStretch(1)
        ground = QWidget()
        ground.setObjectName("startGround")
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, ground)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(0)
        self._columns.addWidget(_centred(column), 61)
        self._columns.addWidget(self._side, 39)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(scrolling(ground, "开始页"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose between the two layouts."""
        super().resizeEvent(event)
        wide = self.width() >= TWO_COLUMNS
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._side.setProperty("below", "false" if wide else "true")
        self._side.style().unpolish(self._side)
        self._side.style().polish(self._side)


def _centred(column: QWidget) -> QWidget:
    ground = QWidget()
    middle = QVBoxLayout()
    middle.addStretch(2)
    middle.addWidget(column, 10)
    middle.addStretch(3)
    row = QHBoxLayout(ground)
    row.setContentsMargins(40, 24, 40, 20)
    row.addStretch(1)
    row.addLayout(middle, 100)
    row.addStretch(1)
    return ground


def _masthead(ratio: float) -> QHBoxLayout:
    picture = QLabel()
    picture.setPixmap(application_icon().pixmap(QSize(60, 60), ratio))
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(label("年报自查", 31, bold=True))
    words.addWidget(wrapped(CLAIM, 15.5, role="muted"))
    row = QHBoxLayout()
    row.setSpacing(18)
    row.addWidget(picture)
    row.addLayout(words, 1)
    return row


def _steps() -> QGridLayout:
    grid = QGridLayout()
    grid.setSpacing(14)
    for column, (number, title, text) in enumerate(STEPS):
        card = QFrame()
        card.setProperty("card", "true")
        box = QVBoxLayout(card)
        box.setContentsMargins(16, 13, 14, 14)
        box.setSpacing(4)
        head = label(f"{number}　{title}", 15, bold=True)
        head.setProperty("role", "accent")
        box.addWidget(head)
        box.addWidget(wrapped(text, 14, role="muted"))
        box.addStretch(1)
        grid.addWidget(card, 0, column)
        grid.setColumnStretch(column, 1)
    return grid


def _promise() -> QHBoxLayout:
    lock = QLabel()
    put_picture(lock, "lock", "muted", 16)
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(lock)
    row.addWidget(label(PROMISE, 13.5, role="muted"))
    row.addStretch(1)
    return row
