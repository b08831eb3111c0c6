"""What else a reviewer sees in the tables: figures that slipped into the neighbouring column, and an unsigned form."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from core.edition import Relation
from core.findings import Severity
from core.place import Missing
from core.report.closing import footer_values
from core.report.formmatch import FormMatch
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.numbers import plain


@rule("table.shifted-column", "数字没有填错列", Severity.INFO, Need.FORM, "arithmetic", required=False, enabled=False)
def shifted_column(case: Case) -> Iterator[Problem]:
    """相邻两列一列多、一列少同一个数，多半是数字填到了旁边一列。

    检查：2019年起的申请办理情况表，相邻两列都不满足勾稽关系、差额大小相同而方向相反的。
    为什么：只看各列不平衡看不出原因；知道是错了一列，改起来快。
    依据：国办公开办函〔2021〕30号所附格式的勾稽关系
    错误示例：自然人一列新收少1件，商业企业一列新收多1件
    正确示例：这1件填回自然人一列，两列都平衡
    """
    asked = [
        (match, each) for match in case.report.forms for each in match.form.relations if each.each == "column" and each.op == "=="
    ]
    if not asked:
        raise NotApplicable("这一版格式的表格没有这种关系。")
    for match, relation in asked:
        off = {column.id: _off(match, relation, column.id) for column in match.form.values}
        for left, right in pairwise(off):
            if off[left] and off[right] and off[left] == -(off[right] or 0):
                yield _slipped(match, relation, left, right, off[left] or Decimal(0))


def _off(match: FormMatch, relation: Relation, column: str) -> Decimal | None:
    """How much the left side of a column is above its right side; None where a cell cannot be read."""
    total = Decimal(0)
    for sign, rows in ((1, relation.left), (-1, relation.right)):
        for row in rows:
            value = match.value(row, column)
            if value is None or value.value is None:
                return None
            total += sign * value.value
    return total


def _slipped(match: FormMatch, relation: Relation, left: str, right: str, off: Decimal) -> Problem:
    more, less = (left, right) if off > 0 else (right, left)
    names = [match.form.column(each).label for each in (more, less)]
    row = relation.left[0]
    message = (
        f"按“{relation.says}”，“{names[0]}”一列多{plain(abs(off))}，“{names[1]}”一列正好少{plain(abs(off))}，可能有数字填错了列"
    )
    data = {"relation": relation.id, "columns": names, "difference": plain(abs(off))}
    return Problem(match.place(row, more), message, "对照台账核对这两列。", data, (match.place(row, less),))


_FOOTER = ("单位负责人", "审核人", "填报人", "联系电话", "填报日期")


@rule("table.footer", "统计表下方填写齐全", Severity.INFO, Need.FORM, "form", required=False, enabled=False)
def footer(case: Case) -> Iterator[Problem]:
    """统计表下方的负责人、审核人、填报人、电话和日期要填写齐全。

    检查：2018年及以前的《政府信息公开情况统计表》下方有没有单位负责人、审核人、填报人、联系电话、填报日期，是否空着。
    2019年起的表格没有这几栏，不检查。
    为什么：上报的统计表要能找到经手人；公布时不宜写个人手机号。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》
    错误示例：单位负责人：　审核人：李某　填报人：　联系电话：　填报日期：
    正确示例：单位负责人：张某　审核人：李某　填报人：王某　联系电话：0950-5550123　填报日期：2019年1月20日
    """
    report = case.report
    lists = [match for match in report.forms if not match.form.values]
    if not lists:
        raise NotApplicable("这一版格式的表格下方没有这几栏。")
    filled = {label for label, value, _ in footer_values(report.document) if value.strip("_＿ 　")}
    absent = [label for label in _FOOTER if label not in filled]
    if absent:
        place = Missing(None, report.document.position(lists[0].tables[-1]), "统计表下方")
        yield Problem(place, f"统计表下方没有填写{'、'.join(absent)}", "补填。", {"fields": absent})
