"""Loads and validates rule data: the editions. Messages name the file and the option that is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.checklist_form import DEFAULT, ChecklistForm
from core.edition import Edition
from core.errors import RuleDataError
from core.rule import Rule
from core.rule_data import read_data


@dataclass(frozen=True)
class RuleSet:
    """The rules and the editions that they ask.

    ``kinds`` pairs names of units (empty: every unit) with their kind where it does not follow from the name; ``notes`` are sentences
    about local rules that could not be used; ``form`` is how the office wants its checklist.
    """

    rules: tuple[Rule, ...]
    editions: tuple[Edition, ...]
    kinds: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    form: ChecklistForm = DEFAULT

    @property
    def in_force(self) -> tuple[Rule, ...]:
        """The rules that are switched on."""
        return tuple(rule for rule in self.rules if rule.enabled)

    def rule(self, rule_id: str) -> Rule | None:
        """A rule by its id."""
        return next((rule for rule in self.rules if rule.id == rule_id), None)


def load_edition(path: Path) -> Edition:
    """Read one edition. Raises RuleDataError."""
    edition = read_data(path, Edition)
    _require_known_rows(path, edition)
    return edition


def _require_known_rows(path: Path, edition: Edition) -> None:
    known = {row.id for form in edition.forms for row in form.rows}
    columns = {column.id for form in edition.forms for column in form.values}
    relations = [relation for form in edition.forms for relation in form.relations]
    by_column = {name for relation in relations if relation.each == "row" for name in (*relation.left, *relation.right)}
    rows = {name for relation in relations if relation.each != "row" for name in (*relation.left, *relation.right)}
    rows |= {row for link in edition.links for row in (*link.rows, *(row for reading in link.readings for row in reading))} | {
        row for item in edition.items for row in item.rows
    }
    by_column |= {column for link in edition.links for column in link.columns}
    rows |= {row for carry in edition.carried if carry.each == "column" for row in (*carry.names, *carry.before)}
    by_column |= {column for carry in edition.carried if carry.each == "row" for column in (*carry.names, *carry.before)}
    unknown = sorted((rows - known) | (by_column - columns))
    if unknown:
        raise RuleDataError(f"规则数据 {path.name} 有误：没有编号为 {'、'.join(unknown)} 的行或列")


def load_editions(folder: Path) -> tuple[Edition, ...]:
    """Every edition in a folder, by name."""
    return tuple(load_edition(path) for path in sorted(folder.glob("*.yaml")))


def make_ruleset(rules: Sequence[Rule], folder: Path) -> RuleSet:
    """The rules together with the editions in a folder."""
    return RuleSet(tuple(rules), load_editions(folder))
