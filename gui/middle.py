"""The middle of the window: the draft as text or as its pages look, with outline, find bar and strip of marks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.document import Paragraph, Table, Text
from core.findings import Result
from gui.page.find_bar import FindBar
from gui.page.finder import Finder
from gui.page.outline import Outline
from gui.page.strip import MarkStrip
from gui.page.view import DocumentView
from gui.page_switch import PageSwitch
from gui.paper.view import PaperView
from gui.preparing import WITH_PAGES, prepared

NO_PAGES = "这份文件的版面无法显示，下面按文字显示。"


class Middle(QWidget):
    """Shows one result in two ways; the one that shows is asked first, the other one follows."""

    finding_clicked = Signal(int)
    zoom_changed = Signal(float)
    trouble = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view, self.paper, self.strip = DocumentView(), PaperView(), MarkStrip()
        self.outline, self.find_bar, self.switch = Outline(), FindBar(), PageSwitch()
        self.finder = Finder(self.find_bar, self.view, self._show_words)
        self._result: Result | None = None
        self._prepared: Result | None = None
        self._finding: int | None = None
        self._stack = QStackedWidget()
        for widget in (self.view, self.paper):
            self._stack.addWidget(widget)
        self.outline.hide()
        self.switch.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.outline)
        row.addWidget(self._stack, 1)
        row.addWidget(self.strip)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.switch)
        box.addWidget(self.find_bar)
        box.addLayout(row, 1)

    def _connect(self) -> None:
        self.view.finding_clicked.connect(self.finding_clicked)
        self.paper.finding_clicked.connect(self.finding_clicked)
        self.strip.finding_clicked.connect(self.finding_clicked)
        self.view.zoom_changed.connect(self.zoom_changed)
        self.paper.zoom_changed.connect(self.zoom_changed)
        self.view.measured.connect(self._tick)
        self.paper.shown.connect(self._tick)
        self.paper.failed.connect(self._on_failed)
        self.outline.block_chosen.connect(self._go_to_block)
        self.view.scrolled.connect(self.outline.show_block)
        self.switch.chosen.connect(self._on_switched)
        self.find_bar.closed.connect(self.paper.forget_words)

    @property
    def shows_paper(self) -> bool:
        """Whether the pages show."""
        return self._stack.currentWidget() is self.paper

    def show_result(self, result: Result, keep_place: bool = False) -> None:
        """Show a result in the way that the user wants for its kind of file."""
        self._result, self._prepared = result, None
        with_pages = result.document.format in WITH_PAGES
        self.view.show_result(result, keep_place)
        self.switch.setVisible(with_pages)
        self._stack.setCurrentWidget(self.paper if with_pages and self.switch.pages else self.view)
        self._prepare(keep_place)

    def show_beside(self) -> None:
        """Show the outline and the ticks of the result shown."""
        if self._result is not None:
            self.outline.show_entries(prepared(self._result).outline)
            self.outline.show_block(self.view.block_shown)
            self._tick()

    def _prepare(self, keep_place: bool = False) -> None:
        """Pages are drawn when they are to be seen."""
        if self.shows_paper and self._result is not None and self._prepared is not self._result:
            self._prepared = self._result
            self.paper.show_result(self._result, keep_place)

    def forget(self) -> None:
        """Nothing is open any more."""
        self._result = self._prepared = None
        self.paper.forget()

    def select(self, finding: int | None, reveal: bool = True) -> None:
        """Mark one finding as the selected one and bring it into view."""
        self._finding = finding
        self.view.select(finding, reveal)
        self.paper.setAccessibleDescription(self.view.reading.spoken(finding))
        self.strip.select(finding)
        if self.shows_paper:
            self.paper.select(finding, reveal)

    def _tick(self) -> None:
        if self.shows_paper:
            self.strip.show_ticks(self.paper.ticks())
        else:
            self.strip.show_flow(self.view.flow)

    def _on_switched(self, pages: bool) -> None:
        if self._result is None or self._result.document.format not in WITH_PAGES:
            return
        self._stack.setCurrentWidget(self.paper if pages else self.view)
        self._prepare()
        self.select(self._finding)
        self._tick()
        self.zoom_changed.emit(self.zoom)

    def _on_failed(self) -> None:
        if self.shows_paper:
            self._stack.setCurrentWidget(self.view)
            self.switch.hide()
            self._tick()
            self.trouble.emit(NO_PAGES)

    def _go_to_block(self, block: int) -> None:
        self.view.show_block(block)
        content = self._content(block)
        if self.shows_paper and content is not None:
            self.paper.show_words(content, 0, len(content))
            self.paper.forget_words()

    def _show_words(self, block: int, run: int, start: int, end: int) -> None:
        """Words that were looked for, on the pages too."""
        content = self._content(block, run)
        if self.shows_paper and content is not None:
            self.paper.show_words(content, start, end)

    def _content(self, block: int, run: int = 0) -> Text | None:
        """The text of a paragraph, or of a cell of a table."""
        if self._result is None:
            return None
        found = self._result.document.blocks[block]
        if isinstance(found, Paragraph):
            return found.content
        return found.cells[run].content if isinstance(found, Table) and run < len(found.cells) else None

    # Zoom

    @property
    def _current(self) -> DocumentView | PaperView:
        return self.paper if self.shows_paper else self.view

    @property
    def zoom(self) -> float:
        """The zoom of what shows; 1 is 100 %."""
        return self._current.zoom

    def set_zoom(self, zoom: float) -> None:
        """Zoom what shows."""
        self._current.set_zoom(zoom)

    def zoom_in(self) -> None:
        """The next larger zoom."""
        self._current.zoom_in()

    def zoom_out(self) -> None:
        """The next smaller zoom."""
        self._current.zoom_out()
