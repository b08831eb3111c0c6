"""The rows that open the blocks of table two: 第二十条第（一）项."""

from __future__ import annotations

import re

from core.text.fold import bare

MARKER = re.compile(r"第?[一二三四五六七八九十]+条第?\(?[一二三四五六七八九十]+\)?项")


def marker_of(text: str) -> str:
    """The article and item that a row names, in one spelling; empty where it names none."""
    found = MARKER.search(bare(text))
    return re.sub("[第()]", "", found.group()) if found else ""
