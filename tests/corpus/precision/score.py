"""Count what the program says of reports that are right: python -m tests.corpus.precision.score FOLDER [PART OF A NAME [REPORTS]]."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.corpus.precision.build import REPORTS, build, load

ROOT = Path(__file__).parents[3]
Finding = dict[str, Any]


def check(files: list[Path], as_of: str) -> dict[str, Any]:
    command = [sys.executable, str(ROOT / "main.py"), "check", *map(str, files), "--format", "json", "--as-of", as_of]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT, timeout=600)
    try:
        result: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise SystemExit(f"{files}: {done.stderr}") from None
    return result


def _line(finding: Finding) -> str:
    place = finding["location"].get("label") or finding["location"].get("section")
    return f"  [{finding['severity']}] {finding['rule']}: {finding['message']}  «{finding['excerpt']}» @ {place}"


def _kind(finding: Finding) -> tuple[str, str]:
    return finding["rule"], finding["message"]


def main(folder: Path, only: str = "", reports: Path = REPORTS) -> int:
    files = build(folder, only, reports)
    by_report: dict[str, list[Path]] = defaultdict(list)
    for file in files:
        by_report[file.stem].append(file)
    total: Counter[str] = Counter()
    for name, group in by_report.items():
        shown = date.fromisoformat(str(load(reports / f"{name}.txt").options["shown"]))
        result = check(group, (shown + timedelta(days=2)).isoformat())
        _tell(name, result, total)
    print("\n" + "  ".join(f"{key} {value}" for key, value in sorted(total.items())))
    return 1 if total["error"] or total["warning"] else 0


def _tell(name: str, result: dict[str, Any], total: Counter[str]) -> None:
    print(f"== {name}")
    where: dict[tuple[str, str], list[str]] = defaultdict(list)
    first: dict[tuple[str, str], Finding] = {}
    formats = [Path(report["path"]).suffix for report in result["reports"]]
    for failure in result["failures"]:
        print(f"  NOT READ {failure}")
    for report in result["reports"]:
        suffix = Path(report["path"]).suffix
        total["reports"] += 1
        for finding in report["findings"]:
            total[finding["severity"]] += 1
            where[_kind(finding)].append(suffix)
            first.setdefault(_kind(finding), finding)
        for row in report["checklist"]:
            if row["status"] in ("not-checked", "rule-failed"):
                total[row["status"]] += 1
                print(f"  {row['status']} {suffix} {row['rule']} {row.get('reason')}")
    order = {"error": 0, "warning": 1, "info": 2}
    for kind, finding in sorted(first.items(), key=lambda item: order[item[1]["severity"]]):
        same = set(where[kind]) == set(formats)
        print(_line(finding) + ("" if same else f"  ONLY {sorted(set(where[kind]))} of {formats}"))
        total["differs"] += not same


if __name__ == "__main__":
    raise SystemExit(main(Path(sys.argv[1]), "".join(sys.argv[2:3]), Path(sys.argv[3]) if len(sys.argv) > 3 else REPORTS))
