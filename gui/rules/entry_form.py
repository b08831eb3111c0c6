"""The forms for rules of an office's own that are made of words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from core.layers.format import LISTS, OWN
from core.layers.own import plain
from core.option import is_required, options_of
from gui.rules.copy import with_options
from gui.rules.editors import stacked
from gui.rules.option_form import OptionForm
from gui.rules.words import caption, hint

FIRST = {
    "sections": ("heading", "name", "severity"),
    "required": ("phrase", "section", "name", "severity"),
    "forbidden": ("phrase", "unless", "name", "severity"),
    "patterns": ("pattern", "message", "unless", "name", "severity"),
}
MORE, LESS = "更多选项 ▾", "收起 ▴"
LONGEST_NAME = 16
_NUMBERING = re.compile(r"^(?:（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．]|其中：)+")


class EntryForm(QWidget):
    """What every form for an entry can do."""

    changed = Signal()

    @property
    def entry(self) -> dict[str, Any]:
        """The entry with what was filled in; what has its default is left out."""
        raise NotImplementedError

    @property
    def ready(self) -> bool:
        """Whether the entry can be tried."""
        return not self.missing

    @property
    def missing(self) -> list[str]:
        """What has to be filled in or mended before, by the names that the user sees."""
        raise NotImplementedError

    def judge(self) -> bool:
        """Show everything that is wrong; whether nothing is."""
        raise NotImplementedError

    def blame(self, name: str, sentence: str) -> None:
        """Show that something is wrong with an option."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the cursor where one begins."""
        raise NotImplementedError


class PhraseForm(EntryForm):
    """Sections, phrases and patterns: the options of the model, the usual ones first."""

    def __init__(self, key: str, entry: Mapping[str, Any]) -> None:
        super().__init__()
        self._kind = LISTS[key]
        first = FIRST[key]
        rest = tuple(name for name in options_of(OWN[key]) if name not in first)
        self.main, self.rest = self._form(key, first), self._form(key, rest)
        self.more = QPushButton(MORE)
        self.more.setProperty("plain", "true")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(lambda _checked=False: self._show_more(self.rest.isHidden()))
        box = stacked(self)
        box.setContentsMargins(0, 0, 12, 0)
        box.setSpacing(14)
        box.addWidget(self.main)
        box.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.rest)
        box.addStretch(1)
        self._named = bool(entry)
        self._show(entry)
        self._show_more(any(entry.get(name) for name in rest))

    def _form(self, key: str, names: tuple[str, ...]) -> OptionForm:
        captions = {name: caption(key, name) for name in names}
        form = OptionForm(self._kind, names, captions=captions, hints={name: hint(key, name) for name in names})
        form.changed.connect(self._on_changed)
        return form

    def _show(self, entry: Mapping[str, Any]) -> None:
        known = options_of(self._kind)
        start = {name: ("" if is_required(each) else each.default) for name, each in known.items()}
        value = with_options(self._kind(**start), entry)
        values = {name: getattr(value, name) or start[name] for name in known}
        for form in (self.main, self.rest):
            form.show_values(values)

    def _show_more(self, shown: bool) -> None:
        self.rest.setVisible(shown)
        self.more.setText(LESS if shown else MORE)

    def _on_changed(self, name: str) -> None:
        if name == "name":
            self._named = bool(self.main.rows["name"].editor.value)
        elif not self._named and name in ("heading", "phrase", "message"):
            self.main.show_values({"name": suggested(self.main.rows[name].editor.value)})
        self.changed.emit()

    @property
    def entry(self) -> dict[str, Any]:
        """The entry with what was filled in."""
        known, values = options_of(self._kind), {**self.main.values, **self.rest.values}
        told = {name: value for name, value in values.items() if is_required(known[name]) or value != known[name].default}
        told = {name: told[name] for name in ("name", *told) if name in told}
        return {name: plain(value) for name, value in told.items()}

    @property
    def missing(self) -> list[str]:
        """The fields that are not sound yet; a name is made of the others as soon as they are there."""
        found = [*self.main.unsound, *self.rest.unsound]
        return [each for each in found if each != self.main.rows["name"].caption] or found

    def judge(self) -> bool:
        """Show everything that is wrong; whether nothing is."""
        rest = self.rest.judge()
        if not rest:
            self._show_more(True)
        return self.main.judge() and rest

    def blame(self, name: str, sentence: str) -> None:
        """Show that something is wrong with an option."""
        self.main.rows[name].judge(sentence)
        self.main.rows[name].editor.setFocus()

    def begin(self) -> None:
        """Put the cursor where one begins."""
        next(iter(self.main.rows.values())).editor.setFocus()


def suggested(value: Any) -> str:  # noqa: ANN401 - a text or some
    """A name made of the first words."""
    text = value[0] if isinstance(value, tuple) and value else value or ""
    return re.sub(r"[^\w-]+", "", _NUMBERING.sub("", str(text)))[:LONGEST_NAME]
