from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox, QWidget
from pytestqt.qtbot import QtBot

import rules
from core.apart import BROKE_DOWN
from core.engine import check_file
from core.findings import Result
from gui.copying import FAULT, INSTEAD, NOT_STARTED, CopyMaker, Kind, corrected, marked
from gui.settings import Preferences
from gui.window import MainWindow
from resources.samples import make_samples
from tests.annotators.marking import marks
from tests.test_cases import draft_of

WAIT = 20_000


def boxes(window: MainWindow) -> list[QMessageBox]:
    return [child for child in window.children() if isinstance(child, QMessageBox) and child.isVisible()]


def test_the_marked_copy_is_written_and_offered(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[tuple[str, str]] = []

    def choose(_parent: QWidget, title: str, suggested: Path) -> Path:
        asked.append((title, suggested.name))
        return tmp_path / suggested.name

    made = CopyMaker(window, preferences, choose)
    with qtbot.waitSignal(made.written, timeout=WAIT):
        made.save(check_file(str(make_samples.DEFECTIVE), rules.builtin()), marked())
    name = f"{make_samples.DEFECTIVE.stem}-标注.docx"
    assert asked == [("另存标注副本", name)]
    assert marks(tmp_path / name)
    (box,) = boxes(window)
    assert {button.text() for button in box.buttons()} == {"打开文件", "打开所在文件夹", "完成"}


def test_the_corrected_copy_tells_what_it_changed(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path
) -> None:
    draft = tmp_path / "草稿.txt"
    draft.write_text(
        draft_of({"edit": [["四、政府信息公开的收费及减免情况", "截止2018年12月31日办结。\n四、政府信息公开的收费及减免情况"]]}),
        "utf-8",
    )
    made = CopyMaker(window, preferences, lambda _parent, _title, suggested: suggested)
    with qtbot.waitSignal(made.written, timeout=WAIT):
        made.save(check_file(str(draft), rules.builtin()), corrected())
    assert "截至2018年12月31日办结" in (tmp_path / "草稿-修改.txt").read_text("utf-8")
    (box,) = boxes(window)
    assert box.text() == "已改正 1 处"
    assert "“截止201”→“截至201”" in box.informativeText()


@pytest.mark.parametrize("kind", [marked, corrected])
def test_the_draft_is_no_target(window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path, kind: object) -> None:
    draft = tmp_path / "草稿.docx"
    draft.write_bytes(make_samples.DEFECTIVE.read_bytes())
    made = CopyMaker(window, preferences, lambda *_: draft)
    assert callable(kind)
    with qtbot.waitSignal(made.failed, timeout=WAIT) as told:
        made.save(check_file(str(draft), rules.builtin()), kind())
    assert "不能覆盖" in told.args[0]
    assert draft.read_bytes() == make_samples.DEFECTIVE.read_bytes()


def test_a_fault_is_a_sentence(window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path) -> None:
    def fail(_result: Result, _target: Path) -> list[str]:
        raise ZeroDivisionError

    made = CopyMaker(window, preferences, lambda *_: tmp_path / "x.docx")
    with qtbot.waitSignal(made.failed, timeout=WAIT) as told:
        made.save(check_file(str(make_samples.CLEAN), rules.builtin()), Kind("副本", "x", lambda _: ".docx", fail))
    assert told.args == [FAULT]


def refused(*_: object) -> None:
    """Starting a process as on a system that has no room for one more."""
    raise BlockingIOError(errno.EAGAIN, "no process")


def ended(*_: object) -> int:
    """What is started ends at once."""
    return subprocess.Popen([sys.executable, "-c", ""], stdin=subprocess.DEVNULL).pid


@pytest.mark.skipif(sys.platform == "win32", reason="processes are started in another way")
@pytest.mark.parametrize("way", [(refused, NOT_STARTED), (ended, INSTEAD[BROKE_DOWN])])
@pytest.mark.parametrize("kind", [marked, corrected])
def test_a_process_that_cannot_start_is_told_of_the_copy(
    window: MainWindow,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: Callable[[], Kind],
    way: tuple[Callable[..., object], str],
) -> None:
    start, sentence = way
    result = check_file(str(make_samples.DEFECTIVE), rules.builtin())
    made = CopyMaker(window, window.preferences, lambda *_: tmp_path / "x.docx")
    monkeypatch.setattr("multiprocessing.util.spawnv_passfds", start)
    with qtbot.waitSignal(made.failed, timeout=WAIT) as told:
        made.save(result, kind())
    monkeypatch.undo()
    assert told.args == [sentence]
    (box,) = boxes(window)
    assert box.text() == sentence
    assert not (tmp_path / "x.docx").exists()


def test_nothing_is_written_when_the_user_thinks_better_of_it(
    window: MainWindow, preferences: Preferences, tmp_path: Path
) -> None:
    made = CopyMaker(window, preferences, lambda *_: None)
    made.save(check_file(str(make_samples.CLEAN), rules.builtin()), marked())
    made.wait()
    assert not list(tmp_path.glob("*标注*"))


def test_the_menu_has_the_copies_once_there_is_a_result(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    actions = (window.actions_.marked, window.actions_.corrected)
    assert [action.text() for action in actions] == ["另存标注副本…", "另存修改副本…"]
    assert not any(action.isEnabled() for action in actions)
    path = tmp_path / "a.docx"
    path.write_text("甲", "utf-8")
    window.open([str(path)])
    qtbot.waitUntil(lambda: all(action.isEnabled() for action in actions), timeout=WAIT)
