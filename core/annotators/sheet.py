"""A marked copy of a workbook: cells coloured and commented in the parts of the file, charts and pictures as they were."""

from __future__ import annotations

from pathlib import Path

from core.annotators.package import Copy
from core.annotators.sheet_comments import Notes
from core.annotators.sheet_parts import Fills, Workbook
from core.annotators.words import SIGNED, marked, note, summary
from core.document import Document, Paragraph, Picture, Table
from core.findings import Finding, LocationKind, Result, Severity
from core.readers.package import sentences

COLOURS = {Severity.ERROR: "FFC7CE", Severity.WARNING: "FFEB9C", Severity.INFO: "DDEBF7"}
Place = tuple[str, str]
"""Sheet and address."""


def mark(path: Path, result: Result) -> bytes:
    """The marked copy of the workbook at ``path``. Raises WriteError when it is not what was checked."""
    with sentences(), Copy(path) as package:
        workbook = Workbook(package)
        found = [(finding, _place(finding, result.document)) for finding in marked(result)]
        fills = Fills(workbook)
        for finding, place in sorted(found, key=lambda each: each[0].severity.weight):
            if finding.location.kind is not LocationKind.DOCUMENT:
                fills.paint(workbook.sheet(place[0]).cell(place[1]), COLOURS[finding.severity])
        texts: dict[Place, list[str]] = {_first(result.document): summary(result, (SIGNED,) if package.signed else ())}
        for finding, place in found:
            texts.setdefault(place, []).extend(note(finding))
        notes = Notes(workbook)
        for (sheet, address), lines in texts.items():
            notes.add(workbook.sheet(sheet), address, lines)
        notes.save()
        fills.save()
        workbook.save()
        return package.to_bytes()


def _place(finding: Finding, document: Document) -> Place:
    """The cell of a finding; what is missing is told at the last row before it, else at the first cell."""
    where = finding.location
    if where.kind is LocationKind.CELL and where.table is not None:
        return _cell(document.tables[where.table], where.row or 0, where.column or 0)
    if where.kind is LocationKind.TEXT and where.paragraph is not None:
        return _corner(document.paragraphs[where.paragraph], where.start or 0)
    if where.after_block is not None:
        before = [block for block in document.blocks[: where.after_block + 1] if not isinstance(block, Picture)]
        if before:
            return _last_row(before[-1])
    return _first(document)


def _first(document: Document) -> Place:
    return next(_corner(block) for block in document.blocks if not isinstance(block, Picture))


def _last_row(block: Table | Paragraph) -> Place:
    return _cell(block, block.row_count - 1, 0) if isinstance(block, Table) else _corner(block)


def _corner(block: Table | Paragraph, start: int = 0) -> Place:
    return _cell(block, 0, 0) if isinstance(block, Table) else (block.sheet or "", block.cell_at(start) or "A1")


def _cell(table: Table, row: int, column: int) -> Place:
    cell = table.at(row, column)
    return table.sheet or "", (cell.address if cell else None) or "A1"
