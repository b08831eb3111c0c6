from __future__ import annotations

from pathlib import Path

import pytest

from core.document import OWN_AUTHOR, Align, Paragraph, Picture
from core.readers import docx
from core.readers.raw import Raw
from tests.readers.making import all_texts, cell, make_docx, p, shape, tables, texts


def read(tmp_path: Path, body: str, **parts: str) -> Raw:
    return docx.read(make_docx(tmp_path / "draft.docx", body, **parts))


def test_characters_of_a_run(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:cr/><w:t>0953</w:t><w:noBreakHyphen/><w:t>1</w:t>"
        '<w:softHyphen/><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="Symbol" w:char="F061"/></w:r></w:p>'
    )
    assert texts(read(tmp_path, body).blocks) == ["一\t二\n三\n0953-1☑α"]


def test_white_space_without_preserve_is_dropped_and_places_stay_right(tmp_path: Path) -> None:
    body = '<w:p><w:r><w:t>  甲 </w:t><w:t xml:space="preserve"> 乙\n丙</w:t></w:r></w:p>'
    raw = read(tmp_path, body)
    assert texts(raw.blocks) == ["甲 乙 丙"]
    paragraph = raw.blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert [span.node for span in paragraph.content.spans] == [(0, 0, 2), (0, 1, 0)]


def test_tracked_changes_read_as_accepted(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>公开</w:t></w:r><w:ins><w:r><w:t>信息</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>12</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>13条</w:t></w:r></w:moveTo></w:p>"
    )
    raw = read(tmp_path, body)
    assert texts(raw.blocks) == ["公开信息13条"]
    assert raw.notes == ("文中有尚未接受或拒绝的修订（插入 2 处、删除 2 处），已按接受修订后的文字检查。",)


def test_a_deleted_paragraph_mark_joins_paragraphs(tmp_path: Path) -> None:
    body = (
        p("本报告由", "<w:rPr><w:del/></w:rPr>")
        + p("办公室编制。", '<w:jc w:val="center"/>')
        + p("尾", "<w:rPr><w:del/></w:rPr>")
    )
    raw = read(tmp_path, body)
    assert texts(raw.blocks) == ["本报告由办公室编制。", "尾"]
    first = raw.blocks[0]
    assert isinstance(first, Paragraph)
    assert [span.node[0] for span in first.content.spans] == [0, 1]
    assert first.align is Align.CENTER


def test_fields_show_their_result(tmp_path: Path) -> None:
    body = (
        '<w:p><w:r><w:t>共</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>IF </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>内层</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>38</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>页</w:t></w:r></w:fldSimple></w:p>'
    )
    assert texts(read(tmp_path, body).blocks) == ["共38页"]


def test_wrappers_are_opened(tmp_path: Path) -> None:
    body = (
        f"<w:sdt><w:sdtContent>{p('块')}</w:sdtContent></w:sdt>"
        "<w:p><w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:smartTag><w:r><w:t>标</w:t></w:r></w:smartTag>"
        "<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt><w:ruby><w:rt><w:r><w:t>yin</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>音</w:t></w:r></w:rubyBase></w:ruby><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>"
    )
    assert texts(read(tmp_path, body).blocks) == ["块", "链标控音x"]


def test_hidden_text_is_said(tmp_path: Path) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>"
    body = f"<w:p><w:r><w:t>甲</w:t></w:r>{hidden.format('待核')}{hidden.format('XX')}</w:p>{p('乙')}"
    assert read(tmp_path, body).notes == (
        "文中有隐藏的文字（如“待核XX”，共 4 字），没有作为正文检查；请在 Word 中显示后核对或删去。",
    )
    assert read(tmp_path, p("甲") + p("乙")).notes == ()


BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"


def test_text_boxes_headers_and_notes_stand_apart(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>正文</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>"
        f"<wps:txbx>{BOX.format('框内')}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX.format('框内')}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r><w:r><w:footnoteReference w:id='2'/></w:r></w:p>" + p("后")
    )
    notes = f'<w:footnote w:type="separator" w:id="0">{p("线")}</w:footnote><w:footnote w:id="2">{p("脚注")}</w:footnote>'
    raw = read(tmp_path, body, header=p("页眉"), footer=p("第1页"), footnotes=notes)
    assert texts(raw.blocks) == ["正文", "后"]
    assert [text.text for text in raw.furniture] == ["框内", "页眉", "第1页", "脚注"]
    assert raw.notes == (
        "文中有 1 个文本框，框内文字不作为正文检查。",
        "文中有脚注或尾注，注里的文字不作为正文检查，请人工核对。",
    )
    # Both branches count for places: the paragraph behind is the fourth.
    assert [text.spans[0].node[0] for text in all_texts(raw.blocks)] == [0, 3]


