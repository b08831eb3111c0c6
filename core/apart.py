"""Work done apart: in a process of its own, which is ended when it takes too long, wants too much memory or breaks down.

A thread or a signal cannot stop what native libraries do; ending a process always works. The process is forked where the system
can do that at no cost, and started anew elsewhere: functions and values go there and back by pickle, functions by their name.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import signal
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Any, Final, ParamSpec, TypeVar

from core.errors import NianbaoError, ReadError

if TYPE_CHECKING:
    from core.readers.telling import Progress

BUSY_SECONDS: Final = 50.0
"""How long one file may keep the processor busy; on a small machine 500 full pages are read in a tenth of it and checked in half."""
WAIT_SECONDS: Final = 300.0
"""How long one file may take by the clock: other programs and a slow network drive count too."""
MEMORY: Final = 900 << 20
"""Bytes of memory for one file, where the system can limit them."""
MEMORY_FOR_SCANS: Final = 2500 << 20
"""The same where the engine for scanned pages is installed, whose models take most of it."""
_WHAT_TO_DO: Final = "已经停止。请把与年报无关的附件拆出去，或另存为 .docx 后再检查。"
_ALLOWED: Final = f"计算超过 {BUSY_SECONDS:.0f} 秒，或等候超过 {WAIT_SECONDS / 60:.0f} 分钟"
TOO_LONG: Final = f"检查这份文件用时过长（{_ALLOWED}），{_WHAT_TO_DO}"
TOO_LARGE: Final = f"检查这份文件要用的内存太多（超过 {MEMORY >> 20} MB），{_WHAT_TO_DO}"
# A library that finds no memory may end the whole process; why it ended is not known then.
_PERHAPS: Final = f"文件可能已损坏，也可能展开后超过 {MEMORY >> 20} MB 内存的上限"
BROKE_DOWN: Final = f"检查这份文件时程序意外中断，没有得出结果；{_PERHAPS}。请用 Word 或 WPS 打开后另存为 .docx 再检查。"

FORKS: Final = sys.platform == "linux"
"""Whether the other process can be a copy of this one. A program with threads (a window) must have it started anew."""
_POLL: Final = 0.5
_TO_CLEAR_UP: Final = 2.0
"""Seconds that a process gets to end the programs it called and to remove its folders, before it is ended."""
P = ParamSpec("P")
Value = TypeVar("Value")


class FaultApartError(Exception):
    """A fault of the program in the other process; the message is its traceback."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the function says while it works; the time allowed begins anew with each word."""

    sentence: str


