"""Whether two ways of writing a postal address can mean the same place."""

from __future__ import annotations

import re

from core.text.fold import bare

_ROAD = re.compile(
    r"(?P<road>[\u4e00-\u9fff]{1,16}?(?:大道|路|街|巷|弄|道|村|社区))[\u4e00-\u9fff]{0,3}?(?P<number>\d+(?:-\d+)?)号"
)
_REGION = re.compile(r".*[省市县区镇乡州盟旗](?=..)")
_NUMBER = re.compile(r"\d+")


def may_be_same(one: str, other: str) -> bool:
    """False where road, house number or room contradict each other; what only one of them states contradicts nothing."""
    texts = bare(one), bare(other)
    first, second = (_ROAD.search(text) for text in texts)
    if not first or not second:
        return not _contradict(*texts)
    if _named(first) != _named(second):
        return False
    return not _contradict(*(text[found.end() :] for text, found in zip(texts, (first, second), strict=True)))


def _named(found: re.Match[str]) -> tuple[str, str]:
    """The road without the regions before it, and the house number."""
    return _REGION.sub("", found["road"]), found["number"]


def _contradict(one: str, other: str) -> bool:
    """Whether the shorter text stands at the end of the longer but for its figures (综合楼301室, 县政府综合楼302室)."""
    shorter, longer = sorted((one, other), key=lambda text: len(_NUMBER.sub("#", text)))
    words = _NUMBER.sub("#", shorter)
    if "#" not in words or not _NUMBER.sub("#", longer).endswith(words):
        return False
    figures = _NUMBER.findall(shorter)
    return figures != _NUMBER.findall(longer)[-len(figures) :]
