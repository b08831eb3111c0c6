"""Figures in the text against the statistical tables; what a sentence states of them is read by ``rules.statements``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from core.edition import Link
from core.findings import Severity, Step
from core.kept import Kept, OfLast
from core.place import InText
from core.report.formmatch import FormMatch, short
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import bare
from core.text.numbers import plain
from rules import additions
from rules.statements import meant
from rules.statements.cells import Cells, Key, Keys, form_of, keys_of, meanings
from rules.statements.finding import apart_of, statements
from rules.statements.phrases import phrases
from rules.statements.reading import SENTENCE, Reading, read
from rules.statements.stated import Statement

_SMALLEST_KIN = 2
_ALL = ("total",)
"""The column of a grid that holds the whole of each row."""
_TEN_THOUSAND = 10_000
_REASON = re.compile("因|由于|属于|涉及")
_IN_BRACKET = re.compile(r"\d+[件份条宗起]\([^()]*$")
_PART = re.compile("其中|^中,")


@rule(
    "consistency.text-table",
    "正文与统计表一致",
    Severity.ERROR,
    Need.TEXT | Need.FORM,
    "arithmetic",
    yields_to=("table.not-a-number", "table.blank-cell"),
)
def text_table(case: Case) -> Iterator[Problem]:
    """正文里的数字要与统计表一致。

    检查：正文写明的主动公开条数、各渠道条数、收到和答复申请件数、申请人类别、各种办理结果、复议诉讼件数和结果、规范性文件、行政许可和
    处罚件数、收费金额、培训次数等，与统计表对应的格是否相同；“未收到申请”“未结转”“未发生复议诉讼”“均获维持”与表中数字是否矛盾。
    承前省略的说法（“收到申请12件，办结12件”）按上下文理解。带“余”“约”的概数、与上年的比较、个别单位的数字不比。
    为什么：正文和表格互相打架，是审核时一眼就能看出的错误。
    依据：年度报告的数据应当真实、准确，正文与统计表应当一致
    错误示例：正文“收到政府信息公开申请15件”，统计表“收到申请数”为14
    正确示例：正文和统计表都是14件
    """
    report = case.report
    said = [statement for statement in stated(report) if not statement.approximate]
    found: dict[Keys, list[Statement]] = {}
    beside: dict[int, list[Statement]] = {}
    for statement in said:
        beside.setdefault(id(statement.reading), []).append(statement)
        found.setdefault(keys_of(statement.readings[0]), []).append(statement)
    for keys, group in found.items():
        yield from _compare(Cells(report), keys, group, beside)


_WRONG: OfLast[tuple[InText, ...]] = OfLast()


def wrong_places(case: Case) -> tuple[InText, ...]:
    """Where the text says otherwise than the tables: what follows from it needs no finding of its own."""

    def make() -> tuple[InText, ...]:
        return tuple(problem.place for problem in text_table.check(case) if isinstance(problem.place, InText))

    return _WRONG.of(case.report, make)


def follows(known: Iterable[InText], problem: Problem) -> bool:
    """Whether one of the figures that a problem compares is known to be wrong already."""
    compared = [place for place in (problem.place, *problem.related) if isinstance(place, InText)]
    return any(
        place.paragraph == each.paragraph and place.start < each.end and each.start < place.end
        for place in known
        for each in compared
    )


_STATED: OfLast[tuple[Statement, ...]] = OfLast()


def stated(report: Report) -> tuple[Statement, ...]:
    """Every statement of the report proper for its year."""
    return _STATED.of(report, lambda: tuple(_read(report)))


_KEPT: Kept[tuple[Statement, ...]] = Kept(2048)


def _read(report: Report) -> Iterator[Statement]:
    yield from statements(report)
    links = [link for link in report.edition.links if link.pattern] if report.edition else []
    asked = [(link, match) for link in links if (match := form_of(report, link.form)) and match.rows.keys() >= set(link.rows)]

    def said(reading: Reading) -> tuple[Statement, ...]:
        return tuple(each for link, match in asked for each in phrases(report, reading, link, match))

    for reading in read(report) if asked else ():
        yield from _KEPT.of((reading, report.edition, *report.forms), partial(said, reading), apart_of(report))


def equals(report: Report, statement: Statement) -> tuple[FormMatch, tuple[str, ...]] | None:
    """The form and the rows that a statement states, if they add up to just its figure."""
    cells = Cells(report)
    for links in statement.readings:
        keys = keys_of(links)
        match = cells.match(keys[0])
        if match and len({key.form for key in keys}) == 1 and cells.total(keys) == statement.value:
            return match, tuple(dict.fromkeys(key.row for key in keys))
    return None


def totals_in(report: Report, statement: Statement) -> Iterator[Decimal]:
    """What another report's form holds in the cells that a statement may mean."""
    cells = Cells(report)
    for keys in _all_readings(statement):
        if (total := cells.total(keys)) is not None:
            yield total


