"""The relations (勾稽关系) inside a form: sums, balances, and parts that cannot exceed their whole.

A relation of the data is asked once in a list, of every column or of every row in a grid. One defect, one finding: a total that is
wrong both against its own parts and as a part of a higher total is reported once, and a weaker relation is not reported over a cell
that a stronger one has already named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.edition import Relation
from core.findings import Severity, Step
from core.place import InCell
from core.report.formmatch import FormMatch, short
from core.report.report import Report
from core.report.values import CellValue, Kind, read_value
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.numbers import plain

Key = tuple[str, str | None]
"""A cell of a form: row id, and column id in a grid."""


@dataclass(frozen=True)
class _Asked:
    """A relation asked of certain cells; ``title`` names the column or row that it is asked of."""

    match: FormMatch
    relation: Relation
    left: tuple[Key, ...]
    right: tuple[Key, ...]
    title: str = ""

    def total(self, keys: tuple[Key, ...]) -> Decimal | None:
        """The sum of cells; None as soon as one of them cannot be read (which is reported by itself)."""
        total = Decimal(0)
        for row, column in keys:
            value = self.match.value(row, column)
            if value is None or value.value is None or not self._is_countable(value, row, column):
                return None
            total += value.value
        return total

    def least(self, keys: tuple[Key, ...]) -> Decimal | None:
        """The sum of the cells that can be read, where the others are blank; None where one of them holds something else."""
        total = Decimal(0)
        for row, column in keys:
            value = self.match.value(row, column)
            if value is None or (value.kind is not Kind.BLANK and self.total(((row, column),)) is None):
                return None
            total += value.value or Decimal(0)
        return total

    def is_exceeded(self, whole: Decimal | None) -> bool:
        """Whether the parts that are there are more than their total already: whatever belongs into the blank ones, it is wrong."""
        least = self.least(self.right) if self.relation.op == "==" and len(self.left) == 1 else None
        return whole is not None and least is not None and least > whole

    def _is_countable(self, value: CellValue, row: str, column: str | None) -> bool:
        """Whether a value can be what its cell asks for: no negative number, no fraction of a count."""
        if value.value is None or column is None:
            return value.value is not None and value.value >= 0 and (value.whole or self.match.form.row(row).decimal)
        asked = self.match.form.column(column)
        return asked.signed or (value.value >= 0 and (value.whole or asked.decimal))

    def name(self, key: Key) -> str:
        """What people call a cell: in a grid, what distinguishes it within the relation."""
        row, column = key
        if self.relation.each == "row" and column is not None:
            return self.match.form.column(column).label
        label = short(self.match.form.row(row).label).removeprefix("其中：")
        return label.lstrip("（一二三四五六七八九十）、0123456789.")

    def place(self, key: Key) -> InCell:
        return self.match.place(*key)

    def number(self, key: Key) -> Decimal:
        value = self.match.value(*key)
        return value.value if value and value.value is not None else Decimal(0)


@dataclass(frozen=True)
class _Broken:
    """A relation that does not hold, with the values of both sides."""

    asked: _Asked
    left: Decimal
    right: Decimal

    @property
    def relation(self) -> Relation:
        return self.asked.relation

    @property
    def cells(self) -> set[tuple[str, str, str | None]]:
        form = self.asked.match.form.id
        return {(form, row, column) for row, column in (*self.asked.left, *self.asked.right)}


@rule("table.sum", "合计等于分项之和", Severity.ERROR, Need.FORM, "arithmetic", of_tables=True)
def sums(case: Case) -> Iterator[Problem]:
    """统计表中的合计要等于各分项之和。

    检查：按行、按列的合计与分项，如收到申请数、答复数、行政复议、总计等；“其中”项不必加满。
    为什么：合计不等是最常见的数据错误，会被退回并通报。
    依据：规定格式统计表的勾稽关系
    错误示例：收到申请数15，当面2、传真0、网络10、信函4（合计16）
    正确示例：收到申请数16，当面2、传真0、网络10、信函4
    """
    yield from of_rule(case.report, "table.sum")


@rule("table.bound", "部分不大于总数", Severity.ERROR, Need.FORM, "arithmetic", of_tables=True)
def bounds(case: Case) -> Iterator[Problem]:
    """“其中”项不能大于总数；去重后的总数不能大于各渠道之和。

    检查：主动公开政府信息数与各渠道公开数，规范性文件数、主要负责同志参加次数等其中项。
    各渠道之和大于总数是正常的（同一信息可在几个渠道公开）。
    为什么：总数已经去掉重复，不可能比各渠道加起来还多；部分也不可能比整体大。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》（不同渠道和方式公开相同信息计1条）
    错误示例：主动公开政府信息数1206条，各渠道合计1200条
    正确示例：主动公开政府信息数1100条，各渠道合计1200条
    """
    yield from of_rule(case.report, "table.bound")


@rule("table.balance", "新收加结转平衡", Severity.ERROR, Need.FORM, "arithmetic", of_tables=True)
def balance(case: Case) -> Iterator[Problem]:
    """本年新收加上年结转，等于办理结果总计加结转下年度。

    检查：2019年起的申请办理情况表，每一列第一项加第二项是否等于第三项总计加第四项。2018年及以前的统计表没有这一关系。
    为什么：这是表上印明的勾稽关系，不平衡的表会被退回。
    依据：国办公开办函〔2021〕30号表三注：第一项加第二项之和，等于第三项加第四项之和
    错误示例：新收12、上年结转1，办理结果总计12、结转下年度0
    正确示例：新收12、上年结转1，办理结果总计12、结转下年度1
    """
    yield from of_rule(case.report, "table.balance")


def of_rule(report: Report, rule_id: str) -> Iterator[Problem]:
    """The problems with the relations that belong to a rule. Raises NotApplicable where the forms have none."""
    relations = [relation for match in report.forms for relation in match.form.relations if relation.rule == rule_id]
    if not relations:
        raise NotApplicable("这一版格式的表格没有这种关系。")
    for broken in _worth_saying(_all_broken(report)):
        if broken.relation.rule == rule_id:
            yield _problem(broken)


def _all_broken(report: Report) -> list[_Broken]:
    found = []
    for asked in (each for match in report.forms for relation in match.form.relations for each in _asked(match, relation)):
        left, right = asked.total(asked.left), asked.total(asked.right)
        right = asked.least(asked.right) if right is None and asked.is_exceeded(left) else right
        if left is None or right is None or _holds(asked.relation.op, left, right):
            continue
        if not _holds(asked.relation.op, left, right + _further_parts(asked)):
            found.append(_Broken(asked, left, right))
    return found


def _further_parts(asked: _Asked) -> Decimal:
    """The sum of rows that a region has added to the parts: between or right behind them, before the next row of the form."""
    match = asked.match
    if asked.relation.each == "row" or len(asked.right) < 2:
        return Decimal(0)
    parts = [match.rows[row] for row, _ in asked.right]
    cell = parts[0].cell(asked.right[0][1])
    if cell is None or any(part.table is not parts[0].table for part in parts):
        return Decimal(0)
    table, numbers = parts[0].table, [part.number for part in parts]
    here = [row for row in match.rows.values() if row.table is table]
    stop = min((row.number for row in here if row.number > max(numbers) and not row.row.extra), default=table.row_count)
    told = [row.number for row in here if row.row.extra and row.number not in numbers]
    further = [*(label.row for label in match.extra_in(table)), *told]
    added = (table.at(number, cell.column) for number in further if numbers[0] < number < stop)
    return sum((read_value(each.text).value or Decimal(0) for each in added if each), Decimal(0))


def _asked(match: FormMatch, relation: Relation) -> Iterator[_Asked]:
    """A relation with the cells that it speaks of: once, for every column, or for every row."""
    if relation.each == "column":
        for column in match.form.values:
            left, right = (tuple((row, column.id) for row in side) for side in (relation.left, relation.right))
            yield _Asked(match, relation, left, right, column.label)
    elif relation.each == "row":
        for row in (row for row in match.form.rows if not row.heading):
            left, right = (tuple((row.id, column) for column in side) for side in (relation.left, relation.right))
            group = match.form.column(relation.left[0]).group[-1:]
            yield _Asked(match, relation, left, right, short(row.label) or "".join(group))
    else:
        yield _Asked(match, relation, _in_list(relation.left), _in_list(relation.right))


def _in_list(rows: tuple[str, ...]) -> tuple[Key, ...]:
    return tuple((row, None) for row in rows)


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
    if each.relation.op != "==" or each.relation.rule == "table.balance":
        return False
    for other in broken:
        inner = other.relation.op == "==" and len(other.asked.left) == 1 and other.asked.left[0] in each.asked.right
        if inner and other is not each and other.left - other.right == each.right - each.left:
            return True
    return False


def _problem(broken: _Broken) -> Problem:
    asked, relation = broken.asked, broken.relation
    target, others = asked.left[0], [*asked.left[1:], *asked.right]
    row, column = target
    data = {
        "row": row,
        **({"column": asked.match.form.column(column).label} if column is not None else {}),
        "relation": relation.id,
        "expected": _number(broken.right),
        "actual": _number(broken.left),
        "difference": _number(broken.left - broken.right),
    }
    return Problem(
        asked.place(target),
        _sentence(broken),
        relation.suggestion or "对照台账核对合计与各分项，改正有误的一处。",
        data,
        tuple(asked.place(key) for key in others),
        tuple(_steps(broken)),
        severity=relation.severity,
        basis=f"{asked.match.form.basis}：{relation.says}",
    )


def _steps(broken: _Broken) -> Iterator[Step]:
    asked = broken.asked
    left = [Step(asked.name(key), plain(asked.number(key))) for key in asked.left]
    right = [Step(asked.name(key), plain(asked.number(key))) for key in asked.right]
    if len(left) > 1:
        # As the form says it: first the one side, then the other.
        yield from (*left, Step("左边合计", plain(broken.left), "sum"))
        yield from (*right, Step("右边合计", plain(broken.right), "sum")) if len(right) > 1 else right
    else:
        yield from right
        if len(right) > 1:
            yield Step("合计", plain(broken.right), "sum")
        yield Step(left[0].name, left[0].value, "stated")
    yield Step("相差", plain(abs(broken.left - broken.right)), "difference")


def _sentence(broken: _Broken) -> str:
    asked, relation = broken.asked, broken.relation
    opening = f"{asked.title}：" if asked.title else ""
    name, left, right = asked.name(asked.left[0]), plain(broken.left), plain(broken.right)
    gap = plain(abs(broken.left - broken.right))
    if relation.op == "if-zero":
        return f"{opening}“{name}”是0，“{asked.name(asked.right[0])}”却是{right}"
    word = "大于" if relation.op == "<=" else "不等于"
    if len(asked.left) > 1:
        sides = [
            " ＋ ".join(f"{asked.name(key)} {plain(asked.number(key))}" for key in side) for side in (asked.left, asked.right)
        ]
        return f"{opening}{sides[0]} ＝ {left}，与{sides[1]} ＝ {right} 不等，差 {gap}"
    if len(asked.right) == 1:
        return f"{opening}“{name}”{left}{word}“{asked.name(asked.right[0])}”{right}，差{gap}"
    parts = "＋".join(plain(asked.number(key)) for key in asked.right)
    return f"{opening}“{name}”{left}{word}各分项之和 {parts}＝{right}，差{gap}"


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)
