"""The three panes, and the one finding that all of them show as selected."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from core.changes import NO_CHANGES, Changes
from core.findings import Finding, Result
from gui.detail.pane import DetailPane
from gui.findings.pane import FindingsPane
from gui.grouping import unchecked
from gui.messages import BusyStrip, Notice
from gui.middle import Middle
from gui.page import accessible
from gui.panes import Panes
from gui.settings import Preferences
from gui.toast import Toast
from gui.turns import Turns

CLEAN = "没有发现问题。可以导出检查单留存。"
STUCK = "有 {count} 项未能检查，请先处理。原因见左侧列表。"
OPTIONAL = "有 {count} 项未能检查，不影响报送。原因见左侧列表。"

RULE_FILES = "本地规则 "
"""How notes about mistakes in rule files begin, see core.layers."""


class Workspace(QWidget):
    """Findings, draft and detail side by side; selecting in one moves the others."""

    selected = Signal(object)
    dismiss_wanted = Signal(int)
    """A finding shall be dismissed, or its dismissal be taken back."""
    manual_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._result: Result | None = None
        self._current: int | None = None
        self.looking_back = False
        self._turns = Turns(self)
        self.notice, self.busy = Notice(), BusyStrip()
        self.findings, self.middle, self.detail = FindingsPane(), Middle(), DetailPane()
        self.view, self.strip = self.middle.view, self.middle.strip
        self.outline, self.find_bar, self.finder = self.middle.outline, self.middle.find_bar, self.middle.finder
        self.toast = Toast(self.middle)
        self.panes = Panes(self.findings, self.middle, self.detail)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self.notice, self.busy):
            box.addWidget(widget)
        box.addWidget(self.panes, 1)
        self._connect()

    def _connect(self) -> None:
        self.findings.finding_chosen.connect(self.select)
        self.findings.filtered.connect(self._on_filtered)
        self.findings.list.clicked.connect(self.panes.explain)
        self.findings.list.activated.connect(self.panes.explain)
        self.middle.finding_clicked.connect(self._on_clicked)
        self.middle.trouble.connect(lambda sentence: None if self.looking_back else self.notice.say(sentence))
        self.detail.next_wanted.connect(self.go_next)
        self.detail.previous_wanted.connect(self.go_previous)
        self.detail.dismiss_wanted.connect(self.dismiss)
        self.detail.manual_wanted.connect(self.manual_wanted)
        self.findings.menu_wanted.connect(self._show_menu)

    @property
    def result(self) -> Result | None:
        """The result shown."""
        return self._result

    @property
    def current(self) -> int | None:
        """The selected finding."""
        return self._current

    def show_result(self, result: Result, changes: Changes = NO_CHANGES) -> None:
        """Show a result. After a new check of the same file, place and selection stay as far as they still exist."""
        self.looking_back = False
        again = self._result is not None and self._result.path == result.path
        before = self._result.findings[self._current] if again and self._result and self._current is not None else None
        keep = _same(result, before) if before else None
        self._show(result, keep, again, changes)
        if keep is None and not again:
            first = self.findings.model.findings()[:1]
            self._turns.add(*(step for finding in first for step in self.findings.ahead(finding)), self._select_first)
        self._tell_notes(result)

    def _tell_notes(self, result: Result) -> None:
        rules = any(note.startswith(RULE_FILES) for note in result.notes)
        self.notice.say("　".join((*result.document.notes, *result.notes)), rules=rules)

    def look_back(self, result: Result, sentence: str, way_out: str) -> None:
        """Show a past result for reading only, with a sentence that says so for as long as it shows."""
        self.detail.may_dismiss = False
        self.show_result(result)
        self.looking_back = True
        self.notice.insist(sentence, way_out)

    def settle(self) -> None:
        """Have everything of the result shown now, for whoever acts on it before its turn has come."""
        self._turns.finish()

    def show_rejudged(self, result: Result, changes: Changes = NO_CHANGES) -> None:
        """Show the same check with other dismissals: what was taken back is selected, or what stood behind what left the list."""
        self.settle()
        before, shown, current = self._result, self.findings.model.findings(), self._current
        self._show(result, current, True, changes)
        self.settle()
        if before is not None and result.notes != before.notes:
            self._tell_notes(result)
        left = self.findings.model.findings()
        back = _taken_back(before, result)
        if back is not None and back in left:
            self._show_selected(back, reveal=True)
        elif current is not None and current not in left:
            behind = shown[shown.index(current) :] if current in shown else []
            self._show_selected(next((number for number in behind if number in left), left[-1] if left else None), reveal=True)

    def _show(self, result: Result, selected: int | None, again: bool, changes: Changes) -> None:
        """The verdict and the list at once, the draft and the explanation in turns of their own."""
        self._turns.drop()
        self._result, self._current = result, selected
        self.findings.show_result(result, selected, again, changes)
        self._turns.add(
            lambda: self.middle.show_result(result, keep_place=again),
            self.middle.show_beside,
            lambda: self.middle.select(selected, reveal=False),
            self._show_detail,
            lambda: self.selected.emit(selected),
        )

    def _select_first(self) -> None:
        """Explain the first finding right away, with the draft still at its top."""
        if self._current is not None:
            return
        shown = self.findings.model.findings()
        if shown:
            self._show_selected(shown[0], reveal=False)
            # Arrows, Return and Delete work at once.
            self.findings.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def select(self, finding: int | None) -> None:
        """Select a finding in all panes and bring it into view."""
        self.settle()
        self._show_selected(finding, reveal=True)

    def _on_clicked(self, finding: int) -> None:
        self.select(finding)
        self.panes.explain()

    def _show_selected(self, finding: int | None, reveal: bool) -> None:
        self._current = finding
        self.findings.select(finding)
        self.middle.select(finding, reveal)
        self._show_detail()
        self.selected.emit(finding)

    def _show_detail(self) -> None:
        shown = self.findings.model.findings()
        if self._result is None or self._current is None:
            if self._result is not None and not self._result.findings:
                self.detail.show_nothing(_nothing_to_select(self._result))
            else:
                self.detail.clear()
            return
        position = shown.index(self._current) + 1 if self._current in shown else 0
        self.detail.show_finding(self._result, self._current, position, len(shown))

    def _on_filtered(self) -> None:
        self.settle()
        shown = self.findings.model.findings()
        if self._current not in shown:
            self.select(shown[0] if shown else None)
        else:
            self._show_selected(self._current, reveal=False)

    def go_next(self) -> None:
        """Select the next finding of the list; behind the last one comes the first."""
        self._go(1)

    def go_previous(self) -> None:
        """Select the previous finding of the list."""
        self._go(-1)

    def _go(self, step: int) -> None:
        self.settle()
        shown = self.findings.model.findings()
        if not shown:
            return
        start = shown.index(self._current) if self._current in shown else (-1 if step > 0 else 0)
        self.select(shown[(start + step) % len(shown)])
        # The list tells of its new row itself when the keys are there.
        read = self.view.reading.text if self.findings.list.hasFocus() else self.view.reading.spoken
        accessible.announce(self, read(self._current))

    def dismiss(self) -> None:
        """Ask for the selected finding to be dismissed, or for its dismissal to be taken back."""
        if self._current is not None and self.detail.may_dismiss:
            self.dismiss_wanted.emit(self._current)

    def explain_rule(self) -> None:
        """Ask for the manual page of the selected finding's rule."""
        if self._result is not None and self._current is not None:
            self.manual_wanted.emit(self._result.findings[self._current].rule)

    def _show_menu(self, finding: int, at: QPoint) -> None:
        """What can be done with a finding."""
        self.select(finding)
        if self._result is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.detail.may_dismiss:
            waived = self._result.findings[finding].waived is not None
            menu.addAction("撤销忽略" if waived else "忽略此处…", self.dismiss)
        menu.addAction("复制说明", self.detail.copy)
        menu.addAction("规则说明", self.explain_rule)
        menu.popup(at)

    def forget(self) -> None:
        """Nothing is open any more."""
        self._turns.drop()
        self._result, self._current, self.looking_back = None, None, False
        self.middle.forget()

    def restore(self, preferences: Preferences) -> None:
        """Look as when the window was closed last."""
        if state := preferences.state("panes"):
            self.panes.restore_state(state)
        self.middle.switch.choose(bool(preferences.number("pages", 1)))
        self.view.set_zoom(preferences.number("zoom", 1.0))

    def keep(self, preferences: Preferences) -> None:
        """Remember how everything looks."""
        preferences.keep_state("panes", self.panes.save_state())
        preferences.keep_number("zoom", self.view.zoom)
        preferences.keep_number("pages", float(self.middle.switch.pages))


