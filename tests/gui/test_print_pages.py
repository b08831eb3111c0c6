"""Paper and PDF: nothing is lost, headers come again, pages are numbered, marks have their colours and lines."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from core.checklist_form import COLUMNS, ChecklistForm
from core.document import Document, Format, Paragraph, Text
from core.findings import Result, Waiver
from gui.printing.output import PrintError, pdf_bytes, print_pages
from gui.printing.pages import Pages, Part, layout_for
from gui.theme import colour
from tests.gui import report

A4 = (595, 842)


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> QApplication:
    return qapp


def pages_of(data: bytes) -> tuple[list[str], set[tuple[int, int]]]:
    """The words of each page without white space, and the sizes of the pages."""
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        texts = ["".join((page.extract_text(use_text_flow=True) or "").split()) for page in pdf.pages]
        return texts, {(round(page.width), round(page.height)) for page in pdf.pages}


def squeezed(text: str) -> str:
    return "".join(text.split())


def dismissed() -> Result:
    result = report.result()
    first = replace(result.findings[0], waived=Waiver("已与统计股核实", "2019-02-22T10:00:00"))
    return replace(result, findings=(first, *result.findings[1:]))


def test_the_checklist_holds_verdict_findings_and_lines_to_sign() -> None:
    texts, sizes = pages_of(pdf_bytes(dismissed(), Part.CHECKLIST))
    whole = "".join(texts)
    assert sizes == {A4}
    assert squeezed(dismissed().verdict.sentence) in texts[0]
    assert all(squeezed(finding.message)[:8] in whole for finding in report.result().findings)
    assert "已忽略：已与" in whole
    assert all(name in texts[-1] for name in ("检查人", "复核人", "（盖章）"))


def test_the_lines_to_sign_are_on_one_page() -> None:
    """However long the list is; where they do not fit below it they begin a page."""
    result, alone = report.result(), 0
    for count in range(3, 18):
        texts, _ = pages_of(pdf_bytes(replace(result, findings=(result.findings * 3)[:count]), Part.CHECKLIST))
        holding = [[name in text for name in ("检查人", "复核人", "日期", "（盖章）")] for text in texts]
        assert all(holding[-1]), count
        assert not any(any(names) for names in holding[:-1]), count
        alone += "问题" not in texts[-1]
    assert alone


def test_every_page_is_numbered_and_named() -> None:
    texts, _ = pages_of(pdf_bytes(report.result()))
    assert len(texts) > 2
    assert all(f"第{number}页，共{len(texts)}页" in text for number, text in enumerate(texts, 1))
    assert all("年政府信息公开工作年度报告自查" in text for text in texts)


def test_the_header_of_the_list_comes_again_on_every_page() -> None:
    result = report.result()
    many = replace(result, findings=result.findings * 6)
    texts, _ = pages_of(pdf_bytes(many, Part.CHECKLIST))
    assert len(texts) > 4
    assert all("序号" in text and "修改建议" in text for text in texts[1:-1])


def test_the_text_part_holds_the_whole_draft_and_explains_the_numbers() -> None:
    result = report.result()
    whole = "".join(pages_of(pdf_bytes(result, Part.TEXT))[0])
    for paragraph in result.document.paragraphs:
        assert squeezed(paragraph.text)[:6] in whole
    for cell in result.document.tables[0].cells:
        assert squeezed(cell.text)[:5] in whole
    assert "标注说明" in whole
    assert "标注说明" not in "".join(pages_of(pdf_bytes(result, Part.BOTH))[0])


def test_no_heading_is_left_at_the_foot_of_a_page_and_no_line_is_lost() -> None:
    words = "信息公开工作平稳有序，各项任务按期完成。" * 6
    lines = [
        line
        for number in range(1, 40)
        for line in (f"（{'一二三四五六七八九'[number % 9]}）第{number}节", f"{number}号：{words}")
    ]
    paragraphs = tuple(Paragraph(Text.at(line), number) for number, line in enumerate(lines))
    result = replace(report.result(), document=Document("a.docx", Format.DOCX, paragraphs), findings=(), title=None)
    data = pdf_bytes(result, Part.TEXT)
    texts, _ = pages_of(data)
    assert len(texts) > 3
    whole = "".join(texts)
    assert all(squeezed(line)[:12] in whole for line in lines)
    for text in texts[:-1]:
        body = text.partition(f"第{texts.index(text) + 1}页，共")[0]
        assert not body.endswith("节")


@pytest.mark.parametrize("part", [Part.CHECKLIST, Part.TEXT])
def test_rows_are_kept_whole(part: Part) -> None:
    result = report.result()
    told = "请逐项核对台账并在下次填报时一并改正。"
    findings = tuple(
        replace(result.findings[number % 14], message=f"始{number}始" + told * (3 + number * 7 % 11) + f"终{number}终")
        for number in range(90)
    )
    texts, _ = pages_of(pdf_bytes(replace(result, findings=findings), part))
    for number in range(90):
        begins = [page for page, text in enumerate(texts) if f"始{number}始" in text]
        ends = [page for page, text in enumerate(texts) if f"终{number}终" in text]
        assert begins[-1:] == ends[-1:] != [], number
    assert "".join(texts).count("始7始") == "".join(texts).count("终7终")


def test_a_row_higher_than_a_page_loses_no_line() -> None:
    result = report.result()
    message = "".join(f"第{number:03}句讲清楚了。" for number in range(600))
    texts, _ = pages_of(pdf_bytes(replace(result, findings=(replace(result.findings[0], message=message),)), Part.CHECKLIST))
    whole = "".join(texts)
    assert all(f"{number:03}" in whole for number in range(600))


def test_no_page_is_empty_and_no_paragraph_is_lost() -> None:
    paragraphs = tuple(Paragraph(Text.at(f"段{number:03}末" + "字" * (number * 7 % 90)), number) for number in range(200))
    result = replace(report.result(), document=Document("a.docx", Format.DOCX, paragraphs), findings=(), title=None)
    texts, _ = pages_of(pdf_bytes(result, Part.TEXT))
    whole = "".join(texts)
    assert all(f"段{number:03}末" in whole for number in range(200))
    assert all("末" in text for text in texts)


def ink(data: bytes, name: str) -> int:
    """How many points of all pages have a colour of the palette."""
    wanted = (colour(name).red(), colour(name).green(), colour(name).blue())
    found = 0
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        pixels = document[number].render(scale=1.5).to_pil().convert("RGB").tobytes()
        found += sum(pixels[at : at + 3] == bytes(wanted) for at in range(0, len(pixels), 3))
    document.close()
    return found


def test_marks_have_the_colours_of_their_severity() -> None:
    data = pdf_bytes(report.result(), Part.TEXT)
    clean = pdf_bytes(replace(report.result(), findings=()), Part.TEXT)
    for name in ("error-soft", "warning-soft", "info-soft"):
        assert ink(data, name) > 100, name
        assert ink(clean, name) == 0, name


def test_an_office_s_columns_turn_the_page_when_they_need_it() -> None:
    form = ChecklistForm("青禾县审核单", tuple(COLUMNS), ("复核意见",), ("经办人",), "一式两份")
    texts, sizes = pages_of(pdf_bytes(replace(report.result(), form=form), Part.CHECKLIST))
    assert sizes == {(A4[1], A4[0])}
    assert "青禾县审核单" in texts[0]
    assert "复核意见" in "".join(texts)
    assert "一式两份" in texts[-1]
    assert layout_for(replace(report.result(), form=form), Part.TEXT).orientation() == QPageLayout.Orientation.Portrait


def test_nothing_found_is_said_on_paper() -> None:
    whole = "".join(pages_of(pdf_bytes(report.clean_result(), Part.TEXT))[0])
    assert "没有发现问题" in whole


def printer_to(target: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setPageLayout(layout_for(report.result(), Part.BOTH))
    return printer


def test_a_printer_gets_the_same_pages_as_the_pdf(tmp_path: Path) -> None:
    print_pages(report.result(), Part.BOTH, printer_to(tmp_path / "a.pdf"))
    assert pages_of((tmp_path / "a.pdf").read_bytes()) == pages_of(pdf_bytes(report.result()))


@pytest.mark.parametrize(("first", "last", "numbers"), [(2, 3, [2, 3]), (2, 999, list(range(2, 99)))])
def test_only_the_pages_asked_for_are_printed(tmp_path: Path, first: int, last: int, numbers: list[int]) -> None:
    printer = printer_to(tmp_path / "a.pdf")
    printer.setPrintRange(QPrinter.PrintRange.PageRange)
    printer.setFromTo(first, last)
    count = Pages(report.result(), Part.BOTH, printer.pageLayout()).count
    print_pages(report.result(), Part.BOTH, printer)
    texts, _ = pages_of((tmp_path / "a.pdf").read_bytes())
    assert len(texts) == len([number for number in numbers if number <= count])
    assert f"第{first}页，共{count}页" in texts[0]


def test_a_printer_that_cannot_begin_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="打印没有完成"):
        print_pages(report.result(), Part.CHECKLIST, printer_to(tmp_path / "没有" / "a.pdf"))


def test_margins_of_a_printer_that_needs_more_are_kept() -> None:
    wide = QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        QMarginsF(40, 40, 40, 40),
        QPageLayout.Unit.Millimeter,
    )
    usual = Pages(report.result(), Part.TEXT, layout_for(report.result(), Part.TEXT))
    assert Pages(report.result(), Part.TEXT, wide).count > usual.count
