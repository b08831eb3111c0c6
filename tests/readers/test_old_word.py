"""Old Word files and rich text, made by LibreOffice: what a docx says, they say too."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.document import Document, Paragraph, RevisionKind, Table
from core.errors import ReadError
from core.readers import read
from core.readers.msdoc import file as msdoc
from core.readers.raw import TEXT_BOXES
from core.readers.rtf import reading as rtf
from tests.readers.making import convert, make_docx, needs_office, p

KINDS = ("doc", "rtf")

_LEVEL = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:lvlText w:val="{2}"/></w:lvl>'
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1">'
    + _LEVEL.format(0, "chineseCountingThousand", "%1、")
    + _LEVEL.format(1, "chineseCountingThousand", "（%2）")
    + _LEVEL.format(2, "decimal", "%3.")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>'
)


def item(level: int, text: str) -> str:
    """A numbered paragraph."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def cell(text: str, properties: str = "", more: str = "") -> str:
    """A cell of 2000 twips."""
    return f'<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/>{properties}</w:tcPr>{more}{p(text)}</w:tc>'


def table(*rows: str, columns: int = 3) -> str:
    """A table of equal columns."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


DOWN, ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
MERGED = table(
    cell("收到申请", DOWN) + cell("申请人情况", '<w:gridSpan w:val="2"/>'),
    cell("", ON) + cell("自然人") + cell("总计"),
    cell("", ON) + cell("12") + cell("13"),
)
NESTED = table(
    cell("外") + cell("之后", more=table(cell("内一") + cell("内二"), columns=2)) + cell("右"),
    cell("一") + cell("二") + cell("三"),
)
CHANGED = (
    '<w:p><w:r><w:t>保留</w:t></w:r><w:ins w:id="1" w:author="王科" w:date="2024-01-02T00:00:00Z"><w:r><w:t>添上</w:t></w:r></w:ins>'
    '<w:del w:id="2" w:author="李股" w:date="2024-01-02T00:00:00Z"><w:r><w:delText>划掉</w:delText></w:r></w:del>'
    "<w:r><w:t>𠮷县</w:t><w:tab/><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:p>"
)
BODY = "".join(
    [
        p("青禾县2023年政府信息公开工作年度报告", '<w:jc w:val="center"/>'),
        p("标题样式", '<w:pStyle w:val="1"/>'),
        item(0, "总体情况"),
        item(1, "主动公开"),
        item(2, "网站"),
        item(2, "微信"),
        item(1, "依申请公开"),
        item(0, "其他"),
        CHANGED,
        p("看不见", run="<w:vanish/>"),
        p("加粗的一段", run="<w:b/>"),
        MERGED,
        p("表间"),
        NESTED,
        p("落款", '<w:jc w:val="right"/>'),
    ]
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    folder = tmp_path_factory.mktemp("word")
    source = make_docx(folder / "draft.docx", BODY, styles=STYLES, numbering=NUMBERING, header=p("页眉文字"))
    paths = {"docx": source} | {kind: convert(source, kind, folder) for kind in KINDS}
    return {kind: read(path) for kind, path in paths.items()}


def shown(document: Document) -> list[object]:
    """Text, look and grids of every block."""
    seen: list[object] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            seen.append((block.text, block.heading, block.bold))
        elif isinstance(block, Table):
            seen.append([(c.row, c.column, c.row_span, c.column_span, c.text) for c in block.cells])
    return seen


@needs_office
@pytest.mark.parametrize("kind", KINDS)
def test_the_same_blocks_as_the_docx(documents: dict[str, Document], kind: str) -> None:
    assert shown(documents[kind]) == shown(documents["docx"])
    assert [paragraph.text for paragraph in documents[kind].paragraphs][2:8] == [
        "一、总体情况",
        "（一）主动公开",
        "1.网站",
        "2.微信",
        "（二）依申请公开",
        "二、其他",
    ]


@needs_office
@pytest.mark.parametrize("kind", KINDS)
def test_tracked_changes_are_known(documents: dict[str, Document], kind: str) -> None:
    found = [(each.kind, each.text, each.author) for each in documents[kind].revisions]
    assert found == [(RevisionKind.INSERTION, "添上", "王科"), (RevisionKind.DELETION, "划掉", "李股")]
    assert "保留添上𠮷县 甲\n乙" in [paragraph.text for paragraph in documents[kind].paragraphs]


@needs_office
def test_a_comment_is_known(tmp_path: Path) -> None:
    html = '<p>全年收到申请12件<a class="comment"></a>。</p>'
    source = tmp_path / "page.html"
    source.write_text(f"<html><body>{html}</body></html>", "utf-8")
    text = (
        "{\\rtf1\\ansi\\ansicpg936 {\\*\\atnid WK}{\\*\\atnauthor WangKe}\\chatn "
        "{\\*\\annotation {\\*\\atnref 1}\\pard\\plain {\\u26680?\\u23545?}}\\u25968?\\u23383?\\par}"
    )
    path = tmp_path / "draft.rtf"
    path.write_text(text, "ascii")
    for each in (path, convert(path, "doc", tmp_path)):
        found = [(revision.kind, revision.text.strip(), revision.author) for revision in read(each).revisions]
        assert found == [(RevisionKind.COMMENT, "核对", "WangKe")], each.name
        assert [paragraph.text for paragraph in read(each).paragraphs] == ["数字"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rb"{\rtf1\ansi\ansicpg936 \'c7\'e0\'ba\'cc\'cf\'d8\par\'d2\'bb}", ["青禾县", "一"]),
        (rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset134 SimSun;}{\f1 Arial;}}\f0 \'c7\'e0\f1 a\par}", ["青a"]),
        (rb"{\rtf1\uc2 \u-27226\'3f\'3fabc}", [chr(0x10000 - 27226) + "abc"]),
        (rb"{\rtf1 a{\*\unknown b}c{\pict 00ff}d\'}", ["acd"]),
        (rb"{\rtf1 {\field{\*\fldinst HYPERLINK x}{\fldrslt link}} z}", ["link z"]),
        (rb"{\rtf1 a{\v b}c{\header h\par}\~d\emdash}", ["ac\xa0d—"]),
        (rb"{\rtf1{\stylesheet{\s3 heading 2;}}\pard\s3 x\par\pard y}", ["x", "y"]),
        (b"{\\rtf1 x\\bin5 }}}}}y}", ["xy"]),
    ],
)
def test_rich_text_as_programs_write_it(tmp_path: Path, text: bytes, expected: list[str]) -> None:
    path = tmp_path / "draft.doc"
    path.write_bytes(text)
    assert [paragraph.text for paragraph in read(path).paragraphs] == expected


def test_heading_styles_of_rich_text(tmp_path: Path) -> None:
    path = tmp_path / "draft.rtf"
    path.write_bytes(rb"{\rtf1{\stylesheet{\s3 heading 2;}}\pard\s3 x\par\pard y}")
    assert [paragraph.heading for paragraph in read(path).paragraphs] == [2, None]


def test_groups_without_end(tmp_path: Path) -> None:
    path = tmp_path / "deep.rtf"
    path.write_bytes(b"{\\rtf1 " + b"{" * (rtf.MAX_DEPTH + 10) + b"x")
    with pytest.raises(ReadError, match=f"超过 {rtf.MAX_DEPTH} 层"):
        read(path)


@needs_office
def test_a_document_that_is_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = convert(make_docx(tmp_path / "draft.docx", p("正文" * 50)), "doc", tmp_path)
    monkeypatch.setattr(msdoc, "MAX_CHARACTERS", 60)
    with pytest.raises(ReadError, match="超过 2000 万字"):
        read(path)


def outcome(path: Path) -> bool:
    """Whether a file is read, or refused with a sentence."""
    try:
        return bool(read(path).blocks)
    except ReadError as error:
        return str(error).endswith("。")


@needs_office
@pytest.mark.parametrize("kind", KINDS)
def test_any_cut_is_one_sentence(tmp_path: Path, kind: str) -> None:
    path = convert(make_docx(tmp_path / "draft.docx", BODY, styles=STYLES, numbering=NUMBERING), kind, tmp_path)
    data = path.read_bytes()
    for length in range(600, len(data), max(1, len(data) // 40)):
        path.write_bytes(data[:length])
        assert outcome(path)


def test_the_text_boxes_of_rich_text_are_said(tmp_path: Path) -> None:
    """As Word writes them, with a copy for old programs beside."""
    box = r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard box\par}}{\shprslt{\*\do{\dptxbxtext box}}}}"
    path = tmp_path / "boxes.rtf"
    path.write_text(rf"{{\rtf1\ansi\pard one\par{box}{box}\pard two\par}}", encoding="ascii")
    draft = read(path)
    assert [paragraph.text for paragraph in draft.paragraphs] == ["one", "two"]
    assert TEXT_BOXES.format(2) in draft.notes


@needs_office
def test_a_page_break_inside_a_paragraph_of_an_old_file(tmp_path: Path) -> None:
    """As Word writes it: a character of the paragraph, which LibreOffice has only at its end; what the docx says, the old file says too."""
    section = '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>'
    lines = ["主动公开情况§二、依申请公开", "全年通过县政府网站公开政府信息三千条，其中§规范性文件 6 件。", "§二、问题", "末§"]
    body = "".join(map(p, lines)) + p("节末", section) + p("下一节") + p("新页", "<w:pageBreakBefore/>")
    path = convert(make_docx(tmp_path / "old.docx", body), "doc", tmp_path)
    mark = "§".encode("utf-16-le")
    data = path.read_bytes()
    assert data.count(mark) == len(lines)
    path.write_bytes(data.replace(mark, b"\x0c\0"))
    new = make_docx(tmp_path / "new.docx", body.replace("§", '</w:t><w:br w:type="page"/><w:t>'))
    found = [paragraph.text for paragraph in read(path).paragraphs]
    assert found == [paragraph.text for paragraph in read(new).paragraphs]
    assert found[:2] == ["主动公开情况\n二、依申请公开", "全年通过县政府网站公开政府信息三千条，其中规范性文件 6 件。"]
    assert found[-3:] == ["节末", "下一节", "新页"]
