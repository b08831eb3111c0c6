"""Fields that show what their instruction says: a number in a circle is one, and no instruction is text."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.document import Document
from core.readers import read
from core.readers.fields import drawn
from tests.readers.making import convert, make_docx, needs_office


@pytest.mark.parametrize(
    ("instruction", "shown"),
    [
        (r"eq \o\ac(○,1)", "①"),
        (r" EQ \o\ac(○,12) ", "⑫"),
        (r"EQ \o\ac(1;○)", "①"),
        (r"eq \o\ac(\s\up3(○),\s\do2(3))", "③"),
        (r"EQ \o\ac(□,秘)", "秘"),
        (r"EQ \f(1,2)", "1/2"),
        (r"EQ \r(3,\f(1,2))", None),
        (r'SYMBOL 254 \f "Wingdings" \s 12', "☑"),
        (r"symbol 0xA3 \f Symbol \h", "≤"),
        (r'SYMBOL 7 \f "Wingdings"', ""),
        ("SEQ 表", None),
        (r"PAGEREF _Toc1 \h", None),
    ],
)
def test_what_an_instruction_shows(instruction: str, shown: str | None) -> None:
    assert drawn(instruction) == shown


def _field(instruction: str, result: str = "", look: str = "") -> str:
    run = f"<w:r><w:rPr>{look}</w:rPr>{{}}</w:r>"
    code = "".join(run.format(f'<w:instrText xml:space="preserve">{each}</w:instrText>') for each in instruction.split("|"))
    shown = run.format('<w:fldChar w:fldCharType="separate"/>') + run.format(f"<w:t>{result}</w:t>") if result else ""
    begin, end = (run.format(f'<w:fldChar w:fldCharType="{kind}"/>') for kind in ("begin", "end"))
    return begin + code + shown + end


def _read(tmp_path: Path, *pieces: str) -> Document:
    runs = (piece if piece.startswith("<") else f"<w:r><w:t>{piece}</w:t></w:r>" for piece in pieces)
    return read(make_docx(tmp_path / "draft.docx", f"<w:p>{''.join(runs)}</w:p>"))


def test_fields_of_a_docx(tmp_path: Path) -> None:
    pieces = (
        _field(r"eq \o\ac(|○|,1)"),
        "主动公开",
        _field(r" EQ \o\ac(○,2)", "②"),
        "依申请",
        _field("PAGE", "7"),
        "页",
        _field("XE 词"),
    )
    document = _read(tmp_path, *pieces)
    assert [paragraph.text for paragraph in document.paragraphs] == ["①主动公开②依申请7页"]
    assert document.notes == ()


def test_hidden_fields_are_no_hidden_text(tmp_path: Path) -> None:
    document = _read(tmp_path, "公开", _field(" XE 词 ", look="<w:vanish/>"), _field(r"EQ \o\ac(○,1)", look="<w:vanish/>"))
    assert [paragraph.text for paragraph in document.paragraphs] == ["公开"]
    assert document.notes == ()


def test_what_cannot_be_told_is_said(tmp_path: Path) -> None:
    document = _read(tmp_path, "公开", _field(r"EQ \r(3,x)"), "件")
    assert [paragraph.text for paragraph in document.paragraphs] == ["公开件"]
    assert document.notes == ("文中有 1 处用域代码画出的文字（如“EQ \\r(3,x)”）读不出来，没有检查，请人工核对。",)


@needs_office
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_results_of_fields_in_old_files(tmp_path: Path, kind: str) -> None:
    body = f"<w:p><w:r><w:t>公开</w:t></w:r>{_field('QUOTE 甲', '乙')}<w:r><w:t>件</w:t></w:r></w:p>"
    made = convert(make_docx(tmp_path / "draft.docx", body), kind, tmp_path)
    assert [paragraph.text for paragraph in read(made).paragraphs] == ["公开乙件"]


@needs_office
def test_a_drawn_field_of_an_old_file(tmp_path: Path) -> None:
    """LibreOffice drops what Word draws, so that another field is made to be one."""
    body = f"<w:p><w:r><w:t>公开</w:t></w:r>{_field('QUOTE ' + '甲' * 8, '乙')}<w:r><w:t>件</w:t></w:r></w:p>"
    path = convert(make_docx(tmp_path / "draft.docx", body), "doc", tmp_path)
    old, new = f"QUOTE {'甲' * 8}\x14乙\x15", "EQ \\o\\ac(○,9)  \x14\x15"
    data = path.read_bytes()
    assert data.count(old.encode("utf-16-le")) == 1
    assert len(old) == len(new)
    path.write_bytes(data.replace(old.encode("utf-16-le"), new.encode("utf-16-le")))
    assert [paragraph.text for paragraph in read(path).paragraphs] == ["公开⑨件"]
