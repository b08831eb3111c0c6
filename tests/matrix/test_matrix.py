"""The same report gives the same Document in every format, or a difference that is listed with its reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

import rules
from core import readers
from core.document import Document
from core.engine import Settings, check_document
from tests.matrix.making import BOOKS, NAMES, SHEETS, convert_all, write_books, write_sheets, write_sources
from tests.matrix.readings import Block, Difference, Line, blocks_of, listed

WHOLE = ("doc", "wps", "rtf", "odt", "pdf", "ofd", "office.html", "html", "mht", "txt", *SHEETS)
LISTED = listed()
Documents = Mapping[tuple[str, str], Document]


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    folder = tmp_path_factory.mktemp("matrix")
    found = {key: readers.read(path) for key, path in convert_all(write_sources(folder), folder).items()}
    word = {name: found[name, "docx"] for name in NAMES}
    books = write_books(word, folder) | write_sheets(word, folder)
    return found | {key: readers.read(path) for key, path in books.items()}


def pairs(kinds: Sequence[str] = WHOLE) -> list[tuple[str, str]]:
    """Each report in each format that it is made in."""
    return [(name, kind) for name in NAMES for kind in kinds if name != "rich" or kind not in ("html", "mht", "txt", *SHEETS)]


def both(documents: Documents, name: str, kind: str, listed: Sequence[Difference]) -> tuple[list[Block], list[Block]]:
    """What is expected of a format and what it gives, with some differences taken into account."""
    expected, found = blocks_of(documents[name, "docx"]), blocks_of(documents[name, kind])
    if kind in BOOKS:
        expected = [block for block in expected if not isinstance(block, Line)]
    for difference in listed:
        if difference.concerns(name, kind):
            expected, found = difference.expected(expected), difference.found(found)
    return [_told(block) for block in expected], [_told(block) for block in found]


def _told(block: Block) -> Block:
    """What a word processor makes up may be written out elsewhere."""
    return Line(block.text) if isinstance(block, Line) else block


@pytest.mark.parametrize(("name", "kind"), pairs())
def test_the_same_document(documents: Documents, name: str, kind: str) -> None:
    expected, found = both(documents, name, kind, LISTED)
    assert len(expected) > 8
    assert found == expected


@pytest.mark.parametrize("number", range(len(LISTED)))
def test_a_listed_difference_is_needed(documents: Documents, number: int) -> None:
    others = [*LISTED[:number], *LISTED[number + 1 :]]
    files = [pair for pair in pairs((*WHOLE, *BOOKS)) if LISTED[number].concerns(*pair)]
    needed = {pair for pair in files for expected, found in [both(documents, *pair, others)] if expected != found}
    entry = LISTED[number]
    assert needed, entry.reason
    assert {kind for _, kind in needed} == set(entry.formats), "a format is listed in vain"
    assert not entry.reports or {name for name, _ in needed} == set(entry.reports), "a report is listed in vain"


@pytest.mark.parametrize(("name", "kind"), pairs())
def test_the_same_findings(documents: Documents, name: str, kind: str) -> None:
    def seen(document: Document) -> list[tuple[str, str, str]]:
        result = check_document(document, rules.builtin(), Settings())
        return [(finding.rule, finding.severity.value, finding.excerpt) for finding in result.findings]

    assert seen(documents[name, kind]) == seen(documents[name, "docx"])


@pytest.mark.parametrize(("name", "kind"), pairs(BOOKS))
def test_the_tables_alone_as_a_workbook(documents: Documents, name: str, kind: str) -> None:
    expected, found = both(documents, name, kind, LISTED)
    assert found == expected
    assert [table.sheet for table in documents[name, kind].tables] == [f"表{number}" for number in range(1, len(found) + 1)]
