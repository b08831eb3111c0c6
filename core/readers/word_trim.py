"""WordprocessingML without what is never asked for: nine tenths of what a word processor writes, gone before it is parsed.

Properties are a few different ones, written out again for each run, cell and paragraph: each kind is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from core.readers.numbering import W
from core.readers.word_said import ASKED_FOR

_DECLARED: Final = f'xmlns:w="{W[1:-1]}"'.encode()
_PROPERTIES: Final = (b"rPr", b"tcPr", b"pPr")
"""From the inside outwards."""
_WRAPS: Final = rb"</?w:(?:tcBorders|tcMar|numPr)>"
_FLAT: Final = re.compile(rb"(?:<[^<>]+/>|%b|\s+)*" % _WRAPS)
_NAMES: Final = "|".join(sorted(name.removeprefix(W) for name in (*ASKED_FOR, f"{W}sectPr")))
_HEARD: Final = re.compile(
    rb"</?w:numPr>|<w:(?:%b)(?=[\s/])[^<>]*/>|<w:rFonts(?=[^<>]*\"(?i:wingdings|webdings|symbol))[^<>]*/>" % _NAMES.encode()
)

_LATENT: Final = b"<w:latentStyles "
_END_OF_LATENT: Final = b"</w:latentStyles>"
_STYLE: Final = b"<w:style "
_END_OF_STYLE: Final = b"</w:style>"
_END_OF_STYLES: Final = b"</w:styles>"


class _Style(NamedTuple):
    """A style that a paragraph or run may have: its identifier, whether it is kept in any case, its markup without the end."""

    key: bytes
    always: bool
    markup: bytes


_ID: Final = re.compile(rb' w:styleId="([ !#-%\'-;=-~]*)"')
_BASE: Final = re.compile(rb'<w:basedOn w:val="([^"]*)"')
_BY_ITSELF: Final = re.compile(rb' w:(?:default="|type="numbering")')
_OF_ALL: Final = re.compile(rb'<w:style (?=[^>]*w:type="paragraph")[^>]*w:default="(?:1|true)"')
_OF_TABLES: Final = b' w:type="table"'


def trimmed(data: bytes) -> bytes:
    """A part that reads the same to who asks only for what :mod:`core.readers.word_said` gathers of properties."""
    # Where a prefix might mean something else, or what looks like an element might be none, nothing is touched.
    if data.count(b"xmlns:w=") != 1 or _DECLARED not in data or b"<!" in data:
        return data
    for name in _PROPERTIES:
        data = _without_rest(data, _Heard(name))
    return data


class _Heard(dict[bytes, bytes]):
    """What is inside properties, and the properties with what counts of that alone."""

    def __init__(self, name: bytes) -> None:
        super().__init__()
        self.opening, self.closing = b"<w:%b>" % name, b"</w:%b>" % name

    def __missing__(self, said: bytes) -> bytes:
        made = b"".join(_HEARD.findall(said)) if _FLAT.fullmatch(said) else said
        self[said] = made = self.opening + made + self.closing if made else b""
        return made


def _without_rest(data: bytes, heard: _Heard) -> bytes:
    first, *rest = data.split(heard.opening)
    out = [first]
    for piece in rest:
        said, end, behind = piece.partition(heard.closing)
        # Where no end follows, others of the kind stand inside.
        out += (heard[said], behind) if end else (heard.opening, said)
    return b"".join(out)


def used_styles(part: Iterable[bytes], used: Iterable[str], *, numbered: bool = True) -> bytes:
    """The styles part with the styles that are used, what these rest on, the default ones and those of lists.

    The part comes piece by piece: as a whole it is larger than all else that is read of a file. What is asked for stands at its
    beginning, and where paragraphs are not ``numbered`` the rest need not even be unpacked.
    """
    keys = {key.encode() for key in used}
    before, styles, rest = None, list[_Style](), b""
    for data in part:
        *whole, rest = (rest + data).split(_END_OF_STYLE)
        if before is None and whole:
            before, whole[0] = _begun(whole[0])
        styles += filter(None, map(_style, whole))
        if not numbered and _is_enough(styles, keys):
            rest = _END_OF_STYLES
            break
    wanted = _with_bases(styles, keys)
    kept = (style.markup + _END_OF_STYLE for style in styles if style.always or style.key in wanted)
    return b"".join([before or b"", *kept, rest])


def _is_enough(styles: list[_Style], used: set[bytes]) -> bool:
    wanted = _with_bases(styles, used)
    chosen = [style for style in styles if style.always or style.key in wanted]
    has_default = any(_OF_ALL.match(style.markup) for style in chosen)
    return has_default and wanted <= {style.key for style in chosen} and not any(b"numId" in style.markup for style in chosen)


def _begun(first: bytes) -> tuple[bytes, bytes]:
    """What stands before the first style, without the list of those that a word processor knows by heart, and that style."""
    start = max(0, first.rfind(_STYLE))
    before = first[:start]
    latent = before.find(_LATENT)
    if latent >= 0 and (end := before.find(_END_OF_LATENT, latent)) >= 0:
        before = before[:latent] + before[end + len(_END_OF_LATENT) :]
    return before, first[start:]


def _style(markup: bytes) -> _Style | None:
    """A style; None for one that only a table can have."""
    head = markup[: markup.find(b">")] if markup.startswith(_STYLE) else b""
    if _OF_TABLES in head:
        return None
    found = _ID.search(head)
    return _Style(found[1] if found else b"", found is None or bool(_BY_ITSELF.search(head)), markup)


def _with_bases(styles: list[_Style], used: set[bytes]) -> set[bytes]:
    """The identifiers that are used, and those of the styles that these rest on."""
    wanted: set[bytes] = set()
    waiting = used | {style.key for style in styles if style.always}
    while waiting:
        wanted |= waiting
        bases = (_BASE.search(style.markup) for style in styles if style.key in waiting)
        waiting = {base[1] for base in bases if base} - wanted
    return wanted
