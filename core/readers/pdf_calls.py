"""The calls of pdfium that are made for each character and each line drawn, bound so that one costs little.

pypdfium2 binds them too, with a pointer type of its own for each kind of object: making such pointers costs more than the calls.
Here objects are plain addresses, and results are written to arrays that are read as a whole. The calls are so short that other
threads need not be let in meanwhile.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_double, c_float, c_int, c_uint, c_ulong, c_void_p
from typing import Any

import pypdfium2.raw as pdfium

_FUNCTION = ctypes.PYFUNCTYPE

TEXT, PATH, IMAGE, SHADING, FORM = (
    pdfium.FPDF_PAGEOBJ_TEXT,
    pdfium.FPDF_PAGEOBJ_PATH,
    pdfium.FPDF_PAGEOBJ_IMAGE,
    pdfium.FPDF_PAGEOBJ_SHADING,
    pdfium.FPDF_PAGEOBJ_FORM,
)
MOVE, CURVE = pdfium.FPDF_SEGMENT_MOVETO, pdfium.FPDF_SEGMENT_BEZIERTO
FILLED_AND_STROKED = pdfium.FPDF_TEXTRENDERMODE_FILL_STROKE


def _bound(name: str, result: type | None, *arguments: type) -> Callable[..., Any]:
    address = ctypes.cast(getattr(pdfium, name), c_void_p).value or 0
    function: Callable[..., Any] = _FUNCTION(result, *arguments)(address)
    return function


def address(handle: pdfium.FPDF_PAGE) -> int:
    """The address of an object of pypdfium2's."""
    return ctypes.cast(handle, c_void_p).value or 0


page_box = _bound("FPDF_GetPageBoundingBox", c_int, c_void_p, c_void_p)
page_turns = _bound("FPDFPage_GetRotation", c_int, c_void_p)

open_text = _bound("FPDFText_LoadPage", c_void_p, c_void_p)
close_text = _bound("FPDFText_ClosePage", None, c_void_p)
count_letters = _bound("FPDFText_CountChars", c_int, c_void_p)
text_of = _bound("FPDFText_GetText", c_int, c_void_p, c_int, c_int, c_void_p)
letter_code = _bound("FPDFText_GetUnicode", c_uint, c_void_p, c_int)
letter_object = _bound("FPDFText_GetTextObject", c_void_p, c_void_p, c_int)
letter_is_made_up = _bound("FPDFText_IsGenerated", c_int, c_void_p, c_int)
letter_is_unmapped = _bound("FPDFText_HasUnicodeMapError", c_int, c_void_p, c_int)
letter_box = _bound("FPDFText_GetLooseCharBox", c_int, c_void_p, c_int, c_void_p)
letter_origin = _bound("FPDFText_GetCharOrigin", c_int, c_void_p, c_int, c_void_p, c_void_p)
letter_matrix = _bound("FPDFText_GetMatrix", c_int, c_void_p, c_int, c_void_p)
letter_size = _bound("FPDFText_GetFontSize", c_double, c_void_p, c_int)

text_font = _bound("FPDFTextObj_GetFont", c_void_p, c_void_p)
text_mode = _bound("FPDFTextObj_GetTextRenderMode", c_int, c_void_p)
font_name = _bound("FPDFFont_GetBaseFontName", c_ulong, c_void_p, c_void_p, c_ulong)

count_objects = _bound("FPDFPage_CountObjects", c_int, c_void_p)
page_object = _bound("FPDFPage_GetObject", c_void_p, c_void_p, c_int)
count_in_form = _bound("FPDFFormObj_CountObjects", c_int, c_void_p)
form_object = _bound("FPDFFormObj_GetObject", c_void_p, c_void_p, c_ulong)
object_type = _bound("FPDFPageObj_GetType", c_int, c_void_p)
object_matrix = _bound("FPDFPageObj_GetMatrix", c_int, c_void_p, c_void_p)
object_bounds = _bound("FPDFPageObj_GetBounds", c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)

path_mode = _bound("FPDFPath_GetDrawMode", c_int, c_void_p, c_void_p, c_void_p)
count_segments = _bound("FPDFPath_CountSegments", c_int, c_void_p)
path_segment = _bound("FPDFPath_GetPathSegment", c_void_p, c_void_p, c_int)
segment_point = _bound("FPDFPathSegment_GetPoint", c_int, c_void_p, c_void_p, c_void_p)
segment_type = _bound("FPDFPathSegment_GetType", c_int, c_void_p)
segment_closes = _bound("FPDFPathSegment_GetClose", c_int, c_void_p)


class Floats:
    """Room for the numbers that a call gives."""

    def __init__(self, count: int, kind: type[c_float | c_double | c_int] = c_float) -> None:
        self.values = (kind * count)()
        start, step = ctypes.addressof(self.values), ctypes.sizeof(kind)
        self.at = range(start, start + step * count, step)

    def read(self) -> list[Any]:
        """The numbers of the last call."""
        values: list[Any] = self.values[:]
        return values
