"""The relations (勾稽关系) between the rows of a form: sums, and parts that cannot exceed their whole.

One defect, one finding: a total that is wrong both against its own parts and as a part of a higher total is reported once, and
a weaker relation is not reported over a cell that a stronger one has already named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.edition import Relation
from core.findings import Severity, Step
from core.report.forms import FormMatch, short
from core.report.report import Report
from core.report.values import read_value
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.numbers import plain


@dataclass(frozen=True)
class _Broken:
    """A relation that does not hold, with the values of both sides."""

    match: FormMatch
    relation: Relation
    left: Decimal
    right: Decimal

    @property
    def cells(self) -> set[str]:
        return {*self.relation.left, *self.relation.right}


@rule("table.sum", "合计等于分项之和", Severity.ERROR, Need.FORM, "arithmetic")
def sums(case: Case) -> Iterator[Problem]:
    """统计表中的合计要等于各分项之和。

    检查：收到申请数、办结数、答复数、不同意公开答复数、行政复议、行政诉讼、工作人员数等合计与分项；“其中”项不必加满。
    为什么：合计不等是最常见的数据错误，会被退回并通报。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》的勾稽关系
    错误示例：收到申请数15，当面2、传真0、网络10、信函4（合计16）
    正确示例：收到申请数16，当面2、传真0、网络10、信函4
    """
    yield from _problems(case.report, "table.sum")


@rule("table.bound", "部分不大于总数", Severity.ERROR, Need.FORM, "arithmetic")
def bounds(case: Case) -> Iterator[Problem]:
    """“其中”项不能大于总数；去重后的总数不能大于各渠道之和。

    检查：主动公开政府信息数与各渠道公开数，规范性文件数、主要负责同志参加次数等其中项。
    各渠道之和大于总数是正常的（同一信息可在几个渠道公开）。
    为什么：总数已经去掉重复，不可能比各渠道加起来还多；部分也不可能比整体大。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》（不同渠道和方式公开相同信息计1条）
    错误示例：主动公开政府信息数1206条，各渠道合计1200条
    正确示例：主动公开政府信息数1100条，各渠道合计1200条
    """
    yield from _problems(case.report, "table.bound")


@rule("table.balance", "新收加结转平衡", Severity.ERROR, Need.FORM, "arithmetic")
def balance(case: Case) -> Iterator[Problem]:
    """本年新收加上年结转，等于办理结果总计加结转下年度。

    检查：2019年起的申请办理情况表，每一列第一项加第二项是否等于第三项总计加第四项。2018年及以前的统计表没有这一关系。
    为什么：这是表上印明的勾稽关系，不平衡的表会被退回。
    依据：国办公开办函〔2021〕30号表三注：第一项加第二项之和，等于第三项加第四项之和
    错误示例：新收12、上年结转1，办理结果总计12、结转下年度0
    正确示例：新收12、上年结转1，办理结果总计12、结转下年度1
    """
    yield from _problems(case.report, "table.balance")


def _problems(report: Report, rule_id: str) -> Iterator[Problem]:
    relations = [relation for match in report.forms for relation in match.form.relations if relation.rule == rule_id]
    if not relations:
        raise NotApplicable("这一版格式的表格没有这种关系。")
    for broken in _worth_saying(_all_broken(report)):
        if broken.relation.rule == rule_id:
            yield _problem(broken)


def _all_broken(report: Report) -> list[_Broken]:
    found = []
    for match in report.forms:
        for relation in match.form.relations:
            left, right = _total(match, relation.left), _total(match, relation.right)
            if left is None or right is None or _holds(relation.op, left, right):
                continue
            if not _holds(relation.op, left, right + _further_parts(match, relation)):
                found.append(_Broken(match, relation, left, right))
    return found


def _total(match: FormMatch, rows: tuple[str, ...]) -> Decimal | None:
    """The sum of rows; None as soon as one of them cannot be read (which is reported by itself)."""
    total = Decimal(0)
    for row in rows:
        value = match.value(row)
        if value is None or value.value is None:
            return None
        total += value.value
    return total


def _further_parts(match: FormMatch, relation: Relation) -> Decimal:
    """The sum of rows that a region has added to the parts: between or right behind them, before the next row of the form."""
    parts = [match.rows[row] for row in relation.right]
    if len(parts) < 2 or any(part.table is not parts[0].table or part.value is None for part in parts):
        return Decimal(0)
    first, last = parts[0], max(parts, key=lambda part: part.number)
    later = [row.number for row in match.rows.values() if row.table is last.table and row.number > last.number]
    stop = min(later, default=last.table.row_count)
    total = Decimal(0)
    for label in match.extra_in(first.table):
        cell = first.table.at(label.row, first.value.column) if first.value else None
        if first.number < label.row < stop and cell is not None:
            total += read_value(cell.text).value or 0
    return total


def _holds(op: str, left: Decimal, right: Decimal) -> bool:
    if op == "==":
        return left == right
    if op == "<=":
        return left <= right
    return left != 0 or right == 0


def _worth_saying(broken: list[_Broken]) -> list[_Broken]:
    kept: list[_Broken] = []
    for each in sorted(broken, key=lambda b: b.relation.severity is not Severity.ERROR):
        weaker = each.relation.severity is not Severity.ERROR and any(each.cells & other.cells for other in kept)
        if not weaker and not _follows(each, broken):
            kept.append(each)
    return kept


def _follows(each: _Broken, broken: list[_Broken]) -> bool:
    """A sum that is off by just what one of its parts is off against that part's own parts."""
    if each.relation.op != "==":
        return False
    for other in broken:
        inner = other.relation.op == "==" and other.relation.left[0] in each.relation.right
        if inner and other.left - other.right == each.right - each.left:
            return True
    return False


