"""Scores how well openings are understood: what is stated must be found, and nothing may be made up.

``python -m tests.corpus.score_facts [development|held_out]`` prints a line per field, and the wrong ones of the development
half. The held-out half is there to be scored only: its sentences, ids and values are never printed.
"""

from __future__ import annotations

import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import yaml

from core.readers import read
from core.report import understand

HERE = Path(__file__).parent
HALVES = {"development": HERE / "facts", "held_out": HERE / "facts_held_out"}
IDENTITY = ("title", "unit", "year")
PREAMBLE = ("period", "address", "postcode", "phone", "fax", "email", "website")
FIELDS = IDENTITY + PREAMBLE

Values = dict[str, tuple[str, ...]]
"""The values of each field; a fact that is not stated is an empty tuple."""


@dataclass(frozen=True)
class Case:
    """An opening and the facts that it states. ``skipped`` fields are not scored, as two readers could differ on them."""

    id: str
    style: str
    text: str
    expected: Values
    skipped: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Wrong:
    """A field that was not read as it should have been."""

    case: str
    field: str
    expected: tuple[str, ...]
    actual: tuple[str, ...]


@dataclass
class Score:
    """Counts per field: values stated, values returned, values right, and values beyond as many as are stated."""

    cases: int = 0
    stated: Counter[str] = field(default_factory=Counter)
    returned: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    made_up: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list, repr=False)

    def recall(self, fields: Iterable[str] = FIELDS) -> float:
        """The share of stated values that were found right."""
        return _share(self.right, self.stated, fields)

    def precision(self, fields: Iterable[str] = FIELDS) -> float:
        """The share of returned values that are right."""
        return _share(self.right, self.returned, fields)

    def invention(self, fields: Iterable[str] = FIELDS) -> float:
        """The share of returned values beyond as many as are stated; a stated value misread only lowers the recall."""
        chosen = tuple(fields)
        return sum(self.made_up[name] for name in chosen) / max(1, sum(self.returned[name] for name in chosen))

    def add(self, case: Case, actual: Values) -> None:
        """Count what was read from one opening."""
        self.cases += 1
        for name in FIELDS:
            if name not in case.skipped and name in case.expected:
                self._compare(case.id, name, case.expected[name], actual.get(name, ()))

    def _compare(self, case: str, name: str, expected: tuple[str, ...], actual: tuple[str, ...]) -> None:
        matcher = SequenceMatcher(None, [_fold(v) for v in expected], [_fold(v) for v in actual], autojunk=False)
        right = sum(block.size for block in matcher.get_matching_blocks())
        self.stated[name] += len(expected)
        self.returned[name] += len(actual)
        self.right[name] += right
        self.made_up[name] += max(0, len(actual) - len(expected))
        if right < max(len(expected), len(actual)):
            self.wrong.append(Wrong(case, name, expected, actual))


def _share(part: Counter[str], whole: Counter[str], fields: Iterable[str]) -> float:
    chosen = tuple(fields)
    total = sum(whole[name] for name in chosen)
    return sum(part[name] for name in chosen) / total if total else 1.0


def _fold(value: str) -> str:
    return unicodedata.normalize("NFKC", value).strip()


def _listed(value: object) -> tuple[str, ...]:
    """One value, several or none, as a tuple of text."""
    if value is None:
        return ()
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return (str(value),)


def _period(start: object, end: object) -> tuple[str, ...]:
    """The period as one value, as its two ends make sense only together."""
    return () if start is None and end is None else (f"{start or '-'} .. {end or '-'}",)


def load_case(raw: dict[str, Any]) -> Case:
    """A case as the corpus has it. A title that is not given is not scored."""
    facts = raw["facts"]
    period = facts["period"] or {"start": None, "end": None}
    expected: Values = {"unit": _listed(facts["unit"]), "year": _listed(facts["year"])}
    expected |= {"period": _period(period["start"], period["end"])}
    expected |= {name: _listed(facts["contact"][name]) for name in PREAMBLE if name != "period"}
    if "title" in facts:
        expected["title"] = _listed(facts["title"])
    return Case(raw["id"], raw["style"], raw["text"], expected, frozenset(raw.get("ambiguous", ())))


def load(half: str) -> list[Case]:
    """All cases of one half, in the order of the files."""
    paths = sorted(HALVES[half].glob("*.yaml"))
    return [load_case(raw) for path in paths for raw in yaml.safe_load(path.read_text(encoding="utf-8"))]


def observe(text: str) -> Values:
    """What the program reads from an opening that lies in a text file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "draft.txt"
        path.write_text(text, encoding="utf-8")
        report = understand(read(path))
    contact = report.facts.contact
    actual: Values = {"title": _listed(report.title_text), "unit": _listed(report.unit), "year": _listed(report.year)}
    actual |= {"period": _period(*(report.facts.period or (None, None)))}
    return actual | {name: _listed(getattr(contact, name)) for name in PREAMBLE if name != "period"}


def score(cases: Iterable[Case], reader: Callable[[str], Values] = observe) -> Score:
    """Read every opening and count."""
    result = Score()
    for case in cases:
        result.add(case, reader(case.text))
    return result


def table(result: Score) -> str:
    """A line per field and one for the facts of the preamble together."""
    rows = [f"{'':10}{'stated':>8}{'found':>8}{'recall':>9}{'precision':>11}{'made up':>9}"]
    for label, fields in [*((name, (name,)) for name in FIELDS), ("preamble", PREAMBLE), ("all", FIELDS)]:
        stated, right, made_up = (sum(c[f] for f in fields) for c in (result.stated, result.right, result.made_up))
        rows.append(
            f"{label:10}{stated:8}{right:8}{result.recall(fields):9.1%}{result.precision(fields):11.1%}{made_up:9}",
        )
    return "\n".join(rows)


def describe(wrong: Iterable[Wrong]) -> str:
    """A line per field read wrongly."""
    return "\n".join(f"{w.case} {w.field}: {list(w.expected)} expected, {list(w.actual)} read" for w in wrong)


def main(halves: list[str]) -> None:
    """Print the score of the halves named, of both when none is."""
    for half in halves or list(HALVES):
        result = score(load(half))
        details = [describe(result.wrong)] if half == "development" and result.wrong else []
        sys.stdout.write("\n".join([f"{half}: {result.cases} openings", table(result), *details, "", ""]))


if __name__ == "__main__":
    main(sys.argv[1:])
