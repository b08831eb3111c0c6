from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from core.apart import TOO_LONG
from gui.jobs import CRASHED, Jobs
from gui.mailbox import Errand
from gui.worker import FAULT
from tests.gui import fakes

WAIT = 20_000


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs(fakes.prepare_by_name)
    yield made
    made.close()


def draft(folder: Path, name: str, content: str = "标题") -> str:
    path = folder / name
    path.write_text(content, "utf-8")
    return str(path)


def test_success_brings_progress_and_the_result(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    said: list[str] = []
    jobs.progress.connect(said.append)
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, "a.txt", "第一稿"))
    assert got.args is not None
    assert got.args[0].title == "第一稿"
    assert len(got.args[0].findings) == 14
    assert said == ["正在读取…"]
    assert not jobs.running


def test_a_reading_error_is_its_sentence_without_details(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(jobs.failed, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, "broken.txt"))
    assert got.args == [fakes.BROKEN, ""]


def test_a_fault_is_a_sentence_and_the_traceback_is_only_in_the_details(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(jobs.failed, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, "fault.txt"))
    assert got.args is not None
    assert got.args[0] == FAULT
    assert "secret of the program" in got.args[1]


def test_a_new_job_replaces_the_one_before(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    ends: list[object] = []
    jobs.succeeded.connect(ends.append)
    jobs.failed.connect(lambda *args: ends.append(args))
    jobs.start(draft(tmp_path, "slow.txt", "旧"))
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, "b.txt", "新"))
    qtbot.wait(200)
    assert got.args is not None
    assert got.args[0].title == "新"
    assert len(ends) == 1


def test_cancelled_says_nothing_more_and_the_next_job_runs(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    ends: list[object] = []
    jobs.failed.connect(lambda *args: ends.append(args))
    with qtbot.waitSignal(jobs.progress, timeout=WAIT):
        jobs.start(draft(tmp_path, "slow.txt"))
    jobs.cancel()
    qtbot.wait(200)
    assert not jobs.running
    assert ends == []
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT):
        jobs.start(draft(tmp_path, "c.txt"))


def test_a_crash_is_a_sentence_and_the_next_job_runs(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(jobs.failed, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, "crash.txt"))
    sentence, details = got.args
    assert sentence == CRASHED
    assert "exit code 11" in details
    assert "正在读取…" in details
    assert not any(word in details for word in ("crash.txt", str(tmp_path)))
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT):
        jobs.start(draft(tmp_path, "d.txt"))


def test_a_worker_that_died_between_jobs_is_replaced_without_a_word(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT):
        jobs.start(draft(tmp_path, "e.txt"))
    before = jobs.pid
    assert before is not None
    with qtbot.assertNotEmitted(jobs.failed, wait=300):
        os.kill(before, signal.SIGKILL if hasattr(signal, "SIGKILL") else signal.SIGTERM)
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT):
        jobs.start(draft(tmp_path, "f.txt"))
    assert jobs.pid != before


def test_the_worker_stays_warm(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    pids = []
    for name in ("g.txt", "h.txt"):
        with qtbot.waitSignal(jobs.succeeded, timeout=WAIT):
            jobs.start(draft(tmp_path, name))
        pids.append(jobs.pid)
    assert pids[0] == pids[1]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("slow.txt", partial(Jobs, fakes.prepare_by_name, wait=1.0)),
        ("endless.txt", partial(Jobs, fakes.prepare_by_name, busy=0.5)),
    ],
)
def test_a_job_over_the_time_limit_is_ended_with_a_sentence(
    name: str, make: Callable[[], Jobs], qtbot: QtBot, tmp_path: Path
) -> None:
    jobs = make()
    with qtbot.waitSignal(jobs.failed, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, name))
    assert got.args == [TOO_LONG, ""]
    assert not jobs.running
    jobs.close()


def test_what_readers_tell_of_gives_time_and_the_words_of_a_long_check_do_not(qtbot: QtBot, tmp_path: Path) -> None:
    jobs = Jobs(fakes.prepare_by_name, busy=1.6)
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT):
        jobs.start(draft(tmp_path, "pages.txt"))
    with qtbot.waitSignal(jobs.failed, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, "endless.txt"))
    assert got.args == [TOO_LONG, ""]
    jobs.close()


def test_closing_while_a_job_runs_ends_the_process(qtbot: QtBot, tmp_path: Path) -> None:
    jobs = Jobs(fakes.prepare_by_name)
    with qtbot.waitSignal(jobs.progress, timeout=WAIT):
        jobs.start(draft(tmp_path, "slow.txt"))
    pid = jobs.pid
    assert pid is not None
    jobs.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_event_loop_runs_on_while_the_worker_computes(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT):
        jobs.start(draft(tmp_path, "warm.txt"))
    ticks: list[int] = []
    timer = QTimer(interval=10)
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start()
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT):
        jobs.start(draft(tmp_path, "busy.txt"))
    timer.stop()
    assert len(ticks) > 15


def test_the_worker_process_does_not_load_qt(jobs: Jobs, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(jobs.succeeded, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, "qt.txt"))
    assert got.args is not None
    assert got.args[0].title == "clean"


def test_a_worker_that_cannot_prepare_says_so_with_every_job(qtbot: QtBot, tmp_path: Path) -> None:
    jobs = Jobs(fakes.prepare_nothing)
    with qtbot.waitSignal(jobs.failed, timeout=WAIT) as got:
        jobs.start(draft(tmp_path, "a.txt"))
    assert got.args is not None
    assert got.args[0] == FAULT
    assert "no rules here" in got.args[1]
    jobs.close()


def test_an_errand_that_fails_is_raised_in_the_window_and_over(qtbot: QtBot) -> None:
    done: list[object] = []
    errand = Errand(done.append)

    def fail() -> None:
        raise ValueError("in the thread")

    with qtbot.captureExceptions() as raised:
        errand.run(fail)
        qtbot.waitUntil(lambda: not errand.busy)
    assert [str(error) for _kind, error, _trace in raised] == ["in the thread"]
    errand.run(lambda: 1)
    qtbot.waitUntil(lambda: done == [1])
