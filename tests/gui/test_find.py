"""Finding words in the draft, and going to its headings."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.document import Document, Paragraph, Text
from core.findings import Result
from gui.page.search import matches, plain
from gui.window import MainWindow
from tests.gui import report


@pytest.fixture
def shown(window: MainWindow) -> MainWindow:
    window._on_opened(report.result().path)
    window._on_checked(report.result())
    return window


def find(window: MainWindow, words: str) -> None:
    window.actions_.find.trigger()
    window.workspace.find_bar.field.setText(words)
    QTest.keyClick(window.workspace.find_bar.field, Qt.Key.Key_Return)


def counted(window: MainWindow) -> str:
    return window.workspace.find_bar.count.text()


def test_words_are_found_in_text_and_tables(shown: MainWindow) -> None:
    find(shown, "5120")
    assert counted(shown) == "1 / 2"
    view = shown.workspace.view
    assert view.selected_text == "5120"
    QTest.keyClick(shown.workspace.find_bar.field, Qt.Key.Key_Return)
    assert counted(shown) == "2 / 2"
    QTest.keyClick(shown.workspace.find_bar.field, Qt.Key.Key_Return)
    assert counted(shown) == "1 / 2"
    QTest.keyClick(shown.workspace.find_bar.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert counted(shown) == "2 / 2"


def test_a_place_found_is_brought_into_view(shown: MainWindow) -> None:
    find(shown, "接受培训人员数")
    view = shown.workspace.view
    match = shown.workspace.finder.found[0]
    area = view.flow.items[match.item].runs[match.run].areas(match.start, match.end)[0].translated(0, view.flow.top(match.item))
    top = view.sheet.y_to_view(area.top()) - view.verticalScrollBar().value()
    assert 0 <= top < view.viewport().height()


def test_what_is_not_there_is_said(shown: MainWindow) -> None:
    find(shown, "没有这样的话")
    assert counted(shown) == "没有找到"


def test_escape_ends_the_search(shown: MainWindow) -> None:
    find(shown, "公开")
    assert shown.workspace.finder.found
    QTest.keyClick(shown.workspace.find_bar.field, Qt.Key.Key_Escape)
    assert not shown.workspace.find_bar.isVisible()
    assert shown.workspace.finder.found == []
    assert shown.workspace.view.hasFocus()


def test_the_words_are_found_again_in_a_new_result(shown: MainWindow) -> None:
    find(shown, "青禾县")
    before = len(shown.workspace.finder.found)
    shown._on_checked(clean_with("青禾县的一段。"), report.result())
    assert len(shown.workspace.finder.found) == before + 1


def clean_with(text: str) -> Result:
    found = report.result()
    document = found.document
    more = Paragraph(Text.at(text), index=len(document.paragraphs))
    return replace(found, document=replace(document, blocks=(*document.blocks, more)))


def test_what_is_selected_is_looked_for(shown: MainWindow) -> None:
    find(shown, "备案")
    find(shown, "青禾县人民政府网站")
    shown.workspace.find_bar.leave()
    shown.workspace.find_bar.field.clear()
    shown.actions_.find.trigger()
    assert shown.workspace.find_bar.field.text() == "青禾县人民政府网站"


def test_width_and_case_make_no_difference_and_places_stay_exact() -> None:
    assert plain("ＡＢc１２") == "abc12"
    assert len(plain("İ𠮷Ａ")) == len("İ𠮷Ａ")
    document = Document("x", report.document().format, (Paragraph(Text.at("𠮷野公开１２３条")),))
    from gui.page.build import build  # noqa: PLC0415 - only here

    (match,) = matches(build(replace(report.result(), document=document, findings=())), "123")
    assert (match.start, match.end) == (4, 7)


def test_the_outline_lists_the_headings_and_goes_there(shown: MainWindow, qtbot: QtBot) -> None:
    space = shown.workspace
    assert not space.outline.isVisible()
    shown.actions_.outline.setChecked(True)
    titles = [space.outline.item(n).text().strip() for n in range(space.outline.count())]
    assert "二、主动公开政府信息情况" in titles
    row = titles.index("五、存在的主要问题及改进情况")
    space.view.verticalScrollBar().setValue(0)
    space.outline.itemClicked.emit(space.outline.item(row))
    view = space.view
    block = report.paragraph_of("五、")
    item = next(n for n, each in enumerate(view.flow.items) if each.block == block)
    top = view.sheet.y_to_view(view.flow.top(item)) - view.verticalScrollBar().value()
    bar = view.verticalScrollBar()
    assert 0 <= top < 60 or bar.value() == bar.maximum()


def test_the_outline_follows_the_view(shown: MainWindow, qtbot: QtBot) -> None:
    space = shown.workspace
    shown.actions_.outline.setChecked(True)
    space.view.show_block(report.paragraph_of("三、"))
    assert space.outline.currentItem() is not None
    bar = space.view.verticalScrollBar()
    bar.setValue(0)
    assert space.outline.currentRow() <= 1
