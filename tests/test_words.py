"""The word lists: every entry has a reason, matches its wrong examples and leaves its right ones alone."""

from __future__ import annotations

import re

import pytest

from core.text.fold import fold
from rules.citations import find_titles
from rules.documents import _Words as Documents
from rules.repeated_figures import Words as Figures
from rules.repeated_figures import _Subject
from rules.wordlists import Entry, entries, load

LISTS = [(name, entry) for name in ("placeholders", "submission") for entry in entries(name)]
SUBJECTS = load("repeated_figures", Figures).subjects


@pytest.mark.parametrize(("name", "entry"), LISTS, ids=[f"{name}-{entry.id}" for name, entry in LISTS])
def test_an_entry_matches_its_wrong_examples_and_no_right_one(name: str, entry: Entry) -> None:
    assert entry.reason
    assert entry.says
    assert entry.wrong
    assert entry.right
    for example in entry.wrong:
        assert _found(entry, example), example
    for example in entry.right:
        assert not _found(entry, example), example


def _found(entry: Entry, example: str) -> bool:
    text = re.sub("《[^《》]+》|“[^“”]+”", "", fold(example).text)
    return bool(re.search(entry.pattern, text)) and not (entry.unless and re.search(entry.unless, text))


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.id)
def test_a_figure_has_an_example_that_counts_and_one_that_does_not(subject: _Subject) -> None:
    pattern = subject.filled()
    assert subject.reason
    assert re.search(pattern, subject.wrong)
    assert not (re.search(pattern, subject.right) and not re.search(subject.unless, subject.right))


def test_every_document_has_one_title_a_reason_and_numbers() -> None:
    lists = load("documents", Documents)
    titles = [title for each in lists.documents for title in (each.title, *each.short)]
    assert len(titles) == len(set(titles))
    assert all(each.numbers and each.reason for each in lists.documents)
    known = {number for each in lists.documents for number in each.numbers}
    assert {old.number for old in lists.superseded} <= known


def test_a_title_with_marks_inside_is_one_title_with_its_number() -> None:
    text = fold("按照《甲关于印发〈乙办法〉的通知》（国办发〔2018〕23号，以下简称《通知》）和《丙》（国务院令第711号）").text
    found = [(title.words, title.number.key if title.number else None) for title in find_titles(text)]
    assert found == [("甲关于印发乙办法的通知", "国办发2018-23"), ("通知", None), ("丙", "国务院令711")]