def _taken_back(before: Result | None, result: Result) -> int | None:
    """The finding of the same check that was dismissed and is not any more, where it is one."""
    pairs = zip(before.findings, result.findings, strict=False) if before is not None else ()
    found = [number for number, (was, now) in enumerate(pairs) if was.waived is not None and now.waived is None]
    return found[0] if len(found) == 1 else None


def _nothing_to_select(result: Result) -> str:
    """Why no finding can be selected; what could not be checked is not the same as nothing wrong."""
    if result.verdict.unchecked:
        return STUCK.format(count=result.verdict.unchecked)
    skipped = len(unchecked(result))
    return OPTIONAL.format(count=skipped) if skipped else CLEAN


def _same(result: Result, before: Finding) -> int | None:
    """The finding of a new result that is the one from before: same rule, best with same message, nearest by place."""
    candidates = [
        number for number, finding in enumerate(result.findings) if finding.rule == before.rule and finding.waived is None
    ]

    def unlikeness(number: int) -> tuple[bool, bool, int]:
        finding = result.findings[number]
        distance = abs((finding.location.paragraph or 0) - (before.location.paragraph or 0))
        distance += abs((finding.location.row or 0) - (before.location.row or 0))
        return finding.message != before.message, finding.location != before.location, distance

    best = min(candidates, key=unlikeness, default=None)
    if best is None or (result.findings[best].message != before.message and result.findings[best].location != before.location):
        return None
    return best
