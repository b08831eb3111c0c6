"""The official statistical table: present, complete, labelled as prescribed, and filled with numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.cautions import UNREAD
from core.edition import Form, FormRow
from core.findings import Severity
from core.option import option
from core.place import InCell, Missing, Place
from core.report.formmatch import FormMatch, NumberCell, RowMatch, short
from core.report.labels import label_of, same_label
from core.report.report import Report
from core.report.sections import Section
from core.report.values import Kind, read_value
from core.rule import Case, Need, NotApplicable, NotChecked, Problem, rule
from core.text.fold import bare
from core.text.numbers import plain
from rules.label_edits import label_edits
from rules.last_year import CellPair, out_of_line
from rules.rowless import rowless

_MANY = 3
_FILL_IN = "补上缺少的行，没有发生的填0。"


@rule("table.missing", "统计表齐全", Severity.ERROR, Need.EDITION | Need.YEAR, "form")
def missing(case: Case) -> Iterator[Problem]:
    """格式要求的统计表要在文件里。

    检查：报告年度的格式所要求的统计表，文件里有没有。表的位置是图片，或表的行列与规定表样对不上时，说明“未能检查”。
    为什么：统计表是年度报告的法定组成部分，缺表会被退回。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》
    错误示例：报告正文写完后没有附统计表
    正确示例：报告后附《政府信息公开情况统计表》
    """
    report = case.report
    if not report.due_forms:
        raise NotApplicable("这一年度的报告不检查统计表样式。")
    without_rows = [form.id for form, _ in rowless(report)]
    absent = [form for form in report.absent_forms if form.id not in without_rows]
    doubtful = [form for form in absent if form.id in report.doubtful]
    gone = [form for form in absent if form not in doubtful]
    chapters = dict.fromkeys(form.chapter for form in gone)
    pictured = [chapter for chapter in chapters if report.may_be_picture(chapter)]
    for chapter in chapters:
        if chapter not in pictured:
            yield _absent_table(report, chapter, [form for form in gone if form.chapter == chapter])
    unsure = [_picture_note(report, chapter, [form for form in gone if form.chapter == chapter]) for chapter in pictured]
    if doubtful:
        unsure.append(
            f"{_titles([form.title for form in doubtful])}的内容在文件里，但行列与规定表样对不上，没有核对。请按规定表样排列，或人工核对。"
        )
    if unsure:
        raise NotChecked("".join(unsure))


def _titles(titles: Sequence[str]) -> str:
    """Titles one behind another; GB/T 15834 puts no 顿号 between 书名号."""
    return "".join(f"《{title}》" for title in titles)


def _picture_note(report: Report, chapter: str, absent: list[Form]) -> str:
    section = _section(report, chapter)
    where = f"“{section.title}”一章里" if section else "文件里"
    return f"没有读到{_titles(_absent_titles(report, chapter, absent))}，{where}有图片，这张表可能是图片。请换成可编辑的表格，或人工核对。"


def _section(report: Report, chapter: str) -> Section | None:
    return next((m.section for m in report.fixed_chapters if m.chapter.id == chapter and m.section), None)


def _absent_titles(report: Report, chapter: str, absent: list[Form]) -> list[str]:
    """What the forms of one chapter that are absent are called: all of them are one table, some of them its blocks."""
    section = _section(report, chapter)
    whole = len(absent) > 1 and len(absent) == sum(form.chapter == chapter for form in report.due_forms)
    return [f"{section.title}表"] if whole and section else [form.title for form in absent]


def _absent_table(report: Report, chapter: str, absent: list[Form]) -> Problem:
    section, titles = _section(report, chapter), _absent_titles(report, chapter, absent)
    key = section.key if section else _last_section(report)
    after = (section.blocks[1] if section else len(report.document.blocks)) - 1
    data = {"form": absent[0].id, "forms": [form.id for form in absent]}
    message, advice = f"没有找到{_titles(titles)}", f"补上{_titles(titles)}，没有发生的项目填0。"
    follows = (f"chapter:{chapter}", f"foreign-table:{chapter}")
    return Problem(Missing(key, after, "、".join(titles)), message, advice, data, reports=(f"table:{chapter}",), follows=follows)


def _last_section(report: Report) -> str | None:
    return report.sections[-1].key if report.sections else None


@rule("table.row-missing", "统计表行齐全", Severity.ERROR, Need.FORM, "form", of_tables=True)
def row_missing(case: Case) -> Iterator[Problem]:
    """统计表的规定行一行不能少。

    检查：逐行对照规定表样，缺少的行。地方增加的行不算错；行名写错但能认出的，归入“行名与表样一致”。
    为什么：缺行使上级汇总时对不上号，也可能漏报了数据。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》
    错误示例：“五、行政诉讼数量”下只有（一）（二），没有“（三）其他情形数”
    正确示例：“五、行政诉讼数量”下（一）（二）（三）三行齐全，没有的填0
    """
    unread = case.report.document.unread
    unsure = False
    for match in case.report.forms:
        for run in _runs(match):
            above = _row_above(match, run[0])
            if _may_be_unread(match, run, above, unread):
                unsure = True
                continue
            place: Place = match.label_place(above.row.id) if above else _top(match)
            where = f"（应在“{short(above.row.label)}”之后）" if above else ""
            message = f"缺少“{short(run[0].label)}”一行{where}"
            if len(run) > 1:
                message = f"缺少“{short(run[0].label)}”至“{short(run[-1].label)}”共{len(run)}行{where}"
            data = {"row": run[0].id, "label": run[0].label, "rows": [row.id for row in run]}
            yield Problem(place, message, _FILL_IN, data, follows=foreign(match))
    for form, place in rowless(case.report):
        names = "、".join(f"“{short(row.label)}”" for row in form.rows)
        data = {"row": form.rows[0].id, "label": form.rows[0].label, "rows": [row.id for row in form.rows]}
        yield Problem(place, f"表头下面没有{names}一行", _FILL_IN, data)
    if unsure:
        raise NotChecked(UNREAD.format("、".join(map(str, unread))))


def _may_be_unread(match: FormMatch, run: list[FormRow], above: RowMatch | None, unread: tuple[int, ...]) -> bool:
    """Whether the missing rows may stand on a page that was not read: inside the form, or beside its first or last page."""
    if not unread:
        return False
    ids = [row.id for row in match.form.rows]
    below = next((match.rows[each] for each in ids[ids.index(run[-1].id) + 1 :] if each in match.rows), None)
    pages = [row.label.page for row in match.rows.values() if row.label.page is not None]
    if not pages or any(min(pages) < page < max(pages) for page in unread):
        # In a form without its middle a row may be taken for its namesake.
        return True
    last = (above.label.page if above else None) or min(pages) - 2
    first = (below.label.page if below else None) or max(pages) + 2
    return any(last < page < first for page in unread)


def foreign(match: FormMatch) -> tuple[str, ...]:
    """The matter that a form is another edition's, from which its missing rows and other labels follow."""
    return (f"foreign-form:{match.form.id}",)


