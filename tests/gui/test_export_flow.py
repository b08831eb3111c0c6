from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

import gui.exporting
from core.errors import WriteError
from core.findings import Result
from gui.exporting import FAULT, ON_DRAFT, Exporter, choose_target, confirm_replacing, with_suffix, write_xlsx
from gui.settings import Preferences
from gui.window import MainWindow
from tests.gui import report

WAIT = 10_000


def boxes(window: MainWindow) -> list[QMessageBox]:
    found = [child for child in window.children() if isinstance(child, QMessageBox)]
    return [box for box in found if box.isVisible()]


def exporter(
    window: MainWindow, preferences: Preferences, target: Path | None, write: Callable[[Result, Path], None] = write_xlsx
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
    assert boxes(window)[0].text() == sentence


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


def test_a_workbook_never_replaces_a_report_of_another_kind(window: MainWindow, asked: list[QFileDialog], tmp_path: Path) -> None:
    (tmp_path / "青禾县.docx").write_text("别的报告", "utf-8")
    assert choose_target(window, tmp_path / "青禾县.docx") == tmp_path / "青禾县.docx.xlsx"
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
    ("name", "written"), [("单.xlsx", "单.xlsx"), ("单.XLSX", "单.XLSX"), ("单", "单.xlsx"), ("2018.12", "2018.12.xlsx")]
)
def test_every_checklist_ends_as_a_workbook(name: str, written: str) -> None:
    assert with_suffix(Path("/a") / name) == Path("/a") / written
