"""Rich text written down as lines of WordprocessingML: one writer for the body, one for each story set aside."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from core.readers.rtf.state import State
from core.readers.word_lines import CellShape, Line, blocks
from core.readers.word_markup import add, clean, element

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass
class Writer:
    """Collects paragraphs; ``authors`` are those of tracked changes."""

    authors: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    _paragraph: etree._Element | None = None
    _run: etree._Element | None = None
    _state: State | None = None
    _text: list[str] = field(default_factory=list)

    def text(self, text: str, state: State) -> None:
        """Add characters."""
        if text:
            self._open(state)
            self._text.append(text)

    def mark(self, name: str, state: State, **attributes: object) -> etree._Element:
        """Add an element to the run: a tab, a line break, a picture …"""
        self._open(state)
        self._flush()
        assert self._run is not None
        return add(self._run, name, **attributes)

    def end(self, state: State, *, cell: bool = False) -> None:
        """End the paragraph, and with ``cell`` its cell."""
        paragraph = self._begun()
        self._flush()
        properties = element("pPr")
        add(properties, "pStyle", f"s{state.style}")
        if state.align:
            add(properties, "jc", state.align)
        if state.outline is not None:
            add(properties, "outlineLvl", state.outline)
        paragraph.insert(0, properties)
        depth = max(1, state.tables) if cell else state.tables
        self.lines.append(Line(paragraph, depth, cell))
        self._paragraph = self._run = self._state = None

    def end_row(self, depth: int, shapes: tuple[CellShape, ...]) -> None:
        """End a row of the table at a depth."""
        self.lines.append(Line(element("p"), depth, row=shapes))

    def finish(self, parent: etree._Element, state: State) -> etree._Element:
        """Put everything written into an element."""
        if self._paragraph is not None or self._text:
            self.end(state)
        parent.extend(blocks(self.lines))
        return parent

    def _begun(self) -> etree._Element:
        if self._paragraph is None:
            self._paragraph = element("p")
        return self._paragraph

    def _open(self, state: State) -> None:
        """Have a run with these properties open."""
        if self._run is not None and self._state == state:
            return
        self._flush()
        parent, self._state = self._begun(), state
        if state.inserted or state.deleted:
            author = self.authors[state.author] if state.author < len(self.authors) else ""
            parent = add(parent, "del" if state.deleted else "ins", author=clean(author))
        self._run = add(parent, "r")
        properties = add(self._run, "rPr")
        if state.bold:
            add(properties, "b")
        if state.hidden:
            add(properties, "vanish")

    def _flush(self) -> None:
        text = clean("".join(self._text))
        self._text = []
        if text and self._run is not None:
            made = add(self._run, "delText" if self._state is not None and self._state.deleted else "t")
            made.set(_SPACE, "preserve")
            made.text = text
