"""The marked draft as the inner part of a web page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import singledispatchmethod
from html import escape

from core.document import Align
from core.exports.content import Entry
from core.exports.marked import Marked, MarkedCell, MarkedParagraph, MarkedPicture, MarkedTable, MissingNote, Piece
from core.exports.width import visible
from core.findings import Severity

_TAGS = {0: "h3", 1: "h4"}
_DEEPER = "h5"
_ALIGN = {Align.CENTER: "center", Align.RIGHT: "right"}


def text_html(blocks: Iterable[Marked]) -> str:
    """The blocks one below the other; the place of each finding has an anchor, its number leads to the list."""
    return "\n".join(_Writer().blocks(blocks))


class _Writer:
    """Writes blocks and remembers which findings have an anchor already."""

    def __init__(self) -> None:
        self._anchored: set[int] = set()

    def blocks(self, blocks: Iterable[Marked]) -> Iterator[str]:
        """The blocks in markup."""
        return (self.block(block) for block in blocks)

    @singledispatchmethod
    def block(self, block: Marked) -> str:
        """One block in markup."""
        raise TypeError(type(block).__name__)

    @block.register
    def _(self, block: MarkedParagraph) -> str:
        inner = "".join(self._piece(piece) for piece in block.pieces)
        kinds = [_ALIGN[block.align]] if block.align in _ALIGN else []
        if block.level is not None:
            tag = _TAGS.get(block.level, _DEEPER)
        else:
            tag = "p"
            kinds += ["bold"] if block.bold else []
            kinds += ["flush"] if _flush(block) else []
        return f"<{tag}{_classes(kinds)}>{inner or '&nbsp;'}</{tag}>"

    @block.register
    def _(self, block: MarkedTable) -> str:
        rows = ["".join(self._cell(cell) for cell in row) for row in block.rows]
        head = "".join(f"<tr>{row}</tr>" for row in rows[: block.header])
        body = "".join(f"<tr>{row}</tr>" for row in rows[block.header :])
        return f"<table>{f'<thead>{head}</thead>' if head else ''}<tbody>{body}</tbody></table>"

    @block.register
    def _(self, block: MarkedPicture) -> str:
        return f'<div class="picture">{_words(block.words)}</div>'

    @block.register
    def _(self, block: MissingNote) -> str:
        entry = block.entry
        dismissal = f"（{_words(entry.dismissal)}）" if entry.dismissal else ""
        message = _words(entry.finding.message)
        return f'<div class="note {kind_of(entry)}">{self._number(entry)} {message}{dismissal}</div>'

    def _piece(self, piece: Piece) -> str:
        text = _words(piece.text)
        if piece.entries:
            hint = escape("；".join(_hint(entry) for entry in piece.entries))
            text = f'<mark class="{kind_of(piece.entries[0])}" title="{hint}">{text}</mark>'
        elif piece.compared:
            told = "、".join(str(entry.number) for entry in piece.compared)
            text = f'<span class="beside" title="与第{told}处对照">{text}</span>'
        return text + "".join(self._number(entry) for entry in piece.ending)

    def _cell(self, cell: MarkedCell) -> str:
        piece = cell.piece
        spans = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
        spans += f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
        if not piece.entries:
            return f"<td{spans}>{self._piece(piece)}</td>"
        hint = escape("；".join(_hint(entry) for entry in piece.entries))
        numbers = "".join(self._number(entry) for entry in piece.ending)
        return f'<td{spans} class="{kind_of(piece.entries[0])}" title="{hint}">{_words(piece.text)}{numbers}</td>'

    def _number(self, entry: Entry) -> str:
        """The number of a finding with its shape; the first one is where the list leads."""
        anchor = "" if entry.number in self._anchored else f' id="t{entry.number}"'
        self._anchored.add(entry.number)
        words = f"{entry.mark}{entry.number}"
        return f'<a class="number {kind_of(entry)}"{anchor} href="#e{entry.number}" title="{escape(_hint(entry))}">{words}</a>'


def kind_of(entry: Entry) -> str:
    """The class of a finding: its severity, or that it was dismissed."""
    return "waived" if entry.waived else Severity(entry.severity).value


def _hint(entry: Entry) -> str:
    return visible(f"{entry.number}. {entry.level}：{entry.finding.message}")


def _words(text: str) -> str:
    return escape(visible(text))


def _flush(block: MarkedParagraph) -> bool:
    return bool(block.pieces) and block.pieces[0].text[:1].isspace()


def _classes(kinds: list[str]) -> str:
    return f' class="{" ".join(kinds)}"' if kinds else ""
