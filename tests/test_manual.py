"""The manual is made from the rules: up to date, and complete."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

import rules
from core import manual
from core.checklist_form import COLUMNS
from core.layers.format import KINDS, LISTS, Checklist
from core.option import options_of
from core.rule import Rule
from scripts import make_manual

ROOT = make_manual.ROOT


def test_the_pages_are_up_to_date() -> None:
    assert make_manual.stale() == [], "run: python -m scripts.make_manual"


def test_pages_are_made_changed_and_removed(tmp_path: Path) -> None:
    made = make_manual.pages()
    assert set(make_manual.write(tmp_path)) == set(made)
    assert make_manual.write(tmp_path) == []
    page = tmp_path / make_manual.PAGES / "table.sum.md"
    page.write_text("我改的", "utf-8")
    gone = tmp_path / make_manual.PAGES / "no.such-rule.md"
    gone.write_text("旧的", "utf-8")
    assert len(make_manual.write(tmp_path)) == 2
    assert not gone.exists()
    assert page.read_text("utf-8") == made[make_manual.PAGES / "table.sum.md"]


@pytest.mark.parametrize("rule", rules.CHECKS, ids=lambda rule: rule.id)
def test_a_page_says_everything_about_a_rule(rule: Rule, tmp_path: Path) -> None:
    page = manual.as_markdown(rule)
    words = rule.manual
    for part in (rule.id, rule.title, words.summary, words.checks, words.why, words.basis, words.wrong, words.right):
        assert part in page
    example = yaml.safe_load(page.split("```yaml\n")[1].split("```")[0])
    assert set(example["rules"][rule.id]) == {"enabled", "severity", *(options_of(type(rule.options)) if rule.options else {})}
    (tmp_path / "a.yaml").write_text(page.split("```yaml\n")[1].split("```")[0], "utf-8")
    found = rules.in_force(tmp_path)
    assert found.mistakes == ()
    changed = found.ruleset.rule(rule.id)
    assert changed is not None
    assert (changed.options, changed.enabled, changed.level) == (rule.options, rule.enabled, rule.severity)


def test_the_overview_links_every_page() -> None:
    page = (ROOT / "docs" / "rules.md").read_text("utf-8")
    for rule in rules.CHECKS:
        target = f"../rules/manual/{rule.id}.md"
        assert f"]({target})" in page
        assert (ROOT / "docs" / target).exists()
    assert {rule.id.partition(".")[0] for rule in rules.CHECKS} <= set(manual.FAMILIES)


def test_the_ids_that_layers_may_name_are_listed() -> None:
    page = (ROOT / "docs" / "form-ids.md").read_text("utf-8")
    for edition in rules.builtin().editions:
        names = [form.id for form in edition.forms] + [chapter.id for chapter in edition.chapters]
        names += [item.id for item in edition.items] + [row.id for form in edition.forms for row in form.rows]
        names += [column.id for form in edition.forms for column in form.values]
        assert all(f"`{name}`" in page for name in names)


def test_the_page_on_local_rules_names_every_option() -> None:
    page = (ROOT / "docs" / "local-rules.md").read_text("utf-8")
    for key, kind in LISTS.items():
        assert f"`{key}`" in page or f"{key}、" in page or f"、{key}" in page
        assert all(f"`{name}`" in page for name in options_of(kind)), key
    assert all(f"`{kind}`" in page for kind in KINDS)
    assert all(f"`{name}`" in page for name in options_of(Checklist))
    assert "、".join(COLUMNS) in page
