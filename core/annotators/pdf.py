"""A marked copy of a PDF: highlights with notes, appended to the file so that what is there stays byte for byte."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from core.annotators.pdf_boxes import Frame, Quad, around
from core.annotators.pdf_places import Marked, Spot, place
from core.annotators.stamp import CHANGED
from core.annotators.words import SIGNED, marked, note, summary
from core.document import OWN_AUTHOR, Box
from core.errors import WriteError
from core.findings import Finding, Result, Severity

COLOURS: Final = {Severity.ERROR: (1.0, 0.68, 0.68), Severity.WARNING: (1.0, 0.88, 0.45), Severity.INFO: (0.66, 0.85, 1.0)}
_SUMMARY: Final = (1.0, 0.95, 0.6)
_ICON: Final = 18.0
_MARGIN: Final = 6.0
_PRINT: Final = 4
_LOCKED = "这份 PDF 设有限制编辑的密码，不能加标注。请换成没有限制的 PDF，或检查它的 Word 原稿。"
_DAMAGED = "这份 PDF 的结构不规范，没能加上标注。请重新导出 PDF，或检查它的 Word 原稿。"
_POPUP: Final = (200.0, 120.0)


def mark(path: Path, result: Result, extra: tuple[str, ...] = ()) -> bytes:
    """The marked copy of the PDF at ``path``. Raises WriteError with a sentence when it cannot be marked."""
    try:
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise WriteError(_LOCKED)
        signed = _is_signed(reader)
        writer = PdfWriter(path, incremental=True)
        return _Marker(writer, result).all((*extra, SIGNED) if signed else extra)
    except (PyPdfError, ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        # pypdf raises whatever a damaged file leads it into
        raise WriteError(_DAMAGED) from error


def _is_signed(reader: PdfReader) -> bool:
    form = reader.trailer["/Root"].get_object().get("/AcroForm")  # type: ignore[union-attr]  # every reader has a root
    fields = form.get_object().get("/Fields") if form is not None else None
    return any(
        each.get_object().get("/FT") == "/Sig" and "/V" in each.get_object() for each in (fields.get_object() if fields else ())
    )


class _Marker:
    """Adds the marks to one file."""

    def __init__(self, writer: PdfWriter, result: Result) -> None:
        self._writer, self._result = writer, result
        self._date = "D:" + "".join(char for char in result.checked_at if char.isdigit())
        self._notes: dict[int, list[Spot]] = {}

    def all(self, extra: tuple[str, ...]) -> bytes:
        """Mark every finding, write the summary on the first page, and return the file."""
        document, result = self._result.document, self._result
        self._note((1, 1e6, _MARGIN), summary(result, extra), _SUMMARY, "检查结论")
        for finding in marked(result):
            self._finding(finding, place(finding.location, document))
        stream = io.BytesIO()
        self._writer.write(stream)
        return stream.getvalue()

    def _finding(self, finding: Finding, where: Marked) -> None:
        colour, lines = COLOURS[finding.severity], note(finding)
        for number, boxes in where.pages.items():
            frame = _frame(self._page(number))
            self._highlight(number, [frame.quad(box) for box in boxes], lines, colour, finding.severity.label)
        if not where.pages:
            self._note(where.spot or (1, _MARGIN, _MARGIN), lines, colour, finding.severity.label)

    def _page(self, number: int) -> PageObject:
        if not 1 <= number <= len(self._writer.pages):
            raise WriteError(CHANGED)
        return self._writer.pages[number - 1]

    def _highlight(self, number: int, quads: Sequence[Quad], lines: list[str], colour: tuple[float, ...], subject: str) -> None:
        points = [value for quad in quads for point in quad for value in point]
        rect = around(quads, 1.0)
        paths = "".join(_path(quad) for quad in quads)
        look = self._look(rect, f"/Nb gs {_numbers(colour)} rg {paths}")
        annotation = self._annotation("/Highlight", rect, lines, colour, subject)
        annotation[NameObject("/QuadPoints")] = _floats(points)
        annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
        self._add(number, annotation, rect)

    def _note(self, spot: Spot, lines: list[str], colour: tuple[float, ...], subject: str) -> None:
        """A note beside the text, kept on the page and off other notes."""
        number, x, y = spot
        frame = _frame(self._page(number))
        width, height = frame.size
        x = min(max(x, _MARGIN), width - _ICON - _MARGIN)
        y = min(max(y, _MARGIN), height - _ICON - _MARGIN)
        taken = self._notes.setdefault(number, [])
        while any(abs(x - other[1]) < _ICON and abs(y - other[2]) < _ICON for other in taken) and x > _ICON + _MARGIN:
            x -= _ICON + 2
        taken.append((number, x, y))
        rect = around([frame.quad((x, y, x + _ICON, y + _ICON))])
        look = self._look(rect, _icon(frame, x, y, colour))
        annotation = self._annotation("/Text", rect, lines, colour, subject)
        annotation[NameObject("/Name")] = NameObject("/Comment")
        annotation[NameObject("/AP")] = DictionaryObject({NameObject("/N"): look})
        self._add(number, annotation, rect)

    def _annotation(self, kind: str, rect: Box, lines: list[str], colour: tuple[float, ...], subject: str) -> DictionaryObject:
        annotation = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject(kind),
                NameObject("/Rect"): _floats(rect),
                NameObject("/C"): _floats(colour),
                NameObject("/F"): NumberObject(_PRINT),
                NameObject("/Contents"): TextStringObject("\n".join(lines)),
                NameObject("/T"): TextStringObject(OWN_AUTHOR),
                NameObject("/Subj"): TextStringObject(subject),
            }
        )
        if self._result.checked_at:
            annotation[NameObject("/M")] = annotation[NameObject("/CreationDate")] = TextStringObject(self._date)
        return annotation

    def _look(self, rect: Box, content: str) -> IndirectObject:
        """What a viewer draws, in the coordinates of the page."""
        state = DictionaryObject({NameObject("/Type"): NameObject("/ExtGState"), NameObject("/BM"): NameObject("/Multiply")})
        stream = DecodedStreamObject()
        stream.set_data(content.encode("ascii"))
        stream[NameObject("/Type")] = NameObject("/XObject")
        stream[NameObject("/Subtype")] = NameObject("/Form")
        stream[NameObject("/BBox")] = _floats(rect)
        states = DictionaryObject({NameObject("/Nb"): state})
        stream[NameObject("/Resources")] = DictionaryObject({NameObject("/ExtGState"): states})
        return self._writer._add_object(stream)

    def _add(self, number: int, annotation: DictionaryObject, rect: Box) -> None:
        """Put an annotation and its pop-up on a page."""
        page = self._page(number)
        annotation[NameObject("/P")] = page.indirect_reference or page
        reference = self._writer._add_object(annotation)
        width, height = _POPUP
        popup = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Popup"),
                NameObject("/Rect"): _floats((rect[2], rect[3] - height, rect[2] + width, rect[3])),
                NameObject("/Parent"): reference,
                NameObject("/F"): NumberObject(28),
            }
        )
        annotation[NameObject("/Popup")] = self._writer._add_object(popup)
        there = page.get("/Annots")
        old = there.get_object() if there is not None else None
        kept = list(old) if isinstance(old, ArrayObject) else []
        page[NameObject("/Annots")] = ArrayObject([*kept, reference, annotation["/Popup"].indirect_reference or popup])


def _frame(page: PageObject) -> Frame:
    media, crop = (_sorted(box) for box in (page.mediabox, page.cropbox))
    cut = (max(crop[0], media[0]), max(crop[1], media[1]), min(crop[2], media[2]), min(crop[3], media[3]))
    box = cut if cut[2] > cut[0] and cut[3] > cut[1] else media
    return Frame(*box, turns=page.rotation // 90 % 4)


def _sorted(box: Sequence[float]) -> Box:
    x0, y0, x1, y1 = (float(value) for value in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _path(quad: Quad) -> str:
    a, b, c, d = quad
    return f"{_numbers(a)} m {_numbers(b)} l {_numbers(d)} l {_numbers(c)} l h f\n"


def _icon(frame: Frame, x: float, y: float, colour: tuple[float, ...]) -> str:
    """A sheet of paper with three lines."""
    outline = _path(frame.quad((x + 1, y + 1, x + _ICON - 1, y + _ICON - 1))).replace(" h f", " h b")
    rows = "".join(
        f"{_numbers(frame.point(x + 4, y + at))} m {_numbers(frame.point(x + _ICON - 4, y + at))} l S\n" for at in (5, 9, 13)
    )
    return f"{_numbers(colour)} rg 0.25 0.25 0.25 RG 0.8 w {outline}{rows}"


def _numbers(values: Sequence[float]) -> str:
    return " ".join(f"{value:.3f}" for value in values)


def _floats(values: Sequence[float]) -> ArrayObject:
    return ArrayObject(FloatObject(round(value, 3)) for value in values)
