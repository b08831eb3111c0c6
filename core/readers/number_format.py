"""Cell values of a workbook as the user sees them: number formats of Office Open XML, as far as reports use them."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

GENERAL: Final = "General"
BUILT_IN: Final[dict[int, str]] = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    # 14 follows the user's settings: written so that it reads the same everywhere.
    14: "yyyy-mm-dd",
    15: "yyyy-mm-dd",
    16: "yyyy-mm-dd",
    17: "yyyy-mm",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "yyyy-mm-dd",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0",
    42: '"¥"#,##0;"¥"-#,##0',
    43: "#,##0.00;-#,##0.00",
    44: '"¥"#,##0.00;"¥"-#,##0.00',
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that a file only names by number; 27 to 58 as Chinese Excel shows them."""

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_(?P<space>.)|\*(?P<fill>.)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<half>AM/PM|上午/下午|A/P)|(?P<general>(?i:General)|G/通用格式)|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}|[eE]+(?![+-]))|(?P<digits>[0#?][0#?,]*(?:\.[0#?]*,*)?|\.[0#?]+)"
    r"|(?P<percent>%)|(?P<text>@)|(?P<odd>[eE][+-]|/)|(?P<other>.)",
    re.DOTALL,
)
_ELAPSED: Final = re.compile(r"[hms]+", re.IGNORECASE)
_CURRENCY: Final = re.compile(r"\$([^-]*)")
_EPOCH_1900: Final = datetime(1899, 12, 30)
_EPOCH_1904: Final = datetime(1904, 1, 1)
_MAX_SERIAL: Final = 2_958_465

Token = tuple[str, str]


def shown(value: float, code: str, epoch_1904: bool = False) -> str:
    """A number in a number format; what is too special comes out plainly."""
    if not math.isfinite(value):
        return ""
    section, value = _section(code, value)
    tokens = list(_tokens(section))
    kinds = {kind for kind, _ in tokens}
    if "elapsed" not in kinds and "date" in kinds:
        return _date(value, tokens, epoch_1904)
    if "elapsed" in kinds or "odd" in kinds:
        return general(value)
    return _number(value, tokens)


def general(value: float) -> str:
    """A number without a format: whole numbers without a point, the rest to the fifteen digits that a workbook keeps."""
    if value == int(value) and abs(value) < 10**15:
        return str(int(value))
    text = f"{value:.15g}"
    return f"{Decimal(text):f}" if "e" in text and abs(Decimal(text).adjusted()) < 20 else text


def _section(code: str, value: float) -> tuple[str, float]:
    """The part of a format that is for this value, and the value to show in it."""
    parts = _split(code)
    if value < 0 and len(parts) > 1:
        return parts[1], -value
    if value == 0 and len(parts) > 2:
        return parts[2], value
    return parts[0], value


def _split(code: str) -> list[str]:
    parts, start = [], 0
    for match in _TOKEN.finditer(code):
        if match.lastgroup == "other" and match[0] == ";":
            parts.append(code[start : match.start()])
            start = match.end()
    return [*parts, code[start:]]


def _tokens(section: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(section):
        kind = str(match.lastgroup)
        if kind in ("quoted", "escaped", "other"):
            yield "literal", match[kind]
        elif kind == "bracket":
            currency = _CURRENCY.match(match[kind])
            if currency:
                yield "literal", currency[1]
            elif _ELAPSED.fullmatch(match[kind]):
                yield "elapsed", match[kind]
        elif kind not in ("space", "fill"):
            yield kind, match[0]


def _number(value: float, tokens: list[Token]) -> str:
    pattern = "".join(text for kind, text in tokens if kind == "digits")
    percent = sum(1 for kind, _ in tokens if kind == "percent")
    scaled = _decimal(value).scaleb(2 * percent)
    if not pattern:
        plain = any(kind in ("general", "text") for kind, _ in tokens)
        return "".join(_plain(kind, text, scaled) for kind, text in tokens) if plain else "".join(text for _, text in tokens)
    digits, negative = _digits(scaled, pattern)
    parts, written = [], False
    for kind, text in tokens:
        if kind == "digits":
            parts.append("" if written else digits)
            written = True
        else:
            parts.append(text)
    return ("-" if negative else "") + "".join(parts)


def _plain(kind: str, text: str, value: Decimal) -> str:
    return general(float(value)) if kind in ("general", "text") else text


def _digits(value: Decimal, pattern: str) -> tuple[str, bool]:
    """The digits of a number by placeholders, and whether it is shown as negative."""
    bare = pattern.rstrip(",")
    value = value.scaleb(-3 * (len(pattern) - len(bare)))
    whole, point, fraction = bare.partition(".")
    try:
        rounded = value.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP)
    except InvalidOperation:
        return general(float(abs(value))), value < 0
    before, _, after = f"{abs(rounded):f}".partition(".")
    before = before.lstrip("0").rjust(whole.count("0"), "0")
    after = _trim(after, fraction)
    if "," in whole:
        before = f"{int(before):,}" if before.isdigit() and not before.startswith("0") else before
    return before + (point if after or (point and not fraction) else "") + after, rounded < 0


def _trim(digits: str, pattern: str) -> str:
    """Leave out trailing zeros where the placeholder is ``#``."""
    keep = max((place + 1 for place, sign in enumerate(pattern) if sign != "#"), default=0)
    while len(digits) > keep and digits.endswith("0"):
        digits = digits[:-1]
    return digits


def _decimal(value: float) -> Decimal:
    return Decimal(f"{value:.15g}")


def _date(value: float, tokens: list[Token], epoch_1904: bool) -> str:
    moment = moment_of(value, epoch_1904)
    if moment is None:
        return general(value)
    half = any(kind == "half" for kind, _ in tokens)
    parts, previous = [], ""
    for place, (kind, text) in enumerate(tokens):
        if kind == "half":
            parts.append("上午" if moment.hour < 12 else "下午")
        elif kind != "date":
            # Digits here are fractions of a second.
            parts.append("" if kind == "digits" else text)
        if kind != "date":
            continue
        token = text.lower()
        following = next((each[1].lower() for each in tokens[place + 1 :] if each[0] == "date"), "")
        minutes = token in ("m", "mm") and (previous.startswith("h") or following.startswith("s"))
        parts.append(_date_part(moment, "minute" if minutes else token, len(token), half))
        previous = token
    return "".join(parts)


def _date_part(moment: datetime, token: str, length: int, half: bool) -> str:
    if token == "minute":
        return f"{moment.minute:0{length}d}"
    if token[0] == "a":
        return ("星期" if length > 3 else "") + "一二三四五六日"[moment.weekday()]
    if token[0] in "ye":
        return f"{moment.year % 100:02d}" if token == "yy" else str(moment.year)
    if length > 2:
        # Names of months and days in other languages: digits say the same.
        return str(moment.month) if token[0] == "m" else "" if token[0] == "d" else token
    hour = (moment.hour - 1) % 12 + 1 if half else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[token[0]]
    return f"{number:0{length}d}"


def moment_of(serial: float, epoch_1904: bool = False) -> datetime | None:
    """The date and time that a serial number means; None outside the calendar of a workbook."""
    if not 0 <= serial <= _MAX_SERIAL:
        return None
    # 1900 counts as a leap year: days before March are one off.
    shift = 1 if serial < 60 and not epoch_1904 else 0
    moment = (_EPOCH_1904 if epoch_1904 else _EPOCH_1900) + timedelta(days=serial + shift)
    return (moment + timedelta(milliseconds=500)).replace(microsecond=0)
