"""The list of findings on a page of A4: which columns stand on it, how wide they are, which way the page lies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.exports.content import Content, Entry

COLUMNS = ("序号", "级别", "位置", "问题", "修改建议")
FILL_IN = ("整改情况",)
WIDTHS = {"序号": 1.1, "级别": 1.5, "位置": 3.1, "原文": 2.8, "问题": 5.6, "规则": 2.8, "原因": 3.2, "依据": 3.2, "修改建议": 3.6}
"""Centimetres."""
FILL_IN_WIDTH = 2.1
WIDEST_UPRIGHT = 19.0
"""Columns that together want more than this lie better on a page turned sideways."""


@dataclass(frozen=True, slots=True)
class PageColumns:
    """The columns that the program fills, those filled in by hand, and the widths that all of them want."""

    columns: tuple[str, ...]
    fill_in: tuple[str, ...]
    widths: tuple[float, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All columns from left to right."""
        return (*self.columns, *self.fill_in)

    @property
    def sideways(self) -> bool:
        """Whether the page has to be turned."""
        return sum(self.widths) > WIDEST_UPRIGHT

    def details(self, entry: Entry) -> Iterator[str]:
        """What stands small under the problem: the words of the draft and the basis, where the list has columns for neither."""
        if not {"依据", "原文"} & set(self.columns):
            told = (("原文", entry.excerpt), ("依据", entry.finding.basis))
            yield from (f"{name}：{value}" for name, value in told if value.strip())


def page_columns(content: Content) -> PageColumns:
    """The columns as the office wants them, else those that fit on an upright page."""
    columns, fill_in = content.columns(COLUMNS), content.fill_in(FILL_IN)
    return PageColumns(columns, fill_in, (*(WIDTHS[name] for name in columns), *(FILL_IN_WIDTH for _ in fill_in)))