def test_pictures_follow_their_paragraph(tmp_path: Path) -> None:
    drawing = '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="图片 1" descr="统计表截图"/><a:blip r:embed="r9"/></wp:inline></w:drawing></w:r>'
    raw = read(tmp_path, f"<w:p><w:r><w:t>见图</w:t></w:r>{drawing}</w:p>" + p("后"))
    assert [type(block) for block in raw.blocks] == [Paragraph, Picture, Paragraph]
    assert raw.blocks[1] == Picture(None, "统计表截图")


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="x"><w:name w:val="我的二级"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="标题 2"/><w:pPr><w:jc w:val="right"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="Title"/><w:pPr><w:jc w:val="center"/><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="s"><w:name w:val="Subtitle"/><w:basedOn w:val="t"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop"><w:name w:val="loop"/><w:basedOn w:val="loop2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="loop2"><w:name w:val="loop2"/><w:basedOn w:val="loop"/></w:style>'
    '<w:style w:type="character" w:styleId="c"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "heading", "align"),
    [
        ("", None, None),
        ('<w:pStyle w:val="t"/>', 0, Align.CENTER),
        ('<w:pStyle w:val="s"/>', None, Align.CENTER),
        ('<w:pStyle w:val="1"/>', 1, None),
        ('<w:pStyle w:val="x"/>', 2, Align.RIGHT),
        ('<w:pStyle w:val="x"/><w:jc w:val="both"/>', 2, None),
        ('<w:pStyle w:val="1"/><w:outlineLvl w:val="9"/>', None, None),
        ('<w:outlineLvl w:val="2"/><w:jc w:val="start"/>', 3, Align.LEFT),
        ('<w:pStyle w:val="Heading3"/>', 3, None),
        ('<w:pStyle w:val="loop"/>', None, None),
    ],
)
def test_headings_and_alignment_along_the_chain(
    tmp_path: Path, properties: str, heading: int | None, align: Align | None
) -> None:
    block = read(tmp_path, p("标题", properties), styles=STYLES).blocks[0]
    assert isinstance(block, Paragraph)
    assert (block.heading, block.align) == (heading, align)


@pytest.mark.parametrize(
    ("inside", "bold"),
    [
        ('<w:r><w:rPr><w:b/></w:rPr><w:t>全</w:t></w:r><w:r><w:t xml:space="preserve">  </w:t></w:r>', True),
        ("<w:r><w:rPr><w:b/></w:rPr><w:t>半</w:t></w:r><w:r><w:t>半</w:t></w:r>", False),
        ('<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t>否</w:t></w:r>', False),
        ('<w:r><w:rPr><w:rStyle w:val="c"/></w:rPr><w:t>样</w:t></w:r>', True),
    ],
)
def test_bold_means_all_of_it(tmp_path: Path, inside: str, bold: bool) -> None:
    block = read(tmp_path, f"<w:p>{inside}</w:p>", styles=STYLES).blocks[0]
    assert isinstance(block, Paragraph)
    assert block.bold is bold


def test_merged_cells(tmp_path: Path) -> None:
    span, restart, carry = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    body = (
        f"<w:tbl><w:tr>{cell('题', span)}{cell('数')}</w:tr>"
        f"<w:tr>{cell('甲|乙', restart)}{cell('一')}<w:sdt><w:sdtContent>{cell('1')}</w:sdtContent></w:sdt></w:tr>"
        f"<w:sdt><w:sdtContent><w:tr>{cell('', carry)}{cell('二')}{cell('2')}</w:tr></w:sdtContent></w:sdt>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{cell('删')}{cell('删')}{cell('删')}</w:tr>"
        f'<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>{cell("三")}{cell("3")}</w:tr></w:tbl>'
    )
    (table,) = tables(read(tmp_path, body).blocks)
    assert shape(table) == [
        (0, 0, 1, 2, "题"),
        (0, 2, 1, 1, "数"),
        (1, 0, 2, 1, "甲\n乙"),
        (1, 1, 1, 1, "一"),
        (1, 2, 1, 1, "1"),
        (2, 1, 1, 1, "二"),
        (2, 2, 1, 1, "2"),
        (3, 1, 1, 1, "三"),
        (3, 2, 1, 1, "3"),
    ]


