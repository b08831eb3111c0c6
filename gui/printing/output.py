"""Sends pages to a printer or into a PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QPageLayout, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter

from core.errors import NianbaoError
from core.exports.atomic import is_draft
from core.findings import Result
from gui.printing.pages import DPI, Pages, Part, layout_for

RESOLUTION = 600
NOT_PRINTED = "打印没有完成：打印机没有响应，或者文件不能写入。请检查打印机，或换一个位置保存，再打印一次。"
ON_DRAFT = "不能打印到报告文件或上年报告本身，它们没有被改动。请换一个文件名。"


class PrintError(NianbaoError):
    """Nothing came out; the sentence says what to do."""


def pdf_bytes(result: Result, part: Part = Part.BOTH) -> bytes:
    """The pages of a result as a PDF."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(RESOLUTION)
    writer.setTitle(result.form.title)
    writer.setCreator("年报自查")
    paper = layout_for(result, part)
    # The margins are ours: the painter's origin shall be the corner of the paper.
    paper.setMode(QPageLayout.Mode.FullPageMode)
    writer.setPageLayout(paper)
    pages = Pages(result, part, paper)
    _paint_all(pages, QPainter(writer), writer, range(pages.count))
    buffer.close()
    return bytes(buffer.data().data())


def print_pages(result: Result, part: Part, printer: QPrinter) -> None:
    """Send the pages that the user asked for to the printer. Raises PrintError when nothing comes out.

    A printer that is a file is never one that the check read.
    """
    if (into := printer.outputFileName()) and any(is_draft(Path(into), each) for each in result.sources):
        raise PrintError(ON_DRAFT)
    printer.setFullPage(True)
    pages = Pages(result, part, printer.pageLayout())
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintError(NOT_PRINTED)
    _paint_all(pages, painter, printer, _wanted(printer, pages.count))
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise PrintError(NOT_PRINTED)


def _paint_all(pages: Pages, painter: QPainter, device: QPdfWriter | QPrinter, numbers: range) -> None:
    try:
        scale = device.logicalDpiX() / DPI
        for turn, number in enumerate(numbers):
            if turn:
                device.newPage()
            painter.resetTransform()
            painter.scale(scale, scale)
            pages.paint(painter, number)
    finally:
        painter.end()


def _wanted(printer: QPrinter, count: int) -> range:
    """The numbers of the pages to print, from 0; copies and their order are the printer's business."""
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        first, last = 0, count
    else:
        first, last = printer.fromPage() - 1, min(printer.toPage() or count, count)
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        return range(last - 1, first - 1, -1)
    return range(first, last)
