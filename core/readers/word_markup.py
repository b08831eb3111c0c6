"""Making WordprocessingML elements."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from core.readers.numbering import VAL, W

_NO_XML: Final = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def element(name: str, value: object = None, **attributes: object) -> etree._Element:
    """An element of WordprocessingML; ``value`` is its ``w:val``."""
    made = etree.Element(W + name, {VAL: str(value)} if value is not None else None)
    for key, given in attributes.items():
        made.set(W + key, str(given))
    return made


def add(parent: etree._Element, name: str, value: object = None, **attributes: object) -> etree._Element:
    """The same, at the end of another element."""
    child = etree.SubElement(parent, W + name, {VAL: str(value)} if value is not None else None)
    for key, given in attributes.items():
        child.set(W + key, str(given))
    return child


def clean(text: str) -> str:
    """Text that XML can hold: pairs of surrogates joined, what is no character left out."""
    if text.isprintable():
        return text
    return _NO_XML.sub("", text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
