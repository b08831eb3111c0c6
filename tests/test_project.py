"""The frame of the project: layers, locked dependencies, what may not stand in the tree, the README's two commands."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from core.version import __version__
from tests.published import ABSENT, PUBLISHED, VARIABLE, published_report

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("runtime", "dev")
MADE_HERE = {".git", ".venv", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis", "build", "dist", "out"}
WRITTEN_BY_HAND = {".py", ".sh", ".yaml", ".yml", ".md", ".toml"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

WALK = """
import importlib, pkgutil, sys
for name in sys.argv[1:]:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(module.name)
        print(module.name)
print("QT", sorted(m for m in sys.modules if m.partition(".")[0] in ("PySide6", "shiboken6")))
"""


OURS = {"benchmarks", "core", "rules", "gui", "terminal", "cli", "main", "tests", "resources", "scripts"}
PROGRAM = {"core", "rules", "gui", "terminal", "cli.py", "main.py"}
# Packages whose modules have another name.
DISTRIBUTIONS = {
    "PIL": "pillow",
    "PySide6": "PySide6-Essentials",
    "docx": "python-docx",
    "pdfminer": "pdfminer.six",
    "pytestqt": "pytest-qt",
    "shiboken6": "PySide6-Essentials",
    "xdist": "pytest-xdist",
    "yaml": "PyYAML",
}


@cache
def files() -> tuple[Path, ...]:
    """The files of the project: what git tracks; without git (an unpacked archive), what no tool made."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False) if _git() else None
    if listed is not None and listed.returncode == 0 and listed.stdout:
        names = listed.stdout.decode("utf-8").split("\0")
        return tuple(ROOT / name for name in names if name and (ROOT / name).is_file())
    return tuple(path for path in ROOT.rglob("*") if path.is_file() and not MADE_HERE & set(path.relative_to(ROOT).parts))


def _git() -> bool:
    return (ROOT / ".git").exists() and any((Path(part) / "git").exists() for part in os.get_exec_path())


def _text(path: Path) -> str | None:
    """The text of a file, None for a binary one."""
    data = path.read_bytes()
    return None if b"\0" in data else data.decode("utf-8", errors="replace")


