"""Results made up for the tests of marked copies, and reading the marks back out of a docx."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lxml import etree

import rules
from core import readers
from core.document import OWN_AUTHOR, Document, Text
from core.engine import Settings, check_document
from core.findings import Facts, Finding, Location, LocationKind, Result, Severity
from tests.readers.making import W_NS

W = f"{{{W_NS}}}"
STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
CHECKED_ON = date(2019, 2, 25)


def checked(path: Path) -> Result:
    """What the built-in rules say of a draft."""
    return check_document(readers.read(path), rules.builtin(), Settings(as_of=CHECKED_ON))


def made_up(path: Path, findings: Sequence[Finding], document: Document | None = None) -> Result:
    """A result with these findings."""
    draft = document or readers.read(path)
    return Result(str(path), draft, None, None, None, "2008", Facts(), tuple(findings), (), "2019-02-25T09:00:00")


def at(paragraph: int, start: int, end: int, severity: Severity = Severity.ERROR, message: str = "甲") -> Finding:
    """A finding on characters of a paragraph."""
    return Finding("x.text", severity, message, Location(LocationKind.TEXT, paragraph=paragraph, start=start, end=end))


def in_cell(table: int, row: int, column: int, severity: Severity = Severity.WARNING, message: str = "乙") -> Finding:
    """A finding on a cell."""
    return Finding("x.cell", severity, message, Location(LocationKind.CELL, table=table, row=row, column=column))


def missing(after_block: int | None, label: str | None = "统计期限", message: str = "没有写明统计期限") -> Finding:
    """A finding on what is not there."""
    where = Location(LocationKind.DOCUMENT, label=label, after_block=after_block)
    return Finding("x.missing", Severity.WARNING, message, where)


def everywhere(document: Document, seed: int = 7, each: int = 4) -> list[Finding]:
    """Findings on chance stretches of every paragraph, and on every cell."""
    chance = random.Random(seed)
    found: list[Finding] = []
    for paragraph in document.paragraphs:
        for number in range(each):
            start, end = sorted(chance.sample(range(len(paragraph.text) + 1), 2))
            found.append(at(paragraph.index, start, end, list(Severity)[number % 3]))
    for table in document.tables:
        found += [in_cell(table.index, cell.row, cell.column) for cell in table.cells]
    return found


@dataclass
class Mark:
    """A comment as Word shows it: its lines, its author, and the characters it is on."""

    number: str
    lines: list[str]
    author: str
    covered: str = ""
    highlights: tuple[str, ...] = ()


def marks(path: Path, w: str = W) -> list[Mark]:
    """The comments of a docx in the order of the comments part, each with the text between its marks."""
    with zipfile.ZipFile(path) as package:
        root = etree.fromstring(package.read("word/document.xml"))
        name = next(name for name in package.namelist() if "comments" in name and name.endswith(".xml"))
        comments = etree.fromstring(package.read(name))
    found = {each.get(f"{w}id", ""): _mark(each, w) for each in comments}
    assert len(found) == len(comments), "two comments have one id"
    _fill(root, found, w)
    return list(found.values())


def _mark(comment: etree._Element, w: str) -> Mark:
    lines = ["".join(t.text or "" for t in p.iter(f"{w}t")) for p in comment.iter(f"{w}p")]
    return Mark(comment.get(f"{w}id", ""), lines, comment.get(f"{w}author", ""))


def _fill(root: etree._Element, found: dict[str, Mark], w: str) -> None:
    open_: dict[str, Mark] = {}
    referred: list[str] = []
    for element in root.iter():
        number = element.get(f"{w}id", "")
        if element.tag == f"{w}commentRangeStart":
            open_[number] = found[number]
        elif element.tag == f"{w}commentRangeEnd":
            del open_[number]
        elif element.tag == f"{w}commentReference":
            referred.append(number)
        elif element.tag == f"{w}t" and not _set_aside(element, w):
            run = element.getparent()
            colour = run.find(f"{w}rPr/{w}highlight") if run is not None else None
            for mark in open_.values():
                mark.covered += element.text or ""
                mark.highlights += (colour.get(f"{w}val", "") if colour is not None else "",)
    assert not open_, "a comment does not end"
    assert sorted(referred) == sorted(found), "comments and references differ"


def _set_aside(element: etree._Element, w: str) -> bool:
    return any(above.tag in (f"{w}moveFrom", f"{w}txbxContent", f"{w}rt") for above in element.iterancestors())


def own(path: Path, w: str = W) -> list[Mark]:
    """The comments of this program, the one on the whole left out."""
    return [mark for mark in marks(path, w) if mark.author == OWN_AUTHOR][1:]


def in_file(content: Text, start: int, end: int) -> str:
    """The characters of a stretch that the file itself holds: no generated numbers, tabs, joints."""
    parts = (content.text[max(start, span.start) : min(end, span.end)] for span in content.spans if len(span.node) == 3)
    return "".join(parts)


def expected(result: Result) -> Iterator[str]:
    """What the comment on each finding must cover."""
    document = result.document
    for finding in result.findings:
        where = finding.location
        if where.kind is LocationKind.TEXT and where.paragraph is not None:
            yield in_file(document.paragraphs[where.paragraph].content, where.start or 0, where.end or 0)
        elif where.kind is LocationKind.CELL and where.table is not None:
            cell = document.tables[where.table].at(where.row or 0, where.column or 0)
            yield in_file(cell.content, 0, len(cell.content)) if cell else ""
        else:
            yield ""


def parts(path: Path) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}
