"""What a web page shows of other files, and what is said of them: one draft is one file, so that they are named and not read.

Sites put an article into a frame, or show a document by a viewer in one; a browser saves what is in a frame as a file of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote

from lxml import etree

from core.document import Block, Paragraph, Picture, Table, Text
from core.readers.package import whole
from core.readers.web_article import Page, hidden
from core.readers.web_frame import is_foot
from core.readers.web_text import text_nodes

_SOURCES: Final = {"iframe": "src", "frame": "src", "object": "data", "embed": "src"}
_LOW: Final = 150
"""A frame declared lower or narrower than this many pixels is a counter or a strip of advertising."""
ARTICLE: Final = 300
"""A page with fewer characters in paragraphs and tables than this, outside links, holds no report: its tables alone have more."""
_LINE: Final = 20
"""What is shorter is a heading or a line of navigation."""
_NAMED: Final = 3
_OF_SITE: Final = (("script", 1), ("a", 3))
"""So many scripts and links at least has a page of a site that loads its articles."""
_NAME_LENGTH: Final = 80
_SIZE: Final = re.compile(r"(?:^|[;\s])(?:height|width)\s*:\s*(\d+)(?:\.\d+)?px", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_NO_FILE: Final = re.compile(r"about:|javascript:|data:|cid:|blob:", re.IGNORECASE)
_DOCUMENT: Final = re.compile(r"\.(?:pdf|docx?|wps|ofd|xlsx?|et)$", re.IGNORECASE)
_PARAMETER: Final = re.compile(r"[?&#][\w-]+=([^&#]+)")
_ROUND_IT: Final = re.compile(
    r"(?:^|[\W_\d])(?:top|left|right|menu|nav\w*|banner|head\w*|foot\w*|bottom|tree|search|login|share|count\w*|tongji|stat\w*|adv?\w{0,4})(?:$|[\W_\d])",
    re.IGNORECASE,
)
"""Names of frames that hold what stands round an article."""

_DO: Final = "请在浏览器中单独打开正文（如右键“在新标签页中打开框架”）并保存后再检查"
_NAVIGATION: Final = "网页本身只有导航等内容，正文在页面"
_LOADED: Final = (
    "网页本身只有标题、导航等内容，没有报告正文：正文可能是打开网页时才从网站载入的，没有保存在这个文件里。"
    "请在浏览器中打开网页，等正文显示出来，再把正文复制到 Word 文件里检查。"
)
_APART: Final = _NAVIGATION + "框架引用的另一个文件{}里，没有读取；" + _DO + "，或者直接打开这个文件检查。"
_UNNAMED: Final = _NAVIGATION + "的框架里，没有读取；" + _DO + "。"
FOUND: Final = _NAVIGATION + "的框架里，已从同一个文件所带的框架中读取。"
"""The sentence about a page whose frames are in the file with it."""
_SHOWN: Final = "网页里嵌入了另一个文件{}，其中的内容没有读取，请打开这个文件另行核对。"


def note_on_frames(page: Page, blocks: Sequence[Block]) -> str | None:
    """The sentence about files that the page shows: the one with the article, or documents inside it; None where there are none."""
    frames = [element for element in page.root.iter(*_SOURCES) if _is_seen(element)]
    if not frames:
        return None
    names = list(dict.fromkeys(name for element in frames if (name := _name(element))))
    if _length(blocks, _linked(page.root)) >= ARTICLE:
        documents = [name for name in names if _DOCUMENT.search(name)]
        return _SHOWN.format(_quoted(documents)) if documents else None
    return _APART.format(_quoted(names)) if names else _UNNAMED


def note_on_scripts(page: Page, blocks: Sequence[Block]) -> str | None:
    """The sentence about a page of a site that holds no article and runs scripts, which would bring it; None for any other."""
    of_site = page.framed and all(next(islice(page.root.iter(tag), least - 1, None), None) is not None for tag, least in _OF_SITE)
    if not of_site or any(isinstance(block, Picture) for block in blocks):
        return None
    return _LOADED if _length(blocks, _linked(page.root)) < ARTICLE else None


def is_apart(sentences: Iterable[str]) -> bool:
    """Whether sentences about a page say that its article is not in it: in a frame, or to be loaded."""
    return any((each.startswith(_NAVIGATION) and each != FOUND) or each == _LOADED for each in sentences)


def length_of(blocks: Sequence[Block]) -> int:
    """How many characters a page has in paragraphs and tables; 0 where that is no article."""
    length = _length(blocks, set())
    return length if length >= ARTICLE else 0


def _is_seen(element: etree._Element) -> bool:
    """Whether a frame shows something of a size that an article needs."""
    source = (element.get(_SOURCES[str(element.tag)]) or "").strip()
    if element.tag in ("object", "embed"):
        is_text = (element.get("type") or "").lower() in ("text/html", "application/pdf")
        if not is_text and not _DOCUMENT.search(_file(source)):
            return False
    if element.get("srcdoc") is None and (not source or source.lower().startswith(("about:", "javascript:"))):
        return False
    return not _is_low(element) and not any(hidden(each) or each.tag == "footer" for each in (element, *element.iterancestors()))


def _is_low(element: etree._Element) -> bool:
    # A frame that is given its height when it has been loaded may begin with none.
    if element.tag == "frame" or "height" in (element.get("onload") or "").lower():
        return False
    sizes = [whole((element.get(name) or "").strip().lower().removesuffix("px"), _LOW) for name in ("width", "height")]
    sizes += [int(size[:6]) for size in _SIZE.findall(element.get("style") or "")]
    return min(sizes) < _LOW


def _name(element: etree._Element) -> str:
    """What the file in a frame is called; empty where the page does not say."""
    source = "".join((element.get(_SOURCES[str(element.tag)]) or "").split())
    if _NO_FILE.match(source):
        return ""
    name = _file(source)
    return name if len(name) <= _NAME_LENGTH else f"…{name[-_NAME_LENGTH:]}"


def _file(source: str) -> str:
    """The file that an address means; what a viewer shows where it is given one."""
    given = next((each for each in map(unquote, _PARAMETER.findall(source)) if _DOCUMENT.search(each)), None)
    if given is not None:
        return given.removeprefix("./")
    # An address on a site is told whole: behind the question mark it may say which article.
    path = source.partition("#")[0]
    return unquote(path if _ELSEWHERE.match(path) else path.partition("?")[0] or path).removeprefix("./")


def _quoted(names: Sequence[str]) -> str:
    """The names, without those of frames that stand round an article where others are left."""
    kept = [name for name in names if not _ROUND_IT.search(PurePosixPath(name.partition("?")[0]).stem)] or list(names)
    more = " 等" if len(kept) > _NAMED else ""
    return f"（{'、'.join(f'“{name}”' for name in kept[:_NAMED])}{more}）"


def _linked(root: etree._Element) -> set[int]:
    """The numbers of the text nodes inside links."""
    links = {each for link in root.iter("a") for each in link.iter()}
    return {
        number
        for number, (element, tail, _) in enumerate(text_nodes(root))
        if (element.getparent() if tail else element) in links
    }


def _length(blocks: Sequence[Block], linked: set[int]) -> int:
    """How many characters of paragraphs and tables stand in no link."""
    spans = (span for text in _texts(blocks) for span in text.spans if span.node[0] not in linked)
    return sum(span.end - span.start for span in spans)


def _texts(blocks: Sequence[Block]) -> Iterator[Text]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (cell.content for cell in block.cells)
        elif isinstance(block, Paragraph) and len(block.text) > _LINE and not is_foot(block):
            yield block.content
