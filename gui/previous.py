"""Last year's report to compare with: chosen once, remembered for the unit and year, offered where an earlier check knows one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.findings import Result
from gui.history import loading
from gui.history.loading import Reading, Told
from gui.opening import choose_report
from gui.settings import Preferences
from gui.wanted import NO_COMPARISON, of_path, short

SAME = "上年报告不能是正在检查的这份报告，请选上年度的报告。"


class PreviousReport(QObject):
    """Knows with which file each draft is compared."""

    offered = Signal(str)
    """The path of a file that may be last year's report."""
    failed = Signal(str)

    def __init__(self, parent: QWidget, preferences: Preferences) -> None:
        super().__init__(parent)
        self._parent, self._preferences = parent, preferences
        self._reading = Reading(self._on_read, self)

    def for_report(self, result: Result) -> str | None:
        """What was chosen for the unit and year of a report; when nothing was, an earlier check is looked for and offered."""
        kept = self._preferences.text(of_path(result.path)) or self._preferences.text(_of_unit(result))
        if not kept and result.unit and result.year:
            self._reading.start(partial(loading.drafts_of, result.unit, result.year - 1))
        return kept if kept and kept != NO_COMPARISON else None

    def ask(self, result: Result) -> str | None:
        """Ask for the file, and remember it."""
        wanted = f"{result.year - 1}年度的报告" if result.year else "上年度的报告"
        chosen = choose_report(self._parent, self._preferences, f"选择{wanted}")
        if not chosen:
            return None
        if Path(chosen).absolute() == Path(result.path).absolute():
            self.failed.emit(SAME)
            return None
        self.keep(result, chosen)
        return chosen

    def keep(self, result: Result, chosen: str | None) -> None:
        """Remember a choice; None for no comparison."""
        for name in (of_path(result.path), _of_unit(result)):
            self._preferences.keep_text(name, chosen or NO_COMPARISON)

    def _on_read(self, told: Told) -> None:
        if told.recent:
            self.offered.emit(told.recent[0].check.path)

    def wait(self) -> None:
        """Wait until nothing is read any more."""
        self._reading.wait()


def _of_unit(result: Result) -> str:
    return f"previous-of-unit-{short(f'{result.unit} {result.year}')}"
