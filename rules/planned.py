"""Plans with a deadline in the year that the report covers: 下一步，计划在2023年3月底前制定… in the report for 2023."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DEADLINE = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)年度?(?:年?[底末](?:之|以)?前|内|(?:上|下)半年(?:前)?|第?[一二三四]季度末?(?:前)?"
    r"|\d{1,2}月(?:份|\d{1,2}日|[底末初]|[上中下]旬)*(?:(?:之|以)?前)?)"
)
_BY = re.compile(r"前|内$")
_MEANS_TO = re.compile(r"(?:计划|拟|力争|争取|预计|打算|准备|将|确保|安排)(?:在|于|到)?$")
_NEXT = re.compile(r"(?:^|,)(?:[(\d一二三四五六七八九十).、]*)(?:下一步|下步|下一阶段|今后|下一年|下年度)")
_LABEL = re.compile(r"(?:下一步|下步|下一阶段|今后|打算|努力方向|工作计划)[^,:]{0,8}[,:]$")
# 下一步改进措施：一是2022年上半年…；二是…: the points of what is announced.
_ANNOUNCED = re.compile(r"(?:下一步|下步|下一阶段|今后|打算|努力方向|工作计划)[^,。;:]{0,10}:[^。!?\n]*$")
_POINT = re.compile(r"(?:^|:)(?:[一二三四五六七八九十]是|首先|其次|最后),?$")
_WORK = re.compile(
    r",?(?:要|力争|争取|全面|基本)?(?:[将对把](?![^,。;]{0,30}(?:列入|纳入|作为))[^,。;]{2,20}?(?=轮训|培训|更新|清理|整改|迁移|整合|改造|配齐|补齐|汇编|公开|梳理|检查|一遍|到位|完毕)|完成|实现|建成|挂网|制定|出台|印发|建立|上线|开通|启用|达到|做到|形成|整改到位|补齐|配齐|修订|编制|梳理"
    r"|清理|更新|公布|公开|投入使用|扩充|覆盖|组织|开展|举办|解决|整合|改造|推广|推开)(?!了|过|的)"
)
# What was demanded or planned and is over, or is told as done.
_OVER = re.compile(
    r"要求|规定|部署|通知|原(?:定|计划)|按照|根据|对照(?!(?:上述|以上|这些|存在的?)*(?:问题|不足|短板|差距))|截至|实际|年初|上年|去年|明确|(?<![将拟划备])于$"
)
_DONE = re.compile(r"已|了|均|全部(?:完成|落实|整改|办结)|如期|按期|提前|分别|圆满|顺利|同步完成|\d(?:次|期|场|篇)(?!以上)")
_STOPS = "。!?;\n"


def stale_deadlines(text: str, year: int, improving: bool) -> Iterator[tuple[int, int]]:
    """Where a plan names a time in the report year; ``improving``: the passage stands among the measures against problems."""
    for found in _DEADLINE.finditer(text):
        start = max(text.rfind(mark, 0, found.start()) for mark in _STOPS) + 1
        end = min((at for mark in _STOPS if (at := text.find(mark, found.end())) >= 0), default=len(text))
        lead, after = text[start : found.start()], text[found.end() : end]
        if int(found["year"]) != year or _is_quoted(text, found.start()) or _OVER.search(lead) or _DONE.search(after):
            continue
        meant = bool(_MEANS_TO.search(lead)) and (improving or bool(_NEXT.search(lead)))
        listed = _POINT.search(lead) and _ANNOUNCED.search(text[: found.start()])
        by = _BY.search(found.group()) or _LABEL.search(lead) or listed
        due = improving and bool(by and _WORK.match(after)) and not _DONE.search(_clause(lead))
        if meant or due:
            yield found.span()


def _clause(lead: str) -> str:
    return re.split("[,:]", lead)[-1]


def _is_quoted(text: str, at: int) -> bool:
    return any(text.rfind(opening, 0, at) > text.rfind(closing, 0, at) for opening, closing in ("《》", "“”"))
