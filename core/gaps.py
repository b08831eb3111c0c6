"""Where the pages that could not be read leave a gap in a draft: what stands on its two sides does not follow on each other."""

from __future__ import annotations

from core.document import Block, Document, Paragraph, Table
from core.place import InCell, Missing, Place


def gap_between(document: Document, above: int | None, below: int | None) -> bool:
    """Whether an unread page lies between two blocks, given by their positions; None is the begin or the end of the draft."""
    if not document.unread:
        return False
    last = _last_page_until(document, above) if above is not None else 0
    first = _first_page_from(document, below) if below is not None else max(document.unread) + 1
    return any(last < page < first for page in document.unread)


def is_beside_gap(document: Document, paragraph: Paragraph) -> bool:
    """Whether a paragraph may begin or go on on a page that was not read."""
    if not document.unread:
        return False
    position = document.position(paragraph)
    end = position + 1 if position + 1 < len(document.blocks) else None
    return gap_between(document, position - 1 if position else None, position) or gap_between(document, position, end)


def may_be_unread(place: Place, document: Document, chapters: tuple[int, ...]) -> bool:
    """Whether what is missing may stand on a page of which nothing could be read: one of its chapter, or the next.

    ``chapters`` are the positions of the chapters' headings.
    """
    if not isinstance(place, Missing) or not document.unread:
        return False
    if place.after_block is None:
        return True
    # What belongs to no chapter that is there may stand anywhere before.
    headings = chapters if place.section else ()
    heading = max((position for position in headings if position <= place.after_block), default=None)
    first = _first_page_from(document, heading) if heading is not None else 1
    last = max(_last_page_until(document, place.after_block), 1)
    return any(first <= page <= last + 1 for page in document.unread)


def may_be_torn(place: Place, document: Document) -> bool:
    """Whether a cell's row may begin or go on on a page that was not read: the first one behind it, or the last one before it."""
    if not isinstance(place, InCell) or not document.unread:
        return False
    table = document.tables[place.table]
    rows = [(cell.row, cell.page) for cell in table.cells if cell.page is not None and cell.text.strip()]
    page = next((page for row, page in rows if row == place.row), table.page)
    cell = table.at(place.row, place.column)
    end = place.row + (cell.row_span if cell else 1)
    there = [row for row, other in rows if other == page]
    if page is None or not there:
        return False
    return (page - 1 in document.unread and place.row <= min(there)) or (page + 1 in document.unread and end > max(there))


def _first_page_from(document: Document, position: int) -> int:
    """The page on which the first block from a position begins that has one."""
    pages = (_pages(block)[0] for block in document.blocks[position:])
    return next((page for page in pages if page is not None), max(document.unread) + 1)


def _last_page_until(document: Document, position: int) -> int:
    """The page on which the last block up to a position ends that has one."""
    pages = (_pages(block)[1] for block in reversed(document.blocks[: position + 1]))
    return next((page for page in pages if page is not None), 0)


def _pages(block: Block) -> tuple[int | None, int | None]:
    """The pages on which a block begins and ends; a picture stands for the page that it fills, which tells nothing."""
    if isinstance(block, Paragraph):
        return block.content.page_at(0), block.content.page_at(len(block.content))
    if isinstance(block, Table):
        pages = [page for cell in block.cells if (page := cell.page) is not None]
        return (min(pages), max(pages)) if pages else (block.page, block.page)
    return None, None
