"""Numbers as reports write them: Arabic digits with separators, 万 and 亿, Chinese numerals, and approximations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.text.memory import shared

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "○": 0}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}
_NUMERAL = "〇零一二三四五六七八九十百千两"
_NUMBER = re.compile(
    rf"(?P<before>约|近|超过|超|逾|多达|不足|不少于|将近|大约)?"
    rf"(?P<number>(?<![\d.])(?<!\d,)(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|(?<![{_NUMERAL}第])[{_NUMERAL}]+(?:万[{_NUMERAL}]+|点[{_NUMERAL}]+)?)"
    rf"(?P<scale>万亿|[万亿])?"
    rf"(?P<after>余|多(?=[\u4e00-\u9fff])|来)?"
)
# No figure of a report is as long; an account number or a line of 一一一 is none.
_LONGEST = 15
_AFTER_UNIT = re.compile(r"(?:左右|上下|以上)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number at ``start``..``end`` of a folded text.

    ``value`` is the whole number with 万 and 亿 worked in, ``places`` the digits printed after the point, ``unit`` the measure
    word behind it (may be empty), ``approximate`` whether 余, 约, 近 … stand with it, ``arabic`` whether it is in Arabic digits.
    """

    value: Decimal
    start: int
    end: int
    places: int = 0
    unit: str = ""
    approximate: bool = False
    arabic: bool = True

    @property
    def stop(self) -> int:
        """The end with the measure word."""
        return self.end + len(self.unit)


def chinese_numeral(text: str) -> int | None:
    """The value of a Chinese numeral (二十八, 二〇一八, 一百零五, 十), None where it is none."""
    if not text or len(text) > _LONGEST or any(char not in _DIGITS and char not in _POWERS for char in text):
        return None
    if not any(char in _POWERS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, None
    for char in text:
        if char in _POWERS:
            total += (1 if digit is None or (digit == 0 and char == "十") else digit) * _POWERS[char]
            digit = None
        else:
            digit = _DIGITS[char]
    return total + (digit or 0)


def _value(text: str) -> tuple[Decimal, int, bool] | None:
    """Value, digits after the point, and whether the digits are Arabic; None for what is too long to be a number."""
    if text[0].isdigit() and text[0].isascii():
        plain = text.replace(",", "")
        whole, _, fraction = plain.partition(".")
        return (Decimal(plain), len(fraction), True) if max(len(whole), len(fraction)) <= _LONGEST else None
    whole, _, fraction = text.partition("点")
    if len(fraction) > _LONGEST:
        return None
    high, scale, low = whole.partition("万")
    value, rest = chinese_numeral(high), chinese_numeral(low) if low else 0
    if value is None or rest is None:
        return None
    value = value * 10_000 + rest if scale else value
    digits = "".join(str(_DIGITS[char]) for char in fraction if char in _DIGITS)
    return Decimal(f"{value}.{digits}" if digits else value), len(digits), False


_UNIT = re.compile(
    r"(?:微克|毫克|克|千克|公斤|吨|元|分贝)/(?:立方米|平方米|升|千克|公斤|吨|亩|小时|平方公里)|人次|件次|场次|批次|期次|[万亿]元|个?工作日|平方米|公里|[份件条次篇个人名期场项家宗起套部类册处辆户元天年月日版%]"
)

COUNTED = "[件条篇个人次期场项份名家户起宗](?!百分点|小时|月|工作日|学时)"
"""A pattern of the measure words of what is never counted in tenths."""
_COUNTED = re.compile(COUNTED)
# Measure words that after a Chinese numeral are mostly parts of other words (一批, 一座); after Arabic digits they are none.
_ARABIC_UNIT = re.compile(r"[台所座间块幅张本支轮组册卷枚站处笔例]|封(?![闭面存锁控])")
# 九年一贯制, 七年级, 一次性, 一件事一次办, 一条龙: words that begin like a count.
_PART_OF_A_WORD = re.compile("年(?:一贯)?制|年级|次性|件事|次办|条龙|条线|个样")


@shared
def find_numbers(text: str) -> Iterator[Number]:
    """Every number of a folded text in order, parts of dates and ordinals (第三) included as they stand.

    A Chinese numeral counts only with a measure word behind it (十二件), since 一 and 三 are parts of so many words.
    """
    for match in _NUMBER.finditer(text):
        found = _value(match["number"])
        if found is None:
            continue
        value, places, arabic = found
        scale = match["scale"] or ""
        unit = _UNIT.match(text, match.end())
        end = match.end()
        # 28.35万元: the unit is 万元, the value stays in it.
        if scale == "万" and text.startswith("元", match.end("scale")) and not match["after"]:
            unit, end = _UNIT.match(text, match.start("scale")), match.end("number")
        else:
            for char in scale:
                value *= _SCALES[char]
            end = match.end()
        if unit is None:
            unit = _ARABIC_UNIT.match(text, end) if arabic else None
            if not arabic:
                continue
        if not arabic and _PART_OF_A_WORD.match(text, end):
            continue
        word = unit.group() if unit else ""
        if arabic and places and not scale and match.start("number") == 0 and _COUNTED.match(text, end):
            # 7.9件中，予以公开5件: the number of an item, and nine of them.
            item, _, count = match["number"].partition(".")
            yield Number(Decimal(count), len(item) + 1, end, 0, word, bool(match["after"]), arabic)
            continue
        approximate = bool(match["before"] or match["after"] or _AFTER_UNIT.match(text, end + len(word)))
        yield Number(value, match.start("number"), end, places, word, approximate, arabic)


def grain(text: str, number: Number) -> Decimal:
    """What the last digit of a figure in 万 or 亿 stands for (0.01万: 100); nothing for a figure that is written out."""
    scale = "".join(char for char in text[number.start : number.end] if char in _SCALES)
    if not scale or not number.places:
        return Decimal(0)
    size = Decimal(1).scaleb(-number.places)
    for char in scale:
        size *= _SCALES[char]
    return size


def plain(value: Decimal) -> str:
    """A value the way people write it: no exponent, no trailing zeros after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_print(value: Decimal, unit: str) -> str:
    """A value the way people write it beside its measure: 142000000 of 元 is 1.42亿, 126400 of 元 is 12.64万."""
    scale = next((each for each in ("亿", "万") if unit == "元" and abs(value) >= _SCALES[each]), "")
    shown = value / _SCALES[scale] if scale else value
    return f"{plain(shown)}{scale}"
