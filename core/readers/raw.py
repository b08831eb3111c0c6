"""What a reader hands on: blocks in reading order, not yet numbered, joined or cleaned (``assemble`` does that)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from core.document import Block, Revision, Text

CUT_OFF: Final = "文件可能不完整：它在中途断掉了，断掉的地方以后没有读到；请向提供者重新索取完整的文件再检查。"
"""The sentence about a file whose end is missing."""
TEXT_BOXES: Final = "文中有 {} 个文本框，框内文字不作为正文检查。"
"""The sentence about text boxes, whose number it takes."""
_QUOTED: Final = 16
"""So many characters of text that is hidden or struck through are quoted."""


def hidden_text(words: str, where: str = "在 Word 中") -> str:
    """The sentence about text that is there and not shown; ``where`` is where one can have it shown."""
    count = len("".join(words.split()))
    return f"文中有隐藏的文字（如“{words[:_QUOTED]}”，共 {count} 字），没有作为正文检查；请{where}显示后核对或删去。"


def struck_text(words: Sequence[str]) -> str:
    """The sentence about words that are struck through, by which a hand that corrects takes them out."""
    return f"文中有 {len(words)} 处画了删除线的文字（如“{words[0][:_QUOTED]}”），当作已经删去，没有检查。报送前请删去或恢复。"


def undrawn_fields(instructions: Sequence[str]) -> str:
    """The sentence about fields that show something which cannot be told."""
    some = instructions[0][: 2 * _QUOTED]
    return f"文中有 {len(instructions)} 处用域代码画出的文字（如“{some}”）读不出来，没有检查，请人工核对。"


@dataclass(frozen=True)
class Raw:
    """A file as one reader saw it.

    ``blocks`` are in reading order with ``index`` unset; a table is one grid per ``Table`` as the file has it (the rows of one
    ``w:tbl`` in a docx), repeated header rows still in place; in a PDF the parts on several pages are already put together. ``furniture`` holds page headers,
    footers and page numbers. ``notes`` are sentences for the user, ``revisions`` comments and tracked changes,
    ``boxes`` are what stands in text boxes, each with the number of blocks before it, ``machine_read`` the pages whose text was recognised
    in a picture, ``unread`` those of which nothing could be read.
    """

    blocks: tuple[Block, ...]
    furniture: tuple[Text, ...] = ()
    notes: tuple[str, ...] = ()
    page_count: int | None = None
    title: str = ""
    revisions: tuple[Revision, ...] = ()
    machine_read: tuple[int, ...] = ()
    unread: tuple[int, ...] = ()
    boxes: tuple[tuple[int, tuple[Block, ...]], ...] = ()

    def with_boxes(self) -> Raw:
        """As though what stands in text boxes were text of the body."""
        parts: list[Block] = []
        start = 0
        for end, held in self.boxes:
            parts += [*self.blocks[start:end], *held]
            start = end
        return replace(self, blocks=(*parts, *self.blocks[start:]), boxes=())
