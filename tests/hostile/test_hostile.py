"""Whatever file is given: one clear sentence or a right result, within a minute, in less than a gigabyte."""

from __future__ import annotations

import functools
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.cli.calling import Run
from tests.cli.conftest import run as run  # noqa: PLC0414 - a fixture
from tests.fuzz.run import SEEDS
from tests.hostile import making

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of memory are those of Linux")

ROOT = Path(__file__).resolve().parents[2]
READ = ""
SECONDS = 60
MEGABYTES = 1024
Make = Callable[[Path], Path]

CASES: dict[str, tuple[Make, str]] = {
    "high ratio": (making.high_ratio, "大得异常"),
    "packages in packages": (making.nested_bombs, "压缩包"),
    "many entries": (making.many_entries, "部件超过 5 万个"),
    "overlapping entries": (making.overlapping, "大得异常"),
    "large mimetype": (making.large_mimetype, "压缩包"),
    "PDF that unpacks to 500 MB": (making.unpacking_pdf, "请"),
    "external relationships": (making.external_relations, READ),
    "tables in tables, docx": (partial(making.tables_in_word, 40), READ),
    "tables in tables without end, docx": (partial(making.tables_in_word, 3000), "超过 256 层"),
    "tables in tables, html": (partial(making.tables_in_page, 60), READ),
    "tables in tables without end, html": (partial(making.tables_in_page, 3000), "|请"),
    "tables in tables, rtf": (partial(making.tables_in_rich, 1000), READ),
    "picture of 8 MB, rtf": (partial(making.picture_in_rich, 8 << 20), READ),
    "groups in groups, rtf": (partial(making.groups_in_rich, 3000), "超过 2000 层"),
    "arrays in arrays, pdf": (partial(making.arrays_in_pdf, 20_000), "|请"),
    "blocks in blocks, ofd": (partial(making.blocks_in_ofd, 200), READ),
    "blocks in blocks without end, ofd": (partial(making.blocks_in_ofd, 3000), "|请"),
    "endless letters, ofd": (making.endless_letters_in_ofd, READ),
    "endless letters, pdf": (making.endless_letters_in_pdf, "|请"),
    "password, doc": (making.locked_word, "密码"),
    "password, xls": (making.locked_book, "密码"),
    "password to open, pdf": (partial(making.locked_pdf, user="geheim", owner="x"), "密码"),
    "named pipe": (making.pipe, "管道"),
    "loop of links": (making.loop, "绕圈子的链接"),
    "folder": (lambda folder: folder, "文件夹"),
    "device": (lambda _folder: Path("/dev/zero"), "设备"),
    "name beyond any file system": (lambda folder: folder / ("长" * 300 + ".docx"), "文件不存在"),
}

LARGE: dict[str, tuple[Make, str]] = {
    "100 000 paragraphs, docx": (partial(making.word_of, 100_000), "超过 5 万段"),
    "100 000 paragraphs, txt": (partial(making.text_of, 100_000), "超过 5 万段"),
    "100 000 paragraphs, html": (partial(making.page_of, 100_000), "超过 5 万段"),
    "100 000 paragraphs, rtf": (partial(making.rich_of, 100_000), "超过 5 万段"),
    "text of 50 MB": (partial(making.text_of_bytes, 50 << 20), "超过 300 万字"),
    "2 000 pages": (partial(making.pages_of, 2000), READ),
    "2 001 pages": (partial(making.pages_of, 2001), "超过 2000 页"),
    "300 000 cells": (partial(making.book_of, 300_000), "超过 20 万格"),
    "far cells": (making.far_cell, "散布得太远"),
}
"""Files that take some seconds to make and to refuse or check: what is done with them is the same, so once is enough."""


