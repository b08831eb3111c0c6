"""Scores the program on the held-out set: `python -m tests.corpus.held_out.score FOLDER [--format docx|html|txt] [--only …]`."""

import argparse
import json
import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.corpus.held_out.build import cases, clean_names, report_of
from tests.corpus.held_out.source import HERE, Report, load
from tests.corpus.held_out.writers import WRITERS

ROOT = Path(__file__).parents[3]
INFO = {"content.duplicate-paragraph"}
_ERROR = """
structure.section-missing structure.section-empty structure.edition-mixup period.invalid period.coverage period.year-mismatch
period.deadline table.missing table.row-missing table.column-missing table.sum table.balance table.bound consistency.text-table
consistency.percentage consistency.previous-year content.placeholder content.wrong-unit content.personal-information
"""
ERROR = set(_ERROR.split())


@dataclass
class Job:
    """One file to check, and what is expected of it."""

    name: str
    report: Report
    path: Path
    case: dict[str, Any] = field(default_factory=dict)
    previous: Path | None = None
    findings: list[dict[str, Any]] = field(default_factory=list)
    failure: str = ""

    def as_of(self) -> str:
        return str(self.case.get("as_of", self.report.settings["asof"]))


def listed(value: object) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def severity_of(rule: str) -> str:
    """What interfaces.md gives the rule by default."""
    if rule in ERROR:
        return "error"
    return "info" if rule in INFO or rule.startswith("language.") else "warning"


def make_jobs(folder: Path, kind: str, suffix: str, root: Path = HERE) -> list[Job]:
    """Writes the files of one kind and says what each is."""
    place = folder / kind
    place.mkdir(parents=True, exist_ok=True)
    if kind == "clean":
        jobs = [Job(n, load(n, root), place / f"{n}.{suffix}") for n in clean_names(root)]
        jobs += [Job(j.name + "+previous", j.report, j.path, {"previous": True}) for j in jobs if "previous" in j.report.settings]
    else:
        jobs = [Job(c["id"], report_of(c, root), place / f"{c['id']}.{suffix}", c) for c in cases(kind, root)]
    for name in {j.report.settings["previous"] for j in jobs if "previous" in j.report.settings}:
        WRITERS[suffix](load(name, root), folder / f"{name}.{suffix}")
    for job in jobs:
        WRITERS[suffix](job.report, job.path)
        if job.case.get("previous"):
            job.previous = folder / f"{job.report.settings['previous']}.{suffix}"
    return jobs


def check(jobs: list[Job]) -> None:
    """Runs the command line, many files in a call; one file where last year's report goes with it."""
    groups: dict[tuple[str, str], list[Job]] = defaultdict(list)
    for job in jobs:
        groups[job.as_of(), job.name if job.previous else ""].append(job)
    for (as_of, _), group in groups.items():
        command = [sys.executable, "main.py", "check", *[str(j.path) for j in group], "--format", "json", "--as-of", as_of]
        if group[0].previous:
            command += ["--previous", str(group[0].previous)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        _take(group, done)


def _take(group: list[Job], done: "subprocess.CompletedProcess[str]") -> None:
    try:
        result = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"no JSON (status {done.returncode}): {done.stderr[-2000:]}") from None
    found = {Path(r["path"]).name: r["findings"] for r in result["reports"]}
    failed = {Path(f["path"]).name: f["reason"] for f in result["failures"]}
    for job in group:
        job.findings = found.get(job.path.name, [])
        job.failure = failed.get(job.path.name, "" if job.path.name in found else "not in the result")


def default_places(case: dict[str, Any]) -> list[str]:
    """What the edits put in, and the rows of the cells that they set."""
    places = []
    for step in listed(case["edit"]):
        for name, arguments in step.items():
            if name == "replace" and arguments[1]:
                places.append(str(arguments[1]))
            elif name == "cell":
                places.append(f"@{arguments[0]}/{arguments[1]}")
    return places


def placed(job: Job, finding: dict[str, Any]) -> bool:
    """Whether the finding points to where the case says; a case that says nothing accepts any place."""
    wanted = listed(job.case.get("where", default_places(job.case)))
    if not wanted or "any" in wanted:
        return True
    return any(_points(job.report, finding, str(where)) for where in wanted)


def _points(report: Report, finding: dict[str, Any], where: str) -> bool:
    location = finding["location"]
    if where == "document":
        return bool(location["kind"] == "document")
    if re.sub(r"\s", "", where) in re.sub(r"\s", "", json.dumps(finding, ensure_ascii=False)):
        return True
    if where.startswith("@"):
        return _row_of(report, where[1:]) == (location.get("table"), location.get("row"))
    texts = report.paragraphs()
    number = location.get("paragraph")
    return number is not None and number < len(texts) and where in texts[number]


def _row_of(report: Report, where: str) -> tuple[int, int] | None:
    """`@form/row` as (table, row) counted as the program counts."""
    form, row = where.split("/")
    grids = [b.grid for b in report.blocks if b.grid]
    index = next((i for i, g in enumerate(grids) if g.form.startswith(form)), None)
    if index is None or row not in grids[index].rows:
        return None
    names = [n for n in grids[index].rows if not n.startswith("again")]
    return index, names.index(row)


