"""Rules and editions as data: unique, complete, and refused with their place where they are wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

import rules
from core.errors import RuleDataError
from core.rule import parse_manual
from core.ruleset import load_edition


def test_rule_ids_are_unique_and_known() -> None:
    ids = [each.id for each in rules.builtin().rules]
    assert len(ids) == len(set(ids))
    assert all(rules.builtin().rule(rule_id) is each for rule_id, each in zip(ids, rules.CHECKS, strict=True))
    assert rules.builtin().rule("no.such-rule") is None


@pytest.mark.parametrize("part", ["检查", "为什么", "依据", "错误示例", "正确示例"])
def test_a_manual_page_without_a_part_is_refused(part: str) -> None:
    parts = ("检查", "为什么", "依据", "错误示例", "正确示例")
    whole_page = "一句话。\n\n" + "\n".join(f"    {name}：内容{name}" for name in parts)
    assert parse_manual(whole_page).right == "内容正确示例"
    with pytest.raises(ValueError, match=part):
        parse_manual(whole_page.replace(f"    {part}：内容{part}", ""))


GOOD = "key: '2008'\nname: 版\nyears: [2008, 2018]\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("key: [", "edition.yaml"),
        ("key: '2008'\nname: 版\n", "years"),
        (GOOD + "items: 3\n", "items"),
        (GOOD + "items: [{id: a, title: b, basis: c, rows: ['9.9']}]\n", r"9\.9"),
        (GOOD + "links: [{id: a, name: b, pattern: c, rows: ['8.8']}]\n", r"8\.8"),
        ("", "edition.yaml"),
    ],
)
def test_wrong_data_are_refused_with_their_place(data: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "edition.yaml"
    path.write_text(data, "utf-8")
    with pytest.raises(RuleDataError, match=told) as error:
        load_edition(path)
    assert "edition.yaml" in str(error.value)


def test_right_data_are_read(tmp_path: Path) -> None:
    path = tmp_path / "edition.yaml"
    path.write_text(GOOD, "utf-8")
    edition = load_edition(path)
    assert edition.covers(2008)
    assert edition.covers(2018)
    assert not edition.covers(2019)


def test_every_year_from_2008_has_one_edition() -> None:
    for year in range(2008, 2031):
        assert sum(edition.covers(year) for edition in rules.builtin().editions) == 1, year
