"""Pages whose drawings call other drawings so often that showing them would never end: told before pdfium takes such a page up.

A drawing (form) of a few bytes may call another one ten times, which calls a third ten times, and so on; pdfium unfolds them all.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

MAX_DRAWINGS = 5_000
"""So many drawings are unfolded for a page; a page of a report has a few dozen."""

MAX_DEPTH = 12
"""Drawings inside drawings are counted so far down; what goes deeper is not read."""

_CALL = re.compile(rb"/([^\s/<>()\[\]{}%]+)\s+Do\b")
_HIDING = (b"/Form", b"/ObjStm")


def endless_pages(path: Path) -> frozenset[int]:
    """The pages, counted from 0, that call too many drawings."""
    data = path.read_bytes()
    if not any(mark in data for mark in _HIDING):
        return frozenset()
    # needed for few files only, and slow to load
    from pypdf import PdfReader  # noqa: PLC0415 - loaded only where it is needed

    try:
        reader = PdfReader(path)
        return frozenset(number for number, page in enumerate(reader.pages) if _is_endless(page))
    except MemoryError:
        raise
    except Exception:
        # what is too damaged to be looked through here is named when its pages are read
        return frozenset()


def _is_endless(page: Any) -> bool:  # noqa: ANN401 - pypdf's objects are dictionaries of anything
    forms = _forms(page)
    if not any(_forms(form) for form in forms.values()):
        return False
    try:
        return _drawings(page.get_contents(), forms, {}, 0) > MAX_DRAWINGS
    except RecursionError:
        return True


def _drawings(content: Any, forms: dict[bytes, Any], known: dict[int, int], depth: int) -> int:  # noqa: ANN401 - as above, pypdf's objects
    """How many drawings some content calls, directly or not; more than are allowed where it goes too deep."""
    if depth > MAX_DEPTH:
        return MAX_DRAWINGS + 1
    calls = Counter(_CALL.findall(content.get_data())) if content is not None else Counter[bytes]()
    total = 0
    for name, count in calls.items():
        form = forms.get(name)
        if form is None:
            continue
        if id(form) not in known:
            known[id(form)] = _drawings(form, _forms(form), known, depth + 1)
        total += count * (1 + known[id(form)])
    return min(total, MAX_DRAWINGS + 1)


def _forms(holder: Any) -> dict[bytes, Any]:  # noqa: ANN401 - as above, pypdf's objects
    """The drawings that a page or a drawing has at hand, by name."""
    resources = holder.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    if objects is None:
        return {}
    found = {name: item.get_object() for name, item in objects.get_object().items()}
    return {name[1:].encode(): item for name, item in found.items() if item.get("/Subtype") == "/Form"}
