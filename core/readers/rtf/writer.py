"""Rich text written down as lines of WordprocessingML: one writer for the body, one for each story set aside."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.readers.rtf.state import State
from core.readers.word_lines import CellShape, Line, blocks
from core.readers.word_markup import tag, text


@dataclass
class Writer:
    """Collects paragraphs; ``authors`` are those of tracked changes, ``written`` counts what was put in."""

    authors: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    written: int = 0
    _runs: list[str] = field(default_factory=list)
    _run: list[str] = field(default_factory=list)
    _state: State | None = None
    _text: list[str] = field(default_factory=list)

    def text(self, text: str, state: State) -> None:
        """Add characters."""
        if text:
            self._open(state)
            self._text.append(text)
            self.written += not text.isspace()

    def mark(self, markup: str, state: State) -> None:
        """Add an element to the run: a tab, a line break, a picture …"""
        self._open(state)
        self._flush()
        self._run.append(markup)
        self.written += 1

    def end(self, state: State, *, cell: bool = False) -> None:
        """End the paragraph, and with ``cell`` its cell."""
        self._close()
        properties = tag("pStyle", value=f"s{state.style}")
        if state.align:
            properties += tag("jc", value=state.align)
        if state.first_line or state.first_line_in_characters:
            properties += tag("ind", firstLine=1)
        if state.outline is not None:
            properties += tag("outlineLvl", value=state.outline)
        depth = max(1, state.tables) if cell else state.tables
        self.lines.append(Line(tag("pPr", properties), "".join(self._runs), depth, cell))
        self._runs = []

    def end_row(self, depth: int, shapes: tuple[CellShape, ...]) -> None:
        """End a row of the table at a depth."""
        self.lines.append(Line("", "", depth, row=shapes))

    def finish(self, state: State) -> str:
        """Everything written."""
        if self._runs or self._state is not None:
            self.end(state)
        return "".join(blocks(self.lines))

    def _open(self, state: State) -> None:
        """Have a run with these properties open."""
        if self._state != state:
            self._close()
            self._state = state

    def _close(self) -> None:
        """End the run that is open, if one is."""
        state = self._state
        if state is None:
            return
        self._flush()
        looks = {"b": state.bold, "vanish": state.hidden, "strike": state.struck}
        properties = "".join(tag(name) for name, is_so in looks.items() if is_so)
        if state.symbols:
            properties += tag("rFonts", ascii=state.symbols)
        made = f"<w:r><w:rPr>{properties}</w:rPr>{''.join(self._run)}</w:r>"
        if state.inserted or state.deleted:
            author = self.authors[state.author] if state.author < len(self.authors) else ""
            made = tag("del" if state.deleted else "ins", made, author=author)
        self._runs.append(made)
        self._run, self._state = [], None

    def _flush(self) -> None:
        if self._text and self._state is not None:
            self._run.append(text("".join(self._text), deleted=self._state.deleted))
        self._text = []
