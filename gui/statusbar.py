"""The line at the lower edge: watching, last check, offline, zoom."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from core.database import data_folder
from core.findings import Result
from gui.dressing import put_picture
from gui.labels import Elided, label
from gui.theme import font

WATCHING = "正在关注文件：保存后自动重新检查"
LOST = "文件暂时无法读取，恢复后自动重新检查"
OFFLINE = "离线运行 · 数据不离开本机"
NOT_KEPT = "检查记录没有保存，不影响检查"
WHY_NOT_KEPT = (
    "这次检查没有记入检查记录，以后在“检查记录”里看不到它；检查结果不受影响。\n请检查文件夹“{folder}”的权限和磁盘空间。"
)
HEIGHT = 32
WITH_PROMISE = 860


class StatusBar(QWidget):
    """Quiet facts; a click on the zoom goes back to 100 %."""

    zoom_reset_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._watching, self._checked, self._compared, self._unkept = Elided(), Elided(), Elided(), Elided()
        for text in (self._watching, self._checked, self._compared, self._unkept):
            text.setFont(font(12.5))
        self._zoom = QPushButton("100 %")
        self._zoom.setProperty("plain", "true")
        self._zoom.setToolTip("缩放比例，点击恢复 100 %（Ctrl+0）")
        self._zoom.setAccessibleName("缩放比例 100 %")
        self._zoom.clicked.connect(self.zoom_reset_wanted)
        lock = QLabel()
        put_picture(lock, "lock", "muted", 14)
        lock.setToolTip(OFFLINE)
        lock.setAccessibleName(OFFLINE)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 10, 0)
        row.setSpacing(7)
        row.addWidget(self._watching)
        row.addSpacing(14)
        row.addWidget(self._checked)
        row.addSpacing(14)
        row.addWidget(self._compared)
        row.addSpacing(14)
        row.addWidget(self._unkept)
        row.addStretch(1)
        row.addWidget(lock)
        self._promise = label(OFFLINE, 12.5)
        row.addWidget(self._promise)
        row.addSpacing(8)
        row.addWidget(self._zoom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room the lock alone stands for the promise."""
        super().resizeEvent(event)
        self._promise.setVisible(self.width() >= WITH_PROMISE)

    def show_watching(self, lost: bool) -> None:
        """Tell whether the file can be followed."""
        self._watching.say(f"○ {LOST}" if lost else f"● {WATCHING}")

    def show_result(self, result: Result) -> None:
        """Tell when the last check was made and how long it took."""
        self._checked.say(checked_text(result))
        self._say_compared(f"对照：{Path(result.previous).name}" if result.previous else "")

    def show_remembered(self, kept: bool) -> None:
        """Tell when the history takes no checks, for as long as it takes none; why stands in the tooltip."""
        self._unkept.say("" if kept else NOT_KEPT)
        self._unkept.setVisible(not kept)
        self._unkept.setToolTip("" if kept else WHY_NOT_KEPT.format(folder=data_folder()))

    def clear(self) -> None:
        """Nothing is known of the file."""
        self._checked.say("")
        self._say_compared("")

    def _say_compared(self, text: str) -> None:
        """Without a text it takes no room from what stands behind it."""
        self._compared.say(text)
        self._compared.setVisible(bool(text))

    def show_zoom(self, zoom: float) -> None:
        """Tell the zoom."""
        self._zoom.setText(f"{zoom:.0%}".replace("%", " %"))
        self._zoom.setAccessibleName(f"缩放比例 {zoom:.0%}")

    @property
    def unkept(self) -> str:
        """What is said of a history that takes no checks."""
        return self._unkept.text()

    @property
    def compared(self) -> str:
        """What the report is compared with."""
        return self._compared.text()

    @property
    def texts(self) -> tuple[str, str, str]:
        """What is shown: watching, last check, zoom."""
        return self._watching.text(), self._checked.text(), self._zoom.text()


def checked_text(result: Result) -> str:
    """上次检查 10:42，用时 0.08 秒."""
    try:
        clock = datetime.fromisoformat(result.checked_at).strftime("%H:%M:%S")
    except ValueError:
        clock = ""
    took = f"{result.seconds:.2f} 秒" if result.seconds < 10 else f"{result.seconds:.0f} 秒"
    return f"上次检查 {clock}，用时 {took}" if clock else f"检查用时 {took}"
