"""Likeness of strings, and the alignment of two lists by it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.text.similarity import EXACT, align, aligned_one_way, ratio

WORDS = st.text(st.sampled_from("同意公开答复数部分"), max_size=6)
LISTS = st.lists(WORDS, max_size=5)
LEAST = 0.66


def test_equal_strings_are_wholly_alike_and_strangers_not_at_all() -> None:
    assert ratio("同意公开答复数", "同意公开答复数") == 1.0
    assert ratio("", "") == 1.0
    assert ratio("同意公开", "") == ratio("", "同意公开") == ratio("甲乙丙", "丁戊己") == 0.0


@pytest.mark.parametrize(
    ("written", "official", "others"),
    [
        ("同一公开答复数", "同意公开答复数", ["同意部分公开答复数", "不同意公开答复数"]),
        ("告知做出更改补充数", "告知作出更改补充数", ["告知通过其他途径办理数"]),
        ("行政诉讼量", "行政诉讼数量", ["行政复议数量", "举报投诉数量"]),
        ("涉及国家机密", "涉及国家秘密", ["涉及商业秘密", "涉及个人隐私"]),
    ],
)
def test_a_misspelt_label_is_most_like_its_own(written: str, official: str, others: list[str]) -> None:
    assert LEAST <= ratio(written, official) < 1
    assert all(ratio(written, other) < ratio(written, official) for other in others)


@given(WORDS, WORDS)
def test_likeness_lies_between_none_and_whole(left: str, right: str) -> None:
    alike = ratio(left, right)
    assert 0 <= alike <= 1
    assert (alike == 1) == (left == right)


@given(LISTS, LISTS)
def test_pairs_ascend_strictly_on_both_sides_and_are_alike(left: list[str], right: list[str]) -> None:
    pairs = align(left, right, LEAST)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))
    assert all(ratio(left[i], right[j]) >= LEAST for i, j in pairs)


def best(left: Sequence[str], right: Sequence[str]) -> float:
    """The greatest sum of likeness, by trying everything."""
    if not left or not right:
        return 0.0
    tried = [best(left[1:], right), best(left, right[1:])]
    alike = ratio(left[0], right[0])
    if alike >= LEAST:
        tried.append((EXACT if alike == 1 else alike) + best(left[1:], right[1:]))
    return max(tried)


@settings(max_examples=60)
@given(LISTS, LISTS)
def test_no_other_alignment_is_better(left: list[str], right: list[str]) -> None:
    got = [ratio(left[i], right[j]) for i, j in align(left, right, LEAST)]
    assert sum(EXACT if alike == 1 else alike for alike in got) == pytest.approx(best(left, right))


@given(st.lists(WORDS, max_size=12))
def test_a_list_is_aligned_with_itself_line_by_line(words: list[str]) -> None:
    assert align(words, words, LEAST) == [(number, number) for number in range(len(words))]


def test_missing_extra_and_misspelt_rows_stay_where_they_are() -> None:
    official = ["维持数", "纠错数", "其他情形数", "维持或者驳回数", "纠错数", "其他情形数", "举报投诉数量"]
    draft = ["维持数", "纠错数", "其他情形数", "本地增加的行", "维持或驳回数", "纠错数", "举报投诉数量"]
    assert align(draft, official, LEAST) == [(0, 0), (1, 1), (2, 2), (4, 3), (5, 4), (6, 6)]


@pytest.mark.parametrize(("left", "right"), [([], []), (["甲"], []), ([], ["甲"]), (["甲"], ["乙"])])
def test_nothing_to_align(left: list[str], right: list[str]) -> None:
    assert align(left, right, LEAST) == []


def test_equal_strings_in_the_one_way_that_fits() -> None:
    cycle = ["维持", "纠正", "总计"] * 3
    for gone in range(len(cycle)):
        pairs = aligned_one_way([text for at, text in enumerate(cycle) if at != gone], cycle)
        assert [j for _, j in pairs] == [j for j in range(len(cycle)) if j != gone]


@pytest.mark.parametrize("left", [["维持", "纠正", "总计"], ["维持", "维持", "维持"], ["维持"], ["不明"], []])
def test_strings_that_fit_in_several_ways_or_in_none_are_left(left: list[str]) -> None:
    assert aligned_one_way(left, ["维持", "纠正", "总计"] * 2) == []
