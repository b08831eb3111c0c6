"""Faults of the program itself: a sentence, and details that can be copied. Never a traceback on the screen."""

from __future__ import annotations

import platform
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from gui import boxes
from gui.boxes import COPIED, COPY

SENTENCE = "程序遇到一个意外问题，刚才的操作可能没有完成。您的报告没有被改动。"
ADVICE = "可以继续使用；如果问题再次出现，请复制详情反馈给维护人员。"


def details_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """What a maintainer needs to know."""
    head = f"Python {platform.python_version()} · Qt {qVersion()} · {platform.platform()}"
    return head + "\n" + "".join(traceback.format_exception(kind, error, trace))


def _let_go(error: BaseException) -> None:
    """Empty the frames of an error: a painter that one of them keeps alive outlives its widget, and Qt breaks down on that."""
    sys.last_type = sys.last_value = sys.last_traceback = None
    told: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in told:
        told.add(id(following))
        traceback.clear_frames(following.__traceback__)
        following = following.__cause__ or following.__context__


class DetailsButton(QPushButton):
    """Copies technical details; hidden when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(COPY, parent)
        self._details = ""
        self.clicked.connect(self._copy)
        self.hide()

    def offer(self, details: str) -> None:
        """Have these details ready."""
        self._details = details
        self.setText(COPY)
        self.setVisible(bool(details))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
        self.setText(COPIED)


class FaultReporter(QObject):
    """Turns uncaught exceptions of any thread into one dialog at a time."""

    raised = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dialog: QMessageBox | None = None
        # Queued: the fault may have come while something was being painted.
        self.raised.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python's own reporting."""
        sys.excepthook = self._on_exception

    def _on_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        self.raised.emit(details_of(kind, error, trace))
        _let_go(error)

    def _show(self, details: str) -> None:
        # A fault that comes again and again, in painting say, must not bury the user in dialogs.
        if self._dialog is not None:
            return
        self._dialog = fault_dialog(details)
        self._dialog.finished.connect(self._on_closed)
        self._dialog.open()

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
        self._dialog = None

    @property
    def dialog(self) -> QMessageBox | None:
        """The dialog on the screen, if any."""
        return self._dialog


def fault_dialog(details: str) -> QMessageBox:
    """The sentence, with a button that copies the details and leaves the dialog open."""
    dialog = boxes.box(None, "年报自查", SENTENCE, ADVICE)
    go_on = dialog.addButton("继续", QMessageBox.ButtonRole.AcceptRole)
    dialog.setDefaultButton(go_on)
    dialog.setEscapeButton(go_on)
    boxes.offer_details(dialog, details)
    return dialog
