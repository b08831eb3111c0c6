"""Punctuation inside sentences: doubled, half-width, missing at the end, and 、 where none belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.document import Block, Paragraph
from core.findings import Severity
from core.gaps import is_beside_gap
from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import folded
from core.text.outline import ATTACHMENT, numbering
from rules.language.mending import edits, one_mark
from rules.language.reading import URL, Stretch, paragraphs

_CJK = "\u4e00-\u9fff"
_DOUBLED = re.compile(r"[，。、；：,;:](?:[ \t]?[，。、；：,;.:])+|(?<![A-Za-z])[.](?:[ \t]?[，。、；：])+")
_FULL = re.compile("[，。、；：]")
_HALF = re.compile(
    rf"(?<=[{_CJK}》”）%％])\s?(?P<mark>[,;:!?])(?=\s?[{_CJK}《“（])"
    # Behind Chinese a figure follows, or behind a figure Chinese goes on: 传真:0855-3390067, 98条，其中12;.
    rf"|(?<=[{_CJK}》”）])(?P<before>[,;:])(?=\s?\d)|(?<=[\dA-Za-z])(?P<behind>[,;])(?=\s?[{_CJK}《“（])"
)
_FULL_OF = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}
_HALF_STOP = re.compile(rf"(?<=[{_CJK}》”）%\d])(?P<mark>[.．])\s*$")
# 公开信息6218条.: however short, a figure and what it counts end no heading.
_STOP_BEHIND_FIGURE = re.compile(r"\d余?(?:[条次份个篇期场件项]|人次|万元)\s*[.．]\s*$")
# 公开0条.内容: inside a paragraph, where neither a numbered heading nor the name of a site has it.
_STOP_INSIDE = re.compile(
    rf"(?<=[{_CJK}]{{2}}|\d[条件次份个篇期场])(?P<mark>[.])(?=[{_CJK}])(?!中国|政务|公益|公司|网址|网络|在线|手机)"
)
# A stop in a name stands for another mark: 《教育.科技简报》.
_QUOTED = re.compile("《[^《》]*》|“[^“”]{1,20}”")
_BETWEEN = re.compile(r"》(?P<title>、)《|”(?P<quote>、)“")
_BETWEEN_WITH_NOTE = re.compile(r"[》”]（[^（）]*）、?[《“]|[》”][^，。；、《》“”（）]{1,8}、[《“]")
# 许可事项的“双公示”、“双随机、一公开”执法检查结果、执法人员情况: quotations in two items of a longer list.
_ITEMS_OF_A_LIST = re.compile(r"、[^，。；、《》“”（）]{1,16}的“[^“”]*”、“[^“”]*”(?!等)[^，。；、《》“”（）]{2,16}、")
_NUMBER = re.compile(rf"(?:^|(?<=[。；：\n]))\s*[（(][一二三四五六七八九十\d]{{1,3}}[）)](?P<mark>[、.．])(?=\s*[{_CJK}“《])")
_CLOSED = re.compile(r"[。！？；：…”）》、，!?;:)…—,.．]$")
# A comma at the end of a paragraph: something is missing, or it should be a full stop.
_HANGS = re.compile("[,，、]$")
_LONG = 30
_LONG_BEHIND_A_STOP = 16
"""How long text is at least; where a sentence in the same paragraph has its full stop, it is shorter."""
_LABELLED = re.compile(r"[:：]")
_ENDS_LIKE_TEXT = re.compile(rf"[{_CJK}\d%]$")
# 通讯地址：…，邮政编码434109: a line of its own.
_CONTACT = re.compile("[^,。;:]{0,8}(?:地址|邮编|邮政编码|电话|传真|邮箱|网址):")
_NOTE = re.compile(r"^[（(]?(?:注|备注|说明|来源|附件|附表|附)[:：\d一二三]?")
_OPENS_ANEW = re.compile(
    r"(?:20\d\d年|今年|全年|年内|截至|根据|按照|为|[一二三四五]是|(?:(?:主要|存在的?)?(?:问题|不足|短板)|(?:改进|整改)(?:情况|措施|方向)?|下一步(?:打算|措施|工作)|打算):|下一步|同时|此外|另外|其中,|全[县市区镇乡省州]|我[县市区镇乡局委办]|本(?:年|报告|机关))"
)


@rule("language.punctuation", "标点符号", Severity.INFO, Need.TEXT, "punctuation", required=False)
def punctuation(case: Case) -> Iterator[Problem]:
    """标点不重复、不遗漏，中文里用全角。

    检查：连用的标点（。。、，、），汉字之间的半角逗号、分号、冒号，成段文字末尾漏掉的句号，并列的书名号之间、引号之间的顿号，带括号的序号后面的顿号。
    网址、邮箱、数字、表格、标题和一行一项的清单不查句末标点。
    为什么：标点有国家标准，发布前统一改好，显得规范。
    依据：《标点符号用法》（GB/T 15834—2011）
    错误示例：公开《预算》、《决算》，，共12件
    正确示例：公开《预算》《决算》，共12件
    """
    for stretch in paragraphs(case.report):
        yield from _found(stretch)
    yield from _unfinished(case.report)


@kept
def _found(stretch: Stretch) -> Iterator[Problem]:
    urls = [match.span() for match in URL.finditer(stretch.text)]
    for problem, at in (*_doubled(stretch), *_half(stretch), *_numbered(stretch)):
        if not any(lo <= at < hi for lo, hi in urls):
            yield problem
    yield from _between(stretch)


def _doubled(stretch: Stretch) -> Iterator[tuple[Problem, int]]:
    for match in _DOUBLED.finditer(stretch.text):
        marks = match.group()
        if _FULL.search(marks):
            right = "……" if re.fullmatch("。{3,}", marks) else _FULL_OF.get(marks[0], marks[0])
            message = f"标点重复：“{marks}”"
            changes = edits(stretch, one_mark(marks, match.start(), right))
            advice = f"只留一个标点，如“{right}”。"
            yield Problem(stretch.place(*match.span()), message, advice, {"actual": marks}, edits=changes), match.start()


def _half(stretch: Stretch) -> Iterator[tuple[Problem, int]]:
    """The half-width marks of a paragraph, together in one problem."""
    found = [match.span(match.lastgroup or 0) for match in _HALF.finditer(stretch.text)]
    quoted = [match.span() for match in _QUOTED.finditer(stretch.text)]
    inside = [match.span("mark") for match in _STOP_INSIDE.finditer(stretch.text)]
    found += [span for span in inside if not any(lo < span[0] < hi for lo, hi in quoted)]
    if (
        (len(folded(stretch.text)) >= _LONG or "，" in stretch.text or _STOP_BEHIND_FIGURE.search(stretch.text))
        and (stop := _HALF_STOP.search(stretch.text))
        and not stretch.text[-3:].count(".") > 1
    ):
        found.append(stop.span("mark"))
    if not found:
        return
    places = [stretch.place(*span) for span in found]
    mark = stretch.text[slice(*found[0])]
    right = _FULL_OF.get(mark, "。")
    more = f"（本段共{len(found)}处）" if len(found) > 1 else ""
    message = f"中文里用了半角标点“{mark}”，应为“{right}”{more}"
    changes = edits(stretch, ((*span, _FULL_OF.get(stretch.text[slice(*span)], "。")) for span in found))
    data = {"expected": right, "count": len(found)}
    yield Problem(places[0], message, f"改为全角的“{right}”。", data, tuple(places[1:]), edits=changes), found[0][0]


def _numbered(stretch: Stretch) -> Iterator[tuple[Problem, int]]:
    """（一）、: a number in brackets needs no further mark."""
    for match in _NUMBER.finditer(stretch.text):
        mark, span = match["mark"], match.span("mark")
        number = match.group().strip()
        data = {"actual": number, "expected": number[:-1]}
        message = f"带括号的序号后面不用“{mark}”：“{number}”"
        yield Problem(stretch.place(*span), message, f"删去“{mark}”。", data, edits=edits(stretch, [(*span, "")])), span[0]


def _between(stretch: Stretch) -> Iterator[Problem]:
    """、 between titles and between quotations; right where one of them has a note behind it."""
    for clause in re.finditer("[^，。；！？\n]+", stretch.text):
        found = list(_BETWEEN.finditer(clause.group()))
        if not found or _BETWEEN_WITH_NOTE.search(clause.group()) or _ITEMS_OF_A_LIST.search(clause.group()):
            continue
        places = [stretch.place(clause.start() + match.start(), clause.start() + match.end()) for match in found]
        name = "书名号" if found[0]["title"] else "引号"
        message = f"并列的{name}之间通常不用顿号：“{found[0].group()}”"
        spans = [match.span("title" if match["title"] else "quote") for match in found]
        changes = edits(stretch, ((clause.start() + lo, clause.start() + hi, "") for lo, hi in spans))
        yield Problem(places[0], message, "删去顿号。", {"count": len(found)}, tuple(places[1:]), edits=changes)


# --- the mark at the end of a paragraph ---------------------------------------------------------------------------


def _unfinished(report: Report) -> Iterator[Problem]:
    """Long paragraphs of text that end without a mark.

    Only where something new clearly begins behind them: a sentence broken by a line or page end is not the author's error.
    """
    headings = {section.place.paragraph for section in report.sections if not section.run_in}
    for paragraph in report.body:
        hangs = _HANGS.search(paragraph.text.rstrip())
        if paragraph.index in headings or not _is_text(paragraph) or (_CLOSED.search(paragraph.text.rstrip()) and not hangs):
            continue
        position = report.document.position(paragraph)
        before = report.document.blocks[position - 1] if position else None
        after = report.document.blocks[position + 1] if position + 1 < len(report.document.blocks) else None
        if is_beside_gap(report.document, paragraph):
            continue
        if _begins_anew(report, after) and not _is_item(paragraph, before, after):
            text = paragraph.text.rstrip()
            place = InText(paragraph.index, len(text) - 1, len(text))
            message = f"段落末尾{f'是“{text[-1]}”' if hangs else '没有标点'}：“……{text[-10:]}”"
            advice = f"核对后面是否漏了内容；没有的，把“{text[-1]}”改为“。”。" if hangs else "在段末补上“。”。"
            yield Problem(place, message, advice, {"expected": "。"})


def _is_text(paragraph: Paragraph) -> bool:
    text = folded(paragraph.text)
    if (
        len(text) < (_LONG_BEHIND_A_STOP if "。" in text else _LONG)
        or paragraph.heading is not None
        or paragraph.bold
        or not (_ENDS_LIKE_TEXT.search(text) or _HANGS.search(text))
    ):
        return False
    labels = len(_LABELLED.findall(text))
    return (
        bool(re.search("[,。;]", text))
        and labels <= 1
        and not _CONTACT.match(text)
        and not _NOTE.match(text)
        and not ATTACHMENT.match(text)
    )


def _begins_anew(report: Report, after: Block | None) -> bool:
    if not isinstance(after, Paragraph):
        return True
    words = folded(after.text)
    if numbering(words) or ATTACHMENT.match(words) or _OPENS_ANEW.match(words):
        return True
    signed = (report.sign_off.unit_place, report.sign_off.date_place)
    return any(place is not None and place.paragraph == after.index for place in signed)


def _is_item(paragraph: Paragraph, before: Block | None, after: Block | None) -> bool:
    """An item of a list whose other items have no mark either."""
    mark = numbering(folded(paragraph.text))
    if mark is None:
        return False
    for other in (before, after):
        words = folded(other.text) if isinstance(other, Paragraph) else ""
        theirs = numbering(words)
        if theirs and theirs.level == mark.level and not _CLOSED.search(words):
            return True
    return False
