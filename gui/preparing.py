"""What showing a large result needs, made in the thread that receives it, so that the window's own thread is free meanwhile."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from core.articles import articles
from core.document import Format
from core.exports.places import Places
from core.findings import Result
from core.waivers import Key, keys

if TYPE_CHECKING:
    from gui.page.flow import Flow
    from gui.page.outline import Entry
    from gui.paper.marks import Marks

WITH_PAGES = frozenset({Format.PDF, Format.OFD})
KEPT = 4
"""Of so many results, the last ones asked for, the parts are kept: each window has one."""


class Prepared:
    """The parts of one result, each made when it is first asked for."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self._flow: Flow | None = None

    @cached_property
    def places(self) -> Places:
        """The places of the draft in words."""
        return Places(self.result.document)

    @cached_property
    def keys(self) -> Sequence[Key]:
        """By what each finding is known again."""
        return keys(self.result)

    @cached_property
    def outline(self) -> list[Entry]:
        """The headings of the draft."""
        from gui.page.outline import entries  # noqa: PLC0415 - the window opens sooner without it

        return entries(self.result)

    @cached_property
    def marks(self) -> Marks:
        """What is marked on pages."""
        from gui.paper.marks import marks_by_page  # noqa: PLC0415 - as above

        return marks_by_page(self.result)

    def make(self) -> None:
        """Make everything now."""
        self._flow = self._flowing(_width)
        for part in ("places", "outline", "keys", *(["marks"] if self.result.document.format in WITH_PAGES else [])):
            getattr(self, part)
        articles()

    def take_flow(self, width: float) -> Flow:
        """The items of the sheet in a width. They change as they are laid out, so they are handed out once and made anew after that."""
        global _width  # noqa: PLW0603 - the windows of a screen are about as wide
        _width = width
        flow, self._flow = self._flow or self._flowing(width), None
        flow.set_width(width)
        return flow

    def _flowing(self, width: float) -> Flow:
        from gui.page.build import build  # noqa: PLC0415 - as above
        from gui.page.flow import Flow  # noqa: PLC0415 - as above

        return Flow(build(self.result), width)


_width = 584.0
"""That of the sheet when it was asked for last; where there is room for all of it, it is this."""
_LAST: list[Prepared] = []


def prepare(result: Result) -> None:
    """Make all parts, in whichever thread. A result has no cycles: the collector need not look through it."""
    made = Prepared(result)
    made.make()
    _keep(made)
    gc.freeze()


def prepared(result: Result) -> Prepared:
    """The parts of a result."""
    for each in tuple(_LAST):
        if each.result is result:
            return each
    return _keep(Prepared(result))


def _keep(made: Prepared) -> Prepared:
    _LAST[:] = [made, *_LAST[: KEPT - 1]]
    return made


def forget(result: Result | None) -> None:
    """A result is shown no more; the collector looks at everything again."""
    _LAST[:] = [each for each in _LAST if each.result is not result]
    gc.unfreeze()