class Apart:
    """One process for the calls of a run; a fresh one takes over where one was ended. Use it in a ``with`` statement."""

    def __init__(self, busy: float = BUSY_SECONDS, wait: float = WAIT_SECONDS, forks: bool = FORKS) -> None:
        self._busy, self._wait, self._forks = busy, wait, forks
        self._process: BaseProcess | None = None
        self._connection: Connection | None = None
        self.progress: Progress | None = None
        """Told what takes long: scanned pages, one by one."""

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def start(self) -> None:
        """Have a process ready."""
        if self._process is not None:
            return
        context: Any = multiprocessing.get_context("fork" if self._forks else "spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, ours if self._forks else None, self._busy), daemon=True)
        with warnings.catch_warnings():
            # What a thread of the front end held is of no concern to what is done there.
            warnings.simplefilter("ignore", DeprecationWarning)
            process.start()
        theirs.close()
        self._process, self._connection = process, ours

    def call(self, function: Callable[P, Value], *arguments: P.args, **named: P.kwargs) -> Value:
        """What the function returns or raises there. Raises ReadError with a sentence when it had to be ended, or ended itself."""
        self.start()
        process, connection = self._process, self._connection
        assert process is not None
        assert connection is not None
        try:
            connection.send((function, arguments, named))
            answer: tuple[Value, BaseException | None] = self._answer(process, connection)
        except (EOFError, ConnectionError) as error:
            process.join()
            # The system itself ends what has computed for far too long.
            sentence = TOO_LONG if process.exitcode == -_OUT_OF_TIME else BROKE_DOWN
            self.close()
            raise ReadError(sentence) from error
        except BaseException:
            # LibreOffice may be at work there on a copy of the draft.
            self.close(_TO_CLEAR_UP)
            raise
        value, failure = answer
        if failure is not None:
            raise failure
        return value

    def _answer(self, process: BaseProcess, connection: Connection) -> Any:  # noqa: ANN401 - what the function returns
        """Wait for the answer, and pass on what is said before. Raises ReadError when the time since the last word is up."""
        while True:
            until, most = time.monotonic() + self._wait, processor_seconds(process) + self._busy
            while not connection.poll(_POLL):
                if time.monotonic() > until or processor_seconds(process) > most:
                    raise ReadError(TOO_LONG)
            told = connection.recv()
            if not isinstance(told, Said):
                return told
            if self.progress is not None:
                self.progress(told.sentence)

    def close(self, patience: float = 0.0) -> None:
        """End the process at once, or after so many seconds in which it may clear up what it has begun."""
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if process is not None:
            if patience:
                process.terminate()
                process.join(patience)
            process.kill()
            process.join()
        if connection is not None:
            connection.close()


def _serve(connection: Connection, theirs: Connection | None, busy: float) -> None:
    """Answer calls until the other end is closed."""
    from core.readers.silence import no_native_output  # noqa: PLC0415 - not in the process of the window
    from core.readers.telling import telling  # noqa: PLC0415 - as above

    if theirs is not None:
        theirs.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    faulthandler.disable()
    limit_memory()

    def told(sentence: str) -> None:
        _limit_time(busy)
        connection.send(Said(sentence))

    with no_native_output(), telling(told):
        while True:
            try:
                function, arguments, named = connection.recv()
                _limit_time(busy)
                _send(connection, _outcome(function, arguments, named))
            except (EOFError, OSError):
                return


def _leave(*_: object) -> None:
    """End the process the long way: folders are removed and programs that were called are ended as it goes."""
    raise SystemExit


def _send(connection: Connection, outcome: tuple[object, BaseException | None]) -> None:
    """Hand an outcome over; one for which there is no memory a second time is too large."""
    try:
        connection.send(outcome)
    except MemoryError:
        connection.send((None, ReadError(TOO_LARGE)))


def _outcome(
    function: Callable[..., object], arguments: tuple[object, ...], named: dict[str, object]
) -> tuple[object, BaseException | None]:
    try:
        return function(*arguments, **named), None
    except (NianbaoError, KeyboardInterrupt) as error:
        return None, error
    except (MemoryError, RecursionError):
        return None, ReadError(TOO_LARGE)
    except SystemExit:
        raise
    except BaseException:
        import traceback  # noqa: PLC0415 - hardly ever needed

        return None, FaultApartError(traceback.format_exc())


def limit_memory(most: int | None = None) -> None:
    """Let this process take so much memory more; beyond it there is a MemoryError. Does nothing where the system cannot."""
    if sys.platform != "linux":
        return
    from core.readers import scan_engine  # noqa: PLC0415 - not in the process of the window

    most = most or (MEMORY_FOR_SCANS if scan_engine.is_installed() else MEMORY)
    import resource  # noqa: PLC0415 - not on every system

    with open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123 - pathlib is slow to load
        held = int(file.read().split()[5]) * resource.getpagesize()
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = held + most
    resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


_OUT_OF_TIME: Final = 24
"""The signal by which a system ends a process that has computed for too long."""
_GRACE: Final = 10


def _limit_time(busy: float) -> None:
    """Have the system end this process when the one that waits for it is gone and can no longer do so."""
    if sys.platform != "linux":
        return
    import resource  # noqa: PLC0415 - not on every system

    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(time.process_time() + busy) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def processor_seconds(process: BaseProcess) -> float:
    """How long a process has kept the processor busy; the clock where the system does not tell."""
    if sys.platform == "linux":
        import os  # noqa: PLC0415 - for the unit of time alone

        try:
            with open(f"/proc/{process.pid}/stat", encoding="ascii", errors="replace") as file:  # noqa: PTH123 - as above
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            return 0.0
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    if sys.platform == "win32":
        return _windows_seconds(process.sentinel)
    return time.monotonic()


if sys.platform == "win32":

    def _windows_seconds(handle: int) -> float:
        import ctypes  # noqa: PLC0415 - not on every system

        times = [ctypes.c_ulonglong() for _ in range(4)]
        if not ctypes.windll.kernel32.GetProcessTimes(ctypes.c_void_p(handle), *map(ctypes.byref, times)):
            return time.monotonic()
        return (times[2].value + times[3].value) / 10_000_000
