"""Rule packages in the window: nothing is taken over before its mistakes are shown and names that exist are asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from core.findings import Result
from core.layers.layer import FILE_NOT_USED
from core.layers.own import OwnLayer
from core.layers.package import Package, read_package, write_package
from core.store import Store
from gui.files import rules_folder
from gui.rules.import_dialog import BESIDE, NOT, STATES, TAKE, ImportDialog
from gui.rules.importing import NOTHING_OF_USE, USELESS, beside
from gui.rules.pages import FILES
from gui.rules.window import SAVE_FIRST, TAKEN, RulesWindow
from gui.window import MainWindow
from tests.gui import report
from tests.gui.rules_making import COUNTY, click, put_layer, put_own, said, settings

WRONG = "forbidden:\n  - name: 甲\n    phras: 乙\n  - name: 丙\n    phrase: 丁\n"


pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def dialog(window: MainWindow, qtbot: QtBot) -> Iterator[RulesWindow]:
    """The settings at the files, with the layer of a county and an own one."""
    put_layer()
    put_own(OwnLayer().with_change("table.sum", {"enabled": False}))
    made = settings(window, qtbot, FILES)
    yield made
    for child in (made.packaging.import_dialog, made.packaging.export_dialog):
        if child is not None:
            child.reject()
    if window.rules.dialog is not None:
        made.drop()


def looked(dialog: RulesWindow, qtbot: QtBot, path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportDialog:
    """The dialog about a package, chosen after pressing the button."""
    monkeypatch.setattr("gui.rules.packaging.choose_package", lambda *_: path)
    click(dialog.files.take)
    qtbot.waitUntil(lambda: dialog.packaging.import_dialog is not None, timeout=30_000)
    assert dialog.packaging.import_dialog is not None
    return dialog.packaging.import_dialog


def package(path: Path, layers: dict[str, str], dismissals: str = "") -> Path:
    """A package of layers."""
    write_package(path, Package({name: text.encode() for name, text in layers.items()}, dismissals))
    return path


def test_mistakes_are_located_before_anything_is_taken(
    dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package(tmp_path / "上级.zip", {"30-新.yaml": WRONG})
    before = sorted(rules_folder().iterdir())
    asked = looked(dialog, qtbot, path, monkeypatch)
    assert "第 3 行：未知选项 phras（规则 local.甲）" in said(asked)
    assert sorted(rules_folder().iterdir()) == before
    with qtbot.waitSignal(dialog.saved, timeout=30_000):
        click(asked.ok)
    assert (rules_folder() / "30-新.yaml").read_text("utf-8") == WRONG
    assert dialog.state.words == TAKEN
    qtbot.waitUntil(lambda: "30-新.yaml 第 3 行" in said(dialog))
    assert "local.丙" in dialog.rules.list.shown


def test_a_name_that_exists_is_asked_about(
    dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = OwnLayer().file
    path = package(tmp_path / "a.zip", {"10-县里.yaml": "name: 新\n", own: OwnLayer(name="乙").text()})
    asked = looked(dialog, qtbot, path, monkeypatch)
    assert {name: choice.value for name, choice in asked.choices.items()} == {"10-县里.yaml": BESIDE, own: BESIDE}
    asked.choices["10-县里.yaml"].choose(TAKE)
    assert asked.names == {"10-县里.yaml": "10-县里.yaml", own: "45-导入-本单位.yaml"}
    with qtbot.waitSignal(dialog.saved, timeout=30_000):
        click(asked.ok)
    assert (rules_folder() / "10-县里.yaml").read_text("utf-8") == "name: 新\n"
    assert "table.sum: off" in (rules_folder() / own).read_text("utf-8")
    assert "name: 乙" in (rules_folder() / "45-导入-本单位.yaml").read_text("utf-8")


def test_what_is_the_same_or_not_wanted_is_left(
    dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = looked(dialog, qtbot, package(tmp_path / "a.zip", {"10-县里.yaml": COUNTY, "20-b.yaml": ""}), monkeypatch)
    assert list(asked.choices) == ["20-b.yaml"]
    asked.choices["20-b.yaml"].choose(NOT)
    assert not asked.ok.isEnabled()


def dismissed(path: Path) -> Result:
    """A result with one finding dismissed, kept in the store."""
    return Store().dismiss(replace(report.result(str(path)), path=str(path)), 0, "已核实")


def test_dismissals_go_with_the_package_and_come_back(
    dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dismissed(tmp_path / "a.docx")
    target = tmp_path / "导出.zip"
    monkeypatch.setattr("gui.rules.packaging.choose_target", lambda _parent, _name: target)
    click(dialog.files.give)
    asked = dialog.packaging.export_dialog
    assert asked is not None
    assert list(asked.files) == ["10-县里.yaml", OwnLayer().file]
    assert not asked.yaml.isEnabled()
    asked.dismissals.click()
    click(asked.ok)
    qtbot.waitUntil(lambda: "已导出" in dialog.state.words, timeout=30_000)
    assert list(read_package(target).layers) == ["10-县里.yaml", OwnLayer().file]
    kept = Store().dismissals()
    assert Store().remove(kept[0].key)
    back = looked(dialog, qtbot, target, monkeypatch)
    assert back.dismissals.text() == "同时导入忽略记录（1 条）"
    assert not back.choices
    with qtbot.waitSignal(dialog.saved, timeout=30_000):
        click(back.ok)
    assert Store().dismissals() == kept


def test_one_file_may_stay_a_file(dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed: list[Path] = []

    def choose(_parent: object, suggested: Path) -> Path:
        proposed.append(suggested)
        return tmp_path / "给下级.yaml"

    monkeypatch.setattr("gui.rules.packaging.choose_target", choose)
    click(dialog.files.give)
    asked = dialog.packaging.export_dialog
    assert asked is not None
    asked.files[OwnLayer().file].click()
    asked.yaml.click()
    click(asked.ok)
    qtbot.waitUntil(lambda: "已导出" in dialog.state.words, timeout=30_000)
    assert (tmp_path / "给下级.yaml").read_text("utf-8") == COUNTY
    dialog.state.say("")
    click(dialog.files.give)
    click(dialog.packaging.export_dialog.ok)  # type: ignore[union-attr]  # it is there
    qtbot.waitUntil(lambda: "已导出" in dialog.state.words, timeout=30_000)
    # Not the folder that the program was started in; then the one used before.
    assert proposed[0] == Path.home() / "10-县里.yaml"
    assert proposed[1].parent == tmp_path


def test_what_is_no_package_is_a_sentence(
    dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"no package")
    monkeypatch.setattr("gui.rules.packaging.choose_package", lambda *_: path)
    click(dialog.files.take)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=30_000)
    boxes: list[QMessageBox] = list(dialog.findChildren(QMessageBox))
    assert "不是规则包" in boxes[-1].text()
    boxes[-1].buttons()[0].click()


BROKEN = {
    "30-新.yaml": ("name: 县里\nforbidden:\n\t- phrase: 乙\n", "30-新.yaml 第 3 行：不是合法的 YAML，请检查缩进"),
    "31-列表.yaml": ("- 甲\n", "31-列表.yaml 第 1 行：规则文件应写成“选项: 值”的形式。"),
    "32-键.yaml": ("name: 甲\n\nforbiden: []\n", "32-键.yaml 第 3 行：未知选项 forbiden"),
    "33-条.yaml": ("forbidden:\n  - name: 甲\n    phras: 乙\n", "33-条.yaml 第 2 行：缺少选项 phrase"),
    "34-号.yaml": ("rules:\n  table.summ: off\n", "34-号.yaml 第 2 行：没有编号为 table.summ 的规则"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_package_of_nothing_that_can_be_used_is_refused(
    dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    text, sentence = BROKEN[name]
    before = sorted(rules_folder().iterdir())
    path = package(tmp_path / "a.zip", {name: text})
    monkeypatch.setattr("gui.rules.packaging.choose_package", lambda *_: path)
    click(dialog.files.take)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QMessageBox)), timeout=30_000)
    boxes: list[QMessageBox] = list(dialog.findChildren(QMessageBox))
    box = boxes[-1]
    assert box.text().startswith(f"{NOTHING_OF_USE}\n{sentence}")
    assert FILE_NOT_USED not in box.text()
    assert dialog.packaging.import_dialog is None
    box.buttons()[0].click()
    assert sorted(rules_folder().iterdir()) == before


def test_a_file_that_cannot_be_used_is_not_taken_with_the_others(
    dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = package(tmp_path / "a.zip", {"20-好.yaml": "name: 好\n", "30-新.yaml": BROKEN["30-新.yaml"][0]})
    asked = looked(dialog, qtbot, path, monkeypatch)
    assert list(asked.choices) == ["20-好.yaml"]
    assert STATES[USELESS] in said(asked)
    assert "第 3 行：不是合法的 YAML" in said(asked)
    with qtbot.waitSignal(dialog.saved, timeout=30_000):
        click(asked.ok)
    assert (rules_folder() / "20-好.yaml").exists()
    assert not (rules_folder() / "30-新.yaml").exists()


def test_dismissals_that_are_none_are_said_and_the_layers_taken(
    dialog: RulesWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = looked(dialog, qtbot, package(tmp_path / "a.zip", {"30-c.yaml": "name: c\n"}, "{"), monkeypatch)
    assert "不是忽略记录的导出文件" in said(asked)
    assert asked.dismissals.isHidden()
    assert asked.ok.isEnabled()


def test_unsaved_changes_are_saved_first(dialog: RulesWindow) -> None:
    dialog.rules.page.on.click()
    click(dialog.files.take)
    assert dialog.state.words == SAVE_FIRST


def test_a_name_beside_is_free(tmp_path: Path) -> None:
    assert beside("50-本单位.yaml", tmp_path) == "45-导入-本单位.yaml"
    (tmp_path / "45-导入-本单位.yaml").write_text("", "utf-8")
    assert beside("50-本单位.yaml", tmp_path) == "45-导入-本单位2.yaml"
