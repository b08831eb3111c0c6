"""Work done apart ends with its value, its sentence or in time, whatever it does."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import apart
from core.apart import BROKE_DOWN, TOO_LARGE, TOO_LONG, Apart, FaultApartError, processor_seconds
from core.errors import ReadError


def double(value: int) -> int:
    return 2 * value


def refuse() -> None:
    raise ReadError("没有。")


def fail() -> None:
    raise ZeroDivisionError("secret")


def spin() -> None:
    while True:
        pass


def doze() -> None:
    time.sleep(60)


def die() -> None:
    os._exit(11)


def take(size: int) -> int:
    return len(bytearray(size))


class Bulky:
    """What there is memory for once, and not for the copy that is sent."""

    def __reduce__(self) -> str:
        raise MemoryError


def interrupt() -> None:
    raise KeyboardInterrupt


@pytest.fixture
def other() -> Iterator[Apart]:
    with Apart(busy=1.0, wait=20.0) as made:
        yield made


def test_values_go_there_and_back_and_one_process_serves_all_calls(other: Apart) -> None:
    assert other.call(double, 21) == 42
    assert other.call(os.getpid) == other.call(os.getpid) != os.getpid()


def test_a_sentence_stays_a_sentence_and_a_fault_a_fault(other: Apart) -> None:
    with pytest.raises(ReadError, match="没有。"):
        other.call(refuse)
    with pytest.raises(FaultApartError, match="ZeroDivisionError: secret"):
        other.call(fail)
    with pytest.raises(KeyboardInterrupt):
        other.call(interrupt)
    assert other.call(double, 1) == 2


def test_what_computes_too_long_is_ended_and_the_next_call_answered(other: Apart) -> None:
    with pytest.raises(ReadError, match=TOO_LONG):
        other.call(spin)
    assert other.call(double, 1) == 2


def test_what_waits_too_long_is_ended() -> None:
    with Apart(wait=0.6) as other, pytest.raises(ReadError, match=TOO_LONG):
        other.call(doze)


def test_a_process_that_ends_itself_is_a_sentence(other: Apart) -> None:
    with pytest.raises(ReadError, match=BROKE_DOWN):
        other.call(die)
    assert other.call(double, 1) == 2


def test_time_of_earlier_calls_does_not_count(other: Apart) -> None:
    for _ in range(3):
        other.call(_compute, 0.5)


def _compute(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="limits of memory are those of Linux")
def test_too_much_memory_is_a_sentence_and_not_the_end_of_the_machine() -> None:
    other = Apart()
    assert other.call(take, 100 << 20) == 100 << 20
    with pytest.raises(ReadError, match=TOO_LARGE):
        other.call(take, 2 * apart.MEMORY)


def test_a_value_that_cannot_be_copied_for_want_of_memory(other: Apart, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ReadError, match=TOO_LARGE):
        other.call(Bulky)
    assert other.call(double, 1) == 2
    assert capfd.readouterr().err == ""


def test_nothing_is_left_when_it_is_closed() -> None:
    with Apart() as other:
        pid = other.call(os.getpid)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not multiprocessing.active_children() or pid not in {each.pid for each in multiprocessing.active_children()}


def test_the_system_tells_how_long_a_process_has_computed() -> None:
    process = multiprocessing.get_context("spawn").Process(target=spin, daemon=True)
    process.start()
    before = processor_seconds(process)
    time.sleep(1.5)
    assert processor_seconds(process) > before
    process.kill()
    process.join()


def test_it_works_where_processes_are_started_anew() -> None:
    """As on Windows and in the window: the other process shares nothing with this one."""
    with Apart(forks=False) as other:
        assert other.call(double, 4) == 8
        with pytest.raises(ReadError, match="没有。"):
            other.call(refuse)
