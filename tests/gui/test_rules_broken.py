"""A broken file in the rules folder: the draft is checked by the other rules, and the window says what is wrong where."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from core.layers.own import MARK
from gui.files import own_rules, rules_folder, sample_file
from gui.jobs import Jobs
from gui.rules.pages import FILES
from gui.settings import Preferences
from gui.watcher import Watcher
from gui.window import MainWindow
from gui.worker import prepare_checks
from tests.gui.rules_making import click, put_layer, said, settings

BROKEN = "rules:\n  contact.missing:\n    field: [address]\n  structure.sign-off: off\n"
MISTAKE = "20-手写.yaml 第 3 行：未知选项 field（规则 contact.missing），可用：enabled、severity、fields"


pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[QUrl]:
    """What the desktop is asked to open."""
    asked: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", asked.append)
    return asked


@pytest.fixture
def real_window(qapp: object, preferences: Preferences) -> Iterator[MainWindow]:
    """A window whose worker really checks."""
    made = MainWindow(preferences, Jobs(prepare_checks), Watcher(poll_ms=100, patience=0.4))
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_the_draft_is_checked_and_the_mistake_is_said_with_its_folder(
    real_window: MainWindow, qtbot: QtBot, tmp_path: Path, shown: list[QUrl]
) -> None:
    put_layer("20-手写.yaml", BROKEN)
    sample = sample_file()
    assert sample is not None
    with qtbot.waitSignal(real_window.session.checked, timeout=60_000):
        real_window.open([str(shutil.copy(sample, tmp_path / sample.name))])
    result, notice = real_window.session.result, real_window.workspace.notice
    assert result is not None
    assert result.findings
    assert not any(row.rule == "structure.sign-off" for row in result.checklist)
    assert any(row.rule == "contact.missing" for row in result.checklist)
    assert MISTAKE in notice.text.words
    click(notice.rules)
    assert shown == [QUrl.fromLocalFile(str(rules_folder()))]


def test_a_notice_about_something_else_has_no_such_button(window: MainWindow) -> None:
    window.workspace.notice.say("图片没有读取")
    assert window.workspace.notice.rules.isHidden()


def test_the_settings_open_where_the_mistakes_are(window: MainWindow, qtbot: QtBot, shown: list[QUrl]) -> None:
    path = put_layer("20-手写.yaml", BROKEN)
    dialog = settings(window, qtbot)
    assert dialog.pages.currentWidget() is dialog.files
    assert MISTAKE in said(dialog)
    click(dialog.files.open)
    assert shown == [QUrl.fromLocalFile(str(rules_folder()))]
    path.write_text("rules:\n  structure.sign-off: off\n", "utf-8")
    with qtbot.waitSignal(dialog.saved, timeout=30_000):
        click(dialog.files.again)
    assert MISTAKE not in said(dialog)
    assert dialog.copy is not None
    assert not dialog.copy.rule("structure.sign-off").enabled
    dialog.reject()


def test_an_own_file_that_is_broken_is_not_written_over(window: MainWindow, qtbot: QtBot) -> None:
    path = put_layer("50-本单位.yaml", f"{MARK}\nrules: [\n")
    dialog = settings(window, qtbot)
    assert dialog.state.words.startswith("规则文件“50-本单位.yaml 第 3 行”不是合法的 YAML")
    dialog.rules.page.on.click()
    assert not dialog.save_button.isEnabled()
    assert path.read_text("utf-8") == f"{MARK}\nrules: [\n"
    dialog.drop()


def test_a_misnamed_file_is_said(window: MainWindow, qtbot: QtBot) -> None:
    put_layer("20-手写.yml", "name: a\n")
    assert own_rules() == str(rules_folder())
    dialog = settings(window, qtbot, FILES)
    assert "扩展名应是 .yaml" in said(dialog)
    dialog.reject()
