"""The boxes that tell something or ask something: in the icons of the house, left with Escape whatever buttons they have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from gui import icons

PICTURE = 36
MARGINS = 20, 18, 22, 18
SHOWN_LINES = 12
"""So many lines of a list are shown at once; more stand behind a button."""
COPY, COPIED = "复制详情", "已复制"
Roles = QMessageBox.ButtonRole


def box(
    parent: QWidget | None, title: str, text: str, more: str = "", picture: str = "alert", tone: str = "warning"
) -> QMessageBox:
    """A box without buttons yet. Its words are shown as they are, since names of files may look like tags."""
    made = QMessageBox(parent)
    made.setWindowTitle(title)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setInformativeText(more)
    ratio = parent.devicePixelRatioF() if parent is not None else 1.0
    made.setIconPixmap(icons.picture(picture, tone, PICTURE, ratio))
    _make_room(made)
    return made


def _make_room(made: QMessageBox) -> None:
    """Qt lays a box out anew, and as narrow as may be, with each part that it gets."""
    if (layout := made.layout()) is not None:
        layout.setContentsMargins(*MARGINS)


def tell(parent: QWidget | None, title: str, sentence: str, details: str = "") -> QMessageBox:
    """Say why something was not done; technical details can be copied where there are any."""
    made = box(parent, title, sentence)
    leave = made.addButton("知道了", Roles.AcceptRole)
    made.setDefaultButton(leave)
    made.setEscapeButton(leave)
    if details:
        offer_details(made, f"{title}\n{sentence}\n\n{details}")
    made.open()
    return made


def offer_details(made: QMessageBox, details: str) -> None:
    """A button that copies technical details and leaves the box open."""
    copy = made.addButton(COPY, Roles.ActionRole)
    copy.clicked.disconnect()

    def on_copy() -> None:
        QGuiApplication.clipboard().setText(details)
        copy.setText(COPIED)

    copy.clicked.connect(on_copy)


def question(parent: QWidget | None, title: str, text: str, yes: str, no: str = "取消") -> QMessageBox:
    """A question before something that cannot be taken back: Return and Escape both leave things as they are.

    Its first button is the one that says yes.
    """
    made = box(parent, title, text)
    made.addButton(yes, Roles.DestructiveRole)
    leave = made.addButton(no, Roles.RejectRole)
    made.setDefaultButton(leave)
    made.setEscapeButton(leave)
    return made


def ask(parent: QWidget | None, title: str, text: str, yes: str, on_yes: Callable[[], object]) -> QMessageBox:
    """Ask, and do it when the user says so."""
    made = question(parent, title, text, yes)
    agreed = next(button for button in made.buttons() if made.buttonRole(button) == Roles.DestructiveRole)
    agreed.clicked.connect(lambda _checked=False: on_yes())
    made.open()
    return made


def offer(parent: QWidget | None, title: str, text: str, target: Path, lines: list[str] | None = None) -> QMessageBox:
    """Say what was written, with what is to be told about it, and offer to open it or its folder."""
    told = lines or []
    made = box(parent, title, text, "\n".join([*told, str(target)]) if len(told) < SHOWN_LINES else str(target), "check", "ok")
    if len(told) >= SHOWN_LINES:
        made.setDetailedText("\n".join(told))
        _make_room(made)
    done = made.addButton("完成", Roles.AcceptRole)
    made.setDefaultButton(done)
    made.setEscapeButton(done)
    for words, place in (("打开文件", target), ("打开所在文件夹", target.parent)):
        button = made.addButton(words, Roles.ActionRole)
        button.clicked.connect(lambda _checked=False, place=place: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place))))
    made.open()
    return made
