"""Text of an article that a page holds and does not show: how much it is, for the sentence that says so.

A site hides much that is no text of the article: windows that open, what is shared with a telephone, a second copy for small screens,
values for scripts. Told apart by where it stands and by what it is; in a document that a word processor saved every word counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from lxml import etree

from core.document import Block, Paragraph, Table, Text
from core.readers.raw import hidden_text
from core.readers.web_article import NOISE, Page, names
from core.readers.web_embedded import ARTICLE, length_of
from core.readers.web_frame import is_foot
from core.readers.web_text import Numbers
from core.readers.web_walk import Walker

_WIDGET: Final = re.compile(
    r"pop|dialog|modal|layer|toast|mask|tips?\b|loading|te?mpl|qr|code|wechat|weixin|wx|login|player|video|menu|nav|search|"
    r"share|mobile|phone|print|error|warn",
    re.IGNORECASE,
)
_NO_ARTICLE: Final = frozenset({"nav", "footer", "header", "aside", "form", "dialog", "fieldset"})
_CJK: Final = re.compile("[\u3400-\u9fff]")
_SENTENCE: Final = re.compile("[。；！？]")
_LEAST: Final = 16
"""So many characters without an end of a sentence are more than a label."""
_OF_FORMS: Final = frozenset({"窗体顶端", "窗体底端"})
"""What Word leaves of forms in text that was pasted from a page."""
_CALLS: Final = re.compile("扫一扫|二维码|朋友圈|浏览器|客户端|加载|请输入|验证码|登录")
_SHOW: Final = "在网页或原来的 Word 文件中"


def note_on_hidden(
    page: Page, numbers: Numbers, skipped: Sequence[etree._Element], article: etree._Element, blocks: Sequence[Block]
) -> str | None:
    """The sentence about the text of the article among what was skipped as hidden; None where there is none."""
    if not skipped:
        return None
    shown = "\n".join(_squeeze(text.text) for text in _texts(blocks))
    found: list[str] = []
    for element in _of_article(page, numbers, skipped, article, blocks):
        words = [_squeeze(text.text) for text in _texts(Walker(page, numbers).walk(element))]
        found += [each for each in words if _counts(each, page.framed) and each not in shown]
    hidden = "".join(found)
    # Where no article is shown, only what may be one is: a site hides single sentences by the dozen.
    least = ARTICLE if page.framed and not length_of(blocks) else 1
    return hidden_text(hidden, _SHOW) if len(hidden) >= least else None


def _of_article(
    page: Page, numbers: Numbers, skipped: Sequence[etree._Element], article: etree._Element, blocks: Sequence[Block]
) -> list[etree._Element]:
    """Those hidden elements that may be part of the article."""
    if not page.framed:
        return list(skipped)
    kept = [element for element in skipped if not _is_part_of_site(element)]
    if not page.is_guessed(article) or not length_of(blocks):
        return kept
    places = [span.node[0] for text in _texts(blocks) for span in text.spans]
    return [element for element in kept if _is_between(element, numbers, min(places), max(places))]


def _counts(words: str, framed: bool) -> bool:
    if not _CJK.search(words) or words in _OF_FORMS:
        return False
    if not framed:
        return True
    return bool(_SENTENCE.search(words) or len(words) >= _LEAST) and not _CALLS.search(words)


def _is_part_of_site(element: etree._Element) -> bool:
    """Whether something hidden has its place in the page itself, and is shown when somebody asks for it."""
    if element.tag in _NO_ARTICLE or any(True for _ in element.iter("input", "button", "form", "select")):
        return True
    named = " ".join(names(element))
    linked = sum(len(_squeeze("".join(map(str, link.itertext())))) for link in element.iter("a"))
    whole = len(_squeeze("".join(map(str, element.itertext()))))
    return bool(NOISE.search(named) or _WIDGET.search(named)) or 2 * linked > whole


def _is_between(element: etree._Element, numbers: Numbers, first: int, last: int) -> bool:
    """Whether something hidden stands between the first and the last text of the article."""
    inside = next((numbers.of(each, False) for each in element.iter() if each.text), None)
    return inside is not None and first < inside < last


def _texts(blocks: Sequence[Block]) -> Iterator[Text]:
    """The texts of paragraphs and cells, those of a foot left out."""
    return chain.from_iterable(_texts_of(block) for block in blocks if not is_foot(block))


def _texts_of(block: Block) -> Iterator[Text]:
    if isinstance(block, Table):
        yield from (cell.content for cell in block.cells)
    elif isinstance(block, Paragraph):
        yield block.content


def _squeeze(text: str) -> str:
    return "".join(text.split())
