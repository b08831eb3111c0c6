"""The word lists of the language rules: every entry fires in its wrong sentence and leaves its right ones alone."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from core.errors import RuleDataError
from core.text.fold import folded
from rules.language.repeated import builtin_repeated, read_repeated
from rules.language.terms import Kind, Term, builtin_terms, openings, read_terms

TERMS = builtin_terms()
REPEATED = builtin_repeated()


@pytest.mark.parametrize("term", TERMS.entries, ids=lambda term: f"{term.wrong}-{term.right}")
def test_a_term_fires_in_its_wrong_sentence_and_nothing_else_does(term: Term) -> None:
    assert [found for found, _, _ in TERMS.find(folded(term.bad))] == [term]


@pytest.mark.parametrize("term", TERMS.entries, ids=lambda term: f"{term.wrong}-{term.right}")
def test_the_right_sentences_of_a_term_are_left_alone(term: Term) -> None:
    assert term.fine
    for sentence in term.fine:
        assert [found.wrong for found, _, _ in TERMS.find(folded(sentence))] == []


def test_every_term_has_a_reason_and_a_right_form_that_does_not_fire() -> None:
    for term in TERMS.entries:
        assert len(term.why) >= 6, term.wrong
        assert not list(TERMS.find(folded(term.right))), term.right
    assert {term.kind for term in TERMS.entries} == set(Kind)


def test_a_long_text_is_searched_fast() -> None:
    text = "全县各级行政机关认真做好政府信息公开工作，按照统一安排及时更新栏目。" * 20_000
    started = time.perf_counter()
    assert not list(TERMS.find(text))
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize(
    ("pattern", "chars"),
    [
        ("截止(?=年)", "截"),
        ("[拦兰]目", "拦兰"),
        ("(?:公开|公示)[拦]|专拦", "公公专"),
        ("(?P<mark>即)要", "即"),
        ("甲[|)]乙|丙", "甲丙"),
    ],
)
def test_the_characters_that_a_pattern_opens_with(pattern: str, chars: str) -> None:
    assert "".join(openings(pattern)) == chars


def test_a_pattern_that_opens_with_no_character_is_refused() -> None:
    with pytest.raises(ValueError, match="开头必须是文字"):
        list(openings(r"\d+条"))


@pytest.mark.parametrize(
    "entry",
    [
        "- {wrong: 甲, right: 乙}",
        "- {wrong: 甲, right: 乙, kind: nonsense, why: 丙, bad: 丁, fine: []}",
        "- {wrong: 甲, right: 乙, kind: wrong-character, why: 丙, bad: 丁, fine: [], pattern: '甲('}",
        "- {wrong: 甲, right: 乙, kind: wrong-character, why: 丙, bad: 丁, fine: [], pattern: '.甲'}",
    ],
)
def test_a_wrong_list_is_refused_with_its_name(entry: str, tmp_path: Path) -> None:
    path = tmp_path / "local.yaml"
    path.write_text(entry, encoding="utf-8")
    with pytest.raises(RuleDataError, match=r"local\.yaml"):
        read_terms(path)
    with pytest.raises(RuleDataError, match=r"local\.yaml"):
        read_repeated(path)


def repetitions(sentence: str) -> list[str]:
    """What stands twice in a sentence."""
    text = folded(sentence)
    return [text[start:end] for start, end in REPEATED.find(text)]


FIRING = [each.bad for each in REPEATED.characters] + [each.bad for each in REPEATED.redundant]
FIRING += [f"应当{head.word[0]}{head.word}各项事务" for head in REPEATED.heads]
FIRING += [f"做好{word}{word[-1]}，取得成效" for word in REPEATED.tails]
FIRING += [f"应当{verb}{link}{verb}各项事务" for verb in REPEATED.verbs for link in "了并"]
FINE = [each for entry in REPEATED.characters for each in entry.fine]
FINE += [each for entry in REPEATED.redundant for each in entry.fine]
FINE += [each for entry in REPEATED.legitimate for each in entry.fine]
FINE += [f"应{char}{head.word}" for head in REPEATED.heads for char in head.before if char not in head.word]


@pytest.mark.parametrize("sentence", FIRING)
def test_a_slip_is_found_once(sentence: str) -> None:
    assert len(repetitions(sentence)) == 1


@pytest.mark.parametrize("sentence", FINE)
def test_a_right_repetition_is_left_alone(sentence: str) -> None:
    assert repetitions(sentence) == []


@pytest.mark.parametrize(("sentence", "word"), [(fine, each.word) for each in REPEATED.inner for fine in each.fine])
def test_a_name_that_a_part_of_the_unit_shares_is_right_there_alone(sentence: str, word: str) -> None:
    ((start, end),) = REPEATED.find(sentence)
    assert REPEATED.names_inner(sentence, start, end, f"青禾县人民政府{word}")
    assert not REPEATED.names_inner(sentence, start, end, "青禾县人民政府")


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [("公布政务服务服务清单", "服务服务"), ("扎实推进推进推广工作", "推进推进"), ("甲乙丙甲乙丙丁", "甲乙丙甲乙丙")],
)
def test_the_word_that_stands_twice_is_marked(sentence: str, marked: str) -> None:
    assert repetitions(sentence) == [marked]
