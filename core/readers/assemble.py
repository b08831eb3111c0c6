"""From what a reader saw to a Document: the steps that every format shares.

In order: rows of tab-separated text become tables; boxes (tables that only frame text) become paragraphs; parts of one table
on several pages become one; header rows repeated after a page break go; paragraphs broken by a page or line end are rejoined;
paragraphs and tables are numbered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from core.document import Block, Cell, Document, Format, Paragraph, Table, Text
from core.readers.lines import Breaks, is_set_in
from core.readers.raw import Raw
from core.readers.rows import with_tabs
from core.text.fold import bare
from core.text.markers import marker_of

_MAX_HEADER_ROWS = 6
_LONGEST_LABEL = 40


def assemble(path: str, file_format: Format, raw: Raw) -> Document:
    """The Document of a file."""
    blocks: Iterable[Block] = (block for block in raw.blocks if not _is_empty(block))
    blocks = _unframed(_tables_from_rows(with_tabs(list(blocks))))
    blocks = _rejoined_paragraphs(list(_joined_tables(blocks)), file_format)
    numbered = tuple(_numbered(blocks))
    whole = Document(path, file_format, numbered, raw.furniture, raw.notes, raw.page_count, raw.title, raw.revisions)
    return replace(whole, machine_read=raw.machine_read, unread=raw.unread)


def _is_empty(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return not block.text.strip()
    return isinstance(block, Table) and not any(cell.text.strip() for cell in block.cells)


def _numbered(blocks: Iterable[Block]) -> Iterator[Block]:
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            told = block.heading, block.align, block.bold, block.generated, block.set_in, block.sheet
            yield Paragraph(block.content, paragraphs, *told)
            paragraphs += 1
        elif isinstance(block, Table):
            yield replace(block, index=tables)
            tables += 1
        else:
            yield block


# --- rows of text -------------------------------------------------------------------------------------------------


def _tables_from_rows(blocks: list[Block]) -> Iterator[Block]:
    at = 0
    while at < len(blocks):
        end = _rows_end(blocks, at)
        rows = [block for block in blocks[at:end] if isinstance(block, Paragraph)]
        if len(rows) >= 2 and any(_cells(row) >= 2 for row in rows):
            yield _table_of_rows([row.content for row in rows])
            at = end
        else:
            block = blocks[at]
            yield _without_tabs(block) if isinstance(block, Paragraph) else block
            at += 1


def _is_row(block: Block) -> bool:
    """A tab behind some text: tabs before it only indent."""
    return isinstance(block, Paragraph) and "\t" in block.text.lstrip()


def _cells(row: Paragraph) -> int:
    return sum(1 for part in row.text.split("\t") if part.strip())


def _is_lone_label(around: list[Block]) -> bool:
    """A short line between two rows of the same table, that is of the same width: a row whose blank cells were lost."""
    if len(around) != 3 or not all(isinstance(block, Paragraph) for block in around) or not _is_row(around[2]):
        return False
    before, line, after = (block.text for block in around if isinstance(block, Paragraph))
    return len(line) <= _LONGEST_LABEL and not line.rstrip().endswith("。") and before.count("\t") == after.count("\t")


def _rows_end(blocks: list[Block], start: int) -> int:
    """The end of the run of rows that starts at a block; a lone heading line between two rows belongs to them."""
    at = start
    while at < len(blocks):
        if not (_is_row(blocks[at]) or (at > start and _is_lone_label(blocks[at - 1 : at + 2]))):
            break
        at += 1
    return at


def _table_of_rows(rows: list[Text]) -> Table:
    cells: list[Cell] = []
    width = max(row.text.count("\t") for row in rows) + 1
    for number, row in enumerate(rows):
        parts = list(_split(row))
        parts += [Text("")] * (width - len(parts))
        cells += [Cell(number, column, part) for column, part in enumerate(parts)]
    return Table(tuple(cells), page=rows[0].page_at(0), of_lines=True)


def _split(row: Text) -> Iterator[Text]:
    start = 0
    for part in row.text.split("\t"):
        yield row.cut(start, start + len(part)).strip()
        start += len(part) + 1


def _without_tabs(block: Paragraph) -> Paragraph:
    """A tab in running text only moves it: at the ends it goes, inside it reads as a blank."""
    content = block.content.strip()
    if content is not block.content and is_set_in(block.text):
        block = replace(block, set_in=True)
    if "\t" in content.text:
        content = replace(content, text=content.text.replace("\t", " "))
    return block if content is block.content else replace(block, content=content)


# --- tables -------------------------------------------------------------------------------------------------------


def _unframed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Tables of a single column frame text: their lines are paragraphs."""
    for block in blocks:
        if isinstance(block, Table) and block.sheet is None and block.column_count <= 1:
            for cell in block.cells:
                yield from (Paragraph(line) for line in cell.content.lines())
        else:
            yield block


def _joined_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    last: Table | None = None
    for block in blocks:
        if isinstance(block, Table) and last is not None and _belongs_to(last, block):
            last = _join(last, block)
            continue
        if last is not None:
            yield _without_repeated_headers(last)
        last = block if isinstance(block, Table) else None
        if last is None:
            yield block
    if last is not None:
        yield _without_repeated_headers(last)