def _runs(match: FormMatch) -> Iterator[list[FormRow]]:
    """Missing rows one by one; many in a row (a table cut off, a whole part left out) are one defect."""
    ids = [row.id for row in match.form.rows]
    run: list[FormRow] = []
    for row in match.missing:
        # The heading of a group is a cell beside its rows, and gone with them.
        between = match.form.rows[ids.index(run[-1].id) + 1 : ids.index(row.id)] if run else ()
        if not all(each.heading and each.id not in match.rows for each in between):
            yield from _as_one(run)
            run = []
        run.append(row)
    yield from _as_one(run)


def _as_one(run: list[FormRow]) -> Iterator[list[FormRow]]:
    if len(run) > _MANY:
        yield run
    else:
        yield from ([row] for row in run)


def _top(match: FormMatch) -> InCell:
    return InCell(match.tables[0].index, 0, 0, match.form.name)


def _row_above(match: FormMatch, row: FormRow) -> RowMatch | None:
    """The nearest row before a missing one that the draft has."""
    ids = [each.id for each in match.form.rows]
    earlier = ids[: ids.index(row.id)]
    return next((match.rows[each] for each in reversed(earlier) if each in match.rows), None)


@rule("table.column-missing", "统计表列齐全", Severity.ERROR, Need.FORM, "form", of_tables=True)
def column_missing(case: Case) -> Iterator[Problem]:
    """统计表的规定列一列不能少。

    检查：规定的各列在不在。表格右边超出页面、后面的列没有显示出来的，一并说明。
    为什么：没有单位，数字的含义不明；数字的一列缺了或没有显示出来，等于没有报告。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》
    错误示例：表头只有“统计指标、统计数”
    正确示例：表头为“统计指标、单位、统计数”
    """
    for match in case.report.forms:
        names = match.columns_missing
        if names and any(table.cut_off for table in match.tables):
            yield _runs_off(match, names)
            continue
        for name in names:
            yield Problem(_top(match), f"统计表没有“{name}”一列", f"补上“{name}”一列。", {"column": name})


