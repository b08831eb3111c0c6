"""Opens the rule settings for a main window, keeps the card of the start page, and has the open draft checked again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.files import own_rules, rules_folder
from gui.history.loading import Reading
from gui.rules.pages import RULES, UNIT
from gui.rules.telling import tell
from gui.session import Session
from gui.start.unit import UnitCard

if TYPE_CHECKING:
    from gui.rules.window import RulesWindow


class RulesDesk(QObject):
    """One rule window for each main window, made when it is first asked for."""

    def __init__(self, window: QWidget, session: Session, card: UnitCard) -> None:
        super().__init__(window)
        self._window, self._session, self._card = window, session, card
        self._reading = Reading(card.show_unit, self)
        self.dialog: RulesWindow | None = None
        card.change_wanted.connect(lambda: self.show(UNIT))

    def show(self, page: int = RULES) -> None:
        """Open the settings at a page, or bring them to the front."""
        from gui.rules.window import RulesWindow  # noqa: PLC0415 - the main window opens sooner without it

        if self.dialog is None:
            self.dialog = RulesWindow(rules_folder(), lambda: self._session.result, self._window)
            self.dialog.saved.connect(self._on_saved)
            self.dialog.finished.connect(self._on_finished)
        self.dialog.turn_to(page)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _on_finished(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None

    def _on_saved(self) -> None:
        self.refresh()
        if not self._session.path:
            return
        chosen = replace(self._session.settings, rules_dir=own_rules())
        if chosen == self._session.settings:
            self._session.recheck()
        else:
            self._session.configure(chosen)

    def refresh(self) -> None:
        """Read again what the card of the start page shows."""
        self._reading.start(partial(tell, rules_folder()))

    def open_folder(self) -> None:
        """Show the rules folder in the file manager of the desktop."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(rules_folder())))

    def may_close(self) -> bool:
        """Whether the main window may close; where rules are not saved yet, the user is asked first."""
        if self.dialog is None:
            return True
        if self.dialog.unsaved:
            self.dialog.raise_()
            self.dialog.reject()
            return False
        self.dialog.reject()
        return True

    def wait(self) -> None:
        """Wait until nothing is read any more."""
        self._reading.wait()
