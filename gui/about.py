"""What the program is, and on whose work it stands."""

from __future__ import annotations

from PySide6.QtCore import QSize, qVersion
from PySide6.QtWidgets import QMessageBox, QWidget

from core.version import __version__
from gui.icons import application_icon

TEXT = "年报自查 {version}"
MORE = (
    "在报送之前检查政府信息公开工作年度报告。\n"
    "全程离线运行：只读取报告，从不改动原文件，数据不离开本机。\n\n"
    "本程序以 MIT 许可发布；界面使用 Qt {qt}（LGPL-3.0）。"
)


def show_about(parent: QWidget) -> QMessageBox:
    """Open the box."""
    box = QMessageBox(parent)
    box.setWindowTitle("关于年报自查")
    box.setIconPixmap(application_icon().pixmap(QSize(64, 64), parent.devicePixelRatioF()))
    box.setText(TEXT.format(version=__version__))
    box.setInformativeText(MORE.format(qt=qVersion()))
    box.addButton("关闭", QMessageBox.ButtonRole.AcceptRole)
    box.open()
    return box
