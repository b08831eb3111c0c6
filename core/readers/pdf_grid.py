"""The cells between ruling lines, found by pdfplumber's table finder."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from core.document import Box
from core.readers.pdf_glyphs import PageContent, Rule

MAX_RULES = 20_000
"""So many ruling lines are looked at on a page; what has more is a drawing, and finding cells in it would take minutes."""


def cells_of(content: PageContent) -> list[list[Box]]:
    """The cells of each table and box on a page as it is read, from top to bottom."""
    if len(content.rules) > MAX_RULES:
        return []
    # loaded only where there are lines: it brings all of pdfminer
    from pdfplumber.table import TableFinder  # noqa: PLC0415

    page: Any = SimpleNamespace(edges=[_edge(rule) for rule in content.rules], bbox=(0.0, 0.0, content.width, content.height))
    finder = TableFinder(page)
    tables = [list(table.cells) for table in finder.tables]
    in_tables = {cell for cells in tables for cell in cells}
    alone = [[cell] for cell in finder.cells if cell not in in_tables]
    return sorted([*tables, *alone], key=lambda cells: min((top, left) for left, top, _, _ in cells))


def _edge(rule: Rule) -> dict[str, Any]:
    """A rule as pdfplumber has it."""
    x0, top, x1, bottom = rule.box
    return {
        "object_type": "line",
        "orientation": "h" if rule.across else "v",
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "doctop": top,
        "width": x1 - x0,
        "height": bottom - top,
    }
