"""Printing from the window: what, then the preview or the printer's own dialog, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QObject, QSize, Qt
from PySide6.QtGui import QGuiApplication, QPageLayout
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from core.findings import Result
from gui import boxes, fitting
from gui.printing.choice import PrintChoice, Wish
from gui.printing.output import PrintError, print_pages
from gui.printing.pages import Part, layout_for
from gui.settings import Preferences

PART = "print-part"
PREVIEW_SIZE, PREVIEW_SMALLEST = QSize(1000, 860), QSize(640, 420)
Ask = Callable[[QWidget, Part, bool], tuple[Wish, Part]]


def ask(parent: QWidget, part: Part, preview_first: bool) -> tuple[Wish, Part]:
    """Ask what to print, and whether to look at it first."""
    dialog = PrintChoice(parent, part, preview_first)
    dialog.exec()
    answer = dialog.wish, dialog.part
    dialog.deleteLater()
    return answer


class PrintDesk(QObject):
    """Prints one result after the other."""

    def __init__(self, parent: QWidget, preferences: Preferences, ask: Ask = ask) -> None:
        super().__init__(parent)
        self._window, self._preferences, self._ask = parent, preferences, ask

    def start(self, result: Result, preview_first: bool = False) -> None:
        """Ask what to print, and print it or show it."""
        wish, part = self._ask(self._window, self._kept(), preview_first)
        if wish is Wish.NOTHING:
            return
        self._preferences.keep_text(PART, part.value)
        printer = make_printer(result, part)
        if wish is Wish.PREVIEW:
            self.preview(result, part, printer)
        else:
            self.print(result, part, printer)

    def _kept(self) -> Part:
        with suppress(ValueError):
            return Part(self._preferences.text(PART))
        return Part.CHECKLIST

    def preview(self, result: Result, part: Part, printer: QPrinter) -> None:
        """Show the pages as they will be; they can be printed from there."""
        dialog = QPrintPreviewDialog(printer, self._window)
        dialog.setWindowTitle("打印预览")
        fitting.limit(dialog, PREVIEW_SIZE, PREVIEW_SMALLEST)
        dialog.paintRequested.connect(lambda device: self._send(result, part, device))
        dialog.exec()
        dialog.deleteLater()

    def print(self, result: Result, part: Part, printer: QPrinter) -> None:
        """Ask for the printer and send it the pages."""
        dialog = QPrintDialog(printer, self._window)
        dialog.setWindowTitle("打印")
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._send(result, part, printer)
        dialog.deleteLater()

    def _send(self, result: Result, part: Part, printer: QPrinter) -> None:
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            print_pages(result, part, printer)
        except PrintError as error:
            tell_failure(self._window, str(error))
        finally:
            QGuiApplication.restoreOverrideCursor()


def make_printer(result: Result, part: Part) -> QPrinter:
    """The printer of the desktop, set to A4 with our margins; a PDF where there is none."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(result.form.title)
    printer.setCreator("年报自查")
    paper = layout_for(result, part)
    paper.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(paper)
    return printer


def tell_failure(parent: QWidget, sentence: str) -> None:
    """Say why nothing was printed."""
    boxes.tell(parent, "打印", sentence)