def _computed() -> float:
    """Seconds of computing of this process and of those that it started: the clock would count what else the machine does."""
    own, others = (resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def _call(run: Run, *arguments: object) -> tuple[int, str, str]:
    # A child begins as a copy of this process, which other tests have made large; and the system tells the largest child there
    # ever was, which in a worker that built a bundle before was another one.
    started, most = _computed(), max(_largest_child(), _held() + (MEGABYTES << 10))
    done = run(*arguments)
    assert _computed() - started < SECONDS
    assert _largest_child() <= most
    return done


MEASURED = """
import re, resource, sys
from main import main
status = main(sys.argv[1:])
own = int(re.search(r"VmHWM:\\s*(\\d+)", open("/proc/self/status").read())[1])
print(max(own, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss), file=sys.stderr)
sys.exit(status)
"""
"""Its own peak from /proc: that of getrusage outlives exec, so it would be the one of the large process that started this one."""


@pytest.mark.parametrize("case", ["PDF that unpacks to 500 MB", "endless letters, pdf", "arrays in arrays, pdf"])
def test_the_program_by_itself_stays_below_a_gigabyte(case: str, tmp_path: Path) -> None:
    path = CASES[case][0](tmp_path)
    command = [sys.executable, "-c", MEASURED, "check", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode in (0, 1, 2), done.stderr
    assert int(done.stderr.split()[-1]) < MEGABYTES << 10


def _held() -> int:
    """Kilobytes that this process holds."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() >> 10


def _largest_child() -> int:
    """Kilobytes that the largest process that ended has held."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _is_sentence(error: str, path: Path, words: str) -> None:
    (line,) = error.splitlines()
    # What cannot be marked is told of the draft without its name.
    assert line.startswith((str(path).replace("\n", ""), "这份"))
    assert line.endswith("。")
    assert any(word in line for word in words.split("|")), line


@functools.cache
def _made(make: Make, folder: Path) -> Path:
    return make(folder)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder for each case, kept for all that is done with it."""
    return functools.cache(lambda _name: tmp_path_factory.mktemp("case"))


@pytest.mark.parametrize("action", ["text", "check", "annotate"])
@pytest.mark.parametrize("case", CASES)
def test_a_harmful_file_is_a_sentence_or_a_result(
    case: str, action: str, run: Run, places: Callable[[str], Path], tmp_path: Path
) -> None:
    _judged(*CASES[case], action, run, places(case), tmp_path)


@pytest.mark.parametrize("case", LARGE)
def test_a_large_file_is_a_sentence_or_a_result(
    case: str, run: Run, tmp_path_factory: pytest.TempPathFactory, tmp_path: Path
) -> None:
    _judged(*LARGE[case], "check", run, tmp_path_factory.mktemp("large"), tmp_path)


def _judged(make: Make, words: str, action: str, run: Run, place: Path, tmp_path: Path) -> None:
    path = _made(make, place)
    more = (
        ["-o", tmp_path / f"copy{path.suffix if path.suffix in ('.docx', '.pdf', '.xlsx') else '.docx'}"]
        if action == "annotate"
        else []
    )
    status, out, error = _call(run, action, path, *more)
    if status == 2:
        assert words != READ, error
        _is_sentence(error, path, words)
        assert out == ""
        assert list(tmp_path.iterdir()) == []
    else:
        assert READ in words.split("|"), words
        assert error == ""
        assert out


@pytest.mark.parametrize("doctype", ["laughs", "external"])
@pytest.mark.parametrize("place", [*making.XML_PLACES, "html"])
def test_entities_are_never_unfolded(place: str, doctype: str, run: Run, tmp_path: Path) -> None:
    declared = making.LAUGHS if doctype == "laughs" else making.external(tmp_path)
    path = making.page_with_entities(tmp_path, declared) if place == "html" else making.entity(place, tmp_path, declared)
    status, out, error = _call(run, "text", path)
    assert making.SECRET not in out
    assert "哈哈哈" not in out
    if status:
        _is_sentence(error, path, "DTD|损坏|没有找到任何文字")


def test_a_pdf_that_may_be_read_but_not_changed(run: Run, tmp_path: Path) -> None:
    path = making.locked_pdf(tmp_path, user="", owner="x")
    status, out, error = _call(run, "text", path)
    assert (status, error) == (0, "")
    assert making.TITLE in out
    status, _, error = _call(run, "annotate", path, "-o", tmp_path / "copy.pdf")
    assert status == 2
    assert "限制编辑的密码" in error


@pytest.mark.parametrize(
    "name", ["报告🙂“终稿”'v2'\".docx", "报告\n终稿\t.docx", "长" * 80 + ".docx", " - .docx", "$(id);`id`&.docx"]
)
def test_any_name_is_read(name: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes((SEEDS / "word.docx").read_bytes())
    for arguments in (["text", path], ["check", path], ["annotate", path, "-o", tmp_path / "copy.docx"]):
        status, out, error = _call(run, *arguments)
        assert status in (0, 1)
        assert error == ""
        assert out


@pytest.mark.parametrize("seed", sorted(path for path in SEEDS.iterdir() if path.suffix != ".odt"), ids=lambda path: path.name)
def test_a_file_cut_off_anywhere(seed: Path, run: Run, tmp_path: Path) -> None:
    data = seed.read_bytes()
    path = tmp_path / seed.name
    for share in (0.0, 0.1, 0.4, 0.7, 0.9, 0.999):
        path.write_bytes(data[: int(len(data) * share)])
        status, _, error = _call(run, "text", path)
        if status:
            _is_sentence(error, path, "请")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
@pytest.mark.parametrize("action", ["text", "check"])
def test_a_file_that_may_not_be_read(action: str, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes((SEEDS / "word.docx").read_bytes())
    path.chmod(0)
    status, _, error = run(action, path)
    assert status == 2
    _is_sentence(error, path, "权限")


@pytest.mark.parametrize("make", [making.word_of, making.text_of, making.page_of, making.rich_of])
def test_20_000_paragraphs_are_read(make: Callable[[int, Path], Path], run: Run, tmp_path: Path) -> None:
    path = make(20_000, tmp_path)
    status, out, error = _call(run, "text", path)
    assert (status, error) == (0, "")
    assert making.line(19_999) in out


def test_a_draft_of_100_megabytes_is_read(run: Run, tmp_path: Path) -> None:
    pictures = {f"word/media/{n}.jpeg": os.urandom(10 << 20) for n in range(10)}
    path = making.changed(SEEDS / "word.docx", tmp_path / "large.docx", dict(pictures))
    assert path.stat().st_size > 100 << 20
    status, _, error = _call(run, "check", path)
    assert status in (0, 1)
    assert error == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_device_is_no_target(run: Run, tmp_path: Path) -> None:
    before = Path("/dev/full").stat()
    status, _, error = run("check", SEEDS / "word.docx", "--format", "json", "-o", "/dev/full")
    assert status == 2
    assert "设备" in error
    assert Path("/dev/full").stat().st_rdev == before.st_rdev
    status, _, error = run("annotate", SEEDS / "word.docx", "-o", making.pipe(tmp_path))
    assert status == 2
    assert "管道" in error
