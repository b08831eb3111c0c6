"""Last year's report in the window: chosen once, remembered, offered; one that is gone stops no check."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

import gui.previous
from core.engine import Settings
from core.history import History
from gui.news import News, news_of
from gui.previous import SAME
from gui.settings import Preferences
from gui.window import MainWindow
from gui.worker import prepare_checks
from tests.gui import report

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


pytestmark = pytest.mark.usefixtures("data")


def draft(folder: Path, name: str) -> Path:
    path = folder / name
    path.write_text("draft", "utf-8")
    return path


def opened(window: MainWindow, qtbot: QtBot, path: Path) -> None:
    with qtbot.waitSignal(window.session.checked):
        window.open([str(path)])


def choose(window: MainWindow, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gui.previous, "choose_report", lambda *_: str(path))
    with qtbot.waitSignal(window.session.checked):
        window.actions_.compare.trigger()


def test_a_report_chosen_is_compared_with_and_remembered(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, before = draft(tmp_path, "今年.docx"), draft(tmp_path, "去年.docx")
    opened(window, qtbot, now)
    assert not window.actions_.alone.isEnabled()
    choose(window, qtbot, before, monkeypatch)
    assert window.session.result is not None
    assert window.session.result.previous == str(before)
    assert window.statusbar.compared == "对照：去年.docx"
    window.session.close()
    opened(window, qtbot, now)
    assert window.session.settings.previous == str(before)


def test_what_a_comparison_brings_is_told_as_such_and_its_end_solves_nothing() -> None:
    alone = report.result()
    fewer = replace(alone, findings=alone.findings[1:])
    with_last = replace(alone, previous="/年报/去年.docx")
    assert news_of(None, with_last) == News()
    assert news_of(alone, alone) == News()
    assert news_of(fewer, with_last).sentence == "已对照上年报告“去年.docx”，新增 1 处"
    assert len(news_of(fewer, with_last).changes.fresh) == 1
    assert news_of(alone, with_last).sentence == "已对照上年报告“去年.docx”"
    assert news_of(with_last, fewer) == News(sentence="不再对照上年报告")
    assert news_of(with_last, replace(fewer, previous=with_last.previous)).sentence == "已解决 1 处"


def test_another_draft_of_the_same_unit_and_year_is_compared_too(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = draft(tmp_path, "去年.docx")
    opened(window, qtbot, draft(tmp_path, "一稿.docx"))
    choose(window, qtbot, before, monkeypatch)
    with qtbot.waitSignals([window.session.checked, window.session.checked]):
        window.open([str(draft(tmp_path, "二稿.docx"))])
    assert window.session.result is not None
    assert window.session.result.previous == str(before)


def test_no_comparison_is_remembered_as_well(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = draft(tmp_path, "今年.docx")
    opened(window, qtbot, now)
    choose(window, qtbot, draft(tmp_path, "去年.docx"), monkeypatch)
    with qtbot.waitSignal(window.session.checked):
        window.actions_.alone.trigger()
    assert window.statusbar.compared == ""
    opened(window, qtbot, now)
    qtbot.wait(150)
    assert window.session.settings.previous is None


def test_the_draft_itself_is_no_report_of_last_year(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = draft(tmp_path, "今年.docx")
    opened(window, qtbot, now)
    monkeypatch.setattr(gui.previous, "choose_report", lambda *_: str(now))
    window.actions_.compare.trigger()
    assert window.workspace.notice.text.words == SAME
    assert window.session.settings.previous is None


def test_a_report_that_was_checked_a_year_ago_is_offered(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    before = draft(tmp_path, "青禾县2017年年报.docx")
    found = report.result(str(before))
    History().record(replace(found, year=(found.year or 0) - 1))
    opened(window, qtbot, draft(tmp_path, "今年.docx"))
    qtbot.waitUntil(lambda: "青禾县2017年年报.docx" in window.workspace.toast.text.text())
    with qtbot.waitSignal(window.session.checked):
        window.workspace.toast.button.click()
    assert window.session.settings.previous == str(before)


def test_a_remembered_report_that_is_gone_stops_no_check(tmp_path: Path) -> None:
    check = prepare_checks()
    sample = next(path for path in SAMPLES.glob("*.docx") if "无误" in path.name)
    result = check(str(sample), Settings(previous=str(tmp_path / "去年.docx")), lambda _words: None)
    assert result.previous is None
    assert "这次没有对照上年报告" in result.notes[-1]
