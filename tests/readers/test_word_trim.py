"""What is left out before parsing, and the short way for simple paragraphs, change nothing of what is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.document import Paragraph
from core.readers import docx, word_story
from core.readers.raw import Raw
from core.readers.word_trim import trimmed, used_styles
from tests.readers.making import NAMESPACES, cell, make_docx, p, texts

RUNS = (
    "",
    "<w:b/>",
    '<w:b w:val="0"/>',
    '<w:sz w:val="18"/><w:rFonts w:ascii="a/b" w:cs=""/>',
    '<w:sz w:val="18"/>\n<w:b/>',
    '<w:rStyle w:val="Strong"/>',
    "<w:vanish/>",
    "<w:strike/>",
    '<w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/>',
    '<w:rFonts w:hint="eastAsia" w:hAnsi="symbol"/><w:b/>',
    "<w:b/><w:rPrChange><w:rPr><w:sz/></w:rPr></w:rPrChange>",
    '<w:rFonts/><w:rPrChange><w:rPr w:x="1"><w:b/></w:rPr></w:rPrChange>',
)
PARAGRAPHS = (
    "",
    '<w:pStyle w:val="Head"/><w:spacing w:line="240"/>',
    '<w:widowControl/><w:jc w:val="center"/>',
    "<w:pageBreakBefore/>",
    "<w:rPr><w:del/></w:rPr>",
    "<w:rPr><w:sz/></w:rPr>",
    '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
    '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>',
    "<w:sectPr/>",
    '<w:pPrChange><w:pPr><w:pStyle w:val="Head"/><w:jc w:val="right"/></w:pPr></w:pPrChange>',
)
INSIDE = (
    "<w:t>全年公开信息12条。</w:t>",
    '<w:t xml:space="preserve"> 两端有空格 </w:t>',
    "<w:t> 去掉空格 </w:t>",
    "<w:t>甲\n乙</w:t><w:t/>",
    "<w:t>\uf0a3甲R\uf0fe</w:t>",
    "<w:t>　　缩进</w:t>",
    "<w:t>   </w:t>",
    "<w:t>一</w:t><w:tab/><w:t>二</w:t>",
    "<w:t>上</w:t><w:br/><w:t>下</w:t>",
    "<w:lastRenderedPageBreak/><w:t>新页</w:t>",
    "",
)
CELLS = (
    "",
    '<w:tcW w:w="9"/>',
    '<w:gridSpan w:val="2"/>',
    "<w:vMerge/>",
    '<w:vMerge w:val="restart"/><w:tcBorders><w:top/></w:tcBorders>',
)
STYLES = (
    '<w:latentStyles w:count="1"><w:lsdException w:name="x"/></w:latentStyles>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="table" w:styleId="Grid"><w:name w:val="Grid"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Head"><w:name w:val="x"/><w:basedOn w:val="Base"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Unused"><w:name w:val="heading 3"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Base"><w:name w:val="heading 2"/><w:pPr><w:jc w:val="center"/></w:pPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)


def _run(properties: str, inside: str) -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


runs = st.builds(_run, st.sampled_from(RUNS), st.sampled_from(INSIDE))
wrapped = st.builds("<w:{0}>{1}</w:{0}>".format, st.sampled_from(("ins", "hyperlink", "smartTag")), runs)
insides = st.lists(runs | wrapped | st.just('<w:proofErr w:type="x"/>') | st.just("<w:bookmarkStart/>"), max_size=3)
paragraphs = st.builds(
    lambda properties, inside: f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inside)}</w:p>", st.sampled_from(PARAGRAPHS), insides
)
cells = st.builds(
    lambda properties, inside: f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(inside)}</w:tc>",
    st.sampled_from(CELLS),
    st.lists(paragraphs, min_size=1, max_size=2),
)
tables = st.lists(st.lists(cells, min_size=1, max_size=3), min_size=1, max_size=3).map(
    lambda rows: f"<w:tbl>{''.join(f'<w:tr>{chr(10).join(row)}</w:tr>' for row in rows)}</w:tbl>"
)


def _in_full(path: Path) -> Raw:
    """What is read without anything left out and without the short way."""
    with (
        mock.patch.object(docx, "trimmed", bytes),
        mock.patch.object(word_story, "simple", return_value=None),
        mock.patch.object(docx, "used_styles", lambda part, *_, **__: b"".join(part)),
    ):
        return docx.read(path)


@settings(max_examples=150, deadline=None)
@given(st.lists(paragraphs | tables, min_size=1, max_size=4))
def test_nothing_that_is_read_gets_lost(tmp_path_factory: pytest.TempPathFactory, body: list[str]) -> None:
    path = tmp_path_factory.mktemp("trim") / "draft.docx"
    make_docx(path, "".join(body), styles=STYLES, numbering=NUMBERING)
    assert docx.read(path) == _in_full(path)


def test_properties_go_and_what_counts_of_them_stays() -> None:
    left = trimmed(_part(p("甲", '<w:pStyle w:val="Head"/><w:spacing/>', "<w:sz/><w:b/><w:lang/>") + cell("乙", "<w:tcW/>")))
    assert left == _part(
        '<w:p><w:pPr><w:pStyle w:val="Head"/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">甲</w:t></w:r></w:p>'
        '<w:tc><w:p><w:r><w:t xml:space="preserve">乙</w:t></w:r></w:p></w:tc>'
    )


@pytest.mark.parametrize(
    "body",
    [
        "<w:p><w:r><w:t><![CDATA[<w:rPr><w:sz/></w:rPr>]]></w:t></w:r></w:p>",
        '<x xmlns:w="urn:other"><w:rPr><w:sz/></w:rPr></x>',
        "<w:r><w:rPr><w:rFonts/><w:unknown>甲</w:unknown></w:rPr></w:r>",
    ],
    ids=["text that looks like markup", "the prefix means something else", "properties with text"],
)
def test_what_may_mean_something_else_is_not_touched(body: str) -> None:
    assert trimmed(_part(body)) == _part(body)


def _part(body: str) -> bytes:
    return f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>".encode()


def _pieces(data: bytes, size: int) -> Iterator[bytes]:
    return (data[at : at + size] for at in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 7, 100, 10_000])
@pytest.mark.parametrize("numbered", [False, True])
def test_used_styles_come_with_what_they_rest_on(size: int, numbered: bool) -> None:
    part = f"<w:styles {NAMESPACES}>{STYLES}</w:styles>".encode()
    left = used_styles(_pieces(part, size), ["Head"], numbered=numbered).decode()
    assert [name for name in ("Normal", "Grid", "Head", "Strong", "Unused", "Base") if f'styleId="{name}"' in left] == [
        "Normal",
        "Head",
        "Base",
    ]
    assert "latent" not in left
    assert left.endswith("</w:style></w:styles>")


def test_the_rest_of_the_styles_need_not_be_unpacked() -> None:
    part = iter([f"<w:styles {NAMESPACES}>{STYLES}".encode(), b"never asked for"])
    assert used_styles(part, ["Head"], numbered=False).endswith(b"</w:style></w:styles>")
    assert next(part) == b"never asked for"


@pytest.mark.parametrize("style", ['<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/>{}</w:style>', "{}"])
def test_a_style_of_a_list_behind_all_others_is_found(tmp_path: Path, style: str) -> None:
    numbered = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    styles = (
        STYLES
        + style.format(numbered if style != "{}" else "")
        + f'<w:style w:type="paragraph" w:styleId="Item"><w:name w:val="i"/>{numbered}</w:style>'
    )
    path = make_docx(tmp_path / "draft.docx", p("项", '<w:pStyle w:val="Item"/>') * 2, styles=styles, numbering=NUMBERING)
    assert texts(docx.read(path).blocks) == ["1.项", "2.项"]


def test_a_style_that_the_file_only_names_is_looked_for_to_the_end(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "draft.docx", p("一、总体情况", '<w:pStyle w:val="Heading1"/>'), styles=STYLES)
    (paragraph,) = docx.read(path).blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.heading == 1
