"""What stands inside one paragraph of a docx: its text with places, its pictures and its text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.document import Picture, Revision, RevisionKind, Text
from core.readers.building import TextBuilder
from core.readers.fields import drawn, is_drawn
from core.readers.lines import is_broken_off
from core.readers.numbering import W
from core.readers.styles import Style, Styles
from core.readers.symbols import BULLETS, PRIVATE, symbol, symbol_font, without_symbols
from core.readers.word_said import Said

MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_BLIP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE: Final = "{urn:schemas-microsoft-com:vml}imagedata"
_SHAPE: Final = "{urn:schemas-microsoft-com:vml}shape"
_DOC_PR: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
TEXT_BOX: Final = f"{W}txbxContent"
T: Final = f"{W}t"
P_PR: Final = f"{W}pPr"
R_PR: Final = f"{W}rPr"
_DELETED_TEXT: Final = f"{W}delText"

NO_SPACES: Final = re.compile(r"[\r\n\t]")
ODD: Final = re.compile("[\r\n\t\uf000-\uf0ff]")
"""Characters that are not text as they stand."""
_PRIVATE_USE: Final = range(0xE000, 0xF900)
_BULLETS: Final = "".join(BULLETS)
PRESERVE: Final = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Pages:
    """Counts pages by the breaks that the word processor left in the file; ``known``: whether there can be enough of them."""

    known: bool = True
    current: int = 1
    rendered: bool = False
    _fresh: bool = False

    @property
    def number(self) -> int | None:
        """The page that is written on, where that can be known."""
        return self.current if self.known else None

    def explicit(self) -> None:
        """A break that the author set."""
        self.current += 1
        self._fresh = True

    def laid_out(self) -> None:
        """A break noted at the last layout; behind a set one it is the same break."""
        self.rendered = True
        if not self._fresh:
            self.current += 1
        self._fresh = False

    def written(self) -> None:
        """Something stands on the page."""
        self._fresh = False


@dataclass
class Tracked:
    """The tracked changes and comments that were seen; ``starts`` is where the text begins that a comment is on, by its id.

    A comment's ``text`` holds its id until the comments themselves are read.
    """

    revisions: list[Revision] = field(default_factory=list)
    starts: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Part:
    """What the paragraphs of a part have in common: its styles, what its elements say of themselves, and what is counted on."""

    styles: Styles
    said: Said
    pages: Pages
    tracked: Tracked
    hidden: list[str] = field(default_factory=list)
    """The text that is there and not shown, as it was come upon."""
    struck: list[str] = field(default_factory=list)
    """The text that is shown struck through."""
    undrawn: list[str] = field(default_factory=list)
    """The instructions of fields that show something which cannot be told."""


@dataclass(slots=True)
class _Field:
    """A field that is open: whether its instruction is being read, and how much text there was before its result."""

    instructing: bool = True
    instruction: str = ""
    before: int | None = None


class Inline:
    """Reads the inside of one paragraph; ``number`` is the paragraph's place among all ``w:p`` of the part (None: no places)."""

    _bold: bool | None = None
    _font: str | None = None
    _nodes: dict[etree._Element, int] | None = None
    _seen: int = 0
    _struck_at: int = -1

    def __init__(self, part: Part, style: Style, paragraph: etree._Element, number: int | None = None) -> None:
        self.text = TextBuilder()
        self.pictures: list[Picture] = []
        self.text_boxes: list[etree._Element] = []
        self._fields: list[_Field] = []
        self._part = part
        self._style = style
        self._paragraph = paragraph
        self._number = number
        self._plain = self._run = style.look

    def read(self) -> tuple[Text, bool]:
        """Go through the ``w:p``: its text, and whether every visible character is bold."""
        self._walk(self._paragraph)
        return self.text.build(), bool(self._bold)

    def _walk(self, parent: etree._Element) -> None:
        for child in parent:
            tag = child.tag
            handler = HANDLERS.get(tag)
            if handler is not None:
                handler(self, child)
            elif tag not in _PROPERTIES and len(child):
                self._pass_over(child, tag)

    def _pass_over(self, element: etree._Element, tag: object) -> None:
        """Read what counts of an element that may hold texts which do not: from here on their numbers are looked up."""
        if self._nodes is None and self._number is not None:
            self._nodes = {node: position for position, node in enumerate(self._paragraph.iter(T))}
        handler = _IN_PART.get(tag)
        if handler is not None:
            handler(self, element)

    def _content(self, element: etree._Element) -> None:
        for child in element.iterchildren(f"{W}sdtContent"):
            self._walk(child)

    def _inserted(self, element: etree._Element) -> None:
        self._changed(RevisionKind.INSERTION, element)
        self._walk(element)

    def _deleted(self, element: etree._Element) -> None:
        self._changed(RevisionKind.DELETION, element)

    def _changed(self, kind: RevisionKind, element: etree._Element) -> None:
        text = "".join(child.text or "" for child in element.iter(T, _DELETED_TEXT))
        self._part.tracked.revisions.append(Revision(kind, self._here(), text, element.get(f"{W}author", "")))

    def _here(self) -> tuple[int, ...]:
        """Where the next text of the paragraph stands."""
        return (self._number, self._seen) if self._number is not None else ()

    def _comment_start(self, element: etree._Element) -> None:
        self._part.tracked.starts[element.get(f"{W}id", "")] = self._here()

    def _choice(self, element: etree._Element) -> None:
        branch = chosen(element)
        if branch is not None:
            self._walk(branch)

    def _ruby(self, element: etree._Element) -> None:
        for child in element.iterchildren(f"{W}rubyBase"):
            self._walk(child)

    def _enter_run(self, element: etree._Element) -> None:
        outer, said = (self._run, self._font), self._part.said.of.get(element)
        self._run = self._plain if said is None else self._part.styles.of_run(said, self._style)
        self._font = self._part.said.fonts.get(element)
        self._walk(element)
        self._run, self._font = outer

    def _put(self, text: str, node: tuple[int, ...] = ()) -> None:
        bold, hidden, struck = self._run
        if hidden and not text.isspace():
            self._part.hidden.append(text)
        elif struck and not text.isspace():
            self._strike(text)
        if self._fields and self._instructs(text):
            return
        if hidden or struck or not text:
            return
        self.text.put(text, node, self._part.pages.number)
        if not text.isspace():
            self._bold = bold and self._bold is not False
            self._part.pages.written()

    def _strike(self, text: str) -> None:
        """Take note of words that are struck through; runs without text between them are one place."""
        if self._struck_at == self.text.length:
            self._part.struck[-1] += text
        else:
            self._part.struck.append(text)
        self._struck_at = self.text.length

    def _instructs(self, text: str) -> bool:
        """Take a text for the instruction of the fields that are open, if it is one."""
        if self._fields[-1].instructing:
            self._fields[-1].instruction += text
        return any(each.instructing for each in self._fields)

    def _t(self, element: etree._Element) -> None:
        text = element.text or ""
        if not text.isprintable():
            text = NO_SPACES.sub(" ", text)
        skipped = 0
        if text and (text[0] == " " or text[-1] == " ") and element.get(PRESERVE) != "preserve":
            skipped = len(text) - len(text.lstrip(" "))
            text = text.strip(" ")
        place = self._seen if self._nodes is None else self._nodes[element]
        self._seen = place + 1
        if self._font is not None or (not text.isprintable() and PRIVATE.search(text)):
            self._put_symbols(text, place, skipped)
        else:
            self._put(text, (self._number, place, skipped) if self._number is not None else ())

    def _put_symbols(self, text: str, place: int, skipped: int) -> None:
        """Add a text with characters of a symbol font in it; a bullet at the beginning is no text, like an automatic one."""
        for start, piece in without_symbols(text, self._font):
            shown = piece if self._bold is not None else piece.lstrip(_BULLETS)
            at = skipped + start + len(piece) - len(shown)
            self._put(shown, (self._number, place, at) if self._number is not None else ())

    def _math(self, element: etree._Element) -> None:
        for child in element.iter(f"{MATH}t"):
            self._put(child.text or "")

    def _tab(self, _: etree._Element) -> None:
        self._put("\t")

    def _hyphen(self, _: etree._Element) -> None:
        self._put("-")

    def _break(self, element: etree._Element) -> None:
        kind = element.get(f"{W}type", "textWrapping")
        if kind == "page":
            self._part.pages.explicit()
            # What an author put on a new page is another line, unless a sentence runs over the break.
            if self.text.length and not is_broken_off(self.text.build().text):
                self._put("\n")
        elif kind == "textWrapping":
            self._put("\n")

    def _laid_out(self, _: etree._Element) -> None:
        self._part.pages.laid_out()

    def _symbol(self, element: etree._Element) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return
        font = symbol_font(element.get(f"{W}font"))
        if code in _PRIVATE_USE or (font is not None and code <= 0xFF):
            shown = symbol(code, font)
            self._put(shown if self._bold is not None else shown.lstrip(_BULLETS))
        elif 0x20 <= code < 0xD800 or 0xF900 <= code < 0x110000:
            self._put(chr(code))

    def _field(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].instructing, self._fields[-1].before = False, self.text.length
        elif self._fields and kind == "end":
            self._end_field(self._fields.pop())

    def _end_field(self, field: _Field) -> None:
        """A field that is drawn shows what its instruction says, unless it has a result after all."""
        if not is_drawn(field.instruction) or field.before not in (None, self.text.length) or self._run.hidden:
            return
        shown = drawn(field.instruction)
        if shown is None:
            self._part.undrawn.append(field.instruction.strip())
        else:
            self._put(shown if self._bold is not None else shown.lstrip(_BULLETS))

    def _instruction(self, element: etree._Element) -> None:
        if self._fields:
            self._instructs(element.text or "")

    def _comment(self, element: etree._Element) -> None:
        number = element.get(f"{W}id", "")
        here = self._part.tracked.starts.get(number, self._here())
        self._part.tracked.revisions.append(Revision(RevisionKind.COMMENT, here, number))

    def _drawing(self, element: etree._Element) -> None:
        pictured = False
        for child in effective(element):
            if child.tag == TEXT_BOX:
                self.text_boxes.append(child)
            pictured = pictured or child.tag in (_BLIP, _IMAGE)
        if pictured and not self._run.hidden and not any(each.instructing for each in self._fields):
            self.pictures.append(Picture(self._part.pages.number, _description(element)))
            self._part.pages.written()


