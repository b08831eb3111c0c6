"""Numbers as reports write them: separators, 万 and 亿, Chinese numerals, approximations, measure words."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.text.fold import folded
from core.text.numbers import Number, chinese_numeral, find_numbers, plain


def numbers(text: str) -> list[Number]:
    return list(find_numbers(folded(text)))


def values(text: str) -> list[tuple[str, str]]:
    """Value and measure word of each number."""
    return [(plain(number.value), number.unit) for number in numbers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("主动公开16084条", [("16084", "条")]),
        ("主动公开１６，０８４条", [("16084", "条")]),
        ("共1,234,567件", [("1234567", "件")]),
        ("受理 1220 件", [("1220", "件")]),
        ("接受培训232人次", [("232", "人次")]),
        ("占35.4%", [("35.4", "%")]),
        ("由7243个工作日压缩到4683工作日", [("7243", "个工作日"), ("4683", "工作日")]),
        ("28.35万件", [("283500", "件")]),
        ("3亿元", [("300000000", "元")]),
        ("1.2万亿元", [("1200000000000", "元")]),
        ("经费97万元", [("97", "万元")]),
        ("经费46.50万元", [("46.5", "万元")]),
        ("投资5万余元", [("50000", "元")]),
        ("0件", [("0", "件")]),
        ("初中12所、九年一贯制学校2所", [("12", "所"), ("2", "所")]),
        ("7.9件中，予以公开5件", [("9", "件"), ("5", "件")]),
        ("3.5个小时内答复", [("3.5", "个")]),
        ("提高3.5个百分点", [("3.5", "个")]),
        ("七年级学生、一次性告知、一件事一次办", []),
        ("一年办理三件", [("1", "年"), ("3", "件")]),
        ("", []),
        ("没有数字", []),
    ],
)
def test_arabic_numbers(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("十二件", [("12", "件")]),
        ("两千三百零五条", [("2305", "条")]),
        ("一百零八人", [("108", "人")]),
        ("三点五万元", [("3.5", "万元")]),
        ("三万条", [("30000", "条")]),
        ("一万二千条", [("12000", "条")]),
        ("两万零五十件", [("20050", "件")]),
        ("一是加强领导，二是健全制度", []),
        ("第三个方面", []),
        ("十分重视", []),
        ("统一、一致", []),
    ],
)
def test_chinese_numerals_count_with_a_measure_word(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    ["约12件", "近12件", "12余件", "100多份", "12件左右", "12件以上", "超过12件", "不足12件", "2100余条", "十余件", "5万余元"],
)
def test_approximations_are_marked(text: str) -> None:
    assert [number.approximate for number in numbers(text)] == [True]


@pytest.mark.parametrize("text", ["共12件", "累计12件", "12件", "最多的有12件", "12条，以上均已公开"])
def test_exact_figures_are_not(text: str) -> None:
    assert [number.approximate for number in numbers(text)] == [False]


@pytest.mark.parametrize(("text", "places"), [("35.4%", 1), ("35%", 0), ("11.580%", 3), ("三点五万元", 1), ("28.35万件", 2)])
def test_digits_after_the_point_are_counted_as_printed(text: str, places: int) -> None:
    assert [number.places for number in numbers(text)] == [places]


def test_start_end_and_stop_bound_the_figure_and_its_measure_word() -> None:
    text = "共收到申请1,234件，收费46.5万元"
    first, second = find_numbers(folded(text))
    words = folded(text)
    assert words[first.start : first.end] == "1,234"
    assert words[first.start : first.stop] == "1,234件"
    assert words[second.start : second.end] == "46.5"
    assert words[second.start : second.stop] == "46.5万元"
    assert first.arabic


def test_a_list_separated_by_commas_is_no_thousands_group() -> None:
    assert values("分别为12,34,56件")[0][0] == "12"
    assert "123456" not in {value for value, _ in values("分别为12,34,56件")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("二十八", 28),
        ("一百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("一百十", 110),
        ("两千三百零五", 2305),
        ("二〇一八", 2018),
        ("二零一八", 2018),
        ("〇", 0),
        ("", None),
        ("甲", None),
        ("二十甲", None),
    ],
)
def test_chinese_numeral(text: str, expected: int | None) -> None:
    assert chinese_numeral(text) == expected


def numeral(number: int) -> str:
    """A number below ten thousand as it is read out."""
    words, pending = "", False
    for power, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        pending = pending or (digit == 0 and bool(words))
        if digit:
            words += ("零" if pending and words else "") + "零一二三四五六七八九"[digit] + name
            pending = False
    return words


@given(st.integers(1, 9999))
def test_every_numeral_has_its_value(number: int) -> None:
    assert chinese_numeral(numeral(number)) == number


@given(st.integers(10_000, 99_999_999))
def test_numerals_with_wan_have_their_value(number: int) -> None:
    high, low = divmod(number, 10_000)
    zero = "零" if 0 < low < 1000 else ""
    text = f"{numeral(high)}万{zero}{numeral(low)}件"
    assert [found.value for found in find_numbers(text)] == [Decimal(number)]


@given(st.decimals(0, 10**9, places=2), st.sampled_from(["件", "条", "人次", "%", "元", ""]))
def test_a_printed_figure_is_read_back(value: Decimal, unit: str) -> None:
    for printed in (f"{value}", f"{value:,}"):
        (found,) = find_numbers(f"共{printed}{unit}。")
        assert (found.value, found.places, found.unit) == (value, 2, unit)


@given(st.text(st.sampled_from(list("0123456789,.万亿余多约近共一二三十百千零两点第个件元%年月")), max_size=30))
@example("三点三个")
def test_no_text_is_too_odd(text: str) -> None:
    last = 0
    for number in find_numbers(text):
        assert last <= number.start < number.end <= number.stop <= len(text)
        last = number.end
        assert number.value >= 0


@pytest.mark.parametrize(("value", "expected"), [("12", "12"), ("12.50", "12.5"), ("1E+2", "100"), ("0", "0"), ("100", "100")])
def test_plain(value: str, expected: str) -> None:
    assert plain(Decimal(value)) == expected


@pytest.mark.parametrize("digit", ["一", "9", "零", "十", "点一", "万一", "1,111", ".1"])
def test_what_is_too_long_to_be_a_number_is_passed_over(digit: str) -> None:
    assert values(f"三件，{'一' if digit[0] in '点万' else ''}{digit * 50_000}件，第二十年收到12件")[-1] == ("12", "件")
    assert chinese_numeral(digit * 50_000) is None


def test_fifteen_digits_are_a_number_and_sixteen_are_none() -> None:
    assert values(f"{'9' * 15}件") == [("9" * 15, "件")]
    assert values(f"0.{'3' * 15}%") == [(f"0.{'3' * 15}", "%")]
    assert values(f"{'一' * 15}件") == [("1" * 15, "件")]
    assert values(f"{'9' * 16}件、0.{'3' * 16}%、{'一' * 16}件、一点{'三' * 16}件") == []
