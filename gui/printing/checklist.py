"""The checklist for print: verdict, facts, the list of problems, lines to sign."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable

from core.exports.content import CREDIT, Content, Entry, cells_of
from core.exports.page_columns import PageColumns, page_columns
from core.exports.width import clip
from core.findings import Verdict
from gui.printing.writer import SMALL, Look, Setting, Writer, fill, ink_of, shade, tint_of
from gui.theme import colour

CENTER = Qt.AlignmentFlag.AlignHCenter
LONGEST_FACT = 600
TITLE = Setting(CENTER, below=10)
HEADING = Setting(below=6, heads=True)
SEAL = "（盖章）"
ROOM = "\n\n"
"""Lines of room for a signature."""


def write_checklist(writer: Writer, content: Content) -> None:
    """Write the checklist."""
    writer.paragraph(content.form.title, Look(24, bold=True), TITLE)
    _verdict(writer, content.result.verdict)
    facts = list(content.facts())
    table = writer.table(len(facts), [2.6, 15.0])
    for row, (name, value) in enumerate(facts):
        fill(table, row, 0, name, Look(SMALL, bold=True), CENTER)
        fill(table, row, 1, clip(value, LONGEST_FACT), Look(SMALL))
        shade(table, row, 0, colour("table-head"))
    writer.space(12)
    writer.paragraph(f"问题清单（{len(content.entries)}处）", Look(17, bold=True), HEADING)
    if content.entries:
        _list(writer, content, page_columns(content))
    else:
        writer.paragraph(content.nothing_found("未能检查"), Look())
    _sign(writer, content)


def _verdict(writer: Writer, verdict: Verdict) -> None:
    name = "ok" if verdict.ready else "error" if verdict.errors else "warning"
    table = writer.table(1, [1.0], border=1.6)
    fill(table, 0, 0, verdict.sentence, Look(24, bold=True, ink=name), CENTER)
    shade(table, 0, 0, colour(f"{name}-soft"))
    writer.space(8)


def _list(writer: Writer, content: Content, columns: PageColumns) -> None:
    table = writer.table(1 + len(content.entries), columns.widths, header=1)
    for number, name in enumerate(columns.names):
        fill(table, 0, number, name, Look(SMALL, bold=True), CENTER)
        shade(table, 0, number, colour("table-head"))
    for row, entry in enumerate(content.entries, 1):
        for number, value in enumerate(cells_of(entry, columns.columns, columns.fill_in)):
            _cell(table, (row, number), columns, entry, str(value))


def _cell(table: QTextTable, place: tuple[int, int], columns: PageColumns, entry: Entry, value: str) -> None:
    row, number = place
    name = columns.names[number]
    if name == "级别":
        write_level(table, row, number, entry)
        return
    ink = "faint" if entry.waived and name in columns.columns else "ink"
    cursor = fill(table, row, number, value, Look(SMALL, ink=ink), CENTER if name == "序号" else Setting().align)
    for told in columns.details(entry) if name == "问题" else ():
        cursor.insertBlock(Setting().format())
        cursor.insertText(told, Look(10.5, ink="muted").format())


def write_level(table: QTextTable, row: int, column: int, entry: Entry) -> None:
    """Write the shape and word of a severity into a cell of its colour."""
    word = f"{entry.mark}{entry.severity.label}" + ("\n已忽略" if entry.waived else "")
    fill(table, row, column, word, Look(SMALL, ink=ink_of(entry)), CENTER)
    shade(table, row, column, tint_of(entry))


def _sign(writer: Writer, content: Content) -> None:
    """Lines to sign and room for a seal."""
    signatures = content.form.signatures
    if signatures:
        writer.space(12)
        table = writer.table(len(signatures), [2.6, 6.2, 8.8], whole=True)
        table.mergeCells(0, 2, len(signatures), 1)
        fill(table, 0, 2, ROOM + SEAL, Look(SMALL, ink="muted"), CENTER)
        for row, name in enumerate(signatures):
            fill(table, row, 0, f"\n{name}\n", Look(SMALL, bold=True), CENTER)
    for words in (content.form.note, CREDIT):
        if words:
            writer.paragraph(words, Look(11, ink="muted"), Setting(above=6))
