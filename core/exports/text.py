"""The result of a check for people at a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from core.exports.content import MARKS, STUCK
from core.exports.places import Places, edition_label
from core.exports.width import clip, display_width, one_line, pad, visible, wrap
from core.findings import ChecklistRow, Finding, LocationKind, Result, Severity

NARROWEST = 40
LONGEST_EXCERPT = 80
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_GREEN, _RED, _BOLD, _DIM = "1;32", "1;31", "1", "2"
_INDENT = 4


class _Painter:
    """Colours text when asked to, and knows how wide a line may be."""

    def __init__(self, color: bool, width: int) -> None:
        self.color = color
        self.width = max(width, NARROWEST)

    def paint(self, text: str, code: str) -> str:
        """The text in a colour, or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.color and text else text

    def field(self, name: str, value: str, indent: int = _INDENT) -> Iterator[str]:
        """A named value, its further lines set under the first."""
        lead = " " * indent + pad(name, display_width(name) + 2)
        hanging = display_width(lead)
        for number, line in enumerate(wrap(visible(value).strip(), self.width - hanging)):
            yield (lead if number == 0 else " " * hanging) + line.rstrip()


def to_text(result: Result, color: bool, width: int) -> str:
    """The whole result in lines of at most ``width`` columns; the verdict stands first and last."""
    painter = _Painter(color, width)
    verdict = painter.paint(result.verdict.sentence, _GREEN if result.verdict.ready else _RED)
    lines = [verdict, *_head(result, painter), ""]
    places = Places(result.document)
    for section, findings in places.by_section(result.findings).items():
        lines += [*_section(section, findings, places, painter), ""]
    unchecked = list(_unchecked(result, painter))
    lines += [*unchecked, ""] if unchecked else []
    return "\n".join([*lines, verdict]) + "\n"


def _head(result: Result, painter: _Painter) -> Iterator[str]:
    """What was checked, and how much was found."""
    yield from painter.field("文件", one_line(PurePath(result.path).name), 0)
    yield from painter.field("单位", result.unit or "未能判断", 0)
    yield from painter.field("年度", f"{result.year}年" if result.year else "未能判断", 0)
    yield from painter.field("格式", edition_label(result.edition), 0)
    counts = [f"{severity.label} {result.count(severity)} 处" for severity in Severity]
    waived = sum(1 for finding in result.findings if finding.waived)
    counts += [f"已忽略 {waived} 处"] if waived else []
    yield from painter.field("结果", "，".join(counts), 0)
    for note in (*result.document.notes, *result.notes):
        yield from painter.field("说明", note, 0)


def _section(section: str, findings: list[Finding], places: Places, painter: _Painter) -> Iterator[str]:
    title = one_line(section)
    yield from (painter.paint(line.rstrip(), _BOLD) for line in wrap(f"{title}（{len(findings)}处）", painter.width))
    together: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        together.setdefault(_gap(finding), []).append(finding)
    for alike in together.values():
        yield from _findings(alike, places, painter)


def _gap(finding: Finding) -> tuple[object, ...]:
    """What pieces of information have in common that are said in one: by one rule, of things missing in one place."""
    where = finding.location
    if finding.severity is not Severity.INFO or where.kind is not LocationKind.DOCUMENT or finding.waived:
        return (id(finding),)
    return finding.rule, finding.basis, where.section, where.after_block


def _findings(findings: list[Finding], places: Places, painter: _Painter) -> Iterator[str]:
    finding = findings[0]
    head = f"{MARKS[finding.severity]} {finding.severity.label}"
    state = "（已忽略）" if finding.waived else ""
    names = "、".join(dict.fromkeys(one_line(places.label(each.location)) for each in findings))
    lines = list(painter.field(head, f"{names}{state}", 2))
    colour = _DIM if finding.waived else _COLOURS[finding.severity]
    yield lines[0].replace(head, painter.paint(head, colour), 1)
    yield from lines[1:]
    yield from painter.field("问题", "；".join(each.message for each in findings))
    if finding.excerpt.strip():
        yield from painter.field("原文", clip(one_line(finding.excerpt), LONGEST_EXCERPT))
    if finding.basis:
        yield from painter.field("依据", finding.basis)
    if advice := "".join(dict.fromkeys(each.suggestion for each in findings if each.suggestion)):
        yield from painter.field("建议", advice)
    if finding.waived:
        yield from painter.field("忽略", f"{finding.waived.reason}（{finding.waived.when}）")
    yield from (painter.paint(line, _DIM) for line in painter.field("规则", finding.rule))


def _unchecked(result: Result, painter: _Painter) -> Iterator[str]:
    """The rules that could not be applied, with the reasons."""
    rows = [row for row in result.checklist if row.status in STUCK]
    if rows:
        yield painter.paint(f"未能检查（{len(rows)}项）", _BOLD)
    reasons: dict[str, list[str]] = {}
    for row in rows:
        reasons.setdefault(_reason(row), []).append(row.title or row.rule)
    for reason, titles in reasons.items():
        yield from painter.field("▲", f"{'、'.join(titles)}：{reason}", 2)


def _reason(row: ChecklistRow) -> str:
    return row.reason or row.status.label
