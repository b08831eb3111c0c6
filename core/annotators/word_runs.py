"""The text of a docx by the coordinates of its reader, and its runs cut at exact characters."""

from __future__ import annotations

import copy
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.annotators.stamp import CHANGED
from core.errors import WriteError

Spot = tuple[int, int, int]
"""``w:p``, ``w:t`` in it, character: as :class:`core.document.Span` has them."""
_PRESERVE: Final = "{http://www.w3.org/XML/1998/namespace}space"
SPACES: Final = " \t\r\n"
_AS_READ: Final = str.maketrans("\r\n\t", "   ")


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters ``start``..``end`` (exclusive) of one ``w:t``."""

    paragraph: int
    node: int
    start: int
    end: int

    @property
    def first(self) -> Spot:
        """Where it begins."""
        return self.paragraph, self.node, self.start

    @property
    def last(self) -> Spot:
        """Where it ends."""
        return self.paragraph, self.node, self.end


class Body:
    """The main part of a docx; ``w`` is the namespace it is written in, in braces."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.w = f"{{{etree.QName(root).namespace}}}"
        self.paragraphs = list(root.iter(f"{self.w}p"))
        self._nodes: dict[int, list[etree._Element]] = {}

    def paragraph(self, number: int) -> etree._Element:
        """A ``w:p``. Raises WriteError where the file has changed."""
        if not 0 <= number < len(self.paragraphs):
            raise WriteError(CHANGED)
        return self.paragraphs[number]

    def node(self, paragraph: int, node: int) -> etree._Element:
        """A ``w:t``, as it stood before anything was cut. Raises WriteError where the file has changed."""
        if paragraph not in self._nodes:
            self._nodes[paragraph] = list(self.paragraph(paragraph).iter(f"{self.w}t"))
        nodes = self._nodes[paragraph]
        if not 0 <= node < len(nodes):
            raise WriteError(CHANGED)
        return nodes[node]

    def require(self, segment: Segment, text: str) -> None:
        """Raise WriteError unless a segment holds this text."""
        found = (self.node(segment.paragraph, segment.node).text or "")[segment.start : segment.end]
        if found.translate(_AS_READ) != text:
            raise WriteError(CHANGED)

    def run_of(self, node: etree._Element) -> etree._Element | None:
        """The run that may be cut round a ``w:t``; None where it cannot (annotated characters, bound content)."""
        run = node.getparent()
        return run if run is not None and run.tag == f"{self.w}r" and self.holder(node) is run else None

    def holder(self, node: etree._Element) -> etree._Element:
        """What a mark can stand beside: the run, or the whole that the run is a part of and that Word fills in anew."""
        found = node
        for above in node.iterancestors():
            if above.tag == f"{self.w}r" or self._is_bound(above):
                found = above
            if above.tag == f"{self.w}p":
                break
        return found

    def bound(self, node: etree._Element) -> bool:
        """Whether Word fills in a ``w:t`` anew from elsewhere, the whole paragraphs round it included."""
        return any(self._is_bound(above) for above in node.iterancestors())

    def _is_bound(self, element: etree._Element) -> bool:
        # Later versions of Word bind rich text by an element of the same name in a namespace of their own.
        return element.tag == f"{self.w}sdt" and element.find(f"{self.w}sdtPr/{{*}}dataBinding") is not None


@dataclass
class _Piece:
    """A part of a ``w:t`` from an offset of it on."""

    start: int
    node: etree._Element


@dataclass
class Cutter:
    """Cuts runs at spots; afterwards every spot has the elements that begin and end there."""

    body: Body
    starts: dict[Spot, etree._Element] = field(default_factory=dict)
    ends: dict[Spot, etree._Element] = field(default_factory=dict)
    _pieces: dict[tuple[int, int], list[_Piece]] = field(default_factory=dict)

    def cut(self, spots: Iterable[Spot]) -> None:
        """Cut at all of these; call it once."""
        for spot in sorted(set(spots)):
            node = self.body.node(*spot[:2])
            if self.body.run_of(node) is None:
                self.starts[spot] = self.ends[spot] = self.body.holder(node)
            else:
                self._cut(spot)

    def pieces(self, segment: Segment) -> Iterator[etree._Element]:
        """The ``w:t`` that hold a segment, cut at its ends."""
        pieces = self._of(segment.paragraph, segment.node)
        for number, piece in enumerate(pieces):
            end = pieces[number + 1].start if number + 1 < len(pieces) else segment.end
            if piece.start < segment.end and segment.start < end:
                yield piece.node

    def _of(self, paragraph: int, node: int) -> list[_Piece]:
        return self._pieces.setdefault((paragraph, node), [_Piece(0, self.body.node(paragraph, node))])

    def _cut(self, spot: Spot) -> None:
        pieces = self._of(*spot[:2])
        piece = pieces[bisect_right(pieces, spot[2], key=lambda each: each.start) - 1]
        at, text = spot[2] - piece.start, piece.node.text or ""
        run = piece.node.getparent()
        assert run is not None  # run_of() has seen it
        if 0 < at < len(text):
            rest = self._split_text(piece.node, at)
            pieces.append(_Piece(spot[2], rest))
            self._meet(spot, run, self._split(run, rest))
        elif at <= 0:
            self._meet(spot, *self._parted(run, piece.node))
        else:
            following = piece.node.getnext()
            self._meet(spot, *((run, None) if following is None else (run, self._split(run, following))))

    def _meet(self, spot: Spot, before: etree._Element | None, after: etree._Element | None) -> None:
        if before is not None:
            self.ends[spot] = before
        if after is not None:
            self.starts[spot] = after

    def _parted(self, run: etree._Element, first: etree._Element) -> tuple[etree._Element | None, etree._Element]:
        """The run that ends before ``first`` and the one that begins with it."""
        before = first.getprevious()
        if before is None or before.tag == f"{self.body.w}rPr":
            return None, run
        return run, self._split(run, first)

    def _split_text(self, node: etree._Element, at: int) -> etree._Element:
        """Part the text of a ``w:t``; returns the ``w:t`` with its rest, right behind it."""
        text, rest = node.text or "", copy.copy(node)
        left, right = text[:at], text[at:]
        if node.get(_PRESERVE) != "preserve":
            left, right = left.lstrip(SPACES), right.rstrip(SPACES)
        for element, part in ((node, left), (rest, right)):
            element.text = part
            if part != part.strip(SPACES):
                element.set(_PRESERVE, "preserve")
        rest.tail = None
        node.addnext(rest)
        return rest

    def _split(self, run: etree._Element, first: etree._Element) -> etree._Element:
        """Move ``first`` and what is behind it into a run of its own that looks the same."""
        after = run.makeelement(run.tag, {str(key): str(value) for key, value in run.attrib.items()})
        properties = run.find(f"{self.body.w}rPr")
        if properties is not None:
            after.append(copy.deepcopy(properties))
        moved = [first, *first.itersiblings()]
        for element in moved:
            after.append(element)
        run.addnext(after)
        return after