def in_both(report: Report, previous: Report, links: tuple[Link, ...]) -> Iterator[tuple[Decimal, Decimal]]:
    """What the forms of two reports hold in the cells that links may mean together."""
    now, was = Cells(report), Cells(previous)
    for keys in meanings(links):
        totals = now.total(keys), was.total(keys)
        if totals[0] is not None and totals[1] is not None:
            yield totals[0], totals[1]


def _all_readings(statement: Statement) -> Iterator[Keys]:
    for links in statement.readings:
        yield from meanings(links)


def _compare(cells: Cells, keys: Keys, found: list[Statement], beside: Mapping[int, list[Statement]]) -> Iterator[Problem]:
    """The statements of some cells against them; ``beside`` holds what each paragraph states, by its reading."""
    total = cells.total(keys)
    if total is None or any(_is_out_of_scale(cells, key) for key in keys):
        return
    group = {id(each) for each in found}
    parts = total == sum((each.value for each in found), Decimal(0))
    for statement in found:
        said = beside[id(statement.reading)]
        readings = _meant(cells, statement, said)
        totals = [cells.total(each) for each in readings]
        if any(each is None or _agrees(statement, each) or _is_in_another_measure(cells, statement, each) for each in totals):
            continue
        if _is_of_a_total(statement, [each for each in said if id(each) in group], total):
            continue
        if not _must_agree(cells, statement, said, total, alone=len(found) == 1, parts=parts):
            continue
        if not _is_added_up(statement):
            yield _problem(cells, readings[0], statement, totals[0] or Decimal(0))


def _meant(cells: Cells, statement: Statement, said: list[Statement]) -> list[Keys]:
    """The readings of a statement; of a breakdown only those of the rows that the total before it in the sentence states."""
    readings = list(_all_readings(statement))
    rows = {_rows(each) for each in readings}
    if len(rows) < len(readings) or len(readings) == 1:
        return readings
    start = statement.reading.start_of(statement.span.start, "。!?\n")
    bracket = _IN_BRACKET.search(statement.reading.text, start, statement.span.start)
    if bracket and not any(each.span.start <= bracket.start() < each.span.end for each in said):
        # 尚有13件（自然人11件、企业2件）: of a figure that no term tells of.
        return readings
    for each in reversed(said):
        before = each.reading is statement.reading and start <= each.span.start < statement.span.start
        if not before or each.link.columns != _ALL or statement.link.columns == _ALL:
            continue
        stated = [keys for keys in _all_readings(each) if cells.total(keys) == each.value]
        meant = {_rows(keys) for keys in stated}
        if meant and meant <= rows:
            return [keys for keys in readings if _rows(keys) in meant]
    return readings


def _rows(keys: Keys) -> tuple[str, ...]:
    return tuple(key.row for key in keys)


def _is_of_a_total(statement: Statement, found: list[Statement], total: Decimal) -> bool:
    """Whether a lesser figure is a part of the same row, told behind its total: 网站公开7954条，其中门户网站6120条."""
    text = statement.reading.text
    return 0 < statement.value < total and any(
        each.reading is statement.reading
        and each.value == total
        and each.span.end <= statement.span.start
        and _PART.search(text[each.span.end : statement.span.start + 1])
        for each in found
    )


def _is_added_up(statement: Statement) -> bool:
    """Whether the passage gives a figure as a sum that it is not: that is said by ``consistency.text-sum``."""
    wholes = (each.whole for each in additions.broken(statement.reading.words) if each.called)
    return any(statement.span.start <= whole.start < statement.span.end for whole in wholes)


def _is_out_of_scale(cells: Cells, key: Key) -> bool:
    """A cell in another unit than its row's: that is said by ``table.magnitude`` and ``table.label``."""
    match = cells.match(key)
    if match is None:
        return False
    row, value = match.rows[key.row], match.value(key.row)
    too_large = row.row.limit is not None and value is not None and value.value is not None and value.value >= row.row.limit
    return too_large or (row.unit is not None and bare(row.unit.text).strip("()") == "元")


def _agrees(statement: Statement, total: Decimal) -> bool:
    return abs(total - statement.value) <= statement.rounding or (statement.least and total > statement.value)


def _is_in_another_measure(cells: Cells, statement: Statement, total: Decimal) -> bool:
    """Whether a form that leaves the measure open gives an amount in 元 or 亿元 that the text gives in 万元."""
    match = cells.match(keys_of(statement.readings[0])[0])
    if statement.link.units != "元" or match is None or match.form.row(statement.link.rows[0]).unit:
        return False
    less, more = sorted((total, statement.value))
    return less > 0 and abs(more - less * _TEN_THOUSAND) <= statement.rounding * _TEN_THOUSAND


