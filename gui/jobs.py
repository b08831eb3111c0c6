"""Checks files one at a time in a worker process, so that nothing in a file can freeze or end the window."""

from __future__ import annotations

import platform
import time

from PySide6.QtCore import QObject, QTimer, Signal

from core.apart import BUSY_SECONDS, TOO_LONG, WAIT_SECONDS
from core.settings import Settings
from gui.mailbox import Mailbox
from gui.preparing import prepare
from gui.process import Said, Worker
from gui.sending import Receiver
from gui.starting import Started, start_process
from gui.watcher import Stamp, stamp_of
from gui.worker import DEFAULTS, Job, Kind, Message, Prepare, prepare_checks

CRASHED = "检查程序意外退出，没有得出结果。检查程序已重新启动，请重试；如仍出现，请先在 Word 或 WPS 中另存一份再检查。"
_Ahead = tuple[str, Settings, Stamp | None]
"""A file that is checked ahead, how, and the state of it."""
_LOOK_MS = 500
"""How often the time of a job is looked at."""
NOT_STARTED = "检查程序无法启动，请关闭其他程序后重试。"


class Jobs(QObject):
    """Runs one job at a time; a new job replaces the one before it. Every job that is not replaced or cancelled gets one end."""

    progress = Signal(str)
    succeeded = Signal(object)
    failed = Signal(str, str)
    """A sentence for the user, and technical details (may be empty)."""
    remembered = Signal(bool)
    """Whether the last check is in the history; told a little later than its result."""

    def __init__(
        self,
        checks: Prepare = prepare_checks,
        parent: QObject | None = None,
        busy: float = BUSY_SECONDS,
        wait: float = WAIT_SECONDS,
        started: Started | None = None,
    ) -> None:
        super().__init__(parent)
        self._prepare = checks
        self._started = started
        self._ahead: _Ahead | None = None
        self._number = 0
        self._word = ""
        self._running = False
        self._worker: Worker | None = None
        self._mail = Mailbox(self._on_told, self)
        self._busy, self._wait = busy, wait
        self._busy_until = self._until = 0.0
        self._limit = QTimer(self)
        self._limit.setInterval(_LOOK_MS)
        self._limit.timeout.connect(self._look_at_time)

    @property
    def running(self) -> bool:
        """Whether a job is under way."""
        return self._running

    @property
    def pid(self) -> int | None:
        """The id of the worker process, while there is one."""
        return self._worker.pid if self._worker else None

    def warm(self) -> None:
        """Start the worker process ahead of the first job."""
        if self._worker is None or not self._worker.alive:
            started, self._started = self._started, None
            receiver = Receiver()
            self._worker = Worker(
                started or start_process(self._prepare), self._mail.queue, lambda parcel: prepare(receiver.open(parcel))
            )

    def begin_ahead(self, path: str, settings: Settings = DEFAULTS) -> None:
        """Have a file checked before anybody listens. If it is asked for next, and has not changed, that is its check."""
        stamp = stamp_of(path, None)
        self.start(path, settings)
        self._ahead = path, settings, stamp

    def start(self, path: str, settings: Settings = DEFAULTS) -> None:
        """Check a file; the job before it, if still under way, is ended and says nothing more."""
        ahead, self._ahead = self._ahead, None
        if self._running and ahead == (path, settings, stamp_of(path, None)):
            return
        self._end_running()
        self._number += 1
        self._running, self._word = True, ""
        self._until, self._busy_until = time.monotonic() + self._wait, 0.0
        self._limit.start()
        self._mail.expect()
        job = Job(self._number, path, settings)
        if not self._hand_over(job):
            self._finish()
            self.failed.emit(NOT_STARTED, "")

    def cancel(self) -> None:
        """End the job under way, if any; no signal follows."""
        if self._running:
            self._end_running()
            self.warm()

    def close(self) -> None:
        """End everything; waits until the worker process is gone."""
        self._finish()
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill(wait=2.0)

    def _hand_over(self, job: Job) -> bool:
        for _attempt in range(2):
            try:
                self.warm()
            except OSError:
                return False
            if self._worker is not None and self._worker.send(job):
                return True
            self._worker = None
        return False

    def _end_running(self) -> None:
        if self._running and self._worker is not None:
            self._worker.kill()
            self._worker = None
        self._finish()

    def _finish(self) -> None:
        self._end()
        self._mail.rest()

    def _end(self) -> None:
        """The job is over; the worker may still have a word about it."""
        self._running = False
        self._limit.stop()

    def _on_told(self, said: Said) -> None:
        worker, message = said
        if worker is not self._worker:
            return
        if message is None:
            self._on_crashed()
        elif message.kind in (Kind.KEPT, Kind.NOT_KEPT):
            self._on_remembered(message)
        elif self._running and message.number == self._number:
            self._on_message(message)

    def _on_remembered(self, message: Message) -> None:
        """Nothing more is expected of a job once it is known whether the history has it."""
        if message.number == self._number and not self._running:
            self._mail.rest()
        self.remembered.emit(message.kind is Kind.KEPT)

    def _on_message(self, message: Message) -> None:
        if message.kind in (Kind.PROGRESS, Kind.READING):
            if message.kind is Kind.READING:
                # Scanned pages take their time, and tell of each: the time allowed begins anew.
                self._until, self._busy_until = time.monotonic() + self._wait, 0.0
            self._word = message.text
            self.progress.emit(message.text)
            return
        if message.kind is Kind.SUCCEEDED and message.result is not None:
            self._end()
            self.succeeded.emit(message.result.opened)
        else:
            self._finish()
            self.failed.emit(message.text, message.details)

    def _on_crashed(self) -> None:
        worker, self._worker = self._worker, None
        running = self._running
        self._finish()
        if not running:
            return
        self.warm()
        self.failed.emit(CRASHED, f"{worker.end if worker else ''}\nlast word: {self._word}\n{platform.platform()}")

    def _look_at_time(self) -> None:
        """End a job that takes too long."""
        computed = self._worker.processor_seconds if self._worker is not None else 0.0
        # A worker that is still warming up spends that time on nobody's file.
        self._busy_until = self._busy_until or computed + self._busy
        if computed > self._busy_until or time.monotonic() > self._until:
            self._end_running()
            self.warm()
            self.failed.emit(TOO_LONG, "")
