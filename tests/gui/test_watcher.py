from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from gui.watcher import LOST, Watcher

WAIT = 8000


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "报告.docx"
    path.write_text("一", "utf-8")
    return path


@pytest.fixture
def watcher(qtbot: QtBot, draft: Path) -> Iterator[Watcher]:
    made = Watcher(poll_ms=100, patience=0.5)
    made.watch(str(draft))
    qtbot.wait(300)
    yield made
    made.stop()


def test_a_save_in_place_is_told_once(watcher: Watcher, qtbot: QtBot, draft: Path) -> None:
    told: list[int] = []
    watcher.changed.connect(lambda: told.append(1))
    with qtbot.waitSignal(watcher.changed, timeout=WAIT):
        draft.write_text("一二三", "utf-8")
    qtbot.wait(700)
    assert told == [1]


def test_atomic_saves_are_told_again_and_again(watcher: Watcher, qtbot: QtBot, draft: Path) -> None:
    for number in range(3):
        with qtbot.waitSignal(watcher.changed, timeout=WAIT):
            other = draft.with_suffix(".tmp")
            other.write_text("新" * (number + 2), "utf-8")
            other.replace(draft)


def test_several_writes_in_a_row_settle_into_one(watcher: Watcher, qtbot: QtBot, draft: Path) -> None:
    told: list[int] = []
    watcher.changed.connect(lambda: told.append(1))
    for number in range(6):
        draft.write_text("字" * (number + 2), "utf-8")
        qtbot.wait(60)
    qtbot.waitUntil(lambda: bool(told), timeout=WAIT)
    qtbot.wait(600)
    assert told == [1]


def test_a_file_away_for_a_moment_is_not_lost(watcher: Watcher, qtbot: QtBot, draft: Path) -> None:
    lost: list[str] = []
    watcher.lost.connect(lost.append)
    with qtbot.waitSignal(watcher.changed, timeout=WAIT):
        draft.unlink()
        qtbot.wait(150)
        draft.write_text("回来了", "utf-8")
    assert lost == []


def test_a_file_that_stays_away_is_told_once_and_its_return_is_a_change(watcher: Watcher, qtbot: QtBot, draft: Path) -> None:
    lost: list[str] = []
    watcher.lost.connect(lost.append)
    draft.unlink()
    qtbot.waitUntil(lambda: bool(lost), timeout=WAIT)
    qtbot.wait(600)
    assert lost == [LOST]
    with qtbot.waitSignal(watcher.changed, timeout=WAIT):
        draft.write_text("一", "utf-8")


def test_nothing_is_told_of_a_file_no_longer_watched(watcher: Watcher, qtbot: QtBot, draft: Path, tmp_path: Path) -> None:
    other = tmp_path / "其他.docx"
    other.write_text("二", "utf-8")
    watcher.watch(str(other))
    with qtbot.assertNotEmitted(watcher.changed, wait=800):
        draft.write_text("改了改了", "utf-8")


def test_an_unchanged_file_is_quiet(watcher: Watcher, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(watcher.changed, wait=600):
        pass
