"""The window 规则设置: four pages over one working copy, and the bar that saves it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.findings import Result
from gui import boxes
from gui.fault import DetailsButton
from gui.labels import label, wrapped
from gui.mailbox import Errand
from gui.rules import loading
from gui.rules.copy import WorkingCopy
from gui.rules.entry_dialog import EntryDialog
from gui.rules.files_page import FilesPage
from gui.rules.loading import Fault, Loaded, Saved
from gui.rules.own_page import OwnPage
from gui.rules.packaging import Packaging
from gui.rules.pages import FILES, NAMES, RULES
from gui.rules.rules_page import RulesPage
from gui.rules.trial import Bench
from gui.rules.unit_page import UnitPage

TITLE = "规则设置"
SIZE = (1120, 740)
READING = "正在读取规则…"
UNSAVED, SAVING = "有未保存的修改", "正在保存…"
SAVED, TAKEN = "已保存，打开的报告会重新检查", "已导入，打开的报告会重新检查"
READ_AGAIN = "已重新读取，打开的报告会重新检查"
SAVE_FIRST = "请先保存修改，再导入规则包。"
UNSOUND = "有一项填得不对，改好后再保存。"
SURE = "规则设置里有未保存的修改，要保存吗？"


class RulesWindow(QDialog):
    """Reads the rules in a thread when it opens; ``saved`` tells that the folder has changed."""

    saved = Signal()

    def __init__(self, folder: Path, result: Callable[[], Result | None], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(TITLE)
        self.resize(*SIZE)
        self._folder, self._result = folder, result
        self._page = RULES
        self._loading, self._saving = Errand(self._on_loaded, self), Errand(self._on_saved, self)
        self._close_after, self._told = False, SAVED
        self.copy: WorkingCopy | None = None
        self.packaging = Packaging(self)
        self.entry_dialog: EntryDialog | None = None
        self.tabs, self.pages = QButtonGroup(self), QStackedWidget()
        self.reading, self.details = wrapped(READING, 16, role="muted"), DetailsButton()
        self.state = wrapped("", 13.5, role="muted")
        self.save_button, self.close_button = QPushButton("保存"), QPushButton("关闭")
        self._lay_out()
        self._connect()
        self._loading.run(loading.safely(partial(loading.load, folder)))

    def _lay_out(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(8)
        for number, name in enumerate(NAMES):
            tab = QPushButton(name)
            tab.setCheckable(True)
            tab.setAutoDefault(False)
            tab.setProperty("chip", "true")
            self.tabs.addButton(tab, number)
            top.addWidget(tab)
        top.addStretch(1)
        self.save_button.setProperty("primary", "true")
        for button in (self.save_button, self.close_button):
            button.setAutoDefault(False)
        bottom.addWidget(self.state, 20)
        bottom.addStretch(1)
        bottom.addWidget(self.close_button)
        bottom.addWidget(self.save_button)
        waiting = QWidget()
        middle = QVBoxLayout(waiting)
        middle.addStretch(2)
        self.reading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle.addWidget(self.reading)
        middle.addWidget(self.details, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(3)
        self.details.hide()
        self.pages.addWidget(waiting)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 18, 24, 16)
        box.setSpacing(14)
        box.addWidget(label(TITLE, 20, bold=True))
        box.addLayout(top)
        box.addWidget(self.pages, 1)
        box.addLayout(bottom)
        self._show_state()

    def _connect(self) -> None:
        self.tabs.idClicked.connect(self.turn_to)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.reject)
        self.packaging.taken.connect(lambda: self._reload(TAKEN))
        self.packaging.told.connect(self.state.say)

    def turn_to(self, page: int) -> None:
        """Show a page, now or when the rules have been read."""
        self._page = page
        self.tabs.button(page).setChecked(True)
        if self.focusWidget() is None or self.focusWidget() in self.tabs.buttons():
            self.tabs.button(page).setFocus()
        if self.copy is not None:
            shown = (lambda: self.rules, lambda: self.own, lambda: self.unit, lambda: self.files)[page]()
            # Another page may have changed what this one shows.
            shown.refresh()
            self.pages.setCurrentWidget(shown)

    # The pages, each made when it is first looked at: all at once would keep the window waiting

    @cached_property
    def rules(self) -> RulesPage:
        """The rules that there are."""
        page = RulesPage(self._known)
        self.pages.addWidget(page)
        return page

    @cached_property
    def own(self) -> OwnPage:
        """The rules of the office's own."""
        page = OwnPage(self._known)
        page.new_wanted.connect(self.write)
        page.edit_wanted.connect(self.write)
        self.pages.addWidget(page)
        return page

    @cached_property
    def unit(self) -> UnitPage:
        """The unit and its deadlines."""
        page = UnitPage(self._known)
        self.pages.addWidget(page)
        return page

    @cached_property
    def files(self) -> FilesPage:
        """The files of the folder."""
        page = FilesPage(self._known)
        page.import_wanted.connect(self._on_import)
        page.export_wanted.connect(lambda: self.packaging.ask_export(self._known.loaded))
        page.reload_wanted.connect(lambda: self._reload(READ_AGAIN))
        self.pages.addWidget(page)
        return page

    @property
    def _known(self) -> WorkingCopy:
        assert self.copy is not None
        return self.copy

    # Reading

    def _on_loaded(self, outcome: Loaded | Fault) -> None:
        if isinstance(outcome, Fault):
            self.reading.say(outcome.sentence)
            self.details.offer(outcome.details)
            self.pages.setCurrentIndex(0)
            return
        if self.copy is None:
            self._build(outcome)
        else:
            self.copy.take(outcome)
        self._show_state()

    def _build(self, loaded: Loaded) -> None:
        self.copy = WorkingCopy(loaded, self)
        self.copy.changed.connect(self._show_state)
        self.turn_to(FILES if loaded.mistakes and self._page == RULES else self._page)

    def _on_import(self) -> None:
        if self.unsaved:
            self.state.say(SAVE_FIRST)
        else:
            self.packaging.ask_import(self._folder)

    def _reload(self, told: str) -> None:
        """Read the folder again, because it has changed; what was not saved yet is kept where it can be."""
        self._told = told
        self._saving.run(loading.safely(lambda: Saved(loading.load(self._folder))))

    # Writing rules of one's own

    def write(self, key: str, number: int | None = None) -> None:
        """Write a new rule, or change one."""
        if self.copy is None:
            return
        result = self._result()
        document, edition = (result.document, result.edition or "") if result else (None, "")
        bench = Bench(self._folder, document)
        self.entry_dialog = dialog = EntryDialog(
            self.copy, bench, document is not None, key, number, edition=edition, parent=self
        )
        dialog.done_with.connect(lambda entry: self._on_entry(key, number, entry))
        dialog.finished.connect(self._on_written)
        dialog.open()

    def _on_written(self) -> None:
        self.entry_dialog = None

    def _on_entry(self, key: str, number: int | None, entry: dict[str, object]) -> None:
        if self.copy is not None:
            self.copy.put(self.copy.layer.with_entry(key, entry, number))
            self.own.select(key, len(self.copy.layer.lists[key]) - 1 if number is None else number)

    # Saving

    @property
    def unsaved(self) -> bool:
        """Whether there is anything to save."""
        return self.copy is not None and self.copy.unsaved

    def _show_state(self) -> None:
        locked = self.copy.loaded.locked if self.copy else ""
        self.state.say(locked or (UNSAVED if self.unsaved else ""))
        self.save_button.setEnabled(self.unsaved and not locked)

    def save(self) -> None:
        """Write the own layer."""
        if self.copy is None or not self.unsaved:
            return
        if "rules" in self.__dict__ and not self.rules.page.sound:
            self._close_after = False
            self.state.say(UNSOUND)
            self.turn_to(RULES)
            return
        self.state.say(SAVING)
        self.save_button.setEnabled(False)
        self._told = SAVED
        before, layer = self.copy.loaded, self.copy.layer
        self._saving.run(loading.safely(lambda: loading.save(before, layer)))

    def _on_saved(self, outcome: Saved | Fault) -> None:
        closing, self._close_after = self._close_after, False
        if isinstance(outcome, Fault) or outcome.loaded is None or self.copy is None:
            self._show_state()
            self.state.say(outcome.sentence)
            return
        self.copy.take(outcome.loaded)
        self._show_state()
        self.state.say(self._told)
        self.saved.emit()
        if closing:
            self.reject()

    # Closing

    def reject(self) -> None:
        """Close, after a question where something is not saved."""
        if not self.unsaved:
            self.wait()
            super().reject()
            return
        asked = boxes.box(self, TITLE, SURE)
        save = asked.addButton("保存", boxes.Roles.AcceptRole)
        drop = asked.addButton("不保存", boxes.Roles.DestructiveRole)
        stay = asked.addButton("取消", boxes.Roles.RejectRole)
        asked.setDefaultButton(save)
        asked.setEscapeButton(stay)
        save.clicked.connect(self._save_and_close)
        drop.clicked.connect(self.drop)
        asked.open()

    def _save_and_close(self) -> None:
        self._close_after = True
        self.save()

    def drop(self) -> None:
        """Close without what is not saved."""
        if self.copy is not None:
            self.copy.put(self.copy.loaded.own.layer)
        self.reject()

    def wait(self) -> None:
        """Wait until nothing is read or written any more."""
        for errand in (self._loading, self._saving):
            errand.wait()
        self.packaging.wait()
