"""A result on its way from the worker to the window: blocks that the window has already are told by their number. Imports no Qt.

New blocks travel packed, some at a time: unpacking all at once would keep the window's thread from running for as long as it takes.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from core.document import Block
from core.findings import Result

_AT_A_TIME = 16
"""So many blocks are packed together: a large table or a page of PDF takes some tenths of a millisecond to unpack."""


@dataclass(slots=True)
class Parcel:
    """A result without the blocks of its document, and these in order: some packed together, or the number of one sent before.

    ``opened`` is the result as it was, once a :class:`Receiver` has seen the parcel.
    """

    packed: Result
    blocks: tuple[bytes | int, ...]
    opened: Result | None = None


class Sender:
    """Packs results one after the other, as the receiver opens all of them in that order."""

    def __init__(self) -> None:
        self._sent: tuple[Block, ...] = ()

    def pack(self, result: Result) -> Parcel:
        """A parcel with what the receiver does not have."""
        known = {id(block): number for number, block in enumerate(self._sent)}
        blocks = tuple(_packed(known.get(id(block), block) for block in result.document.blocks))
        self._sent = result.document.blocks
        # A copy without blocks has nothing of what was worked out from them either.
        return Parcel(replace(result, document=replace(result.document, blocks=())), blocks)


class Receiver:
    """Opens the parcels of one sender. Blocks that stayed the same are the same objects in one result and the next."""

    def __init__(self) -> None:
        self._received: tuple[Block, ...] = ()

    def open(self, parcel: Parcel) -> Result:
        """The result as it was."""
        blocks = tuple(block for each in parcel.blocks for block in self._unpacked(each))
        self._received = blocks
        parcel.opened = replace(parcel.packed, document=replace(parcel.packed.document, blocks=blocks))
        return parcel.opened

    def _unpacked(self, each: bytes | int) -> tuple[Block, ...]:
        if isinstance(each, int):
            return (self._received[each],)
        # The bytes come through the pipe of the window's own worker.
        blocks: tuple[Block, ...] = pickle.loads(each)
        return blocks


def _packed(blocks: Iterator[Block | int]) -> Iterator[bytes | int]:
    """Numbers as they are, the new blocks between them packed."""
    for old, group in groupby(blocks, key=lambda each: isinstance(each, int)):
        if old:
            yield from (each for each in group if isinstance(each, int))
            continue
        new = list(group)
        for start in range(0, len(new), _AT_A_TIME):
            yield pickle.dumps(tuple(new[start : start + _AT_A_TIME]), pickle.HIGHEST_PROTOCOL)
