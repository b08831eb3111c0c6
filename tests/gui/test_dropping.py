"""Files dropped on the window: which one is opened, how it is shown to be taken, and that the source keeps it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from gui.window import MainWindow
from tests.gui.opening import WAIT, draft, opened


def drop(window: MainWindow, *files: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    both = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), *both))
    window.dropEvent(QDropEvent(QPointF(5, 5), *both))


def test_dropped_files_the_first_is_opened_and_the_others_are_named(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        drop(window, draft(tmp_path, "甲.docx"), draft(tmp_path, "乙.pdf"), draft(tmp_path, "丙.txt"))
    assert window.session.name == "甲.docx"
    assert "未打开：乙.pdf、丙.txt" in window.workspace.notice.text.words
    assert window.workspace.notice.isVisible()


def test_of_dropped_files_the_first_that_looks_like_a_report_is_opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    folder = tmp_path / "文件夹.docx"
    folder.mkdir()
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        drop(window, folder, draft(tmp_path, "图片.png"), draft(tmp_path, "甲.docx"), draft(tmp_path, "乙.docx"))
    assert window.session.name == "甲.docx"
    assert "未打开：乙.docx、文件夹.docx、图片.png" in window.workspace.notice.text.words


def test_a_file_held_over_a_shown_result_is_seen_to_be_taken(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(draft(tmp_path)))])
    both = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    veil = window.findChild(QWidget, "dropVeil")
    assert veil is not None
    window.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), *both))
    assert not veil.isVisible()
    opened(window, qtbot, draft(tmp_path))
    window.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), *both))
    assert veil.isVisible()
    assert veil.geometry().contains(window.rect().center())
    window.dragLeaveEvent(QDragLeaveEvent())
    assert not veil.isVisible()
    window.dragEnterEvent(QDragEnterEvent(QPoint(5, 5), *both))
    with qtbot.waitSignal(window.session.checked, timeout=WAIT):
        window.dropEvent(QDropEvent(QPointF(5, 5), *both))
    assert not veil.isVisible()


@pytest.mark.parametrize("offered", [Qt.DropAction.MoveAction, Qt.DropAction.CopyAction | Qt.DropAction.MoveAction])
def test_a_drop_is_taken_as_a_copy_so_that_no_source_deletes_the_draft(
    window: MainWindow, tmp_path: Path, offered: Qt.DropAction
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(draft(tmp_path)))])
    shift = Qt.KeyboardModifier.ShiftModifier
    enter = QDragEnterEvent(QPoint(5, 5), offered, data, Qt.MouseButton.LeftButton, shift)
    move = QDragMoveEvent(QPoint(6, 6), offered, data, Qt.MouseButton.LeftButton, shift)
    down = QDropEvent(QPointF(5, 5), offered, data, Qt.MouseButton.LeftButton, shift)
    window.dragEnterEvent(enter)
    window.dragMoveEvent(move)
    window.dropEvent(down)
    assert all(event.isAccepted() for event in (enter, move, down))
    assert down.dropAction() != Qt.DropAction.MoveAction
    if offered & Qt.DropAction.CopyAction:
        assert {event.dropAction() for event in (enter, move, down)} == {Qt.DropAction.CopyAction}


def test_what_is_no_file_is_not_accepted(window: MainWindow) -> None:
    data = QMimeData()
    data.setText("一段文字")
    both = Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    down = QDropEvent(QPointF(5, 5), *both)
    down.ignore()
    window.dropEvent(down)
    assert not down.isAccepted()
