"""Rules that are off: listed, not in force and not in the checklist, until a local layer switches them on."""

from __future__ import annotations

from pathlib import Path

import pytest

import rules
from core.findings import Severity
from tests.layers.making import TEXT, TITLE, check, draft, findings, layers, row
from tests.report.making import document

OPTIONAL = [rule.id for rule in rules.CHECKS if not rule.enabled]


def test_the_classes_without_an_id_of_their_own_are_there_and_only_inform() -> None:
    assert len(OPTIONAL) == 10
    for rule in (rule for rule in rules.CHECKS if not rule.enabled):
        assert (rule.severity, rule.required) == (Severity.INFO, False)


def test_none_is_in_force_by_itself() -> None:
    result = check(rules.in_force(), draft())
    assert not {line.rule for line in result.checklist} & set(OPTIONAL)
    assert not {finding.rule for finding in result.findings} & set(OPTIONAL)


@pytest.mark.parametrize("rule_id", OPTIONAL)
def test_a_layer_switches_one_on(rule_id: str, tmp_path: Path) -> None:
    result = check(layers(tmp_path, f"rules: {{{rule_id}: on}}\n"), draft())
    assert row(result, rule_id) is not None
    assert {line.rule for line in result.checklist} & set(OPTIONAL) == {rule_id}


def test_an_office_names_its_own_words(tmp_path: Path) -> None:
    layer = "rules: {language.outdated-name: {enabled: true, words: [信息发布更加及时]}}\n"
    found = findings(check(layers(tmp_path, layer), draft()), "language.outdated-name")
    assert found
    assert "本单位列出的词语" in found[0].message


@pytest.mark.parametrize(("host", "count"), [("qinghe.gov.cn", 0), ("chengxi.gov.cn", 1)])
def test_an_office_names_its_own_website(host: str, count: int, tmp_path: Path) -> None:
    layer = f"rules: {{contact.website-host: {{enabled: true, hosts: [{host}]}}}}\n"
    text = document(TITLE, "如有疑问，请登录http://www.qinghe.gov.cn查询。", "一、概述", TEXT)
    assert len(findings(check(layers(tmp_path, layer), text), "contact.website-host")) == count
