"""A check opens no internet socket, child processes included: seen by a tracer, and by Python's own audit events."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAIN = ROOT / "main.py"
SAMPLES = sorted((ROOT / "resources" / "samples").glob("*.docx"))

INTERNET = re.compile(r"\bAF_INET6?\b")

# A Python that is told of this folder runs the file at its start, and so does each Python that it starts.
WATCH = """
import os, socket, sys

def watch(event, args):
    if event == "socket.__new__" and args[1] in (socket.AF_INET, socket.AF_INET6):
        told = f"socket of family {int(args[1])}"
    elif event in ("socket.connect", "socket.sendto") and isinstance(args[1], tuple):
        told = f"{event} {args[1]}"
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        told = f"{event} {args[0]}"
    else:
        return
    with open(os.environ["WATCH_LOG"], "a", encoding="utf-8") as log:
        log.write(told + chr(10))

sys.addaudithook(watch)
with open(os.environ["WATCH_LOG"], "a", encoding="utf-8") as log:
    log.write("started" + chr(10))
"""

# What the tests would miss if they looked at the first process alone.
CHILD_CALLS = """
import subprocess, sys
subprocess.run([sys.executable, "-c", "import socket; socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).close()"], check=True)
"""
CHILD_CALLS_NOBODY = """
import socket, subprocess, sys
socket.socketpair()
subprocess.run([sys.executable, "-c", "import socket; socket.socketpair()"], check=True)
"""


def traced(command: list[str], log: Path) -> tuple[int, list[str]]:
    """Run a command under strace; its status and the system calls that name an internet address family."""
    tracer = ["strace", "-f", "-qq", "-e", "trace=socket,socketpair,connect,bind,sendto", "-o", str(log)]
    ran = subprocess.run([*tracer, *command], cwd=ROOT, capture_output=True, check=False)
    return ran.returncode, [line for line in log.read_text("utf-8", "replace").splitlines() if INTERNET.search(line)]


@pytest.fixture(scope="module")
def tracer() -> None:
    """Skips where there is nothing to trace with: the audit tests below run everywhere."""
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed")
    tried = subprocess.run(["strace", "-f", "true"], capture_output=True, text=True, check=False)
    if tried.returncode and re.search(r"ptrace|not permitted", tried.stderr):
        pytest.skip(f"tracing is not permitted here: {tried.stderr.splitlines()[0]}")


def watched(arguments: list[str], folder: Path) -> tuple[int, list[str]]:
    """Run Python with a hook in it and in its children; its status and what the hooks told."""
    log = folder / "watch.log"
    (folder / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    env = os.environ | {"WATCH_LOG": str(log), "PYTHONPATH": str(folder)}
    ran = subprocess.run([sys.executable, *arguments], cwd=ROOT, capture_output=True, env=env, check=False)
    return ran.returncode, log.read_text(encoding="utf-8").splitlines()


def drafts(folder: Path) -> dict[str, list[str]]:
    """The kinds of check that are watched, as arguments of the program."""
    text = folder / "草稿.txt"
    text.write_text(
        "青禾县2018年政府信息公开工作年度报告\n\n一、概述\n电话：0953-6012345\n网址：http://www.qinghe.example\n", "utf-8"
    )
    page = folder / "草稿.html"
    page.write_text(
        f"<html><body><img src='http://www.qinghe.example/a.png'><p>{text.read_text('utf-8')}</p></body></html>", "utf-8"
    )
    return {
        "samples": ["check", *map(str, SAMPLES)],
        "text": ["check", str(text), "--format", "json"],
        "web page": ["check", str(page)],
        "checklist": ["check", str(SAMPLES[0]), "--format", "xlsx", "-o", str(folder / "清单.xlsx")],
    }


KINDS = ("samples", "text", "web page", "checklist")


def test_there_are_samples_to_check() -> None:
    assert SAMPLES


@pytest.mark.usefixtures("tracer")
@pytest.mark.parametrize("kind", KINDS)
def test_a_check_opens_no_internet_socket(kind: str, tmp_path: Path) -> None:
    status, calls = traced([sys.executable, str(MAIN), *drafts(tmp_path)[kind]], tmp_path / "calls")
    assert status in (0, 1)
    assert not calls


@pytest.mark.usefixtures("tracer")
def test_the_tracer_sees_a_child_that_opens_one(tmp_path: Path) -> None:
    assert traced([sys.executable, "-c", CHILD_CALLS], tmp_path / "calls")[1]
    assert not traced([sys.executable, "-c", CHILD_CALLS_NOBODY], tmp_path / "calls")[1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_asks_python_for_no_internet_socket(kind: str, tmp_path: Path) -> None:
    status, told = watched([str(MAIN), *drafts(tmp_path)[kind]], tmp_path)
    assert status in (0, 1)
    assert set(told) == {"started"}


def test_the_hook_sees_a_child_that_opens_one(tmp_path: Path) -> None:
    _, told = watched(["-c", CHILD_CALLS], tmp_path)
    assert told.count("started") == 2
    assert f"socket of family {int(socket.AF_INET6)}" in told


def test_the_hook_lets_local_sockets_be(tmp_path: Path) -> None:
    _, told = watched(["-c", CHILD_CALLS_NOBODY], tmp_path)
    assert set(told) == {"started"}
