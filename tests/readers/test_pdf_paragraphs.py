"""Paragraphs of a PDF are those of the file it was made from, whatever the layout."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Mm, Pt

from core.document import Align, Paragraph
from core.readers import pdf
from tests.readers.making import make_docx, p
from tests.readers.pdf_making import (
    BODY,
    TITLE,
    add,
    add_official,
    add_title,
    new_docx,
    paragraphs,
    print_to_pdf,
    save_all,
    to_pdf,
)

JUSTIFY, RIGHT, CENTER = WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT, WD_ALIGN_PARAGRAPH.CENTER
SEVERAL_PAGES = BODY * 3
SPACED = (
    "2023 年，全县 33 个部门主动公开政府信息 3216 条，其中政府网站 1890 条，微信 1012 条，微博 314 条，比 2022 年增加 358 条，增长 12.5%。",
    "县政府办公室组织业务培训 4 次，参加 186 人次；开展检查 2 次，通报 5 个单位；受理群众来信 41 件，办结 41 件，办结率 100%，回访满意率 97.6%。",
)
LATIN = (
    "The county office publishes an annual report on government information disclosure every year before the end of January, and the report "
    "lists how many documents were published, how many applications were received and how each of them was answered within the legal time limit."
)
SIGN_OFF = ("青禾县人民政府办公室", "2024年1月25日")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    styles: dict[str, dict[str, object]] = {
        "plain": {},
        "justified": {"alignment": JUSTIFY},
        "indented": {"first_line_indent": Pt(24)},
        "indented-justified": {"first_line_indent": Pt(24), "alignment": JUSTIFY},
        "spaced": {"space_after": Pt(8)},
        "open-lines": {"line_spacing": 1.5, "first_line_indent": Pt(24)},
        "block-indented": {"left_indent": Pt(36), "alignment": JUSTIFY, "space_after": Pt(10)},
    }
    documents = {name: new_docx() for name in styles}
    for name, layout in styles.items():
        add(documents[name], SEVERAL_PAGES, **layout)
    documents["spaces-for-indent"] = new_docx()
    add(documents["spaces-for-indent"], [f"　　{text}" for text in SEVERAL_PAGES])
    documents["blank-lines"] = new_docx()
    add(documents["blank-lines"], [line for text in SEVERAL_PAGES for line in (text, "")])
    documents["official"] = new_docx(16)
    add_official(documents["official"], TITLE, SEVERAL_PAGES)
    add(documents["official"], SIGN_OFF, alignment=RIGHT, right_indent=Pt(48))
    documents["spaces-in-text"] = new_docx()
    add(documents["spaces-in-text"], SPACED * 4, first_line_indent=Pt(24), alignment=JUSTIFY)
    documents["latin"] = new_docx()
    add(documents["latin"], [LATIN, *BODY[:2], LATIN])
    return save_all(tmp_path_factory.mktemp("paragraphs"), documents)


LAYOUTS = (
    "plain",
    "justified",
    "indented",
    "indented-justified",
    "spaced",
    "open-lines",
    "block-indented",
    "blank-lines",
    "spaces-for-indent",
)


@pytest.mark.parametrize("name", LAYOUTS)
def test_paragraphs_are_those_of_the_source(files: dict[str, Path], name: str) -> None:
    assert paragraphs(pdf.read(files[name])) == list(SEVERAL_PAGES)


def test_official_layout(files: dict[str, Path]) -> None:
    raw = pdf.read(files["official"])
    assert paragraphs(raw) == [TITLE, *SEVERAL_PAGES, *SIGN_OFF]
    blocks = [block for block in raw.blocks if isinstance(block, Paragraph)]
    assert blocks[0].align is Align.CENTER
    assert [block.align for block in blocks[-2:]] == [Align.RIGHT, Align.RIGHT]
    assert {block.align for block in blocks[1:-2]} == {None}


def test_spaces_swallowed_by_wrapping_come_back(files: dict[str, Path]) -> None:
    assert paragraphs(pdf.read(files["spaces-in-text"])) == list(SPACED * 4)


def test_words_of_latin_text_keep_their_spaces(files: dict[str, Path]) -> None:
    assert paragraphs(pdf.read(files["latin"])) == [LATIN, *BODY[:2], LATIN]


def test_a_paragraph_over_a_page_end_has_places_on_both_pages(files: dict[str, Path]) -> None:
    raw = pdf.read(files["official"])
    both = [
        block for block in raw.blocks if isinstance(block, Paragraph) and len({span.page for span in block.content.spans}) == 2
    ]
    assert both
    assert raw.page_count is not None
    assert raw.page_count > 3


def test_long_titles_wrap(tmp_path: Path) -> None:
    title = "青禾县自然资源和规划局2023年政府信息公开工作年度报告"
    heading = "附件：青禾县自然资源和规划局关于二〇二三年度政府信息公开工作各项数据的统计汇总情况说明及其核对记录表"
    document = new_docx(16)
    add_title(document, title)
    add_title(document, "（征求意见稿）")
    add(document, BODY, first_line_indent=Pt(32), alignment=JUSTIFY)
    add(document, [heading], first_line_indent=Pt(32))
    file = save_all(tmp_path, {"title": document})["title"]
    assert paragraphs(pdf.read(file)) == [title, "（征求意见稿）", *BODY, heading]


def test_sections_with_their_own_margins(tmp_path: Path) -> None:
    document = new_docx()
    add(document, SEVERAL_PAGES, alignment=JUSTIFY, first_line_indent=Pt(24))
    section = document.add_section()
    section.left_margin, section.right_margin = Mm(45), Mm(50)
    add(document, SEVERAL_PAGES, alignment=JUSTIFY, first_line_indent=Pt(24))
    file = save_all(tmp_path, {"sections": document})["sections"]
    assert paragraphs(pdf.read(file)) == [*SEVERAL_PAGES, *SEVERAL_PAGES]


def test_short_file(tmp_path: Path) -> None:
    document = new_docx()
    lines = ["政务公开工作会议纪要", "时间：2023年3月6日", "地点：县政府三楼会议室", "会议研究了年度报告的编制工作。"]
    add(document, lines)
    file = save_all(tmp_path, {"short": document})["short"]
    assert paragraphs(pdf.read(file)) == lines


def test_hanging_list_items(tmp_path: Path) -> None:
    items = [f"{number}.{text}" for number, text in enumerate(BODY[5:6] + BODY[9:10] + BODY[15:16], start=1)]
    document = new_docx()
    add(document, items, left_indent=Pt(24), first_line_indent=Pt(-24))
    file = save_all(tmp_path, {"hanging": document})["hanging"]
    assert paragraphs(pdf.read(file)) == items


RUN_IN = (
    "改进措施：（一）实行信息报送任务到人，每个股室每月报送不少于两条，按季通报报送情况；（二）利用广播、流动宣传车和入户走访，把政策送到群众家中；"
    "（三）每季度检查公开栏；（四）每半年培训一次信息员，培训之后由办公室组织测验；（五）年底评出报送工作先进的股室。"
)


@pytest.mark.parametrize("layout", [{"space_after": Pt(10)}, {"first_line_indent": Pt(24)}], ids=["space", "indent"])
def test_numbers_inside_a_paragraph_do_not_part_it(layout: dict[str, object], tmp_path: Path) -> None:
    """Whatever number a line happens to begin with: each paragraph is longer by one character."""
    texts = [f"{'的' * more}{RUN_IN}" for more in range(1, 36)]
    document = new_docx()
    add(document, texts, alignment=JUSTIFY, **layout)
    file = save_all(tmp_path, {"run-in": document})["run-in"]
    assert paragraphs(pdf.read(file)) == texts


def test_html_through_libreoffice(tmp_path: Path) -> None:
    source = tmp_path / "page.html"
    # LibreOffice 7.4 loses the first paragraph of an html page
    source.write_text(_page("", BODY).replace("<h1>", "<p>-</p><h1>"), encoding="utf-8")
    assert paragraphs(pdf.read(to_pdf(tmp_path, source)[0])) == [TITLE, *BODY]


@pytest.mark.parametrize(
    "style",
    [
        "p{text-indent:2em}",
        "p{margin:0}",
        "p{line-height:2;text-align:justify}",
        "body{font-size:18px}p{text-indent:2em;margin:0}",
    ],
)
def test_chrome_prints(tmp_path: Path, style: str) -> None:
    raw = pdf.read(print_to_pdf(tmp_path, _page(style, SEVERAL_PAGES)))
    assert paragraphs(raw) == [TITLE, *SEVERAL_PAGES]
    assert all("page.html" in text.text or "测试" in text.text for text in raw.furniture)


def _page(style: str, texts: tuple[str, ...]) -> str:
    body = "".join(f"<p>{html.escape(text)}</p>" for text in texts)
    head = f'<meta charset="utf-8"><title>测试</title><style>body{{font-family:"WenQuanYi Micro Hei"}}h1{{text-align:center}}{style}</style>'
    return f"<!doctype html><html><head>{head}</head><body><h1>{TITLE}</h1>{body}</body></html>"


def _numbered(number: int, style: str, template: str, left: int, hanging: int) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{template}"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


@pytest.mark.parametrize("size", [18, 21, 24, 32])
def test_a_numbered_list_with_tabs_is_no_table(tmp_path: Path, size: int) -> None:
    chinese = "chineseCountingThousand"
    levels = (
        _numbered(0, chinese, "%1、", 0, 0),
        _numbered(1, chinese, "（%2）", 1400, 1000),
        _numbered(2, "decimal", "%3.", 1000, 700),
    )
    numbering = f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    items = [
        (0, "一、", "存在的主要问题及改进情况"),
        (1, "（一）", "主要问题"),
        (2, "1.", "公开不够及时。"),
        (2, "2.", "解读形式单一。"),
    ]
    items += [
        (2, "3.", BODY[9]),
        (1, "（二）", "改进措施"),
        (2, "1.", "加强培训。"),
        (2, "2.", "完善机制。"),
        (0, "二、", "其他需要报告的事项"),
    ]
    look = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'
    body = "".join(p(text, look.format(depth), f'<w:sz w:val="{size}"/>') for depth, _, text in items)
    page = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800"/></w:sectPr>'
    source = make_docx(tmp_path / "list.docx", body + p(BODY[2], "", f'<w:sz w:val="{size}"/>') + page, numbering=numbering)
    raw = pdf.read(to_pdf(tmp_path, source)[0])
    assert not [text for text in paragraphs(raw) if "\t" in text]
    assert paragraphs(raw) == [*(mark + text for _, mark, text in items), BODY[2]]
