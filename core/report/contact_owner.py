"""Whose contact data a sentence gives: the reporting unit's, or another body's (a hall, a library, another office)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from core.document import Paragraph
from core.report.contact import Stated, find_contact, sentence_before, stands_offered
from core.report.contact_shapes import find_labels
from core.report.passage import Passage
from core.report.title import full_name
from core.text.fold import bare, folded

_BODY = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{1,30}?(?:中心|大厅|窗口|专区|馆|站|所|点|公司|平台|热线|医院|学校|法院|检察院|局|委|委员会"
    r"|镇|乡|街道|办事处|政府|办|办公室|支队|大队|处|科|股|室|社区|村|会|院))的?$"
)
_DESK = re.compile(
    r"(?:党政(?:综合)?办(?:公室)?|(?:政务|政府信息|信息)公开(?:工作)?(?:领导小组)?(?:办公室|[科股处办室])|综合(?:办公室|[科股室办])"
    r"|(?:秘书|信息|法规|法制|政策)[科股处室]|办公室|办)$"
)
_LEAD = re.compile(r"^[(\d一二三四五六七八九十).、]*(?:(?:联系|承办|编制|主办|受理|办公)(?:单位|部门|机构|科室|处室):)?")
_OURSELVES = re.compile(r"(?:我|本|该)[\u4e00-\u9fff]{1,4}|单位|机关|办公|联系|通信|通讯|编制")
# Lines round a statistical table that name who filled it in.
_FILLED_IN = re.compile("填报|填表|审核人|负责人|报送日期")


def of_another_body(paragraph: Paragraph, value: Stated, unit: str | None) -> bool:
    """Whether another body's name stands right before the labels of the sentence that gives a value."""
    if stands_offered(paragraph, value):
        return False
    named = _named_before(paragraph, value)
    return named is not None and not is_own(named, unit)


def _named_before(paragraph: Paragraph, value: Stated) -> str | None:
    """The name of a body right before the first label of a sentence, or right before the value."""
    before = sentence_before(paragraph, value)
    label = next(iter(find_labels(before)), None)
    clause = re.sub(r"[,:(]+$", "", before[: label.start] if label else before)
    found = _BODY.fullmatch(re.split("[,;:(]|由|与|向|同|到|在|设于|至", clause)[-1])
    return found["name"] if found else None


def is_own(name: str, unit: str | None) -> bool:
    """Whether a name is the unit's or that of a desk in it: 县政府办公室, 我局, 党政办, a short form in the order of its characters."""
    words = bare(name)
    while (shorter := _DESK.sub("", words)) != words:
        words = shorter
    if not words or _OURSELVES.fullmatch(words) or unit is None:
        return True
    characters = iter(bare(full_name(unit) or unit))
    return all(char in characters for char in words.replace("人民政府", "政府"))


def own_contact(paragraphs: Iterable[Paragraph], unit: str | None) -> list[Paragraph]:
    """The paragraphs without those that give nothing but another body's contact data."""
    return [
        p
        for p in paragraphs
        if not (values := find_contact(Passage([p]))) or not all(of_another_body(p, v, unit) for v in values)
    ]


def closing_block(paragraphs: Sequence[Paragraph], unit: str | None, with_table: bool) -> tuple[Stated, ...]:
    """The contact block of the last chapter or behind it; next to a table a telephone alone is that of who filled it in."""
    found = [value for p in paragraphs if not _FILLED_IN.search(p.text) for value in _given(p, unit)]
    fields = {value.field for value in found} - {"website"}
    if not fields or (with_table and len(fields) < 2 and "address" not in fields):
        return ()
    return tuple(found)


def _given(paragraph: Paragraph, unit: str | None) -> list[Stated]:
    """The values of a paragraph that stand in a sentence which opens with a label or the unit's name, or asks to get in touch."""
    values = find_contact(Passage([paragraph]))
    given = [v for v in values if stands_offered(paragraph, v) or _opens_with_own_name(paragraph, v, unit)]
    # The website where the report is published often stands in the sentence before.
    return [v for v in values if v in given or v.field == "website"] if given else []


def _opens_with_own_name(paragraph: Paragraph, value: Stated, unit: str | None) -> bool:
    before = _LEAD.sub("", sentence_before(paragraph, value))
    label = next(iter(find_labels(before)), None)
    lead = re.sub(r"[,:(的]+$", "", before[: label.start] if label else before)
    found = _BODY.fullmatch(folded(lead))
    return bool(found and is_own(found["name"], unit))
