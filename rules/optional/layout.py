"""Chapters that the format does not have, and a first chapter that is longer than a region allows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Paragraph
from core.findings import Severity
from core.option import option
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.fold import bare


@rule(
    "structure.extra-chapter",
    "没有格式以外的章节",
    Severity.INFO,
    Need.TEXT | Need.EDITION,
    "items",
    required=False,
    enabled=False,
)
def extra_chapter(case: Case) -> Iterator[Problem]:
    """规定的六个部分以外不另设一级标题。

    检查：2019年起的报告，一级标题中有没有规定的六个部分以外的章节。附件不算；2018年及以前的报告章节不限，不检查。
    为什么：30号文要求内容“不能遗漏，也不宜泛化”；另外的内容放进第六部分。
    依据：国办公开办函〔2021〕30号规定的格式
    错误示例：七、2024年工作打算
    正确示例：（五）监督保障　……　六、其他需要报告的事项（另外的内容写在这里）
    """
    report = case.report
    if not report.fixed_chapters:
        raise NotApplicable("这一版格式的章节不限标题和顺序。")
    known = {match.section for match in report.fixed_chapters}
    for section in report.chapters:
        if section not in known and section.number:
            message = f"“{section.title}”不是规定的六个部分之一"
            yield Problem(section.place, message, "并入第六部分或有关部分。", {"section": section.title})


@dataclass(frozen=True)
class LengthOptions:
    """How long chapter one may be."""

    limit: int = option("第一部分最多多少字（不计空格和表格）", 1000, check=lambda value: None if value > 0 else "应大于0")


@rule(
    "structure.overall-length",
    "总体情况的篇幅",
    Severity.INFO,
    Need.TEXT | Need.EDITION,
    "items",
    required=False,
    options=LengthOptions,
    enabled=False,
)
def overall_length(case: Case) -> Iterator[Problem]:
    """第一部分“总体情况”不宜太长。

    检查：2019年起的报告，第一部分的字数（不计空格和表格）是否超过规定的上限，上限可以调整。
    为什么：有的地方要求聚焦主题、简明客观，篇幅原则上不超过一千字。
    依据：有关市关于年度报告编制的通知（地方要求）
    错误示例：（第一部分写了1860字）
    正确示例：（第一部分写了950字）
    """
    report = case.report
    overall = next((match.section for match in report.fixed_chapters if match.chapter.number == 1), None)
    if overall is None:
        raise NotApplicable("这一版格式没有“总体情况”部分，或没有找到这一部分。")
    blocks = report.document.blocks[overall.blocks[0] : overall.blocks[1]]
    length = sum(len(bare(block.text)) for block in blocks if isinstance(block, Paragraph))
    limit = case.chosen(LengthOptions).limit
    if length > limit:
        message = f"“{overall.title}”有{length}字，超过{limit}字"
        yield Problem(overall.place, message, "压缩篇幅，保留主要事实和数据。", {"expected": limit, "actual": length})
