"""A finding as plain text, for the clipboard."""

from __future__ import annotations

from core.findings import Finding


def as_text(finding: Finding, place: str, title: str = "") -> str:
    """Everything about a finding, one matter per line; ``title`` is the name of its rule."""
    lines = [f"【{finding.severity.label}】{finding.message}"]
    steps = "；".join(f"{step.name} {step.value}" for step in finding.arithmetic)
    named = (
        ("位置", place),
        ("原文", finding.excerpt),
        ("怎么算的", steps),
        ("怎么改", finding.suggestion),
        ("为什么", finding.reason),
        ("依据", finding.basis),
        ("规则", f"{title}（{finding.rule}）" if title else finding.rule),
    )
    return "\n".join([*lines, *(f"{name}：{text}" for name, text in named if text)])