def _must_agree(cells: Cells, statement: Statement, said: list[Statement], total: Decimal, *, alone: bool, parts: bool) -> bool:
    """Whether a figure claims to be the whole row. Where a row may be told in parts, a lesser figure may be one of them.

    ``alone`` tells that no other speaks of the row, ``parts`` that all that speak of it make it up.
    """
    if statement.office:
        # What some of the unit's own offices had is no more than all had: 个别乡镇答复不规范，3件复议案件被纠正.
        start = statement.reading.start_of(statement.span.start, "。;!?\n")
        return statement.value > total and bool(meant.SOME.search(statement.reading.text, start, statement.span.start))
    if not statement.value and statement.link.zero:
        # What is denied is no part of anything.
        return True
    if _is_for_one_reason(statement, said):
        return statement.value > total
    if not statement.link.additive or not statement.value:
        return alone or not parts
    if statement.summed or statement.value > total:
        return not parts
    return alone and (
        statement.own or _is_told_cell_by_cell(cells, statement, said) or _is_told_with_its_kin(cells, statement, said)
    )


def _is_for_one_reason(statement: Statement, said: list[Statement]) -> bool:
    """Whether a figure of several rows is what one reason accounts for, another being told beside it: 因涉密不予公开1件，行政执法案卷1件."""
    reading, rows = statement.reading, set(statement.link.rows)
    start, end = reading.start_of(statement.span.start, "。!?\n"), reading.end_of(statement.span.end, "。!?\n")
    lead = reading.text[reading.start_of(statement.span.start, ",。;:!?\n") : statement.span.start]
    return bool(_REASON.search(lead)) and any(
        each.reading is reading and start <= each.span.start < end and set(each.link.rows) < rows for each in said
    )


def _is_told_cell_by_cell(cells: Cells, statement: Statement, said: list[Statement]) -> bool:
    """Whether the sentence tells another cell of the same row rightly, and this one bare beside it: 制发9件，废止5件."""
    reading, link = statement.reading, statement.link
    start, end = reading.start_of(statement.span.start, SENTENCE), reading.end_of(statement.span.end, SENTENCE)
    lead = reading.text[reading.start_of(statement.span.start, ",。;:!?\n、") : statement.span.start]
    return not lead and any(
        each.reading is reading
        and start <= each.span.start < end
        and (each.link.subject, each.link.rows) == (link.subject, link.rows)
        and each.link.columns != link.columns
        and cells.total(keys_of(each.readings[0])) == each.value
        for each in said
    )


def _is_told_with_its_kin(cells: Cells, statement: Statement, said: list[Statement]) -> bool:
    """Whether the sentence gives a row that goes with this one as the form does: 培训班4期，培训312人次. Small numbers meet by chance."""
    reading = statement.reading
    start, end = reading.start_of(statement.span.start, "。!?\n"), reading.end_of(statement.span.end, "。!?\n")
    return any(
        each.reading is reading
        and start <= each.span.start < end
        and each.link.rows[0] in statement.link.kin
        and each.value >= _SMALLEST_KIN
        and cells.total(keys_of(each.readings[0])) == each.value
        for each in said
    )


def _problem(cells: Cells, keys: Keys, statement: Statement, total: Decimal) -> Problem:
    placed = [(match, key) for key in keys if (match := cells.match(key))]
    form = placed[0][0].form
    unit = form.row(keys[0].row).unit or ("" if form.columns[1] else "件")
    names = "、".join(f"“{short(form.row(row).label)}”" for row in dict.fromkeys(_rows(keys))) if not form.values else ""
    if form.values:
        names = "、".join(f"“{link.name}”" for link in statement.readings[0])
        unit = "万元" if statement.link.units == "元" else unit
    stated, gap = plain(statement.value), plain(abs(total - statement.value))
    told = bool(re.search(r"[\d一二三四五六七八九十]", statement.words))
    said = f"“{statement.words}”" if told and statement.value else f"“{statement.words}”（即{stated}{unit}）"
    said = f"“{statement.words}”" if statement.link.none else said
    steps = (
        Step("正文", f"{stated}{unit}", "stated"),
        Step("统计表", f"{plain(total)}{unit}", "sum"),
        Step("相差", f"{gap}{unit}", "difference"),
    )
    data = {
        "rows": list(dict.fromkeys(_rows(keys))),
        "expected": int(total) if total % 1 == 0 else float(total),
        "actual": int(statement.value) if statement.value % 1 == 0 else float(statement.value),
    }
    place = InText(statement.reading.paragraph.index, *statement.reading.words.back(statement.span.start, statement.span.end))
    related = tuple(match.place(key.row, key.column) for match, key in placed)
    message = f"正文{said}与统计表{names}{'合计' if len(keys) > 1 else '的'}{plain(total)}{unit}不一致"
    return Problem(place, message, "对照台账核对，把正文和统计表改成一致。", data, related, steps)
