"""A place on the sheet that can be found again after the draft has changed."""

from __future__ import annotations

from dataclasses import dataclass

from gui.page.flow import Flow
from gui.page.items import Item

NEAR = 200


@dataclass(frozen=True, slots=True)
class Place:
    """An item, how far below its beginning, and its text, by which it is known again."""

    item: int
    offset: float
    text: str


def place_of(flow: Flow, y: float) -> Place:
    """The place at a height of the flow."""
    if not flow.items:
        return Place(0, 0.0, "")
    number = flow.at(y)
    return Place(number, y - flow.tops[number], flow.items[number].text)


def position_of(items: list[Item], place: Place) -> Place:
    """The same place among other items: the nearest one with the same text, else the same number."""
    last = len(items) - 1
    for distance in range(NEAR):
        for number in (place.item - distance, place.item + distance):
            if 0 <= number <= last and items[number].text == place.text:
                return Place(number, place.offset, place.text)
    return Place(max(0, min(place.item, last)), 0.0, "")
