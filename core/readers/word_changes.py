"""Tracked changes of a Word part that are not in the text of a paragraph: rows, cells and ends of paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from core.document import Revision, RevisionKind
from core.readers.numbering import W
from core.readers.word_said import Said

_P: Final = f"{W}p"
_TR: Final = f"{W}tr"
_TEXTS: Final = (f"{W}t", f"{W}delText")
_CHANGES: Final = {
    RevisionKind.INSERTION: (f"{W}ins", f"{W}moveTo"),
    RevisionKind.DELETION: (f"{W}del", f"{W}moveFrom"),
}


def changes(said: Said, places: Mapping[etree._Element, int]) -> Iterator[Revision]:
    """What was done to rows, cells and ends of paragraphs, where no change of the text inside tells it already."""
    for owner, (mark, kind) in said.changed.items():
        is_read = kind is RevisionKind.INSERTION or owner.tag == _P
        if is_read and any(element is not mark for element in owner.iter(*_CHANGES[kind])):
            continue
        if any(up in said.gone for up in owner.iterancestors(_TR)):
            continue
        text = "" if owner.tag == _P else " ".join(filter(None, map(_text, owner.iter(_P))))
        yield Revision(kind, _place(owner, said, places), text, mark.get(f"{W}author", ""))


def _text(paragraph: etree._Element) -> str:
    return "".join(each.text or "" for each in paragraph.iter(*_TEXTS)).strip()


def _place(owner: etree._Element, said: Said, places: Mapping[etree._Element, int]) -> tuple[int, ...]:
    """The paragraph that is changed; of what was deleted the next one that is left of the table, else the one before."""
    near: tuple[etree._Element, ...] = (owner,)
    if owner in said.gone and owner.tag != _P:
        near = (*owner.itersiblings(), *owner.itersiblings(preceding=True))
    for element in near:
        if element not in said.gone or element.tag == _P:
            for paragraph in element.iter(_P):
                number = places.get(paragraph)
                return () if number is None else (number, 0)
    return ()
