"""Comments and tracked changes of a Word file: what they are, where they stand, and what is said of them."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

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


_MARK = '<w:{} w:id="3" w:author="丙"/>'


def _row(*texts: str, properties: str = "", wrap: str = "{}") -> str:
    run = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    cells = "".join(f"<w:tc><w:p>{wrap.format(run.format(text))}</w:p></w:tc>" for text in texts)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def _told(read_document: Document) -> list[tuple[RevisionKind, str, str]]:
    return [(each.kind, each.text, each.author) for each in read_document.revisions]


def test_a_deleted_row_is_told_at_the_row_that_is_left(tmp_path: Path) -> None:
    deleted = _row("旧行", "7", properties=_MARK.format("del"), wrap='<w:del w:author="丙">{}</w:del>').replace(
        "w:t ", "w:delText "
    )
    deleted = deleted.replace("</w:t>", "</w:delText>")
    for rows, row in (
        (_row("项目", "数") + deleted + _row("规章", "1"), 1),
        (_row("项目", "数") + _row("规章", "1") + deleted, 1),
    ):
        read_document = document(tmp_path, f"<w:tbl>{rows}</w:tbl>")
        assert _told(read_document) == [(RevisionKind.DELETION, "旧行 7", "丙")]
        assert read_document.tables[0].texts() == [["项目", "数"], ["规章", "1"]]
        (finding,) = found(read_document)
        assert (finding.location.kind, finding.location.row, finding.location.column) == (LocationKind.CELL, row, 0)


def test_an_inserted_row_is_told_once(tmp_path: Path) -> None:
    empty = _row("", "", properties=_MARK.format("ins"))
    full = _row("规章", "1", properties=_MARK.format("ins"), wrap='<w:ins w:author="丙">{}</w:ins>')
    plain = _row("项目", "数")
    assert _told(document(tmp_path, f"<w:tbl>{plain}{empty}</w:tbl>")) == [(RevisionKind.INSERTION, "", "丙")]
    assert [text for _, text, _ in _told(document(tmp_path, f"<w:tbl>{plain}{full}</w:tbl>"))] == ["规章", "1"]


@pytest.mark.parametrize(("mark", "kind"), [("ins", RevisionKind.INSERTION), ("del", RevisionKind.DELETION)])
def test_an_end_of_a_paragraph_is_told(tmp_path: Path, mark: str, kind: RevisionKind) -> None:
    first = f"<w:p><w:pPr><w:rPr>{_MARK.format(mark)}</w:rPr></w:pPr><w:r><w:t>前段，</w:t></w:r></w:p>"
    read_document = document(tmp_path, first + "<w:p><w:r><w:t>后段。</w:t></w:r></w:p>")
    assert _told(read_document) == [(kind, "", "丙")]
    (finding,) = found(read_document)
    assert finding.location.paragraph == 1
    assert "段落标记" in finding.message


def test_changes_in_notes_are_told(tmp_path: Path) -> None:
    note = '<w:footnote w:id="2"><w:p><w:ins w:author="丁"><w:r><w:t>含乡镇。</w:t></w:r></w:ins></w:p></w:footnote>'
    read_document = read(make_docx(tmp_path / "draft.docx", _TITLE + "<w:p><w:r><w:t>正文。</w:t></w:r></w:p>", footnotes=note))
    assert _told(read_document) == [(RevisionKind.INSERTION, "含乡镇。", "丁")]
    (finding,) = found(read_document)
    assert finding.location.kind is LocationKind.DOCUMENT


def test_thousands_of_changes_are_no_matter_of_minutes(tmp_path: Path) -> None:
    read_document = document(tmp_path, _CHANGED * 3000)
    started = time.process_time()
    assert len(found(read_document)) >= 500
    assert time.process_time() - started < 5.0


def test_paragraphs_are_told_apart(tmp_path: Path) -> None:
    assert len(found(document(tmp_path, _CHANGED + _COMMENTED + _CHANGED))) == 3


def test_the_marks_of_this_program_are_left_alone(tmp_path: Path) -> None:
    assert not found(document(tmp_path, _CHANGED.replace('"甲"', f'"{OWN_AUTHOR}"')))


def test_a_final_file_has_none(tmp_path: Path) -> None:
    assert document(tmp_path, "<w:p><w:r><w:t>定稿。</w:t></w:r></w:p>").revisions == ()