def _problem(broken: _Broken) -> Problem:
    match, relation = broken.match, broken.relation
    target, others = relation.left[0], [*relation.left[1:], *relation.right]
    steps = [Step(_name(match, row), plain(_value(match, row))) for row in relation.right]
    if len(relation.right) > 1:
        steps.append(Step("合计", plain(broken.right), "sum"))
    steps.append(Step(_name(match, target), plain(broken.left), "stated"))
    steps.append(Step("相差", plain(abs(broken.left - broken.right)), "difference"))
    data = {
        "row": target,
        "relation": relation.id,
        "expected": _number(broken.right),
        "actual": _number(broken.left),
        "difference": _number(broken.left - broken.right),
    }
    return Problem(
        match.place(target),
        _sentence(broken),
        relation.suggestion or "对照台账核对合计与各分项，改正有误的一处。",
        data,
        tuple(match.place(row) for row in others),
        tuple(steps),
        severity=relation.severity,
        basis=f"{match.form.basis}：{relation.says}",
    )


def _sentence(broken: _Broken) -> str:
    match, relation = broken.match, broken.relation
    name, left, right = _name(match, relation.left[0]), plain(broken.left), plain(broken.right)
    if relation.op == "if-zero":
        return f"“{name}”是0，“{_name(match, relation.right[0])}”却是{right}"
    if len(relation.right) == 1:
        word = "大于" if relation.op == "<=" else "不等于"
        return f"“{name}”{left}{word}“{_name(match, relation.right[0])}”{right}，差{plain(abs(broken.left - broken.right))}"
    parts = "＋".join(plain(_value(match, row)) for row in relation.right)
    word = "大于" if relation.op == "<=" else "不等于"
    return f"“{name}”{left}{word}各分项之和 {parts}＝{right}，差{plain(abs(broken.left - broken.right))}"


def _name(match: FormMatch, row: str) -> str:
    label = short(match.form.row(row).label).removeprefix("其中：")
    return label.lstrip("（一二三四五六七八九十）、0123456789.")


def _value(match: FormMatch, row: str) -> Decimal:
    value = match.value(row)
    return value.value if value and value.value is not None else Decimal(0)


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
