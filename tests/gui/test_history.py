"""Earlier checks in the window: the list of the start page, the dialog with its chart, a past result for reading."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.findings import Result
from core.history import History
from gui.clock import said
from gui.history.dialog import NOT_KEPT, HistoryDialog
from gui.menus import FILES
from gui.start.recent import GONE, NONE_YET
from gui.window import MainWindow
from tests.gui import report

pytestmark = pytest.mark.usefixtures("data")


def past(path: Path, clock: str, fixed: int = 0) -> Result:
    """A result of some time, with so many findings put right."""
    found = report.result(str(path))
    return replace(found, findings=found.findings[fixed:], digest=clock, checked_at=f"2026-03-02T{clock}:00")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "青禾县年报.docx"
    path.write_text("draft", "utf-8")
    return path


@pytest.fixture
def known(draft: Path) -> Path:
    """A draft with three past checks."""
    for fixed, clock in enumerate(("09:00", "09:30", "10:00")):
        History().record(past(draft, clock, fixed))
    return draft


def dialog_of(window: MainWindow, qtbot: QtBot, path: Path) -> HistoryDialog:
    window.past.show(str(path))
    dialog = window.past.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.list.rowCount() > 0)
    return dialog


def test_times_as_people_say_them() -> None:
    now = datetime(2026, 3, 2, 12, 0)
    told = [said((now - timedelta(days=days)).isoformat(), now) for days in (0, 1, 9, 300)]
    assert told == ["今天 12:00", "昨天 12:00", "2月21日 12:00", "2025年5月6日"]
    assert said("没有时间") == "没有时间"


def test_a_first_start_says_what_the_list_is_for(window: MainWindow, qtbot: QtBot) -> None:
    window.past.refresh()
    qtbot.wait(100)
    assert window.start.recent.cards == []
    assert window.start.recent._hint.words == NONE_YET


def test_a_checked_draft_is_on_the_start_page(window: MainWindow, qtbot: QtBot, draft: Path) -> None:
    with qtbot.waitSignal(window.session.checked):
        window.open([str(draft)])
    qtbot.waitUntil(lambda: bool(History().recent(1)))
    window.session.close()
    qtbot.waitUntil(lambda: bool(window.start.recent.cards))
    (card,) = window.start.recent.cards
    title, below, pill = card.words
    errors = sum(1 for finding in report.result().findings if finding.severity == "error")
    assert (title, pill) == ("青禾县年报.docx", f"{errors} 处错误")
    assert below.endswith(str(draft.parent))
    with qtbot.waitSignal(window.session.checked):
        QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert window.session.path == str(draft)


def test_a_draft_that_is_gone_shows_its_history(window: MainWindow, qtbot: QtBot, known: Path) -> None:
    known.unlink()
    window.past.refresh()
    # The window looks by itself when it opens, and may have done so while the file was there.
    qtbot.waitUntil(lambda: any(GONE in card.words[1] for card in window.start.recent.cards))
    (card,) = window.start.recent.cards
    card.click()
    assert window.past.dialog is not None
    window.past.dialog.accept()


def test_a_draft_is_taken_off_the_list(window: MainWindow, qtbot: QtBot, known: Path) -> None:
    window.past.refresh()
    qtbot.waitUntil(lambda: bool(window.start.recent.cards))
    window.start.recent.show_menu(window.start.recent.cards[0])
    menus = [child for child in window.start.recent.children() if isinstance(child, QMenu)]
    menu = menus[-1]
    assert [action.text() for action in menu.actions()] == ["打开", "检查记录…", "从列表中去掉"]
    menu.actions()[2].trigger()
    qtbot.waitUntil(lambda: not window.start.recent.cards)
    assert known.exists()


def test_recent_drafts_are_in_the_menu_while_a_report_is_open(
    window: MainWindow, qtbot: QtBot, known: Path, tmp_path: Path
) -> None:
    gone, menu = tmp_path / "已删&除.docx", window.past.menu
    History().record(past(gone, "11:00"))
    menus: list[QMenu] = list(window.menuBar().findChildren(QMenu))
    files = next(each for each in menus if each.title() == FILES)
    files.aboutToShow.emit()
    qtbot.waitUntil(menu.isEnabled)
    (action,) = menu.actions()
    assert action.text() == f"&1　{known.name}\t{known.parent.name}"
    gone.write_text("draft", "utf-8")
    files.aboutToShow.emit()
    qtbot.waitUntil(lambda: len(menu.actions()) == 2)
    assert menu.actions()[0].text().startswith("&1　已删&&除.docx\t")
    with qtbot.waitSignal(window.session.checked):
        menu.actions()[1].trigger()
    assert window.session.path == str(known)


def test_the_checks_over_time(window: MainWindow, qtbot: QtBot, known: Path) -> None:
    dialog = dialog_of(window, qtbot, known)
    times = [dialog.list.item(row, 0).text() for row in range(3)]  # type: ignore[union-attr]  # rows that are there
    assert times == [f"2026年3月2日 {clock}:00" for clock in ("10:00", "09:30", "09:00")]
    columns = dialog.chart.columns()
    assert len(columns) == 3
    assert "共 3 次" in dialog.chart.accessibleName()
    QTest.mouseClick(dialog.chart, Qt.MouseButton.LeftButton, pos=columns[0].center().toPoint())
    assert dialog.selected is not None
    assert dialog.selected.made == "2026-03-02T09:00:00"
    assert not dialog.grab().isNull()
    dialog.accept()


def test_a_past_result_is_for_reading_only(window: MainWindow, qtbot: QtBot, known: Path) -> None:
    with qtbot.waitSignal(window.session.checked):
        window.open([str(known)])
    now = window.workspace.result
    qtbot.waitUntil(lambda: len(History().of(str(known))) == 4)
    dialog = dialog_of(window, qtbot, known)
    dialog.list.selectRow(3)
    dialog.view()
    qtbot.waitUntil(lambda: window.workspace.result is not now)
    assert window.workspace.result == past(known, "09:00")
    assert "只供查看" in window.workspace.notice.text.words
    assert not window.actions_.export.isEnabled()
    assert window.actions_.next.isEnabled()
    with qtbot.waitSignal(window.session.checked):
        window.workspace.notice.retry_wanted.emit()
    assert window.actions_.export.isEnabled()
    assert window.workspace.notice.text.words == ""


@pytest.fixture
def looking_back(window: MainWindow, qtbot: QtBot, known: Path) -> MainWindow:
    """A window with a draft of today, that shows the first check of it."""
    with qtbot.waitSignal(window.session.checked):
        window.open([str(known)])
    qtbot.waitUntil(lambda: len(History().of(str(known))) == 4)
    dialog = dialog_of(window, qtbot, known)
    dialog.list.selectRow(3)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.workspace.looking_back)
    return window


def test_nothing_is_dismissed_in_a_past_result(looking_back: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its findings have other numbers than those of today: another place would be dismissed."""
    space, asked = looking_back.workspace, list[int]()
    monkeypatch.setattr(looking_back.dismisser, "ask", lambda _result, finding: asked.append(finding))
    space.go_next()
    assert not space.detail.dismiss_button.isEnabled()
    assert not looking_back.actions_.undo.isEnabled()
    space.dismiss()
    assert asked == []


