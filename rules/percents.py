"""A percentage and the two figures that may give it: how it is written, and whether it is exact at the precision printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.text.numbers import Number, in_print

PERCENT = re.compile(r"(?<![\d.])(?P<p>\d{1,5}(?:\.\d{1,4})?)%(?!-|~|至|左右|以上|以下|个点)")
REACHES = r"(?:均)?(?:了)?(?:达到|达|为|是)?"
# 占八成; 占八成以上, 占近八成 say no exact share.
TENTHS = re.compile(r"(?<=占)(?P<n>[一二三四五六七八九])成(?=[,。;、()]|$)")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that give a percentage: ``part`` of ``whole``."""

    whole: Number
    part: Number
    change: bool = False

    @property
    def exact(self) -> Decimal | None:
        """The percentage, unrounded; None where there is nothing to divide by."""
        if self.whole.value == 0:
            return None
        top = abs(self.whole.value - self.part.value) if self.change else self.part.value
        return top / self.whole.value * 100

    @property
    def sums(self) -> str:
        """The calculation, written out."""
        whole, part = in_print(self.whole.value, self.whole.unit), in_print(self.part.value, self.part.unit)
        if not self.change:
            return f"{part}÷{whole}"
        return f"（{whole}－{part}）÷{whole}" if self.whole.value > self.part.value else f"（{part}－{whole}）÷{whole}"


def agrees(printed: Decimal, places: int, exact: Decimal | None) -> bool:
    """Whether a percentage printed with so many places is the exact one."""
    return exact is None or abs(exact - printed) <= Decimal(5).scaleb(-places - 1)


def gives(whole: Number, part: Number, share: str) -> bool:
    """Whether a part of a whole has the share that is printed."""
    return agrees(Decimal(share), len(share.partition(".")[2]), Pair(whole, part).exact)
