"""Times as people say them."""

from __future__ import annotations

from datetime import datetime, timedelta


def said(moment: str, now: datetime | None = None) -> str:
    """今天 10:42, 昨天 09:15, 11月20日 16:00, 2025年11月20日; a text that is no time is given back as it is."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    today = (now or datetime.now()).date()
    clock = then.strftime("%H:%M")
    if then.date() == today:
        return f"今天 {clock}"
    if then.date() == today - timedelta(days=1):
        return f"昨天 {clock}"
    if then.year == today.year:
        return f"{then.month}月{then.day}日 {clock}"
    return f"{then.year}年{then.month}月{then.day}日"


def exact(moment: str) -> str:
    """2026年11月25日 10:42:07."""
    try:
        then = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{then.year}年{then.month}月{then.day}日 {then:%H:%M:%S}"
