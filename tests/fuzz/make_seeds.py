"""``python -m tests.fuzz.make_seeds``: the small files that the mutations begin with; LibreOffice makes those that no library writes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import openpyxl
import pypdf

from tests.format_making import convert, make_mht
from tests.readers import ofd_making
from tests.readers.making import flattened, make_docx
from tests.small_report import draft

SEEDS = Path(__file__).parent / "seeds"
TITLE = "青禾县2023年政府信息公开工作年度报告"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="heading 1"/><w:basedOn w:val="a"/>'
    '<w:pPr><w:outlineLvl w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>'
    '</w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="5"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="3"/>'
    "</w:lvlOverride></w:num>"
)


def _p(text: str, properties: str = "", inside: str = "") -> str:
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>{inside}</w:p>'


def _cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _body() -> str:
    heading, second = '<w:pStyle w:val="b"/>', '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr>'
    inserted = '<w:ins w:id="1" w:author="甲"><w:r><w:t>新增</w:t></w:r></w:ins><w:del w:id="2" w:author="乙"><w:r><w:delText>旧</w:delText></w:r></w:del>'
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    note = '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:tab/><w:br w:type="page"/><w:lastRenderedPageBreak/></w:r>'
    control = "<w:sdt><w:sdtPr/><w:sdtContent>" + _p("内容控件中的一段。") + "</w:sdtContent></w:sdt>"
    inner = "<w:tbl><w:tr>" + _cell(_p("内")) * 2 + "</w:tr></w:tbl>"
    rows = [
        _cell(_p("行政规范性文件"), '<w:gridSpan w:val="2"/>') + _cell(_p("12"), '<w:vMerge w:val="restart"/>'),
        _cell(_p("现行有效")) + _cell(_p("33")) + _cell(_p(""), "<w:vMerge/>"),
        _cell(_p("制发")) + _cell(inner + _p("")) + _cell(_p("6")),
    ]
    table = "<w:tbl><w:tblPr/><w:tblGrid/>" + "".join(f"<w:tr><w:trPr/>{row}</w:tr>" for row in rows) + "</w:tbl>"
    paragraphs = [
        _p(TITLE, '<w:jc w:val="center"/>'),
        _p("统计期限自2023年1月1日起至2023年12月31日止。联系电话：0953-5550123。"),
        _p("总体情况", heading),
        _p("全年主动公开政府信息12条，", second, inserted + field + note),
        control,
        table,
        _p("存在的主要问题及改进情况", heading),
        _p("公开不够及时。下一步，加强培训。"),
        '<w:sectPr><w:type w:val="nextPage"/></w:sectPr>',
    ]
    return "".join(paragraphs)


def make(folder: Path) -> None:
    """Write every seed."""
    notes = '<w:footnote w:id="2"><w:p><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote>'
    word = make_docx(
        folder / "word.docx", _body(), styles=STYLES, numbering=NUMBERING, header=_p("页眉"), footer=_p("— 1 —"), footnotes=notes
    )
    flattened(word, folder / "flat.xml")
    report = draft({"year": 2023})
    (folder / "text.txt").write_text(report, "utf-8")
    (folder / "text-gb.txt").write_bytes(report.encode("gb18030"))
    _workbook(folder / "book.xlsx")
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        for kind in ("doc", "rtf", "odt"):
            (folder / f"word.{kind}").write_bytes(convert([word], kind, place / kind)["word"].read_bytes())
        # openpyxl writes strings into the cells, others into a part of their own.
        office = convert([folder / "book.xlsx"], "xlsx", place / "xlsx")["book"]
        (folder / "office.xlsx").write_bytes(office.read_bytes())
        for kind in ("xls", "ods"):
            (folder / f"book.{kind}").write_bytes(convert([folder / "book.xlsx"], kind, place / kind)["book"].read_bytes())
        printed = convert([word], "pdf", place / "pdf")["word"]
        _plain_pdf(printed, folder / "page.pdf")
        ofd_making.from_pdf(printed, folder / "page.ofd")
    (folder / "page.html").write_text(_page(), "utf-8")
    make_mht(folder / "page.html", folder)


def _workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["统计表", None, None],
        ["项目", "数量", "日期"],
        ["新收", 12, "2023-1-1"],
        ["办结", "=B3*2", 0.125],
        ["合计", 18, True],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet["C4"].number_format = "0.0%"
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("隐藏").append(["x"])
    book["隐藏"].sheet_state = "hidden"
    book.save(path)


def _plain_pdf(source: Path, path: Path) -> None:
    """The same pages with nothing packed, so that a mutation of bytes is one of what they say."""
    writer = pypdf.PdfWriter(clone_from=source)
    for item in writer._objects:
        if (
            isinstance(item, pypdf.generic.EncodedStreamObject)
            and item.get("/Filter") == "/FlateDecode"
            and "/Length1" not in item
        ):
            assert item.indirect_reference is not None
            writer._replace_object(item.indirect_reference, item.decoded_self or _decoded(item))
    writer.write(path)


def _decoded(item: pypdf.generic.EncodedStreamObject) -> pypdf.generic.DecodedStreamObject:
    made = pypdf.generic.DecodedStreamObject()
    made.update({key: value for key, value in item.items() if key not in ("/Filter", "/DecodeParms", "/Length")})
    made.set_data(item.get_data())
    return made


def _page() -> str:
    rows = "".join(f"<tr><td rowspan='{n}'>第{n}项</td><td colspan=2>{n * 3}</td></tr>" for n in range(1, 5))
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body><div class='nav'><a href='/'>首页</a></div>"
        f"<div class='article'><h1>{TITLE}</h1><p style='text-align:right'>2024年1月25日</p><ol start=2 type=a><li>甲<li value='9'>乙</ol>"
        f"<pre>保留\n格式</pre><p><b>一、总体情况</b></p><p>全年公开12&nbsp;条&#x3002;</p><table>{rows}</table><img src='a.png' width='300'>"
        "<table><tr><td><table><tr><td>内</td><td>层</td></tr></table></td></tr></table></div><footer>版权</footer></body></html>"
    )


if __name__ == "__main__":
    SEEDS.mkdir(exist_ok=True)
    make(SEEDS)
