"""How wide the columns of a table become: wide ones for much text, so that the table stays low."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROUNDS = 50


@dataclass(frozen=True, slots=True)
class Need:
    """What a column asks for: the least that its words bear, what sets every cell on one line, and how much text it holds."""

    least: float
    natural: float
    volume: float


def share(needs: Sequence[Need], available: float) -> list[float]:
    """Column widths that add up to the available width."""
    if not needs:
        return []
    if sum(need.least for need in needs) >= available:
        total = sum(need.least for need in needs)
        return [need.least * available / total for need in needs]
    natural = [max(need.least, need.natural) for need in needs]
    if sum(natural) <= available:
        return _widened(natural, available)
    return _balanced(needs, available)


def _widened(natural: list[float], available: float) -> list[float]:
    """Spare room goes to all columns, a little more to the wide ones."""
    spare = available - sum(natural)
    root = [width**0.5 for width in natural]
    return [width + spare * part / sum(root) for width, part in zip(natural, root, strict=True)]


def _balanced(needs: Sequence[Need], available: float) -> list[float]:
    """Widths in proportion to the root of the volume, within least and natural.

    The height that a column causes is about its volume divided by its width; the sum of these is least for such widths.
    """

    def widths(scale: float) -> list[float]:
        return [min(max(need.least, scale * need.volume**0.5), max(need.least, need.natural)) for need in needs]

    low, high = 0.0, available * 10
    for _ in range(ROUNDS):
        middle = (low + high) / 2
        if sum(widths(middle)) > available:
            high = middle
        else:
            low = middle
    found = widths(low)
    rest = available - sum(found)
    return [width + rest / len(found) for width in found]
