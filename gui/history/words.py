"""What is said of a past check."""

from __future__ import annotations

from core.history import Counts


def verdict_words(counts: Counts) -> tuple[str, str]:
    """A verdict in few words, and the role (colour) of the pill that says it."""
    if counts.errors:
        return f"{counts.errors} 处错误", "pill-error"
    if counts.unchecked:
        return f"{counts.unchecked} 项未能检查", "pill-warning"
    if counts.warnings:
        return f"{counts.warnings} 处提醒", "pill-warning"
    return "可以报送", "pill-ok"
