"""What goes wrong outside the program ends as one sentence in the window; nothing is lost, and the window works on."""

from __future__ import annotations

import errno
import os
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import pytest
from pytestqt.qtbot import QtBot

import core.database
from core.database import DATA_FOLDER
from core.findings import Result
from core.store import Store
from gui.exporting import Exporter
from gui.statusbar import NOT_KEPT
from gui.watcher import LOST
from gui.window import MainWindow
from tests.gui import report

WAIT = 20_000


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder of one's own."""
    folder = tmp_path / "data"
    folder.mkdir()
    monkeypatch.setenv(DATA_FOLDER, str(folder))
    return folder


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "草稿.docx"
    path.write_text("draft", "utf-8")
    return path


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot, draft: Path) -> MainWindow:
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        window.open([str(draft)])
    qtbot.wait(300)
    return window


def still_works(window: MainWindow, qtbot: QtBot) -> None:
    """The findings are there, can be gone through, and the draft can be checked again."""
    before = window.workspace.findings.model.findings()
    assert before
    window.workspace.go_next()
    assert window.workspace.current in before
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        window.session.recheck()


def one_sentence(text: str) -> None:
    assert text.endswith("。")
    assert "\n" not in text
    assert not any(word in text for word in ("Errno", "Traceback", "sqlite", "Error"))


def failed_dismissal(window: MainWindow, qtbot: QtBot) -> str:
    result = window.session.result
    assert result is not None
    with qtbot.waitSignal(window.dismisser.failed, timeout=WAIT):
        window.dismisser.dismiss(result, 0, "已核实")
    assert window.session.result is result
    return window.workspace.notice.text.words


def test_a_draft_renamed_under_the_window_is_said_and_found_again(opened: MainWindow, qtbot: QtBot, draft: Path) -> None:
    elsewhere = draft.with_name("另一个名字.docx")
    draft.rename(elsewhere)
    qtbot.waitUntil(opened.workspace.notice.isVisible, timeout=WAIT)
    one_sentence(opened.workspace.notice.text.words)
    assert opened.workspace.findings.model.findings()
    with qtbot.waitSignal(opened.session.checked, timeout=WAIT):
        elsewhere.rename(draft)
    still_works(opened, qtbot)


def test_checking_a_deleted_draft_again_keeps_the_last_result(opened: MainWindow, qtbot: QtBot, draft: Path) -> None:
    result = opened.session.result
    draft.unlink()
    with qtbot.waitSignal(opened.session.failed, timeout=WAIT):
        opened.session.recheck()
    assert opened.session.result is result
    assert "找不到这个文件" in opened.workspace.notice.text.words
    draft.write_text("draft", "utf-8")
    still_works(opened, qtbot)


@pytest.mark.parametrize("number", [errno.ESTALE, errno.EIO, errno.EHOSTDOWN, errno.EACCES])
def test_a_drive_that_vanishes_is_said_once_and_its_return_is_seen(
    opened: MainWindow, qtbot: QtBot, draft: Path, number: int
) -> None:
    real = Path.stat
    told: list[str] = []
    opened.session.lost.connect(told.append)

    def gone(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        if path == draft:
            raise OSError(number, "gone")
        return real(path, follow_symlinks=follow_symlinks)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "stat", gone)
        qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
        qtbot.wait(500)
    assert told == [LOST]
    one_sentence(opened.workspace.notice.text.words)
    with qtbot.waitSignal(opened.session.checked, timeout=WAIT):
        pass
    still_works(opened, qtbot)


