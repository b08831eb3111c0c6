"""The pages of a PDF with the findings over the very words; a file that cannot be drawn falls back to its text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import rules
from core.document import Document, Format, Paragraph, Text
from core.engine import Settings, check_file
from core.findings import Finding, Location, LocationKind, Result, Severity
from gui import theme
from gui.middle import NO_PAGES
from gui.paper.letters import letters_of, sizes_of
from gui.paper.marks import marks_by_page, rectangle
from gui.paper.view import PaperView
from gui.window import MainWindow

LINES = (
    "青禾县2023年政府信息公开工作年度报告",
    "根据条例编制本报告，统计期限自2023年1月1日起至2023年12月30日止。",
    "一、总体情况",
    "全年主动公开信息１２３４条，𠮷野镇公开56条，占比45.6%。",
)
WORDS = "2023年12月30日"
EDGE = 2.0
"""Pixels that a mark's underline and the soft edges of letters take, whatever the zoom."""


@pytest.fixture(scope="module")
def pdf(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three pages; the words to be marked stand on the first."""
    path = tmp_path_factory.mktemp("paper") / "青禾县.pdf"
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(72)
    painter = QPainter(writer)
    painter.setFont(QFont(theme.sans_family(), 12))
    for page in range(3):
        if page:
            writer.newPage()
        for number, line in enumerate(LINES):
            painter.drawText(60, 90 + 30 * number, line if page == 0 else f"第{page + 1}页的文字")
    painter.end()
    return path


@pytest.fixture(scope="module")
def result(pdf: Path) -> Result:
    """The real result, with one finding on the words and nothing else, so that the place is known."""
    checked = check_file(str(pdf), rules.builtin(), Settings(as_of=date(2024, 3, 1)))
    number, text = next((n, each.text) for n, each in enumerate(checked.document.paragraphs) if WORDS in each.text)
    start = text.index(WORDS)
    place = Location(LocationKind.TEXT, paragraph=number, start=start, end=start + len(WORDS), page=1)
    missing = Location(LocationKind.DOCUMENT, after_block=0)
    findings = (
        Finding("period.coverage", Severity.ERROR, "结束日不对", place, WORDS),
        Finding("contact.missing", Severity.WARNING, "没有写明电话", missing),
    )
    return replace(checked, findings=findings)


@pytest.fixture
def view(qtbot: QtBot, result: Result) -> PaperView:
    made = PaperView()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    with qtbot.waitSignal(made.shown, timeout=20_000):
        made.show_result(result)
    return made


def drawn(view: PaperView, qtbot: QtBot, page: int = 0) -> None:
    """Wait until the page shows at the scale that it has now."""
    scale = round(view._scale * view.devicePixelRatioF(), 3)
    qtbot.waitUntil(lambda: view.source._pictures.get(page, (0.0, None))[0] == scale, timeout=20_000)


def dark(image: QImage, area: QRectF) -> int:
    """How many dark pixels there are in an area."""
    box = area.toRect()
    points = [(x, y) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())]
    return sum(image.pixelColor(x, y).lightness() < 175 for x, y in points)


def ink(image: QImage, area: QRectF) -> float:
    """The share of dark pixels in an area."""
    box = area.toRect()
    return dark(image, area) / max(1, (box.width() - 1) * (box.height() - 1))


def area_of_words(view: PaperView) -> QRectF:
    (mark,) = [mark for mark in view._marks[1] if mark.finding == 0]
    return view.to_view(1, mark.whole)


def gaps(view: PaperView, area: QRectF) -> tuple[QRectF, QRectF]:
    """What lies between a mark and the lines above and below it, as the reader found their letters."""
    result = view._result
    assert result is not None
    boxes = [box for each in result.document.paragraphs for span in each.content.spans if span.page == 1 for box in span.boxes]
    lines = [view.to_view(1, rectangle(box)) for box in boxes]
    over = max(line.bottom() for line in lines if line.bottom() < area.top())
    under = min(line.top() for line in lines if line.top() > area.bottom())
    above = QRectF(QPointF(area.left(), over), QPointF(area.right(), area.top() - EDGE))
    return above, QRectF(QPointF(area.left(), area.bottom() + EDGE), QPointF(area.right(), under))


@pytest.mark.parametrize("zoom", [0.6, 1.0, 1.75])
def test_the_mark_lies_over_the_words_at_every_zoom(view: PaperView, qtbot: QtBot, zoom: float) -> None:
    view.set_zoom(zoom)
    view.select(0)
    # The frame of a selected mark would cover what lies beside it.
    view.select(None)
    drawn(view, qtbot)
    area = area_of_words(view)
    assert view.viewport().rect().contains(area.toRect())
    image = view.viewport().grab().toImage()
    assert ink(image, area.adjusted(2, 2, -2, -2)) > 0.08
    above, below = gaps(view, area)
    assert min(above.height(), below.height()) > area.height() / 2
    outside = dark(image, above) + dark(image, below)
    assert outside < 0.03 * dark(image, area)


def test_the_mark_follows_a_resize(view: PaperView, qtbot: QtBot) -> None:
    view.resize(560, 640)
    view.select(0)
    drawn(view, qtbot)
    area = area_of_words(view)
    image = view.viewport().grab().toImage()
    assert ink(image, area.adjusted(2, 2, -2, -2)) > 0.08
    width = view.page_area(1).width()
    assert width <= view.viewport().width()


def test_what_is_missing_has_a_sign_behind_the_words_before_it(view: PaperView, result: Result) -> None:
    (sign,) = [mark for mark in marks_by_page(result)[1] if mark.sign]
    title = result.document.paragraphs[0].content.spans[-1].boxes[-1]
    assert sign.whole.left() > title[2]
    assert abs(sign.whole.top() - title[1]) < 2
    assert len(view.ticks()) == 2


def test_a_click_and_a_tooltip_tell_the_finding(view: PaperView, qtbot: QtBot) -> None:
    centre = area_of_words(view).center()
    assert view.findings_at(centre) == [0]
    with qtbot.waitSignal(view.finding_clicked) as clicked:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=centre.toPoint())
    assert clicked.args == [0]
    assert view.findings_at(QPointF(3, 3)) == []


def test_a_far_page_is_drawn_when_it_is_seen(view: PaperView, qtbot: QtBot) -> None:
    drawn(view, qtbot)
    assert 2 not in view.source._pictures
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum())
    view.viewport().repaint()
    drawn(view, qtbot, 2)


def test_the_process_that_draws_may_die(view: PaperView, qtbot: QtBot) -> None:
    process = view.source._process
    assert process is not None
    with qtbot.waitSignal(view.failed, timeout=10_000):
        process.kill()


def opened(window: MainWindow, qtbot: QtBot, result: Result) -> MainWindow:
    window._on_opened(result.path)
    window._on_checked(result)
    if result.document.format is Format.PDF and Path(result.path).exists():
        qtbot.waitUntil(lambda: bool(window.workspace.middle.paper._sizes), timeout=20_000)
    return window


def test_the_window_switches_between_pages_and_text(window: MainWindow, qtbot: QtBot, result: Result) -> None:
    middle = opened(window, qtbot, result).workspace.middle
    assert middle.shows_paper
    assert middle.switch.isVisible()
    middle.switch.choose(False)
    assert not middle.shows_paper
    assert middle.view.finding == window.workspace.current
    window.actions_.zoom_in.trigger()
    assert (middle.view.zoom, middle.paper.zoom) == (1.1, 1.0)
    middle.switch.choose(True)
    assert window.statusbar.texts[2] == "100 %"


def test_words_are_found_on_the_pages(window: MainWindow, qtbot: QtBot, result: Result) -> None:
    space = opened(window, qtbot, result).workspace
    window.actions_.find.trigger()
    space.find_bar.field.setText("1234条")
    QTest.keyClick(space.find_bar.field, Qt.Key.Key_Return)
    assert space.find_bar.count.text() == "1 / 1"
    ((area, *_),) = space.middle.paper._words.values()
    assert area.height() > 5
    space.find_bar.leave()
    assert space.middle.paper._words == {}


def test_a_file_that_cannot_be_drawn_shows_its_text(window: MainWindow, qtbot: QtBot, result: Result, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.4 nothing")
    opened_: Callable[[], bool] = lambda: not window.workspace.middle.shows_paper  # noqa: E731 - for waitUntil
    window._on_opened(str(broken))
    window._on_checked(replace(result, path=str(broken)))
    qtbot.waitUntil(opened_, timeout=20_000)
    assert window.workspace.notice.text.words == NO_PAGES
    assert window.workspace.middle.view.flow.items


def test_a_word_file_has_no_switch(window: MainWindow, qtbot: QtBot, result: Result) -> None:
    document = replace(result.document, format=Format.DOCX)
    middle = opened(window, qtbot, replace(result, document=document)).workspace.middle
    assert not middle.switch.isVisible()
    assert not middle.shows_paper


def test_an_ofd_is_written_from_the_places_of_its_characters(window: MainWindow, qtbot: QtBot, result: Result) -> None:
    document = replace(result.document, format=Format.OFD)
    ofd = replace(result, document=document, path="/tmp/青禾县.ofd")
    middle = opened(window, qtbot, ofd).workspace.middle
    assert middle.shows_paper
    assert len(middle.paper._sizes) == 3
    middle.paper.select(0)
    area = middle.paper.to_view(1, next(mark for mark in middle.paper._marks[1] if mark.finding == 0).whole)
    assert ink(middle.paper.viewport().grab().toImage(), area.adjusted(1, 1, -1, -1)) > 0.05


def test_characters_beyond_a4_widen_the_page() -> None:
    content = Text.at("甲", page=1, boxes=((700.0, 10.0, 712.0, 22.0),))
    document = Document("x", Format.OFD, (Paragraph(content, index=0),), page_count=1)
    ((width, _height),) = sizes_of(document, letters_of(document))
    assert width > 712
