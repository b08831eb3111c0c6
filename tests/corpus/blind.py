"""What the test modules of the sets by authors who had not seen the rules share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from core.document import Document
from tests.corpus.held_out.build import report_of
from tests.corpus.held_out.score import Job, false_alarms, line, score_defects, serious
from tests.corpus.held_out.source import Report, load
from tests.corpus.held_out.writers import WRITERS
from tests.corpus.in_process import as_json, checked

FORMATS = ("docx", "html", "txt")
Case = dict[str, Any]
Known = set[tuple[str, str]]


class Base(NamedTuple):
    """A clean report that cases are made from."""

    document: Document
    known: Known


@dataclass
class Checker:
    """Writes the reports of one set into a folder and checks them there."""

    root: Path
    folder: Path
    bases: dict[str, Base] = field(default_factory=dict)

    def checked(self, name: str, report: Report, suffix: str = "docx", case: Case | None = None) -> Job:
        """A report written and checked as the case says; an edited copy of a base is checked as a draft is checked again."""
        job = Job(name, report, self.folder / f"{name}.{suffix}", case or {})
        WRITERS[suffix](report, job.path)
        if job.case.get("previous"):
            job.previous = self.folder / f"{name}-previous.{suffix}"
            WRITERS[suffix](load(str(report.settings["previous"]), self.root), job.previous)
        before = self.base(job.case["base"]).document if "base" in job.case else None
        result = checked(job.path, date.fromisoformat(job.as_of()), job.previous, before)
        job.findings = as_json(result)["findings"]
        return job

    def base(self, name: str) -> Base:
        """A clean report as it was read, and what it draws by itself: that is said once, at the base."""
        if name not in self.bases:
            job = Job(name, load(name, self.root), self.folder / f"{name}.docx", {})
            WRITERS["docx"](job.report, job.path)
            result = checked(job.path, date.fromisoformat(job.as_of()))
            self.bases[name] = Base(result.document, {(f["rule"], f["message"]) for f in as_json(result)["findings"]})
        return self.bases[name]

    def clean_alarms(self, name: str, suffix: str) -> list[str]:
        report = load(name, self.root)
        alarms = []
        for previous in (False, True) if "previous" in report.settings else (False,):
            job = self.checked(name, report, suffix, {"previous": previous})
            alarms += [line(name, finding) for finding in serious(job.findings)]
        return alarms

    def lookalike_alarms(self, case: Case) -> list[str]:
        job = self.checked(case["id"], report_of(case, self.root), case=case)
        job.findings = [f for f in job.findings if (f["rule"], f["message"]) not in self.base(case["base"]).known]
        return list(false_alarms([job]))

    def defect_faults(self, case: Case) -> list[str]:
        job = self.checked(case["id"], report_of(case, self.root), case=case)
        score = score_defects([job], {case["base"]: self.base(case["base"]).known})
        return [*score.misses, *score.misplaced, *score.severity, *score.beside]
