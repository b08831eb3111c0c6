"""What a finding owes to the reading and not to the author: pages that were not read, recognised text, damaged copies."""

from __future__ import annotations

from collections.abc import Iterator

from core.document import Document, GridBy
from core.findings import Location, LocationKind
from core.readers.damage import is_touched

UNREAD_REST = "第 {} 页没有读出，那里的内容没有核对。请换用可以选中文字的版本，或人工核对这几页。"
"""Why a draft in which nothing is wrong is not said to be in order."""
MACHINE_READ = "（这里是机器识别的文字，请先对照原件）"
"""Said with a finding in text that was recognised in a picture."""
UNREAD = "第 {} 页没有读出，要找的内容可能在那里，这一项未能检查。请换用可以选中文字的版本，或人工核对。"
"""Why something that was not found is not said to be missing."""
IN_BOX = "文中有文本框，框内的文字不作为正文检查；这一项要找的内容可能在框内，未能检查。请把这些内容移到正文里，或人工核对。"
"""Why something is not said to be missing that stands in a text box."""
GUESSED_TABLE = "（这张表没有画全框线，行和列是按文字位置推断的，请先对照原件）"
"""Said with a finding in a table whose rows and columns are a guess."""
DAMAGED_COPY = "（这份副本在此处有损坏，不一定是原文的错）"
"""Said with a finding where a copy lost something."""


def cautions(where: Location, document: Document) -> Iterator[tuple[str, str]]:
    """Why a finding may be due to the reading or the copy and not to the author; what is missing may have stood there too."""
    missing = where.kind is LocationKind.DOCUMENT
    if document.machine_read and (missing or where.page in document.machine_read):
        yield "machine_read", MACHINE_READ
    if where.table is not None and document.tables[where.table].grid_by is not GridBy.FILE:
        yield "guessed_table", GUESSED_TABLE
    if document.damage and (missing or is_touched(_whole_text(where, document), document.damage)):
        yield "damaged_copy", DAMAGED_COPY


def _whole_text(where: Location, document: Document) -> str:
    """The paragraph or cell of a place."""
    if where.paragraph is not None:
        return document.paragraphs[where.paragraph].text
    cell = document.tables[where.table].at(where.row or 0, where.column or 0) if where.table is not None else None
    return cell.text if cell else ""
