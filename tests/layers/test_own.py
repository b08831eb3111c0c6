"""The layer that the program writes: what it says stays through writing and reading, and nobody else's file is touched."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.findings import Severity
from core.layers.own import MARK, OwnLayer, deadline, is_ours, own_path, own_unit, read_own, with_unit
from rules import in_force


def full() -> OwnLayer:
    """A layer with something of everything, words that YAML would misread among them."""
    layer = with_unit(OwnLayer(), "青禾县农业农村局", "department")
    layer = layer.with_change("structure.sign-off", {"enabled": False})
    layer = layer.with_change("contact.missing", {"fields": ("address", "phone"), "severity": Severity.INFO})
    layer = layer.with_change("table.magnitude", {"limits": {"8.4": 500}})
    layer = layer.with_change("period.deadline", {"department": "1-20"})
    layer = layer.with_entry("required", {"name": "on", "phrase": ("a: b #c", "否", "2024-01-01", "12:30", "0x1F")})
    layer = layer.with_entry("patterns", {"name": "电话", "pattern": r"\d{7,8}[转-]\d{3}", "message": "𠮷 - 不写“分机号”"})
    relation = {
        "form": "3",
        "each": "row",
        "op": "<=",
        "left": ["business"],
        "right": ["total"],
        "says": "不大于",
        "edition": "2021",
    }
    return layer.with_entry("relations", {"name": "商业企业", **relation})


def test_what_is_written_is_read_again_and_used(tmp_path: Path) -> None:
    own_path(tmp_path).write_text(full().text(), "utf-8")
    found = read_own(tmp_path)
    assert found.mistake is None
    assert found.layer == full()
    assert found.layer.text() == full().text()
    layered = in_force(tmp_path)
    assert layered.mistakes == ()
    rule = layered.ruleset.rule("local.on")
    assert rule is not None
    assert rule.manual.checks == "写明“a: b #c”等"
    limits = layered.ruleset.rule("table.magnitude")
    assert limits is not None
    assert limits.options.limits == {"8.4": 500}


def test_the_first_line_says_who_wrote_it_and_a_rule_is_switched_off_in_one_word() -> None:
    lines = full().text().splitlines()
    assert lines[0] == MARK
    assert "  structure.sign-off: off" in lines


def test_who_set_what_is_known(tmp_path: Path) -> None:
    (tmp_path / "10-县里.yaml").write_text("rules:\n  contact.missing:\n    fields: [phone]\n    severity: error\n", "utf-8")
    layer = OwnLayer().with_change("contact.missing", {"severity": "info"})
    (tmp_path / layer.file).write_text(layer.text(), "utf-8")
    rule = in_force(tmp_path).ruleset.rule("contact.missing")
    assert rule is not None
    assert dict(rule.set_by) == {"fields": "10-县里.yaml", "severity": layer.file}


def test_a_file_written_by_hand_is_never_taken(tmp_path: Path) -> None:
    (tmp_path / "50-本单位.yaml").write_text("# 手写\nname: 甲\n", "utf-8")
    assert own_path(tmp_path).name == "60-本单位.yaml"
    assert not is_ours(tmp_path / "50-本单位.yaml")
    assert read_own(tmp_path).layer.name == "本单位"


def test_what_the_window_does_not_know_stays(tmp_path: Path) -> None:
    text = f"{MARK}\nname: 甲\nheadings:\n  - {{item: other, heading: [其他]}}\nchecklist:\n  title: 审核单\n"
    own_path(tmp_path).write_text(text, "utf-8")
    again = read_own(tmp_path).layer.with_change("structure.sign-off", {"enabled": False}).text()
    assert "heading: [其他]" in again
    assert "title: 审核单" in again


@pytest.mark.parametrize(
    ("body", "line"), [("rules: [\n", 3), ("rules:\n  a: [1]\n", 3), ("required: x\n", 2), ("a: 1\na: 2\n", 3)]
)
def test_a_broken_own_file_is_said_with_its_line(tmp_path: Path, body: str, line: int) -> None:
    own_path(tmp_path).write_text(f"{MARK}\n{body}", "utf-8")
    found = read_own(tmp_path)
    assert found.mistake is not None
    assert found.mistake.line == line


def test_entries_are_changed_renamed_and_taken_away() -> None:
    layer = full().with_change("local.on", {"enabled": False})
    renamed = layer.with_entry("required", {"name": "专栏", "phrase": ["专栏"]}, 0)
    assert not renamed.is_on("local.专栏")
    assert "local.on" not in renamed.rules
    gone = renamed.without_entry("required", 0)
    assert "required" not in gone.lists
    assert "local.专栏" not in gone.rules


def test_the_unit_is_one_entry_among_others() -> None:
    layer = OwnLayer().with_list("units", [{"name": "甲镇", "kind": "township"}])
    named = with_unit(layer, "乙县开发区", "government")
    assert own_unit(named) == ("乙县开发区", "government")
    again = with_unit(named, "乙县高新区", "government")
    assert [each["name"] for each in again.lists["units"]] == ["乙县高新区", "甲镇"]
    assert with_unit(again, "", "government") == layer
    assert not layer.empty
    assert OwnLayer().empty


def test_the_deadline_of_the_last_layer_counts(tmp_path: Path) -> None:
    first, second, broken = tmp_path / "10-a.yaml", tmp_path / "20-b.yaml", tmp_path / "30-c.yaml"
    first.write_text("rules:\n  period.deadline:\n    department: 1-20\n    township: 1-15\n", "utf-8")
    second.write_text("rules:\n  period.deadline:\n    department: 1-10\n", "utf-8")
    broken.write_text("rules: [", "utf-8")
    files = [first, second, broken]
    assert [deadline(files, kind) for kind in ("department", "township", "government")] == ["1-10", "1-15", ""]
