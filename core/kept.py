"""What a check leaves to the next one of the same draft: blocks that are still the same, and what was made of them.

A save changes a paragraph or two. Where a block reads as it did, the new document gets the very object of the old one; what is found
in frozen objects alone is then known by the objects themselves, at no cost of comparing.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar
from weakref import ref

from core.document import Block, Document

A = TypeVar("A")
P = ParamSpec("P")
T = TypeVar("T")
_MOST = 2048
"""A window lives long: so many paragraphs are remembered by each function."""


class Kept(Generic[T]):
    """What was made of some frozen objects and nothing else, for the last of them.

    The objects are held with it: as long as something is known of one, no other can have its identity.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, tuple[tuple[object, ...], T]] = OrderedDict()

    def of(self, things: tuple[object, ...], make: Callable[[], T], apart: Hashable = None) -> T:
        """What is known of these very objects, else what is made of them now; ``apart`` are plain values that it depends on too."""
        key = (*map(id, things), apart)
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = things, make()
            if len(self._held) > self._most:
                self._held.popitem(last=False)
        else:
            self._held.move_to_end(key)
        return held[1]


class OfLast(Generic[T]):
    """What was made of the object asked about last, for as long as that lives: several rules ask for the same of one report."""

    def __init__(self) -> None:
        self._thing: ref[object] | None = None
        self._made: T | None = None

    def of(self, thing: object, make: Callable[[], T]) -> T:
        """What is known of this very object, else what is made of it now."""
        if self._made is None or self._thing is None or self._thing() is not thing:
            self._made, self._thing = make(), ref(thing)
        return self._made


def kept(find: Callable[Concatenate[A, P], Iterator[T]]) -> Callable[Concatenate[A, P], Iterator[T]]:
    """What a function finds in a frozen object, by that and plain values alone, found once for the same object."""
    known: Kept[tuple[T, ...]] = Kept(_MOST)

    def finding(thing: A, /, *args: P.args, **named: P.kwargs) -> Iterator[T]:
        return iter(known.of((thing,), lambda: tuple(find(thing, *args, **named)), (args, *named.items())))

    return update_wrapper(finding, find)


def with_blocks_of(document: Document, before: Document | None) -> Document:
    """The document, with each block that equals the one in its place before, from the start or from the end, replaced by that."""
    if before is None or before.format is not document.format:
        return document
    behind = len(before.blocks) - len(document.blocks)
    blocks = tuple(_known(block, before.blocks, at, at + behind) for at, block in enumerate(document.blocks))
    return replace(document, blocks=blocks)


def _known(block: Block, before: tuple[Block, ...], *places: int) -> Block:
    return next((before[at] for at in dict.fromkeys(places) if 0 <= at < len(before) and before[at] == block), block)
