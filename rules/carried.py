"""Figures that must agree with last year's report; which, is data (``carried`` of an edition)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.document import Paragraph
from core.edition import CarryOver, Edition
from core.findings import Severity, Step
from core.report.formmatch import FormMatch, short
from core.report.report import Report
from core.report.values import Kind
from core.rule import Case, Need, NotApplicable, NotChecked, Problem, rule
from core.text.fold import folded
from core.text.numbers import plain
from rules.carried_text import in_text
from rules.compared import compared
from rules.last_year import number_in, plain_number, totals_of
from rules.repeated_figures import Words
from rules.wordlists import load


@rule("consistency.previous-year", "与上年报告衔接", Severity.ERROR, Need.EDITION | Need.PREVIOUS, "arithmetic")
def previous_year(case: Case) -> Iterator[Problem]:
    """结转数和延续的数字要与上年度报告衔接。

    检查：表三每一列的“上年结转”是否等于上年度报告同一列的“结转下年度继续办理”，正文写的“上年结转n件”是否与之相符；
    行政规范性文件、规章的现行有效件数是否等于上年现行有效加本年制发减本年废止（提醒；本部分写明清理、调整或以本年度报告为准的除外）；
    正文与上年比较的数字（“比2022年的n件”“较上年增加n件”“同比分别增长p%、q%”“由上年的n件增加到m件”）和直接写出的上年数字
    （“2023年底有效的n件”）是否与上年报告的统计表或正文相符；
    2020年度的上一年项目数量是否等于2019年度的上一年项目数量加本年增/减（提醒）。2019年度没有可以衔接的上年结转，不检查。
    为什么：两年的报告都已公开，公众和上级把两份放在一起看，数字接不上最容易被发现。
    依据：国办公开办函〔2021〕30号所附格式：上年结转政府信息公开申请数量
    错误示例：上年度报告“结转下年度继续办理”自然人2件，本年度“上年结转”自然人1件
    正确示例：上年度报告“结转下年度继续办理”自然人2件，本年度“上年结转”自然人2件
    """
    report, previous = case.report, case.last_year
    told = [] if previous is None else list(compared(report, previous, load("repeated_figures", Words).things))
    yield from told
    if previous is None or report.edition is None or not list(_due(report.edition, previous)):
        if told:
            return
        raise NotApplicable("这一年度的报告没有需要与上年报告衔接的数字。")
    problems: list[Problem] = []
    gaps: list[str] = []
    reported: set[tuple[str, str]] = set()
    for carry in _due(report.edition, previous):
        for broken in _broken(report, previous, carry, gaps):
            row = (carry.form, broken.row)
            if carry.each == "column" or row not in reported:
                reported.add(row)
                problems.append(_problem(broken))
        problems += in_text(report, previous, carry)
    if gaps and not problems and not told:
        raise NotChecked(f"上年报告里{gaps[0]}没有读到，未能比对，请人工核对。")
    yield from problems


def _due(edition: Edition, previous: Report) -> Iterator[CarryOver]:
    """What can be asked: last year's edition has the form with the rows or columns that it takes."""
    for carry in edition.carried:
        forms = previous.edition.forms if previous.edition else ()
        form = next((form for form in forms if form.id == carry.form), None)
        if form is not None:
            names = {row.id for row in form.rows} if carry.each == "column" else {column.id for column in form.values}
            if names.issuperset(carry.before):
                yield carry


# --- in the tables ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Broken:
    """A relation that does not hold in a column or row (``at``), with what it should give and what stands there."""

    carry: CarryOver
    match: FormMatch
    before: FormMatch
    at: str
    expected: Decimal
    actual: Decimal
    year: int

    def key(self, name: str) -> tuple[str, str]:
        return (name, self.at) if self.carry.each == "column" else (self.at, name)

    @property
    def row(self) -> str:
        return self.key(self.carry.now)[0]

    @property
    def column(self) -> str:
        return self.key(self.carry.now)[1]

    @property
    def title(self) -> str:
        """The column or row that it is asked of."""
        form = self.match.form
        return form.column(self.at).label if self.carry.each == "column" else short(form.row(self.at).label)

    def name(self, match: FormMatch, name: str) -> str:
        label = short(match.form.row(name).label) if self.carry.each == "column" else match.form.column(name).label
        return label.lstrip("（一二三四五六七八九十）、")


def _broken(report: Report, previous: Report, carry: CarryOver, gaps: list[str]) -> list[_Broken]:
    match, before = report.form(carry.form), previous.form(carry.form)
    if match is None or (carry.unless and _explained(report, match, carry.unless)):
        return []
    if before is None:
        gaps.append(f"“{match.form.name}”")
        return []
    form = match.form
    asked = form.values if carry.each == "column" else [row for row in form.rows if not row.heading]
    found = [broken for each in asked if (broken := _one(carry, match, before, each.id, report.year or 0, gaps))]
    return [broken for broken in found if not _follows(broken, found)]


