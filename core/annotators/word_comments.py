"""Comments of a docx: the part that holds them, their marks in the text, and the highlight under them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.annotators.package import Copy, is_strict
from core.annotators.word_anchor import Anchor
from core.annotators.word_runs import Body, Cutter
from core.document import OWN_AUTHOR
from core.findings import Severity
from core.readers.package import whole

HIGHLIGHTS: Final = {Severity.ERROR: "magenta", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
"""Word knows sixteen colours for highlights; these leave black text readable, on paper too."""
_CONTENT_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_INITIALS: Final = "自查"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
_BEFORE_HIGHLIGHT: Final = [
    "rStyle",
    "rFonts",
    "b",
    "bCs",
    "i",
    "iCs",
    "caps",
    "smallCaps",
    "strike",
    "dstrike",
    "outline",
    "shadow",
    "emboss",
    "imprint",
    "noProof",
    "snapToGrid",
    "vanish",
    "webHidden",
    "color",
    "spacing",
    "w",
    "kern",
    "position",
    "sz",
    "szCs",
    "highlight",
]
"""What the schema puts before a highlight in the properties of a run."""


@dataclass
class Comments:
    """The comments part of a package, made where there is none; what is there stays."""

    package: Copy
    main: str
    body: Body
    date: str
    root: etree._Element = field(init=False)
    _part: str = field(init=False)
    _next: int = field(init=False)

    def __post_init__(self) -> None:
        w = self.body.w
        found = self.package.source.related(self.main, "comments")
        if found:
            self._part = found[0]
            self.root = self.package.xml(self._part)
        else:
            usual = f"{self.main.rpartition('/')[0]}/comments{{}}.xml".lstrip("/")
            self._part = usual.format("") if usual.format("") not in self.package else self.package.unused(usual)
            self.root = etree.Element(f"{w}comments", nsmap={"w": w[1:-1]})
            self.package.relate(self.main, "comments", self._part, is_strict(self.body.root))
        self.package.declare(self._part, _CONTENT_TYPE)
        marks = self.body.root.iter(f"{w}commentReference", f"{w}commentRangeStart", f"{w}commentRangeEnd")
        self._next = max((whole(each.get(f"{w}id"), -1) for each in (*self.root, *marks)), default=-1) + 1

    def add(self, lines: Sequence[str]) -> str:
        """A new comment; returns its id."""
        w = self.body.w
        number, self._next = str(self._next), self._next + 1
        comment = etree.SubElement(self.root, f"{w}comment")
        comment.set(f"{w}id", number)
        comment.set(f"{w}author", OWN_AUTHOR)
        comment.set(f"{w}initials", _INITIALS)
        if self.date:
            comment.set(f"{w}date", self.date)
        for at, line in enumerate(lines):
            paragraph = etree.SubElement(comment, f"{w}p")
            # The draft's usual paragraph may be large and indented.
            properties = etree.SubElement(paragraph, f"{w}pPr")
            _element(properties, w, "spacing", before="0", after="0", line="240", lineRule="auto")
            _element(properties, w, "ind", left="0", firstLineChars="0", firstLine="0")
            _element(properties, w, "jc", val="left")
            if at == 0:
                etree.SubElement(etree.SubElement(paragraph, f"{w}r"), f"{w}annotationRef")
            run = etree.SubElement(paragraph, f"{w}r")
            looks = etree.SubElement(run, f"{w}rPr")
            if at == 0:
                etree.SubElement(looks, f"{w}b")
            _element(looks, w, "sz", val="18")
            _element(looks, w, "szCs", val="18")
            text = etree.SubElement(run, f"{w}t")
            text.text = line
            text.set(_SPACE, "preserve")
        return number

    def save(self) -> None:
        """Put the part into the package."""
        self.package.put_xml(self._part, self.root)


def place(body: Body, cutter: Cutter, where: Anchor, number: str) -> None:
    """Set the marks of a comment round its anchor, whose spots have been cut."""
    w = body.w
    start, end = (body.root.makeelement(f"{w}{name}", {f"{w}id": number}) for name in ("commentRangeStart", "commentRangeEnd"))
    first = cutter.starts.get(where.first) if where.first else None
    last = cutter.ends.get(where.last) if where.last else None
    if first is None and last is None:
        body.paragraph(where.paragraph or 0).extend([start, end])
    elif last is None:
        assert first is not None  # one of the two is there
        first.addprevious(start)
        start.addnext(end)
    elif first is None or not where.segments:
        last.addnext(start)
        start.addnext(end)
    else:
        first.addprevious(start)
        last.addnext(end)
    reference = body.root.makeelement(f"{w}r")
    etree.SubElement(etree.SubElement(reference, f"{w}rPr"), f"{w}rStyle").set(f"{w}val", "CommentReference")
    etree.SubElement(reference, f"{w}commentReference").set(f"{w}id", number)
    end.addnext(reference)


def highlight(body: Body, cutter: Cutter, where: Anchor, severity: Severity) -> None:
    """Colour the characters of an anchor."""
    w = body.w
    for segment in where.segments:
        for node in cutter.pieces(segment):
            run = body.run_of(node)
            if run is not None:
                _colour(run, w, HIGHLIGHTS[severity])


def _colour(run: etree._Element, w: str, colour: str) -> None:
    properties = run.find(f"{w}rPr")
    if properties is None:
        properties = run.makeelement(f"{w}rPr")
        run.insert(0, properties)
    mark = properties.find(f"{w}highlight")
    if mark is None:
        mark = run.makeelement(f"{w}highlight")
        before = frozenset(w + name for name in _BEFORE_HIGHLIGHT)
        at = max((number for number, child in enumerate(properties, 1) if child.tag in before), default=0)
        properties.insert(at, mark)
    mark.set(f"{w}val", colour)


def _element(parent: etree._Element, w: str, name: str, **values: str) -> None:
    element = etree.SubElement(parent, w + name)
    for key, value in values.items():
        element.set(w + key, value)
