"""How wide the columns of a table become: enough for each, the rest by need."""

from __future__ import annotations

from collections.abc import Sequence

NARROWEST = 34.0


def share(wanted: Sequence[float], available: float) -> list[float]:
    """Column widths that add up to the available width, near to the widths wanted.

    Narrow columns get what they want; the wide ones share what is left in proportion to their needs.
    """
    needs = [max(NARROWEST, width) for width in wanted]
    total = sum(needs)
    if not needs:
        return []
    if total <= available:
        return [width * available / total for width in needs] if total < available * 0.6 else _widened(needs, available)
    return _narrowed(needs, available)


def _widened(needs: list[float], available: float) -> list[float]:
    """Spare room goes to all columns alike, a little more to the wide ones."""
    spare = available - sum(needs)
    root = [width**0.5 for width in needs]
    return [width + spare * part / sum(root) for width, part in zip(needs, root, strict=True)]


def _narrowed(needs: list[float], available: float) -> list[float]:
    """Columns wider than a common limit are cut down to it; the limit is what makes them fit."""
    low, high = 0.0, max(needs)
    for _ in range(40):
        limit = (low + high) / 2
        if sum(min(width, limit) for width in needs) > available:
            high = limit
        else:
            low = limit
    cut = [min(width, low) for width in needs]
    return [width * available / sum(cut) for width in cut]
