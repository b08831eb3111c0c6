"""What the style sheet of a web page says of first lines: Word and publishing systems set them in there, for all paragraphs of a kind.

Of the sheets only those in the page count, of a selector the names of elements, classes and identifiers, one inside the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

_INDENT: Final = re.compile(r"(?:^|[;\s])text-indent\s*:\s*(-?[\d.]+)", re.IGNORECASE)
_SIMPLE: Final = re.compile(r"([\w-]+|\*)?((?:[.#][\w-]+)*)")
_MOST: Final = 200
"""Rules about first lines that are looked at; a page has a few."""
_LONGEST: Final = 2000
"""Characters of the selectors of one rule."""


@dataclass(frozen=True, slots=True)
class _Simple:
    """One element of a selector: its name (empty: any), its classes and identifiers."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]

    def fits(self, element: etree._Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        if self.ids and self.ids != {element.get("id")}:
            return False
        return not self.classes or self.classes <= set((element.get("class") or "").split())


@dataclass(frozen=True, slots=True)
class _Rule:
    """Elements inside one another, the last one the one that is meant, and whether its first line is set in."""

    parts: tuple[_Simple, ...]
    set_in: bool

    @property
    def weight(self) -> tuple[int, int, int]:
        """Which of two rules holds: identifiers count more than classes, classes more than names."""
        return (
            sum(len(each.ids) for each in self.parts),
            sum(len(each.classes) for each in self.parts),
            sum(bool(each.tag) for each in self.parts),
        )

    def fits(self, element: etree._Element) -> bool:
        if not self.parts[-1].fits(element):
            return False
        around = element.iterancestors()
        return all(any(each.fits(outer) for outer in around) for each in reversed(self.parts[:-1]))


class FirstLines:
    """Which elements have their first line set in by the sheets of a page."""

    def __init__(self, root: etree._Element) -> None:
        rules: list[_Rule] = []
        for sheet in root.iter("style"):
            for piece in _without_comments(sheet.text or "").split("}"):
                head, _, said = piece.rpartition("{")
                selectors = head.rpartition("{")[2]
                indent = _INDENT.search(said) if len(selectors) <= _LONGEST else None
                if indent is not None:
                    rules += _rules(selectors, bool(indent[1].strip("-0.")) and indent[1][0] != "-")
                if len(rules) > _MOST:
                    break
        # Of two rules of one weight the later one holds.
        self._rules = sorted(rules, key=lambda rule: rule.weight)[::-1]

    def of(self, element: etree._Element) -> bool | None:
        """Whether the first line of an element is set in; None where no rule speaks of it."""
        return next((rule.set_in for rule in self._rules if rule.fits(element)), None)


def _without_comments(sheet: str) -> str:
    first, *rest = sheet.replace("<!--", " ").replace("-->", " ").split("/*")
    return "".join([first, *(each.partition("*/")[2] for each in rest)])


def _rules(selectors: str, set_in: bool) -> list[_Rule]:
    made = []
    for selector in selectors.split(","):
        parts = [_SIMPLE.fullmatch(part) for part in selector.replace(">", " ").split()]
        # What asks for a state, an attribute or a neighbour is left alone.
        if parts and all(parts):
            made.append(_Rule(tuple(_simple(part) for part in parts if part), set_in))
    return made


def _simple(found: re.Match[str]) -> _Simple:
    names = re.findall(r"[.#][\w-]+", found[2])
    tag = (found[1] or "").lower().replace("*", "")
    return _Simple(
        tag,
        frozenset(name[1:] for name in names if name[0] == "."),
        frozenset(name[1:] for name in names if name[0] == "#"),
    )
