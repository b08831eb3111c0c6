"""The store: dismissals kept between checks; damaged, locked or out of reach it never stops a check."""

from __future__ import annotations

import sqlite3
from datetime import date
from pathlib import Path

import pytest

import rules
from core.database import DATA_FOLDER, StoreError, default_path
from core.engine import Settings, check_document
from core.findings import Result, Status, Waiver
from core.store import Store
from core.waivers import keys
from tests.report.making import HEADER, document, form_rows, table

TITLE = "青禾县2018年政府信息公开工作年度报告"


@pytest.fixture(scope="module")
def result() -> Result:
    draft = document(TITLE, "一、概述", "全县认真执行条例，信息发布更加及时。" * 12, table([HEADER, *form_rows()]))
    return check_document(draft, rules.builtin(), Settings(as_of=date(2019, 3, 1)))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "数据" / "nianbao.db")


def test_looking_writes_nothing(store: Store, result: Result) -> None:
    assert store.dismissals() == ()
    assert store.apply(result) == result
    assert not store.remove(keys(result)[0])
    assert not store.path.parent.exists()


def test_a_dismissal_is_kept_and_taken_back(store: Store, result: Result) -> None:
    done = store.dismiss(result, 1, "已核实")
    waiver = done.findings[1].waived
    assert waiver is not None
    assert waiver.reason == "已核实"
    assert len(waiver.when) == 19
    assert Store(store.path).apply(result) == done
    (kept,) = store.dismissals()
    assert (kept.message, kept.excerpt) == (result.findings[1].message, result.findings[1].excerpt)
    assert store.restore(done, 1) == result
    assert store.dismissals() == ()


def test_a_second_reason_replaces_the_first(store: Store, result: Result) -> None:
    store.dismiss(result, 0, "甲")
    store.dismiss(result, 0, "乙")
    assert [each.waiver.reason for each in store.dismissals()] == ["乙"]


def test_all_findings_of_a_rule_dismissed_one_by_one(store: Store, result: Result) -> None:
    numbers = [n for n, finding in enumerate(result.findings) if finding.rule == "contact.missing"]
    for number in numbers[:-1]:
        done = store.dismiss(result, number, "没有")
        assert {row.rule: row.status for row in done.checklist}["contact.missing"] is Status.FAIL
    done = store.dismiss(result, numbers[-1], "没有")
    assert {row.rule: row.status for row in done.checklist}["contact.missing"] is Status.WAIVED


def test_dismissals_are_handed_on(store: Store, result: Result, tmp_path: Path) -> None:
    for number in range(3):
        store.dismiss(result, number, f"理由{number}")
    other = Store(tmp_path / "别处.db")
    assert other.import_(store.export()) == 3
    assert other.apply(result) == store.apply(result)
    assert other.import_(store.export()) == 3
    assert len(other.dismissals()) == 3


def test_a_wrong_import_changes_nothing(store: Store, result: Result) -> None:
    store.dismiss(result, 0, "甲")
    half = store.export().replace('"waivers": [', '"waivers": [{"unit": "青禾县"},')
    with pytest.raises(StoreError, match="不是忽略记录"):
        store.import_(half)
    assert len(store.dismissals()) == 1


def damaged(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"this is no database at all" * 100)


def torn(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:120] + b"\xff" * (len(data) - 120))


def a_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir(parents=True)


def from_the_future(path: Path) -> None:
    with sqlite3.connect(path) as base:
        base.execute("PRAGMA user_version = 99")


def of_another_shape(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as base:
        base.execute("CREATE TABLE waivers (x)")


def told(result: Result) -> list[str]:
    """What is said besides how long there is until the deadline."""
    return [note for note in result.notes if "期限" not in note]


@pytest.mark.parametrize("spoil", [damaged, torn, a_folder, from_the_future, of_another_shape])
def test_a_store_that_cannot_be_read_is_said_and_stops_no_check(spoil: object, store: Store, result: Result) -> None:
    store.dismiss(result, 0, "甲")
    assert callable(spoil)
    spoil(store.path)
    done = store.apply(result)
    assert done.findings == result.findings
    (note,) = told(done)
    assert "忽略记录" in note
    assert "没有采用" in note
    assert "\n" not in note
    assert "sqlite" not in note.lower()


def test_a_locked_store_is_said(store: Store, result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    store.dismiss(result, 0, "甲")
    monkeypatch.setattr("core.database._PATIENCE", 0.1)
    with sqlite3.connect(store.path) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert "占用" in told(store.apply(result))[0]
        with pytest.raises(StoreError, match="占用"):
            store.dismiss(result, 1, "乙")
    assert told(store.apply(result)) == []


def test_a_damaged_store_is_set_aside_when_something_is_dismissed(store: Store, result: Result) -> None:
    damaged(store.path)
    assert "下次忽略时，这个文件会改名保存" in told(store.apply(result))[0]
    done = store.dismiss(result, 0, "甲")
    assert done.findings[0].waived is not None
    assert "改名保存" in told(done)[0]
    (aside,) = store.path.parent.glob("*损坏*")
    assert aside.read_bytes().startswith(b"this is no database")
    assert told(store.dismiss(result, 1, "乙")) == []


def test_an_empty_file_is_an_empty_store(store: Store, result: Result) -> None:
    store.path.parent.mkdir()
    store.path.touch()
    assert store.apply(result) == result
    assert store.dismiss(result, 0, "甲").findings[0].waived


def test_what_sqlite_cannot_hold_is_said(store: Store, result: Result) -> None:
    with pytest.raises(StoreError):
        store.dismiss(result, 0, "\udcff")
    assert store.dismissals() == ()


def test_the_folder_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert default_path().parent != tmp_path
    monkeypatch.setenv(DATA_FOLDER, str(tmp_path))
    assert Store().path == tmp_path / "nianbao.db"
    monkeypatch.delenv(DATA_FOLDER)
    assert default_path().name == "nianbao.db"
    assert "nianbao" in default_path().parent.name


def test_the_reason_and_the_time_are_those_of_the_waiver(store: Store, result: Result) -> None:
    done = store.dismiss(result, 0, "甲")
    (kept,) = store.dismissals()
    assert done.findings[0].waived == kept.waiver
    assert isinstance(kept.waiver, Waiver)
