"""Where the pictures of the pages come from: drawn by a process of their own, kept while they may be needed."""

from __future__ import annotations

import contextlib
import multiprocessing
import threading
from collections import OrderedDict
from multiprocessing.connection import Connection
from queue import SimpleQueue

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from gui.mailbox import Mailbox
from gui.paper.drawing import Answer, Drawn, Opened, Refused, Wanted, serve

KEPT_BYTES = 160_000_000
Told = tuple[int, Answer | None]
"""The number of the round, and the answer; None when the process has ended."""


class PageSource(QObject):
    """Draws the pages of one PDF after another. A process that crashes over a file ends with a signal, not with the window."""

    opened = Signal(list)
    """The sizes of the pages in points."""
    arrived = Signal(int)
    """A page was drawn, 0-based."""
    failed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mail = Mailbox(self._on_told, self, poll_ms=8)
        self._round = 0
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection | None = None
        self._pictures: OrderedDict[int, tuple[float, QImage]] = OrderedDict()
        self._asked: dict[int, float] = {}
        self._broken: set[int] = set()

    def open(self, path: str) -> None:
        """Begin to draw another file."""
        self.close()
        context = multiprocessing.get_context("spawn")
        line, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, path), name="nianbao-pages", daemon=True)
        try:
            self._process.start()
        except OSError:
            self._process = None
            self.failed.emit()
            return
        theirs.close()
        self._line = line
        arguments = (line, self._mail.queue, self._round)
        threading.Thread(target=_listen, args=arguments, name="nianbao-pages-reader", daemon=True).start()
        self._mail.expect()

    def close(self) -> None:
        """Draw nothing more."""
        self._round += 1
        self._mail.rest()
        if self._process is not None:
            self._process.kill()
        self._process, self._line = None, None
        self._pictures.clear()
        self._asked.clear()
        self._broken.clear()

    def picture(self, page: int, scale: float) -> QImage | None:
        """The picture of a page, for now perhaps at another scale; one at this scale is asked for where there is none."""
        kept = self._pictures.get(page)
        if kept is not None:
            self._pictures.move_to_end(page)
        if (kept is None or kept[0] != scale) and self._asked.get(page) != scale and page not in self._broken:
            self._ask(page, scale)
        return kept[1] if kept else None

    def is_broken(self, page: int) -> bool:
        """Whether a page could not be drawn."""
        return page in self._broken

    def _ask(self, page: int, scale: float) -> None:
        if self._line is None:
            return
        self._asked[page] = scale
        with contextlib.suppress(OSError, ValueError):
            self._line.send(Wanted(page, scale))

    def _on_told(self, told: Told) -> None:
        number, answer = told
        if number != self._round:
            return
        if isinstance(answer, Opened):
            self.opened.emit(list(answer.sizes))
        elif isinstance(answer, Drawn):
            self._keep(answer)
        elif isinstance(answer, Refused) and answer.page >= 0:
            self._broken.add(answer.page)
            self.arrived.emit(answer.page)
        else:
            self.close()
            self.failed.emit()

    def _keep(self, drawn: Drawn) -> None:
        if self._asked.get(drawn.page) == drawn.scale:
            del self._asked[drawn.page]
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32).copy()
        self._pictures[drawn.page] = drawn.scale, image
        self._pictures.move_to_end(drawn.page)
        while len(self._pictures) > 1 and sum(each.sizeInBytes() for _, each in self._pictures.values()) > KEPT_BYTES:
            self._pictures.popitem(last=False)
        self.arrived.emit(drawn.page)


def _listen(line: Connection, queue: SimpleQueue[Told], number: int) -> None:
    """In a thread. It also closes the pipe: closing one under a reader is not safe."""
    with contextlib.suppress(EOFError, OSError), line:
        while True:
            queue.put((number, line.recv()))
    queue.put((number, None))
