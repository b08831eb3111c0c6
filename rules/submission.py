"""Wording for the superior or the reviewer in the version for the public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.findings import Severity
from core.place import InText
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold
from core.text.memory import remembered
from rules.wordlists import Entry, compiled, entries

_BASIS = "年度报告面向社会公布，呈报、请示用语和审稿备注不应出现在公布稿中"
_QUOTED = re.compile("《[^《》]*》|“[^“”]*”")


@rule(
    "content.submission-wording", "没有呈报和请示用语", Severity.WARNING, Need.TEXT, "items", yields_to=("content.placeholder",)
)
def submission_wording(case: Case) -> Iterator[Problem]:
    """公布稿里不能留着呈报上级的用语和给审核人的备注。

    检查：“现予呈报”“请审示”“妥否，请批示”“请领导审阅”，括号里请人核实、修改的备注，“送审稿”“征求意见稿”等稿件状态。
    《》和引号里的名称不算。
    为什么：年度报告是给公众看的；这些话说明公布的是报送上级的稿子。
    依据：年度报告面向社会公布
    错误示例：本报告已经县人民政府同意，现予呈报。
    正确示例：本报告已经县人民政府同意，现予公布。
    """
    report = case.report
    last = report.title.last + 1 if report.title else 0
    for paragraph in [*report.document.paragraphs[:last], *report.body]:
        words = fold(paragraph.text)
        for entry, start, end in _found(words.text):
            place = InText(paragraph.index, *words.back(start, end))
            shown = paragraph.text[place.start : place.end]
            advice = "改为“现予公布”。" if entry.id == "submit" else "删去。"
            yield Problem(place, entry.says.format(shown), advice, {"kind": entry.id, "text": shown}, basis=_BASIS)


@remembered
def _found(text: str) -> Iterator[tuple[Entry, int, int]]:
    """Every such wording once, those in quotation marks and titles left out."""
    taken = [match.span() for match in _QUOTED.finditer(text)]
    found: list[tuple[Entry, int, int]] = []
    for entry in entries("submission"):
        for match in compiled(entry.pattern).finditer(text):
            if not any(match.start() < hi and lo < match.end() for lo, hi in taken):
                taken.append(match.span())
                found.append((entry, *match.span()))
    yield from _joined(sorted(found, key=lambda each: each[1]), text)


def _joined(found: list[tuple[Entry, int, int]], text: str) -> Iterator[tuple[Entry, int, int]]:
    """What stands in one sentence (妥否,请批示) together: it goes as a whole."""
    for number, (entry, start, end) in enumerate(found):
        if number and not re.search("[。!?\n]", text[found[number - 1][2] : start]):
            continue
        last = end
        for _, lo, hi in found[number + 1 :]:
            if re.search("[。!?\n]", text[last:lo]):
                break
            last = hi
        yield entry, start, last
