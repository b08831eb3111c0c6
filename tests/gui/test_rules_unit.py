"""The unit, its kind and its deadlines: set once in the window, told on the start page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.layers.own import OwnLayer, with_unit
from gui.files import rules_folder
from gui.rules.pages import RULES, UNIT
from gui.rules.telling import Unit, tell
from gui.rules.unit_page import LATE
from gui.rules.window import RulesWindow
from gui.start.unit import NOT_YET, words
from gui.window import MainWindow
from rules import in_force
from tests.gui.rules_making import put_layer, put_own, saved, settings, typed

pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[RulesWindow]:
    """The settings, opened by the card of the start page."""
    QTest.mouseClick(window.start.unit.card, Qt.MouseButton.LeftButton)
    made = settings(window, qtbot, UNIT)
    yield made
    if window.rules.dialog is not None:
        made.drop()


def test_the_kind_follows_the_name_until_it_is_chosen(dialog: RulesWindow, qtbot: QtBot) -> None:
    page = dialog.unit
    assert dialog.pages.currentWidget() is page
    typed(page.name.line, "青禾县人民政府")
    assert page.kind.value == "government"
    typed(page.name.line, "青禾县循环经济开发区管委会")
    assert page.kind.value == "department"
    page.kind.choose("government")
    typed(page.name.line, "青禾县循环经济开发区管理委员会")
    assert page.kind.value == "government"
    text = saved(dialog, qtbot)
    assert "name: 青禾县循环经济开发区管理委员会\n" in text
    assert "units:\n  - {name: 青禾县循环经济开发区管理委员会, kind: government}\n" in text


def test_deadlines_are_kept_by_kind_and_told_on_the_start_page(dialog: RulesWindow, window: MainWindow, qtbot: QtBot) -> None:
    page = dialog.unit
    typed(page.name.line, "青禾县农业农村局")
    assert page.days["department"].day.isHidden()
    page.days["department"].month.choose("1")
    page.days["department"].day.choose("20")
    page.days["government"].month.choose("4")
    assert page._notes["government"].text() == LATE
    page.days["government"].month.choose("")
    text = saved(dialog, qtbot)
    assert "rules:\n  period.deadline:\n    department: 1-20\n" in text
    ruleset = in_force(rules_folder()).ruleset
    rule = ruleset.rule("period.deadline")
    assert rule is not None
    assert (rule.options.department, rule.options.government) == ("1-20", "")
    assert ruleset.kinds == (("青禾县农业农村局", "department"),)
    qtbot.waitUntil(lambda: "农业农村局" in window.start.unit.card.words[0], timeout=30_000)
    assert window.start.unit.card.words == ("青禾县农业农村局　·　部门", "本地报送截止 1 月 20 日，自定规则 0 条", "更改")


def test_the_days_of_a_month_are_those_of_every_year(dialog: RulesWindow) -> None:
    field = dialog.unit.days["township"]
    field.month.choose("2")
    assert field.day.count() == 28
    field.month.choose("1")
    field.day.choose("31")
    field.month.choose("4")
    assert field.value == "4-1"


def test_the_unit_is_taken_back(dialog: RulesWindow, qtbot: QtBot) -> None:
    typed(dialog.unit.name.line, "甲局")
    saved(dialog, qtbot)
    typed(dialog.unit.name.line, "")
    assert not dialog.unit.kind.isEnabled()
    with qtbot.waitSignal(dialog.saved, timeout=30_000):
        dialog.save()
    assert list(rules_folder().iterdir()) == []


def test_what_the_card_says(tmp_path: Path) -> None:
    assert words(tell(tmp_path / "none")) == NOT_YET
    put_layer("10-县里.yaml", "rules:\n  period.deadline:\n    township: 1-15\n")
    layer = with_unit(OwnLayer(), "和丰镇人民政府", "township").with_entry("forbidden", {"name": "甲", "phrase": ["甲"]})
    own = put_own(layer)
    assert words(tell(rules_folder())) == ("和丰镇人民政府　·　乡镇、街道", "本地报送截止 1 月 15 日，自定规则 1 条", "更改")
    own.write_text(own.read_text("utf-8") + "\nrules: [", "utf-8")
    title, below, pill = words(tell(rules_folder()))
    assert (title, pill) == ("本单位的规则文件写错了", "查看")
    assert below.startswith("50-本单位.yaml 第 ")
    assert words(Unit(rules=2)) == ("没有填写单位名称", "报送截止按法定时限，自定规则 2 条", "更改")


def test_pages_show_what_another_has_changed(dialog: RulesWindow) -> None:
    dialog.unit.days["department"].month.choose("1")
    dialog.turn_to(RULES)
    dialog.rules.list.choose("period.deadline")
    assert dialog.rules.page.form is not None
    row = dialog.rules.page.form.rows["department"]
    assert row.editor.value == "1-1"
    assert "已改" in dialog.rules.list.item("period.deadline").text(0)
    typed(row.editor.line, "1-25")  # type: ignore[attr-defined]  # it is a line
    dialog.turn_to(UNIT)
    assert dialog.unit.days["department"].value == "1-25"


def test_the_card_is_not_cut_in_a_window_of_1024_pixels(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1010, 700)
    qtbot.wait(100)
    below = window.start.unit.card._below
    assert below.text() == NOT_YET[1]
    assert below.fontMetrics().horizontalAdvance(below.text()) <= below.width()
