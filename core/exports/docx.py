"""The checklist as a document for signature and seal, on A4: verdict, facts, list of problems, lines to sign."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from core.exports.content import CREDIT, Content, Entry, cells_of
from core.exports.docx_style import (
    GREY,
    SMALL,
    Look,
    add_paragraph,
    add_table,
    fill_cell,
    keep_together,
    new_document,
    page_width,
    shade,
    widths_of,
)
from core.exports.page_columns import PageColumns, page_columns
from core.exports.width import clip, visible
from core.findings import Result, Severity, Verdict

if TYPE_CHECKING:
    from docx.document import Document

LONGEST_FACT = 600
_TINTS = {Severity.ERROR: "FDE8E5", Severity.WARNING: "FDF1D8", Severity.INFO: "E6EEF9"}
_INKS = {Severity.ERROR: "B3231B", Severity.WARNING: "8F5600", Severity.INFO: "2B5590"}
_WAIVED_TINT, _HEAD_TINT = "ECECEC", "DCE6EA"
_READY, _WRONG, _STUCK = ("0B6B35", "E3F4E8"), ("B3261E", "FDE3E0"), ("8A5A00", "FFF1CC")
SEAL = "（盖章）"


def document_bytes(result: Result) -> bytes:
    """The checklist as the bytes of a docx file."""
    content = Content(result)
    columns = page_columns(content)
    document = new_document(content.form.title, content.heading, sideways=columns.sideways)
    _head(document, content)
    add_paragraph(document, f"问题清单（{len(content.entries)}处）", Look(bold=True, size=13), before=14, stays=True)
    if content.entries:
        _list(document, content, columns)
    else:
        add_paragraph(document, content.nothing_found("未能检查"), Look())
    _sign(document, content)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _head(document: Document, content: Content) -> None:
    """Title, verdict, facts."""
    add_paragraph(document, content.form.title, Look(bold=True, size=18, font="黑体"), align="center", after=8)
    ink, tint = _colours(content.result.verdict)
    verdict = add_table(document, 1, [page_width(document)])
    fill_cell(
        verdict.cell(0, 0), content.result.verdict.sentence, Look(bold=True, size=18, ink=ink, font="黑体"), align="center", pad=6
    )
    shade(verdict.cell(0, 0), tint)
    add_paragraph(document, "", Look(size=4))
    facts = list(content.facts())
    table = add_table(document, len(facts), widths_of(document, [2.6, 15.0]))
    for row, (name, value) in zip(table.rows, facts, strict=True):
        keep_together(row)
        fill_cell(row.cells[0], name, Look(bold=True), align="center")
        fill_cell(row.cells[1], clip(value, LONGEST_FACT), Look())


def _colours(verdict: Verdict) -> tuple[str, str]:
    if verdict.ready:
        return _READY
    return _WRONG if verdict.errors else _STUCK


def _list(document: Document, content: Content, columns: PageColumns) -> None:
    table = add_table(document, 1 + len(content.entries), widths_of(document, columns.widths), header=True)
    for cell, name in zip(table.rows[0].cells, columns.names, strict=True):
        fill_cell(cell, name, Look(bold=True, size=SMALL), align="center")
        shade(cell, _HEAD_TINT)
    # A table's rows are looked up anew at each access, which would be quadratic.
    for row, entry in zip(list(table.rows)[1:], content.entries, strict=True):
        keep_together(row)
        values = cells_of(entry, columns.columns, columns.fill_in)
        for cell, name, value in zip(row.cells, columns.names, values, strict=True):
            _cell(cell, name, str(value), entry)
            for told in columns.details(entry) if name == "问题" else ():
                add_paragraph(cell, told, Look(size=SMALL - 1.5, ink=GREY), after=1.5)


def _cell(cell: Any, name: str, value: str, entry: Entry) -> None:  # noqa: ANN401 - python-docx has no types
    if name == "级别":
        word = f"{entry.mark}{entry.severity.label}" + ("\n（已忽略）" if entry.waived else "")
        fill_cell(cell, word, Look(size=SMALL, ink=GREY if entry.waived else _INKS[entry.severity]), align="center")
        shade(cell, _WAIVED_TINT if entry.waived else _TINTS[entry.severity])
        return
    ink = GREY if entry.waived and name not in ("序号", "整改情况") else ""
    fill_cell(cell, value, Look(size=SMALL, ink=ink), align="center" if name == "序号" else "left")


def _sign(document: Document, content: Content) -> None:
    """Lines to sign and room for a seal, together on one page."""
    signatures = content.form.signatures
    add_paragraph(document, "", Look(size=8), stays=True)
    if signatures:
        table = add_table(document, len(signatures), widths_of(document, [2.6, 6.2, 8.8]))
        for row, name in zip(table.rows, signatures, strict=True):
            keep_together(row, with_next=True, tall=1.15)
            fill_cell(row.cells[0], name, Look(bold=True), align="center", middle=True)
            fill_cell(row.cells[1], "", Look())
        seal = table.cell(0, 2).merge(table.cell(len(signatures) - 1, 2))
        fill_cell(seal, SEAL, Look(ink=GREY), align="center", middle=True)
    for words in (content.form.note, CREDIT):
        if words:
            add_paragraph(document, visible(words), Look(size=SMALL - 1, ink=GREY), before=4)
