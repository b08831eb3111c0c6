"""The main window: puts pages, bars and actions together and leaves the work to them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.changes import NO_CHANGES
from core.findings import Result
from core.version import NAME
from gui import actions, appearance, fitting, later, preparing
from gui.copying import CopyMaker, Kind, corrected, marked
from gui.dismissing.dismisser import Dismisser
from gui.dropping import FileTaker
from gui.exporting import Exporter
from gui.files import sample_file
from gui.icons import application_icon
from gui.jobs import Jobs
from gui.manual.handbook import show_handbook
from gui.manual.page import show_page
from gui.menus import Actions, fill
from gui.messages import BusyPage, FailurePage
from gui.news import news_of
from gui.opening import choose_report, others_sentence
from gui.past import BACK, Past
from gui.previous import PreviousReport
from gui.rules import pages
from gui.rules.desk import RulesDesk
from gui.session import Session
from gui.settings import Preferences
from gui.start.page import StartPage
from gui.statusbar import StatusBar
from gui.topbar import TopBar
from gui.wanted import settings_for
from gui.watcher import Watcher

if TYPE_CHECKING:
    from gui.workspace import Workspace

SIZE = (1440, 900)
SMALLEST = (720, 440)
SHOW_BUSY_AFTER_MS = 250
STILL_OLD = "保存后的文件没能检查：{sentence}下面仍是上一次的结果。"


class MainWindow(FileTaker):
    """One window for one report."""

    new_wanted = Signal()
    closed = Signal()

    def __init__(self, preferences: Preferences, jobs: Jobs | None = None, watcher: Watcher | None = None) -> None:
        super().__init__()
        self.preferences = preferences
        self._jobs = jobs or Jobs(parent=self)
        self.session = Session(self._jobs, watcher or Watcher(self), self)
        self.exporter = Exporter(self, preferences)
        self.copies = CopyMaker(self, preferences)
        self._workspace: Workspace | None = None
        self.dismisser = Dismisser(self)
        self.previous = PreviousReport(self, preferences)
        self._changes = NO_CHANGES
        self.actions_ = self._make_actions()
        self.topbar = TopBar(
            self.actions_.open, self.actions_.recheck, self.actions_.compare, self.actions_.rules, self.actions_.export
        )
        self.statusbar = StatusBar()
        self.start = StartPage(self.actions_.open, self.actions_.sample)
        self.past = Past(self, self.start.recent)
        self.rules = RulesDesk(self, self.session, self.start.unit)
        self.failure, self.busy = FailurePage(), BusyPage()
        self.pages = QStackedWidget()
        self._busy_delay = QTimer(self)
        self._busy_delay.setSingleShot(True)
        self._busy_delay.setInterval(SHOW_BUSY_AFTER_MS)
        self._others = ""
        self._lay_out()
        self._connect()
        self._restore()
        self._show_start()

    # Assembling

    @property
    def workspace(self) -> Workspace:
        """Where a result is shown, made for the first one. Whoever asks acts on what it shows: what waits for its turn is done."""
        if self._workspace is None:
            self._workspace = self._make_workspace()
        self._workspace.settle()
        return self._workspace

    def _make_workspace(self) -> Workspace:
        from gui.workspace import Workspace  # noqa: PLC0415 - most of what the window imports

        made, session = Workspace(), self.session
        self.pages.addWidget(made)
        session.progressed.connect(made.busy.progress)
        session.cancelled.connect(made.busy.end)
        made.busy.cancel_wanted.connect(session.cancel)
        made.notice.retry_wanted.connect(session.recheck)
        made.notice.rules_wanted.connect(self.rules.open_folder)
        made.dismiss_wanted.connect(self._dismiss)
        made.manual_wanted.connect(lambda rule: show_page(self, rule))
        made.middle.zoom_changed.connect(self.statusbar.show_zoom)
        made.restore(self.preferences)
        made.outline.setVisible(self.actions_.outline.isChecked())
        self.statusbar.show_zoom(made.view.zoom)
        return made

    def _there(self, act: Callable[[Workspace], object]) -> Callable[[], object]:
        """A slot that does something in the workspace."""
        return lambda: act(self.workspace)

    def _say(self, sentence: str) -> None:
        self.workspace.notice.say(sentence)

    def _make_actions(self) -> Actions:
        sample = actions.open_sample(self, self._open_sample)
        sample.setVisible(sample_file() is not None)
        return Actions(
            open=actions.open_report(self, self.choose),
            sample=sample,
            recheck=actions.recheck(self, self.session.recheck),
            compare=actions.compare(self, self._compare),
            alone=actions.stop_comparing(self, lambda: self._compare_with(None)),
            export=actions.export_checklist(self, self._export),
            marked=actions.save_marked(self, lambda: self._save_copy(marked())),
            corrected=actions.save_corrected(self, lambda: self._save_copy(corrected())),
            print=actions.print_result(self, self._print),
            preview=actions.preview_print(self, lambda: self._print(preview_first=True)),
            close=actions.close_report(self, self.session.close),
            new=actions.new_window(self, self.new_wanted.emit),
            handbook=actions.handbook(self, lambda: show_handbook(self)),
            manual=actions.rule_manual(self, lambda: show_page(self, "")),
            leave=actions.leave(self, self.close),
            next=actions.next_finding(self, self._there(lambda space: space.go_next())),
            previous=actions.previous_finding(self, self._there(lambda space: space.go_previous())),
            dismiss=actions.dismiss(self, self._there(lambda space: space.dismiss())),
            undo=actions.undo(self, self._undo),
            search=actions.search_results(self, self._there(lambda space: space.findings.tools.field.setFocus())),
            explain=actions.explain_rule(self, self._there(lambda space: space.explain_rule())),
            find=actions.find(self, self._there(lambda space: space.finder.begin())),
            outline=actions.outline(self, self._show_outline),
            rules=actions.rule_settings(self, lambda: self.rules.show(pages.RULES)),
            own_rules=actions.own_rules(self, lambda: self.rules.show(pages.OWN)),
            unit=actions.unit_settings(self, lambda: self.rules.show(pages.UNIT)),
            rule_files=actions.rule_files(self, lambda: self.rules.show(pages.FILES)),
            history=actions.history(self, lambda: self.past.show(self.session.path)),
            zoom_in=actions.zoom_in(self, self._there(lambda space: space.middle.zoom_in())),
            zoom_out=actions.zoom_out(self, self._there(lambda space: space.middle.zoom_out())),
            zoom_reset=actions.zoom_reset(self, self._there(lambda space: space.middle.set_zoom(1.0))),
            about=actions.about(self, lambda: later.show_about(self)),
        )

    def _lay_out(self) -> None:
        self.setWindowTitle(NAME)
        self.setWindowIcon(application_icon())
        for page in (self.start, self.busy, self.failure):
            self.pages.addWidget(page)
        middle = QWidget()
        box = QVBoxLayout(middle)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.topbar)
        box.addWidget(self.pages, 1)
        box.addWidget(self.statusbar)
        self.setCentralWidget(middle)
        fill(self.menuBar(), self.actions_, appearance.menu(self, self.preferences), self.past.menu)

    def _connect(self) -> None:
        session = self.session
        self.held.connect(self.start.zone.set_hot)
        self.dropped.connect(self.open)
        session.opened.connect(self._on_opened)
        session.started.connect(self._on_started)
        session.progressed.connect(self.busy.say)
        session.checked.connect(self._on_checked)
        session.failed.connect(self._on_failed)
        session.lost.connect(self._on_lost)
        session.remembered.connect(self.statusbar.show_remembered)
        session.closed.connect(self._show_start)
        self.busy.cancel_wanted.connect(session.cancel)
        self.failure.retry_wanted.connect(session.recheck)
        self.failure.open_wanted.connect(self.choose)
        session.rejudged.connect(self._on_rejudged)
        self.dismisser.changed.connect(session.replace)
        self.dismisser.dismissed.connect(lambda: self.workspace.toast.say("已忽略 1 处", "撤销", self._undo))
        self.dismisser.restored.connect(lambda: self.workspace.toast.say("已撤销忽略"))
        self.dismisser.failed.connect(self._say)
        self.previous.offered.connect(self._offer_previous)
        self.previous.failed.connect(self._say)
        self.past.view_wanted.connect(self._view_past)
        for recent in (self.start.recent, self.past.menu):
            recent.open_wanted.connect(lambda path: self.open([path]))
        self.statusbar.zoom_reset_wanted.connect(lambda: self.workspace.middle.set_zoom(1.0))
        self._busy_delay.timeout.connect(lambda: self.pages.setCurrentWidget(self.busy))

    def _restore(self) -> None:
        self.resize(*SIZE)
        if state := self.preferences.state("window"):
            self.restoreGeometry(state)
        if not self.isMaximized():
            fitting.limit(self, self.size(), QSize(*SMALLEST))
        self.actions_.outline.setChecked(bool(self.preferences.number("outline", 0)))

    # Opening

    def warm(self) -> None:
        """Get the worker process ready for the first report."""
        self._jobs.warm()

    def choose(self) -> None:
        """Ask for a report and open it."""
        if path := choose_report(self, self.preferences):
            self.open([path])

    def open(self, files: list[str]) -> None:
        """Open the first of some files; the others are named."""
        if files:
            self._others = others_sentence(files)
            self.session.open(files[0], settings_for(self.preferences, files[0]))

    def _show_outline(self, shown: bool) -> None:
        if self._workspace is not None:
            self._workspace.outline.setVisible(shown)

    def _open_sample(self) -> None:
        if path := sample_file():
            self.open([str(path)])

    def _export(self) -> None:
        if self.session.result is not None:
            self.exporter.export(self.session.result)

    def _save_copy(self, kind: Kind) -> None:
        if self.session.result is not None:
            self.copies.save(self.session.result, kind)

    def _print(self, preview_first: bool = False) -> None:
        later.print_result(self, self.preferences, self.session.result, preview_first)

    # What the session tells

    def _show_start(self) -> None:
        self._busy_delay.stop()
        if self._workspace is not None:
            preparing.forget(self._workspace.result)
            self._workspace.forget()
        self.setWindowTitle(NAME)
        self._show_bars(False)
        self.pages.setCurrentWidget(self.start)
        # Only where it stays: a file may be opened at once.
        QTimer.singleShot(0, self, self._tell_start)

    def _tell_start(self) -> None:
        if not self.session.path:
            self.past.refresh()
            self.rules.refresh()

    def _show_bars(self, shown: bool, result: bool = False) -> None:
        self.topbar.setVisible(shown)
        self.statusbar.setVisible(shown)
        for action in (self.actions_.recheck, self.actions_.close, self.actions_.history):
            action.setEnabled(shown)
        self.actions_.alone.setEnabled(result and self.session.settings.previous is not None)
        self.actions_.undo.setEnabled(result and self.dismisser.can_undo)
        if self._workspace is not None:
            self._workspace.detail.may_dismiss = result
        for action in self.actions_.on_result:
            action.setEnabled(result)

    def _compare(self) -> None:
        if self.session.result is not None and (chosen := self.previous.ask(self.session.result)):
            self._compare_with(chosen)

    def _compare_with(self, chosen: str | None) -> None:
        if self.session.result is not None:
            self.previous.keep(self.session.result, chosen)
            self.session.configure(replace(self.session.settings, previous=chosen))

    def _offer_previous(self, path: str) -> None:
        self.workspace.toast.say(f"以前检查过“{Path(path).name}”，可能是上年报告", "对照", lambda: self._compare_with(path))

    def _dismiss(self, finding: int) -> None:
        result = self.session.result
        if result is None:
            return
        if result.findings[finding].waived:
            self.dismisser.restore(result, finding)
        else:
            self.dismisser.ask(result, finding)

    def _undo(self) -> None:
        if self.session.result is not None:
            self.dismisser.undo(self.session.result)

    def _on_rejudged(self, result: Result) -> None:
        if not self.workspace.looking_back:
            self._show_bars(True, result=True)
            self.workspace.show_rejudged(result, self._changes)

    def _on_opened(self, path: str) -> None:
        self.dismisser.forget()
        self.setWindowTitle(f"{self.session.name} - {NAME}")
        self.workspace.forget()
        self.topbar.show_file(path)
        self.statusbar.clear()
        self.busy.show_file(self.session.name)
        self._show_bars(True)

    def _on_started(self) -> None:
        self.statusbar.show_watching(lost=False)
        if not self.isVisible():
            self.pages.setCurrentWidget(self.busy)
        elif self.session.result is None:
            self._busy_delay.start()
        else:
            self.workspace.busy.begin()

    def _end_busy(self) -> None:
        self._busy_delay.stop()
        if self._workspace is not None:
            self._workspace.busy.end()

    def _on_checked(self, result: Result, before: Result | None = None) -> None:
        self._end_busy()
        news = news_of(before, result)
        self._changes = news.changes
        workspace = self._show_now(result)
        if news.sentence:
            workspace.toast.say(news.sentence)
        if self._others:
            workspace.notice.say(self._others)
            self._others = ""
        self.pages.setCurrentWidget(workspace)
        if before is None and self.session.settings.previous is None and (known := self.previous.for_report(result)):
            self.session.configure(replace(self.session.settings, previous=known))

    def _show_now(self, result: Result) -> Workspace:
        self._show_bars(True, result=True)
        self.topbar.show_result(result)
        self.statusbar.show_result(result)
        workspace = self.workspace
        workspace.show_result(result, self._changes)
        return workspace

    def _view_past(self, result: Result, sentence: str) -> None:
        """Show a past result for reading; the check of today comes back with the next one."""
        if not self.session.path:
            self.topbar.setVisible(True)
            self.actions_.close.setEnabled(True)
        self.topbar.show_result(result)
        self.statusbar.clear()
        workspace = self.workspace
        workspace.look_back(result, sentence, BACK if self.session.path else "")
        self.actions_.undo.setEnabled(False)
        for action in self.actions_.on_result:
            action.setEnabled(action in self.actions_.on_screen)
        self.pages.setCurrentWidget(workspace)

    def _on_failed(self, sentence: str, details: str) -> None:
        self._end_busy()
        if self.session.result is not None:
            if self.workspace.looking_back:
                self._show_now(self.session.result)
            self.workspace.notice.say(STILL_OLD.format(sentence=sentence), retry=True, details=details)
            return
        self.statusbar.clear()
        self.failure.show_failure(self.session.path, sentence, details)
        self.pages.setCurrentWidget(self.failure)

    def _on_lost(self, sentence: str) -> None:
        self.statusbar.show_watching(lost=True)
        if self.session.result is not None and not self.workspace.looking_back:
            self.workspace.notice.say(sentence, retry=True)

    # Events

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep place and sizes, finish what is being written, end the worker."""
        if not self.rules.may_close():
            event.ignore()
            return
        self.preferences.keep_state("window", self.saveGeometry())
        if self._workspace is not None:
            self._workspace.keep(self.preferences)
        self.preferences.keep_number("outline", float(self.actions_.outline.isChecked()))
        self.preferences.save()
        for working in (self.exporter, self.copies, self.past, self.rules, self.previous, self.dismisser):
            working.wait()
        self.session.shut_down()
        event.accept()
        self.closed.emit()
