from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QPushButton
from pytestqt.qtbot import QtBot

import gui.window
from gui.grouping import Filter
from gui.menus import Actions
from gui.settings import Preferences
from gui.window import MainWindow
from tests.gui import fakes, report
from tests.gui.opening import WAIT, draft, opened


def test_the_start_page_comes_first_and_offers_what_can_be_done(window: MainWindow) -> None:
    assert window.pages.currentWidget() is window.start
    assert window.start.zone.open_button.isVisible()
    assert not window.topbar.isVisible()
    assert not window.actions_.export.isEnabled()
    assert not window.actions_.recheck.isEnabled()


def test_a_file_given_as_argument_is_checked_and_shown(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path))
    assert window.pages.currentWidget() is window.workspace
    assert window.topbar.name.text() == "青禾县.docx"
    assert (window.topbar.edition.text(), window.topbar.year.text()) == ("2008 格式", "2018 年度")
    assert window.windowTitle() == "青禾县.docx - 年报自查"
    assert window.statusbar.texts == ("● 正在关注文件：保存后自动重新检查", "上次检查 10:42:05，用时 0.08 秒", "100 %")
    assert window.workspace.current == window.workspace.findings.model.findings()[0]


def test_what_shows_a_result_leaves_to_later_turns_what_can_wait(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """To ask the window for its workspace does what waits: whoever shows a result must not ask again behind that."""
    waiting: list[int] = []
    window.session.checked.connect(lambda *_: waiting.append(window._workspace._turns.waiting if window._workspace else 0))
    opened(window, qtbot, draft(tmp_path))
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        window.actions_.recheck.trigger()
    assert len(waiting) == 2
    assert all(waiting)


def test_the_button_opens_what_the_dialog_gives(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = draft(tmp_path)
    monkeypatch.setattr(gui.window, "choose_report", lambda *_: str(path))
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        QTest.mouseClick(window.start.zone.open_button, Qt.MouseButton.LeftButton)
    assert window.session.path == str(path)


def test_the_menu_has_every_action_with_its_keys(window: MainWindow) -> None:
    found = {}
    for top in window.menuBar().actions():
        menu = top.menu()
        assert menu is not None
        for action in menu.actions():  # type: ignore[attr-defined]  # the stub says QObject
            found[action.text()] = [key.toString() for key in action.shortcuts()]
    assert found["打开报告…"] == ["Ctrl+O"]
    assert found["重新检查"] == ["F5"]
    assert found["下一处问题"] == ["F8"]
    assert found["上一处问题"] == ["Shift+F8"]
    actions = [getattr(window.actions_, name) for name in Actions.__dataclass_fields__]
    assert not [action.text() for action in actions if action.text() not in found]


def test_f8_moves_list_text_and_detail_together(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path))
    space, result = window.workspace, window.session.result
    assert result is not None
    order = space.findings.model.findings()
    for expected in (*order[1:], order[0]):
        QTest.keyClick(window, Qt.Key.Key_F8)
        assert space.current == expected
        assert space.view.finding == expected
        assert space.findings.list.currentIndex() == space.findings.model.index_of(expected)
        assert space.detail.message.words == result.findings[expected].message
    QTest.keyClick(window, Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert space.current == order[-1]


def test_a_click_in_the_text_moves_list_and_detail(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path))
    space = window.workspace
    space.view.finding_clicked.emit(9)
    assert space.current == 9
    assert space.findings.list.currentIndex() == space.findings.model.index_of(9)
    assert space.detail.message.words == report.FINDINGS[9].message


def test_a_filter_that_hides_the_selected_finding_moves_on(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path))
    window.workspace.select(0)
    window.workspace.findings.chips.choose(Filter.ERROR)
    assert window.workspace.current == window.workspace.findings.model.findings()[0]


def test_another_draft_is_shown_whole(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path))
    pane = window.workspace.findings
    pane.chips.choose(Filter.INFO)
    pane.tools.field.setText("句号")
    qtbot.waitUntil(lambda: len(pane.model.findings()) == 1)
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        window.session.recheck()
    assert len(pane.model.findings()) == 1
    opened(window, qtbot, draft(tmp_path, "另一份.docx"))
    assert pane.choice.filter is Filter.ALL
    assert pane.choice.words == ""
    assert len(pane.model.findings()) == len(report.FINDINGS)
    assert window.focusWidget() is pane.list


