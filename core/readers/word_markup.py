"""WordprocessingML written down as text, and the tree that the text is."""

from __future__ import annotations

import re
from html import escape
from typing import Final

from lxml import etree

_NO_XML: Final = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
PICTURE: Final = "<w:drawing><a:blip/></w:drawing>"


def tag(name: str, content: str = "", value: object = None, **attributes: object) -> str:
    """An element with markup inside it; ``value`` is its ``w:val``."""
    said = "" if value is None else f' w:val="{_attribute(value)}"'
    said += "".join(f' w:{key}="{_attribute(given)}"' for key, given in attributes.items())
    return f"<w:{name}{said}>{content}</w:{name}>" if content else f"<w:{name}{said}/>"


def text(words: str, *, deleted: bool = False) -> str:
    """Characters of a run; nothing where XML can hold none of them."""
    if not words.isalnum():
        words = clean(words).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        if not words:
            return ""
    return f'<w:delText xml:space="preserve">{words}</w:delText>' if deleted else f'<w:t xml:space="preserve">{words}</w:t>'


def comment(number: int, author: str, words: str) -> str:
    """A comment of one paragraph."""
    return tag("comment", tag("p", tag("r", text(words))), id=number, author=author)


def tree(name: str, content: str) -> etree._Element:
    """The element that markup is the content of."""
    parser = etree.XMLParser(huge_tree=True, resolve_entities=False, no_network=True)
    return etree.fromstring(f"<w:{name} {_NAMESPACES}>{content}</w:{name}>", parser)


def clean(words: str) -> str:
    """Text that XML can hold: pairs of surrogates joined, what is no character left out."""
    if words.isprintable():
        return words
    return _NO_XML.sub("", words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))


def _attribute(value: object) -> str:
    given = str(value)
    if given.isalnum():
        return given
    # A tab or a line end would be read as a space.
    return escape(clean(given)).replace("\t", "&#9;").replace("\n", "&#10;")
