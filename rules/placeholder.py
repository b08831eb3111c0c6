"""What a template or an unfinished draft leaves behind: placeholders, comments, tracked changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from core.document import Document, Paragraph, Revision, RevisionKind, Text
from core.findings import Severity
from core.place import InCell, InText, Missing, Place
from core.report.contact_shapes import find_labels
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold
from core.text.memory import remembered
from rules.wordlists import Entry, compiled, entries

_BASIS = "年度报告公开发布前应当定稿：内容完整，没有模板文字、批注和修订"
_SHOWN = 30
_NEAR, _LONGEST_NAME = 8, 24
_KIND = {RevisionKind.COMMENT: "批注", RevisionKind.INSERTION: "插入", RevisionKind.DELETION: "删除"}


@rule("content.placeholder", "没有占位符、批注和修订", Severity.ERROR, Need.NOTHING, "items")
def placeholder(case: Case) -> Iterator[Problem]:
    """公开的稿件里不能有没填完的模板文字，也不能留着批注和修订。

    检查：XX、××、某某、20××年、1月×日、数字处的空白、待补充、【…】、（单位名称）、____、空括号、没填完的日期、TODO、失效的域；Word 文件里的批注和没有接受的修订。
    为什么：留着占位符说明内容没有填完，批注和修订会把内部意见公开出去。
    依据：年度报告公开发布前应当定稿
    错误示例：全年公开信息××条，可在县政府网站下载（）。
    正确示例：全年公开信息1200条，可在县政府网站（www.qinghe-yangben.gov.cn）下载。
    """
    for paragraph in case.report.document.paragraphs:
        words = fold(paragraph.text)
        for found, entry in _unfilled(words.text):
            place = InText(paragraph.index, *words.back(*found.span()))
            shown = paragraph.text[place.start : place.end]
            data = {"kind": entry.id, "text": shown}
            reports = tuple(_unstated(words.text, *found.span()))
            yield Problem(place, entry.says.format(shown), "填写实际内容，没有内容的删去。", data, basis=_BASIS, reports=reports)
        yield from _gaps(paragraph)
    yield from _revised(case.report.document)


@remembered
def _unfilled(text: str) -> Iterator[tuple[re.Match[str], Entry]]:
    """Every placeholder once, whichever pattern finds it first."""
    taken: list[tuple[int, int]] = []
    for entry in entries("placeholders"):
        for match in compiled(entry.pattern).finditer(text):
            start, end = match.span()
            around = text[max(0, start - 12) : end + 12]
            if any(start < hi and lo < end for lo, hi in taken) or (entry.unless and re.search(entry.unless, around)):
                continue
            taken.append((start, end))
            yield match, entry


# A figure's place left blank: 推送图文　　篇. Words set wide (姓　　名, 日　　期, 负　责　人) are none.
_GAP = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![姓署地学定日周工报申法负责经联系个单])(?P<gap>[ \t]{3,}|[ \t]*\u3000[ \t]*\u3000[ \t\u3000]*)"
    r"(?=(?P<unit>人次|万?元|[条件次个份篇场期名人项处起宗户]|%|％)(?:[，。；、,;）)（(]|$))"
)
_LEAST_BEFORE = 3


def _gaps(paragraph: Paragraph) -> Iterator[Problem]:
    """Blanks in front of a measure word, behind running text."""
    for match in _GAP.finditer(paragraph.text):
        clause = re.split("[，。；、,;：:]", paragraph.text[: match.start()])[-1].strip()
        if len(clause) >= _LEAST_BEFORE and not re.search(r"\s{2}", clause):
            place = InText(paragraph.index, *match.span("gap"))
            message = f"“{match['unit']}”前面空着，数字没有填写"
            yield Problem(place, message, "填写实际数字。", {"kind": "gap", "text": match.group()}, basis=_BASIS)


def _unstated(text: str, start: int, end: int) -> Iterator[str]:
    """What is not stated because it was not filled in: the contact behind a label, the period, the date at the end."""
    left = max(text.rfind(mark, 0, start) for mark in "。;,\n") + 1
    labels = [label for label in find_labels(text[left:start]) if start - left - label.end <= _NEAR]
    yield from (f"contact:{field}" for label in labels[-1:] for field in label.fields)
    if text[:start].endswith("网站") or text[:start].endswith("官网"):
        yield "contact:website"
    sentence = text[max(text.rfind(mark, 0, start) for mark in "。\n") + 1 : end + _NEAR]
    if re.search("统计|期限|时限", sentence):
        yield "period"
    if re.fullmatch(r".{0,12}[年月日XxX×\d_?]{3,}.{0,4}", text) and "月" in text:
        yield "sign-off:date"
    if len(text) <= _LONGEST_NAME and re.search("(?:政府|办公室|局|委员会|办事处)$", text):
        yield "sign-off:unit"


# --- comments and tracked changes ---------------------------------------------------------------------------------


def _revised(document: Document) -> Iterator[Problem]:
    """One problem for the comments, one for the tracked changes of a block."""
    groups: dict[tuple[Place | int, bool], tuple[Place, list[Revision]]] = {}
    # The program's own marks are no leftovers of the office.
    revisions = [revision for revision in document.revisions if not revision.own]
    holders = _holders(document) if revisions else {}
    for revision in revisions:
        place = _place(holders, revision)
        block = place.paragraph if isinstance(place, InText) else place
        groups.setdefault((block, revision.kind is RevisionKind.COMMENT), (place, []))[1].append(revision)
    for (_, is_comment), (place, held) in groups.items():
        yield _left(place, is_comment, held)


def _left(place: Place, is_comment: bool, revisions: list[Revision]) -> Problem:
    unseen = "" if is_comment else "空白或段落标记"
    words = [_short(_KIND[each.kind] + (f"“{each.text}”" if each.text.strip() else unseen)) for each in revisions]
    shown = "、".join(words[:3]) + ("等" if len(words) > 3 else "")
    data = {"kind": "comment" if is_comment else "revision", "count": len(revisions)}
    if is_comment:
        return Problem(place, f"留有{len(revisions)}处批注：{shown}", "处理后删除批注。", data, basis=_BASIS)
    message = f"留有{len(revisions)}处没有接受或拒绝的修订：{shown}"
    return Problem(place, message, "在“审阅”中接受或拒绝全部修订。", data, basis=_BASIS)


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else words[: _SHOWN - 2] + "…”"


_Holder = tuple[Text, Place]


def _holders(document: Document) -> dict[int, list[_Holder]]:
    """The texts that have something of each paragraph of the file, each with the place of its start."""
    found: dict[int, list[_Holder]] = {}
    texts: Iterator[_Holder] = ((each.content, InText(each.index, 0, 0)) for each in document.paragraphs)
    cells: Iterator[_Holder] = (
        (cell.content, InCell(table.index, cell.row, cell.column)) for table in document.tables for cell in table.cells
    )
    for content, place in chain(texts, cells):
        for number in {span.node[0] for span in content.spans if span.node}:
            found.setdefault(number, []).append((content, place))
    return found


def _place(holders: dict[int, list[_Holder]], revision: Revision) -> Place:
    """The character that a revision begins at, else the end of its paragraph or cell."""
    node = revision.node[:2]
    for content, place in holders.get(node[0], ()) if node else ():
        if not isinstance(place, InText):
            return place
        offset = _offset(content, node)
        end = min(len(content.text), offset + max(1, _length(revision)))
        return InText(place.paragraph, min(offset, max(0, end - 1)), end)
    return Missing(None, None, "批注和修订")


def _length(revision: Revision) -> int:
    return len(revision.text) if revision.kind is RevisionKind.INSERTION else 1


def _offset(content: Text, node: tuple[int, ...]) -> int:
    """Where a node stands in a text of the same paragraph of the file; where it is not itself in the text, what comes next."""
    own = [span for span in content.spans if span.node[:1] == node[:1]]
    return next((span.start for span in own if span.node[:2] >= node), own[-1].end)
