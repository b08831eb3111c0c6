"""Tables of a PDF hold the cells of the file it was made from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table as DocxTable
from pypdf import PdfWriter, Transformation

from core.document import Format, GridBy, Paragraph, Table
from core.readers import pdf
from core.readers.assemble import assemble
from tests.readers.pdf_making import BODY, add, add_table, new_docx, paragraphs, print_to_pdf, save_all, tables, to_pdf

HEADER = ("统计指标", "单位", "统计数")
LONG = "（不同渠道和方式公开相同信息计1条，转载上级机关信息和更新办事指南的不重复计算）"
WIDTHS = (98.0, 22.0, 30.0)


def _rows(count: int) -> list[tuple[str, str, str]]:
    """A header and rows as in the statistical table: headings with no figure, long labels, figures of one to six digits."""
    rows: list[tuple[str, str, str]] = [HEADER]
    for number in range(1, count):
        if number % 9 == 1:
            rows.append((f"（{'一二三四五六七八九十'[number // 9 % 10]}）各类公开情况", "", ""))
        elif number % 5 == 0:
            rows.append((f"{number}.主动公开政府信息数{LONG}", "条", str(number * 7919 % 100003)))
        else:
            rows.append((f"{number}.通过第{number}种方式公开的信息数", "件", str(number % 11)))
    return rows


ROWS = _rows(65)


def _text(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(row) for row in rows]


def _assembled(file: Path) -> list[Table]:
    return list(assemble(str(file), Format.PDF, pdf.read(file)).tables)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    names = ("plain", "repeated", "narrow", "tall", "merged", "official", "turned", "lines", "neighbours")
    documents = {name: new_docx(11) for name in names}
    for name in ("plain", "repeated", "narrow"):
        add(documents[name], BODY[:2])
        widths = (34.0, 12.0, 16.0) if name == "narrow" else WIDTHS
        add_table(documents[name], ROWS, widths, header=int(name == "repeated"))
        add(documents[name], ["填报日期：2024年1月25日"])
    tall = add_table(documents["tall"], ROWS[:30], WIDTHS)
    for row in tall.rows:
        row.height = Pt(30)
        for cell in row.cells:
            cell.vertical_alignment, cell.paragraphs[0].alignment = 1, WD_ALIGN_PARAGRAPH.CENTER
    merged = add_table(documents["merged"], [[f"r{row}c{column}" for column in range(6)] for row in range(5)], [25.0] * 6)
    for start, end in (((0, 0), (1, 0)), ((0, 1), (0, 5)), ((2, 2), (4, 3)), ((1, 4), (1, 5))):
        merged.cell(*start).merge(merged.cell(*end)).text = f"合并{start[0]}{start[1]}"
    _official(add_table(documents["official"], [[""] * 10 for _ in range(6)], [12.0, 14.0, 40.0] + [12.0] * 7))
    turned = add_table(documents["turned"], [("三、本年度办理结果", "予以公开", "12"), ("", "部分公开", "3")], (15.0, 60.0, 30.0))
    turned.cell(0, 0).merge(turned.cell(1, 0))
    turned.rows[0].height = turned.rows[1].height = Pt(90)
    direction = OxmlElement("w:textDirection")
    direction.set(qn("w:val"), "btLr")
    turned.cell(0, 0)._tc.get_or_add_tcPr().append(direction)
    add_table(
        documents["lines"],
        [("单位：\n万元", "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"), ("a", "b")],
        (30.0, 45.0),
    )
    add_table(documents["neighbours"], [("甲", "乙"), ("1", "2")], (30.0, 30.0))
    add(documents["neighbours"], ["两张表之间的一段话。"])
    add_table(documents["neighbours"], [("丙", "丁"), ("3", "4")], (30.0, 30.0))
    return save_all(tmp_path_factory.mktemp("tables"), documents)


def _official(table: DocxTable) -> None:
    """The head of the table on applications: cells merged both ways."""
    cell = table.cell
    cell(0, 0).merge(cell(2, 2)).text = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    cell(0, 3).merge(cell(0, 9)).text = "申请人情况"
    cell(1, 3).merge(cell(2, 3)).text = "自然人"
    cell(1, 4).merge(cell(1, 8)).text = "法人或其他组织"
    for column, text in enumerate(("商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"), start=4):
        cell(2, column).text = text
    cell(1, 9).merge(cell(2, 9)).text = "总计"
    cell(3, 0).merge(cell(3, 2)).text = "一、本年新收政府信息公开申请数量"
    cell(4, 0).merge(cell(5, 0)).text = "三、本年度办理结果"
    cell(4, 1).merge(cell(4, 2)).text = "（一）予以公开"
    cell(5, 1).text, cell(5, 2).text = "（三）不予公开", "1.属于国家秘密"
    for row in range(3, 6):
        for column in range(3, 10):
            cell(row, column).text = str(row * column)


@pytest.mark.parametrize("name", ["plain", "repeated", "narrow"])
def test_a_long_table_is_whole(files: dict[str, Path], name: str) -> None:
    found = _assembled(files[name])
    assert [table.texts() for table in found] == [_text(ROWS)]
    assert paragraphs(pdf.read(files[name])) == [*BODY[:2], "填报日期：2024年1月25日"]


@pytest.mark.parametrize("name", ["plain", "repeated"])
def test_the_parts_on_all_pages_are_one_table(files: dict[str, Path], name: str) -> None:
    raw = pdf.read(files[name])
    (table,) = tables(raw)
    pages = [cell.page for cell in table.cells if cell.column == 0 and cell.text]
    assert raw.page_count is not None
    assert (table.page, pages[0], pages[-1]) == (1, 1, raw.page_count)
    assert [row[0] for row in table.texts()].count(HEADER[0]) == 1


def test_rows_cut_below_their_text_leave_no_empty_rows(tmp_path: Path) -> None:
    # with open lines there may be room for the text of the last row and none for the distance below it
    rows = [HEADER, *((f"{number}.第{number}类", "件", str(number)) for number in range(1, 100))]
    documents = {f"open-{points}": new_docx() for points in range(0, 18, 3)}
    for points, document in zip(range(0, 18, 3), documents.values(), strict=True):
        document.styles["Normal"].paragraph_format.line_spacing = 1.5
        add(document, BODY[:1], space_after=Pt(points))
        add_table(document, rows, WIDTHS)
    files = save_all(tmp_path, documents)
    blank = [row for file in files.values() for table in tables(pdf.read(file)) for row in table.texts() if not any(row)]
    assert not blank
    assert all([table.texts() for table in _assembled(file)] == [_text(rows)] for file in files.values())


def test_cells_in_the_middle_of_tall_rows(files: dict[str, Path]) -> None:
    assert [table.texts() for table in _assembled(files["tall"])] == [_text(ROWS[:30])]


def test_merged_cells(files: dict[str, Path]) -> None:
    table = tables(pdf.read(files["merged"]))[0]
    assert (table.row_count, table.column_count) == (5, 6)
    spans = {(cell.row, cell.column): (cell.row_span, cell.column_span) for cell in table.cells if "合并" in cell.text}
    assert spans == {(0, 0): (2, 1), (0, 1): (1, 5), (2, 2): (3, 2), (1, 4): (1, 2)}
    assert table.texts()[3] == ["r3c0", "r3c1", "合并22", "合并22", "r3c4", "r3c5"]


def test_the_table_on_applications(files: dict[str, Path]) -> None:
    grid = tables(pdf.read(files["official"]))[0].texts()
    assert grid[0] == ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"] * 3 + ["申请人情况"] * 7
    assert grid[2][3:] == ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
    assert grid[5] == ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", *(str(5 * column) for column in range(3, 10))]


def test_turned_text_in_a_cell(files: dict[str, Path]) -> None:
    grid = tables(pdf.read(files["turned"]))[0].texts()
    assert grid == [["三、本年度办理结果", "予以公开", "12"], ["三、本年度办理结果", "部分公开", "3"]]


def test_wanted_line_breaks_in_a_cell_stay_and_others_go(files: dict[str, Path]) -> None:
    grid = tables(pdf.read(files["lines"]))[0].texts()
    assert grid[0] == ["单位：\n万元", "本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和"]


def test_reading_order_of_tables_and_text(files: dict[str, Path]) -> None:
    blocks = pdf.read(files["neighbours"]).blocks
    assert [type(block) for block in blocks] == [Table, Paragraph, Table]


def test_a_framed_text_is_no_table(tmp_path: Path) -> None:
    document = new_docx()
    add(document, BODY)
    for width in (120.0, 60.0):
        add_table(document, [(BODY[2],), (BODY[0],)], (width,))
    add(document, BODY[3:5])
    raw = pdf.read(save_all(tmp_path, {"framed": document})["framed"])
    assert not tables(raw)
    assert paragraphs(raw) == [*BODY, BODY[2], BODY[0], BODY[2], BODY[0], *BODY[3:5]]


def test_tab_separated_lines_become_rows(tmp_path: Path) -> None:
    source = tmp_path / "draft.txt"
    rows = [row for row in ROWS if LONG not in row[0]][:30]
    text = "\n".join([BODY[1], BODY[2], *("\t".join(row) for row in rows), BODY[5]])
    source.write_text(text, encoding="utf-8-sig")
    file = to_pdf(tmp_path, source)[0]
    document = assemble(str(file), Format.PDF, pdf.read(file))
    assert [table.grid_by for table in document.tables] == [GridBy.PLACES]
    assert [table.texts() for table in document.tables] == [_text(rows)]
    assert [paragraph.text for paragraph in document.paragraphs] == [BODY[1], BODY[2], BODY[5]]


def test_tables_printed_by_chrome(tmp_path: Path) -> None:
    body = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in ROWS)
    style = (
        "body{font-family:'WenQuanYi Micro Hei'}table{border-collapse:collapse;width:80%}td{border:1px solid #333;padding:4px}"
    )
    page = f'<!doctype html><meta charset="utf-8"><title>表</title><style>{style}</style><p>{BODY[2]}</p><table>{body}</table>'
    file = print_to_pdf(tmp_path, page)
    assert [table.texts() for table in _assembled(file)] == [_text(ROWS)]
    assert paragraphs(pdf.read(file)) == [BODY[2]]


BORDERS = {
    "apart": "table{border:1px solid #000;border-spacing:2px}td{border:1px solid #000;padding:3px}",
    "double": "table{border:3px double #000;border-collapse:collapse}td{border:3px double #000;padding:3px}",
    "plain": "",
}


@pytest.mark.parametrize("style", BORDERS)
def test_double_borders_of_a_browser_are_one(tmp_path: Path, style: str) -> None:
    rows = [
        [f"{number}.政府公报公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", str(number * 7)] for number in range(50)
    ]
    lines = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    page = f"<meta charset=utf-8><style>body{{font-family:'WenQuanYi Micro Hei'}}{BORDERS[style]}</style><table border=1>{lines}</table>"
    raw = pdf.read(print_to_pdf(tmp_path, page))
    (table,) = tables(raw)
    assert raw.page_count is not None
    assert raw.page_count > 1
    assert table.texts() == rows


BLANKS = (
    ("类别", "单位", "主动公开数", "申请数"),
    ("部门", "教育局", "13", "1"),
    ("", "民政局", "", "2"),
    ("", "人力资源和社会保障局", "39", ""),
    ("乡镇", "城关镇", "4", ""),
    ("", "花马池镇", "", "6"),
    ("", "", "", "7"),
    ("合计", "", "56", "16"),
)


def test_blank_cells_without_lines_keep_their_columns(tmp_path: Path) -> None:
    document = new_docx()
    add(document, BODY[:3])
    table = document.add_table(0, 4)
    for row in BLANKS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    add(document, BODY[3:5])
    file = save_all(tmp_path, {"blanks": document})["blanks"]
    assert [table.texts() for table in _assembled(file)] == [_text(BLANKS)]
    read = assemble(str(file), Format.PDF, pdf.read(file))
    assert [paragraph.text for paragraph in read.paragraphs] == list(BODY[:5])


def test_blank_cells_without_lines_in_a_browser(tmp_path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in BLANKS)
    style = "body{font-family:'WenQuanYi Micro Hei'}"
    page = f'<meta charset=utf-8><style>{style}</style><p>{BODY[0]}</p><table width="100%">{rows}</table><p>{BODY[2]}</p>'
    file = print_to_pdf(tmp_path, page)
    assert [table.texts() for table in _assembled(file)] == [_text(BLANKS)]


def _turned(source: Path, degrees: int) -> Path:
    """The file with the content of its pages turned by a matrix, as some printer drivers do, so that no line is quite level."""
    writer = PdfWriter(clone_from=source)
    for page in writer.pages:
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        size = (height, width) if degrees % 180 else (width, height)
        turn = Transformation().translate(-width / 2, -height / 2).rotate(degrees).translate(size[0] / 2, size[1] / 2)
        page.add_transformation(turn)
        page.mediabox.upper_right = page.cropbox.upper_right = size
    target = source.with_name(f"turned-{degrees}.pdf")
    writer.write(target)
    return target


@pytest.mark.parametrize("degrees", [90, -90, 180])
def test_content_turned_by_a_matrix_keeps_its_rows(degrees: int, tmp_path: Path) -> None:
    document = new_docx()
    add_table(document, ROWS[:40], WIDTHS)
    file = save_all(tmp_path, {"plain": document})["plain"]
    assert [t.texts() for t in tables(pdf.read(_turned(file, degrees)))] == [t.texts() for t in tables(pdf.read(file))]