def _runs_off(match: FormMatch, names: Sequence[str]) -> Problem:
    told = f"“{names[0]}”" if len(names) == 1 else f"“{names[0]}”至“{names[-1]}”共{len(names)}列"
    message = f"统计表右边超出页面，{told}没有完整显示"
    table = next(table for table in match.tables if table.cut_off)
    # The last column as far as it shows: where the table leaves the page.
    edge = (c for c in table.cells if c.column_span == 1 and c.column == table.column_count - 1 and c.text.strip())
    last = next(edge, None)
    place = InCell(table.index, last.row, last.column, match.form.name) if last else _top(match)
    return Problem(place, message, "在原文件里调整列宽或改用横向页面，再重新导出。", {"column": names[0], "columns": list(names)})


@rule("table.label", "行名和单位与表样一致", Severity.WARNING, Need.FORM, "form", of_tables=True)
def label(case: Case) -> Iterator[Problem]:
    """统计表的行名、计量单位要与规定表样一致。

    检查：行名逐字对照（不计空格、全半角、序号写法和括号里的说明）；“单位”一列的计量单位。标题行的单位写“——”或空着都算对。
    为什么：行名错一个字，意思就可能相反或变成不规范用语（如“国家机密”与“国家秘密”），是审核必看之处。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》
    错误示例：2.同一公开答复数　其中：涉及国家机密　工作人员数（个）
    正确示例：2.同意公开答复数　其中：涉及国家秘密　工作人员数（人）
    """
    for match in case.report.forms:
        yield from _wrong_captions(match)
        for row in match.rows.values():
            if row.row.label and not same_label(row.label.text, row.row):
                yield _wrong_label(match, row)
            if row.unit and not row.row.heading and not _same_unit(row.unit.text, row.row):
                yield _wrong_unit(match, row)


_SAME_CAPTION = {"统计指标": ("指标", "指标名称"), "单位": ("计量单位",), "统计数": ("合计", "总计")}


def _wrong_captions(match: FormMatch) -> Iterator[Problem]:
    for official, cell in match.captions:
        written = bare(cell.text)
        if written != bare(official) and written not in _SAME_CAPTION.get(official, ()):
            place = InCell(match.table_of(cell).index, cell.row, cell.column, f"{match.form.name} › 表头 › {official}")
            data = {"column": official, "expected": official, "actual": cell.text.strip()}
            yield Problem(place, f"表头“{cell.text.strip()}”与规定的“{official}”不一致", f"改为“{official}”。", data)


def _wrong_label(match: FormMatch, row: RowMatch) -> Problem:
    written = re.sub(r"\s+", "", row.label.text)
    message = f"行名“{written}”与规定的“{short(row.row.label) if not label_of(written).note else row.row.label}”不一致"
    data = {"row": row.row.id, "expected": row.row.label, "actual": row.label.text}
    place, advice = match.label_place(row.row.id), f"改为“{row.row.label}”。"
    return Problem(place, message, advice, data, follows=foreign(match), edits=label_edits(place, row.label.text, row.row))


def _same_unit(text: str, row: FormRow) -> bool:
    written = bare(text).strip("()")
    return written in (row.unit, *row.accept_units)


