"""A marked copy of a Word document: a comment and a highlight on every finding, everything else as it was."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from core.annotators.package import Copy
from core.annotators.word_anchor import Anchor, anchor, at_title
from core.annotators.word_comments import Comments, highlight, place
from core.annotators.word_runs import Body, Cutter
from core.annotators.words import SIGNED, marked, note, summary
from core.document import Document
from core.findings import Finding, Result
from core.readers.package import sentences


def mark(path: Path | BinaryIO, document: Document, result: Result, extra: tuple[str, ...] = ()) -> bytes:
    """The marked copy of a docx; ``document`` is its text with places in that file.

    Raises ReadError when it cannot be read, WriteError when it is not what was checked.
    """
    with sentences(), Copy(path) as package:
        main = package.source.main_part("word/document.xml")
        body = Body(package.xml(main))
        found = [(finding, anchor(finding.location, document, body)) for finding in marked(result)]
        title = at_title(document, result.title, body)
        cutter = Cutter(body)
        cutter.cut(spot for each in (title, *(where for _, where in found)) for spot in (each.first, each.last) if spot)
        _colour(body, cutter, found)
        date = f"{result.checked_at}Z" if result.checked_at else ""
        comments = Comments(package, main, body, date)
        notes = [(title, summary(result, (*extra, *((SIGNED,) if package.signed else ()))))]
        notes += [(where, note(finding)) for finding, where in found]
        for where, lines in notes:
            place(body, cutter, where, comments.add(lines))
        comments.save()
        package.put_xml(main, body.root)
        return package.to_bytes()


def _colour(body: Body, cutter: Cutter, found: list[tuple[Finding, Anchor]]) -> None:
    """Highlight everything; where two findings meet, the graver one shows."""
    for finding, where in sorted(found, key=lambda each: each[0].severity.weight):
        highlight(body, cutter, where, finding.severity)
