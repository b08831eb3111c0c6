"""The benchmarks: what they compare is the same work on the same file, and a wrong call is said."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import docx_reading, drafts, startup
from benchmarks.__main__ import SUBJECTS, main
from benchmarks.startup import Way, measure, processor_time
from benchmarks.timing import compare
from core.readers import read


def _work(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def test_a_ratio_is_that_of_the_processor_times() -> None:
    ratio = compare(lambda: _work(0.01), lambda: _work(0.04), 0.5, rounds=3)
    assert 0.15 < ratio.ours / ratio.theirs < 0.4
    assert "reached" in str(ratio)
    assert "MISSED" in str(compare(lambda: _work(0.02), lambda: _work(0.01), 0.5, rounds=1))


def test_an_unknown_subject_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["docs"]) == 2
    said = capsys.readouterr().err
    assert all(name in said for name in SUBJECTS)


def test_both_ways_read_the_same_words(tmp_path: Path) -> None:
    path = drafts.docx(drafts.COUNTY_2021, tmp_path)
    paragraphs, cells = docx_reading.plain(path)
    document = read(path)
    assert [paragraph.text for paragraph in document.paragraphs] == [text.strip() for text in paragraphs if text.strip()]
    # python-docx gives a merged cell for each position that it covers
    assert {cell.text for table in document.tables for cell in table.cells} == {text.strip() for text in cells}


def test_changed_copies_differ_from_each_other_and_from_the_draft(tmp_path: Path) -> None:
    path = drafts.docx(drafts.COUNTY_2008, tmp_path)
    texts = [[paragraph.text for paragraph in read(copy).paragraphs] for copy in (path, *drafts.changed(path, 2))]
    assert texts[0] != texts[1] != texts[2] != texts[0]


def test_processor_time_is_that_of_the_whole_group() -> None:
    busy = "sum(i * i for i in range(3_000_000))"
    with subprocess.Popen(
        [sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}]); input()"],
        stdin=subprocess.PIPE,
        start_new_session=True,
    ) as parent:
        own = 0.0
        while own < 0.1 and parent.poll() is None:
            time.sleep(0.05)
            own = processor_time(parent.pid)
        parent.communicate(b"\n")
    assert own >= 0.1
    assert processor_time(parent.pid) == 0


def test_windows_are_known_by_what_the_server_tells() -> None:
    told = """
CreateNotify event, serial 18, synthetic NO, window 0x50d,
    parent 0x50d, window 0x400007, (580,416), width 440, height 168
border_width 0, override NO

MapNotify event, serial 18, synthetic NO, window 0x50d,
    event 0x50d, window 0x400007, override NO

CreateNotify event, serial 18, synthetic NO, window 0x50d,
    parent 0x50d, window 0x400011, (1,25), width 1440, height 900
border_width 0, override NO
"""
    gone = "UnmapNotify event, serial 18, synthetic NO, window 0x50d,\n    event 0x50d, window 0x400007, from_configure NO\n"
    there = startup.Windows()
    there.listen(told.splitlines(keepends=True))
    assert there.wide(100)()
    # The second one was made, and does not show.
    assert not there.wide(700)()
    there.listen(gone.splitlines(keepends=True))
    assert not there.wide(100)()


def test_what_stands_on_the_screen_before_its_start_is_not_taken_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    looks = iter([True, True, False, False, True])
    took = measure(Way([sys.executable, "-c", "input()"], lambda: next(looks), 0.001), {})
    assert took.clock < 5
    assert next(looks, None) is None
    monkeypatch.setattr(startup, "PATIENCE", 0.01)
    with pytest.raises(TimeoutError, match="before its start"):
        measure(Way([sys.executable], lambda: True, 0.001), {})
