"""Abbreviations that are explained and not used, and names that are no longer in use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.findings import Severity
from core.option import option
from core.place import InText
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold, folded
from rules.wordlists import load

_EXPLAINED = re.compile(
    r"(?:以下|下文|下)(?:均|统一)?简?称:?(?:为)?(?:“(?P<word>[^“”]{2,20})”|(?P<title>《[^《》]{2,20}》)|(?P<plain>[\u4e00-\u9fff]{2,10})(?=\)))"
)


@rule("language.abbreviation", "简称先说明、后使用", Severity.INFO, Need.TEXT, "wording", required=False, enabled=False)
def abbreviation(case: Case) -> Iterator[Problem]:
    """“以下简称”说明的简称，后文要用；不要在说明之前先用。

    检查：“以下简称××”的简称后文（含表格）有没有用到；书名号里的简称是不是在说明之前已经用了。
    为什么：说明了却不用，多半是删改正文后留下的。
    依据：年度报告应当用语规范、文字严谨
    错误示例：……（以下简称《办法》）……（后文没有再提《办法》）
    正确示例：……（以下简称《条例》）……认真落实《条例》规定
    """
    report = case.report
    texts = [fold(paragraph.text) for paragraph in report.document.paragraphs]
    cells = "\n".join(folded(cell.text) for table in report.document.tables for cell in table.cells)
    for paragraph in report.body:
        words = texts[paragraph.index]
        for match in _EXPLAINED.finditer(words.text):
            name = match["word"] or match["title"] or match["plain"]
            later = words.text[match.end() :] + "\n".join(each.text for each in texts[paragraph.index + 1 :]) + cells
            before = "\n".join(each.text for each in texts[: paragraph.index]) + "\n" + words.text[: match.start()]
            place = InText(paragraph.index, *words.back(*match.span()))
            if name not in later:
                yield Problem(place, f"说明了简称“{name}”，后文没有用到", "删去“以下简称……”。", {"name": name})
            elif match["title"] and name in before:
                yield Problem(place, f"简称“{name}”在说明之前已经用了", "在第一次出现处说明。", {"name": name})


@dataclass(frozen=True, slots=True)
class _Name:
    """An office's former name and today's."""

    old: str
    now: str


@dataclass(frozen=True, slots=True)
class _Names:
    """Former names of offices, and what shows that a sentence tells of the past."""

    since: int
    names: tuple[_Name, ...]
    history: str


@dataclass(frozen=True)
class NameOptions:
    """What else an office does not want to see."""

    words: tuple[str, ...] = option("还有哪些词语不应出现（过时的机构名称、提法，已离任的人名等）", ())


_QUOTED = re.compile("《[^《》]*》|“[^“”]*”")


@rule(
    "language.outdated-name",
    "没有过时的名称",
    Severity.INFO,
    Need.TEXT | Need.YEAR,
    "wording",
    required=False,
    options=NameOptions,
    enabled=False,
)
def outdated_name(case: Case) -> Iterator[Problem]:
    """不用已经撤并的机构名称和过时的提法。

    检查：2020年度起的报告，正文里2018年机构改革前的机构名称；本单位自己列出的词语。书名号、引号里的，前面有“原”字的，讲机构改革、
    档案的句子不算。
    为什么：旧名称多半是沿用多年前的稿子留下的。
    依据：《国务院机构改革方案》（2018年）及各地机构改革方案
    错误示例：（2023年报告）县国土资源局公开土地出让信息35条
    正确示例：（2023年报告）县自然资源局公开土地出让信息35条；接收原县国土资源局档案3.2万卷
    """
    lists = load("outdated_names", _Names)
    listed = {each.old: each.now for each in lists.names} if (case.report.year or 0) >= lists.since else {}
    listed |= dict.fromkeys((word for word in case.chosen(NameOptions).words if word.strip()), "")
    for paragraph in case.report.body:
        words = fold(paragraph.text)
        own = _QUOTED.sub(lambda match: "□" * len(match.group()), words.text)
        for old, now in listed.items():
            for match in re.finditer(re.escape(folded(old)), own):
                if now and _tells_of_the_past(own, match.start(), match.end(), lists.history):
                    continue
                place = InText(paragraph.index, *words.back(*match.span()))
                said = f"“{old}”是过去的名称，现在是{now}" if now else f"出现了本单位列出的词语“{old}”"
                yield Problem(place, said, f"核对后改为“{now}”。" if now else "核对后修改。", {"word": old, "now": now or None})


def _tells_of_the_past(text: str, start: int, end: int, history: str) -> bool:
    left = max(text.rfind(mark, 0, start) for mark in "。;\n") + 1
    right = min((at for mark in "。;\n" if (at := text.find(mark, end)) >= 0), default=len(text))
    return bool(
        re.search(r"原[\u4e00-\u9fff]{0,6}$", text[left:start]) or re.search(history, text[left:start] + "\n" + text[end:right])
    )
