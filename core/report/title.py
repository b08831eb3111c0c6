"""The title of a report: which unit, which year, and in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.document import Paragraph
from core.place import InText
from core.text.dates import YEAR_DIGITS, number
from core.text.fold import bare, fold

_LOOK_AT = 12
_LONGEST = 70
_YEAR = rf"(?P<year>{YEAR_DIGITS})年{{0,2}}(?P<du>度)?"
_SUBJECT = r"(?:的)?(?:(?:政府|政务)?(?:信息|政务)公开|政务信息(?=工作年))(?:的)?(?:工作)?(?:情况)?(?:的)?"
_TITLE = re.compile(
    rf"(?P<before>.*?)(?:关于)?(?:{_YEAR})?(?P<middle>[^\d年度]*?)(?P<subject>{_SUBJECT}(?:(?P<again>{YEAR_DIGITS})(?=年))?(?P<nd>年{{0,2}}度|年(?!报))?(?:工作)?(?:年度)?(?:报告|年报|总结))(?P<note>\([^()]*\))?$"
)
OFFICIAL = re.compile(r"(?P<unit>\S+?)(?P<year>20\d\d|二[〇零][〇零一二三四五六七八九]{2})年(?:度)?政府信息公开工作年度报告$")
_IN_BRACKETS = re.compile(rf"\(({YEAR_DIGITS})年?度?\)")
_ABOUT = re.compile(r"公开|政务信息工作年")
_REGION = re.compile(r"(?:省|市|县|自治县|区|自治区|州|盟|旗|乡|镇)$")
_NOT_REGION = re.compile(
    r"(?:开发区|高新区|新区|园区|示范区|管理区|产业区|实验区|试验区|保税区|风景区|景区|林区|矿区|库区|超市|集市|门市)$"
)
_SENTENCE = re.compile(r"[。;!?]|^根据|^按照|^现将|^附件|^本报告")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as it stands (lines joined), its places, and what it names; ``unit`` is as written, without the year."""

    text: str
    places: tuple[InText, ...]
    unit: str | None
    year: int | None

    @property
    def last(self) -> int:
        """The last paragraph of the title."""
        return self.places[-1].paragraph


def find_title(paragraphs: Sequence[Paragraph]) -> Title | None:
    """The title among the first paragraphs; it may run over up to three of them."""
    head = paragraphs[:_LOOK_AT]
    best: Title | None = None
    for start in range(len(head)):
        for count in (1, 2, 3):
            lines = head[start : start + count]
            if len(lines) == count and (title := _as_title(lines)) and _is_better(title, best):
                best = title
        if best is not None and start > best.last:
            break
    return best


def _is_better(title: Title, best: Title | None) -> bool:
    def score(candidate: Title) -> tuple[bool, bool, bool, int]:
        words = bare(candidate.text)
        return bool(candidate.year), bool(candidate.unit), "年度报告" in words or "年报" in words, -len(candidate.places)

    return best is None or score(title) > score(best)


def _as_title(lines: Sequence[Paragraph]) -> Title | None:
    texts = [bare(line.text) for line in lines]
    joined = "".join(texts)
    if not all(texts) or len(joined) > _LONGEST or any(_SENTENCE.search(text) for text in texts) or not _ends(texts):
        return None
    match = _TITLE.match(joined)
    if not match or not _ABOUT.search(joined) or "统计表" in joined:
        return None
    unit = _unit(match["before"], match["middle"])
    noted = _IN_BRACKETS.fullmatch(match["note"] or "")
    written = match["year"] or match["again"] or (noted[1] if noted else None)
    year = number(written) if written else None
    places = tuple(InText(line.index, *_ends_of(line.text)) for line in lines)
    return Title("".join(line.text.strip() for line in lines), places, unit, year)


def _ends(texts: Sequence[str]) -> bool:
    """A first line that is already a full title takes no further line, and a heading is no title."""
    return not any(re.match(r"[一二三四五六七八九十]、|\([一二三四五六七八九十]\)", text) for text in texts)


def _ends_of(text: str) -> tuple[int, int]:
    origin = fold(text).origin
    return (origin[0], origin[-1] + 1) if origin else (0, 0)


def _unit(before: str, middle: str) -> str | None:
    name = re.sub(r"^(?:附件\d*:?|\([^()]*\))|关于$|的$", "", before).strip() or re.sub(r"^(?:度|关于)|的$|关于$", "", middle)
    name = re.sub(r"^关于|的$|关于$", "", name)
    return name if len(name) >= 2 else None


def full_name(unit: str | None) -> str | None:
    """The issuing unit: the name of a region becomes that of its government, any other name stays."""
    if unit is None:
        return None
    if unit.endswith("街道"):
        return unit + "办事处"
    if _REGION.search(unit) and not _NOT_REGION.search(unit):
        return unit + "人民政府"
    return unit


_TOWNSHIP = re.compile(r"(?:镇|乡|街道)(?:人民政府|办事处|政府)?$")
_GOVERNMENT = re.compile(r"(?:省|市|县|区|州|盟|旗)(?:人民政府|政府)?$")


def unit_kind(unit: str | None) -> str:
    """``government``, ``department`` or ``township``, by the name."""
    name = re.sub(r"办公室$", "", unit or "")
    if _TOWNSHIP.search(name):
        return "township"
    return "government" if _GOVERNMENT.search(name) and not _NOT_REGION.search(name) else "department"
