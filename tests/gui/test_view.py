from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from core.document import Cell, Document, Format, Paragraph, Table, Text
from core.findings import Facts, Finding, Location, LocationKind, Result, Severity
from gui.page.flow import AHEAD
from gui.page.items import Caret
from gui.page.paragraph import ParagraphItem
from gui.page.table import TableItem
from gui.page.view import DocumentView
from gui.theme import tone
from tests.gui import report


@pytest.fixture
def view(qtbot: QtBot) -> DocumentView:
    made = DocumentView()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def result_of(*blocks: Paragraph | Table, findings: tuple[Finding, ...] = ()) -> Result:
    document = Document("/tmp/a.txt", Format.TEXT, tuple(blocks))
    return Result("/tmp/a.txt", document, None, None, None, None, Facts(), findings, ())


def paragraph(text: str, index: int = 0) -> Paragraph:
    return Paragraph(Text.at(text), index)


def finding_at(start: int, end: int, index: int = 0) -> Finding:
    return Finding("r", Severity.ERROR, "m", Location(LocationKind.TEXT, paragraph=index, start=start, end=end))


def number_of(rule: str) -> int:
    return next(number for number, finding in enumerate(report.FINDINGS) if finding.rule == rule)


def centre_of(view: DocumentView, finding: int) -> QPoint:
    """Where on the viewport a finding is."""
    number = view.flow.item_of(finding)
    assert number is not None
    item = view.flow.items[number]
    mark = next(mark for mark in item.marks if mark.finding == finding and not mark.related)
    point = item.areas(mark)[0].center() + QPointF(0, view.flow.top(number)) + view.sheet.origin
    scrolled = QPointF(view.horizontalScrollBar().value(), view.verticalScrollBar().value())
    return (point * view.zoom - scrolled).toPoint()


def copied(view: DocumentView) -> str:
    """What Ctrl+C puts on the clipboard."""
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    return QGuiApplication.clipboard().text()


def picture(view: DocumentView) -> QImage:
    return view.viewport().grab().toImage()


def has_colour(view: DocumentView, name: str, finding: int) -> bool:
    """Whether a colour is painted near a finding."""
    centre = centre_of(view, finding)
    image = picture(view)
    ratio = image.devicePixelRatio()
    near = ((centre.x() + dx, centre.y() + dy) for dx in range(-14, 15) for dy in range(-14, 15))
    return any(image.pixelColor(round(x * ratio), round(y * ratio)).name() == name for x, y in near)


@pytest.mark.parametrize("zoom", [1.0, 1.5, 2.0])
def test_a_mark_lies_exactly_on_its_characters_beyond_the_bmp(view: DocumentView, zoom: float) -> None:
    plain, wide = "甲乙丙丁" * 3, "𠮷𠮷𠮷" + "甲乙丙丁" * 3
    view.show_result(result_of(paragraph(plain), paragraph(wide, 1), findings=(finding_at(4, 6), finding_at(7, 9, 1))))
    view.set_zoom(zoom)
    view.flow.lay_out([0, 1])
    items = [item for item in view.flow.items if isinstance(item, ParagraphItem)]
    first, second = (item.areas(item.marks[0])[0] for item in items)
    assert items[1].runs[0].offset_at(second.center()) in {8}
    assert first.width() == pytest.approx(second.width(), abs=0.5)
    assert items[1].runs[0].text[7:9] == "甲乙"


def test_the_area_of_a_range_over_two_lines_has_two_rectangles(view: DocumentView) -> None:
    view.show_result(result_of(paragraph("字" * 200), findings=(finding_at(30, 60),)))
    view.flow.lay_out([0])
    item = view.flow.items[0]
    assert len(item.areas(item.marks[0])) >= 2


def test_full_width_digits_and_half_width_ones_are_measured_as_drawn(view: DocumentView) -> None:
    view.show_result(result_of(paragraph("１２３４5678"), findings=(finding_at(0, 4), finding_at(4, 8))))
    view.flow.lay_out([0])
    item = view.flow.items[0]
    wide, narrow = (item.areas(mark)[0].width() for mark in item.marks)
    assert wide > narrow * 1.4


def test_selecting_scrolls_there_and_paints_the_stronger_mark(view: DocumentView) -> None:
    view.show_result(report.result())
    number = number_of("table.sum")
    assert view.verticalScrollBar().value() == 0
    view.select(number)
    assert view.verticalScrollBar().value() > 0
    assert view.viewport().rect().contains(centre_of(view, number))
    assert has_colour(view, tone(Severity.ERROR).strong.name(), number)


def test_marks_that_are_not_selected_have_the_soft_tint(view: DocumentView) -> None:
    view.show_result(report.result())
    view.select(number_of("table.sum"))
    view.select(None)
    assert has_colour(view, tone(Severity.ERROR).soft.name(), number_of("table.sum"))


def test_a_click_on_a_mark_tells_its_finding(view: DocumentView, qtbot: QtBot) -> None:
    view.show_result(report.result())
    number = number_of("table.blank-cell")
    view.select(number)
    with qtbot.waitSignal(view.finding_clicked) as got:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(view, number))
    assert got.args == [number]