def test_a_narrow_window_leaves_room_for_the_name(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path))
    bar = window.topbar
    assert bar.edition.isVisible()
    window.resize(720, 500)
    assert not bar.edition.isVisible()
    assert not bar.year.isVisible()
    qtbot.waitUntil(lambda: bar.name.width() >= bar.name.sizeHint().width())
    buttons: list[QPushButton] = list(bar.findChildren(QPushButton))
    assert all(button.width() >= button.sizeHint().width() for button in buttons)
    assert {button.accessibleName() for button in buttons} >= {"重新检查（F5）", "规则设置（Ctrl+R）"}
    window.resize(1440, 900)
    assert bar.edition.isVisible()
    assert all(button.text() for button in buttons)


def test_f5_checks_the_file_as_it_is_now(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path))
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        QTest.keyClick(window, Qt.Key.Key_F5)


def test_a_save_elsewhere_checks_again_and_keeps_place_and_selection(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = draft(tmp_path)
    opened(window, qtbot, path)
    qtbot.wait(400)
    space = window.workspace
    number = next(n for n, finding in enumerate(report.FINDINGS) if finding.rule == "table.sum")
    space.select(number)
    place, message = space.view.place(), space.detail.message.words
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        other = path.with_suffix(".tmp")
        other.write_text("二稿 table.bound contact.missing", "utf-8")
        other.replace(path)
    assert window.session.result is not None
    assert len(window.session.result.findings) == 11
    assert space.detail.message.words == message
    assert space.view.place().text == place.text


def test_a_selected_finding_that_is_solved_is_no_longer_selected(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = draft(tmp_path)
    opened(window, qtbot, path)
    window.workspace.select(9)
    path.write_text("二稿 table.bound", "utf-8")
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        window.session.recheck()
    assert window.workspace.current is None
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.workspace.current == window.workspace.findings.model.findings()[0]


def test_an_unreadable_file_is_a_page_with_a_way_on(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = draft(tmp_path, "broken.docx")
    with qtbot.waitSignal(window.session.failed, timeout=WAIT):
        window.open([str(path)])
    assert window.pages.currentWidget() is window.failure
    assert window.failure.sentence.words == fakes.BROKEN
    assert not window.failure.details.isVisible()
    assert not window.actions_.export.isEnabled()
    with qtbot.waitSignal(window.session.failed, timeout=WAIT):
        QTest.mouseClick(window.failure.retry, Qt.MouseButton.LeftButton)


def test_a_fault_of_the_program_shows_no_traceback_but_can_be_copied(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.session.failed, timeout=WAIT):
        window.open([str(draft(tmp_path, "fault.docx"))])
    assert "Traceback" not in window.failure.sentence.words
    assert window.failure.details.isVisible()


def test_a_missing_file_is_a_sentence(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.session.failed, timeout=WAIT):
        window.open([str(tmp_path / "没有.docx")])
    assert "找不到" in window.failure.sentence.words


def test_a_save_that_cannot_be_read_leaves_the_last_result(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = draft(tmp_path)
    opened(window, qtbot, path)
    before = window.session.result
    path.write_text("broken", "utf-8")
    with qtbot.waitSignal(window.session.failed, timeout=WAIT):
        window.session.recheck()
    assert window.pages.currentWidget() is window.workspace
    assert window.session.result is before
    assert fakes.BROKEN in window.workspace.notice.text.words
    path.write_text("clean", "utf-8")
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        window.workspace.notice.retry_wanted.emit()
    assert not window.workspace.notice.isVisible()


def test_a_file_deleted_under_the_window_is_said_and_its_return_is_checked(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = draft(tmp_path)
    opened(window, qtbot, path)
    qtbot.wait(300)
    path.unlink()
    qtbot.waitUntil(window.workspace.notice.isVisible, timeout=WAIT)
    assert "暂时无法读取" in window.workspace.notice.text.words
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        path.write_text("clean", "utf-8")
    assert not window.workspace.notice.isVisible()


def test_a_slow_first_check_can_be_cancelled(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.open([str(draft(tmp_path, "slow.docx"))])
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.busy, timeout=WAIT)
    window.busy.cancel_wanted.emit()
    assert window.pages.currentWidget() is window.start
    assert window.session.path == ""


def test_the_keys_are_at_what_can_be_done(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    """Escape ends a first check, Return tries a file again that could not be read."""
    window.activateWindow()
    window.open([str(draft(tmp_path, "slow.docx"))])
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.busy, timeout=WAIT)
    assert window.focusWidget() is window.busy.cancel
    QTest.keyClick(window.busy.cancel, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.start
    window.open([str(draft(tmp_path, "broken.docx"))])
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.failure, timeout=WAIT)
    assert window.focusWidget() is window.failure.retry
    with qtbot.waitSignal(window.session.failed, timeout=WAIT):
        QTest.keyClick(window.failure.retry, Qt.Key.Key_Return)
    window.open([str(draft(tmp_path, "slow.docx"))])
    qtbot.waitUntil(lambda: window.pages.currentWidget() is window.busy, timeout=WAIT)
    QTest.keyClick(window.busy.cancel, Qt.Key.Key_Enter)
    assert window.pages.currentWidget() is window.start


def test_opening_another_file_drops_the_check_under_way(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    window.open([str(draft(tmp_path, "slow.docx"))])
    opened(window, qtbot, draft(tmp_path, "乙.docx"))
    qtbot.wait(400)
    assert window.session.name == "乙.docx"
    assert window.pages.currentWidget() is window.workspace


def test_a_crash_of_the_worker_is_a_sentence_and_the_window_works_on(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.session.failed, timeout=WAIT):
        window.open([str(draft(tmp_path, "crash.docx"))])
    assert "意外退出" in window.failure.sentence.words
    assert window.failure.details.isVisible()
    window.failure.details.click()
    assert "exit code 11" in QApplication.clipboard().text()
    opened(window, qtbot, draft(tmp_path, "乙.docx"))


def test_no_findings(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path, content="clean"))
    assert window.workspace.findings.verdict.sentence == "可以报送"
    assert not window.workspace.findings.list.isVisible()
    QTest.keyClick(window, Qt.Key.Key_F8)
    assert window.workspace.current is None


def test_closing_while_a_check_runs_ends_the_worker(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.session.progressed, timeout=WAIT):
        window.open([str(draft(tmp_path, "slow.docx"))])
    pid = window.session._jobs.pid
    assert pid is not None
    assert window.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_size_panes_and_zoom_are_kept(window: MainWindow, qtbot: QtBot, preferences: Preferences, tmp_path: Path) -> None:
    opened(window, qtbot, draft(tmp_path))
    window.resize(1200, 640)
    window.workspace.panes.splitter.setSizes([380, 460, 360])
    window.workspace.view.set_zoom(1.25)
    sizes = window.workspace.panes.splitter.sizes()
    window.workspace.panes.restore_state(window.workspace.panes.save_state())
    window.resize(780, 640)
    qtbot.wait(30)
    window.close()
    again = MainWindow(preferences)
    qtbot.addWidget(again)
    again.show()
    again.pages.setCurrentWidget(again.workspace)
    assert (again.width(), again.height()) == (780, 640)
    assert again.workspace.view.zoom == 1.25
    assert again.statusbar.texts[2] == "125 %"
    again.resize(1200, 640)
    qtbot.wait(30)
    assert again.workspace.panes.splitter.sizes() == pytest.approx(sizes, abs=3)


def test_the_draft_is_never_written_to(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = draft(tmp_path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    opened(window, qtbot, path)
    QTest.keyClick(window, Qt.Key.Key_F8)
    window.close()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_qt_speaks_chinese(window: MainWindow) -> None:
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    texts = {button.text() for button in box.buttons()}
    assert texts == {"取消", "保存"} or all(any("\u4e00" <= c <= "\u9fff" for c in text) for text in texts)