def serious(findings: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [f for f in findings if f["severity"] != "info"]


def line(name: str, finding: dict[str, Any]) -> str:
    label = finding["location"].get("label") or ""
    return f"{name}: {finding['severity']} {finding['rule']} 「{finding['excerpt']}」 {finding['message']} ({label})"


@dataclass
class Score:
    """What came of the defects."""

    total: Counter[str] = field(default_factory=Counter)
    hit: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    severity: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    infos: list[str] = field(default_factory=list)


def score_defects(jobs: list[Job], of_base: dict[str, set[tuple[str, str]]]) -> Score:
    """What the clean base already draws is not counted again in each of its defects."""
    score = Score()
    for job in jobs:
        wanted = listed(job.case["rule"])
        score.total[wanted[0]] += 1
        known = of_base[job.case["base"]]
        job.findings = [f for f in job.findings if (f["rule"], f["message"]) not in known]
        right = [f for f in job.findings if f["rule"] in wanted]
        good = [f for f in right if placed(job, f)]
        if good:
            score.hit[wanted[0]] += 1
            level = job.case.get("severity", severity_of(good[0]["rule"]))
            if level != "any" and all(f["severity"] not in listed(level) for f in good):
                score.severity.append(f"wanted {level}: {line(job.name, good[0])}")
        elif right:
            score.misplaced.append(f"wanted at {job.case.get('where')}: {line(job.name, right[0])}")
        else:
            score.misses.append(_miss(job, wanted))
        tolerated = {*wanted, *listed(job.case.get("also"))}
        extra = [f for f in job.findings if f["rule"] not in tolerated or (f["rule"] in wanted and good and f not in good)]
        score.beside += [line(job.name, f) for f in serious(extra)]
        score.infos += [line(job.name, f) for f in extra if f["severity"] == "info"]
    return score


def _miss(job: Job, wanted: list[str]) -> str:
    given = "; ".join(f"{f['rule']} {f['message']}" for f in job.findings) or job.failure or "nothing"
    return f"{job.name} [{job.case['base']}] {' | '.join(wanted)}: {json.dumps(job.case['edit'], ensure_ascii=False)} → {given}"


def false_alarms(jobs: list[Job]) -> Iterator[str]:
    """Any error or warning, and for a look-alike also any finding of a rule that it names."""
    for job in jobs:
        if job.failure:
            yield f"{job.name}: {job.failure}"
        for finding in job.findings:
            if finding["severity"] != "info" or finding["rule"] in listed(job.case.get("not")):
                yield line(job.name, finding)


def infos(jobs: list[Job]) -> list[str]:
    return [
        line(j.name, f)
        for j in jobs
        for f in j.findings
        if f["severity"] == "info" and f["rule"] not in listed(j.case.get("not"))
    ]


def show(title: str, lines: list[str]) -> None:
    print(f"\n== {title}: {len(lines)}")
    for text in lines:
        print("  " + text)


def show_lookalikes(jobs: list[Job], of_base: dict[str, set[tuple[str, str]]]) -> None:
    """As for the clean reports, less what the base draws by itself."""
    for job in jobs:
        job.findings = [f for f in job.findings if (f["rule"], f["message"]) not in of_base[job.case["base"]]]
    alarms = list(false_alarms(jobs))
    print(f"\n== quiet: {len(jobs) - len({a.split(':')[0] for a in alarms})} of {len(jobs)}")
    show("false alarms", alarms)
    show("infos", infos(jobs))


def show_defects(jobs: list[Job], of_base: dict[str, set[tuple[str, str]]]) -> None:
    score = score_defects(jobs, of_base)
    print(f"\n== recall: {score.hit.total()} of {score.total.total()}")
    for rule in sorted(score.total):
        mark = "" if score.hit[rule] == score.total[rule] else "   <--"
        print(f"  {rule:<40}{score.hit[rule]:>3} / {score.total[rule]}{mark}")
    show("misses", score.misses)
    show("found at another place", score.misplaced)
    show("another severity", score.severity)
    show("errors and warnings beside the expected finding", score.beside)
    show("infos beside the expected finding", score.infos)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--format", choices=sorted(WRITERS), default="docx")
    parser.add_argument("--only", choices=("clean", "defects", "lookalikes"))
    parser.add_argument("--root", type=Path, default=HERE, help="another set in the same form")
    options = parser.parse_args()
    of_base: dict[str, set[tuple[str, str]]] = {}
    for kind in ("clean", "lookalikes", "defects"):
        if options.only not in (None, kind) and kind != "clean":
            continue
        jobs = make_jobs(options.folder, kind, options.format, options.root)
        check(jobs)
        if kind == "clean":
            of_base = {j.name: {(f["rule"], f["message"]) for f in j.findings} for j in jobs}
        print(f"\n#### {kind}, {options.format}: {len(jobs)} files")
        if kind == "defects":
            show_defects(jobs, of_base)
        elif kind == "lookalikes":
            show_lookalikes(jobs, of_base)
        else:
            show("false alarms", list(false_alarms(jobs)))
            show("infos", infos(jobs))


if __name__ == "__main__":
    main()