def imported(path: Path) -> Iterator[str]:
    """The first part of every module name that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in (
            "import_module",
            "__import__",
        ):
            yield from (str(a.value).partition(".")[0] for a in node.args[:1] if isinstance(a, ast.Constant))


def test_core_and_rules_load_no_qt() -> None:
    walked = subprocess.run([sys.executable, "-c", WALK, "core", "rules"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert walked.returncode == 0, walked.stderr
    *modules, qt = walked.stdout.splitlines()
    assert "core.engine" in modules
    assert qt == "QT []"


@pytest.mark.parametrize(
    ("layer", "forbidden"),
    [
        ("core", {"rules", "gui", "terminal", "cli", "main", "PySide6", "shiboken6"}),
        ("rules", {"gui", "terminal", "cli", "main", "PySide6", "shiboken6"}),
        ("gui", {"terminal", "cli", "main"}),
        ("terminal", {"rules", "gui", "cli", "main", "PySide6", "shiboken6"}),
    ],
)
def test_arrows_point_one_way(layer: str, forbidden: set[str]) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in sorted((ROOT / layer).rglob("*.py"))
        for name in imported(path)
        if name in forbidden
    ]
    assert not wrong


def test_imports_are_seen_wherever_they_stand(tmp_path: Path) -> None:
    source = tmp_path / "m.py"
    source.write_text(
        "import a.b\nfrom c.d import e\ndef f():\n    import g\n    importlib.import_module('h.i')\nfrom . import j\n", "utf-8"
    )
    assert set(imported(source)) == {"a", "c", "g", "h"}


def locked(name: str) -> dict[str, list[str]]:
    """Each requirement line of a lock (``name==version ; marker``) with its hashes."""
    pins: dict[str, list[str]] = {}
    for line in (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        text = line.strip().removesuffix("\\").strip()
        if text.startswith("--hash="):
            pins[list(pins)[-1]].append(text.removeprefix("--hash="))
        else:
            pins[text] = []
    return pins


@pytest.mark.parametrize("name", LOCKS)
def test_every_dependency_is_pinned_with_hashes(name: str) -> None:
    for line, hashes in locked(name).items():
        requirement = Requirement(line)
        assert re.fullmatch(r"==[\w.]+", str(requirement.specifier)), line
        assert requirement.url is None, line
        assert hashes, line
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", value) for value in hashes), line


def test_the_development_lock_holds_the_runtime_lock() -> None:
    development = locked("dev")
    assert {line: development.get(line) for line in locked("runtime")} == locked("runtime")


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("runtime", PROJECT["dependencies"]),
        ("dev", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"]),
        ("ocr", PROJECT["dependencies"] + PROJECT["optional-dependencies"]["ocr"]),
    ],
)
def test_the_lock_agrees_with_pyproject(name: str, declared: list[str]) -> None:
    pins = {canonicalize_name(r.name): str(r.specifier).removeprefix("==") for r in map(Requirement, locked(name))}
    for wanted in map(Requirement, declared):
        assert wanted.specifier.contains(pins[canonicalize_name(wanted.name)]), f"{wanted}: scripts/lock.sh was not run"


def packages(declared: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in declared}


def imported_packages(program: bool) -> set[str]:
    """The packages that the program, or everything that is not the program, imports by name."""
    sources = [path for path in files() if path.suffix == ".py" and (path.relative_to(ROOT).parts[0] in PROGRAM) == program]
    modules = {name for path in sources for name in imported(path)} - OURS - sys.stdlib_module_names
    return {canonicalize_name(DISTRIBUTIONS.get(name, name)) for name in modules}


def test_what_the_program_imports_is_declared_and_nothing_else() -> None:
    found, base = imported_packages(program=True), packages(PROJECT["dependencies"])
    assert base <= found
    # What an optional part needs is loaded by name, where that part is installed.
    assert found - base <= packages(PROJECT["optional-dependencies"]["ocr"])


def test_what_tests_and_scripts_import_is_declared() -> None:
    declared = packages(PROJECT["dependencies"] + PROJECT["optional-dependencies"]["dev"])
    assert "pytest" in imported_packages(program=False)
    assert not imported_packages(program=False) - declared


def test_no_host_of_a_registry_and_no_path_of_one_machine() -> None:
    # Put together here, so that this file does not hold what it looks for.
    registries = [
        "pypi" + r"\.org",
        "python" + "hosted",
        "deb" + r"\.debian",
        "npm" + "js",
        "archive" + r"\.ubuntu",
        "tuna" + r"\.tsinghua",
    ]
    homes = [r"/home/[a-z]", "/ro" + "ot/", r"/Users/[A-Za-z]", r"[A-Z]:\\\\?Users"]
    pattern = re.compile("|".join(registries + homes))
    assert pattern.search("https://" + "py" + "pi.org/simple")
    found = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for path in files()
        for number, line in enumerate((_text(path) or "").splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found


# Put together here, so that this line does not hold what it looks for.
SILENCED = re.compile("# (?:no" + r"qa\b(?P<rule>: [A-Z]+\d+)?|type: ig" + r"nore(?P<code>\[[a-z-]+\])?)(?P<reason>.*)")


def test_a_silenced_checker_is_told_why() -> None:
    silenced = [
        (f"{path.relative_to(ROOT)}:{number}", match)
        for path in files()
        if path.suffix == ".py"
        for number, line in enumerate((_text(path) or "").splitlines(), 1)
        if (match := SILENCED.search(line))
    ]
    assert silenced
    assert not [place for place, match in silenced if not (match["rule"] or match["code"]) or len(match["reason"]) < 8]


def test_files_stay_readable_in_one_sitting() -> None:
    # A corpus is a collection of examples: nobody reads it from beginning to end.
    read = [path for path in files() if path.suffix in WRITTEN_BY_HAND and ROOT / "tests" / "corpus" not in path.parents]
    sizes = {path: len((_text(path) or "").splitlines()) for path in read}
    assert ROOT / "core" / "engine.py" in sizes
    assert not {str(path.relative_to(ROOT)): size for path, size in sizes.items() if size >= 500}


@pytest.mark.parametrize("command", ["./run", "./test"])
def test_the_readme_names_the_two_commands_and_they_exist(command: str) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)
    assert any(re.search(rf"^{re.escape(command)}\b", block, re.MULTILINE) for block in blocks)
    assert os.access(ROOT / command, os.X_OK)


def test_ci_runs_the_readme_test_command() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    assert re.search(r" \./test\b", (ROOT / ".ci" / "run").read_text(encoding="utf-8"))


def test_scripts_are_valid_bash() -> None:
    scripts = [path for path in files() if (_text(path) or "").startswith("#!/usr/bin/env bash")]
    assert ROOT / "run" in scripts
    for script in scripts:
        parsed = subprocess.run(["bash", "-n", str(script)], capture_output=True, text=True, check=False)
        assert parsed.returncode == 0, parsed.stderr


def test_the_version_is_one() -> None:
    assert PROJECT["version"] == __version__
    told = subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "--version"], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert told.returncode == 0, told.stderr
    assert __version__ in told.stdout.split()


def test_the_changelog_is_kept() -> None:
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] in ("Unreleased", __version__)


def test_the_published_report_is_where_the_environment_says_else_beside_the_checkout() -> None:
    assert published_report({VARIABLE: "elsewhere/report.txt"}) == Path("elsewhere/report.txt")
    assert published_report({}) == published_report({VARIABLE: ""})
    assert published_report({}).is_relative_to(ROOT.parent)
    assert str(PUBLISHED) in ABSENT
    assert VARIABLE in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_skipped_tests_say_why() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["pytest"]["ini_options"]
    shown = [option for option in settings["addopts"].split() if option.startswith("-r")]
    # f and E as well: naming s alone would hide the list of what failed.
    assert all(kind in shown[0] for kind in "fEs")
