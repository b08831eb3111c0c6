"""Comments and tracked changes of a Word file: what they are, where they stand, and what is said of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import rules
from core import engine
from core.document import OWN_AUTHOR, Document, RevisionKind
from core.findings import Finding, LocationKind
from core.readers import read
from core.report import understand
from core.rule import Case
from tests.readers.making import make_docx

_TITLE = "<w:p><w:r><w:t>青禾县2018年政府信息公开工作年度报告</w:t></w:r></w:p>"
_CHANGED = (
    "<w:p><w:r><w:t>全年公开</w:t></w:r>"
    '<w:ins w:author="甲"><w:r><w:t>政府信息</w:t></w:r></w:ins>'
    '<w:del w:author="甲"><w:r><w:delText>各类材料</w:delText></w:r></w:del>'
    "<w:r><w:t>120条。</w:t></w:r></w:p>"
)
_COMMENTED = (
    '<w:p><w:r><w:t>举办</w:t></w:r><w:commentRangeStart w:id="7"/><w:r><w:t>培训班</w:t></w:r><w:commentRangeEnd w:id="7"/>'
    '<w:r><w:commentReference w:id="7"/></w:r><w:r><w:t>3次。</w:t></w:r></w:p>'
)


def document(folder: Path, body: str) -> Document:
    return read(make_docx(folder / "draft.docx", _TITLE + body))


def found(document: Document) -> list[Finding]:
    rule = next(rule for rule in rules.CHECKS if rule.id == "content.placeholder")
    return engine.run_rule(rule, Case(understand(document, rules.builtin().editions), date(2019, 2, 1)))[0]


def test_changes_are_told_with_kind_text_and_author(tmp_path: Path) -> None:
    revisions = document(tmp_path, _CHANGED).revisions
    assert [(each.kind, each.text, each.author) for each in revisions] == [
        (RevisionKind.INSERTION, "政府信息", "甲"),
        (RevisionKind.DELETION, "各类材料", "甲"),
    ]


def test_the_changes_of_a_paragraph_are_one_finding_at_the_first_of_them(tmp_path: Path) -> None:
    (finding,) = found(document(tmp_path, _CHANGED))
    assert finding.excerpt == "政府信息"
    assert "2处" in finding.message
    assert "“各类材料”" in finding.message


def test_a_deletion_alone_stands_before_what_follows_it(tmp_path: Path) -> None:
    body = _CHANGED.replace('<w:ins w:author="甲">', "").replace("</w:ins>", "")
    (finding,) = found(document(tmp_path, body))
    assert finding.location.start == len("全年公开政府信息")


def test_a_comment_stands_where_its_range_begins(tmp_path: Path) -> None:
    read_document = document(tmp_path, _COMMENTED)
    (revision,) = read_document.revisions
    assert revision.kind is RevisionKind.COMMENT
    (finding,) = found(read_document)
    assert finding.excerpt == "培"
    assert "批注" in finding.message


def test_a_change_in_a_cell_is_found_in_the_cell(tmp_path: Path) -> None:
    cell = "<w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc>"
    changed = "<w:tc><w:p><w:ins><w:r><w:t>12</w:t></w:r></w:ins></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}{changed}</w:tr></w:tbl>"
    (finding,) = found(document(tmp_path, table))
    assert finding.location.kind is LocationKind.CELL
    assert (finding.location.row, finding.location.column) == (1, 1)


def test_paragraphs_are_told_apart(tmp_path: Path) -> None:
    assert len(found(document(tmp_path, _CHANGED + _COMMENTED + _CHANGED))) == 3


def test_the_marks_of_this_program_are_left_alone(tmp_path: Path) -> None:
    assert not found(document(tmp_path, _CHANGED.replace('"甲"', f'"{OWN_AUTHOR}"')))


def test_a_final_file_has_none(tmp_path: Path) -> None:
    assert document(tmp_path, "<w:p><w:r><w:t>定稿。</w:t></w:r></w:p>").revisions == ()
