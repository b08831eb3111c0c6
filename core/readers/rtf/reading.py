"""Rich text from its path to what a reader hands on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path
from typing import Final

from lxml import etree

from core.errors import ReadError
from core.readers.docx import WordTree, read_tree
from core.readers.fields import is_drawn
from core.readers.package import sentences
from core.readers.raw import CUT_OFF, TEXT_BOXES, Raw
from core.readers.rtf.state import Fonts, RowDefinition, State, changed
from core.readers.rtf.tokens import Token, tokens
from core.readers.rtf.writer import Writer
from core.readers.word_markup import PICTURE, clean, comment, tag, tree

MAX_BYTES: Final = 300 << 20
"""Bytes of a file: pictures stand in it as text, so that a draft of 100 MB in Word may have three times that."""
MAX_DEPTH: Final = 2000
"""Groups inside groups; real files have some ten."""
TOO_NESTED: Final = f"RTF 文件里的内容一层套一层，超过 {MAX_DEPTH} 层的上限，可能已损坏或被恶意构造，为安全起见没有读取；请用 Word 或 WPS 打开后另存为 .docx 再检查。"
TOO_LARGE: Final = f"RTF 文件超过 {MAX_BYTES >> 20} MB，为安全起见没有读取；请用 Word 或 WPS 打开后另存为 .docx 再检查。"

_ASIDE: Final = frozenset(
    ["header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "footnote", "shptxt"]
)
_KNOWN: Final = frozenset({"fonttbl", "fldinst", "stylesheet", "revtbl", "annotation", "atnauthor", "atnid", "nesttableprops"})
"""Destinations that may be marked as one to pass over when unknown, and are known here."""
_SEEN: Final = frozenset({"shppict", "fldrslt", "result"})
"""What is shown though old programs pass over it: a picture in its new form, what a field or an object comes to."""
_COLLECTED: Final = frozenset({"stylesheet", "revtbl", "annotation", "atnauthor", "fonttbl", "fldinst"})
_BEGINS, _SEPARATES, _ENDS = (tag("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end"))
_SKIPPED: Final = frozenset(
    [
        "colortbl",
        "info",
        "pict",
        "objdata",
        "nonshppict",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "themedata",
        "xmlnstbl",
        "datastore",
        "latentstyles",
        "bkmkstart",
        "bkmkend",
        "filetbl",
        "template",
        "operator",
        "doccomm",
        "userprops",
        "sp",
        "xe",
        "tc",
        "ftnsep",
        "ftnsepc",
        "aftnsep",
        "aftnsepc",
    ]
)
_SYMBOLS: Final = {
    "~": "\xa0",
    "_": "-",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
}
_BREAKS: Final = {"tab": "tab", "line": "br", "lbr": "br"}


def read(path: Path) -> Raw:
    """Read rich text. Raises :class:`core.errors.ReadError` with a sentence when it cannot be read."""
    if path.stat().st_size > MAX_BYTES:
        raise ReadError(TOO_LARGE)
    with sentences():
        reader = _Reader()
        raw = read_tree(reader.tree(path.read_bytes()))
        told = [CUT_OFF] if reader.is_cut_off else []
        told += [TEXT_BOXES.format(reader.text_boxes)] if reader.text_boxes else []
        return replace(raw, notes=(*told, *raw.notes)) if told else raw


@dataclass
class _Reader:
    """Follows the tokens; a stack of states, one for each open group."""

    state: State = field(default_factory=State)
    fonts: Fonts = field(default_factory=Fonts)
    row: RowDefinition = field(default_factory=RowDefinition)
    styles: dict[int, str] = field(default_factory=dict)
    authors: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    aside: list[etree._Element] = field(default_factory=list)
    text_boxes: int = 0
    _stack: list[State] = field(default_factory=list)
    _drawn: list[int] = field(default_factory=list)
    """How deep the fields are that are open and show what their instruction says."""
    _objects: list[tuple[int, int]] = field(default_factory=list)
    """The groups of embedded objects that are open: how deep, and how much had been written before."""
    _bytes: list[bytes] = field(default_factory=list)
    _skip: int = 0
    _ignorable: bool = False
    _words: list[str] = field(default_factory=list)
    _comment_author: str = ""
    _inner_row: RowDefinition = field(default_factory=RowDefinition)

    def __post_init__(self) -> None:
        self._writers = {"body": Writer(self.authors)}

    def tree(self, data: bytes) -> WordTree:
        """The whole document."""
        for token in tokens(data):
            self._take(token)
        self._flush()
        document = tree("document", tag("body", self._writers["body"].finish(self.state)))
        return WordTree(document, self._stylesheet(), comments=self._comment_part(), aside=tuple(self.aside))

    @property
    def is_cut_off(self) -> bool:
        """Whether groups were left open at the end."""
        return bool(self._stack)

    def _stylesheet(self) -> etree._Element:
        return tree(
            "styles",
            "".join(
                tag("style", tag("name", value=name.strip().rstrip(";").strip()), type="paragraph", styleId=f"s{number}")
                for number, name in self.styles.items()
            ),
        )

    def _comment_part(self) -> etree._Element:
        found = (comment(number, author, words.strip()) for number, (author, words) in enumerate(self.comments))
        return tree("comments", "".join(found))

    # --- tokens ---------------------------------------------------------------------------------------------------

    def _take(self, token: Token) -> None:
        if not token.word:
            self._text_bytes(token.data)
            return
        self._flush()
        if token.word == "{":
            self._enter()
        elif token.word == "}":
            self._leave()
        elif token.word == "*":
            self._ignorable = True
        elif token.word == "u":
            self._unicode(token.number or 0)
        else:
            self._control(token.word, token.number)

    def _enter(self) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise ReadError(TOO_NESTED)
        self._stack.append(self.state)
        self._skip = 0
        self._ignorable = False

    def _leave(self) -> None:
        before = self.state
        self.state = self._stack.pop() if self._stack else State()
        self._skip = 0
        self._ended(before)
        if self._drawn and len(self._stack) < self._drawn[-1]:
            self._drawn.pop()
            if self._shows:
                self._writer.mark(_ENDS, self.state)
        if self._objects and len(self._stack) < self._objects[-1][0]:
            _, written = self._objects.pop()
            # Of an object in which nothing is shown only that it is there can be said.
            if self._shows and self._writer.written == written:
                self._writer.mark(PICTURE, self.state)

    def _control(self, word: str, number: int | None) -> None:
        ignorable, self._ignorable = self._ignorable, False
        if self.state.place == "skip":
            # Shapes are passed over whole, with the text in them.
            self.text_boxes += word == "shptxt"
            return
        if word == "pict" and self._shows:
            self._writer.mark(PICTURE, self.state)
        elif word == "object" and self._shows:
            self._objects.append((len(self._stack), self._writer.written))
        if word in ("listtext", "pntext"):
            self.state = replace(self.state, label=True)
        elif word in _KNOWN or word in _ASIDE:
            self.state = replace(self.state, place=self._destination(word))
        elif ignorable or word in _SKIPPED:
            if word not in _SEEN:
                self.state = replace(self.state, place="skip")
        else:
            self._command(word, number)

    def _destination(self, word: str) -> str:
        self._words = []
        if word in _ASIDE:
            self._writers[word] = Writer(self.authors)
        return word

    def _command(self, word: str, number: int | None) -> None:
        place = self.state.place
        if word == "ansicpg" and number:
            self.fonts.page(number)
        elif place == "fonttbl" and word == "fcharset":
            self.fonts.add(self.state.font, number or 0)
        elif place == "stylesheet" and word == "cs":
            self.state = replace(self.state, place="skip")
        elif place == "nesttableprops" and self._inner_row.control(word, number):
            pass
        elif place == "nesttableprops" and word == "nestrow":
            self._writers["body"].end_row(max(2, self.state.tables), tuple(self._inner_row.cells))
        elif (place != "nesttableprops" and self.row.control(word, number)) or (self._shows and self._acts(word)):
            pass
        elif word in _SYMBOLS:
            self._put(_SYMBOLS[word])
        else:
            self.state = changed(self.state, word, number)

    # --- text -----------------------------------------------------------------------------------------------------

    @property
    def _shows(self) -> bool:
        return self.state.place in self._writers

    @property
    def _writer(self) -> Writer:
        return self._writers[self.state.place]

    def _text_bytes(self, data: bytes) -> None:
        if self._skip:
            dropped = min(self._skip, len(data))
            self._skip -= dropped
            data = data[dropped:]
        # A picture has millions of lines of figures, which nobody reads.
        if self.state.place != "skip":
            self._bytes.append(data)

    def _flush(self) -> None:
        """Decode what has been collected: a character may take several tokens."""
        if not self._bytes:
            return
        data = b"".join(self._bytes)
        self._bytes.clear()
        self._put(self.fonts.decoded(data, self.state.font))

    def _unicode(self, number: int) -> None:
        self._put(chr(number & 0xFFFF))
        self._skip = self.state.fallback

    def _put(self, text: str) -> None:
        if self._shows:
            font, state = self.fonts.symbols.get(self.state.font, ""), self.state
            self._writer.text(text, state if font == state.symbols else replace(state, symbols=font))
        elif self.state.place in _COLLECTED:
            self._words.append(text)

    # --- what ends ------------------------------------------------------------------------------------------------

    def _acts(self, word: str) -> bool:
        """Carry out what ends a paragraph, a cell or a row, or stands for one character; False for any other word."""
        if word in ("par", "sect"):
            self._writer.end(self.state)
        elif word in ("cell", "nestcell"):
            self._writer.end(self.state, cell=True)
        elif word == "row":
            self._writer.end_row(1, tuple(self.row.cells))
        elif word in _BREAKS:
            # What parts an automatic number from its paragraph is no text.
            if not self.state.label:
                self._writer.mark(tag(_BREAKS[word]), self.state)
        elif word == "page":
            self._writer.mark(tag("br", type="page"), self.state)
        else:
            return False
        return True

    def _ended(self, state: State) -> None:
        """A group has ended: what a destination collected goes where it belongs."""
        words = "".join(self._words) if state.place in _COLLECTED else ""
        outer = state.place != self.state.place
        if state.place == "stylesheet" and words:
            self.styles[state.style] = words
        elif state.place == "revtbl" and words:
            self.authors.append(words.strip().rstrip(";"))
        elif state.place == "atnauthor" and outer:
            self._comment_author = words
        elif state.place == "annotation" and outer:
            self._writers["body"].mark(tag("commentReference", id=len(self.comments)), self.state)
            self.comments.append((self._comment_author, words))
        elif state.place in self._writers and outer:
            # \ftnalt, an endnote, stands in a footnote's group.
            element = "footnotes" if state.place == "footnote" else "hdr"
            self.aside.append(tree(element, self._writers.pop(state.place).finish(state)))
        elif state.place == "fonttbl" and words:
            self.fonts.name(state.font, words)
        elif state.place == "fldinst" and outer and self._shows and is_drawn(words):
            self._drawn.append(len(self._stack))
            self._writer.mark(_BEGINS + tag("instrText", escape(clean(words))) + _SEPARATES, self.state)
        if state.place in ("stylesheet", "revtbl", "fonttbl"):
            self._words = []
