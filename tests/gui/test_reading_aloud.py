"""What a screen reader gets of the draft, asked of Qt as a screen reader does."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent, QAccessibleInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from gui.page.view import DocumentView
from gui.window import MainWindow
from tests.gui import report
from tests.gui.rules_making import opened

NAME, DESCRIPTION = QAccessible.Text.Name, QAccessible.Text.Description
pytestmark = pytest.mark.usefixtures("data")


@pytest.fixture
def shown(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> MainWindow:
    opened(window, qtbot, tmp_path)
    window.workspace.settle()
    return window


def asked(widget: QWidget) -> QAccessibleInterface:
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found


def children(of: QAccessibleInterface) -> list[QAccessibleInterface]:
    found = [of.child(number) for number in range(of.childCount())]
    assert [of.indexOfChild(each) for each in found] == list(range(len(found)))
    return found


def selected(of: QAccessibleInterface) -> list[str]:
    return [each.text(NAME) for each in children(of) if each.state().selected]  # type: ignore[attr-defined]  # not declared


def at(message: str) -> int:
    return next(number for number, each in enumerate(report.FINDINGS) if each.message.startswith(message))


def test_the_draft_is_read_paragraph_by_paragraph_and_row_by_row(shown: MainWindow) -> None:
    document = asked(shown.workspace.view)
    assert document.role() == QAccessible.Role.Document
    assert document.text(NAME) == "报告正文"
    found = children(document)
    assert {each.role() for each in found} == {QAccessible.Role.Paragraph}
    texts = [each.text(NAME) for each in found]
    assert [text for text in texts if text in report.PARAGRAPHS] == list(report.PARAGRAPHS)
    assert "（二）申请办结数，件，26" in texts
    assert texts.count("政府信息公开情况统计表（2018年度）") == 1
    assert all(each.parent().role() == QAccessible.Role.Document for each in found)
    row = found[texts.index("（二）申请办结数，件，26")]
    assert row.text(DESCRIPTION) == "错误：申请办结数26，与按时办结23、延期办结2之和25不等，差1"
    assert found[texts.index("二、主动公开政府信息情况")].text(DESCRIPTION) == ""
    assert found[texts.index("没有“收费及减免情况”部分")].text(DESCRIPTION) == "错误"


def test_where_the_selected_finding_stands_is_read(shown: MainWindow) -> None:
    space = shown.workspace
    document = asked(space.view)
    space.select(at("占比58.3%与"))
    paragraph = next(text for text in report.PARAGRAPHS if "占比58.3%" in text)
    assert document.text(DESCRIPTION) == f"错误：{report.FINDINGS[at('占比58.3%与')].message}。原文：{paragraph}"
    assert selected(document) == [paragraph]
    space.select(at("申请办结数26"))
    assert document.text(DESCRIPTION).endswith("差1。原文：（二）申请办结数，件，26")
    assert selected(document) == ["（二）申请办结数，件，26"]
    space.select(at("没有“收费"))
    assert document.text(DESCRIPTION) == "错误：没有“收费及减免情况”部分。"
    assert selected(document) == ["没有“收费及减免情况”部分"]
    assert asked(space.middle.paper).text(DESCRIPTION) == document.text(DESCRIPTION)


def test_going_on_is_told(shown: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []

    def update(event: QAccessibleEvent) -> None:
        assert isinstance(event, QAccessibleAnnouncementEvent)
        told.append(event.message())

    space = shown.workspace
    monkeypatch.setattr(QAccessible, "updateAccessibility", update)
    space.view.setFocus()
    for step in (space.go_next, space.go_next, space.go_previous):
        step()
        assert told.pop() == asked(space.view).text(DESCRIPTION) != ""
        assert not told
    number = at("行政诉讼")
    space.select(space.findings.model.findings()[space.findings.model.findings().index(number) - 1])
    assert not told
    # The list has told the message already.
    monkeypatch.setattr(space.findings.list, "hasFocus", lambda: True)
    space.go_next()
    assert told == [text for text in report.PARAGRAPHS if "行政诉讼 1 件" in text]


def test_a_paragraph_lies_where_it_is_seen(shown: MainWindow) -> None:
    space = shown.workspace
    space.select(at("行政诉讼"))
    document = asked(space.view)
    (paragraph,) = [each for each in children(document) if each.state().selected]  # type: ignore[attr-defined]  # as above
    area = paragraph.rect()
    view = space.view.viewport()
    assert view.rect().translated(view.mapToGlobal(QPoint())).contains(area.center())
    under = document.childAt(area.center().x(), area.center().y())
    assert under.text(NAME) == paragraph.text(NAME)
    assert document.childAt(-5000, -5000) is None


def test_what_was_handed_out_outlives_the_draft_and_the_view(qtbot: QtBot) -> None:
    for _ in range(20):
        view = DocumentView()
        view.show_result(report.result())
        document = asked(view)
        held = children(document)
        for each in held:
            QAccessible.uniqueId(each)
        view.show_result(report.clean_result())
        assert document.childCount() < len(held)
        assert not held[-1].isValid()
        assert held[-1].text(NAME) == held[-1].text(DESCRIPTION) == ""
        delete(view)
        assert not any(each.isValid() for each in held)
        assert [each.text(NAME) for each in held if each.rect().isValid() or each.parent()] == []
        del view, document, held
        gc.collect()
