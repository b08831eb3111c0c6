"""A result on its way from the worker to the window: blocks that the window has already are told by their number. Imports no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.document import Block
from core.findings import Result


@dataclass(slots=True)
class Parcel:
    """A result without the blocks of its document, and these in order: a number stands for that block of the result sent before.

    ``opened`` is the result as it was, once a :class:`Receiver` has seen the parcel.
    """

    packed: Result
    blocks: tuple[Block | int, ...]
    opened: Result | None = None


class Sender:
    """Packs results one after the other, as the receiver opens all of them in that order."""

    def __init__(self) -> None:
        self._sent: tuple[Block, ...] = ()

    def pack(self, result: Result) -> Parcel:
        """A parcel with what the receiver does not have."""
        known = {id(block): number for number, block in enumerate(self._sent)}
        blocks = tuple(known.get(id(block), block) for block in result.document.blocks)
        self._sent = result.document.blocks
        # A copy without blocks has nothing of what was worked out from them either.
        return Parcel(replace(result, document=replace(result.document, blocks=())), blocks)


class Receiver:
    """Opens the parcels of one sender. Blocks that stayed the same are the same objects in one result and the next."""

    def __init__(self) -> None:
        self._received: tuple[Block, ...] = ()

    def open(self, parcel: Parcel) -> Result:
        """The result as it was."""
        blocks = tuple(self._received[each] if isinstance(each, int) else each for each in parcel.blocks)
        self._received = blocks
        parcel.opened = replace(parcel.packed, document=replace(parcel.packed.document, blocks=blocks))
        return parcel.opened