def test_a_past_result_says_so_as_long_as_it_shows(looking_back: MainWindow, qtbot: QtBot, known: Path) -> None:
    space = looking_back.workspace
    assert not space.notice.close_button.isVisible()
    assert looking_back.statusbar.texts[1] == ""
    known.unlink()
    qtbot.waitUntil(lambda: "无法读取" in looking_back.statusbar.texts[0], timeout=5000)
    assert looking_back.session.result is not None
    looking_back._on_rejudged(looking_back.session.result)
    space.middle.trouble.emit("这一页画不出来")
    assert "只供查看" in space.notice.text.words
    assert space.result == past(known, "09:00")
    looking_back._on_failed("文件不在。", "")
    assert not space.looking_back
    assert space.result == looking_back.session.result
    assert space.notice.close_button.isVisible()
    assert "上一次的结果" in space.notice.text.words
    assert space.detail.may_dismiss


def test_a_check_that_was_not_kept_whole_says_so(
    window: MainWindow, qtbot: QtBot, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.history.KEPT_SNAPSHOTS", 1)
    History().record(past(known, "11:00"))
    dialog = dialog_of(window, qtbot, known)
    dialog.list.selectRow(1)
    assert not dialog.view_button.isEnabled()
    assert dialog.notice.words == NOT_KEPT
    dialog.accept()


def test_a_broken_history_is_a_sentence(window: MainWindow, qtbot: QtBot, draft: Path, data: Path) -> None:
    data.mkdir()
    (data / "nianbao.db").write_bytes(b"no database" * 500)
    window.past.refresh()
    qtbot.waitUntil(lambda: "已经损坏" in window.start.recent._hint.words)
    with qtbot.waitSignal(window.session.checked):
        window.open([str(draft)])


def test_clearing_the_history_of_a_draft(window: MainWindow, qtbot: QtBot, known: Path) -> None:
    dialog = dialog_of(window, qtbot, known)
    dialog.forget()
    qtbot.waitUntil(lambda: dialog.list.rowCount() == 0)
    assert History().of(str(known)) == ()
    dialog.accept()