def test_a_file_on_a_drive_that_is_away_is_watched_without_a_fault(
    window: MainWindow, qtbot: QtBot, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        raise OSError(errno.ESTALE, "gone")

    watcher = window.session._watcher
    monkeypatch.setattr(Path, "stat", gone)
    with qtbot.waitSignal(watcher.lost, timeout=WAIT):
        watcher.watch(str(draft))
    watcher.stop()


@pytest.mark.parametrize(
    ("number", "word"), [(errno.EACCES, "权限"), (errno.EROFS, "只读"), (errno.ENOSPC, "磁盘空间不足"), (errno.EIO, "")]
)
def test_a_folder_that_takes_no_file_leaves_everything(
    opened: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, word: str
) -> None:
    target = tmp_path / "目标" / "单.xlsx"
    target.parent.mkdir()
    target.write_bytes(b"old")
    real = Path.open

    def refused(path: Path, mode: str = "r") -> IO[Any]:
        if path.parent == target.parent and "x" in mode:
            raise OSError(number, "refused")
        return real(path, mode)

    monkeypatch.setattr(Path, "open", refused)
    made = Exporter(opened, opened.preferences, lambda _parent, _suggested: target)
    with qtbot.waitSignal(made.failed, timeout=WAIT) as got:
        made.export(report.result())
    monkeypatch.undo()
    one_sentence(got.args[0])
    assert word in got.args[0]
    assert list(target.parent.iterdir()) == [target]
    assert target.read_bytes() == b"old"


def test_a_data_folder_that_takes_nothing_stops_no_work(opened: MainWindow, qtbot: QtBot, data: Path) -> None:
    data.joinpath("file").write_text("no folder", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_FOLDER, str(data / "file" / "below"))
        one_sentence(failed_dismissal(opened, qtbot))
        still_works(opened, qtbot)


def test_a_locked_store_is_said_and_the_dismissal_can_be_made_again(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core.database, "_PATIENCE", 0.1)
    result = opened.session.result
    assert result is not None
    Store().dismiss(result, 1, "先前")
    with sqlite3.connect(Store().path) as other:
        other.execute("BEGIN EXCLUSIVE")
        sentence = failed_dismissal(opened, qtbot)
    one_sentence(sentence)
    assert "占用" in sentence
    assert "没有忽略" in sentence
    opened.dismisser.ask(result, 0)
    assert opened.dismisser.dialog is not None
    assert opened.dismisser.dialog.reason == "已核实"
    opened.dismisser.dialog.reject()
    with qtbot.waitSignal(opened.dismisser.dismissed, timeout=WAIT):
        opened.dismisser.dismiss(result, 0, "已核实")
    assert {each.waiver.reason for each in Store().dismissals()} == {"先前", "已核实"}


def test_a_dismissal_that_could_not_be_taken_back_can_be_taken_back_later(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(core.database, "_PATIENCE", 0.1)
    result = opened.session.result
    assert result is not None
    with qtbot.waitSignal(opened.dismisser.dismissed, timeout=WAIT):
        opened.dismisser.dismiss(result, 0, "已核实")
    with sqlite3.connect(Store().path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with qtbot.waitSignal(opened.dismisser.failed, timeout=WAIT) as told:
            opened.actions_.undo.trigger()
    one_sentence(told.args[0])
    assert "没有撤销" in told.args[0]
    assert opened.dismisser.can_undo
    with qtbot.waitSignal(opened.dismisser.restored, timeout=WAIT):
        opened.actions_.undo.trigger()
    assert Store().dismissals() == ()


def test_a_damaged_store_is_set_aside_and_the_dismissal_kept(opened: MainWindow, qtbot: QtBot, data: Path) -> None:
    Store().path.write_bytes(b"no database" * 500)
    result = opened.session.result
    assert result is not None
    with qtbot.waitSignal(opened.dismisser.dismissed, timeout=WAIT):
        opened.dismisser.dismiss(result, 0, "已核实")
    assert [each.waiver.reason for each in Store().dismissals()] == ["已核实"]
    assert any("损坏" in path.name for path in data.iterdir())
    assert "改名保存为" in opened.workspace.notice.text.words
    still_works(opened, qtbot)


def test_closing_at_once_keeps_every_dismissal(opened: MainWindow) -> None:
    result = opened.session.result
    assert result is not None
    for number in range(3):
        opened.dismisser.dismiss(result, number, f"理由{number}")
    opened.close()
    assert {each.waiver.reason for each in Store().dismissals()} == {"理由0", "理由1", "理由2"}


def test_a_fault_in_a_dismissal_is_told_and_the_next_ones_are_made(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    result, dismiss = opened.session.result, Store.dismiss
    assert result is not None

    def failing(store: Store, result: Result, number: int, reason: str) -> Result:
        if reason == "坏":
            raise ValueError("no such thing")
        return dismiss(store, result, number, reason)

    monkeypatch.setattr(Store, "dismiss", failing)
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(opened.dismisser.dismissed, timeout=WAIT):
        opened.dismisser.dismiss(result, 0, "坏")
        opened.dismisser.dismiss(result, 1, "好")
    assert [str(error) for _kind, error, _trace in raised] == ["no such thing"]
    with qtbot.waitSignal(opened.dismisser.dismissed, timeout=WAIT):
        opened.dismisser.dismiss(result, 2, "后来")
    assert {each.waiver.reason for each in Store().dismissals()} == {"好", "后来"}
    still_works(opened, qtbot)


def test_a_check_under_way_learns_of_a_dismissal(window: MainWindow, qtbot: QtBot, tmp_path: Path, data: Path) -> None:
    """It has read the dismissals already: what is dismissed meanwhile would come back with it."""
    path = tmp_path / "busy.docx"
    path.write_text("draft", "utf-8")
    with qtbot.waitSignal(window.session.checked, timeout=10_000):
        window.open([str(path)])
    result = window.session.result
    assert result is not None
    window.session.recheck()
    with qtbot.waitSignal(window.session.started, timeout=300):
        window.session.replace(result)
    with qtbot.waitSignal(window.session.checked, timeout=10_000):
        pass
    newer = replace(result, checked_at="2019-02-22T11:00:00")
    with qtbot.waitSignal(window.session.started, timeout=300):
        window.session.replace(newer)
    with qtbot.waitSignal(window.session.checked, timeout=10_000):
        pass
    with qtbot.assertNotEmitted(window.session.started):
        window.session.replace(result)
        window.session.replace(replace(newer, path=str(tmp_path / "another.docx")))


def test_a_history_that_takes_no_check_is_said_once_and_calmly(opened: MainWindow, qtbot: QtBot, data: Path) -> None:
    assert not opened.statusbar.unkept
    with sqlite3.connect(Store().path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with qtbot.waitSignal(opened.session.remembered, timeout=WAIT):
            opened.session.recheck()
    assert opened.statusbar.unkept == NOT_KEPT
    assert str(data) in opened.statusbar._unkept.toolTip()
    assert opened.statusbar._unkept.isVisible()
    assert opened.session.result is not None
    assert opened.workspace.notice.isHidden()
    with qtbot.waitSignal(opened.session.remembered, timeout=WAIT):
        still_works(opened, qtbot)
    assert not opened.statusbar.unkept


def test_dismissals_that_cannot_be_read_are_neither_new_nor_solved(window: MainWindow, qtbot: QtBot, draft: Path) -> None:
    kept = draft.rename(draft.with_name("kept.docx"))
    with qtbot.waitSignal(window.session.remembered, timeout=WAIT):
        window.open([str(kept)])
    result = window.session.result
    assert result is not None
    with qtbot.waitSignal(window.dismisser.dismissed, timeout=WAIT):
        window.dismisser.dismiss(result, 2, "已核实")
    with sqlite3.connect(Store().path) as other:
        other.execute("BEGIN EXCLUSIVE")
        with qtbot.waitSignal(window.session.checked, timeout=WAIT) as unknown:
            window.session.recheck()
        qtbot.waitUntil(lambda: "没有采用以前的忽略" in window.workspace.notice.text.words)
        assert unknown.args[0].findings[2].waived is None
        assert not window._changes
        assert "新增" not in window.workspace.toast.text.text()
    with qtbot.waitSignal(window.session.checked, timeout=WAIT) as known:
        window.session.recheck()
    assert known.args[0].findings[2].waived is not None
    assert not window._changes
    assert "已解决" not in window.workspace.toast.text.text()
