"""Widths and line breaks of texts of Chinese and Latin characters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports.width import clip, display_width, one_line, pad, visible, wrap


@pytest.mark.parametrize(
    ("text", "ambiguous", "width"), [("青禾a1", 1, 6), ("“a”", 1, 3), ("“a”", 2, 5), ("e\u0301", 1, 1), ("", 1, 0)]
)
def test_chinese_characters_count_two(text: str, ambiguous: int, width: int) -> None:
    assert display_width(text, ambiguous) == width


@given(st.text(alphabet="青禾县，。“”（）ab c12\n", max_size=200), st.integers(2, 40), st.integers(1, 2))
def test_lines_keep_every_character_and_fit(text: str, width: int, ambiguous: int) -> None:
    lines = wrap(text, width, ambiguous)
    assert "".join(lines) == text.replace("\n", "")
    assert all(display_width(line.rstrip(), ambiguous) <= width for line in lines)


def test_words_stay_whole_and_lines_do_not_begin_with_a_closing_mark() -> None:
    assert wrap("见 table.sum 项", 9) == ["见 ", "table.sum ", "项"]
    assert wrap("主动公开，情况", 8) == ["主动公", "开，情况"]


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert wrap("abcdefgh", 3) == ["abc", "def", "gh"]


def test_an_empty_text_has_one_empty_line() -> None:
    assert wrap("", 10) == [""]


def test_characters_that_steer_a_terminal_or_break_xml_are_taken_out() -> None:
    assert visible("a\x1b[31mb\x00\u202ec\ud800\ufffe\r\nd\te") == "a[31mbc\nd e"


def test_one_line_joins_chinese_without_a_space() -> None:
    assert one_line(" 主动\n公开 ab\ncd ") == "主动公开 ab cd"


def test_clip_keeps_both_ends_within_the_limit() -> None:
    clipped = clip("始" + "中" * 100 + "终", 30)
    assert len(clipped) == 30
    assert (clipped[0], clipped[-1]) == ("始", "终")
    assert clip("短", 30) == "短"


def test_pad_fills_to_the_display_width() -> None:
    assert pad("青禾", 6) == "青禾  "
    assert pad("青禾县", 4) == "青禾县"
