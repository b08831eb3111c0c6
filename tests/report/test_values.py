"""What stands in a cell that should hold a number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.report.values import Kind, read_value


@pytest.mark.parametrize(
    ("text", "value", "whole"),
    [
        ("0", "0", True),
        ("16084", "16084", True),
        (" 16 084 ", "16084", True),
        ("１６０８４", "16084", True),
        ("16,084", "16084", True),
        ("１６，０８４", "16084", True),
        ("46.50", "46.5", False),
        ("12.00", "12", True),
        ("-5", "-5", False),
        ("－5", "-5", False),
        ("+4", "4", True),
        ("9\n8", "98", True),
    ],
)
def test_numbers(text: str, value: str, whole: bool) -> None:
    found = read_value(text)
    assert (found.kind, found.value, found.whole) == (Kind.NUMBER, Decimal(value), whole)


@pytest.mark.parametrize("text", ["", " ", "\n", "-", "—", "——", "/", "\\", "～", "无", "空", "没有", "未发生", "×", "x"])
def test_blanks(text: str) -> None:
    found = read_value(text)
    assert (found.kind, found.value, found.whole) == (Kind.BLANK, None, False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1（新闻通气会）", "1"),
        ("6期", "6"),
        ("251000元", "251000"),
        ("1,22", "1"),
        ("约12", None),
        ("十二", None),
        ("见附表", None),
        ("XX", None),
        ("-无", None),
    ],
)
def test_texts(text: str, value: str | None) -> None:
    found = read_value(text)
    assert (found.kind, found.value) == (Kind.TEXT, None if value is None else Decimal(value))


@given(st.integers(0, 10**12), st.integers(0, 3))
def test_a_printed_count_is_read_back(number: int, zeros: int) -> None:
    for printed in (f"{number}", f"{number:,}", f"{number}.{'0' * zeros}" if zeros else f"{number}"):
        found = read_value(printed)
        assert (found.kind, found.value, found.whole) == (Kind.NUMBER, Decimal(number), True)


@given(st.text(max_size=12))
def test_no_cell_is_too_odd(text: str) -> None:
    found = read_value(text)
    assert (found.value is None) or found.kind is not Kind.BLANK
