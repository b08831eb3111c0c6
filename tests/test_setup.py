"""The set-up behind the two commands: asks for what is missing only, once, and is silent when everything is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ROOT / "scripts" / "system_packages.sh"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the set-up scripts are for Debian-family systems")

Machine = Callable[..., "subprocess.CompletedProcess[str]"]


def script(path: Path, body: str) -> None:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Runs system_packages.sh on a pretended machine: what is installed, which fonts, what the package source has."""

    def run(*arguments: str, installed: str = "", fonts: str = "", source: str = "") -> subprocess.CompletedProcess[str]:
        tools = tmp_path / "tools"
        tools.mkdir(exist_ok=True)
        script(tools / "dpkg-query", f"for name in {installed}; do echo ii  $name; done")
        script(tools / "fc-list", f"printf '%s' '{fonts}'")
        script(
            tools / "apt-cache",
            f"for name in {source}; do [ $name = $2 ] && echo '  Candidate: 1.0'; done; echo '  Candidate: (none)'",
        )
        script(tools / "apt-get", f"echo $* >>'{tmp_path}/apt.log'")
        env = os.environ | {"PATH": f"{tools}:{os.environ['PATH']}"}
        return subprocess.run(["bash", str(PACKAGES), *arguments], env=env, capture_output=True, text=True, check=False)

    return run


def test_a_bare_machine_misses_libraries_and_a_font(machine: Machine) -> None:
    missing = machine("missing", "run").stdout.split()
    assert {"libglib2.0-0|libglib2.0-0t64", "libxcb-cursor0", "fonts-wqy-microhei"} <= set(missing)
    assert "libreoffice-writer" not in missing
    assert set(machine("missing", "test").stdout.split()) - set(missing) >= {"libreoffice-writer", "strace", "xvfb"}


def test_nothing_is_missing_on_a_complete_machine(machine: Machine) -> None:
    everything = machine("missing", "test").stdout.replace("libglib2.0-0|", "")
    assert machine("missing", "test", installed=" ".join(everything.split()), fonts="WenQuanYi").stdout == ""


def test_any_chinese_font_will_do(machine: Machine) -> None:
    assert "fonts-wqy-microhei" not in machine("missing", "run", fonts="Noto Sans CJK SC").stdout


def test_the_name_that_the_distribution_has_is_installed_in_one_call(machine: Machine, tmp_path: Path) -> None:
    done = machine("install", "a|at64", "b", source="at64 b")
    assert done.returncode == 0, done.stderr
    calls = (tmp_path / "apt.log").read_text(encoding="utf-8").splitlines()
    assert [call.split()[0] for call in calls] == ["update", "install"]
    assert calls[1].split()[-2:] == ["at64", "b"]


def test_what_the_distribution_lacks_is_named_and_nothing_installed(machine: Machine, tmp_path: Path) -> None:
    done = machine("install", "a|at64", "b", source="b")
    assert done.returncode == 1
    assert "a 或 at64" in done.stderr
    assert "install" not in (tmp_path / "apt.log").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the set-up scripts alone, with nothing locked, set up once: making an environment takes seconds."""
    root = tmp_path_factory.mktemp("fresh") / "新 文件夹"
    shutil.copytree(ROOT / "scripts", root / "scripts")
    (root / "requirements").mkdir()
    for name in ("runtime", "dev"):
        (root / "requirements" / f"{name}.txt").write_text(f"# {name}\n", encoding="utf-8")
    done = set_up(root, "run")
    assert done.returncode == 0, done.stderr
    assert "正在安装依赖" in done.stderr
    return root


@pytest.fixture
def tree(fresh: Path, tmp_path: Path) -> Path:
    """A copy of that project, moved: a clerk may move the folder too."""
    return Path(shutil.copytree(fresh, tmp_path / "搬过来的 文件夹", symlinks=True))


def set_up(tree: Path, mode: str) -> subprocess.CompletedProcess[str]:
    """Run the set-up from elsewhere, with no way to the network and no package manager."""
    env = os.environ | {"NIANBAO_SKIP_PACKAGES": "1", "PIP_NO_INDEX": "1"}
    command = ["bash", str(tree / "scripts" / "setup.sh"), mode]
    return subprocess.run(command, cwd="/", env=env, capture_output=True, text=True, check=False)


def test_the_second_set_up_has_nothing_to_do(tree: Path) -> None:
    assert set_up(tree, "run").stderr == ""


def test_what_serves_the_tests_serves_the_program(tree: Path) -> None:
    assert set_up(tree, "test").returncode == 0
    assert set_up(tree, "run").stderr == ""
    (tree / "requirements" / "dev.txt").write_text("# changed\n", encoding="utf-8")
    assert "正在安装依赖" in set_up(tree, "test").stderr


def test_a_failed_installation_is_a_sentence_and_is_tried_again(tree: Path) -> None:
    lock = tree / "requirements" / "runtime.txt"
    lock.write_text(f"nianbao-nowhere==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    for _ in range(2):
        failed = set_up(tree, "run")
        assert failed.returncode == 3
        assert "依赖没有装上" in failed.stderr
        assert "Traceback" not in failed.stderr
    lock.write_text("# mended\n", encoding="utf-8")
    assert set_up(tree, "run").returncode == 0


def test_a_broken_environment_is_made_anew(tree: Path) -> None:
    (tree / ".venv" / "bin" / "python").unlink()
    (tree / ".venv" / "bin" / "python").symlink_to(tree / "gone")
    assert set_up(tree, "run").returncode == 0
    assert (tree / ".venv" / "bin" / "python").exists()
