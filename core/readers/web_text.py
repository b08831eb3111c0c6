"""The text of a web page as a browser shows it, every character with its text node."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Final

from lxml import etree, html

from core.document import Text
from core.errors import ReadError
from core.readers.building import TextBuilder
from core.readers.lines import is_set_in
from core.readers.package import FAULTS, is_out_of_memory
from core.readers.plain import decode

_DECLARED: Final = re.compile(rb"""(?:charset\s*=\s*["']?\s*|<\?xml[^>]*encoding\s*=\s*["'])([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_HEAD: Final = 4096
_BOMS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_FEW_WRONG: Final = 50
_WIDER: Final = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb_2312-80": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
}
_END: Final = re.compile(r"</html\s*>", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_TABLE: Final = re.compile(r"(</?table)(?=[\s>])", re.IGNORECASE)
_END_OF_COMMENT: Final = "-->"
_OPEN: Final = re.compile(r"</?[A-Za-z][^<>]*\Z")
MAX_MARKS: Final = 2_400_000
"""Elements, attributes and texts of a page, see :func:`_marks`: 20 000 paragraphs of 20 pieces each, as Word saves them, have 2 000 000."""
TOO_MANY_MARKS: Final = f"网页里的标签、属性和文字片段合计超过 {MAX_MARKS // 10_000} 万个的上限，不像是一份年度报告，没有检查。请只保留年度报告本身再检查。"
_EMBEDDED: Final = re.compile(rb"(data:[\w.+-]{1,40}/[\w.+-]{1,80}(?:;[\w.+=-]{1,80}){0,4};base64,)[A-Za-z0-9+/=\s%]{1000,}")
_MARK: Final = re.compile(
    rb"<!--(?:.*?-->|.*)|<(script|style)\b(?:.*?</\1|.*)|<[^<>]*>?|[^<]+",
    re.IGNORECASE | re.DOTALL,
)
_SPACES: Final = " \t\r\n\f"
_INVISIBLE: Final = "\u200b\u2060\ufeff\xad\x01\x02\x03\x04\x05\x06\x07\x08\x0b\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f"
"""What a browser does not show; control characters are what LibreOffice leaves of fields."""
_PIECES: Final = re.compile(f"[{_SPACES}]+|[{_INVISIBLE}]+|[^{_SPACES}{_INVISIBLE}]+")


def decode_page(data: bytes) -> tuple[str, bool]:
    """The source of a page, and whether every byte of it could be decoded.

    What the bytes are outweighs what the page says: text that is valid UTF-8 is UTF-8, as other encodings hardly ever are by chance.
    """
    if data.startswith(_BOMS[1:]):
        return decode(data).removeprefix("\ufeff"), True
    data = data.removeprefix(_BOMS[0])
    for name in ("utf-8", *_declared(data), "gb18030"):
        if name == "gb18030" and _is_nearly_utf8(data):
            break
        try:
            return data.decode(name), True
        except (UnicodeError, LookupError):
            continue
    if b"\0" not in data[:_HEAD]:
        return data.decode(_best_guess(data), errors="replace"), False
    return decode(data).removeprefix("\ufeff"), True


def _is_nearly_utf8(data: bytes) -> bool:
    """Whether only a few bytes of UTF-8 were damaged: decoded as anything else all would be wrong."""
    wrong = data.decode("utf-8", errors="replace").count("\ufffd")
    return wrong * _FEW_WRONG < sum(byte > 0x7F for byte in data) // 3


def _declared(data: bytes) -> Iterator[str]:
    match = _DECLARED.search(data[:_HEAD])
    if match and b"\0" not in data[:_HEAD]:
        name = match[1].decode("ascii").lower()
        # UTF-16 cannot be what an ASCII declaration is written in.
        if not name.startswith("utf-16"):
            yield _WIDER.get(name, name)


def _best_guess(data: bytes) -> str:
    losses = {name: data.decode(name, errors="replace").count("\ufffd") for name in ("utf-8", "gb18030")}
    return min(losses, key=lambda name: losses[name])


def is_cut_off(source: str) -> bool:
    """Whether a page breaks off: its end is missing, and the last tag, comment or table is not closed.

    A piece of a page has no end either, and nothing that is open.
    """
    if _END.search(source):
        return False
    behind = source.rfind(_END_OF_COMMENT) + 1
    if "<!--" in source[behind:] or _OPEN.search(source, behind):
        return True
    # Only up to the last end of one: looking for ends that are not there takes long.
    shown = _COMMENT.sub("", source[: behind + 2]) + source[behind + 2 :]
    opened = Counter(match[1].lower() for match in _TABLE.finditer(shown))
    return opened["<table"] > opened["</table"]


def without_embedded(data: bytes) -> bytes:
    """A page without the pictures and fonts that are written into its attributes and styles, which may be most of it.

    The text nodes stay the same ones: a picture is no text.
    """
    return _EMBEDDED.sub(rb"\1", data)


def for_parser(source: str) -> bytes:
    """The source of a page as the parser takes it. Raises ReadError when its tree would not fit into the memory."""
    data = source.replace("\0", "").encode("utf-8", errors="replace")
    if 2 * data.count(b"<") + data.count(b"=") > MAX_MARKS and _marks(data) > MAX_MARKS:
        raise ReadError(TOO_MANY_MARKS)
    return data


def _marks(data: bytes) -> int:
    """Elements, each with a beginning and an end whether they are written or not, their attributes, and what stands between tags."""
    marks = 0
    for found in _MARK.finditer(data):
        piece = found[0]
        if piece[:1] != b"<" or found[1]:
            marks += 1
        elif piece[1:2].isalpha():
            marks += 2 + piece.count(b"=")
        if marks > MAX_MARKS:
            break
    return marks


def parse_page(source: str) -> etree._Element | None:
    """The tree of a page; None when it holds no element."""
    return tree_of(for_parser(source))


def tree_of(data: bytes) -> etree._Element | None:
    """The tree of a page; None when it holds no element. Raises MemoryError where there is no room for it."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=False, huge_tree=True)
    try:
        return html.document_fromstring(data, parser=parser)
    except FAULTS as error:
        if is_out_of_memory(error):
            raise MemoryError from error
        return None


def text_nodes(root: etree._Element) -> Iterator[tuple[etree._Element, bool, str]]:
    """All text nodes in document order: the element, whether the text stands behind it (its tail), and the characters.

    Every node counts, white space and scripts included; what comments say does not. The running number of a node in this order
    is the first coordinate of a place in an HTML draft.
    """
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start" and element.text:
            yield element, False, element.text
        elif event != "start" and element.tail and element is not root:
            yield element, True, element.tail


class Numbers:
    """The running number of each text node of a page."""

    def __init__(self, root: etree._Element) -> None:
        self._inside: dict[etree._Element, int] = {}
        self._behind: dict[etree._Element, int] = {}
        for number, (element, tail, _) in enumerate(text_nodes(root)):
            (self._behind if tail else self._inside)[element] = number

    def of(self, element: etree._Element, tail: bool) -> int:
        """The number of the text inside an element, or behind it."""
        return (self._behind if tail else self._inside)[element]


def inner_text(element: etree._Element) -> str:
    """All characters inside an element."""
    return "".join(str(part) for part in element.itertext())


class Flow:
    """Collects the text nodes of one paragraph, white space run together as browsers do."""

    def __init__(self) -> None:
        self._builder = TextBuilder()
        self._last = ""
        self._gap: tuple[str, int, int] | None = None
        self.set_in = False

    @property
    def has_begun(self) -> bool:
        """Whether anything but white space was added."""
        return bool(self._last)

    def feed(self, data: str, number: int, offset: int = 0) -> None:
        """Add text node ``number``, or what stands in it from a character on."""
        for match in _PIECES.finditer(data):
            piece, start = match[0], offset + match.start()
            if piece[0] in _INVISIBLE:
                continue
            if piece[0] in _SPACES:
                self._gap = self._gap or (piece, number, start)
                continue
            self._close_gap(piece[0])
            self._builder.put(piece.replace("\xa0", " "), (number, start))
            self._last = piece[-1]

    def verbatim(self, data: str, number: int, start: int) -> None:
        """Add a line of preformatted text as it is."""
        self._builder.put(data.replace("\xa0", " "), (number, start))

    def _close_gap(self, following: str) -> None:
        gap, self._gap = self._gap, None
        if gap is None or not self._last:
            return
        # A source line broken between two Chinese characters shows no space.
        if "\n" in gap[0] and _wide(self._last) and _wide(following):
            return
        self._builder.put(" ", gap[1:])

    def take(self) -> Text:
        """The paragraph so far, trimmed; the next one begins. ``set_in`` tells whether white space that shows stood before it."""
        whole = self._builder.build()
        text = whole.strip()
        self.set_in = text is not whole and is_set_in(whole.text)
        self._builder, self._last, self._gap = TextBuilder(), "", None
        return text


def _wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"
