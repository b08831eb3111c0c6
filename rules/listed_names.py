"""Names listed behind a number of things, where nothing else can be listed there: 3项，分别是《甲》《乙》; 5个部门：甲局、乙局…; “三个聚焦”：聚焦…."""

from __future__ import annotations

import re

from rules.listings import Listed, masked, ordinal

_TITLES = re.compile(
    r"[^,。;:()、“”《》\d]{0,8},?(?:分别|依次)?(?:为|是|即|包括|:)?:?(?P<row>(?:《[^《》]*》(?:\([^()]*\))?(?:[、和及与,]|以及)?){2,})(?P<open>等)?"
)
_PLACED = re.compile(r"[^,。;:()、“”《》\d]{0,6},?分别(?:位于|设在|设于|设立在|设置在|布设在|坐落(?:于|在)|建在)")
_SAID = re.compile("分别|依次|即|为|是|:")
_OFFICE = re.compile(
    r"[^\d,。;:《》“”]{2,20}(?:局|委|办|办公室|中心|镇|乡|街道|街道办|办事处|院|厅|队|所|站|公司|学校|小学|中学|社区|村|联社|银行|集团)"
)
_JOINED = re.compile("(?<=[局委办镇乡道院厅队所站村])(?:和|及|以及)")
_EXAMPLES = re.compile("不?含|如|例如|其中|包[括含]|主要|除|另|由|原")
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
    """评议涉及5个部门：县公安局、县民政局、…。; 3个乡镇（甲镇、乙乡）: a row of offices from a colon to the end of the sentence, or in brackets."""
    opened = match.string[match.end() : match.end() + 1]
    if opened not in (":", "("):
        return None
    inside = masked(re.split("[。;\n]" if opened == ":" else r"\)", match.string[match.end() + 1 :])[0])
    names = inside.split("、")
    if len(names) < (_ROW if opened == ":" else _PAIR) or any(not _OFFICE.fullmatch(name) for name in names):
        return None
    many = len(names) + len(_JOINED.findall(inside))
    # A few in brackets behind a large number are examples: 12个部门（县公安局、县民政局）.
    if opened == "(" and (_EXAMPLES.match(inside) or abs(many - ordinal(match["n"])) > _PAIR):
        return None
    return Listed(many, many)


def places_behind(match: re.Match[str]) -> Listed | None:
    """查阅点3个，分别位于办事大厅、市档案馆和市图书馆: a row of places to the end of the clause."""
    opening = _PLACED.match(match.string, match.end())
    if opening is None:
        return None
    inside = masked(re.split("[,。;:(\n]", match.string[opening.end() :])[0])
    if re.search(r"\d|各|每|所有|部分|[一二两三四五六七八九十](?:个|处|所|家|楼|层)", inside):
        return None
    is_open, chunks = inside.endswith("等"), inside.removesuffix("等").split("、")
    joined = [len(re.findall("和|及|与|以及", chunk)) for chunk in chunks]
    if any(not chunk for chunk in chunks) or len(chunks) + sum(joined) < _PAIR:
        return None
    return Listed(len(chunks) + bool(joined[-1]), len(chunks) + sum(joined), is_open)


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