def test_clicking_again_goes_through_findings_on_one_place(view: DocumentView, qtbot: QtBot) -> None:
    view.show_result(report.result())
    inner = number_of("language.approximation")
    outer = number_of("consistency.percentage")
    view.select(inner)
    seen: list[int] = []
    view.finding_clicked.connect(seen.append)
    view.finding_clicked.connect(view.select)
    for _ in range(3):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre_of(view, inner))
    assert seen == [outer, inner, outer]


def test_a_click_beside_every_mark_tells_nothing(view: DocumentView, qtbot: QtBot) -> None:
    view.show_result(report.result())
    with qtbot.assertNotEmitted(view.finding_clicked, wait=50):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(3, 3))


def test_notes_stand_behind_their_block(view: DocumentView) -> None:
    view.show_result(report.result())
    kinds = [type(item).__name__ for item in view.flow.items[:5]]
    assert kinds == ["ParagraphItem", "ParagraphItem", "NoteItem", "NoteItem", "ParagraphItem"]


def test_zooming_keeps_the_place(view: DocumentView, qtbot: QtBot) -> None:
    view.show_result(report.result())
    view.select(number_of("table.sum"))
    before = view.place()
    view.set_zoom(1.5)
    assert view.place().item == before.item
    with qtbot.waitSignal(view.zoom_changed):
        view.zoom_out()
    assert view.zoom == 1.25


def test_ctrl_and_the_wheel_zoom(view: DocumentView) -> None:
    view.show_result(report.result())
    for modifier, expected in ((Qt.KeyboardModifier.ControlModifier, 1.1), (Qt.KeyboardModifier.NoModifier, 1.1)):
        event = QWheelEvent(
            QPointF(50, 50),
            QPointF(50, 50),
            QPoint(0, 0),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QGuiApplication.sendEvent(view.viewport(), event)
        assert view.zoom == expected


def test_resizing_keeps_the_place(view: DocumentView, qtbot: QtBot) -> None:
    view.show_result(report.result())
    view.select(number_of("table.sum"))
    before = view.place()
    view.resize(500, 600)
    qtbot.wait(100)
    assert abs(view.place().item - before.item) <= 1
    assert view.sheet.width < 500


def test_a_new_result_keeps_the_place_by_its_text(view: DocumentView, qtbot: QtBot) -> None:
    lines = [paragraph(f"第{number}段的内容" * 8, number) for number in range(200)]
    view.show_result(result_of(*lines))
    qtbot.waitUntil(lambda: view.flow.complete)
    view.verticalScrollBar().setValue(4000)
    before = view.place()
    added = [paragraph("加在前面的一段", 0), *(replace(line, index=line.index + 1) for line in lines)]
    view.show_result(result_of(*added), keep_place=True)
    assert view.place().text == before.text
    assert view.place().item == before.item + 1


def test_a_long_draft_is_laid_out_in_slices(view: DocumentView, qtbot: QtBot) -> None:
    lines = [paragraph("一段不短的文字，说明主动公开的情况。" * 10, number) for number in range(3000)]
    view.show_result(result_of(*lines, findings=(finding_at(0, 3, 2900),)))
    laid_out = sum(1 for item in view.flow.items if item.width is not None)
    assert 0 < laid_out < 200
    view.select(0)
    assert view.viewport().rect().contains(centre_of(view, 0))


def test_selected_text_can_be_copied(view: DocumentView, qtbot: QtBot) -> None:
    grid = Table((Cell(0, 0, Text.at("甲")), Cell(0, 1, Text.at("乙")), Cell(1, 0, Text.at("丙")), Cell(1, 1, Text.at("丁"))), 0)
    view.show_result(result_of(paragraph("𠮷第一段"), grid, paragraph("末段", 1)))
    view.flow.lay_out([0, 1, 2])
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert copied(view) == "𠮷第一段\n甲\t乙\n丙\t丁\n末段"
    view._pointer.selection.select(Caret(0, 0, 1), Caret(1, 2, 1))
    assert copied(view) == "第一段\n甲\t乙\n丙"


def test_dragging_selects_and_does_not_click(view: DocumentView, qtbot: QtBot) -> None:
    view.show_result(report.result())
    start = centre_of(view, number_of("consistency.text-table"))
    with qtbot.assertNotEmitted(view.finding_clicked, wait=50):
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=start)
        QTest.mouseMove(view.viewport(), start + QPoint(80, 0))
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=start + QPoint(80, 0))
    assert 2 <= len(copied(view)) <= 10
    assert copied(view) in report.PARAGRAPHS[report.paragraph_of("全年通过")]


def test_merged_cells_and_ragged_rows_are_shown_in_their_place(view: DocumentView) -> None:
    cells = (
        Cell(0, 0, Text.at("左"), row_span=2),
        Cell(0, 1, Text.at("上"), column_span=2),
        Cell(1, 1, Text.at("中")),
        Cell(1, 2, Text.at("右")),
        Cell(2, 0, Text.at("独")),
    )
    view.show_result(result_of(Table(cells, 0)))
    view.flow.lay_out([0])
    item = view.flow.items[0]
    assert isinstance(item, TableItem)
    left, top, middle, right, _alone = item._boxes
    assert left.bottom() == middle.bottom()
    assert (top.left(), top.right()) == (middle.left(), right.right())
    assert left.right() == middle.left()


