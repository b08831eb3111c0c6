from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import gui.exporting
import gui.printing.output
from core.errors import WriteError
from core.exports import writing
from core.findings import Result
from gui.exporting import FAULT, FORMATS, ON_DRAFT, Exporter, choose_target, confirm_replacing, settle, write_result, writer_for
from gui.settings import Preferences
from gui.window import MainWindow
from tests.gui import report

WAIT = 10_000


def boxes(window: MainWindow) -> list[QMessageBox]:
    found = [child for child in window.children() if isinstance(child, QMessageBox)]
    return [box for box in found if box.isVisible()]


def exporter(
    window: MainWindow, preferences: Preferences, target: Path | None, write: Callable[[Result, Path], None] = write_result
) -> Exporter:
    return Exporter(window, preferences, lambda _parent, _suggested: target, write)


def test_the_checklist_is_written_and_offered(window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path) -> None:
    made = exporter(window, preferences, tmp_path / "检查单.xlsx")
    with qtbot.waitSignal(made.written, timeout=WAIT):
        made.export(report.result())
    assert openpyxl.load_workbook(tmp_path / "检查单.xlsx").sheetnames
    assert {button.text() for button in boxes(window)[0].buttons()} == {"打开文件", "打开所在文件夹", "完成"}


def test_the_suggested_name_follows_the_draft_and_the_last_folder_is_kept(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path
) -> None:
    asked: list[Path] = []

    def choose(_parent: object, suggested: Path) -> Path:
        asked.append(suggested)
        return tmp_path / "别处" / "单.xlsx"

    (tmp_path / "别处").mkdir()
    made = Exporter(window, preferences, choose, lambda _result, target: target.touch())
    draft = str(tmp_path / "青禾县.docx")
    for _ in range(2):
        with qtbot.waitSignal(made.written, timeout=WAIT):
            made.export(replace(report.result(), path=draft))
        made.wait()
    assert asked == [tmp_path / "青禾县-检查单.xlsx", tmp_path / "别处" / "青禾县-检查单.xlsx"]


@pytest.mark.parametrize(("error", "sentence"), [(WriteError("磁盘已满。"), "磁盘已满。"), (RuntimeError("x"), FAULT)])
def test_a_failure_is_a_sentence(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path, error: Exception, sentence: str
) -> None:
    def write(_result: Result, _target: Path) -> None:
        raise error

    made = exporter(window, preferences, tmp_path / "a.xlsx", write)
    with qtbot.waitSignal(made.failed, timeout=WAIT) as got:
        made.export(report.result())
    assert got.args == [sentence]
    (box,) = boxes(window)
    assert box.text() == sentence
    copies = [button for button in box.buttons() if button.text() == "复制详情"]
    assert len(copies) == isinstance(error, RuntimeError)
    for button in copies:
        button.click()
        assert box.isVisible()
        assert "RuntimeError: x" in QApplication.clipboard().text()


def test_a_folder_that_took_no_file_is_not_proposed_again(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path
) -> None:
    def write(_result: Result, _target: Path) -> None:
        raise WriteError("文件夹是只读的。")

    (tmp_path / "只读").mkdir()
    made = exporter(window, preferences, tmp_path / "只读" / "a.xlsx", write)
    with qtbot.waitSignal(made.failed, timeout=WAIT):
        made.export(report.result())
    assert made.folder_for(tmp_path / "稿.docx") == tmp_path


def test_the_draft_itself_is_never_the_target(window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path) -> None:
    draft = tmp_path / "表.xlsx"
    draft.write_text("原稿", "utf-8")
    made = exporter(window, preferences, draft)
    with qtbot.waitSignal(made.failed, timeout=WAIT) as got:
        made.export(replace(report.result(), path=str(draft)))
    assert got.args == [ON_DRAFT]
    assert draft.read_text("utf-8") == "原稿"


def test_nothing_is_written_when_the_dialog_is_left(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path
) -> None:
    made = exporter(window, preferences, None)
    with qtbot.assertNotEmitted(made.written, wait=100):
        made.export(report.result())
    assert list(tmp_path.glob("*.xlsx")) == []


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[QFileDialog]:
    """The file dialogs shown; each is left with its button to save."""
    seen: list[QFileDialog] = []

    def accept(dialog: QFileDialog) -> int:
        seen.append(dialog)
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    return seen


def test_the_dialog_adds_the_ending(window: MainWindow, asked: list[QFileDialog], tmp_path: Path) -> None:
    assert choose_target(window, tmp_path / "单.xlsx") == tmp_path / "单.xlsx"
    assert asked[0].defaultSuffix() == "xlsx"


