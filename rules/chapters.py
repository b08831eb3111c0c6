"""Chapters of the editions from 2019 on: their titles, their order, and what chapter one must speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.document import Paragraph
from core.edition import Aspect, Edition
from core.findings import Severity
from core.place import Missing
from core.report.report import Report
from core.report.sections import Section
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.fold import folded


@rule("structure.section-order", "章节顺序", Severity.WARNING, Need.TEXT | Need.EDITION, "items")
def order(case: Case) -> Iterator[Problem]:
    """规定的六个部分要按规定的顺序排列。

    检查：2019年起的报告，“一、总体情况”至“六、其他需要报告的事项”的先后。2018年及以前的报告章节不限，不检查。
    为什么：格式统一规定了顺序，颠倒后上级汇总和公众比对都不方便。
    依据：国办公开办函〔2021〕30号规定的格式
    错误示例：三、政府信息公开行政复议、行政诉讼情况　四、收到和处理政府信息公开申请情况
    正确示例：三、收到和处理政府信息公开申请情况　四、政府信息公开行政复议、行政诉讼情况
    """
    _require_chapters(case.report)
    furthest = -1
    for match in case.report.fixed_chapters:
        if match.section is None:
            continue
        position = match.section.blocks[0]
        if position < furthest:
            message = f"“{match.section.title}”的位置不对，它是规定的第{_numeral(match.chapter.number)}部分"
            data = {"section": match.chapter.title}
            yield Problem(match.section.place, message, "按规定顺序调整各部分。", data, reports=("order",))
        furthest = max(furthest, position)


def _numeral(number: int) -> str:
    return "一二三四五六七八九十"[number - 1]


def _require_chapters(report: Report) -> None:
    if not report.fixed_chapters:
        raise NotApplicable("这一版格式的章节不限标题和顺序。")


@rule("structure.section-title", "章节标题", Severity.WARNING, Need.TEXT | Need.EDITION, "items")
def titles(case: Case) -> Iterator[Problem]:
    """规定的各部分要用规定的标题。

    检查：2019年起的报告，六个部分的标题与规定的写法（包括通行的几种写法）是否一致；空格和末尾的句号不算。
    为什么：标题是固定格式，改写标题说明可能沿用了旧版本或其他报告的模板。
    依据：国办公开办函〔2021〕30号规定的格式
    错误示例：一、工作总体推进情况
    正确示例：一、总体情况
    """
    _require_chapters(case.report)
    for match in case.report.fixed_chapters:
        if match.section is not None and not match.titled_right:
            message = f"标题“{match.section.title}”与规定的“{match.chapter.title}”不一致"
            data = {"section": match.chapter.title, "actual": match.section.title}
            follows = ("chapters",)
            yield Problem(match.section.place, message, f"改为“{match.chapter.title}”。", data, follows=follows)


@rule("structure.aspect-missing", "总体情况写全", Severity.WARNING, Need.TEXT | Need.EDITION, "items")
def aspects(case: Case) -> Iterator[Problem]:
    """总体情况要写全五个方面；各级政府还要写工作考核、社会评议和责任追究情况。

    检查：第一部分有没有写到主动公开、依申请公开、政府信息管理、平台建设、监督保障；政府（含乡镇）的报告有没有写到工作考核、
    社会评议、责任追究结果情况；街道办事处写了其中两项的，第三项也要写。写在小标题里或正文里都算；多数方面有小标题的，没有小标题的
    方面要在正文里专门写到，别处提一句“网站”不算。
    为什么：《条例》第五十条逐项列明了这些内容，缺一项会被要求补充。
    依据：《中华人民共和国政府信息公开条例》（2019年国务院令第711号）第五十条
    错误示例：总体情况只写了主动公开和依申请公开两个方面
    正确示例：（一）主动公开（二）依申请公开（三）政府信息管理（四）政府信息公开平台建设（五）监督保障
    """
    report = case.report
    edition = report.edition
    if edition is None or not edition.aspects:
        raise NotApplicable("这一版格式没有这项要求。")
    overall = next((match.section for match in report.fixed_chapters if match.chapter.number == 1), None)
    if overall is None:
        raise NotApplicable("没有找到“总体情况”部分（已在“法定内容齐全”一项报告）。")
    blocks = report.document.blocks[overall.blocks[0] : overall.blocks[1]]
    if len(blocks) == 1 and not overall.run_in:
        raise NotApplicable("“总体情况”下面没有内容（已在“章节有内容”一项报告）。")
    text = "\n".join(folded(block.text) for block in blocks if isinstance(block, Paragraph))
    outline = _outline(report, overall, edition)
    for aspect in _due(report, edition, text):
        if not _is_told(aspect, text, outline):
            place = Missing(overall.key, overall.blocks[1] - 1, aspect.title)
            message = f"“总体情况”没有写到{aspect.title}"
            yield Problem(place, message, f"在第一部分补写{aspect.title}情况；没有的也要写明。", {"aspect": aspect.id})


# The office of a government is no government by itself.
_NO_GOVERNMENT = re.compile(r"(?:办公室|办公厅)$")


# A street office is the arm of a government: what it tells of its own account must be whole, and nothing must be told.
_STREET = re.compile(r"街道(?:办事处)?$")
_MOST = 3


def _outline(report: Report, overall: Section, edition: Edition) -> str:
    """The headings inside chapter one where most aspects have one of their own; else nothing."""
    start, end = overall.blocks
    heads = "\n".join(folded(s.title) for s in report.sections if s.level > overall.level and start <= s.blocks[0] < end)
    named = [aspect for aspect in edition.aspects if aspect.heading and re.search(aspect.heading, heads)]
    return heads if len(named) >= _MOST else ""


def _is_told(aspect: Aspect, text: str, outline: str) -> bool:
    if outline and aspect.outright:
        text, words = f"{outline}\n{text}", (aspect.outright if not re.search(aspect.heading, outline) else (aspect.heading,))
        return any(re.search(pattern, text) for pattern in words)
    return any(re.search(pattern, text) for pattern in aspect.words)


def _due(report: Report, edition: Edition, text: str) -> list[Aspect]:
    name = (report.title.unit if report.title else None) or ""
    government = report.kind != "department" and (bool(report.kinds) or not _NO_GOVERNMENT.search(name))
    theirs = [aspect for aspect in edition.aspects if aspect.governments]
    if government and not report.kinds and _STREET.search(name):
        government = sum(_is_told(aspect, text, "") for aspect in theirs) > 1
    return [aspect for aspect in edition.aspects if not aspect.governments or government]
