"""Past checks: what was found and when, the latest to be looked at again; out of reach or damaged they never stop a check."""

from __future__ import annotations

import io
import os
import pickle
import zlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import rules
from core import history, snapshot
from core.database import StoreError
from core.engine import Settings, check_document, check_file
from core.findings import Result, Waiver
from core.history import Counts, History
from tests.report.making import HEADER, document, form_rows, table

SAMPLES = Path(__file__).parent.parent / "resources" / "samples"
TITLE = "青禾县2018年政府信息公开工作年度报告"


@pytest.fixture(scope="module")
def result() -> Result:
    draft = document(TITLE, "一、概述", "全县认真执行条例，信息发布更加及时。" * 12, table([HEADER, *form_rows()]))
    checked = check_document(draft, rules.builtin(), Settings(as_of=date(2019, 3, 1)))
    return replace(checked, path="/年报/草稿.docx", digest="a", checked_at="2019-03-01T09:00:00")


@pytest.fixture
def past(tmp_path: Path) -> History:
    return History(tmp_path / "数据" / "nianbao.db")


def test_looking_writes_nothing(past: History, tmp_path: Path) -> None:
    assert past.recent(5) == past.of("/年报/草稿.docx") == ()
    assert past.result(1) is None
    past.forget()
    assert not (tmp_path / "数据").exists()


def test_a_check_is_remembered_and_looked_at_again(past: History, result: Result) -> None:
    assert past.record(result)
    (check,) = past.of(result.path)
    assert (check.name, check.title, check.unit, check.year) == ("草稿.docx", TITLE, "青禾县人民政府", 2018)
    assert (check.made, check.viewable) == ("2019-03-01T09:00:00", True)
    assert check.counts == history.counts_of(result)
    assert check.counts.ready == result.verdict.ready
    assert past.result(check.number) == result


def test_the_same_state_checked_again_is_one_check(past: History, result: Result) -> None:
    for clock in ("09:00:00", "09:05:00"):
        past.record(replace(result, checked_at=f"2019-03-01T{clock}"))
    past.record(replace(result, digest="b", checked_at="2019-03-01T09:10:00"))
    assert [check.made[11:] for check in past.of(result.path)] == ["09:05:00", "09:10:00"]


def test_a_dismissal_in_between_is_a_state_of_its_own(past: History, result: Result) -> None:
    past.record(result)
    first = replace(result.findings[0], waived=Waiver("已核实", "2019-03-01T09:01:00"))
    past.record(replace(result, findings=(first, *result.findings[1:])))
    assert [check.counts.waived for check in past.of(result.path)] == [0, 1]


def test_the_last_check_of_each_draft_latest_first(past: History, result: Result) -> None:
    for name, clock in (("甲.docx", "1"), ("乙.pdf", "2"), ("甲.docx", "3")):
        past.record(replace(result, path=name, digest=clock, checked_at=f"2019-03-01T09:0{clock}:00"))
    assert [(check.path, check.made[15]) for check in past.recent(5)] == [("甲.docx", "3"), ("乙.pdf", "2")]
    assert [check.path for check in past.recent(1)] == ["甲.docx"]


def test_old_checks_are_forgotten(past: History, result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "KEPT_CHECKS", 5)
    monkeypatch.setattr(history, "KEPT_SNAPSHOTS", 2)
    for number in range(8):
        past.record(replace(result, digest=str(number)))
    assert [check.viewable for check in past.of(result.path)] == [False, False, False, True, True]


def test_forgetting(past: History, result: Result) -> None:
    for name in ("甲.docx", "乙.pdf"):
        past.record(replace(result, path=name))
    past.forget("甲.docx")
    assert [check.path for check in past.recent(5)] == ["乙.pdf"]
    past.forget()
    assert past.recent(5) == ()


def test_a_name_that_is_no_text(past: History, result: Result) -> None:
    odd = os.fsdecode(b"/x/\xff.docx")
    assert past.record(replace(result, path=odd))
    assert len(past.of(odd)) == 1


def test_a_damaged_file_stops_no_check(tmp_path: Path, result: Result) -> None:
    path = tmp_path / "nianbao.db"
    path.write_bytes(b"no database at all" * 100)
    assert not History(path).record(result)
    with pytest.raises(StoreError, match=r"检查记录.*已经损坏"):
        History(path).recent(5)


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.docx")), ids=lambda path: path.stem)
def test_a_real_result_comes_back_as_it_was(sample: Path) -> None:
    result = check_file(str(sample), rules.builtin())
    packed = snapshot.to_bytes(result)
    assert packed is not None
    assert snapshot.from_bytes(packed) == result


def test_a_snapshot_makes_nothing_but_results(result: Result) -> None:
    packed = snapshot.to_bytes(result) or b""
    shape = packed[:16]

    class Harm:
        def __reduce__(self) -> tuple[object, tuple[str]]:
            return os.system, ("true",)

    evil = io.BytesIO()
    pickle.dump(Harm(), evil)
    assert snapshot.from_bytes(shape + zlib.compress(evil.getvalue())) is None
    assert snapshot.from_bytes(shape + zlib.compress(pickle.dumps(Counts(0, 0, 0, 0, 0)))) is None
    assert snapshot.from_bytes(packed[:-9]) is None
    assert snapshot.from_bytes(b"another version!" + packed[16:]) is None


def test_a_result_too_large_is_remembered_without_its_pages(
    past: History, result: Result, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "MOST_BYTES", 100)
    past.record(result)
    (check,) = past.of(result.path)
    assert not check.viewable
    assert past.result(check.number) is None
