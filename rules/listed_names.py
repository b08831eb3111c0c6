"""Names listed behind a number of things, where nothing else can be listed there: 3项，分别是《甲》《乙》; 5个部门：甲局、乙局…; “三个聚焦”：聚焦…."""

from __future__ import annotations

import re

from rules.listings import Listed, masked, ordinal

_TITLES = re.compile(
    r"[^,。;:()、“”《》\d]{0,8},?(?:分别|依次)?(?:为|是|即|包括|:)?:?(?P<row>(?:《[^《》]*》(?:\([^()]*\))?(?:[、和及与,]|以及)?){2,})(?P<open>等)?"
)
_SAID = re.compile("分别|依次|即|为|是|:")
_OFFICE = re.compile(
    r"[^\d,。;:《》“”]{2,20}(?:局|委|办|办公室|中心|镇|乡|街道|街道办|办事处|院|厅|队|所|站|公司|学校|小学|中学|社区|村|联社|银行|集团)"
)
_JOINED = re.compile("(?<=[局委办镇乡道院厅队所站村])(?:和|及|以及)")
_ROW, _PAIR = 3, 2


def titles_behind(match: re.Match[str]) -> Listed | None:
    """完善制度3项，分别是《甲办法》和《乙规程》: titles with nothing but marks between them, to their last."""
    found = _TITLES.match(match.string, match.end())
    if found is None or not _SAID.search(match.string[match.end() : found.start("row")]):
        return None
    many = found["row"].count("《") - len(re.findall("《[^》]*《", found["row"]))
    goes_on = re.match("[、,]?(?:[^,。;]{0,4}《|另|还有|此外)", match.string[found.end() :])
    return None if goes_on else Listed(many, many, bool(found["open"]))


def offices_behind(match: re.Match[str]) -> Listed | None:
    """评议涉及5个部门：县公安局、县民政局、…。: a row of offices from a colon to the end of the sentence."""
    if not match.string.startswith(":", match.end()):
        return None
    inside = masked(re.split("[。;\n]", match.string[match.end() + 1 :])[0])
    names = inside.split("、")
    if len(names) < _ROW or any(not _OFFICE.fullmatch(name) for name in names):
        return None
    joined = len(_JOINED.findall(inside))
    return Listed(len(names) + joined, len(names) + joined)


def sayings_behind(match: re.Match[str]) -> Listed | None:
    """“三个聚焦”：聚焦企业、聚焦群众。: each item begins, or each ends, with the word that is counted."""
    said = re.compile(r"”[:,](?:即)?").match(match.string, match.end())
    word = match["unit"].removeprefix("个")
    if said is None or not word:
        return None
    items = re.split("[、,;]", masked(re.split("[。\n]", match.string[said.end() :])[0]))
    for has in (str.startswith, str.endswith):
        many = next((at for at, item in enumerate(items) if not has(item, word)), len(items))
        if many >= _PAIR and not (items[many - 1].endswith("等") or re.search("和|及", items[many - 1].replace(word, ""))):
            return Listed(many, many)
    return None


def parts_of_a_saying(match: re.Match[str]) -> Listed | None:
    """“看得到、看得懂、用得上”三个环节: the parts of one saying, right before their number."""
    said = re.search("“([^“”。;]{5,40})”$", match.string[: match.start()])
    items = said[1].split("、") if said else []
    if len(items) < _PAIR or any(len(item) < _PAIR or re.search("等|[和及与]", item) for item in items):
        return None
    number = ordinal(match["n"])
    return Listed(len(items), len(items)) if abs(len(items) - number) <= _PAIR else None
