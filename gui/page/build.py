"""From a result to the items of the sheet."""

from __future__ import annotations

from core.document import Block, Paragraph, Table
from core.exports.headings import TITLE, level_of, title_blocks
from core.exports.marked import TOP
from core.findings import Result
from gui.page.items import Item
from gui.page.marks import Mark, marks_by_block, notes_by_gap
from gui.page.note import NoteItem, PictureItem
from gui.page.paragraph import ParagraphItem
from gui.page.table import TableItem


def build(result: Result) -> list[Item]:
    """One item per block, and one per missing thing, in reading order."""
    blocks = result.document.blocks
    marks, notes = marks_by_block(result), notes_by_gap(result)
    titles = title_blocks(blocks, result.title)
    items: list[Item] = [NoteItem(number, result.findings[number]) for number in notes.get(TOP, ())]
    for position, block in enumerate(blocks):
        item = _item(block, marks.get(position, []), position in titles)
        item.block = position
        items.append(item)
        items.extend(NoteItem(number, result.findings[number]) for number in notes.get(position, ()))
    _carry_pages(items)
    return items


def _carry_pages(items: list[Item]) -> None:
    """What has no page of its own stands on the page of what is above it."""
    page: int | None = None
    for item in items:
        item.page = page = item.page or page


def _item(block: Block, marks: list[Mark], is_title: bool) -> Item:
    if isinstance(block, Paragraph):
        return ParagraphItem(block, TITLE if is_title else level_of(block), marks)
    if isinstance(block, Table):
        return TableItem(block, marks)
    return PictureItem(block)
