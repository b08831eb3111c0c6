"""What a unit calls itself: 我镇 in the report of a county was taken over from another draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.place import InText
from core.report.report import Report
from core.text.fold import bare, fold

# How a unit's name ends, what it calls itself, and what only another kind of unit does.
# A county is in a city, a department in a county or a district: 我市 and 我县 are no slip there.
_KINDS = (
    ("县|旗", "我县", "镇|乡|街道|局"),
    ("区", "我区", "镇|乡|街道|局|县"),
    ("市", "我市", "镇|乡|街道|局"),
    ("镇", "我镇", "乡|街道|局"),
    ("乡", "我乡", "镇|街道|局"),
    ("街道", "我街道", "镇|乡|局"),
    ("局", "我局", "镇|乡|街道"),
    ("委|委员会|办公室|中心", "本单位", "镇|乡|街道"),
)
_OFFICE = re.compile("(?:人民政府|政府|办事处|管理委员会|管委会)$")
_QUOTED = re.compile("“[^”]*”|《[^》]*》|「[^」]*」")
# A township that became a town in the year may speak of both.
_BECAME = re.compile("撤乡|撤镇|撤县|乡改镇|镇改街|撤并乡镇|(?:设立|改设|升格)[^,。;]{0,8}[镇区市]")


def other_selves(report: Report) -> Iterator[tuple[InText, str, str]]:
    """Where a report says 我镇 though the unit is none: the place, the words, and what the unit calls itself."""
    name = bare(report.title.unit or "") if report.title else ""
    ends = next((each for each in _KINDS if re.search(rf"(?:{each[0]})$", _OFFICE.sub("", name))), None)
    if ends is None or any(_BECAME.search(paragraph.text) for paragraph in report.body):
        return
    foreign = re.compile(rf"(?<![自忘])我(?:{ends[2]})(?![定限长气])")
    for paragraph in report.body:
        words = fold(paragraph.text)
        text = _QUOTED.sub(lambda match: "□" * len(match.group()), words.text)
        for match in foreign.finditer(text):
            yield InText(paragraph.index, *words.back(*match.span())), match.group(), ends[1]
