"""What the test modules of the sets by authors who had not seen the rules share."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.corpus.held_out.build import report_of
from tests.corpus.held_out.score import Job, false_alarms, line, score_defects, serious
from tests.corpus.held_out.source import Report, load
from tests.corpus.held_out.writers import WRITERS
from tests.corpus.in_process import report_json

FORMATS = ("docx", "html", "txt")
Case = dict[str, Any]
Known = set[tuple[str, str]]


@dataclass
class Checker:
    """Writes the reports of one set into a folder and checks them there."""

    root: Path
    folder: Path
    bases: dict[str, Known] = field(default_factory=dict)

    def checked(self, name: str, report: Report, suffix: str = "docx", case: Case | None = None) -> Job:
        """A report written and checked as the case says."""
        job = Job(name, report, self.folder / f"{name}.{suffix}", case or {})
        WRITERS[suffix](report, job.path)
        if job.case.get("previous"):
            job.previous = self.folder / f"{name}-previous.{suffix}"
            WRITERS[suffix](load(str(report.settings["previous"]), self.root), job.previous)
        job.findings = report_json(job.path, date.fromisoformat(job.as_of()), job.previous)["findings"]
        return job

    def known(self, name: str) -> Known:
        """What a clean base draws by itself is said once, at the base."""
        if name not in self.bases:
            findings = self.checked(name, load(name, self.root)).findings
            self.bases[name] = {(f["rule"], f["message"]) for f in findings}
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
        job.findings = [f for f in job.findings if (f["rule"], f["message"]) not in self.known(case["base"])]
        return list(false_alarms([job]))

    def defect_faults(self, case: Case) -> list[str]:
        job = self.checked(case["id"], report_of(case, self.root), case=case)
        score = score_defects([job], {case["base"]: self.known(case["base"])})
        return [*score.misses, *score.misplaced, *score.severity, *score.beside]
