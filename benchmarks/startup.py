"""``python -m benchmarks.startup [BUNDLE]``: the frozen program's start against a bare window of the same bundle and against LibreOffice.

Without a bundle one is built (its programs are ``nianbao`` and ``bare``). Needs Xvfb, xdotool, xev, xwd and LibreOffice. Times are from the
call to a window that is there, or to a draft with its marks on the screen; LibreOffice is stopped at its window. The first window is a
small card that says what comes; the whole window is measured too. The clock decides; processor time, of all processes that a program
started, is printed beside it for machines that others use.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from gui.theme import colours
from gui.window import SMALLEST
from resources.samples.make_samples import DEFECTIVE

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
PATIENCE = 180.0
SCREEN = ":96"
FIRST_WINDOW, HIGHLIGHTED = 1.3, 0.25
"""The ratios that are promised."""
Seen = Callable[[], bool]
GLANCE, LOOK = 0.002, 0.05
"""Seconds between two looks at what the server told, and at the whole screen: that takes time from what is looked for."""
CARD = 100
"""The narrowest window that counts: Qt makes some that nobody sees."""


@dataclass(frozen=True)
class Way:
    """Something to start, how it shows that it is there, and how often to look."""

    command: list[str]
    seen: Seen
    pause: float = GLANCE


@dataclass(frozen=True)
class Took:
    """Seconds until something was there."""

    clock: float
    processor: float


def build(folder: Path) -> Path:
    """A bundle with a bare window beside the program."""
    command = [sys.executable, "-m", "scripts.bundle.build", "--out", str(folder / "dist"), "--work", str(folder / "work")]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"NIANBAO_BARE": "1", "QT_QPA_PLATFORM": "offscreen"})
    return folder / "dist" / "nianbao"


def titled(name: str) -> Seen:
    """Whether a window with such a title is on the screen. Asking takes time from what is asked for: not for short times."""
    command = ["xdotool", "search", "--onlyvisible", "--name", name]
    return lambda: subprocess.run(command, capture_output=True, check=False).returncode == 0


class Windows:
    """The windows on a screen with their widths, as its server tells of them (two lines of ``xev`` for each event)."""

    def __init__(self) -> None:
        self._widths: dict[str, int] = {}
        self._shown: set[str] = set()

    def listen(self, told: Iterable[str]) -> None:
        """Take what the server says, line by line."""
        kind = ""
        for line in told:
            if event := re.match(r"(\w+) event, ", line):
                kind = event[1]
            elif named := re.match(r" +(?:parent|event) \w+, window (\w+)", line):
                self._take(kind, named[1], re.search(r"width (\d+)", line))

    def _take(self, kind: str, window: str, width: re.Match[str] | None) -> None:
        if width:
            self._widths[window] = int(width[1])
        if kind == "MapNotify":
            self._shown.add(window)
        elif kind in ("UnmapNotify", "DestroyNotify"):
            self._shown.discard(window)

    def wide(self, least: int) -> Seen:
        """Whether one shows that is at least so wide."""
        return lambda: any(self._widths.get(window, 0) >= least for window in tuple(self._shown))


@contextmanager
def windows() -> Iterator[Windows]:
    """Those of the screen, followed in a thread."""
    made = Windows()
    with subprocess.Popen(["xev", "-root", "-event", "substructure"], stdout=subprocess.PIPE, text=True) as telling:
        assert telling.stdout is not None
        threading.Thread(target=made.listen, args=(telling.stdout,), daemon=True).start()
        try:
            yield made
        finally:
            telling.kill()


def marks_shown() -> bool:
    """Whether the screen shows the colour of a marked error: the draft was read, checked and painted."""
    red, green, blue = bytes.fromhex(colours()["error-soft"][1:])
    screen = subprocess.run(["xwd", "-root", "-silent"], capture_output=True, check=False).stdout
    return bytes((blue, green, red)) in screen


def processor_time(group: int) -> float:
    """Seconds of processor time that the processes of a group have used."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        # A process may end while it is looked at. Its name stands in brackets and may hold anything.
        with suppress(OSError):
            fields = stat.read_text("utf-8", "replace").rpartition(")")[2].split()
            if int(fields[2]) == group:
                ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_until(holds: Callable[[], bool], pause: float, what: str) -> None:
    """Look again and again; TimeoutError when patience ends."""
    end = time.perf_counter() + PATIENCE
    while not holds():
        if time.perf_counter() > end:
            raise TimeoutError(what)
        time.sleep(pause)


