"""What a reader hands on: blocks in reading order, not yet numbered, joined or cleaned (``assemble`` does that)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from core.document import Block, Revision, Text

CUT_OFF: Final = "文件可能不完整：它在中途断掉了，断掉的地方以后没有读到；请向提供者重新索取完整的文件再检查。"
"""The sentence about a file whose end is missing."""


@dataclass(frozen=True)
class Raw:
    """A file as one reader saw it.

    ``blocks`` are in reading order with ``index`` unset; a table is one grid per ``Table`` as the file has it (the rows of one
    ``w:tbl`` in a docx), repeated header rows still in place; in a PDF the parts on several pages are already put together. ``furniture`` holds page headers,
    footers and page numbers. ``notes`` are sentences for the user, ``revisions`` comments and tracked changes,
    ``machine_read`` the pages whose text was recognised in a picture, ``unread`` those of which nothing could be read.
    """

    blocks: tuple[Block, ...]
    furniture: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    page_count: int | None = None
    title: str = ""
    revisions: tuple[Revision, ...] = ()
    machine_read: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