def grid(*rows: tuple[tuple[str, int, int], ...]) -> Table:
    """A table from rows of (text, row span, column span), each cell in the first free place."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        for text, down, across in row:
            column = next(at for at in range(99) if (number, at) not in taken)
            taken |= {(number + y, column + x) for y in range(down) for x in range(across)}
            cells.append(Cell(number, column, Text.at(text), down, across))
    return Table(tuple(cells), 0)


FOUR = (
    (("行政复议", 1, 2), ("行政诉讼", 1, 4)),
    (("结果维持", 2, 1), ("总计", 2, 1), ("未经复议直接起诉", 1, 2), ("复议后起诉", 1, 2)),
    (("结果维持", 1, 1), ("总计", 1, 1), ("结果维持", 1, 1), ("总计", 1, 1)),
)
FIGURES = tuple((str(n), 1, 1) for n in range(6))
THREE = (
    (("勾稽关系", 2, 2), ("申请人情况", 1, 2)),
    (("自然人", 1, 1), ("总计", 1, 1)),
    (("一、本年新收", 1, 2), ("1", 1, 1), ("1", 1, 1)),
    (("三、本年度办理结果", 1, 1), ("（一）予以公开", 1, 1), ("1", 1, 1), ("1", 1, 1)),
)
WORDS = (("教育局", 1, 1), ("招生", 1, 1), ("入学政策", 1, 1))
PLAIN_WORDS = ((("单位", 1, 1), ("项目", 1, 2)), WORDS, WORDS)


@pytest.mark.parametrize(
    ("rows", "heads"), [((*FOUR, FIGURES), 3), (THREE, 2), (PLAIN_WORDS, 1), (((("总", 1, 2), ("分", 1, 1)), FIGURES[:3]), 1)]
)
def test_what_divides_a_heading_is_a_heading_too(rows: tuple[tuple[tuple[str, int, int], ...], ...], heads: int) -> None:
    item = TableItem(grid(*rows), [])
    assert item._heads == heads


def test_figures_are_centred_in_the_first_column_too() -> None:
    """The form on reviews and lawsuits has no labels at the side."""
    item = TableItem(grid(*FOUR, FIGURES), [])
    item.lay_out(600.0)
    assert {run.style.align for run in item.runs} == {Qt.AlignmentFlag.AlignHCenter}


def test_an_empty_draft_and_an_empty_table_can_be_shown(view: DocumentView) -> None:
    view.show_result(result_of())
    picture(view)
    assert (view.flow.items, view.verticalScrollBar().maximum()) == ([], 0)
    view.show_result(result_of(Table((), 0), paragraph("")))
    view.flow.lay_out([0, 1])
    blank = picture(view)
    table, text = view.flow.items
    assert isinstance(table, TableItem)
    assert isinstance(text, ParagraphItem)
    assert (len(table.runs), [run.text for run in text.runs]) == (0, [""])
    assert view.flow.top(1) + text.height <= view.flow.height
    view.select(0)
    assert picture(view) == blank


def test_a_block_that_stayed_keeps_its_layout(view: DocumentView) -> None:
    lines = [paragraph(f"第{number}段的内容" * 8, number) for number in range(6)]
    view.show_result(result_of(*lines, findings=(finding_at(0, 2, 1),)))
    before = [item.runs[0] for item in view.flow.items]
    changed = replace(lines[3], content=Text.at("改过的一段"))
    view.show_result(result_of(*lines[:3], changed, *lines[4:], findings=(finding_at(3, 4, 2),)), keep_place=True)
    assert [item.runs[0] is run for item, run in zip(view.flow.items, before, strict=True)] == [n != 3 for n in range(6)]
    assert view.flow.items[3].runs[0].text == "改过的一段"
    assert view.flow.item_of(0) == 2
    assert not view.flow.items[1].marks


def test_a_block_that_became_a_heading_is_laid_out_anew(view: DocumentView) -> None:
    line = paragraph("总体情况")
    view.show_result(result_of(line))
    low = view.flow.items[0].height
    view.show_result(replace(result_of(line), title="总体情况"), keep_place=True)
    assert view.flow.items[0].height > low


def test_of_a_very_long_draft_a_part_is_laid_out_ahead(view: DocumentView, qtbot: QtBot) -> None:
    view.show_result(result_of(*(paragraph(f"第{number}段", number) for number in range(AHEAD + 500))))
    qtbot.waitUntil(lambda: view.flow.complete, timeout=20_000)
    last = view.flow.items[-1]
    assert last.width is None
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: last.width is not None)


def test_what_nobody_sees_is_not_laid_out_ahead(view: DocumentView, qtbot: QtBot) -> None:
    view.hide()
    view.show_result(result_of(*(paragraph(f"第{number}段", number) for number in range(300))))
    qtbot.wait(100)
    assert not view.flow.complete
    view.show()
    qtbot.waitUntil(lambda: view.flow.complete)
