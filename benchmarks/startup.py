"""``python -m benchmarks.startup [BUNDLE]``: the frozen program's start against a bare window of the same bundle and against LibreOffice.

Without a bundle one is built (its programs are ``nianbao`` and ``bare``). Needs Xvfb, xdotool, xwd and LibreOffice. Times are of the
clock, from the call to a window that is there, or to a draft with its marks on the screen; LibreOffice is stopped at its window.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from gui.theme import colours
from resources.samples.make_samples import DEFECTIVE

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 5
PATIENCE = 180.0
SCREEN = ":96"
FIRST_WINDOW, HIGHLIGHTED = 1.3, 0.25
"""The ratios that are promised."""
Seen = Callable[[], bool]


@dataclass(frozen=True)
class Way:
    """Something to start, and how it shows that it is there."""

    command: list[str]
    seen: Seen


def build(folder: Path) -> Path:
    """A bundle with a bare window beside the program."""
    command = [sys.executable, "-m", "scripts.bundle.build", "--out", str(folder / "dist"), "--work", str(folder / "work")]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"NIANBAO_BARE": "1", "QT_QPA_PLATFORM": "offscreen"})
    return folder / "dist" / "nianbao"


def window_named(name: str) -> Seen:
    """Whether a window with such a title is on the screen."""
    command = ["xdotool", "search", "--onlyvisible", "--name", name]
    return lambda: subprocess.run(command, capture_output=True, check=False).returncode == 0


def marks_shown() -> bool:
    """Whether the screen shows the colour of a marked error: the draft was read, checked and painted."""
    red, green, blue = bytes.fromhex(colours()["error-soft"][1:])
    screen = subprocess.run(["xwd", "-root", "-silent"], capture_output=True, check=False).stdout
    return bytes((blue, green, red)) in screen


def seconds(way: Way, environment: dict[str, str]) -> float:
    """From the call until it is there."""
    # A LibreOffice that was stopped leaves locks, of the file and of its profile, and asks about them at its next start.
    for lock in (*Path(way.command[-1]).parent.glob(".~lock*"), *Path(way.command[-1]).parent.glob("*/.lock")):
        lock.unlink()
    started = time.perf_counter()
    with subprocess.Popen(
        way.command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as process:
        try:
            while not way.seen():
                if time.perf_counter() - started > PATIENCE:
                    raise TimeoutError(f"{way.command[0]} did not show up")
                time.sleep(0.01)
            return time.perf_counter() - started
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


def compare(ours: Way, theirs: Way, environment: dict[str, str]) -> tuple[float, float]:
    """The medians of both, started in turns after one start each to warm up."""
    pairs = [(seconds(ours, environment), seconds(theirs, environment)) for _ in range(ROUNDS + 1)][1:]
    return median(mine for mine, _ in pairs), median(other for _, other in pairs)


def report(what: str, times: tuple[float, float], promised: float) -> bool:
    """Print a line; whether the promise holds."""
    ratio = times[0] / times[1]
    sys.stdout.write(f"{what}: {times[0]:.2f} s / {times[1]:.2f} s = {ratio:.2f} (promised: {promised})\n")
    return ratio <= promised


def main() -> int:
    """Print both comparisons; 1 when one is not as promised."""
    with tempfile.TemporaryDirectory() as folder, screen():
        bundle = Path(sys.argv[1]) if len(sys.argv) > 1 else build(Path(folder))
        environment = os.environ | {"DISPLAY": SCREEN, "QT_QPA_PLATFORM": "xcb", "HOME": folder, "NIANBAO_DATA": folder}
        os.environ["DISPLAY"] = SCREEN
        program, profile = str(bundle / "nianbao"), (Path(folder) / "office").as_uri()
        first = compare(
            Way([program], window_named("^年报自查$")), Way([str(bundle / "bare")], window_named("^bare window$")), environment
        )
        draft = Path(shutil.copy(DEFECTIVE, folder))
        office = ["soffice", f"-env:UserInstallation={profile}", "--norestore", "--nologo", "--writer", str(draft)]
        marked = compare(Way([program, str(DEFECTIVE)], marks_shown), Way(office, window_named("Writer$")), environment)
        kept = [
            report("first window / bare window", first, FIRST_WINDOW),
            report("highlighted draft / LibreOffice", marked, HIGHLIGHTED),
        ]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