def _belongs_to(table: Table, part: Table) -> bool:
    """Whether a table is the next part of the one right before it, cut by a page break."""
    if table.sheet is not None or part.sheet is not None or table.column_count != part.column_count:
        return False
    if _row(table, 0) == _row(part, 0) or table.page != part.page:
        return True
    return part.page is None and not _opens_block(_row(part, 0))


def _begins_like(table: Table, number: int, text: str) -> bool:
    """Whether a row may be equal to one whose first cell holds a text: most are told apart by that cell."""
    cell = table.grid[number][0]
    return (bare(cell.text) if cell else "") == text


def _row(table: Table, number: int) -> tuple[str, ...]:
    if number >= table.row_count:
        return ()
    return tuple(bare(cell.text) if cell else "" for cell in table.grid[number])


def _join(table: Table, part: Table) -> Table:
    repeated = 0
    while repeated < _MAX_HEADER_ROWS and _is_header(_row(table, repeated)) and _row(part, repeated) == _row(table, repeated):
        repeated += 1
    part = _without_rows(part, set(range(repeated)))
    if table.row_count and part.row_count and _is_cut(table, part):
        return _joined_over_cut_row(table, part)
    return replace(table, cells=(*table.cells, *_moved(part.cells, table.row_count)))


def _moved(cells: Iterable[Cell], rows: int) -> Iterator[Cell]:
    return (Cell(cell.row + rows, cell.column, cell.content, cell.row_span, cell.column_span, cell.address) for cell in cells)


def _is_header(row: tuple[str, ...]) -> bool:
    """At least two different captions and no figure."""
    captions = {text for text in row if text}
    return len(captions) >= 2 and not any(text.replace(".", "").isdigit() for text in captions)


def _is_cut(table: Table, part: Table) -> bool:
    """A bracket opened in the last row and closed in the first row of the next part: a page break went through that row."""
    last, first = _row(table, table.row_count - 1), _row(part, 0)
    return any(a.count("(") > a.count(")") and b.count(")") > b.count("(") for a, b in zip(last, first, strict=True))


def _joined_over_cut_row(table: Table, part: Table) -> Table:
    last = table.row_count - 1
    cells = []
    for cell in table.cells:
        if cell.row + cell.row_span - 1 == last and (more := part.at(0, cell.column)) and more.text:
            cell = replace(cell, content=Text.join((cell.content, more.content)))  # noqa: PLW2901 - the cell goes on longer
        cells.append(cell)
    rest = _without_rows(part, {0})
    return replace(table, cells=(*cells, *_moved(rest.cells, table.row_count)))


def _without_repeated_headers(table: Table) -> Table:
    first = _row(table, 0)
    if table.sheet is not None or not _is_header(first):
        return table
    height = 1
    while height < _MAX_HEADER_ROWS and _is_header(_row(table, height)) and _row(table, height) != first:
        height += 1
    header = [_row(table, number) for number in range(height)]
    dropped: set[int] = set()
    for number in range(1, table.row_count):
        if _begins_like(table, number, first[0]) and _row(table, number) == first and not _opens_block(_row(table, number - 1)):
            same = 1
            while same < height and _row(table, number + same) == header[same]:
                same += 1
            dropped.update(range(number, number + same))
    return _without_rows(table, dropped) if dropped else table


def _opens_block(row: tuple[str, ...]) -> bool:
    """A caption over the whole width, or 第二十条第（五）项, opens a further block with a header of its own: no page break."""
    return len(set(row)) == 1 or bool(marker_of(row[0]))


def _without_rows(table: Table, dropped: set[int]) -> Table:
    if not dropped:
        return table
    kept = [0]
    for number in range(table.row_count):
        kept.append(kept[-1] + (number not in dropped))
    cells = []
    for cell in table.cells:
        row, end = kept[cell.row], kept[cell.row + cell.row_span]
        if row == cell.row and end - row == cell.row_span:
            cells.append(cell)
        elif end > row:
            cells.append(Cell(row, cell.column, cell.content, end - row, cell.column_span, cell.address))
    return replace(table, cells=tuple(cells))


# --- paragraphs ---------------------------------------------------------------------------------------------------


def _rejoined_paragraphs(blocks: Sequence[Block], file_format: Format) -> Iterator[Block]:
    breaks = Breaks(blocks, file_format)
    last: Block | None = None
    for number, block in enumerate(blocks):
        if isinstance(last, Paragraph) and isinstance(block, Paragraph) and breaks.continues(number, last):
            last = replace(last, content=Text.join((last.content, block.content), _separator(last.text, block.text)))
            continue
        if last is not None:
            yield last
        last = block
    if last is not None:
        yield last


def _separator(left: str, right: str) -> str:
    """Words of Latin letters are kept apart, Chinese text is not."""
    return " " if left[-1:].isascii() and left[-1:].isalpha() and right[:1].isascii() and right[:1].isalpha() else ""
