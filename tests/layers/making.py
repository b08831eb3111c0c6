"""Layers written for a test, and small drafts checked with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import rules
from core.document import Document
from core.engine import Settings, check_document
from core.findings import ChecklistRow, Finding, Result
from core.layers import Layered
from tests.report.making import HEADER, document, form_rows, table

TITLE = "青禾县2018年政府信息公开工作年度报告"
TEXT = "全县各级行政机关认真执行条例，信息发布更加及时，群众获取信息更加方便。" * 8


def layers(folder: Path, *texts: str) -> Layered:
    """The built-in rules with these layers over them, in this order."""
    return rules.in_force(write(folder, *texts))


def write(folder: Path, *texts: str) -> Path:
    """A folder with these layers: 1.yaml, 2.yaml …"""
    target = folder / "本地规则"
    target.mkdir(exist_ok=True)
    for number, text in enumerate(texts, 1):
        (target / f"{number}.yaml").write_text(text, "utf-8")
    return target


def told(found: Layered) -> list[str]:
    """The mistakes as the user sees them."""
    return [str(mistake) for mistake in found.mistakes]


def draft(*lines: str, title: str = TITLE) -> Document:
    """A small draft with a statistical table."""
    return document(title, "一、概述", TEXT, *lines, "附件", table([HEADER, *form_rows()]))


def check(found: Layered, document_: Document) -> Result:
    """The result of a draft; every file of the layers must have been right."""
    return check_document(document_, found.ruleset, Settings(as_of=date(2019, 3, 1)))


def findings(result: Result, rule_id: str) -> list[Finding]:
    """What a rule found."""
    return [finding for finding in result.findings if finding.rule == rule_id]


def row(result: Result, rule_id: str) -> ChecklistRow | None:
    """A rule's row of the checklist; None when it is not in force."""
    return next((row for row in result.checklist if row.rule == rule_id), None)
