"""Tries a rule of an office's own on the open draft before it is saved, in a thread. No Qt here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from core.document import Document
from core.edition import Edition
from core.findings import Finding, LocationKind, Status
from core.layers.own import OwnLayer
from core.report import Report
from gui.rules.loading import layered_with

AROUND = 14
NO_DRAFT = "没有打开的报告。打开一份报告后，可以在这里看到会查出什么。"
NOTHING_FOUND = "在打开的报告里没有查出问题。"
FOUND = "在打开的报告里会查出 {count} 处："
NOT_FOR_THIS = "打开的报告用不到这一条：{reason}"
FAILED = "试查时程序出错。规则可以保存，但请人工核对它的效果。"


@dataclass(frozen=True)
class Hit:
    """One finding: what would be said, and the words before, at and behind its place."""

    message: str
    before: str = ""
    words: str = ""
    behind: str = ""


@dataclass(frozen=True)
class Trial:
    """What a rule finds in the open draft; ``flaws`` say why it cannot be tried."""

    sentence: str = ""
    hits: tuple[Hit, ...] = ()
    flaws: tuple[str, ...] = ()
    slow: bool = False


class Bench:
    """The open draft, understood once; used by one thread at a time."""

    def __init__(self, folder: Path, document: Document | None) -> None:
        self._folder, self._document = folder, document
        self._known: tuple[tuple[Edition, ...], tuple[tuple[str, str], ...], Report] | None = None

    def try_rule(self, layer: OwnLayer, rule_id: str) -> Trial:
        """What a rule of the layer would find. Never raises."""
        from core.engine import run_rule  # noqa: PLC0415 - loads the readers of all formats
        from core.rule import Case  # noqa: PLC0415 - as above

        rules, mistakes = layered_with(self._folder, layer.text(), layer.file)
        rule = rules.rule(rule_id)
        if mistakes or rule is None:
            return Trial(flaws=tuple(mistake.sentence.partition("；这一")[0] for mistake in mistakes))
        if self._document is None:
            return Trial(NO_DRAFT)
        report = self._report(rules.editions, rules.kinds)
        findings, row = run_rule(rule, Case(report, date.today()))
        hits = tuple(_hit(finding, report.document) for finding in findings)
        if row.status is Status.RULE_FAILED:
            return Trial(FAILED)
        sentence = FOUND.format(count=len(hits)) if hits else NOTHING_FOUND
        reason = row.reason if row.status is not Status.FAIL or not hits else ""
        if row.status is Status.NOT_APPLICABLE:
            reason = NOT_FOR_THIS.format(reason=row.reason)
        return Trial(reason or sentence, hits, slow=row.status is Status.NOT_CHECKED)

    def _report(self, editions: tuple[Edition, ...], kinds: tuple[tuple[str, str], ...]) -> Report:
        from core.report import understand  # noqa: PLC0415 - as above

        assert self._document is not None
        if self._known is None or self._known[0] != editions or self._known[1] != kinds:
            self._known = editions, kinds, understand(self._document, editions, kinds=kinds)
        return self._known[2]


def _hit(finding: Finding, document: Document) -> Hit:
    where = finding.location
    if where.kind is LocationKind.TEXT and where.paragraph is not None:
        text = document.paragraphs[where.paragraph].text
        return _around(finding.message, text, where.start or 0, where.end or 0)
    if where.kind is LocationKind.CELL:
        text, words = finding.excerpt, str(finding.data.get("match", ""))
        start = text.find(words) if words else 0
        return _around(finding.message, text, max(start, 0), max(start, 0) + len(words)) if words else Hit(finding.message)
    return Hit(finding.message)


def _around(message: str, text: str, start: int, end: int) -> Hit:
    before, behind = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    before = ("…" if start > AROUND else "") + before
    behind += "…" if end + AROUND < len(text) else ""
    return Hit(message, *(" ".join(part.split("\n")) for part in (before, text[start:end], behind)))
