"""Numbers that a unit of this kind cannot have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.findings import Severity
from core.report.report import Report
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.fold import bare
from core.text.numbers import plain

_MAKES_RULES = re.compile(
    r"(?:省|自治区|自治州|州|盟|地区)(?:人民政府|政府)?(?:办公(?:室|厅))?$|市(?:人民政府|政府)?(?:办公(?:室|厅))?$|国务院|部$|总局$"
)
_COUNTY = re.compile(r"县|旗|区(?!域)|镇|乡|街道|局|委员会|委$|办公室$|中心$")


@rule("table.competence", "规章制定权限", Severity.WARNING, Need.FORM, "form")
def competence(case: Case) -> Iterator[Problem]:
    """县级、乡镇和部门不制定规章，“规章”一行应为0。

    检查：2019年起的主动公开情况表，县级及以下政府、乡镇、街道和部门的报告中“规章”一行的数字是否为0。
    为什么：只有国务院部门、省级和设区的市、自治州人民政府可以制定规章；县级填了数字，多半是把规范性文件填错了行。
    依据：《中华人民共和国立法法》关于规章制定权限的规定
    错误示例：某县报告“规章：本年制发件数3”
    正确示例：某县报告“规章：本年制发件数0”
    """
    report = case.report
    matches = [match for match in report.forms if "rules" in match.rows and match.form.values]
    if not matches:
        raise NotApplicable("这一版格式的表格没有“规章”一行。")
    if not _cannot_make_rules(report):
        raise NotApplicable("这一级单位可以制定规章。")
    for match in matches:
        for column in match.form.values:
            value = match.value("rules", column.id)
            if value and value.value:
                message = f"“规章”的“{column.label}”填了{plain(value.value)}，{report.unit}没有规章制定权"
                data = {"row": "rules", "column": column.label, "actual": int(value.value)}
                yield Problem(match.place("rules", column.id), message, "核对是否应填在“行政规范性文件”一行，本行填0。", data)


def _cannot_make_rules(report: Report) -> bool:
    """Counties, townships and departments; a city's own government may make rules, a city of a county's rank cannot be told."""
    name = bare(report.title.unit or "") if report.title else ""
    return bool(name) and not _MAKES_RULES.search(name) and bool(_COUNTY.search(name))