def _wrong_unit(match: FormMatch, row: RowMatch) -> Problem:
    assert row.unit is not None
    place = InCell(row.table.index, row.unit.row, row.unit.column, match.label(row.row.id) + " › 单位")
    written = row.unit.text.strip()
    data = {"row": row.row.id, "column": "单位", "expected": row.row.unit, "actual": written}
    message = f"“{short(row.row.label)}”的单位{f'写成了“{written}”' if written else '没有写'}，规定是“{row.row.unit}”"
    return Problem(place, message, f"改为“{row.row.unit}”。", data)


@dataclass(frozen=True)
class MagnitudeOptions:
    """From which values on an amount is too large to be right."""

    limits: Mapping[str, int] = option("金额各行的上限（行的编号: 达到多少就报告），没有写的行按内置的上限", {})


@rule("table.magnitude", "金额的单位", Severity.WARNING, Need.FORM, "form", options=MagnitudeOptions, of_tables=True)
def magnitude(case: Case) -> Iterator[Problem]:
    """以万元为单位的格，不要按元填。

    检查：以万元为单位的金额（2018年及以前的“收取的费用”“专项经费”，2021年起的“本年收费金额”）是否大得不合情理；
    提供了上年报告的，与上年同一格相差一千倍以上的数值。
    为什么：把元当作万元，金额会放大一万倍；与上年相差千倍，多半是单位或小数点写错。
    依据：国办发〔2014〕32号所附《政府信息公开情况统计表》（单位：万元）
    错误示例：专项经费（万元）填“350000”
    正确示例：专项经费（万元）填“35”
    """
    found = list(_too_large(case.report, case.chosen(MagnitudeOptions).limits))
    yield from found
    told = {problem.place for problem in found}
    for pair in out_of_line(case.report, case.last_year) if case.last_year else ():
        if place_of(pair.match, pair.number) not in told:
            yield _unlike_last_year(pair, (case.report.year or 0) - 1)


# A province's amounts are those of a hundred counties; 市 and 县 behind 省 name a unit in it.
_PROVINCE = re.compile(r"(?:[^省市县区]{2,3}省|[^省市县区]{2,7}自治区|北京市|上海市|天津市|重庆市)(?![^。]*[市县区州盟旗乡镇])")
_PROVINCE_SCALE = 100


def _too_large(report: Report, limits: Mapping[str, int]) -> Iterator[Problem]:
    province = bool(_PROVINCE.match(bare(report.unit or "")))
    for match, number in number_cells(report):
        read, row = read_value(number.cell.text), match.rows[number.row.id]
        value = read.value if read.kind is Kind.NUMBER else None
        in_its_unit = row.unit is None or bare(row.unit.text).strip("()") != "元"
        built_in = number.row.limit and number.row.limit * (_PROVINCE_SCALE if province else 1)
        limit = limits.get(number.row.id, built_in)
        if limit is not None and value is not None and value >= limit and in_its_unit:
            message = f"“{number.name}”填了{plain(value)}{number.row.unit}，数额过大，可能是按“元”填的"
            data = {**cell_data(number), "actual": plain(value)}
            suggestion = f"核对单位；如是{plain(value)}元，应填{plain(value / 10000)}。"
            yield Problem(place_of(match, number), message, suggestion, data)


def _unlike_last_year(pair: CellPair, year: int) -> Problem:
    now, was = plain(pair.now), plain(pair.was)
    more, times = pair.now > pair.was, plain(max(pair.now, pair.was) // min(pair.now, pair.was))
    message = f"“{pair.number.name}”填了{now}，{year}年度报告是{was}，{'大' if more else '小'}了约{times}倍"
    data = {**cell_data(pair.number), "actual": now, "previous": was}
    return Problem(place_of(pair.match, pair.number), message, "核对单位（元、万元）和小数点；数字确实无误的可以忽略。", data)


def number_cells(report: Report) -> Iterator[tuple[FormMatch, NumberCell]]:
    """Every cell of the forms that must hold a number."""
    for match in report.forms:
        yield from ((match, number) for number in match.numbers())


def place_of(match: FormMatch, number: NumberCell) -> InCell:
    """Where such a cell stands."""
    return match.place(number.row.id, number.column.id if number.column else None)


def cell_data(number: NumberCell) -> dict[str, str]:
    """Which cell of the form it is, for machines."""
    return {"row": number.row.id, **({"column": number.column.label} if number.column else {})}