def test_a_workbook_never_replaces_a_report_of_another_kind(
    window: MainWindow, asked: list[QFileDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = tmp_path / "青禾县.docx"
    draft.write_text("别的报告", "utf-8")
    monkeypatch.setattr(QFileDialog, "selectedFiles", lambda _dialog: [str(draft)])
    assert choose_target(window, tmp_path / "单.xlsx") == tmp_path / "青禾县.docx.xlsx"
    assert asked[0].testOption(QFileDialog.Option.DontConfirmOverwrite)


def test_an_existing_checklist_is_replaced_only_when_the_user_says_so(
    window: MainWindow, asked: list[QFileDialog], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "单.xlsx").touch()
    answers = [False, True]
    monkeypatch.setattr(gui.exporting, "confirm_replacing", lambda _parent, _target: answers.pop(0))
    assert choose_target(window, tmp_path / "单.xlsx") == tmp_path / "单.xlsx"
    assert len(asked) == 2
    assert answers == []


@pytest.mark.parametrize(("button", "replaced"), [("替换", True), ("换一个文件名", False)])
def test_the_question_before_replacing(window: MainWindow, tmp_path: Path, button: str, replaced: bool) -> None:
    def click() -> None:
        box = boxes(window)[0]
        next(one for one in box.buttons() if one.text() == button).click()

    QTimer.singleShot(50, click)
    assert confirm_replacing(window, tmp_path / "单.xlsx") is replaced


@pytest.mark.parametrize(
    ("name", "suffix", "suggested", "written"),
    [
        ("单.xlsx", ".xlsx", ".xlsx", "单.xlsx"),
        ("单.XLSX", ".xlsx", ".xlsx", "单.XLSX"),
        ("单", ".docx", ".xlsx", "单.docx"),
        ("2018.12", ".xlsx", ".xlsx", "2018.12.xlsx"),
        # Another kind was chosen and the name still ends as it was suggested.
        ("单.xlsx", ".pdf", ".xlsx", "单.pdf"),
        # Another ending was typed.
        ("单.docx", ".xlsx", ".xlsx", "单.docx"),
    ],
)
def test_the_ending_says_the_format(name: str, suffix: str, suggested: str, written: str) -> None:
    assert settle(Path("/没有") / name, suffix, suggested) == Path("/没有") / written


def test_the_dialog_offers_every_format(window: MainWindow, asked: list[QFileDialog], tmp_path: Path) -> None:
    choose_target(window, tmp_path / "单.xlsx")
    offered = " ".join(asked[0].nameFilters())
    assert all(f"(*{suffix})" in offered for suffix in FORMATS)
    assert {file_format for file_format, _ in FORMATS.values()} == {*writing.FORMATS, "pdf"}


def test_another_kind_of_file_changes_the_name(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def accept(dialog: QFileDialog) -> int:
        chosen = next(words for words in dialog.nameFilters() if "*.docx" in words)
        dialog.selectNameFilter(chosen)
        dialog.filterSelected.emit(chosen)
        return 1

    monkeypatch.setattr(QFileDialog, "exec", accept)
    assert choose_target(window, tmp_path / "单.xlsx") == tmp_path / "单.docx"


@pytest.mark.parametrize(("suffix", "start"), [(".docx", b"PK"), (".pdf", b"%PDF"), (".html", b"<!DOCTYPE"), (".sarif", b"{")])
def test_the_chosen_format_is_written_and_suggested_next_time(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path, suffix: str, start: bytes
) -> None:
    asked: list[Path] = []

    def choose(_parent: object, suggested: Path) -> Path:
        asked.append(suggested)
        return tmp_path / f"单{suffix}"

    made = Exporter(window, preferences, choose)
    for _ in range(2):
        with qtbot.waitSignal(made.written, timeout=WAIT):
            made.export(replace(report.result(), path=str(tmp_path / "青禾县.txt")))
        made.wait()
    assert (tmp_path / f"单{suffix}").read_bytes().startswith(start)
    assert asked[1].name == f"青禾县-检查单{suffix}"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_full_disk_leaves_the_old_file_and_is_said(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    def full(_stream: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    target = tmp_path / "目标" / f"单{suffix}"
    target.parent.mkdir()
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    made = Exporter(window, preferences, lambda _parent, _suggested: target)
    with qtbot.waitSignal(made.failed, timeout=WAIT) as got:
        made.export(report.result())
    assert "磁盘空间不足" in got.args[0]
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


def test_pages_that_cannot_be_made_are_a_sentence(
    window: MainWindow, preferences: Preferences, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_result: Result) -> bytes:
        raise RuntimeError("secret of the program")

    monkeypatch.setattr(gui.printing.output, "pdf_bytes", broken)
    made = Exporter(window, preferences, lambda _parent, _suggested: tmp_path / "单.pdf")
    with qtbot.waitSignal(made.failed, timeout=WAIT) as got:
        made.export(report.result())
    assert got.args == [FAULT]
    assert QApplication.overrideCursor() is None
    assert not list(tmp_path.glob("*.pdf"))


@pytest.mark.parametrize("suffix", [".xlsx", ".txt", ".pdf"])
def test_last_years_report_is_no_target(qapp: object, tmp_path: Path, suffix: str) -> None:
    draft, previous = tmp_path / "草稿.docx", tmp_path / f"上年{suffix}"
    draft.write_bytes(b"draft")
    previous.write_bytes(b"previous")
    result = replace(report.result(), path=str(draft), previous=str(previous))
    with pytest.raises(WriteError, match="不能覆盖"):
        writer_for(result, previous)(result, previous)
    assert previous.read_bytes() == b"previous"
