"""What a rule that is being written would find in the open draft."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtWidgets import QFrame, QTextBrowser, QVBoxLayout, QWidget

from core.layers.own import OwnLayer
from gui.labels import label, wrapped
from gui.rules.latest import Latest
from gui.rules.loading import Fault
from gui.rules.trial import NO_DRAFT, Bench, Hit, Trial
from gui.theme import colours

TITLE = "试一试：在打开的报告里会查出什么"
NOT_YET = "填好{names}，这里就显示结果。"
TRYING = "正在试查…"
MOST = 60


class TrialPane(QFrame):
    """Tries the rule a moment after the last change, in a thread and with the time limit of the rules."""

    def __init__(self, bench: Bench, has_draft: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._bench, self._has_draft = bench, has_draft
        self._latest = Latest(self._on_done, self)
        self.trial: Trial | None = None
        self.sentence = wrapped("", 14)
        self.found = QTextBrowser()
        self.found.setOpenLinks(False)
        self.found.setAccessibleName("会查出的地方")
        self.found.setProperty("bare", "true")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(8)
        box.addWidget(label(TITLE, 14.5, bold=True))
        box.addWidget(self.sentence)
        box.addWidget(self.found, 20)
        box.addStretch(1)
        self.forget()

    def forget(self, missing: Sequence[str] = ()) -> None:
        """Nothing can be tried yet, for want of these fields."""
        self._latest.drop()
        self.trial = None
        told = "、".join(f"“{name}”" for name in missing)
        self._say(NOT_YET.format(names=told) if self._has_draft else NO_DRAFT)

    def try_rule(self, layer: OwnLayer, rule_id: str) -> None:
        """Try a rule of a layer."""
        self.trial = None
        self.sentence.say(TRYING)
        self._latest.ask(lambda: self._bench.try_rule(layer, rule_id))

    def _on_done(self, outcome: Trial | Fault) -> None:
        if isinstance(outcome, Fault):
            self._say(outcome.sentence)
            return
        self.trial = outcome
        self._say("；".join(outcome.flaws) or outcome.sentence, outcome.hits)

    def _say(self, sentence: str, hits: tuple[Hit, ...] = ()) -> None:
        self.sentence.say(sentence)
        self.found.setHtml("".join(_line(number, hit) for number, hit in enumerate(hits[:MOST], 1)) + _rest(len(hits)))
        self.found.setVisible(bool(hits))

    def wait(self) -> None:
        """Wait until nothing is tried any more."""
        self._latest.wait()


def _line(number: int, hit: Hit) -> str:
    """A hit: its words marked between those around it, or the message where something is missing."""
    if not hit.words:
        return _paragraph(f"{number}. {escape(hit.message)}")
    marked = f'<span style="background-color: {colours()["found"]}">{escape(hit.words)}</span>'
    return _paragraph(f"{number}. {escape(hit.before)}{marked}{escape(hit.behind)}")


def _rest(count: int) -> str:
    return _paragraph(f"……共 {count} 处，只列出前 {MOST} 处。") if count > MOST else ""


def _paragraph(html: str) -> str:
    return f'<p style="margin: 0 0 6px 0; line-height: 130%">{html}</p>'
