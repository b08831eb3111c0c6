"""The text of a paragraph that holds visible runs of text and nothing else: most paragraphs and cells are like that."""

from __future__ import annotations

from typing import Final

from lxml import etree

from core.document import Span, Text
from core.readers.numbering import W
from core.readers.runs import HANDLERS, ODD, P_PR, PRESERVE, R_PR, Pages, Part, T
from core.readers.styles import Style

_R: Final = f"{W}r"
_NOTHING: Final = Text("")


def simple(part: Part, style: Style, paragraph: etree._Element, number: int | None) -> tuple[Text, bool] | None:
    """What :class:`core.readers.runs.Inline` makes of such a paragraph, in a third of the time; None for any other.

    The text, and whether it is bold.
    """
    of, bold, plain = part.said.of, True, style.look
    texts: list[str] = []
    for run in paragraph:
        tag = run.tag
        if tag == _R:
            if part.said.fonts and run in part.said.fonts:
                return None
            look = part.styles.of_run(of[run], style) if run in of else plain
            for piece in run:
                tag = piece.tag
                if tag == T:
                    text = piece.text or ""
                    texts.append(text)
                    if not text:
                        continue
                    bold = bold and (look.bold or text.isspace())
                    if look.hidden or look.struck or ((text[0] == " " or text[-1] == " ") and piece.get(PRESERVE) != "preserve"):
                        return None
                elif tag != R_PR:
                    return None
        elif tag != P_PR and (tag in HANDLERS or len(run)):
            return None
    return _placed(texts, bold, number, part.pages)


def _placed(texts: list[str], bold: bool, number: int | None, pages: Pages) -> tuple[Text, bool] | None:
    whole = texts[0] if len(texts) == 1 else "".join(texts)
    if not whole:
        return _NOTHING, False
    if not whole.isprintable() and (ODD.search(whole) or whole.isspace()):
        return None
    spans: list[Span] = []
    if number is not None:
        start, page = 0, pages.number
        for place, text in enumerate(texts):
            if text:
                end = start + len(text)
                spans.append(Span(start, end, page, (number, place, 0)))
                start = end
    pages.written()
    return Text(whole, tuple(spans)), bold
