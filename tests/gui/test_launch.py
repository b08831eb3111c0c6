"""The start of the whole program: what shows first, what is loaded for it, and that a file given is checked meanwhile, once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from core.database import DATA_FOLDER
from core.version import NAME
from gui import fonts
from gui.icons import picture
from gui.jobs import Jobs
from gui.opening_card import SIZE, OpeningCard
from gui.ringing import ring
from gui.theme import Theme, choose, colours, shown
from resources.samples.make_samples import DEFECTIVE
from tests.gui import fakes

ROOT = Path(__file__).resolve().parents[2]
LATER = ("core.prepared", "core.findings", "core.database", "gui.worker", "gui.window", "sqlite3", "multiprocessing.connection")
UP_TO_THE_CARD = """
import sys
import main
main.opens_no_window([])
from gui.launch import ring
from gui.opening_card import present
assert not ring([])
assert present(["x"], []).isVisible()
print([name for name in sys.argv[1:] if name in sys.modules])
"""
STARTED = """
import json, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget
from gui import application, launch, windows

class Shown(QObject):
    names = []
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.names.append(type(watched).__name__)
        return False

make, add = application.create, windows.Windows.add

def create(arguments):
    made = make(arguments)
    made.shown = made.findChild(Shown) or Shown(made)
    made.installEventFilter(made.shown)
    return made

def add_watched(self, *given):
    window = add(self, *given)
    first = type(window.pages.currentWidget()).__name__
    def look():
        if window.session.result or not sys.argv[1:]:
            found = len(window.session.result.findings) if window.session.result else 0
            told = {"shown": Shown.names, "found": found, "jobs": window._jobs._number, "title": window.windowTitle(), "first": first}
            print(json.dumps(told | {"layers": "core.layers" in sys.modules}))
            self.timer.stop()
            window.close()
    self.timer = QTimer(self, interval=50)
    self.timer.timeout.connect(look)
    self.timer.start()
    return window

application.create, windows.Windows.add = create, add_watched
launch.run(sys.argv[1:])
"""

CLOSED_AT_ONCE = """
import sys
from PySide6.QtCore import QTimer
from gui import launch, windows

add = windows.Windows.add

def add_closed(self, *given):
    window = add(self, *given)
    QTimer.singleShot(0, window.close)
    return window

windows.Windows.add = add_closed
launch.run(sys.argv[1:])
print("ended")
"""


def _run(script: str, folder: Path, *arguments: str) -> str:
    own = {DATA_FOLDER: str(folder), "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_card_shows_before_what_it_does_not_need_is_loaded(tmp_path: Path) -> None:
    assert _run(UP_TO_THE_CARD, tmp_path, *LATER).strip() == "[]"


def test_nothing_but_the_card_and_the_window_shows_at_a_start(tmp_path: Path) -> None:
    told = json.loads(_run(STARTED, tmp_path))
    assert told["shown"] == ["OpeningCard", "MainWindow"]
    assert told["first"] == "StartPage"
    # An office without rules of its own needs no reader of them.
    assert not told["layers"]


def test_a_file_given_is_checked_once_while_the_window_is_loaded(tmp_path: Path) -> None:
    told = json.loads(_run(STARTED, tmp_path, str(DEFECTIVE)))
    assert told["shown"] == ["OpeningCard", "MainWindow"]
    # The page of the start would show for a moment only.
    assert told["first"] == "BusyPage"
    assert told["found"] == 12
    assert told["jobs"] == 1
    assert DEFECTIVE.name in told["title"]


def test_a_file_that_changed_after_it_was_checked_ahead_is_checked_again(qtbot: QtBot, tmp_path: Path) -> None:
    draft = tmp_path / "甲.docx"
    draft.write_bytes(b"1")
    jobs = Jobs(fakes.prepare_by_name)
    jobs.begin_ahead(str(draft))
    draft.write_bytes(b"12")
    with qtbot.waitSignal(jobs.succeeded, timeout=20_000):
        jobs.start(str(draft))
    assert jobs._number == 2
    jobs.close()


def test_nobody_is_rung_where_no_bell_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "multiprocessing.connection", raising=False)
    where = str(tmp_path / "none.sock")
    assert not ring(["甲.docx"], where)
    assert sys.platform == "win32" or "multiprocessing.connection" not in sys.modules
    Path(where).write_bytes(b"")
    assert not ring(["甲.docx"], where)


@pytest.mark.parametrize("chosen", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_the_card_is_in_the_colours_of_the_theme_and_cuts_a_long_name(
    qapp: QApplication, qtbot: QtBot, chosen: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = shown()
    choose(chosen)
    try:
        card = OpeningCard(colours(), f"/报告/{'很长的名字' * 20}.docx")
        qtbot.addWidget(card)
        image: QImage = card.grab().toImage()
    finally:
        choose(before)
    palette = card._colours
    assert (image.width(), image.height()) == SIZE
    assert image.pixelColor(SIZE[0] - 4, 10) == QColor(palette["sheet"])
    assert image.pixelColor(2, 80) == QColor(palette["accent"])
    # Nothing is written over the right edge.
    assert {image.pixelColor(SIZE[0] - 10, y).name() for y in range(2, SIZE[1] - 2)} == {QColor(palette["sheet"]).name()}
    assert any(image.pixelColor(x, y) != QColor(palette["sheet"]) for x in range(41, 200) for y in range(100, 128))


def test_the_card_has_a_chinese_font_before_it_is_painted(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    write = OpeningCard._write

    def written(self: OpeningCard, *given: Any, **named: Any) -> None:  # noqa: ANN401 - handed on
        done.append("words")
        write(self, *given, **named)

    monkeypatch.setattr(fonts, "ensure_chinese", lambda: done.append("font"))
    monkeypatch.setattr(OpeningCard, "_write", written)
    card = OpeningCard(colours())
    qtbot.addWidget(card)
    card.present()
    assert done[:3] == ["font", "words", "words"]


def test_a_reader_of_the_screen_says_the_name_of_the_program(qapp: QApplication, qtbot: QtBot) -> None:
    card = OpeningCard(colours())
    qtbot.addWidget(card)
    assert QAccessible.queryAccessibleInterface(card).text(QAccessible.Text.Name) == NAME


def test_a_picture_is_as_large_as_its_screen_shows_it(qapp: QApplication) -> None:
    for ratio in (1.0, 1.25, 3.0):
        drawn = picture("lock", "muted", 46, ratio)
        assert (drawn.width(), drawn.devicePixelRatioF()) == (round(46 * ratio), ratio)
        assert not drawn.toImage().isNull()


def test_a_window_that_is_closed_while_it_opens_ends_the_program(tmp_path: Path) -> None:
    assert _run(CLOSED_AT_ONCE, tmp_path) == "ended\n"
