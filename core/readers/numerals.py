"""Numbers as a word processor writes them in front of list items (ST_NumberFormat of Office Open XML)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = {
    1000: "M",
    900: "CM",
    500: "D",
    400: "CD",
    100: "C",
    90: "XC",
    50: "L",
    40: "XL",
    10: "X",
    9: "IX",
    5: "V",
    4: "IV",
    1: "I",
}


def numeral(value: int, style: str) -> str:
    """``value`` in a number format; formats that no Chinese office uses come out as digits."""
    if style in ("bullet", "none"):
        return ""
    return _STYLES.get(style, str)(value) if value >= 0 else str(value)


def chinese(value: int, digits: str = "零一二三四五六七八九", units: str = "十百千万", short_ten: bool = True) -> str:
    """一, 十, 十一, 二十, 一百零一 …"""
    if value == 0 or value >= 10**8:
        return "".join(digits[int(digit)] for digit in str(value))
    high, low = divmod(value, 10_000)
    text = chinese(high, digits, units, short_ten) + units[3] if high else ""
    return text + _below_ten_thousand(low, digits, units, bool(high), short_ten)


def _below_ten_thousand(value: int, digits: str, units: str, continued: bool, short_ten: bool) -> str:
    text, gap = "", continued and 0 < value < 1000
    for power in (3, 2, 1, 0):
        digit = value // 10**power % 10
        if not digit:
            gap = gap or bool(text)
            continue
        one_ten = short_ten and power == 1 and digit == 1 and not text and not continued
        text += (digits[0] if gap else "") + ("" if one_ten else digits[digit]) + (units[power - 1] if power else "")
        gap = False
    return text


def _positional(value: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    return chinese(value) if value < 100 else _positional(value)


def roman(value: int) -> str:
    """I, II, III, IV …; digits from 4000 on, where Roman numerals end."""
    if not 0 < value < 4000:
        return str(value)
    text = ""
    for size, sign in _ROMAN.items():
        text += sign * (value // size)
        value %= size
    return text


def letters(value: int) -> str:
    """A … Z, AA, BB … as word processors count."""
    if not 0 < value <= 26 * 10:
        return str(value)
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _enclosed(first: int, last: int) -> Callable[[int], str]:
    return lambda value: chr(first + value - 1) if 1 <= value <= last - first + 1 else str(value)


def _circled(value: int) -> str:
    for start, end, code in ((1, 20, 0x2460), (21, 35, 0x3251), (36, 50, 0x32B1)):
        if start <= value <= end:
            return chr(code + value - start)
    return str(value)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda value: signs[(value - 1) % len(signs)] if value else "0"


def _sexagenary(value: int) -> str:
    return _STEMS[(value - 1) % 10] + _BRANCHES[(value - 1) % 12]


_FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")

_STYLES: Final[dict[str, Callable[[int], str]]] = {
    "decimalZero": lambda value: f"{value:02d}",
    "upperRoman": roman,
    "lowerRoman": lambda value: roman(value).lower(),
    "upperLetter": letters,
    "lowerLetter": lambda value: letters(value).lower(),
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "koreanCounting": chinese,
    "ideographDigital": _positional,
    "taiwaneseDigital": _positional,
    "japaneseDigitalTenThousand": _positional,
    "chineseLegalSimplified": lambda value: chinese(value, _LEGAL, "拾佰仟万", short_ten=False),
    "ideographLegalTraditional": lambda value: chinese(value, _LEGAL_TRADITIONAL, "拾佰仟萬", short_ten=False),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _enclosed(0x3280, 0x3289),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _enclosed(0x2474, 0x2487),
    "decimalEnclosedFullstop": _enclosed(0x2488, 0x249B),
    "decimalFullWidth": lambda value: str(value).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(_FULL_WIDTH),
    "numberInDash": lambda value: f"- {value} -",
}