_Handlers = dict[object, Callable[[Inline, etree._Element], None]]

HANDLERS: Final[_Handlers] = {
    f"{W}r": Inline._enter_run,
    T: Inline._t,
    f"{W}tab": Inline._tab,
    f"{W}ptab": Inline._tab,
    f"{W}br": Inline._break,
    f"{W}cr": Inline._break,
    f"{W}noBreakHyphen": Inline._hyphen,
    f"{W}sym": Inline._symbol,
    f"{W}fldChar": Inline._field,
    f"{W}instrText": Inline._instruction,
    f"{W}ins": Inline._inserted,
    f"{W}moveTo": Inline._inserted,
    f"{W}hyperlink": Inline._walk,
    f"{W}smartTag": Inline._walk,
    f"{W}customXml": Inline._walk,
    f"{W}fldSimple": Inline._walk,
    f"{W}bdo": Inline._walk,
    f"{W}dir": Inline._walk,
    f"{W}lastRenderedPageBreak": Inline._laid_out,
    f"{W}commentReference": Inline._comment,
    f"{W}commentRangeStart": Inline._comment_start,
}
"""What is read with everything in it."""

_IN_PART: Final[_Handlers] = {
    f"{W}del": Inline._deleted,
    f"{W}moveFrom": Inline._deleted,
    f"{W}sdt": Inline._content,
    f"{W}ruby": Inline._ruby,
    f"{MC}AlternateContent": Inline._choice,
    f"{MATH}oMath": Inline._math,
    f"{MATH}oMathPara": Inline._math,
    f"{W}drawing": Inline._drawing,
    f"{W}pict": Inline._drawing,
    f"{W}object": Inline._drawing,
}
_PROPERTIES: Final = frozenset({P_PR, R_PR})


def chosen(alternate: etree._Element) -> etree._Element | None:
    """The one branch of ``mc:AlternateContent`` that counts."""
    for branch in alternate.iterchildren(f"{MC}Choice"):
        if len(branch):
            return branch
    return alternate.find(f"{MC}Fallback")


def effective(element: etree._Element) -> Iterator[etree._Element]:
    """Everything inside an element, of alternatives only one, text boxes named but not entered."""
    waiting = list(reversed(element))
    while waiting:
        child = waiting.pop()
        if child.tag == f"{MC}AlternateContent":
            branch = chosen(child)
            waiting.extend(reversed(branch) if branch is not None else ())
            continue
        yield child
        if child.tag != TEXT_BOX:
            waiting.extend(reversed(child))


def _description(drawing: etree._Element) -> str:
    for child in drawing.iter(_DOC_PR, _SHAPE):
        return child.get("descr") or child.get("title") or child.get("alt") or ""
    return ""
