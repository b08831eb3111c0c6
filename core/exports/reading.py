"""What was read from a draft: paragraphs, tables as grids, facts, and which official form each table was taken for."""

from __future__ import annotations

import json
from collections.abc import Iterator

from core.document import Document, Paragraph, Table
from core.exports.json import facts_json
from core.report import Report


def reading_json(report: Report) -> str:
    """Everything as JSON."""
    document = report.document
    whole = {
        "path": document.path,
        "format": document.format.value,
        "title": report.title_text,
        "unit": report.unit,
        "year": report.year,
        "edition": report.edition.key if report.edition else None,
        "facts": facts_json(report.facts),
        "sections": [
            {"level": s.level, "number": s.number, "title": s.title, "paragraph": s.place.paragraph} for s in report.sections
        ],
        "paragraphs": [paragraph.text for paragraph in document.paragraphs],
        "tables": [{"form": _form_of(report, table), "rows": table.texts()} for table in document.tables],
        "notes": list(document.notes),
        "machine_read_pages": list(document.machine_read),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def reading_text(report: Report) -> str:
    """Everything for people: facts first, then the text in order, tables as rows."""
    return "\n".join([*_facts(report), "", *_body(report.document, report)])


def _form_of(report: Report, table: Table) -> str | None:
    return next((match.form.title for match in report.forms if table in match.tables), None)


def _facts(report: Report) -> Iterator[str]:
    contact = report.facts.contact
    first, last = report.facts.period or (None, None)
    rows = (
        ("标题", report.title_text),
        ("单位", report.unit),
        ("年度", report.year),
        ("格式", report.edition.name if report.edition else None),
        ("统计期限", f"{first or '？'} 至 {last or '？'}" if report.facts.period else None),
        ("地址", contact.address),
        ("邮编", contact.postcode),
        ("电话", "、".join(contact.phone)),
        ("传真", "、".join(contact.fax)),
        ("电子邮箱", "、".join(contact.email)),
        ("网站", "、".join(contact.website)),
        ("成文日期", report.facts.date),
    )
    yield from (f"{name}：{value or '（没有读到）'}" for name, value in rows)
    yield from (f"说明：{note}" for note in report.document.notes)


def _body(document: Document, report: Report) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield f"[{block.index}] {block.text}"
        elif isinstance(block, Table):
            form = _form_of(report, block)
            yield f"〔表{block.index + 1}：{form or '不是官方表格'}〕"
            yield from (" | ".join(cell.replace("\n", " ") for cell in row) for row in block.texts())
        else:
            yield "〔图片〕"
