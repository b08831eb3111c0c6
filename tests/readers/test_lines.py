"""Which breaks between paragraphs are the author's, and which are those of the page that a text was taken from."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from docx.shared import Pt

from core import readers
from core.document import Format, Paragraph, Text
from core.readers.assemble import assemble
from core.readers.raw import Raw
from tests.readers.making import make_docx, p

FORGOT = "全年主动公开政府信息1204条，其中通过门户网站公开1100条，通过政务新媒体公开104条"
NEXT = "县政府办公室组织全县业务培训2次，参加培训的有关单位工作人员共计186人次，培训效果良好。"
CUT = ("全县上下共同努力，坚持公开为常态、不公开为例外，不断提升公开的", "质量和实效，群众满意度逐年提高。")
WHOLE = (
    "去年以来，县人民政府认真贯彻落实《条例》，坚持以公开为常态、不公开为例外，全面推进决策、执行、管理、服务和结果公开。"
    "政府门户网站和政务新媒体发布的信息数量稳步增长，公开的质量和实效进一步提高，群众的满意度也比上一年有了明显的提升。"
)
WIDTH = 26
PASTED = [WHOLE[at : at + WIDTH] for at in range(0, len(WHOLE), WIDTH)]
CLOSED = [
    "县政府办公室负责推进工作，各单位分头落实。",
    "各单位按季度自查，年终统一考核，结果予以通报。",
    "培训工作按计划开展，效果良好。",
]


def read(*lines: tuple[str, bool], kind: Format = Format.DOCX) -> list[str]:
    blocks = tuple(Paragraph(Text.at(line), set_in=set_in) for line, set_in in lines)
    return [each.text for each in assemble("草稿", kind, Raw(blocks)).paragraphs]


@pytest.mark.parametrize("kind", [Format.DOCX, Format.DOC, Format.RTF, Format.HTML, Format.WORD_XML, Format.MHTML])
@pytest.mark.parametrize("set_in", [True, False])
def test_a_paragraph_whose_mark_was_forgotten_ends(kind: Format, set_in: bool) -> None:
    lines = [*CLOSED, FORGOT, NEXT]
    assert read(*((line, set_in) for line in lines), kind=kind) == lines


def test_in_plain_text_the_next_line_goes_on_unless_it_is_set_in() -> None:
    assert read((FORGOT, False), (NEXT, False), kind=Format.TEXT) == [FORGOT + NEXT]
    assert read((FORGOT, True), (NEXT, True), kind=Format.TEXT) == [FORGOT, NEXT]


@pytest.mark.parametrize("set_in", [True, False])
def test_lines_of_a_page_that_were_pasted_are_one_paragraph(set_in: bool) -> None:
    assert read(*((line, set_in) for line in PASTED)) == [WHOLE]


def test_a_full_line_without_its_mark_ends_where_the_next_is_set_in() -> None:
    first, second = [*PASTED[:2], PASTED[2]], NEXT
    lines = [*((line, number == 0) for number, line in enumerate(first)), (second[:WIDTH], True), (second[WIDTH:], False)]
    assert read(*lines) == ["".join(first), second]


def test_a_paragraph_cut_by_a_page_end_goes_on_where_first_lines_are_set_in() -> None:
    begun = [(line, True) for line in CLOSED]
    assert read(*begun, (CUT[0], True), (CUT[1], False)) == [*CLOSED, "".join(CUT)]
    assert read(*begun, (CUT[0], True), (CUT[1], True)) == [*CLOSED, *CUT]
    flat = [(line, False) for line in CLOSED]
    assert read(*flat, (CUT[0], False), (CUT[1], False)) == [*CLOSED, *CUT]


def test_lines_alike_in_length_that_end_nowhere_are_a_list() -> None:
    lines = [
        f"县{name}局，主动公开政府信息12{number}条，办理依申请公开3件"
        for number, name in enumerate(("财政", "教育", "审计", "民政"))
    ]
    assert read(*((line, False) for line in lines)) == lines


def test_a_sentence_closed_inside_brackets_is_closed() -> None:
    note = "（本报告统计期为2022年1月1日到2022年12月31日；如有疑问，请与本局联系。）"
    assert read((note, False), (NEXT, False), kind=Format.TEXT) == [note, NEXT]


def made(path: Path, first_lines: list[bool], *, typed: bool = False) -> Path:
    document = docx.Document()
    for line, set_in in zip([*CLOSED, *CUT], first_lines, strict=True):
        paragraph = document.add_paragraph("　　" * (typed and set_in) + line)
        if set_in and not typed:
            paragraph.paragraph_format.first_line_indent = Pt(32)
    document.save(str(path))
    return path


@pytest.mark.parametrize("typed", [True, False])
def test_a_word_file_tells_which_first_lines_are_set_in(tmp_path: Path, typed: bool) -> None:
    cut = readers.read(made(tmp_path / "cut.docx", [True, True, True, True, False], typed=typed))
    assert [each.text for each in cut.paragraphs] == [*CLOSED, "".join(CUT)]
    whole = readers.read(made(tmp_path / "whole.docx", [True] * 5, typed=typed))
    assert [each.text for each in whole.paragraphs] == [*CLOSED, *CUT]


def test_a_style_sets_first_lines_in(tmp_path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].paragraph_format.first_line_indent = Pt(32)
    for line in (*CLOSED, *CUT):
        document.add_paragraph(line)
    document.paragraphs[-1].paragraph_format.first_line_indent = Pt(0)
    document.save(str(tmp_path / "draft.docx"))
    assert [each.text for each in readers.read(tmp_path / "draft.docx").paragraphs] == [*CLOSED, "".join(CUT)]


@pytest.mark.parametrize("page", ["<p style='text-indent:2em'>{}</p>", "<p>&nbsp;&nbsp;&nbsp;&nbsp;{}</p>", "<p>　　{}</p>"])
def test_a_web_page_tells_which_first_lines_are_set_in(tmp_path: Path, page: str) -> None:
    path = tmp_path / "draft.html"
    begun = "".join(map(page.format, (*CLOSED, CUT[0])))
    for last, expected in ((f"<p>{CUT[1]}</p>", [*CLOSED, "".join(CUT)]), (page.format(CUT[1]), [*CLOSED, *CUT])):
        path.write_text(f"<html><body>{begun}{last}</body></html>", "utf-8")
        assert [each.text for each in readers.read(path).paragraphs] == expected


@pytest.mark.parametrize(
    "sheet",
    [
        "p.MsoNormal, li.MsoNormal {margin:0cm;text-indent:32.0pt}",
        "<!-- /* Style Definitions */ p { text-indent: 0 } #zoom > p.MsoNormal\n\t{mso-pagination:none;\n\ttext-indent:2em;} -->",
        "@media all { div p { TEXT-INDENT: 2em } } p:hover { text-indent: 0 } p + p {text-indent:0}",
        ".MsoNormal {text-indent:0} .MsoNormal {text-indent:2em}",
    ],
)
def test_a_style_sheet_of_a_web_page_sets_first_lines_in(tmp_path: Path, sheet: str) -> None:
    path = tmp_path / "draft.html"
    begun = "".join(f"<p class='MsoNormal x'>{line}</p>" for line in (*CLOSED, CUT[0]))
    for style, expected in (("style='text-indent:0cm'", [*CLOSED, "".join(CUT)]), ("", [*CLOSED, *CUT])):
        body = f"<div id=zoom>{begun}<p class=MsoNormal {style}>{CUT[1]}</p></div>"
        path.write_text(f"<html><head><style>{sheet}</style></head><body>{body}</body></html>", "utf-8")
        assert [each.text for each in readers.read(path).paragraphs] == expected


def test_the_defaults_of_a_word_file_set_first_lines_in(tmp_path: Path) -> None:
    styles = '<w:docDefaults><w:pPrDefault><w:pPr><w:ind w:firstLineChars="200"/></w:pPr></w:pPrDefault></w:docDefaults>'
    styles += '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    for last, expected in (('<w:ind w:firstLine="0"/>', [*CLOSED, "".join(CUT)]), ("", [*CLOSED, *CUT])):
        body = "".join(map(p, (*CLOSED, CUT[0]))) + p(CUT[1], last)
        path = make_docx(tmp_path / "draft.docx", body, styles=styles)
        assert [each.text for each in readers.read(path).paragraphs] == expected


def test_behind_a_line_break_of_a_web_page_no_first_line_is_set_in(tmp_path: Path) -> None:
    path = tmp_path / "draft.html"
    begun = "".join(f"<p style='text-indent:2em'>{line}</p>" for line in CLOSED)
    path.write_text(f"<html><body>{begun}<p style='text-indent:2em'>{CUT[0]}<br>{CUT[1]}</p></body></html>", "utf-8")
    assert [each.text for each in readers.read(path).paragraphs] == [*CLOSED, "".join(CUT)]


@pytest.mark.parametrize(
    ("before", "after", "shown"), [("2024年1月20日", "附件", "2024年1月20日\n附件"), (*CUT, "".join(CUT)), ("", "附件", "附件")]
)
def test_what_stands_behind_a_page_break_is_another_line_unless_a_sentence_runs_over_it(
    tmp_path: Path, before: str, after: str, shown: str
) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(before)
    paragraph.add_run().add_break(WD_BREAK.PAGE)
    paragraph.add_run(after)
    document.save(str(tmp_path / "draft.docx"))
    assert [each.text for each in readers.read(tmp_path / "draft.docx").paragraphs] == [shown]
