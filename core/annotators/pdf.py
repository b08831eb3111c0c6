"""A marked copy of a PDF: highlights with notes, appended to the file so that what is there stays byte for byte."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from traceback import walk_tb
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
from core.annotators.pdf_slots import Slots
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
_HAS_SIGNATURES: Final = 1
_LOCKED = "这份 PDF 设有限制编辑的密码，不能加标注。请换成没有限制的 PDF，或检查它的 Word 原稿。"
_DAMAGED = "这份 PDF 的结构不规范，没能加上标注。请重新导出 PDF，或检查它的 Word 原稿。"
_POPUP: Final = (200.0, 120.0)


def mark(path: Path, result: Result, extra: tuple[str, ...] = ()) -> bytes:
    """The marked copy of the PDF at ``path``. Raises WriteError with a sentence when it cannot be marked."""
    with _sentences():
        reader = PdfReader(path)
        if reader.is_encrypted:
            raise WriteError(_LOCKED)
        signed = _is_signed(reader)
        writer = PdfWriter(path, incremental=True)
        return _Marker(writer, result).all((*extra, SIGNED) if signed else extra)


@contextmanager
def _sentences() -> Iterator[None]:
    """What a damaged file leads pypdf into becomes a sentence; a mistake of our own stays one."""
    try:
        yield
    except PyPdfError as error:
        raise WriteError(_DAMAGED) from error
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as error:
        places = [frame.f_globals.get("__name__", "") for frame, _ in walk_tb(error.__traceback__)]
        if not places[-1].startswith("pypdf"):
            raise
        raise WriteError(_DAMAGED) from error


def _is_signed(reader: PdfReader) -> bool:
    """Whether the file says that it bears a signature, or a field of it does, however deep it stands."""
    form = _plain(_plain(reader.trailer["/Root"]).get("/AcroForm"))
    flags = form.get("/SigFlags", 0)
    if isinstance(flags, IndirectObject):
        flags = flags.get_object() or 0
    if isinstance(flags, int) and flags & _HAS_SIGNATURES:
        return True
    return any(field.get("/V") is not None for field in _signature_fields(form.get("/Fields"), None, set()))


def _signature_fields(listed: object, kind: object, seen: set[int]) -> Iterator[DictionaryObject]:
    """The signature fields of a list and of what stands below; a field has the kind of the one above when it states none."""
    fields = listed.get_object() if isinstance(listed, IndirectObject) else listed
    for each in fields if isinstance(fields, ArrayObject) else ():
        key = each.idnum if isinstance(each, IndirectObject) else id(each)
        if key in seen:
            continue
        seen.add(key)
        field = _plain(each)
        own = field.get("/FT", kind)
        if own == "/Sig":
            yield field
        yield from _signature_fields(field.get("/Kids"), own, seen)


def _plain(value: object) -> DictionaryObject:
    """A dictionary that may be referred to; an empty one for anything else."""
    found = value.get_object() if isinstance(value, IndirectObject) else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


class _Marker:
    """Adds the marks to one file."""

    def __init__(self, writer: PdfWriter, result: Result) -> None:
        self._writer, self._result = writer, result
        self._date = "D:" + "".join(char for char in result.checked_at if char.isdigit())
        self._slots: dict[int, Slots] = {}

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
        number = spot[0]
        frame = _frame(self._page(number))
        x, y = self._slots.setdefault(number, Slots(frame.size, _ICON, _MARGIN)).take(spot[1], spot[2])
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
