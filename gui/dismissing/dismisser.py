"""Dismisses findings and takes that back: asks for the reason, writes in the background, knows what was done last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.database import StoreError
from core.findings import Result
from core.history import History
from core.store import Store
from core.waivers import Key, keys
from gui.dismissing.dialog import ReasonDialog
from gui.mailbox import Errand
from gui.preparing import prepare

KEPT_REASONS = 4
NOT_DISMISSED = "这一处没有忽略，写的理由还在，可以再试。{error}"
NOT_RESTORED = "忽略没有撤销，可以再试。{error}"


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a piece of work: the new result, or why there is none (a sentence, or a fault of the program).

    ``key`` is that of the finding; it was dismissed for a reason, or its dismissal was taken back where there is none.
    """

    key: Key
    reason: str = ""
    result: Result | None = None
    sentence: str = ""
    fault: Exception | None = None


class Dismisser(QObject):
    """One dismissal at a time, kept at once; the last ones can be taken back one by one."""

    changed = Signal(object)
    """The result with the dismissals as they are now."""
    dismissed = Signal()
    restored = Signal()
    failed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._errand = Errand(self._on_done, self)
        self._undo: list[Key] = []
        self._reasons: list[str] = []
        self._drafts: dict[Key, str] = {}
        """What was written for a finding when its dialog was left; it stands there again the next time."""
        self._waiting: list[Callable[[], _Done]] = []
        self.dialog: ReasonDialog | None = None

    @property
    def can_undo(self) -> bool:
        """Whether there is a dismissal of this session to take back."""
        return bool(self._undo)

    def forget(self) -> None:
        """Another draft is open: what was dismissed in the one before is not taken back from here."""
        self._undo.clear()

    def ask(self, result: Result, number: int) -> None:
        """Ask for the reason, and dismiss the finding."""
        key = keys(result)[number]
        self.dialog = dialog = ReasonDialog(result.findings[number], self._reasons, self._parent, self._drafts.get(key, ""))
        dialog.left.connect(lambda words: self._drafts.update({key: words}))
        dialog.given.connect(lambda reason: self.dismiss(result, number, reason))
        dialog.open()

    def dismiss(self, result: Result, number: int, reason: str) -> None:
        """Dismiss a finding for a reason."""
        self._reasons = [reason, *(each for each in self._reasons if each != reason)][:KEPT_REASONS]
        key = keys(result)[number]
        self._drafts.pop(key, None)

        def work() -> Result:
            return Store().dismiss(result, number, reason)

        self._start(work, _Done(key, reason))

    def restore(self, result: Result, number: int) -> None:
        """Take the dismissal of a finding back."""
        key = keys(result)[number]
        self._undo = [each for each in self._undo if each != key]
        self._take_back(result, key)

    def undo(self, result: Result) -> None:
        """Take the last dismissal back."""
        if self._undo:
            self._take_back(result, self._undo.pop())

    def _take_back(self, result: Result, key: Key) -> None:
        def work() -> Result:
            store = Store()
            store.remove(key)
            return store.apply(result)

        self._start(work, _Done(key))

    def _start(self, work: Callable[[], Result], wanted: _Done) -> None:
        def outcome() -> _Done:
            try:
                result = work()
                History().record(result)
                prepare(result)
            except StoreError as error:
                return replace(wanted, sentence=(NOT_DISMISSED if wanted.reason else NOT_RESTORED).format(error=error))
            except Exception as fault:
                # What waits behind this piece is done all the same.
                return replace(wanted, fault=fault)
            return replace(wanted, result=result)

        if self._errand.busy:
            self._waiting.append(outcome)
        else:
            self._errand.run(outcome)

    def _on_done(self, done: _Done) -> None:
        if self._waiting:
            self._errand.run(self._waiting.pop(0))
        if done.fault is not None:
            raise done.fault
        if done.result is None:
            self._keep_for_later(done)
            self.failed.emit(done.sentence)
            return
        if done.reason:
            self._undo.append(done.key)
        self.changed.emit(done.result)
        (self.dismissed if done.reason else self.restored).emit()

    def _keep_for_later(self, done: _Done) -> None:
        """What could not be done can be tried again: the reason stands in the dialog, or the dismissal is the one to take back."""
        if done.reason:
            self._drafts[done.key] = done.reason
        else:
            self._undo.append(done.key)

    def wait(self) -> None:
        """Wait until everything is kept, what has not begun yet too."""
        self._errand.wait()
        while self._waiting:
            self._waiting.pop(0)()
