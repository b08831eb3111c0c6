"""A made-up result with every kind of place, severity and state, for the tests of the exports."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from core.document import Cell, Document, Format, Paragraph, Table, Text
from core.findings import ChecklistRow, Contact, Facts, Finding, Location, LocationKind, Result, Severity, Status, Waiver

LINES = (
    "青禾县2018年政府信息公开工作年度报告",
    "统计期限到12月30日。",
    "一、概述",
    "第一部分的话。",
    "二、主动公开政府信息情况",
    "压缩率36.4%。",
)


def document() -> Document:
    """Six paragraphs, two of them headings, and a table."""
    paragraphs = tuple(Paragraph(Text.at(line), number) for number, line in enumerate(LINES))
    table = Table((Cell(0, 0, Text.at("统计指标")), Cell(0, 1, Text.at("统计数"))), 0)
    return Document("/草稿/青禾县报告.docx", Format.DOCX, (*paragraphs, table))


def findings() -> tuple[Finding, ...]:
    """One finding per kind of place, not in document order, one dismissed."""
    cell = Location(LocationKind.CELL, table=0, row=1, column=2, page=8, label="统计表 ›（一）主动公开政府信息数")
    text = Location(LocationKind.TEXT, "二", paragraph=5, start=3, end=8, page=4)
    opening = Location(LocationKind.TEXT, paragraph=1, start=0, end=9)
    return (
        Finding("table.bound", Severity.ERROR, "10954 大于 10940", cell, "10954", "去重", "国办发〔2014〕32号", related=(text,)),
        Finding(
            "consistency.percentage", Severity.ERROR, "应为34.4%", text, "36.4%", data={"expected": 34.4}, suggestion="改为34.4%"
        ),
        Finding("contact.missing", Severity.INFO, "没有写明邮编", Location(LocationKind.DOCUMENT, after_block=1)),
        Finding(
            "period.coverage", Severity.WARNING, "少一天", opening, "12月30日", waived=Waiver("已核实", "2019-02-21T10:00:00")
        ),
        Finding("table.missing", Severity.ERROR, "没有统计表", Location(LocationKind.DOCUMENT)),
    )


def checklist() -> tuple[ChecklistRow, ...]:
    """A row for every state."""
    return tuple(
        ChecklistRow(f"family.{status.value}", status, number, f"原因{number}", f"名称{number}")
        for number, status in enumerate(Status)
    )


def result() -> Result:
    """A check with findings."""
    contact = Contact("禾丰镇麦香路8号", "751988", ("0950-5550123",), (), ("zwgk@qinghe-yangben.gov.cn",), ())
    facts = Facts((date(2018, 1, 1), None), contact, date(2019, 2, 22))
    read = document()
    found, rows = findings(), checklist()
    return Result(read.path, read, LINES[0], "青禾县人民政府", 2018, "2008", facts, found, rows, "2019-02-22T09:30:00.5", 0.1)


def nothing_found() -> Result:
    """A check that found nothing, of a draft that says nothing about itself."""
    row = ChecklistRow("structure.title", Status.PASS, title="标题")
    return replace(result(), title=None, unit=None, year=None, edition=None, facts=Facts(), findings=(), checklist=(row,))