def test_nested_tables_become_lines_and_frames_are_opened(tmp_path: Path) -> None:
    inner = f"<w:tbl><w:tr>{cell('内一')}{cell('内二')}</w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{p('外')}{inner}{p()}</w:tc>{cell('旁')}</w:tr></w:tbl>"
    frame = f"<w:tbl><w:tr><w:tc>{p('框中段落')}{outer}</w:tc></w:tr></w:tbl>"
    raw = read(tmp_path, frame)
    assert texts(raw.blocks) == ["框中段落"]
    (table,) = tables(raw.blocks)
    assert shape(table) == [(0, 0, 1, 1, "外\n内一\n内二"), (0, 1, 1, 1, "旁")]


def test_pages_by_what_the_word_processor_noted(tmp_path: Path) -> None:
    body = (
        p("一")
        + "<w:p><w:r><w:t>甲</w:t><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r></w:p>"
        + '<w:p><w:r><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>三</w:t></w:r></w:p>'
        + p("四", "<w:pageBreakBefore/>")
    )
    raw = read(tmp_path, body)
    pages = [[span.page for span in text.spans] for text in all_texts(raw.blocks)]
    assert pages == [[1], [1, 2], [3], [4]]
    assert raw.page_count == 4


def test_set_breaks_alone_give_no_page_numbers(tmp_path: Path) -> None:
    raw = read(tmp_path, p("一") + '<w:p><w:r><w:br w:type="page"/><w:t>二</w:t></w:r></w:p>')
    assert raw.page_count is None
    assert {span.page for text in all_texts(raw.blocks) for span in text.spans} == {None}


def test_the_table_of_contents_is_no_text(tmp_path: Path) -> None:
    styles = STYLES + '<w:style w:type="paragraph" w:styleId="TOC1"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style>'
    entry = '<w:p><w:pPr><w:pStyle w:val="TOC1"/></w:pPr><w:r><w:t>一、概述</w:t><w:tab/><w:t>1</w:t></w:r></w:p>'
    raw = read(tmp_path, entry + p("一、概述", '<w:pStyle w:val="1"/>'), styles=styles)
    assert texts(raw.blocks) == ["一、概述"]
    assert [text.text for text in raw.furniture] == ["一、概述\t1"]


def test_a_cell_without_characters_is_known_by_its_first_paragraph(tmp_path: Path) -> None:
    row = "<w:tr>" + "".join(f"<w:tc>{inside}</w:tc>" for inside in (p("甲"), p() + p(" "), p("乙"))) + "</w:tr>"
    (table,) = tables(read(tmp_path, p("前文") + f"<w:tbl>{row}{row}</w:tbl>").blocks)
    assert [(cell.text, [span.node for span in cell.content.spans]) for cell in table.cells[:3]] == [
        ("甲", [(1, 0, 0)]),
        ("", [(2,)]),
        ("乙", [(4, 0, 0)]),
    ]


def test_what_this_program_put_in_is_not_counted_in_the_notes(tmp_path: Path) -> None:
    own = f'<w:ins w:author="{OWN_AUTHOR}"><w:r><w:t>信息</w:t></w:r></w:ins>'
    body = f"<w:p>{own}<w:del><w:r><w:delText>12</w:delText></w:r></w:del></w:p>"
    assert read(tmp_path, body).notes == ("文中有尚未接受或拒绝的修订（插入 0 处、删除 1 处），已按接受修订后的文字检查。",)


def test_texts_that_are_passed_over_count_for_the_places_behind_them(tmp_path: Path) -> None:
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>qīng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>青</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    gone = "<w:del><w:r><w:t>旧</w:t></w:r></w:del>"
    (paragraph,) = read(tmp_path, f"<w:p><w:r><w:t>在</w:t></w:r>{ruby}{gone}<w:r><w:t>禾县</w:t></w:r></w:p>").blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "在青禾县"
    assert [span.node for span in paragraph.content.spans] == [(0, 0, 0), (0, 2, 0), (0, 4, 0)]


def test_deleted_text_in_a_link_deletes_neither_its_paragraph_nor_its_cell(tmp_path: Path) -> None:
    link = "<w:p><w:hyperlink><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>县政府网站</w:t></w:r></w:hyperlink></w:p>"
    row = f"<w:tr><w:tc>{link}</w:tc><w:tc>{p('甲')}</w:tc></w:tr>"
    blocks = read(tmp_path, f"{link}{p('另一段')}<w:tbl>{row}{row}</w:tbl>").blocks
    assert texts(blocks) == ["县政府网站", "另一段"]
    assert [table.texts() for table in tables(blocks)] == [[["县政府网站", "甲"]] * 2]
