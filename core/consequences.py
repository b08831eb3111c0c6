"""One defect, one finding: what follows from a defect that another finding reports already is left out.

Two ways lead from a defect to what follows from it. A problem may name the matters that it *reports* (``chapter:other``,
``contact:phone``, ``period``), and another the matters that it *follows* from. And a rule may *yield to* others: what it says of characters or
of a cell, and of the others that it compares with them, is left out where one of them has said what is wrong there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.place import InCell, InText, Place
from core.rule import Problem, Rule


@dataclass(frozen=True, slots=True)
class Found:
    """A problem and the rule that found it."""

    rule: Rule
    problem: Problem


def without_consequences(found: Sequence[Found]) -> list[Found]:
    """What was found without what follows from something else that was found, in the same order."""
    reported = {matter for each in found for matter in each.problem.reports}
    by_rule: dict[str, list[Place]] = {}
    for each in found:
        by_rule.setdefault(each.rule.id, []).append(each.problem.place)
    return [each for each in found if not reported.intersection(each.problem.follows) and not _yields(each, by_rule)]


def _yields(each: Found, by_rule: dict[str, list[Place]]) -> bool:
    places = (place for rule_id in each.rule.yields_to for place in by_rule.get(rule_id, ()))
    compared = (each.problem.place, *each.problem.related)
    return any(_touches(one, place) for place in places for one in compared)


def _touches(one: Place, other: Place) -> bool:
    if isinstance(one, InText) and isinstance(other, InText):
        return one.paragraph == other.paragraph and one.start < other.end and other.start < one.end
    if isinstance(one, InCell) and isinstance(other, InCell):
        return (one.table, one.row, one.column) == (other.table, other.row, other.column)
    return False
