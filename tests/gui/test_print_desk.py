"""Printing from the window: the keys, the choice, the preview, and what is said when nothing comes out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog, QPrintPreviewWidget
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import gui.printing.desk
from core.findings import Result
from gui.printing.choice import PrintChoice, Wish
from gui.printing.desk import PrintDesk, make_printer
from gui.printing.output import ON_DRAFT, PrintError
from gui.printing.pages import Part
from gui.settings import Preferences
from gui.window import MainWindow
from tests.gui import report

Sent = list[tuple[Part, QPrinter]]


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Sent:
    """What went to a printer."""
    found: Sent = []
    monkeypatch.setattr(gui.printing.desk, "print_pages", lambda _result, part, printer: found.append((part, printer)))
    return found


def answer(monkeypatch: pytest.MonkeyPatch, accepted: bool) -> None:
    """What the user does in the dialog of the printer."""
    code = QDialog.DialogCode.Accepted if accepted else QDialog.DialogCode.Rejected
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: code)


def test_printing_has_its_keys_and_needs_a_result(window: MainWindow) -> None:
    actions = window.actions_
    assert actions.print.shortcut() == QKeySequence("Ctrl+P")
    assert actions.preview.shortcut() == QKeySequence("Ctrl+Shift+P")
    assert not actions.print.isEnabled()
    window._on_opened(report.result().path)
    window._on_checked(report.result())
    assert actions.print.isEnabled()
    assert actions.preview.isEnabled()


def test_what_was_chosen_is_printed_and_chosen_next_time(
    window: MainWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, sent: Sent
) -> None:
    offered: list[tuple[Part, bool]] = []

    def ask(_parent: QWidget, part: Part, preview_first: bool) -> tuple[Wish, Part]:
        offered.append((part, preview_first))
        return Wish.PRINT, Part.BOTH

    answer(monkeypatch, accepted=True)
    for preview_first in (False, True):
        PrintDesk(window, preferences, ask).start(report.result(), preview_first)
    assert [part for part, _ in sent] == [Part.BOTH, Part.BOTH]
    assert offered == [(Part.CHECKLIST, False), (Part.BOTH, True)]


def test_nothing_is_printed_when_a_dialog_is_left(
    window: MainWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, sent: Sent
) -> None:
    answer(monkeypatch, accepted=False)
    PrintDesk(window, preferences, lambda *_: (Wish.PRINT, Part.TEXT)).start(report.result())
    PrintDesk(window, preferences, lambda *_: (Wish.NOTHING, Part.TEXT)).start(report.result())
    assert sent == []


def test_a_failure_is_said_and_the_cursor_is_as_before(
    window: MainWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_result: Result, _part: Part, _printer: QPrinter) -> None:
        raise PrintError("打印没有完成。")

    monkeypatch.setattr(gui.printing.desk, "print_pages", fail)
    answer(monkeypatch, accepted=True)
    PrintDesk(window, preferences, lambda *_: (Wish.PRINT, Part.TEXT)).start(report.result())
    (box,) = [child for child in window.children() if isinstance(child, QMessageBox) and child.isVisible()]
    assert box.text() == "打印没有完成。"
    assert QApplication.overrideCursor() is None
    box.close()


def test_the_preview_shows_every_page(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    seen: list[int] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QPrintPreviewDialog)
        pages = dialog.findChild(QPrintPreviewWidget)
        assert isinstance(pages, QPrintPreviewWidget)
        seen.append(pages.pageCount())
        dialog.reject()

    QTimer.singleShot(1500, look)
    desk = PrintDesk(window, preferences)
    desk.preview(report.result(), Part.BOTH, make_printer(report.result(), Part.BOTH))
    assert seen[0] > 2


def test_the_choice_tells_what_was_asked(window: MainWindow, qtbot: QtBot) -> None:
    for press, wish in (("preview", Wish.PREVIEW), ("print", Wish.PRINT)):
        dialog = PrintChoice(window, Part.TEXT, preview_first=False)
        assert (dialog.part, dialog.wish) == (Part.TEXT, Wish.NOTHING)
        dialog.buttons[Part.BOTH].click()
        getattr(dialog, press).click()
        assert (dialog.part, dialog.wish) == (Part.BOTH, wish)


def test_a_printer_is_set_to_a4(window: MainWindow) -> None:
    printer = make_printer(report.result(), Part.CHECKLIST)
    assert printer.pageLayout().pageSize().name().startswith("A4")
    assert Path(printer.docName()).name == report.result().form.title


def test_printing_into_a_file_never_replaces_what_was_read(
    window: MainWindow, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draft, link = tmp_path / "报告.pdf", tmp_path / "别名.pdf"
    draft.write_bytes(b"draft")
    link.symlink_to(draft)
    answer(monkeypatch, accepted=True)
    previous = tmp_path / "上年.pdf"
    previous.write_bytes(b"previous")
    result = replace(report.result(), path=str(draft), previous=str(previous))
    for target in (draft, link, previous):
        printer = make_printer(result, Part.CHECKLIST)
        printer.setOutputFileName(str(target))
        PrintDesk(window, preferences).print(result, Part.CHECKLIST, printer)
    told = [child.text() for child in window.children() if isinstance(child, QMessageBox)]
    assert told == [ON_DRAFT] * 3
    assert previous.read_bytes() == b"previous"
    assert draft.read_bytes() == b"draft"


@pytest.mark.parametrize(("preview_first", "wish"), [(True, Wish.PREVIEW), (False, Wish.PRINT)])
def test_return_does_what_was_asked_for(window: MainWindow, qtbot: QtBot, preview_first: bool, wish: Wish) -> None:
    dialog = PrintChoice(window, Part.TEXT, preview_first)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog.buttons[Part.TEXT]
    QTest.keyClick(dialog.buttons[Part.TEXT], Qt.Key.Key_Return)
    assert dialog.wish is wish
