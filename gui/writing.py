"""Writes files for the window: one at a time, in the background, with a word about how it went."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from core.errors import NianbaoError
from gui import boxes
from gui.mailbox import Errand
from gui.settings import Preferences

FOLDER = "export-folder"


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be written where. ``write`` returns what is to be told about it, a line each; the first may replace ``done``."""

    title: str
    target: Path
    write: Callable[[], list[str]]
    done: str
    fault: str


class FileWriter(QObject):
    """Remembers the last folder, writes, and offers to open what was written."""

    written = Signal(str)
    failed = Signal(str)

    def __init__(self, window: QWidget, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._preferences = window, preferences
        self._errand = Errand(self._on_done, self)

    @property
    def busy(self) -> bool:
        """Whether a file is being written."""
        return self._errand.busy

    def folder_for(self, draft: Path) -> Path:
        """Where the last file was written; beside the draft at first."""
        kept = self._preferences.text(FOLDER)
        return Path(kept) if kept and Path(kept).is_dir() else draft.parent

    def start(self, work: Work) -> None:
        """Write in the background."""
        self._errand.run(lambda: (work, *_outcome(work)))

    def fail(self, title: str, sentence: str, details: str = "") -> None:
        """Say why nothing was written."""
        boxes.tell(self._window, title, sentence, details)
        self.failed.emit(sentence)

    def _on_done(self, outcome: tuple[Work, str, str, list[str]]) -> None:
        work, sentence, details, lines = outcome
        if sentence:
            self.fail(work.title, sentence, details)
            return
        # One that takes no file is not proposed again.
        self._preferences.keep_text(FOLDER, str(work.target.parent))
        text = lines[0].rstrip("：") if lines else work.done
        boxes.offer(self._window, work.title, text, work.target, lines[1:])
        self.written.emit(str(work.target))

    def wait(self) -> None:
        """Wait until a file being written is complete."""
        self._errand.wait()


def _outcome(work: Work) -> tuple[str, str, list[str]]:
    """Write; the sentence is empty when all went well, and a fault of the program has details."""
    try:
        return "", "", work.write()
    except NianbaoError as error:
        return str(error), "", []
    except Exception:
        return work.fault, traceback.format_exc(), []
