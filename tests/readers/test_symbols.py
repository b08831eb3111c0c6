"""Characters of symbol fonts: what they show, or nothing, and never a private character."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from core.document import Paragraph
from core.readers import read
from core.readers.symbols import symbol, symbol_font, without_symbols
from tests.readers.making import convert, make_docx, needs_office, p

_FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}"/>'


def _sym(code: str, font: str) -> str:
    return f'<w:r><w:rPr>{_FONT.format(font)}</w:rPr><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def _in(text: str, font: str) -> str:
    return f"<w:r><w:rPr>{_FONT.format(font)}</w:rPr><w:t>{text}</w:t></w:r>"


def _t(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _line(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


BODY = (
    _line(_t("公开"), _sym("F0FE", "Wingdings"), _t("是"), _sym("F0A8", "Wingdings"), _t("否"))
    + _line(_t("选"), _sym("F052", "Wingdings 2"), _t("是"), _in("\uf0a3", "Wingdings 2"), _t("否"))
    + _line(_t("阿卜杜"), _sym("F0B7", "Symbol"), _t("买买提"), _in("\uf0b3", "Symbol"), _t("12"))
    + _line(_sym("F06C", "Wingdings"), _t("一是公开"), _in("\uf081", "Wingdings"), _t("条"))
    + _line(_in("\uf0d8\uf0fe", "Wingdings"), _t("二是公开"))
    + _line(_t("没有"), _in("\uf0fe\uf041", "宋体"), _t("这种字"))
    + _line(_t("输入"), _in("R", "Wingdings 2"), _t("的勾"), _in("\uf036", "Wingdings"), _t("。"))
    + p("其他")
)
SHOWN = ["公开☑是□否", "选☑是□否", "阿卜杜•买买提≥12", "一是公开①条", "☑二是公开", "没有这种字", "输入☑的勾。", "其他"]


def _texts(path: Path) -> list[str]:
    return [paragraph.text for paragraph in read(path).paragraphs]


def test_symbols_of_a_docx(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "draft.docx", BODY)
    assert _texts(path) == SHOWN


def test_places_stay_right_where_symbols_are_left_out(tmp_path: Path) -> None:
    words = "甲\uf036乙\uf0fe丙"
    path = make_docx(tmp_path / "draft.docx", _line(_in(words, "Wingdings"), _t("\uf0fe丁")))
    (paragraph,) = read(path).paragraphs
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "甲乙☑丙丁"
    assert [(span.start, span.end, span.node) for span in paragraph.content.spans] == [
        (0, 1, (0, 0, 0)),
        (1, 4, (0, 0, 2)),
        (4, 5, (0, 1, 1)),
    ]


@needs_office
@pytest.mark.parametrize("kind", ["doc", "rtf"])
def test_the_same_symbols_in_old_files(tmp_path: Path, kind: str) -> None:
    assert _texts(convert(make_docx(tmp_path / "draft.docx", BODY), kind, tmp_path)) == SHOWN


@needs_office
def test_a_symbol_that_word_puts_for_a_bracket(tmp_path: Path) -> None:
    """LibreOffice writes the character itself where Word writes a bracket, and the font and the character beside."""
    body = _line(_t("公开"), _in("\uf0a3", "Wingdings 2"), _t("是(")) + _line(_in("\uf0a3", "Symbol"), _t("九"))
    path = convert(make_docx(tmp_path / "draft.docx", body), "doc", tmp_path)
    data = path.read_bytes()
    for _ in range(2):
        data = data.replace("\uf0a3".encode("utf-16-le"), "(".encode("utf-16-le"), 1)
    fonts = [data[at + 2 : at + 4] for at in _all(data, b"\x4f\x4a") if data[at + 4 : at + 6] == b"\x51\x4a"]
    for font in set(fonts):
        data = data.replace(
            b"\x4f\x4a" + font + b"\x51\x4a" + font, b"\x09\x6a" + font + struct.pack("<H", 0xF0A3) + b"\x51\x4a"[:2]
        )
    path.write_bytes(data)
    assert _texts(path) == ["公开□是(", "≤九"]


def _all(data: bytes, piece: bytes) -> list[int]:
    found, at = list[int](), data.find(piece)
    while at >= 0:
        found.append(at)
        at = data.find(piece, at + 1)
    return found


_HEAD = rb"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 SimSun;}{\f1\fcharset2{\*\panose 0500}Wingdings{\*\falt x};}{\f2 Symbol;}}\f0 "


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (rb"a{\f1\'fe}b{\f1 \u-3928\'a8}c", "a☑b□c"),
        (rb'a{\field{\*\fldinst SYMBOL 254 \\f "Wingdings" \\s 12}{\fldrslt\f1\fs24}}b', "a☑b"),
        (rb"a{\field{\*\fldinst {SYMBOL 163 }{\\f Symbol \\h}}{\fldrslt }}b", "a≤b"),
        (rb"a{\u-3842?}b", "ab"),
        (rb"\'b9\'ab\'bf\'aa{\f1 \'fe}\'ca\'c7", "公开☑是"),
    ],
)
def test_symbols_of_rich_text(tmp_path: Path, inside: bytes, expected: str) -> None:
    path = tmp_path / "draft.rtf"
    path.write_bytes(_HEAD + inside + rb"\par}")
    assert _texts(path) == [expected]


def test_fonts_and_letters() -> None:
    assert symbol_font(None, "宋体", "Wingdings 2") == "wingdings 2"
    assert symbol_font("Segoe UI Symbol", "Arial") is None
    assert symbol(0xF061, "symbol") == "α"
    assert symbol(0x41, None) == ""
    assert list(without_symbols("12\uf0ff34", "wingdings")) == [(0, "12"), (3, "34")]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (
            "公开<span style='font-family:Wingdings;mso-char-type:symbol'>þ</span>是<font face='Wingdings 2'>£</font>否",
            "公开☑是□否",
        ),
        ("公开<span style='font-family:\"Wingdings 2\"'>R<span style='font-family:宋体'>R是</span></span>", "公开☑R是"),
        (
            "<span style='font-family:Wingdings'>l<span style='font:7.0pt \"Times New Roman\"'>&nbsp; </span></span>一是公开",
            "一是公开",
        ),
        (
            "<span style='font-family:Wingdings'><span style='mso-list:Ignore'>n<span style='font:7.0pt'>&nbsp; </span></span></span>一是",
            "一是",
        ),
        ("<span style='mso-list:Ignore'>一、</span>公开<span style='font-family:Wingdings'>n</span>", "一、公开■"),
        ("<span style='font-family:Wingdings'>n</span>是<span style='font-family:Wingdings'>o</span>否", "■是□否"),
        ("甲&#61694;乙", "甲乙"),
    ],
)
def test_symbols_of_a_web_page(tmp_path: Path, inside: str, expected: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><p>{inside}</p></body></html>", "utf-8")
    assert _texts(path) == [expected]


@needs_office
def test_the_same_symbols_in_a_page_of_libreoffice(tmp_path: Path) -> None:
    found = _texts(convert(make_docx(tmp_path / "draft.docx", BODY), "html", tmp_path))
    assert not any("\ue000" <= character <= "\uf8ff" for text in found for character in text)
    # Where it writes no font, nobody knows what a character shows.
    assert [found[0], found[6], found[7]] == [SHOWN[0], SHOWN[6], SHOWN[7]]
