"""What is made beside the window is what the window would make, for the result that it was made for."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from gui.page.build import build
from gui.page.leaving import Leaving
from gui.page.outline import entries
from gui.paper.marks import marks_by_page
from gui.preparing import forget, prepare, prepared
from tests.gui import report


def test_the_parts_are_those_of_the_result_asked_for() -> None:
    first, second = report.result(), report.result(pages=True)
    prepare(first)
    prepare(second)
    assert prepared(first).outline == entries(first)
    assert prepared(second).marks == marks_by_page(second)
    assert prepared(first).result is first
    forget(second)
    assert prepared(second).result is second


def test_items_are_handed_out_once() -> None:
    result = report.result()
    prepare(result)
    one, other = prepared(result).take_flow(584).items, prepared(result).take_flow(584).items
    assert [item.text for item in one] == [item.text for item in other] == [item.text for item in build(result)]
    assert not {id(item) for item in one} & {id(item) for item in other}


def test_items_flow_in_the_width_asked_for() -> None:
    result = report.result()
    prepare(result)
    assert [prepared(result).take_flow(width).width for width in (300.0, 584.0)] == [300.0, 584.0]


def test_what_left_is_freed_in_the_end(qtbot: QtBot) -> None:
    leaving = Leaving()
    leaving.take(build(report.result()) * 50)
    assert leaving.count
    qtbot.waitUntil(lambda: not leaving.count, timeout=5000)
