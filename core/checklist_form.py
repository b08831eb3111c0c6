"""How an office wants its checklist: the title, the columns, the lines to sign. What it leaves open each export decides."""

from __future__ import annotations

from dataclasses import dataclass

COLUMNS = {
    "序号": "第几处",
    "级别": "错误、提醒或提示",
    "位置": "在哪一章、哪一段、哪一格",
    "原文": "报告里的原话",
    "问题": "哪里不对",
    "规则": "规则的名称和编号",
    "原因": "为什么要改",
    "依据": "法规、文件或格式要求",
    "修改建议": "怎么改",
}
"""The columns that the program fills, with their meanings."""
REMEDY = "整改情况"
TITLE = "政府信息公开工作年度报告自查单"
FILL_IN = (REMEDY, "责任人", "日期")
SIGNATURES = ("检查人", "复核人", "日期")


@dataclass(frozen=True, slots=True)
class ChecklistForm:
    """The form of a checklist. ``columns`` None: each export takes those that fit its pages; ``fill_in`` are filled in by hand."""

    title: str = TITLE
    columns: tuple[str, ...] | None = None
    fill_in: tuple[str, ...] | None = None
    signatures: tuple[str, ...] = SIGNATURES
    note: str = ""


DEFAULT = ChecklistForm()
