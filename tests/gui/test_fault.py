from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from gui.boxes import COPIED
from gui.fault import ADVICE, SENTENCE, FaultReporter

ROOT = Path(__file__).resolve().parents[2]


def raise_into(reporter: FaultReporter, words: str) -> None:
    try:
        raise ValueError(words)
    except ValueError as error:
        reporter._on_exception(type(error), error, error.__traceback__)


def test_an_uncaught_exception_is_a_sentence_whose_details_can_be_copied(qtbot: QtBot) -> None:
    reporter = FaultReporter()
    raise_into(reporter, "inner secret")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    box = reporter.dialog
    assert box is not None
    assert box.text() == SENTENCE
    assert box.informativeText() == ADVICE
    shown = " ".join((box.text(), box.informativeText(), box.detailedText()))
    assert "secret" not in shown
    copy = next(button for button in box.buttons() if button.text() == "复制详情")
    QTest.mouseClick(copy, Qt.MouseButton.LeftButton)
    assert "inner secret" in QGuiApplication.clipboard().text()
    assert copy.text() == COPIED
    assert box.isVisible()
    box.accept()
    assert reporter.dialog is None


def test_faults_in_a_row_open_one_dialog(qtbot: QtBot) -> None:
    reporter = FaultReporter()
    raise_into(reporter, "1")
    qtbot.waitUntil(lambda: reporter.dialog is not None)
    first = reporter.dialog
    raise_into(reporter, "2")
    qtbot.wait(50)
    assert reporter.dialog is first
    assert first is not None
    first.accept()


FAILING_PAINTER = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget
from gui.app import make_application
from gui.fault import FaultReporter

class Failing(QWidget):
    def paintEvent(self, event):
        painter = QPainter(self)
        try:
            raise KeyError
        except KeyError:
            raise ValueError("while painting")

application = make_application(["test"])
reporter = FaultReporter()
reporter.install()
told = []
reporter.raised.connect(told.append)
widget, timer = Failing(), QTimer()
widget.show()
timer.timeout.connect(widget.update)
timer.start(20)
QTimer.singleShot(300, application.quit)
application.exec()
assert told and "while painting" in told[0]
del widget
"""


def test_a_fault_while_painting_breaks_nothing_down() -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAILING_PAINTER], cwd=ROOT, check=False, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, "active painter" in done.stderr) == (0, False), done.stderr


def test_the_modules_of_the_worker_process_load_no_qt() -> None:
    code = "import sys, gui.worker; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
