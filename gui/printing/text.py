"""The marked draft for print: every finding at its place with its number, and what the numbers say."""

from __future__ import annotations

from functools import singledispatchmethod

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextTable

from core.document import Align
from core.exports.content import MARKS, WAIVED_MARK, Content, Entry
from core.exports.marked import Marked, MarkedParagraph, MarkedPicture, MarkedTable, MissingNote, Piece, marked
from core.findings import Severity
from gui.printing.checklist import HEADING, write_level
from gui.printing.writer import (
    BODY,
    SMALL,
    Look,
    Setting,
    Writer,
    fill,
    ink_of,
    lines_of,
    mark_format,
    number_format,
    shade,
    tint_of,
)
from gui.theme import colour

NUMBER = 12.0
LEFT = Qt.AlignmentFlag.AlignLeft
CENTER = Qt.AlignmentFlag.AlignHCenter
_ALIGN = {Align.LEFT: LEFT, Align.CENTER: CENTER, Align.RIGHT: Qt.AlignmentFlag.AlignRight}
_HEADINGS = {0: (21.0, 6.0, 14.0), 1: (16.5, 12.0, 4.0), 2: (15.0, 6.0, 2.0)}
"""Size, space above, space below, by level."""
BODY_LINE = 150


def write_text(writer: Writer, content: Content, new_page: bool, explained: bool) -> None:
    """Write the marked draft; ``explained`` when the numbers have no list beside it."""
    writer.paragraph("标注正文", Look(17, bold=True), Setting(below=4, new_page=new_page))
    _legend(writer)
    text = _Text(writer)
    for block in marked(content.result, content.entries):
        text.block(block)
    if explained:
        _explain(writer, content)


def _legend(writer: Writer) -> None:
    kinds = [(severity.value, f"{MARKS[severity]}{severity.label}") for severity in Severity]
    writer.begin(Setting(below=10))
    for ink, words in (*kinds, ("faint", f"{WAIVED_MARK}已忽略")):
        writer.cursor.insertText(f"{words}　", Look(SMALL, ink=ink).format())
    writer.cursor.insertText("数字是问题清单中的序号。", Look(SMALL, ink="muted").format())


def _explain(writer: Writer, content: Content) -> None:
    """What stands behind each number."""
    if not content.entries:
        writer.paragraph(content.nothing_found("检查单"), Look(), HEADING)
        return
    writer.space(16)
    writer.paragraph("标注说明", Look(17, bold=True), HEADING)
    table = writer.table(1 + len(content.entries), [1.0, 1.6, 9.0, 6.0], header=1)
    for column, name in enumerate(("序号", "级别", "问题", "修改建议")):
        fill(table, 0, column, name, Look(SMALL, bold=True), CENTER)
        shade(table, 0, column, colour("table-head"))
    for row, entry in enumerate(content.entries, 1):
        fill(table, row, 0, str(entry.number), Look(SMALL), CENTER)
        write_level(table, row, 1, entry)
        problem = "\n".join(part for part in (entry.finding.message, entry.dismissal) if part)
        fill(table, row, 2, problem, Look(SMALL))
        fill(table, row, 3, entry.finding.suggestion or "", Look(SMALL))


class _Text:
    """Writes the blocks of a draft."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    @singledispatchmethod
    def block(self, block: Marked) -> None:
        """Write one block."""
        raise TypeError(type(block).__name__)

    @block.register
    def _(self, block: MarkedParagraph) -> None:
        look, setting = _look(block), _setting(block)
        self._writer.begin(setting)
        _write_pieces(self._writer.cursor, block.pieces, look)
        if not any(piece.text or piece.ending for piece in block.pieces):
            self._writer.cursor.insertText("\u00a0", look.format())

    @block.register
    def _(self, block: MarkedTable) -> None:
        if not block.rows:
            return
        table = self._writer.table(len(block.rows), _widths(block), block.header)
        for row in block.rows:
            for cell in row:
                if cell.row_span > 1 or cell.column_span > 1:
                    table.mergeCells(cell.row, cell.column, cell.row_span, cell.column_span)
        for row in block.rows:
            for cell in row:
                _write_cell(table, (cell.row, cell.column), cell.piece, cell.row < block.header)
        self._writer.space(6)

    @block.register
    def _(self, block: MarkedPicture) -> None:
        table = self._writer.table(1, [1.0])
        fill(table, 0, 0, f"\n{block.words}\n", Look(SMALL, ink="muted"), CENTER)
        shade(table, 0, 0, colour("table-head"))

    @block.register
    def _(self, block: MissingNote) -> None:
        entry = block.entry
        table = self._writer.table(1, [1.0])
        dismissal = f"（{entry.dismissal}）" if entry.dismissal else ""
        words = f"{entry.mark}{entry.number}　{entry.finding.message}{dismissal}"
        fill(table, 0, 0, words, Look(SMALL, ink=ink_of(entry)))
        shade(table, 0, 0, tint_of(entry), entry)
        self._writer.space(4)


def _look(block: MarkedParagraph) -> Look:
    if block.level is None:
        return Look(BODY, block.bold, serif=True)
    return Look(_HEADINGS[min(block.level, 2)][0], bold=True, serif=block.level == 0)


def _setting(block: MarkedParagraph) -> Setting:
    align = _ALIGN[block.align] if block.align else LEFT
    if block.level is not None:
        _, above, below = _HEADINGS[min(block.level, 2)]
        return Setting(CENTER if block.level == 0 else align, above, below, heads=True, line_height=BODY_LINE)
    first = block.pieces[0].text[:1] if block.pieces else ""
    return Setting(align, indent=0.0 if align != LEFT or first.isspace() else 2 * BODY, line_height=BODY_LINE)


def _write_pieces(cursor: QTextCursor, pieces: tuple[Piece, ...], look: Look) -> None:
    for piece in pieces:
        format_ = mark_format(look, piece.entries[0]) if piece.entries else look.format()
        cursor.insertText(lines_of(piece.text), format_)
        _write_numbers(cursor, piece.ending)


def _write_numbers(cursor: QTextCursor, entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        cursor.insertText(f"{entry.mark}{entry.number}", number_format(entry, NUMBER))


def _write_cell(table: QTextTable, place: tuple[int, int], piece: Piece, head: bool) -> None:
    row, column = place
    cursor = fill(table, row, column, piece.text, Look(SMALL - 1, bold=head))
    _write_numbers(cursor, piece.ending)
    if piece.entries:
        shade(table, row, column, tint_of(piece.entries[0]), piece.entries[0])
    elif head:
        shade(table, row, column, colour("table-head"))


def _widths(block: MarkedTable) -> list[float]:
    """The columns by the longest text in each, so that labels have room and figures lose none."""
    longest = [3.0] * block.columns
    for row in block.rows:
        for cell in row:
            if cell.column_span == 1:
                longest[cell.column] = max(longest[cell.column], min(float(len(cell.piece.text)), 24.0))
    return longest
