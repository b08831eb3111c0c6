"""Patterns that users write: right ones match, wrong and oversized ones are refused, slow ones are stopped."""

from __future__ import annotations

import time

import pytest

from core.text.guarded import Budget, GuardedPattern, PatternError, PatternTooSlow


def found(pattern: str, text: str) -> list[str]:
    return [text[slice(*span)] for span in GuardedPattern(pattern).find(text, Budget(1))]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("公开|信息", "政府信息公开", ["信息", "公开"]),
        (r"\d+件", "12件和3件", ["12件", "3件"]),
        (r"(?<!不)予以公开", "不予以公开，予以公开", ["予以公开"]),
        (r"\p{Han}{4}", "政府信息公开", ["政府信息"]),
        (".{0,20}公开.{0,20}信息.{0,20}", "公开信息", ["公开信息"]),
        ("[{}()]{2}", "(){}", ["()", "{}"]),
        ("(?=公开)", "公开", []),
    ],
)
def test_a_right_pattern_matches(pattern: str, text: str, matches: list[str]) -> None:
    assert found(pattern, text) == matches


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("[", "不是合法的正则表达式"),
        ("(甲", "第 3 个字符"),
        ("*甲", "不是合法的正则表达式"),
        ("甲*", "连空白也能匹配"),
        ("", "连空白也能匹配"),
        ("甲" * 2001, "过长"),
        ("(?:(?:a{250}){250}){250}", "重复次数过大"),
        ("((((((a{10}){10}){10}){10}){10}){10}){10}", "重复次数过大"),
        ("a{1,99999999}", "重复次数过大"),
        ("(?R)?a", "递归"),
        ("(a|(?1)b)", "递归"),
    ],
)
def test_a_wrong_pattern_is_refused_with_a_sentence(pattern: str, told: str) -> None:
    started = time.process_time()
    with pytest.raises(PatternError, match=told):
        GuardedPattern(pattern)
    assert time.process_time() - started < 1


def test_a_slow_pattern_is_stopped() -> None:
    pattern, started = GuardedPattern("(x+x+)+y"), time.process_time()
    with pytest.raises(PatternTooSlow):
        list(pattern.find("x" * 5000, Budget(0.3)))
    assert time.process_time() - started < 2


def test_all_searches_of_a_pattern_share_one_budget() -> None:
    pattern, budget, started = GuardedPattern("(x+x+)+y"), Budget(0.3), time.process_time()
    for _ in range(5):
        with pytest.raises(PatternTooSlow):
            list(pattern.find("x" * 5000, budget))
    assert time.process_time() - started < 2
