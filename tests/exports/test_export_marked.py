"""The marked draft before any format: pieces of paragraphs, cells, notes where something is missing."""

from __future__ import annotations

from dataclasses import replace

from core.document import Block, Cell, Document, Format, Paragraph, Picture, Table, Text
from core.exports.content import Content
from core.exports.marked import Marked, MarkedParagraph, MarkedPicture, MarkedTable, MissingNote, Piece, marked
from core.findings import Finding, Location, LocationKind, Result, Severity, Waiver
from tests.exports import export_data


def result_of(blocks: list[Block], *findings: Finding) -> Result:
    return replace(
        export_data.result(),
        document=Document("a.docx", Format.DOCX, tuple(blocks)),
        findings=findings,
        title=None,
    )


def shown(result: Result) -> list[Marked]:
    return list(marked(result, Content(result).entries))


def paragraph(text: str, number: int = 0) -> Paragraph:
    return Paragraph(Text.at(text), number)


def at(start: int, end: int, severity: Severity = Severity.ERROR, message: str = "", waived: bool = False) -> Finding:
    place = Location(LocationKind.TEXT, paragraph=0, start=start, end=end)
    return Finding("a.b", severity, message, place, waived=Waiver("已核实", "2019-02-22") if waived else None)


def told(piece: Piece) -> tuple[str, list[int], list[int]]:
    return piece.text, [entry.number for entry in piece.entries], [entry.number for entry in piece.ending]


def pieces_of(text: str, *findings: Finding) -> list[tuple[str, list[int], list[int]]]:
    (block,) = shown(result_of([paragraph(text)], *findings))
    assert isinstance(block, MarkedParagraph)
    assert "".join(piece.text for piece in block.pieces) == text
    return [told(piece) for piece in block.pieces]


def test_a_mark_cuts_the_text_at_its_characters() -> None:
    assert pieces_of("甲乙𠮷丁戊", at(1, 3)) == [("甲", [], []), ("乙𠮷", [1], [1]), ("丁戊", [], [])]


def test_a_text_without_marks_is_one_piece() -> None:
    assert pieces_of("甲乙丙") == [("甲乙丙", [], [])]


def test_overlapping_marks_show_both_and_the_graver_first() -> None:
    found = pieces_of("甲乙丙丁戊", at(0, 3, Severity.INFO), at(2, 4))
    assert found == [("甲乙", [1], []), ("丙", [2, 1], [1]), ("丁", [2], [2]), ("戊", [], [])]


def test_a_dismissed_mark_yields_to_every_open_one() -> None:
    found = pieces_of("甲乙", at(0, 2, waived=True), at(0, 2, Severity.INFO))
    assert found == [("甲乙", [2, 1], [2, 1])]


def test_a_mark_of_no_length_or_beyond_the_end_still_shows() -> None:
    assert pieces_of("甲乙", at(1, 1)) == [("甲", [], []), ("乙", [1], [1])]
    assert pieces_of("甲乙", at(2, 2)) == [("甲", [], []), ("乙", [1], [1])]
    assert pieces_of("甲乙", at(0, 99)) == [("甲乙", [1], [1])]
    assert pieces_of("", at(0, 0)) == [("", [], [1])]


def test_a_compared_place_is_no_mark() -> None:
    compared = replace(at(0, 1), related=(Location(LocationKind.TEXT, paragraph=0, start=2, end=3),))
    (block,) = shown(result_of([paragraph("甲乙丙")], compared))
    assert isinstance(block, MarkedParagraph)
    assert [(told(piece), [entry.number for entry in piece.compared]) for piece in block.pieces] == [
        (("甲", [1], [1]), []),
        (("乙", [], []), []),
        (("丙", [], []), [1]),
    ]


def table(*cells: Cell) -> Table:
    return Table(cells, 0)


def test_every_cell_stands_once_and_gaps_are_filled() -> None:
    cells = (Cell(0, 0, Text("并"), 1, 2), Cell(1, 0, Text("甲"), 2, 1), Cell(1, 1, Text("乙")))
    place = Location(LocationKind.CELL, table=0, row=2, column=0)
    gap = Location(LocationKind.CELL, table=0, row=2, column=1)
    findings = (Finding("a.b", Severity.ERROR, "", place), Finding("a.b", Severity.INFO, "", gap))
    (block,) = shown(result_of([table(*cells)], *findings))
    assert isinstance(block, MarkedTable)
    laid = [[(cell.piece.text, cell.row_span, cell.column_span, len(cell.piece.entries)) for cell in row] for row in block.rows]
    assert laid == [[("并", 1, 2, 0)], [("甲", 2, 1, 1), ("乙", 1, 1, 0)], [("", 1, 1, 1)]]
    assert block.columns == 2


def header_of(*cells: Cell) -> int:
    (block,) = shown(result_of([table(*cells)]))
    assert isinstance(block, MarkedTable)
    return block.header


def rows(first: int, count: int) -> list[Cell]:
    return [Cell(row, column, Text("1")) for row in range(first, first + count) for column in range(2)]


def test_the_header_is_what_spans_the_first_row() -> None:
    assert header_of(*rows(0, 4)) == 1
    title = Cell(0, 0, Text("统计表"), column_span=2)
    assert header_of(title, *rows(1, 5)) == 2
    spanning = (Cell(0, 0, Text("指标"), row_span=2), Cell(0, 1, Text("数")), Cell(1, 1, Text("件")))
    assert header_of(*spanning, *rows(2, 4)) == 2


def test_a_table_that_is_all_header_has_none() -> None:
    assert header_of(*rows(0, 1)) == 0
    assert header_of(Cell(0, 0, Text("甲"), row_span=8), *[Cell(row, 1, Text("1")) for row in range(8)]) == 0


def missing(after: int | None, label: str | None = None) -> Finding:
    return Finding("a.b", Severity.WARNING, str(after), Location(LocationKind.DOCUMENT, after_block=after, label=label))


def test_missing_things_stand_where_they_should_be() -> None:
    blocks: list[Block] = [paragraph("甲"), Picture(description="表三"), paragraph("乙", 1)]
    found = shown(result_of(blocks, missing(None), missing(0), missing(2), missing(None, "成文日期")))
    kinds = [block.entry.finding.message if isinstance(block, MissingNote) else type(block).__name__ for block in found]
    assert kinds == ["None", "MarkedParagraph", "0", "MarkedPicture", "MarkedParagraph", "2", "None"]
    assert isinstance(found[3], MarkedPicture)
    assert found[3].words == "图片：表三"


def test_a_gap_beyond_the_end_is_the_end() -> None:
    found = shown(result_of([paragraph("甲")], missing(99)))
    assert [type(block) for block in found] == [MarkedParagraph, MissingNote]


def test_a_place_that_the_document_lacks_is_shown_at_the_top_and_not_lost() -> None:
    lost = Finding("a.b", Severity.ERROR, "不对", Location(LocationKind.TEXT, paragraph=7, start=0, end=1))
    found = shown(result_of([paragraph("甲")], lost))
    assert isinstance(found[0], MissingNote)


def test_headings_and_title_have_their_levels() -> None:
    levels = [block.level for block in shown(export_data.result()) if isinstance(block, MarkedParagraph)]
    assert levels == [0, None, 1, None, 1, None]