def _one(carry: CarryOver, match: FormMatch, before: FormMatch, at: str, year: int, gaps: list[str]) -> _Broken | None:
    def numbers(form: FormMatch, names: tuple[str, ...]) -> list[Decimal | None]:
        return [number_in(form, *((name, at) if carry.each == "column" else (at, name))) for name in names]

    now, plus, minus = (numbers(match, names) for names in ((carry.now,), carry.plus, carry.minus))
    known = [value for value in (*now, *plus, *minus) if value is not None]
    if len(known) < len(now) + len(plus) + len(minus):
        return None
    was = [value for value in numbers(before, carry.before) if value is not None]
    if len(was) < len(carry.before):
        # A blank cell of last year's beside a 0 of this year's says the same.
        if known[0] or not _is_blank(before, carry, at):
            gaps.append(f"“{before.form.name}”的对应数字")
        return None
    expected = sum(was, Decimal(0)) + sum(known[1 : 1 + len(plus)], Decimal(0)) - sum(known[1 + len(plus) :], Decimal(0))
    holds = known[0] == expected if carry.op == "==" else known[0] <= expected
    return None if holds else _Broken(carry, match, before, at, expected, known[0], year)


def _is_blank(before: FormMatch, carry: CarryOver, at: str) -> bool:
    keys = [(name, at) if carry.each == "column" else (at, name) for name in carry.before]
    values = [before.value(*key) for key in keys]
    return any(value is not None and value.kind is Kind.BLANK for value in values)


def _follows(broken: _Broken, found: list[_Broken]) -> bool:
    """A total that is off by just what its parts are off."""
    if broken.carry.each != "column":
        return False
    gaps = {each.at: each.actual - each.expected for each in found}
    for relation in totals_of(broken.match):
        parts = [gaps[part] for part in relation.right if part in gaps]
        if relation.left == (broken.at,) and parts and sum(parts, Decimal(0)) == gaps[broken.at]:
            return True
    return False


def _explained(report: Report, match: FormMatch, pattern: str) -> bool:
    """Whether the chapter that holds a form, its paragraphs and notes inside its table, gives an explanation."""
    position = report.document.position(match.tables[0])
    chapter = report.chapter_at(position)
    start, end = chapter.blocks if chapter else (position, position + 3)
    for block in report.document.blocks_between(start, end):
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in getattr(block, "cells", ())]
        if any(re.search(pattern, folded(text)) for text in texts):
            return True
    return False


def _problem(broken: _Broken) -> Problem:
    carry, match = broken.carry, broken.match
    gap = broken.actual - broken.expected
    data = {
        "row": broken.row,
        "column": match.form.column(broken.column).label,
        "relation": carry.id,
        "expected": plain_number(broken.expected),
        "actual": plain_number(broken.actual),
        "difference": plain_number(gap),
    }
    return Problem(
        match.place(broken.row, broken.column),
        _sentence(broken),
        carry.suggestion or None,
        data,
        tuple(match.place(*broken.key(name)) for name in (*carry.plus, *carry.minus)),
        tuple(_steps(broken)),
        severity=carry.severity,
        basis=f"{match.form.basis}：{carry.says}",
    )


def _terms(broken: _Broken) -> list[tuple[str, str, Decimal]]:
    """The sum, written out: sign, name, number."""
    carry, year = broken.carry, broken.year - 1
    terms = []
    for form, names, sign, when in (
        (broken.before, carry.before, "＋", f"{year}年度"),
        (broken.match, carry.plus, "＋", ""),
        (broken.match, carry.minus, "－", ""),
    ):
        for name in names:
            value = number_in(form, *broken.key(name)) or Decimal(0)
            label = broken.name(form, name)
            terms.append((sign, f"{when}“{label}”" if when else f"“{label}”", value))
    return terms


def _sentence(broken: _Broken) -> str:
    name, terms = broken.name(broken.match, broken.carry.now), _terms(broken)
    word = "大于" if broken.carry.op == "<=" else "不等于"
    gap, title = plain(abs(broken.actual - broken.expected)), broken.title
    told = "".join(f"{sign if number else ''}{label}{plain(value)}" for number, (sign, label, value) in enumerate(terms))
    total = f"＝{plain(broken.expected)}" if len(terms) > 1 else ""
    return f"{title}：“{name}”{plain(broken.actual)}{word}{told}{total}，差{gap}"


def _steps(broken: _Broken) -> Iterator[Step]:
    terms = _terms(broken)
    for sign, label, value in terms:
        yield Step(label, f"－{plain(value)}" if sign == "－" else plain(value))
    if len(terms) > 1:
        yield Step("应为" if broken.carry.op == "==" else "最多", plain(broken.expected), "sum")
    yield Step(broken.name(broken.match, broken.carry.now), plain(broken.actual), "stated")
    yield Step("相差", plain(abs(broken.actual - broken.expected)), "difference")
