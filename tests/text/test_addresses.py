"""Two ways of writing an address: the same place or another."""

from __future__ import annotations

import pytest

from core.text.addresses import may_be_same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县城关镇永安路6号", "永安路6号"),
        ("青禾县城关镇永安路6号", "青禾县永安路 6 号"),
        ("青禾县永安路6号", "青禾县永安路6号县政府综合楼3楼"),
        ("青禾县县前街6号", "县前街６号"),
        ("青禾县行政中心3楼", "青禾县行政中心"),
        ("青禾县行政中心3楼", "行政中心3楼305室"),
        ("青禾县人民政府大院", "青禾县永安路6号"),
        ("青禾县柳林村", "青禾县柳林村村委会"),
    ],
)
def test_the_same_place(one: str, other: str) -> None:
    assert may_be_same(one, other)
    assert may_be_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("青禾县城关镇永安路6号", "永安路16号"),
        ("青禾县永安路6号", "青禾县永宁路6号"),
        ("永安路6号综合楼301室", "永安路6号综合楼302室"),
        ("青禾县行政中心3楼", "行政中心4楼"),
        ("青禾县行政中心B座1605室", "行政中心B座1506室"),
        ("滨河大道中段2号", "青禾县滨河大道中段12号"),
    ],
)
def test_another_place(one: str, other: str) -> None:
    assert not may_be_same(one, other)
    assert not may_be_same(other, one)
