"""What is prepared when the program is built is what a start would have made itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from core import prepared, rule_data
from resources.samples.make_samples import DEFECTIVE
from rules.wordlists import WORDS

ROOT = Path(prepared.__file__).resolve().parents[1]
CHECKING = """
import json, re, sys
from pathlib import Path
from core import prepared
used = prepared.use(Path(sys.argv[1]))
plain = []
code = re._compiler._code
re._compiler._code = lambda *given: plain.append(given) or code(*given)
from core.engine import check_file
from rules import in_force
result = check_file(sys.argv[2], in_force().ruleset)
found = [(each.rule, each.message, repr(each.location)) for each in result.findings]
print(json.dumps({"used": used, "plain": len(plain), "found": found}))
"""
COMPARING = """
import re, sys
from pathlib import Path
from core import prepared
plain = re._compiler.compile
assert prepared.use(Path(sys.argv[1]))
once = re._compiler.compile
assert prepared.use(Path(sys.argv[1])) and re._compiler.compile is once
for pattern, flags in prepared._content.patterns:
    assert re._compiler.compile is not plain
    assert re._compiler.compile(pattern, flags) == plain(pattern, flags), pattern
print(len(prepared._content.patterns))
"""


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("prepared") / "prepared.bin"
    _run("-m", "scripts.bundle.prepare", str(made))
    return made


def test_a_check_with_the_file_finds_the_same_and_compiles_next_to_nothing(file: Path) -> None:
    with_it, without = (json.loads(_run("-c", CHECKING, str(each), str(DEFECTIVE))) for each in (file, file.with_name("none")))
    assert with_it["used"]
    assert not without["used"]
    assert with_it["found"] == without["found"]
    assert without["plain"] > 500
    assert with_it["plain"] < 20


def test_every_pattern_is_the_one_that_would_have_been_compiled(file: Path) -> None:
    assert int(_run("-c", COMPARING, str(file))) > 1000


def test_a_file_of_another_interpreter_or_a_broken_one_is_not_used(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken.bin"
    broken.write_bytes(file.read_bytes()[:-10])
    assert not prepared.use(broken)
    monkeypatch.setattr(prepared, "STAMP", ("another", "machine", 4))
    assert not prepared.use(file)
    assert re.compile("(?P<a>一)|二").groups == 1


def test_a_changed_list_is_read_anew(tmp_path: Path) -> None:
    changed = tmp_path / "list.yaml"
    text = (WORDS / "placeholders.yaml").read_bytes()
    assert prepared.digest(text) != prepared.digest(text + b" ")
    changed.write_bytes(b"entries: []\n")
    assert rule_data.read_plain(changed) == {"entries": []}


def _run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout
