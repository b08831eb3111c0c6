"""Names of cells in a workbook, as its program shows them: A1."""

from __future__ import annotations

Position = tuple[int, int]
"""Row and column of a sheet, 0-based."""


def column_name(column: int) -> str:
    """A, B … Z, AA …"""
    name, number = "", column + 1
    while number > 0:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(where: Position) -> str:
    """A position in A1 style."""
    return f"{column_name(where[1])}{where[0] + 1}"
