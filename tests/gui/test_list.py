"""The list of findings at work: folded repeats, search, division, what was solved, dismissing with a reason and taking it back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from core.articles import articles, quoted
from core.changes import Changes
from core.corrected import corrected
from core.database import DATA_FOLDER
from core.edits import Edit
from core.findings import Location, LocationKind, Result, Severity
from core.place import InText
from core.store import Store
from gui.dismissing.dialog import ReasonDialog
from gui.findings.rows import AS_FIRST_SHOWN, Entry, Fold, Heading, Solved, State, rows_of, spoken
from gui.grouping import Choice, Filter, Grouping
from gui.manual.page import NO_PAGE, RuleManual, page, titles
from gui.window import MainWindow
from tests.gui import report

pytestmark = pytest.mark.usefixtures("data")


def blanks(count: int) -> Result:
    """A result with so many empty cells, and one finding before them."""
    found = report.result()
    blank = next(finding for finding in found.findings if finding.rule == "table.blank-cell")
    cells = tuple(
        replace(
            blank, message=f"“第{n}项”没有填写", location=Location(LocationKind.CELL, table=0, row=n, column=2, label=f"表 › {n}")
        )
        for n in range(1, count + 1)
    )
    return replace(found, findings=(found.findings[0], *cells))


@pytest.fixture
def opened(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    draft = tmp_path / "草稿.docx"
    draft.write_text("draft", "utf-8")
    with qtbot.waitSignal(window.session.checked):
        window.open([str(draft)])
    return window


def folds(result: Result, state: State = AS_FIRST_SHOWN) -> list[Fold]:
    return [row for row in rows_of(result, state) if isinstance(row, Fold)]


def test_repeats_are_folded_from_three_on() -> None:
    assert folds(blanks(2)) == []
    (fold,) = folds(blanks(3))
    assert fold.title == "“第1项”没有填写（3 处）" or fold.title.endswith("（3 处）")
    assert fold.findings == (1, 2, 3)
    assert fold.place.startswith("1、2")
    assert "按回车展开" in spoken(fold)
    assert not any(isinstance(row, Entry) and row.nested for row in rows_of(blanks(3)))


def test_an_open_fold_lists_what_is_in_it() -> None:
    (fold,) = folds(blanks(4))
    rows = rows_of(blanks(4), State(opened=frozenset({fold.key})))
    assert [row.finding for row in rows if isinstance(row, Entry) and row.nested] == [1, 2, 3, 4]


def test_a_fold_takes_the_gravest_severity_of_what_is_in_it() -> None:
    found = blanks(3)
    findings = (*found.findings[:-1], replace(found.findings[-1], severity=Severity.ERROR))
    assert folds(replace(found, findings=findings))[0].severity is Severity.ERROR


def test_walking_through_the_findings_opens_the_fold(opened: MainWindow) -> None:
    opened.workspace.show_result(blanks(3))
    pane = opened.workspace.findings
    assert pane.model.findings() == [0, 1, 2, 3]
    for expected in (1, 2, 3, 0):
        opened.workspace.go_next()
        assert opened.workspace.current == expected
    assert any(isinstance(pane.model.index(row).data(Qt.ItemDataRole.UserRole), Entry) for row in range(pane.model.rowCount()))


def test_a_fold_is_opened_by_a_click_and_by_return(opened: MainWindow) -> None:
    opened.workspace.show_result(blanks(3))
    pane = opened.workspace.findings
    (fold,) = folds(blanks(3))
    rows = pane.model.rowCount()
    place = pane.list.visualRect(pane.model.index_of_fold(fold.key)).center()
    QTest.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert pane.model.rowCount() == rows + 3
    QTest.keyClick(pane.list, Qt.Key.Key_Return)
    assert pane.model.rowCount() == rows


def test_search_looks_at_message_place_rule_and_reason(opened: MainWindow, qtbot: QtBot) -> None:
    pane = opened.workspace.findings
    pane.tools.field.setText("百分点")
    qtbot.wait(200)
    assert pane.model.findings() == []
    assert "百分点" in pane._empty._title.words
    pane.tools.field.setText("ｃonsistency.Percentage")
    qtbot.wait(200)
    found = opened.session.result
    assert found is not None
    assert {found.findings[number].rule for number in pane.model.findings()} == {"consistency.percentage"}
    QTest.keyClick(pane.tools.field, Qt.Key.Key_Escape)
    qtbot.wait(200)
    assert len(pane.model.findings()) == len(found.findings)


@pytest.mark.parametrize(("kind", "first"), [(Grouping.SEVERITY, "错误"), (Grouping.SECTION, "导语")])
def test_the_list_is_divided_as_the_user_wants(kind: Grouping, first: str) -> None:
    rows = rows_of(report.result(), State(Choice(grouping=kind)))
    assert isinstance(rows[0], Heading)
    assert rows[0].title == first


def test_by_rule_the_graver_come_first() -> None:
    rows = rows_of(report.result(), State(Choice(grouping=Grouping.RULE)))
    first = [below.severity.weight for row, below in pairwise(rows) if isinstance(row, Heading) and isinstance(below, Entry)]
    assert first == sorted(first, reverse=True)


def test_what_was_solved_is_struck_through_and_what_is_new_is_marked() -> None:
    found = report.result()
    changes = Changes((found.findings[0],), frozenset({2}))
    rows = rows_of(found, State(changes=changes))
    assert [row.message for row in rows if isinstance(row, Solved)] == [found.findings[0].message]
    assert [row.finding for row in rows if isinstance(row, Entry) and row.fresh] == [2]
    assert not any(isinstance(row, Solved) for row in rows_of(found, State(Choice(Filter.ERROR), changes=changes)))


def test_a_saved_draft_tells_what_was_solved(opened: MainWindow, qtbot: QtBot) -> None:
    rule = report.FINDINGS[2].rule
    gone = sum(1 for finding in report.FINDINGS if finding.rule == rule)
    with qtbot.waitSignal(opened.session.checked):
        Path(opened.session.path).write_text(f"draft {rule}", "utf-8")
    assert opened.workspace.toast.isVisible()
    assert opened.workspace.toast.text.text() == f"已解决 {gone} 处"
    model = opened.workspace.findings.model
    assert any(isinstance(model.index(row).data(Qt.ItemDataRole.UserRole), Solved) for row in range(model.rowCount()))


def dismiss(window: MainWindow, qtbot: QtBot, reason: str) -> None:
    window.actions_.dismiss.trigger()
    dialog = window.dismisser.dialog
    assert dialog is not None
    assert not dialog.ok.isEnabled()
    dialog.field.setPlainText(reason)
    with qtbot.waitSignal(window.dismisser.dismissed):
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)


def test_dismissing_and_taking_it_back(opened: MainWindow, qtbot: QtBot) -> None:
    space = opened.workspace
    before = space.findings.model.findings()
    space.select(before[1])
    dismiss(opened, qtbot, " 已核实，\n数据无误 ")
    assert space.findings.model.findings() == [number for number in before if number != before[1]]
    assert space.current == before[2]
    assert [each.waiver.reason for each in Store().dismissals()] == ["已核实， 数据无误"]
    assert space.toast.text.text() == "已忽略 1 处"
    with qtbot.waitSignal(opened.dismisser.restored):
        opened.actions_.undo.trigger()
    assert space.findings.model.findings() == before
    assert space.current == before[1]
    assert Store().dismissals() == ()
    assert not opened.dismisser.can_undo


def test_a_reason_that_was_left_stands_there_again(opened: MainWindow, qtbot: QtBot) -> None:
    space = opened.workspace
    first, second = space.findings.model.findings()[:2]

    def asked_about(number: int) -> ReasonDialog:
        space.select(number)
        opened.actions_.dismiss.trigger()
        assert opened.dismisser.dialog is not None
        return opened.dismisser.dialog

    dialog = asked_about(first)
    QTest.keyClicks(dialog.field, "checked with the ledger")
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    other = asked_about(second)
    assert other.reason == ""
    other.reject()
    again = asked_about(first)
    assert again.reason == "checked with the ledger"
    assert again.ok.isEnabled()
    QTest.keyClicks(again.field, " of May")
    with qtbot.waitSignal(opened.dismisser.dismissed):
        QTest.mouseClick(again.ok, Qt.MouseButton.LeftButton)
    assert [each.waiver.reason for each in Store().dismissals()] == ["checked with the ledger of May"]
    with qtbot.waitSignal(opened.dismisser.restored):
        opened.actions_.undo.trigger()
    last = asked_about(first)
    assert last.reason == ""
    last.reject()


def test_a_dismissed_finding_shows_its_reason_and_comes_back(opened: MainWindow, qtbot: QtBot) -> None:
    space = opened.workspace
    number = space.findings.model.findings()[0]
    space.select(number)
    dismiss(opened, qtbot, "口径不同")
    space.findings.chips.choose(Filter.WAIVED)
    assert space.current == number
    assert space.detail.waived.text.startswith("口径不同")
    assert space.detail.dismiss_button.text() == "撤销忽略"
    with qtbot.waitSignal(opened.dismisser.restored):
        QTest.mouseClick(space.detail.dismiss_button, Qt.MouseButton.LeftButton)
    assert Store().dismissals() == ()


def test_a_dismissal_survives_the_window(opened: MainWindow, qtbot: QtBot) -> None:
    opened.workspace.select(opened.workspace.findings.model.findings()[0])
    dismiss(opened, qtbot, "已核实")
    assert opened.session.result is not None
    assert Store().apply(replace(opened.session.result, findings=report.result().findings)).findings[0].waived


def test_a_store_out_of_reach_is_a_sentence(opened: MainWindow, qtbot: QtBot, data: Path) -> None:
    opened.workspace.select(opened.workspace.findings.model.findings()[0])
    data.parent.joinpath("elsewhere").write_text("a file, no folder", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(DATA_FOLDER, str(data.parent / "elsewhere" / "below"))
        opened.actions_.dismiss.trigger()
        assert opened.dismisser.dialog is not None
        opened.dismisser.dialog.field.setPlainText("已核实")
        with qtbot.waitSignal(opened.dismisser.failed):
            opened.dismisser.dialog.ok.click()
    assert "打不开或不能写" in opened.workspace.notice.text.words


def test_the_menu_of_a_finding(opened: MainWindow) -> None:
    pane = opened.workspace.findings
    pane.list.customContextMenuRequested.emit(pane.list.visualRect(pane.model.index(1)).center())
    menu = next(child for child in opened.workspace.children() if isinstance(child, QMenu))
    assert [action.text() for action in menu.actions()] == ["忽略此处…", "复制说明", "规则说明"]
    menu.close()


def test_a_correction_can_be_copied(opened: MainWindow) -> None:
    found = report.result()
    number = report.paragraph_of("全年共收到")
    text = found.document.paragraphs[number].text
    at = text.index("。。")
    edit = Edit(InText(number, at, at + 2), at, at + 2, "。。", "。")
    findings = (replace(found.findings[0], edits=(edit,)), *found.findings[1:])
    opened.workspace.show_result(replace(found, findings=findings))
    opened.workspace.select(0)
    card = opened.workspace.detail.correction
    assert card.isVisible()
    assert card.text.endswith("发生。")
    card.copy()
    assert QGuiApplication.clipboard().text() == card.text
    opened.workspace.select(1)
    assert not card.isVisible()


def test_a_correction_shows_its_sentence_only() -> None:
    found = report.result()
    number = report.paragraph_of("对照要求")
    text = found.document.paragraphs[number].text
    at = text.index("加强")
    assert corrected(found.document, (Edit(InText(number, at, at + 2), at, at + 2, "加强", "强化"),)).startswith("下一步将强化")
    assert corrected(found.document, ()) == ""


def test_articles_are_quoted_where_the_basis_names_them() -> None:
    named = quoted("《中华人民共和国政府信息公开条例》（2019年国务院令第711号）第五十条；国办公开办函〔2021〕30号")
    assert [article.name for article in named] == ["《中华人民共和国政府信息公开条例》第五十条"]
    assert quoted("国办公开办函〔2021〕30号所附格式") == ()
    assert quoted(f"国务院令第492号第三十一条：{articles()[2].text}") == ()


def test_the_manual_page_of_a_rule(window: MainWindow, qtbot: QtBot) -> None:
    manual = RuleManual(window)
    qtbot.addWidget(manual)
    manual.show_rule("table.balance")
    assert "新收加结转平衡" in manual.browser.toPlainText()
    assert "enabled" not in manual.browser.toPlainText()
    manual.show_rule("local.抖音")
    assert manual.browser.toPlainText().startswith(NO_PAGE.splitlines()[0].removeprefix("# "))
    assert len(titles()) > 50
    assert page("../../main") == NO_PAGE


def apart(opened: MainWindow) -> list[tuple[int, int]]:
    """Where rows of the list overlap or leave a gap: the end of one and the beginning of the next."""
    view = opened.workspace.findings.list
    boxes = [view.visualRect(view.model().index(row, 0)) for row in range(view.model().rowCount())]
    ends = [(above.bottom() + 1, below.top()) for above, below in pairwise(boxes)]
    return [(end, begin) for end, begin in ends if end != begin]


def test_rows_stand_one_below_the_other_whatever_the_scroll_bar_takes(opened: MainWindow) -> None:
    """A message that fits without the scroll bar and wraps beside it: its row is as high as what is painted in it."""
    found = blanks(2)
    many = tuple(replace(found.findings[1], rule=f"rule-{n}", message="一" * n) for n in range(8, 40))
    pane = opened.workspace.findings
    pane.show_result(found)
    QTest.qWait(20)
    pane.show_result(replace(found, findings=many))
    for height in (900, 500, 900):
        opened.resize(opened.width(), height)
        QTest.qWait(20)
        assert pane.list.verticalScrollBar().maximum() > 0
        assert apart(opened) == []
