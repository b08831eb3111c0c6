"""Rules of the office's own, written without code: each kind is filled in, tried on the open draft, kept, changed, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.layers.format import LocalRelation
from core.layers.own import OwnLayer, rule_id
from core.option import choices, options_of
from gui.rules.entry_dialog import EntryDialog
from gui.rules.entry_form import PhraseForm, suggested
from gui.rules.pages import OWN
from gui.rules.relation_form import OPS, RelationForm
from gui.rules.sides import LACKING, RIGHT
from gui.rules.trial import NO_DRAFT, NOTHING_FOUND
from gui.rules.trial_pane import NOT_YET
from gui.rules.window import RulesWindow
from gui.rules.words import KIND_NAMES
from gui.window import MainWindow
from rules import in_force
from tests.gui.rules_making import answer, click, opened, put_layer, put_own, saved, settings, tried, typed

pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Iterator[RulesWindow]:
    """The settings at the own rules, with a draft open behind them."""
    opened(window, qtbot, tmp_path)
    made = settings(window, qtbot, OWN)
    yield made
    if made.entry_dialog is not None:
        made.entry_dialog.done(0)
    if window.rules.dialog is not None:
        made.drop()


def writing(dialog: RulesWindow, key: str) -> EntryDialog:
    """The form for a new rule, asked for by its button."""
    click(dialog.own.new_buttons[key])
    assert dialog.entry_dialog is not None
    return dialog.entry_dialog


def filled(entry: EntryDialog, **texts: str) -> PhraseForm:
    """The form with words in its fields; several in a field are put in lines."""
    form = entry.form
    assert isinstance(form, PhraseForm)
    for name, text in texts.items():
        editor = {**form.main.rows, **form.rest.rows}[name].editor
        if hasattr(editor, "field"):
            editor.field.setPlainText(text)
        else:
            typed(editor.line, text)  # type: ignore[attr-defined]  # the other fields of words are lines
    return form


def finished(dialog: RulesWindow, entry: EntryDialog, qtbot: QtBot) -> str:
    """Take the entry over and save; what is written."""
    click(entry.ok)
    text = saved(dialog, qtbot)
    assert in_force(dialog.copy.loaded.folder).mistakes == ()  # type: ignore[union-attr]  # it has been read
    return text


@pytest.mark.parametrize("key", ["sections", "patterns"])
def test_escape_asks_before_it_throws_away_what_was_typed(dialog: RulesWindow, qtbot: QtBot, key: str) -> None:
    entry = writing(dialog, key)
    with qtbot.waitSignal(entry.finished):
        QTest.keyClick(entry, Qt.Key.Key_Escape)
    entry = writing(dialog, key)
    filled(entry, name="专栏")
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    answer(entry, "继续填写")
    assert entry.isVisible()
    assert entry.entry["name"] == "专栏"
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    with qtbot.waitSignal(entry.finished):
        answer(entry, "放弃")
    assert dialog.entry_dialog is None
    assert not dialog.unsaved


def test_escape_asks_nothing_of_a_relation_that_was_not_begun(dialog: RulesWindow, qtbot: QtBot) -> None:
    entry = writing(dialog, "relations")
    QTest.keyClick(entry, Qt.Key.Key_Escape)
    assert dialog.entry_dialog is None


def test_a_required_section(dialog: RulesWindow, qtbot: QtBot) -> None:
    entry = writing(dialog, "sections")
    assert entry.trial.sentence.words == NOT_YET.format(names="“必须有的标题”")
    filled(entry, heading="基层政务公开\n标准化规范化")
    assert tried(entry, qtbot)[1:] == ["没有“基层政务公开”这一部分"]
    text = finished(dialog, entry, qtbot)
    assert "sections:\n  - name: 基层政务公开\n    heading: [基层政务公开, 标准化规范化]\n" in text


def test_a_required_phrase_in_a_section(dialog: RulesWindow, qtbot: QtBot) -> None:
    entry = writing(dialog, "required")
    filled(entry, phrase="政务微博")
    assert tried(entry, qtbot) == [NOTHING_FOUND]
    filled(entry, section="工作概述")
    qtbot.waitUntil(lambda: entry.trial.trial is not None and bool(entry.trial.trial.hits), timeout=30_000)
    assert tried(entry, qtbot)[1:] == ["“工作概述”部分没有写“政务微博”"]
    assert "section: 工作概述" in finished(dialog, entry, qtbot)


def test_a_forbidden_phrase_with_what_is_right(dialog: RulesWindow, qtbot: QtBot) -> None:
    entry = writing(dialog, "forbidden")
    filled(entry, phrase="政务公开股")
    assert tried(entry, qtbot)[1:] == ["政务公开股"]
    filled(entry, unless="办公室政务公开股")
    assert tried(entry, qtbot) == [NOTHING_FOUND]
    filled(entry, name="旧机构 名称")
    click(entry.ok)
    assert entry.isVisible()
    assert "只能用汉字" in entry.form.main.rows["name"].shown_flaw  # type: ignore[attr-defined]  # a form of words
    filled(entry, name="旧机构名称", suggestion="改为政务公开科。")
    text = finished(dialog, entry, qtbot)
    assert "unless: [办公室政务公开股]" in text
    assert "suggestion: 改为政务公开科。" in text


def test_a_pattern_with_its_matches(dialog: RulesWindow, qtbot: QtBot) -> None:
    entry = writing(dialog, "patterns")
    filled(entry, pattern=r"\d{4}-\d{7}")
    assert entry.trial.sentence.words == NOT_YET.format(names="“报告时说的话”")
    filled(entry, message="不写区号")
    assert tried(entry, qtbot) == ["在打开的报告里会查出 1 处：", "0999-1234567"]
    assert "0999-1234567" in entry.trial.found.toPlainText()
    filled(entry, pattern="(")
    assert "不是合法的正则表达式" in entry.form.main.rows["pattern"].shown_flaw  # type: ignore[attr-defined]  # as above
    assert entry.trial.sentence.words == NOT_YET.format(names="“正则表达式”")
    filled(entry, pattern=r"\d{4}-\d{7}")
    assert "pattern: '\\d{4}-\\d{7}'" in finished(dialog, entry, qtbot)


def test_a_slow_pattern_is_stopped_and_the_window_lives(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rules.local.SECONDS", 0.0)
    opened(window, qtbot, tmp_path)
    dialog = settings(window, qtbot, OWN)
    entry = writing(dialog, "patterns")
    filled(entry, pattern=r"\d", message="慢")
    assert "太慢" in tried(entry, qtbot)[0]
    entry.reject()
    dialog.reject()


def test_a_relation_picked_on_the_form(dialog: RulesWindow, qtbot: QtBot) -> None:
    entry = writing(dialog, "relations")
    form = entry.form
    assert isinstance(form, RelationForm)
    assert form.edition.value == "2008"
    click(entry.ok)
    assert form.sides._flaw.words == LACKING
    grid = form.grid
    rows = {row.id: number for number, row in enumerate(form.form.rows)}
    for key in ("9.2", "9.3"):
        if key == "9.3":
            click(form.sides.buttons.button(RIGHT))
        cell = grid.model().index(rows[key], 1)
        grid.scrollTo(cell)
        QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(cell).center())
    assert (form.sides.left, form.sides.right) == (["9.2"], ["9.3"])
    assert form.told.values["says"] == "“（二）举办各类培训班数”等于“（三）接受培训人员数”"
    assert tried(entry, qtbot)[1:] == ["“举办各类培训班数”6不等于“接受培训人员数”412，差406"]
    form.sides.choose(RIGHT, "<=")
    assert tried(entry, qtbot) == [NOTHING_FOUND]
    text = finished(dialog, entry, qtbot)
    assert "form: statistics" in text
    assert "left: ['9.2']" in text
    assert "edition: '2008'" in text


def test_columns_are_picked_where_each_row_is_asked(dialog: RulesWindow, qtbot: QtBot) -> None:
    entry = writing(dialog, "relations")
    form = entry.form
    assert isinstance(form, RelationForm)
    form.edition.choose("2021")
    form.form_choice.choose("3")
    form.each.choose("row")
    form.grid.horizontalHeader().sectionClicked.emit(2)
    form.sides.choose(RIGHT, "<=")
    form.grid.cellClicked.emit(4, 7)
    assert (form.sides.left, form.sides.right) == (["business"], ["total"])
    assert "用不到这一条" in tried(entry, qtbot)[0]
    form.only.click()
    text = finished(dialog, entry, qtbot)
    assert "each: row" in text
    assert "says: 每一行的“商业企业”不大于“总计”" in text
    assert "edition" not in text


def test_a_pick_changes_sides_and_is_taken_back(dialog: RulesWindow) -> None:
    form = writing(dialog, "relations").form
    assert isinstance(form, RelationForm)
    form.grid.pick("3.1")
    form.sides.choose(RIGHT)
    form.grid.pick("3.1")
    assert (form.sides.left, form.sides.right) == ([], ["3.1"])
    form.grid.pick("3.1")
    assert form.sides.right == []
    heading = next(number for number, row in enumerate(form.form.rows) if row.heading)
    form.grid.cellClicked.emit(heading, 1)
    assert form.sides.right == []


def test_the_form_is_used_with_the_keyboard(dialog: RulesWindow) -> None:
    entry = writing(dialog, "relations")
    form = entry.form
    assert isinstance(form, RelationForm)
    first = next(row.id for row in form.form.rows if not row.heading)
    QTest.keyClick(form.grid, Qt.Key.Key_Return)
    assert form.sides.left == [first]
    assert entry.isVisible()
    QTest.keyClick(form.grid, Qt.Key.Key_Space)
    assert form.sides.left == []
    QTest.keyClick(form.grid, Qt.Key.Key_Down)
    QTest.keyClick(form.grid, Qt.Key.Key_Space)
    assert len(form.sides.left) == 1
    assert form.sides.left != [first]


def test_the_operators_are_those_of_the_model() -> None:
    assert list(OPS) == list(choices(options_of(LocalRelation)["op"]))


def test_entries_are_changed_switched_off_and_deleted(window: MainWindow, qtbot: QtBot) -> None:
    relation = {
        "form": "3",
        "each": "row",
        "op": "<=",
        "left": ["business"],
        "right": ["total"],
        "says": "不大于",
        "suggestion": "核对",
    }
    layer = OwnLayer().with_entry("required", {"name": "专栏", "phrase": ["公开专栏"], "basis": "某号"})
    put_own(layer.with_entry("relations", {"name": "商业企业", **relation}))
    dialog = settings(window, qtbot, OWN)
    table = dialog.own.table
    assert [table.item(row, 1).text() for row in range(2)] == ["专栏", "商业企业"]  # type: ignore[union-attr]  # they are there
    table.item(0, 0).setCheckState(Qt.CheckState.Unchecked)  # type: ignore[union-attr]  # as above
    assert "local.专栏: off" in saved(dialog, qtbot)
    dialog.own.select("required", 0)
    click(dialog.own.edit)
    entry = dialog.entry_dialog
    assert entry is not None
    filled(entry, name="公开专栏")
    assert entry.entry == {"name": "公开专栏", "phrase": ["公开专栏"], "basis": "某号"}
    click(entry.ok)
    assert "local.公开专栏: off" in saved(dialog, qtbot)
    table.itemDoubleClicked.emit(table.item(1, 3))
    dialog.own.select("relations", 0)
    dialog.own.edit_wanted.emit("relations", 0)
    assert dialog.entry_dialog is not None
    assert dialog.entry_dialog.entry == {"name": "商业企业", **relation}
    dialog.entry_dialog.reject()
    dialog.own.select("required", 0)
    click(dialog.own.delete)
    answer(dialog.own, "删除")
    text = saved(dialog, qtbot)
    assert "公开专栏" not in text
    assert "商业企业" in text
    dialog.reject()


def test_a_name_that_is_taken(dialog: RulesWindow, qtbot: QtBot) -> None:
    entry = writing(dialog, "forbidden")
    filled(entry, phrase="甲")
    finished(dialog, entry, qtbot)
    again = writing(dialog, "required")
    filled(again, phrase="乙", name="甲")
    click(again.ok)
    assert "“甲”已经用过" in again.form.main.rows["name"].shown_flaw  # type: ignore[attr-defined]  # a form of words
    again.reject()


def test_a_rule_of_another_file_is_replaced_knowingly(window: MainWindow, qtbot: QtBot) -> None:
    put_layer()
    dialog = settings(window, qtbot, OWN)
    entry = writing(dialog, "forbidden")
    filled(entry, phrase="甲", name="旧名称")
    assert "“10-县里.yaml”里也有一条叫 旧名称 的规则" in entry.note.words
    entry.reject()
    dialog.reject()


def test_without_a_draft_it_is_said(window: MainWindow, qtbot: QtBot) -> None:
    dialog = settings(window, qtbot, OWN)
    entry = writing(dialog, "forbidden")
    filled(entry, phrase="甲")
    assert tried(entry, qtbot) == [NO_DRAFT]
    entry.reject()
    dialog.reject()


def test_every_kind_can_be_written_and_is_explained() -> None:
    assert set(KIND_NAMES) == {"sections", "required", "forbidden", "patterns", "relations"}


def test_names_are_made_of_the_first_words() -> None:
    assert [suggested(each) for each in (("（一）主动公开 数",), "其中：规章", "1.属于国家秘密", (), "a-b_c！")] == [
        "主动公开数",
        "规章",
        "属于国家秘密",
        "",
        "a-b_c",
    ]
    assert rule_id({"name": "甲"}) == "local.甲"
