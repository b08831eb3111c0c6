"""Small windows and small screens: everything fits, reflows, and can be reached."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.errors import ReadError
from gui import fitting
from gui.page.table import TableItem
from gui.settings import Preferences
from gui.window import SIZE, MainWindow
from tests.gui import report

SMALL = [(1024, 700), (960, 460), (720, 440)]


def shown(window: MainWindow, qtbot: QtBot, size: tuple[int, int] = SIZE) -> MainWindow:
    window.resize(*size)
    window._on_opened(report.result().path)
    window._on_checked(report.result())
    qtbot.wait(50)
    return window


def number_of(rule: str) -> int:
    return next(number for number, finding in enumerate(report.result().findings) if finding.rule == rule)


def seen(window: MainWindow, finding: int) -> bool:
    view = window.workspace.view
    area = view.flow.area_of(finding)
    assert area is not None
    top, bottom = view.sheet.y_to_view(area.top()), view.sheet.y_to_view(area.bottom())
    bar = view.verticalScrollBar().value()
    return bar <= top and bottom <= bar + view.viewport().height()


def whole(widget: QWidget, window: QWidget) -> bool:
    """Whether a widget lies in the window and in all that it lies in, with room for its words."""
    inside = all(
        parent.rect().contains(QRect(widget.mapTo(parent, QPoint(0, 0)), widget.size()))
        for parent in _parents(widget)
        if parent is not window.parent()
    )
    need = widget.heightForWidth(widget.width()) if widget.hasHeightForWidth() else widget.minimumSizeHint().height()
    return widget.isVisible() and inside and widget.height() >= need


def _parents(widget: QWidget) -> list[QWidget]:
    parent = widget.parentWidget()
    return [parent, *_parents(parent)] if parent else []


@pytest.mark.parametrize(
    "free", [QRect(0, 0, 960, 500), QRect(10, 30, 683, 350), QRect(0, 0, 1366, 728), QRect(0, 0, 1920, 1040)]
)
def test_the_first_window_fits_the_screen_with_its_frame(
    qtbot: QtBot, preferences: Preferences, monkeypatch: pytest.MonkeyPatch, free: QRect
) -> None:
    monkeypatch.setattr(fitting, "available", lambda _window: free)
    window = MainWindow(preferences)
    qtbot.addWidget(window)
    window.show()
    room = free.size() - fitting.FRAME
    assert window.size() == QSize(*SIZE).boundedTo(room)
    assert window.minimumSize().boundedTo(room) == window.minimumSize()


def test_a_window_kept_from_a_larger_screen_fits_too(
    qtbot: QtBot, preferences: Preferences, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = MainWindow(preferences)
    qtbot.addWidget(large)
    large.show()
    large.resize(1400, 880)
    large.close()
    monkeypatch.setattr(fitting, "available", lambda _window: QRect(0, 0, 960, 500))
    window = MainWindow(preferences)
    qtbot.addWidget(window)
    window.show()
    assert window.size().boundedTo(QSize(960, 500) - fitting.FRAME) == window.size()


@pytest.mark.parametrize("size", SMALL)
def test_the_page_reflows_and_the_selected_finding_stays_in_view(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    shown(window, qtbot)
    view, finding = window.workspace.view, number_of("table.bound")
    window.workspace.select(finding)
    for width, height in (size, SIZE, size):
        window.resize(width, height)
        qtbot.wait(80)
        assert (window.width(), window.height()) == (width, height)
        assert view.horizontalScrollBar().maximum() == 0
        assert seen(window, finding)
    table = next(item for item in view.flow.items if isinstance(item, TableItem))
    assert max(box.right() for box in table._boxes) <= view.sheet.text_width + 0.5


def test_a_finding_that_was_scrolled_away_stays_away(window: MainWindow, qtbot: QtBot) -> None:
    shown(window, qtbot)
    window.workspace.select(number_of("table.bound"))
    window.workspace.view.verticalScrollBar().setValue(0)
    window.resize(1024, 700)
    qtbot.wait(50)
    assert not seen(window, number_of("table.bound"))
    assert window.workspace.view.place().item == 0


@pytest.mark.parametrize("size", SMALL)
def test_everything_can_be_reached_on_a_small_window(window: MainWindow, qtbot: QtBot, size: tuple[int, int]) -> None:
    space = shown(window, qtbot, size).workspace
    assert space.panes.compact
    qtbot.wait(50)
    pane, detail = space.findings, space.detail
    for widget in (pane.verdict, pane.chips, pane.list, window.topbar, window.statusbar, space.view, space.strip):
        assert whole(widget, window), widget
    assert not detail.isVisible()
    QTest.mouseClick(space.panes._group.button(1), Qt.MouseButton.LeftButton)
    qtbot.wait(50)
    for button in (detail.previous_button, detail.next_button, detail.copy_button):
        assert whole(button, window), button.text()
        assert button.width() >= button.sizeHint().width()
    assert not pane.isVisible()


def test_a_click_explains_and_the_keys_stay_where_they_are(window: MainWindow, qtbot: QtBot) -> None:
    space = shown(window, qtbot, SMALL[0]).workspace
    space.go_next()
    QTest.keyClick(space.findings.list, Qt.Key.Key_Down)
    assert space.findings.isVisible()
    QTest.mouseClick(
        space.findings.list.viewport(),
        Qt.MouseButton.LeftButton,
        pos=space.findings.list.visualRect(space.findings.list.currentIndex()).center(),
    )
    assert space.detail.isVisible()
    space.panes.turn_to(0)
    space.view.finding_clicked.emit(9)
    assert space.detail.isVisible()
    assert space.current == 9


def test_three_panes_come_back_with_their_widths(window: MainWindow, qtbot: QtBot) -> None:
    space = shown(window, qtbot).workspace
    space.panes.splitter.setSizes([400, 640, 398])
    kept = space.panes.save_state()
    space.panes.restore_state(kept)
    before = space.panes.splitter.sizes()
    window.resize(*SMALL[0])
    qtbot.wait(30)
    assert space.panes.save_state() == kept
    window.resize(*SIZE)
    qtbot.wait(30)
    assert space.findings.isVisible()
    assert space.detail.isVisible()
    assert space.panes.splitter.sizes() == pytest.approx(before, abs=3)


@pytest.mark.parametrize("size", SMALL)
def test_an_error_and_the_start_can_be_read_on_a_small_window(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    window.resize(*size)
    assert window.start.zone.open_button.isVisible()
    assert whole(window.start.zone.open_button, window)
    window._on_opened(str(tmp_path / ("很长的文件名" * 8 + ".docx")))
    window._on_failed(str(ReadError("文件已损坏，" * 12)), "")
    qtbot.wait(50)
    page = window.failure
    assert page.sentence.height() >= page.sentence.heightForWidth(page.sentence.width())
    QTest.keyClick(window, Qt.Key.Key_Tab)
    assert page.retry.isVisible()
