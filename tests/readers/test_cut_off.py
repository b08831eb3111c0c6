"""Rich text and pages that break off are read and said to; whole ones and pieces of pages are not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from core.readers import read
from core.readers.raw import CUT_OFF
from core.readers.web_text import is_cut_off
from resources.samples import make_samples
from tests.readers.making import convert, needs_office

FORMATS = Path(make_samples.__file__).parent / "formats"


def _says(path: Path) -> bool:
    return CUT_OFF in read(path).notes


@pytest.mark.parametrize(("kind", "share"), [("html", 0.7), ("rtf", 0.5), ("mht", 0.7)])
def test_a_whole_file_and_the_same_cut_off(kind: str, share: float, tmp_path: Path) -> None:
    (whole,) = FORMATS.glob(f"*.{kind}")
    data = whole.read_bytes()
    assert not _says(whole)
    cut = tmp_path / f"cut.{kind}"
    cut.write_bytes(data[: int(len(data) * share)])
    assert _says(cut)


@needs_office
@pytest.mark.parametrize("kind", ["html", "rtf"])
def test_what_libreoffice_saves_is_whole(kind: str, tmp_path: Path) -> None:
    made = convert(make_samples.CLEAN, kind, tmp_path)
    assert not _says(made)
    cut = tmp_path / f"cut.{kind}"
    cut.write_bytes(made.read_bytes()[: made.stat().st_size // 2])
    assert _says(cut)


def test_a_group_left_open_at_the_very_end(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi text\par}")
    assert not _says(path)
    path.write_bytes(rb"{\rtf1\ansi text\par")
    assert _says(path)


@pytest.mark.parametrize(
    "page",
    [
        "<p>一</p><p>二",
        "<table><tr><td>1</td></tr></table>",
        "<TABLE border=1><TR><TD>1</TABLE >",
        "<p>3 < 5，a<b</p>",
        "<p>同比增长<5%</p>",
        "<!-- <table> --><p>正文",
        "<html><body><p>正文</body>",
        "<html><body><table><tr><td>1</html>",
        "<!--[if gte mso 9]><table><![endif]--><p>正文</p>",
    ],
)
def test_pieces_are_whole(page: str) -> None:
    assert not is_cut_off(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>一</p><p class='x",
        "<p>一</p",
        "<p>一</p><!-- 二",
        "<table><tr><td>1</td></tr>",
        "<table><tr><td><table><tr><td>1</table>",
        "<!-- <table> --><table><tr>",
    ],
)
def test_what_breaks_off(page: str) -> None:
    assert is_cut_off(page)


@pytest.mark.parametrize("piece", ["<!--", "<a ", "<table ", "<!---->", "<"])
def test_it_is_told_in_no_time(piece: str) -> None:
    started = time.process_time()
    is_cut_off(piece * 300_000 + " y>")
    assert time.process_time() - started < 5
