"""Folding: what falls together for comparing, and the way back to the characters of the draft."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text.fold import bare, fold, folded

# Characters on which folding decides something, among plain ones.
MIXED = st.text(st.sampled_from(list("年报 \t\u3000\u00a0\n\u200b\ufeffab1２Ａ（）－—～【】〔﹝•○Ｏ。、𠮷🙂")), max_size=40)
ANY = st.one_of(MIXED, st.text(max_size=40))


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("盐池 2018 年", "盐池2018年"),
        ("青禾县　２０１８年", "青禾县2018年"),
        ("（一）：；，！？％", "(一):;,!?%"),
        ("ＡＢＣａｂｃ", "ABCabc"),
        ("a－b—c–d−e─f", "a-b-c-d-e-f"),
        ("1月～12月〜", "1月~12月~"),
        ("二○一八、二◯一八、二Ｏ一八", "二〇一八、二〇一八、二〇一八"),
        ("国办发﹝2014﹞32号", "国办发〔2014〕32号"),
        ("【附件】", "[附件]"),
        ("张•三‧李・四", "张·三·李·四"),
        ("政\u200b务\ufeff公\u00ad开", "政务公开"),
        ("“放管服”《条例》、。", "“放管服”《条例》、。"),
        ("", ""),
        (" \u3000\t\n", ""),
    ],
)
def test_variants_fall_together(original: str, expected: str) -> None:
    assert folded(original) == expected


@pytest.mark.parametrize(
    ("original", "expected"),
    [
        ("LED  电子屏", "LED电子屏"),
        ("APP  store", "APP store"),
        ("Tel  0950 5550100", "Tel 0950 5550100"),
        ("Ａ　Ｂ", "A B"),
        ("12 、 34", "12、34"),
        ("a\u200bb", "a b"),
    ],
)
def test_one_blank_stays_between_latin_words_only(original: str, expected: str) -> None:
    assert folded(original) == expected


def test_bare_drops_the_last_blanks_too() -> None:
    assert bare("APP  客户 端 v 2") == "APP客户端v2"


def test_a_range_leads_back_to_the_characters_of_the_draft() -> None:
    text = "共 受理　１ ２件，LED  屏"
    words = fold(text)
    start = words.text.index("1")
    assert words.text == "共受理1 2件,LED屏"
    assert text[slice(*words.back(start, start + 4))] == "１ ２件"
    assert text[slice(*words.back(0, 3))] == "共 受理"
    assert words.back(len(words.text), len(words.text)) == (len(text), len(text))


def test_an_empty_range_is_an_empty_place() -> None:
    assert fold("年 报").back(1, 1) == (2, 2)


@given(ANY)
def test_every_folded_character_has_one_origin_further_on(text: str) -> None:
    words = fold(text)
    assert len(words.origin) == len(words.text)
    assert words.length == len(text)
    assert all(a < b for a, b in zip((-1, *words.origin), (*words.origin, len(text)), strict=True))


@given(ANY, st.data())
def test_back_stays_inside_the_text_and_is_monotone(text: str, data: st.DataObject) -> None:
    words = fold(text)
    bounds = st.integers(0, len(words.text))
    start, end = sorted((data.draw(bounds), data.draw(bounds)))
    further = data.draw(st.integers(start, end))
    lo, hi = words.back(start, end)
    assert 0 <= lo <= hi <= len(text)
    assert lo <= words.back(further, end)[0]
    assert words.back(start, further)[1] <= hi


@given(ANY, st.data())
def test_the_original_of_a_range_folds_to_that_range(text: str, data: st.DataObject) -> None:
    words = fold(text)
    bounds = st.integers(0, len(words.text))
    start, end = sorted((data.draw(bounds), data.draw(bounds)))
    expected = words.text[start:end]
    assert folded(text[slice(*words.back(start, end))]) == expected.strip(" ")


@given(ANY)
def test_folding_twice_changes_nothing(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert " " not in bare(text)
