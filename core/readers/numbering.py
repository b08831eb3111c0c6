"""Automatic numbering of a docx: which label stands in front of which paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from core.readers.numerals import numeral
from core.readers.package import whole

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL: Final = f"{W}val"
_PLACEHOLDER: Final = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and looks."""

    start: int = 1
    style: str = "decimal"
    template: str = ""
    suffix: str = ""
    restart: int | None = None
    legal: bool = False
    zeros: int = 0
    paragraph_style: str | None = None


@dataclass(frozen=True, slots=True)
class List:
    """A ``w:num``: the abstract list that it counts with, and what it changes in it."""

    abstract: str
    starts: Mapping[int, int] = field(default_factory=dict)
    levels: Mapping[int, Level] = field(default_factory=dict)


class Numbering:
    """Counts list items in document order; ask it once per numbered paragraph.

    Lists on one abstract list share its counters, as in Word; ``style_lists`` names the list of a numbering style.
    """

    def __init__(self, root: etree._Element | None, style_lists: Mapping[str, str]) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._abstracts: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, List] = {}
        self._style_lists = style_lists
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        for abstract in root.iterfind(f"{W}abstractNum"):
            key = abstract.get(f"{W}abstractNumId", "")
            self._elements[key] = abstract
            link = abstract.find(f"{W}numStyleLink")
            if link is not None:
                self._links[key] = link.get(VAL, "")
        for num in root.iterfind(f"{W}num"):
            self._lists[num.get(f"{W}numId", "")] = _list(num)

    def _resolve(self, number: str) -> List | None:
        """The list with its numbering style followed to the list that holds the levels."""
        found = self._lists.get(number)
        for _ in range(8):
            if found is None or found.abstract not in self._links:
                return found
            target = self._lists.get(self._style_lists.get(self._links[found.abstract], ""))
            found = (
                List(target.abstract, {**target.starts, **found.starts}, {**target.levels, **found.levels}) if target else None
            )
        return None

    def _levels(self, found: List) -> Mapping[int, Level]:
        levels = self._abstract(found.abstract)
        return {**levels, **found.levels} if found.levels else levels

    def _abstract(self, key: str) -> dict[int, Level]:
        """The levels of an abstract list, looked at when one is used: a file holds many, and a report uses a few."""
        if key not in self._abstracts:
            element = self._elements.get(key)
            levels = element.iterfind(f"{W}lvl") if element is not None else ()
            self._abstracts[key] = {whole(level.get(f"{W}ilvl")): _level(level) for level in levels}
        return self._abstracts[key]

    def level_of_style(self, number: str, style: str) -> int | None:
        """The level that a list ties to a paragraph style."""
        found = self._resolve(number)
        levels = self._levels(found) if found else {}
        return next((depth for depth, level in levels.items() if level.paragraph_style == style), None)

    def label(self, number: str, depth: int) -> str:
        """Count one paragraph and return its label (empty for bullets and unknown lists)."""
        found = self._resolve(number)
        levels = self._levels(found) if found else {}
        if found is None or depth not in levels:
            return ""
        state = self._counters.setdefault(found.abstract, {})
        self._advance(number, found, levels, state, depth)
        level = levels[depth]
        if level.style == "bullet":
            return ""
        # Legal numbers show the levels above as digits, and their own as it is: Section 1.01 under Article I.
        text = _PLACEHOLDER.sub(
            lambda match: _render(levels, state, (above := int(match[1]) - 1), level.legal and above < depth), level.template
        )
        return text + level.suffix if text else ""

    def _advance(self, number: str, found: List, levels: Mapping[int, Level], state: dict[int, int], depth: int) -> None:
        fresh = depth in found.starts and (number, depth) not in self._begun
        self._begun.add((number, depth))
        for above in range(depth):
            # An item deep down counts the levels above it that were left out: the next one there is the second.
            if above not in state and above in levels:
                state[above] = found.starts.get(above, levels[above].start)
        if fresh or depth not in state:
            state[depth] = found.starts.get(depth, levels[depth].start)
        else:
            state[depth] += 1
        for deeper in [each for each in state if each > depth]:
            limit = levels[deeper].restart if deeper in levels else None
            if limit is None or depth < limit:
                del state[deeper]


def _render(levels: Mapping[int, Level], state: Mapping[int, int], depth: int, legal: bool) -> str:
    level = levels.get(depth)
    if level is None:
        return ""
    value = state.get(depth, level.start)
    if level.zeros:
        return f"{value:0{level.zeros}d}"
    return numeral(value, "decimal" if legal and level.style != "none" else level.style)


def _list(num: etree._Element) -> List:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in num.iterfind(f"{W}lvlOverride"):
        depth = whole(override.get(f"{W}ilvl"))
        start, level = override.find(f"{W}startOverride"), override.find(f"{W}lvl")
        if level is not None:
            levels[depth] = _level(level)
        if start is not None:
            starts[depth] = whole(start.get(VAL), 1)
    return List(_value(num, "abstractNumId") or "", starts, levels)


def _level(element: etree._Element) -> Level:
    style, picture = _format(element)
    restart = _value(element, "lvlRestart")
    return Level(
        start=whole(_value(element, "start"), 1),
        style="bullet" if element.find(f"{W}lvlPicBulletId") is not None else style,
        template=_value(element, "lvlText") or "",
        suffix=" " if _value(element, "suff") == "space" else "",
        restart=whole(restart) if restart is not None else None,
        legal=element.find(f"{W}isLgl") is not None and _value(element, "isLgl") not in ("0", "false", "off"),
        zeros=len(picture) if picture.strip("0") == "1" else 0,
        paragraph_style=_value(element, "pStyle"),
    )


def _format(level: etree._Element) -> tuple[str, str]:
    """The number format and, for a custom one, the first of its pictures (``001, 002 …``)."""
    for element in level.iter(f"{W}numFmt"):
        style = element.get(VAL, "decimal")
        if style != "custom":
            return style, ""
        picture = element.get(f"{W}format", "").split(",")[0].strip()
        if picture.strip("0") == "1":
            return "decimal", picture
    return "decimal", ""


def _value(parent: etree._Element, name: str) -> str | None:
    child = parent.find(W + name)
    return child.get(VAL) if child is not None else None
