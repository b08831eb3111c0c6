"""The rule settings: switches, severities and parameters become what differs in the office's own layer, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from core.database import DATA_FOLDER
from core.findings import Severity
from core.layers.own import MARK, OwnLayer
from core.option import options_of, types_of
from gui.files import rules_folder
from gui.rules.loading import load
from gui.rules.option_form import editor_for
from gui.rules.window import READING, UNSAVED, UNSOUND, RulesWindow
from gui.window import MainWindow
from rules import builtin
from tests.gui.rules_making import COUNTY, answer, click, opened, own_text, put_layer, put_own, saved, settings, typed

START = """
import sys
from gui.app import make_application
from gui.settings import Preferences
from gui.window import MainWindow
application = make_application(["x"])
window = MainWindow(Preferences(sys.argv[1]))
window.show()
application.processEvents()
window.close()
print("RULES", sorted(m for m in sys.modules if m.partition(".")[0] == "rules" or m == "gui.rules.window"))
"""


pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[RulesWindow]:
    """The settings over the layer of a county."""
    put_layer()
    made = settings(window, qtbot)
    yield made
    if window.rules.dialog is not None:
        made.drop()


def test_the_main_window_starts_without_the_rules(tmp_path: Path) -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", DATA_FOLDER: str(tmp_path)}
    command = [sys.executable, "-c", START, str(tmp_path / "window.ini")]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    assert "RULES []" in done.stdout


def test_reading_is_said_and_all_rules_are_listed(window: MainWindow, qtbot: QtBot) -> None:
    buttons: list[QAbstractButton] = list(window.topbar.findChildren(QAbstractButton))
    click(next(button for button in buttons if button.text() == "规则设置"))
    made = window.rules.dialog
    assert made is not None
    assert made.reading.words == READING
    assert made.pages.currentIndex() == 0
    qtbot.waitUntil(lambda: made.copy is not None, timeout=30_000)
    assert sorted(made.rules.list.shown) == sorted(rule.id for rule in builtin().rules)
    made.reject()


def test_search_leaves_what_fits(dialog: RulesWindow) -> None:
    typed(dialog.rules.list.field, "时限")
    assert "period.deadline" in dialog.rules.list.shown
    assert "table.sum" not in dialog.rules.list.shown
    typed(dialog.rules.list.field, "local.")
    assert dialog.rules.list.shown == ["local.旧名称"]


def test_switching_a_rule_off_is_written_and_checked_again(
    dialog: RulesWindow, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    opened(window, qtbot, tmp_path)
    dialog.rules.list.item("structure.sign-off").setCheckState(0, Qt.CheckState.Unchecked)
    assert dialog.state.words == UNSAVED
    with qtbot.waitSignal(window.session.checked, timeout=30_000):
        text = saved(dialog, qtbot)
    assert text == f"{MARK}\n\nname: 本单位\n\nrules:\n  structure.sign-off: off\n"
    assert window.session.settings.rules_dir == str(rules_folder())
    assert (rules_folder() / "10-县里.yaml").read_text("utf-8") == COUNTY
    assert not dialog.unsaved


def test_restoring_everything_takes_the_file_away(dialog: RulesWindow, qtbot: QtBot) -> None:
    dialog.rules.list.choose("contact.missing")
    dialog.rules.page.on.click()
    saved(dialog, qtbot)
    click(dialog.rules.page.restore)
    with qtbot.waitSignal(dialog.saved, timeout=30_000):
        click(dialog.save_button)
    assert [path.name for path in rules_folder().iterdir()] == ["10-县里.yaml"]


def test_only_what_differs_from_the_layers_below_is_written(dialog: RulesWindow, qtbot: QtBot) -> None:
    dialog.rules.list.choose("contact.missing")
    page = dialog.rules.page
    assert page.form is not None
    boxes = page.form.rows["fields"].editor.boxes  # type: ignore[attr-defined]  # it ticks
    assert [word for word, box in boxes.items() if box.isChecked()] == ["address", "phone"]
    assert page.form.rows["fields"].source.text() == "来自：10-县里.yaml"
    boxes["email"].click()
    assert page.form.rows["fields"].source.text() == "来自：50-本单位.yaml（未保存）"
    boxes["email"].click()
    assert not dialog.unsaved
    page.severity.choose("error")
    assert "contact.missing:\n    severity: error" in saved(dialog, qtbot)
    assert page.form.rows["fields"].source.text() == "来自：10-县里.yaml"


def test_a_wrong_value_is_said_at_the_field_and_not_saved(dialog: RulesWindow, qtbot: QtBot) -> None:
    dialog.rules.list.choose("period.deadline")
    assert dialog.rules.page.form is not None
    row = dialog.rules.page.form.rows["township"]
    typed(row.editor.line, "1-15")  # type: ignore[attr-defined]  # it is a line
    typed(row.editor.line, "2-30")  # type: ignore[attr-defined]  # as above
    assert row.shown_flaw == "这一项应写成“月-日”，如 3-20，不能是“2-30”"
    dialog.rules.page.on.click()
    click(dialog.save_button)
    assert dialog.state.words == UNSOUND
    typed(row.editor.line, "1-15")  # type: ignore[attr-defined]  # as above
    assert row.shown_flaw == ""
    assert "    township: 1-15\n    enabled: false\n" in saved(dialog, qtbot)


def test_a_table_of_limits_names_rows_and_takes_numbers(dialog: RulesWindow, qtbot: QtBot) -> None:
    dialog.rules.list.choose("table.magnitude")
    assert dialog.rules.page.form is not None
    row = dialog.rules.page.form.rows["limits"]
    table = row.editor
    click(table.add)  # type: ignore[attr-defined]  # it is a table
    line = table.lines[0]  # type: ignore[attr-defined]  # as above
    line._choice.choose("8.4")
    typed(line.field.line, "五百")
    assert "应是整数" in row.shown_flaw
    typed(line.field.line, "500")
    assert "limits: {'8.4': 500}" in saved(dialog, qtbot)
    table = dialog.rules.page.form.rows["limits"].editor
    click(table.lines[0].remove)  # type: ignore[attr-defined]  # as above
    assert dialog.unsaved


def test_what_a_later_file_says_cannot_be_changed_here(window: MainWindow, qtbot: QtBot) -> None:
    put_layer("90-最后.yaml", "rules:\n  structure.sign-off:\n    unit: false\n    enabled: false\n")
    put_own(OwnLayer().with_change("structure.sign-off", {"date": False}))
    dialog = settings(window, qtbot)
    dialog.rules.list.choose("structure.sign-off")
    page = dialog.rules.page
    assert page.form is not None
    assert not page.on.isEnabled()
    assert not page.on.isChecked()
    assert page.severity.isEnabled()
    rows = page.form.rows
    assert (rows["unit"].editor.isEnabled(), rows["date"].editor.isEnabled()) == (False, True)
    assert (rows["unit"].editor.value, rows["date"].editor.value) == (False, False)
    assert rows["unit"].source.text() == "来自：90-最后.yaml"
    assert not dialog.rules.list.item("structure.sign-off").flags() & Qt.ItemFlag.ItemIsUserCheckable
    dialog.reject()


def test_a_rule_of_another_layer_can_be_switched_off(dialog: RulesWindow, qtbot: QtBot) -> None:
    dialog.rules.list.item("local.旧名称").setCheckState(0, Qt.CheckState.Unchecked)
    assert "local.旧名称: off" in saved(dialog, qtbot)


def test_closing_asks_when_something_is_not_saved(dialog: RulesWindow, window: MainWindow, qtbot: QtBot) -> None:
    dialog.rules.page.on.click()
    window.close()
    assert window.isVisible()
    answer(dialog, "取消")
    assert dialog.isVisible()
    dialog.close()
    answer(dialog, "保存")
    qtbot.waitUntil(lambda: window.rules.dialog is None, timeout=30_000)
    assert "off" in own_text()


def test_a_file_changed_elsewhere_is_not_overwritten(dialog: RulesWindow, qtbot: QtBot) -> None:
    other = put_own(OwnLayer().with_change("table.sum", {"enabled": False}))
    before = other.read_bytes()
    dialog.rules.page.on.click()
    click(dialog.save_button)
    qtbot.waitUntil(lambda: "另一个窗口" in dialog.state.words, timeout=30_000)
    assert other.read_bytes() == before


def test_a_folder_that_cannot_be_written_is_a_sentence(
    dialog: RulesWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "mkdir", refuse)
    dialog.rules.page.on.click()
    click(dialog.save_button)
    qtbot.waitUntil(lambda: "不能写" in dialog.state.words, timeout=30_000)
    assert dialog.unsaved


def test_every_option_of_every_rule_has_a_field_that_holds_it(qapp: object) -> None:
    for rule in builtin().rules:
        for name, field in options_of(type(rule.options)).items() if rule.options is not None else ():
            kind: type = type(rule.options)
            editor = editor_for(field, types_of(kind)[name], name, {})
            value = getattr(rule.options, name)
            editor.show_value(value)
            assert editor.value == value, f"{rule.id} {name}"


def test_severities_of_the_layers_below_are_named(window: MainWindow, qtbot: QtBot) -> None:
    put_layer("10-a.yaml", "rules:\n  table.sum:\n    severity: info\n")
    dialog = settings(window, qtbot)
    dialog.rules.list.choose("table.sum")
    assert dialog.rules.page.severity.currentText() == "不另定（提示）"
    assert dialog.copy is not None
    assert dialog.copy.rule("table.sum").level is Severity.INFO
    dialog.reject()


def test_a_folder_that_is_not_there_is_no_mistake(tmp_path: Path) -> None:
    loaded = load(tmp_path / "none")
    assert loaded.mistakes == ()
    assert loaded.files == ()