def measure(way: Way, environment: dict[str, str]) -> Took:
    """From the call until it is there."""
    # A LibreOffice that was stopped leaves locks, of the file and of its profile, and asks about them at its next start.
    for lock in (*Path(way.command[-1]).parent.glob(".~lock*"), *Path(way.command[-1]).parent.glob("*/.lock")):
        lock.unlink()
    # The windows of a program that was stopped stay on the screen for a moment.
    wait_until(lambda: not way.seen(), way.pause, f"{way.command[0]} is on the screen before its start")
    started = time.perf_counter()
    with subprocess.Popen(
        way.command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            wait_until(way.seen, way.pause, f"{way.command[0]} did not show up")
            return Took(time.perf_counter() - started, processor_time(process.pid))
        finally:
            os.killpg(process.pid, 9)


@contextmanager
def screen() -> Iterator[None]:
    """A display of its own."""
    with subprocess.Popen(
        ["Xvfb", SCREEN, "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-noreset"], stderr=subprocess.DEVNULL
    ) as server:
        time.sleep(2)
        try:
            yield
        finally:
            server.terminate()


def compare(ours: Way, theirs: Way, environment: dict[str, str]) -> tuple[Took, Took]:
    """The medians of both, started in turns after one start each to warm up."""
    pairs = [(measure(ours, environment), measure(theirs, environment)) for _ in range(ROUNDS + 1)][1:]
    return middle([mine for mine, _ in pairs]), middle([other for _, other in pairs])


def middle(taken: list[Took]) -> Took:
    """The median of each time."""
    return Took(median(each.clock for each in taken), median(each.processor for each in taken))


def report(what: str, times: tuple[Took, Took], promised: float) -> bool:
    """Print a line; whether the promise holds."""
    ours, theirs = times
    ratio = ours.clock / theirs.clock
    sys.stdout.write(
        f"{what}: {ours.clock:.2f} s / {theirs.clock:.2f} s = {ratio:.2f} (promised: {promised}); "
        f"processor {ours.processor:.2f} s / {theirs.processor:.2f} s = {ours.processor / theirs.processor:.2f}\n"
    )
    return ratio <= promised


def main() -> int:
    """Print the comparisons; 1 when one is not as promised."""
    with tempfile.TemporaryDirectory() as folder, screen():
        bundle = Path(sys.argv[1]) if len(sys.argv) > 1 else build(Path(folder))
        environment = os.environ | {"DISPLAY": SCREEN, "QT_QPA_PLATFORM": "xcb", "HOME": folder, "NIANBAO_DATA": folder}
        os.environ["DISPLAY"] = SCREEN
        program, bare = [str(bundle / "nianbao")], [str(bundle / "bare")]
        with windows() as there:
            card, whole = (
                compare(Way(program, there.wide(least)), Way(bare, there.wide(CARD)), environment)
                for least in (CARD, SMALLEST[0])
            )
        kept = [
            report("first window, the card / bare window", card, FIRST_WINDOW),
            report("the whole window / bare window", whole, FIRST_WINDOW),
            report("highlighted draft / LibreOffice", highlighted(program, Path(folder), environment), HIGHLIGHTED),
        ]
    return 0 if all(kept) else 1


def highlighted(program: list[str], folder: Path, environment: dict[str, str]) -> tuple[Took, Took]:
    """The times to a draft with its marks on the screen, and to LibreOffice with it."""
    profile, draft = (folder / "office").as_uri(), Path(shutil.copy(DEFECTIVE, folder))
    office = ["soffice", f"-env:UserInstallation={profile}", "--norestore", "--nologo", "--writer", str(draft)]
    return compare(Way([*program, str(DEFECTIVE)], marks_shown, LOOK), Way(office, titled("Writer$"), LOOK), environment)


if __name__ == "__main__":
    sys.exit(main())
