"""Words of a Word file that are struck through: left out and said, for they would run into what stands instead of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.readers import read
from tests.readers.making import cell, convert, make_docx, needs_office, p, tables, texts


def _struck(text: str, how: str = "strike") -> str:
    return f"<w:r><w:rPr><w:{how}/></w:rPr><w:t>{text}</w:t></w:r>"


def _run(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _draft(folder: Path, how: str = "strike") -> Path:
    """A figure that was corrected by hand in a sentence and in a table; the first in two runs, as Word cuts Chinese and digits."""
    said = f"<w:p>{_run('全年受理')}{_struck('12', how)}{_struck('件', how)}{_run('15件，')}{_struck('均未')}{_run('均已答复。')}</w:p>"
    row = f"<w:tr>{cell('受理')}<w:tc><w:p>{_struck('3', how)}{_run('5')}</w:p></w:tc></w:tr>"
    return make_docx(folder / "draft.docx", f"{said}<w:tbl><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>{row}</w:tbl>")


def _has_left_them_out(path: Path) -> None:
    document = read(path)
    assert texts(document.blocks) == ["全年受理15件，均已答复。"]
    assert [each.text for each in tables(document.blocks)[0].cells] == ["受理", "5"]
    assert any("3 处画了删除线的文字（如“12件”）" in note for note in document.notes), document.notes


@pytest.mark.parametrize("how", ["strike", "dstrike"])
def test_a_figure_that_was_struck_out_does_not_run_into_the_new_one(tmp_path: Path, how: str) -> None:
    _has_left_them_out(_draft(tmp_path, how))


@needs_office
@pytest.mark.parametrize("how", ["strike", "dstrike"])
@pytest.mark.parametrize("kind", ["doc", "rtf", "odt"])
def test_the_same_in_other_kinds_of_word_file(tmp_path: Path, how: str, kind: str) -> None:
    _has_left_them_out(convert(_draft(tmp_path, how), kind, tmp_path))


def test_a_run_that_takes_the_line_of_its_style_off_is_text(tmp_path: Path) -> None:
    style = '<w:style w:type="character" w:styleId="gone"><w:name w:val="gone"/><w:rPr><w:strike/></w:rPr></w:style>'
    look = '<w:rStyle w:val="gone"/>'
    body = p("甲", run=look) + p("乙", run=f'{look}<w:strike w:val="0"/>') + p("丙", run='<w:dstrike w:val="false"/>')
    document = read(make_docx(tmp_path / "a.docx", body, styles=style))
    assert [text for text in texts(document.blocks) if text] == ["乙", "丙"]
