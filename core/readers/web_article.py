"""Where on a web page the report stands among navigation, and its title when that stands elsewhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from lxml import etree

from core.readers.web_style import FirstLines
from core.readers.web_text import inner_text

_SILENT_TAGS: Final = "script style noscript template head title svg canvas iframe noframes object embed audio video select option button textarea input"
SILENT: Final = frozenset(_SILENT_TAGS.split())
_FRAME: Final = frozenset({"nav", "footer", "header", "aside", "script", "form"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MSO_APART: Final = re.compile(r"mso-element\s*:\s*(?:header|footer|footnote|endnote|comment)", re.IGNORECASE)
_KNOWN_NAMES: Final = (
    "zoom ucap-content ucapcontent trs_editor trs_ueditor view trs_web article articlecontent article-content article_content"
    " content maincontent main-content main_content pages_content contentbox content-box newscontent news_content"
    " xxgk_content wzcon con_text detail-content detail_content vsb_content v_news_content editor_content"
)
"""Names that publishing systems of government sites give to the container of an article."""
_KNOWN: Final = frozenset(_KNOWN_NAMES.split())
NOISE: Final = re.compile(
    r"(?:^|[\s_-])(?:b?d?share|sharebox|print|pagination|pager|breadcrumbs?|crumbs?|weizhi|dqwz|copyright|toolbar|qrcode|ewm|related|prevnext)"
    r"(?:$|[\s_-])",
    re.IGNORECASE,
)
_TITLE_NAME: Final = re.compile(r"title|biaoti|(?:^|[\s_-])bt(?:$|[\s_-])", re.IGNORECASE)
_OFFICE: Final = re.compile(r"LibreOffice|OpenOffice|Collabora", re.IGNORECASE)
_NOISE_LENGTH: Final = 300
_LEAST: Final = 100
_MOST_OF_IT: Final = 0.8
_ITEM_TAGS: Final = frozenset({"ul", "ol", "dl", "div", "table", "td", "p", "section"})


@dataclass(slots=True)
class Size:
    """How much stands inside an element: characters outside and inside links, links, cells of tables."""

    plain: int = 0
    linked: int = 0
    links: int = 0
    cells: int = 0

    def add(self, other: Size) -> None:
        """Count what stands in a child as well."""
        self.plain += other.plain
        self.linked += other.linked
        self.links += other.links
        self.cells += other.cells


class Page:
    """A parsed page measured once: what is shown, what is article, what is frame."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self._elements = [element for element in root.iter() if isinstance(element.tag, str)]
        self._sizes: dict[etree._Element, Size] = {}
        self._measure()
        found = root.find(".//body")
        # The body of a page of frames is for browsers that know none.
        self.body = found if found is not None and root.find(".//frameset") is None else root
        self.framed = self._is_framed()

    def _measure(self) -> None:
        for element in reversed(list(self.root.iter())):
            size = self._sizes.setdefault(element, Size())
            if not isinstance(element.tag, str) or not shown(element):
                size = self._sizes[element] = Size()
            else:
                self._measure_own(element, size)
            parent = element.getparent()
            if parent is not None:
                above = self._sizes.setdefault(parent, Size())
                above.add(size)
                above.plain += len((element.tail or "").strip())

    def _measure_own(self, element: etree._Element, size: Size) -> None:
        size.plain += len((element.text or "").strip())
        if element.tag == "a":
            size.plain, size.linked, size.links = 0, size.plain + size.linked, 1
        elif element.tag in ("td", "th"):
            size.cells += 1

    def size(self, element: etree._Element) -> Size:
        """What stands inside an element."""
        return self._sizes.get(element, Size())

    def _is_framed(self) -> bool:
        """A page of a site, as opposed to a document that a word processor saved as HTML."""
        size = self.size(self.body)
        if size.linked * 20 > size.plain + size.linked:
            return True
        if any(element.tag in _FRAME for element in self._elements):
            return True
        if any(self._is_menu(element) for element in self._elements):
            return True
        # A long report outweighs the few links around it.
        known = self._known_container()
        return known is not None and self.size(known).links < size.links

    def _is_menu(self, element: etree._Element) -> bool:
        """A list of links to other pages; those of a table of contents stay on the page."""
        size = self.size(element)
        if size.links < 3 or element.tag not in _ITEM_TAGS or size.linked <= 2 * size.plain:
            return False
        return all(not (link.get("href") or "#").startswith("#") for link in element.iter("a"))

    def article(self) -> etree._Element:
        """The element that holds the report; the body where nothing else stands on the page."""
        if not self.framed:
            return self.body
        known = self._known_container()
        return known if known is not None else self._densest()

    def is_guessed(self, article: etree._Element) -> bool:
        """Whether an article was found by how much stands in it, and not by the name of its container."""
        return article is not self._known_container()

    def _known_container(self) -> etree._Element | None:
        whole = self.size(self.body)
        named = [element for element in self._elements if not _KNOWN.isdisjoint(names(element)) and element is not self.body]
        best = max(named, key=lambda element: self.size(element).plain, default=None)
        if best is None or self.size(best).plain < max(_LEAST, whole.plain // 2):
            return None
        most = self.size(best)
        # The innermost that still holds everything, tables above all.
        return [each for each in named if self.size(each).plain * 20 >= most.plain * 19 and self.size(each).cells == most.cells][
            -1
        ]

    def _densest(self) -> etree._Element:
        current = self.body
        while True:
            size = self.size(current)
            child = max(
                (each for each in current if isinstance(each.tag, str)), key=lambda each: self.size(each).plain, default=None
            )
            if child is None or child.tag in ("p", "tr", "td", "table", "tbody", "ul", "ol") or not size.plain:
                return current
            inner = self.size(child)
            if inner.plain < size.plain * _MOST_OF_IT or inner.cells < size.cells:
                return current
            current = child

    def is_noise(self, element: etree._Element) -> bool:
        """True for what a reader of the article skips: hidden things, forms, share buttons, lists of links."""
        if not shown(element) or element.tag in ("nav", "footer") or _set_apart(element):
            return True
        if not self.framed:
            return False
        size = self.size(element)
        if element.tag in ("form", "header", "aside"):
            return size.plain < _NOISE_LENGTH and next(element.iter("h1", "h2"), None) is None
        if size.links >= 3 and element.tag in _ITEM_TAGS and size.linked > 2 * size.plain:
            return True
        return size.plain < _NOISE_LENGTH and not size.cells and bool(NOISE.search(" ".join(names(element))))

    def title_outside(self, article: etree._Element) -> etree._Element | None:
        """The element before the article that shows its title."""
        if article is self.body:
            return None
        stated = [_squeeze(text) for text in self.stated_titles()]
        found = None
        for element in self._elements:
            if element is article:
                return found
            if (self._is_title(element) or self._says_title(element, stated)) and article not in element.iterdescendants(
                article.tag
            ):
                text = _squeeze(inner_text(element))
                if 4 <= len(text) <= 80 and ("报告" in text or any(text in each for each in stated)):
                    found = element
        return None

    def _says_title(self, element: etree._Element, stated: list[str]) -> bool:
        """Whether an element without others in it holds a report's title that the page is called by, whatever its name."""
        if element.tag not in ("div", "p", "td", "span", "strong") or not shown(element) or self.size(element).plain > 80:
            return False
        text = _squeeze(element.text or "")
        return text.endswith("报告") and len(text) > 8 and any(text in each for each in stated) and not len(element)

    def _is_title(self, element: etree._Element) -> bool:
        if element.tag not in ("h1", "h2", "h3", "div", "p", "td", "span") or not shown(element):
            return False
        if any(up.tag in ("nav", "head", "a", "li") for up in element.iterancestors()) or self.size(element).links:
            return False
        return element.tag in ("h1", "h2", "h3") or bool(_TITLE_NAME.search(" ".join(names(element))))

    @cached_property
    def made_by_office(self) -> bool:
        """Whether LibreOffice or one of its kin saved the page: it writes every numbering as one of figures."""
        made = (
            each.get("content", "")
            for each in self._elements
            if each.tag == "meta" and each.get("name", "").lower() == "generator"
        )
        return any(_OFFICE.match(content) for content in made)

    @cached_property
    def first_lines(self) -> FirstLines:
        """What the style sheets in the page say of first lines."""
        return FirstLines(self.root)

    def stated_titles(self) -> list[str]:
        """What the page says that it is called."""
        metas = [
            each.get("content", "")
            for each in self._elements
            if each.tag == "meta" and each.get("name", "").lower() == "articletitle"
        ]
        return [*metas, self.title()]

    def title(self) -> str:
        """What ``<title>`` says."""
        return " ".join((self.root.findtext(".//title") or "").split())


def shown(element: etree._Element) -> bool:
    """False for what a browser does not show."""
    return element.tag not in SILENT and not hidden(element)


def hidden(element: etree._Element) -> bool:
    """Whether the page says of an element that it is not to be shown."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _set_apart(element: etree._Element) -> bool:
    """Page headers, footers, notes and comments that LibreOffice and Word write into a page."""
    if element.tag == "div":
        note = (element.get("id") or "").startswith(("sdfootnote", "sdendnote"))
        return note or element.get("title") in ("header", "footer") or bool(_MSO_APART.search(element.get("style") or ""))
    return element.tag == "a" and (element.get("class") or "") in ("sdfootnoteanc", "sdendnoteanc")


def names(element: etree._Element) -> list[str]:
    """The id and the classes of an element."""
    return f"{element.get('id') or ''} {element.get('class') or ''}".lower().split()


def _squeeze(text: str) -> str:
    return "".join(text.split())
