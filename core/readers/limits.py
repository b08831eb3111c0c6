"""How large a draft may be that has been unpacked; a report has a hundredth of it. What is larger would take minutes to check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from core.document import Block, Paragraph, Table
from core.errors import ReadError

MAX_PARAGRAPHS: Final = 50_000
"""A draft of 500 pages has about 10 000."""
MAX_CHARACTERS: Final = 3_000_000
"""Of all paragraphs and cells; 500 full pages of Chinese have 400 000."""
MAX_CELLS: Final = 200_000
"""An official form has a few hundred."""

_ONLY: Final = "请只保留年度报告本身再检查。"
TOO_MANY_PARAGRAPHS: Final = f"文件超过 {MAX_PARAGRAPHS // 10_000} 万段，不像是一份年度报告，没有检查。{_ONLY}"
TOO_MANY_CHARACTERS: Final = f"文件超过 {MAX_CHARACTERS // 10_000} 万字，不像是一份年度报告，没有检查。{_ONLY}"
TOO_MANY_CELLS: Final = f"文件中的表格超过 {MAX_CELLS // 10_000} 万格，不像是年度报告的统计表，没有检查。{_ONLY}"


def limited(blocks: Iterable[Block]) -> Iterator[Block]:
    """The same blocks. Raises ReadError with a sentence as soon as they are more than any report has."""
    paragraphs = characters = cells = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            paragraphs += 1
            characters += len(block.text)
        elif isinstance(block, Table):
            cells += len(block.cells)
            characters += sum(len(cell.text) for cell in block.cells)
        if paragraphs > MAX_PARAGRAPHS:
            raise ReadError(TOO_MANY_PARAGRAPHS)
        if cells > MAX_CELLS:
            raise ReadError(TOO_MANY_CELLS)
        if characters > MAX_CHARACTERS:
            raise ReadError(TOO_MANY_CHARACTERS)
        yield block
