"""The working copy: what the office has chosen so far in the window, over what the folder holds. No widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, get_args, get_origin

from PySide6.QtCore import QObject, Signal

from core.findings import Severity
from core.layers.own import ENTRIES, OwnLayer, plain
from core.option import options_of, types_of
from core.rule import Rule
from gui.rules.loading import Loaded
from gui.rules.words import BUILT_IN

ENABLED, SEVERITY = "enabled", "severity"
UNSAVED = "（未保存）"


class WorkingCopy(QObject):
    """The own layer as it would be saved now."""

    changed = Signal()
    reloaded = Signal()

    def __init__(self, loaded: Loaded, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loaded, self.layer = loaded, loaded.own.layer

    @property
    def unsaved(self) -> bool:
        """Whether there is anything to save."""
        return self.layer != self.loaded.own.layer

    def take(self, loaded: Loaded) -> None:
        """Begin anew with what was read; what is not saved stays as long as the own file is the one that it was."""
        if loaded.own.data != self.loaded.own.data or loaded.own.layer.file != self.loaded.own.layer.file:
            self.layer = loaded.own.layer
        self.loaded = loaded
        self.reloaded.emit()
        self.changed.emit()

    def put(self, layer: OwnLayer) -> None:
        """Work on with another layer."""
        if layer != self.layer:
            self.layer = layer
            self.changed.emit()

    # Rules that the window can adjust

    def rules(self) -> list[Rule]:
        """The rules that there are without the entries of the own layer."""
        file = self.layer.file
        return [self.rule(rule.id) for rule in self.loaded.current.rules if rule.source != file]

    def base(self, rule_id: str) -> Rule:
        """A rule as it is without the own layer. Raises KeyError."""
        rule = self.loaded.below.rule(rule_id) or self.loaded.current.rule(rule_id)
        if rule is None:
            raise KeyError(rule_id)
        return rule

    def rule(self, rule_id: str) -> Rule:
        """A rule as the office wants it. Raises KeyError."""
        rule, later, change = self.base(rule_id), self.loaded.current.rule(rule_id), self.layer.change(rule_id)
        fixed = {name for name in (ENABLED, SEVERITY, *option_names(rule)) if self.fixed(rule_id, name)}
        said = {name: value for name, value in change.items() if name not in fixed}
        options = with_options(rule.options, said)
        enabled, chosen = said.get(ENABLED, rule.enabled), _severity(said.get(SEVERITY)) or rule.chosen
        if later is not None and fixed:
            enabled = later.enabled if ENABLED in fixed else enabled
            chosen = later.chosen if SEVERITY in fixed else chosen
            kept = {name: getattr(later.options, name) for name in fixed if name in option_names(rule)}
            options = replace(options, **kept) if kept else options
        return replace(rule, enabled=bool(enabled), chosen=chosen, options=options)

    def choose(self, rule_id: str, name: str, value: Any) -> None:  # noqa: ANN401 - of the option's type
        """Choose a value; one that holds without the own layer leaves no trace in it."""
        change = dict(self.layer.change(rule_id))
        if value is None or value == self._without(rule_id, name):
            change.pop(name, None)
        else:
            change[name] = plain(value)
        self.put(self.layer.with_change(rule_id, change))

    def _without(self, rule_id: str, name: str) -> Any:  # noqa: ANN401 - of the option's type
        rule = self.base(rule_id)
        if name == ENABLED:
            return rule.enabled
        return rule.chosen if name == SEVERITY else getattr(rule.options, name)

    def restore(self, rule_id: str) -> None:
        """Take back everything that the own layer says of a rule."""
        self.put(self.layer.with_change(rule_id, {}))

    def is_changed(self, rule_id: str) -> bool:
        """Whether the own layer says anything of a rule."""
        return bool(self.layer.change(rule_id))

    def fixed(self, rule_id: str, name: str) -> str:
        """The file that has the last word about a value, because it comes after the own layer; an empty text where none does."""
        source = self.base(rule_id).source
        return self.loaded.later(rule_id, name) or (source if source > self.layer.file else "")

    def source(self, rule_id: str, name: str) -> str:
        """Which layer a value comes from."""
        if file := self.fixed(rule_id, name):
            return file
        mine, saved = self.layer.change(rule_id), self.loaded.own.layer.change(rule_id)
        if name in mine:
            return self.layer.file + ("" if mine.get(name) == saved.get(name) else UNSAVED)
        rule = self.base(rule_id)
        return dict(rule.set_by).get(name) or rule.source or BUILT_IN

    # Rules of the office's own

    def taken_names(self, but: tuple[str, int] | None = None) -> set[str]:
        """The names of the own entries, leaving one of them out."""
        return {str(entry.get("name", "")) for key, number, entry in self.layer.entries() if (key, number) != but}

    def alone(self, key: str, entry: Mapping[str, Any]) -> OwnLayer:
        """The layer with one entry and no other rule, to try it."""
        lists = {name: entries for name, entries in self.layer.lists.items() if name not in ENTRIES}
        return OwnLayer(self.layer.file, self.layer.name, {}, lists, {}).with_entry(key, entry)


def option_names(rule: Rule) -> list[str]:
    """The names of a rule's options."""
    return list(options_of(type(rule.options))) if rule.options is not None else []


def _severity(value: Any) -> Severity | None:  # noqa: ANN401 - what a file holds
    words = {each.label: each for each in Severity} | {each.value: each for each in Severity}
    return words.get(str(value))


def with_options(options: Any, said: Mapping[str, Any]) -> Any:  # noqa: ANN401 - an options class
    """The options with what a layer says; a value that fits no option is passed over, as the check does."""
    if options is None:
        return None
    kind: type = type(options)
    kinds = types_of(kind)
    typed = {name: _typed(kinds[name], value) for name, value in said.items() if name in kinds}
    return replace(options, **{name: value for name, value in typed.items() if value is not None})


def _typed(kind: Any, value: Any) -> Any:  # noqa: ANN401 - from YAML to the type of an option
    if get_origin(kind) is tuple:
        return tuple(str(each) for each in value) if isinstance(value, list) else (str(value),)
    if get_origin(kind) is not None:
        return _typed_mapping(get_args(kind), value)
    if kind is Severity:
        return _severity(value)
    return value if isinstance(value, kind) and not (kind is int and isinstance(value, bool)) else None


def _typed_mapping(kinds: tuple[Any, ...], value: Any) -> dict[Any, Any] | None:  # noqa: ANN401 - as above
    if not isinstance(value, dict) or not all(isinstance(each, kinds[1]) for each in value.values()):
        return None
    return {kinds[0](key): each for key, each in value.items()}
