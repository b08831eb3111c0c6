"""Tables, chapters, wording or legal basis of another edition than the report year's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from core.document import Table
from core.edition import Edition
from core.findings import Severity
from core.kept import kept
from core.place import InCell, InText
from core.report.formmatch import FormMatch
from core.report.forms import match_form
from core.report.labels import same_label
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import bare, fold
from rules.citations import find_numbers, opening
from rules.documents import is_basis

_LIST = re.compile(r"(?:由|包括|包含|分为|分|含|涵盖|共有?|内容有?)[^。\n]*?[、;,][^。\n]*?[、;,][^。\n]*")
_QUOTED = re.compile("《[^》]*》|“[^”]*”")
_SHOWN = 8
_FEW = 3
_LEAST = 2
"""One caption, or one chapter, may be an office's own; two are another edition's."""


@rule("structure.edition-mixup", "格式版本一致", Severity.ERROR, Need.YEAR, "form")
def edition_mixup(case: Case) -> Iterator[Problem]:
    """报告用的表格要与报告年度的格式版本一致。

    检查：2018年度及以前、2019—2020年度、2021年度起，三版格式的统计表不同；表格中出现另一版特有的栏目，或表格
    与本版对不上而与另一版逐行相同时报告。
    2019年度起的报告，章节（标题或导语列出的目录）是2018年以前的写法的，正文还用“维持具体行政行为”“同意公开答复”等旧统计表指标的，也报告。
    编制依据引用了以后才有的文件（如2018年的报告引用国务院令第711号）也报告。
    为什么：用错版本的表格，数据口径对不上，会被退回重做。
    依据：国办发〔2014〕32号、国办公开办函〔2019〕60号、国办公开办函〔2021〕30号所附格式
    错误示例：2018年的报告使用“本年制发件数、本年废止件数、现行有效件数”的表格
    正确示例：2018年的报告使用《政府信息公开情况统计表》
    """
    report = case.report
    own = report.edition
    if own is None:
        return
    found = list(_tables(report, own)) or list(_forms(report, own)) or list(_strangers(report, own))
    for edition in (edition for edition in report.editions if edition.years[1] < own.years[0]):
        found += _chapters(report, edition, own)
        found += _phrases(report, edition, own)
    if found:
        yield _together(found)
    yield from _later_basis(report, own)


def _measured_by(report: Report, own: Edition) -> str:
    """What a draft is held against: the form of its year, or the one that the user chose in spite of the year."""
    return f"这是{report.year}年的报告" if report.year and own.covers(report.year) else f"这次选定按{own.name}检查"


def _too_early(report: Report, own: Edition) -> str:
    return f"{report.year}年的报告还没有这份文件" if report.year and own.covers(report.year) else _measured_by(report, own)


def _together(found: list[Problem]) -> Problem:
    """A draft on an older model shows it in many places: one problem, at the first, with the others beside it."""
    first, *others = found
    related = (*first.related, *(place for each in others for place in (each.place, *each.related)))
    return replace(first, related=related[:_SHOWN], reports=tuple(matter for each in found for matter in each.reports))


def _tables(report: Report, own: Edition) -> Iterator[Problem]:
    for key, (edition, places) in _foreign_signs(report).items():
        if key != own.key and len(places) >= _LEAST:
            message = f"{_measured_by(report, own)}，表格却是{edition.name}的样式"
            data = {"expected": own.key, "actual": key}
            instead = tuple(f"foreign-table:{chapter}" for chapter in _chapters_of(report, places))
            yield Problem(places[0], message, f"改用{own.name}的表格。", data, tuple(places[1:4]), reports=instead)
            return


def _forms(report: Report, own: Edition) -> Iterator[Problem]:
    """Forms that do not fit the own edition's, and fit another's to the last row."""
    for match in report.forms:
        odd = _deviations(match)
        for edition in report.editions if odd else ():
            same = next((form for form in edition.forms if form.id == match.form.id and form.values), None)
            if same is None or edition.key == own.key:
                continue
            theirs = match_form(report.document, same)
            if theirs is not None and not _deviations(theirs):
                message = f"{_measured_by(report, own)}，“{match.form.title}”却是{edition.name}的样式"
                data = {"expected": own.key, "actual": edition.key}
                reports = (f"foreign-form:{match.form.id}",)
                yield Problem(odd[0], message, f"改用{own.name}的表格。", data, tuple(odd[1:4]), reports=reports)
                break


def _strangers(report: Report, own: Edition) -> Iterator[Problem]:
    """A form that the own edition does not have at all and a table of the draft is, nearly to the last row."""
    if len(report.forms) == len(own.forms):
        return
    taken = {table.index for match in report.forms for table in match.tables}
    ids = {form.id for form in own.forms}
    forms = [(each, form) for each in report.editions for form in each.forms if form.id not in ids and len(form.rows) >= _SHOWN]
    tried = [(edition, match) for edition, form in forms if (match := match_form(report.document, form)) is not None]
    fit = [(edition, match) for edition, match in tried if not taken & {table.index for table in match.tables}]
    for edition, match in sorted(fit, key=lambda each: len(_deviations(each[1])) + len(each[1].missing))[:1]:
        if len(_deviations(match)) + len(match.missing) > _FEW:
            return
        first = min(match.rows.values(), key=lambda row: row.number)
        place = InCell(first.table.index, first.label.row, first.label.column)
        message = f"{_measured_by(report, own)}，表格却是{edition.name}的“{match.form.title}”"
        data = {"expected": own.key, "actual": edition.key}
        instead = tuple(f"foreign-table:{chapter}" for chapter in _chapters_of(report, [place]))
        yield Problem(place, message, f"改用{own.name}的表格。", data, reports=instead)


def _deviations(match: FormMatch) -> list[InCell]:
    """Where a form is not as prescribed: rows further, missing or worded otherwise."""
    renamed = [row.row.id for row in match.rows.values() if row.row.label and not same_label(row.label.text, row.row)]
    places = [InCell(match.table_of(cell).index, cell.row, cell.column) for cell in match.extra]
    places += [match.label_place(row) for row in renamed]
    if not places and (match.missing or match.columns_missing):
        last = max(match.rows.values(), key=lambda row: row.number)
        places.append(InCell(last.table.index, last.label.row, last.label.column))
    return places


def _chapters_of(report: Report, places: list[InCell]) -> set[str]:
    """The chapters of the edition that the tables stand in; an edition without chapters has one table."""
    found = {"" for _ in places if not report.fixed_chapters}
    for table in {place.table for place in places}:
        position = report.document.position(report.document.tables[table])
        matches = (match for match in report.fixed_chapters if match.section)
        found |= {m.chapter.id for m in matches if m.section and m.section.blocks[0] <= position < m.section.blocks[1]}
    return found


def _later_basis(report: Report, own: Edition) -> Iterator[Problem]:
    """Documents named as the basis of the report that came only with a later edition."""
    later = {cite: edition for edition in report.editions if edition.years[0] > own.years[1] for cite in edition.cites}
    for paragraph in opening(report):
        words = fold(paragraph.text)
        for number in find_numbers(words.text):
            edition = later.get(number.key) if number.key not in own.cites else None
            if edition and is_basis(report, paragraph, words.text, number.start, number.end):
                cite = words.text[number.start : number.end]
                place = InText(paragraph.index, *words.back(number.start, number.end))
                data = {"expected": own.key, "actual": edition.key}
                message = f"编制依据“{cite}”是{edition.name}的依据，{_too_early(report, own)}"
                yield Problem(place, message, f"改用{own.name}的依据：{own.basis.get('items', '')}。", data)
                return


def _chapters(report: Report, old: Edition, own: Edition) -> Iterator[Problem]:
    """Chapters as an older edition had them: the headings, or the list of them in the opening."""
    data = {"expected": own.key, "actual": old.key}
    advice = f"改用规定的{len(own.chapters)}个部分：{'、'.join(chapter.title for chapter in own.chapters)}。"
    heads = [section for section in report.chapters if _is_of(section.title, old)]
    if len({_sign(section.title, old) for section in heads}) >= _LEAST:
        message = f"{_measured_by(report, own)}，章节却是{old.name}的写法"
        related = tuple(section.place for section in heads[1:])
        yield Problem(heads[0].place, message, advice, data, related, reports=("chapters",))
    for paragraph in opening(report):
        words = fold(paragraph.text)
        for match in _LIST.finditer(_QUOTED.sub(lambda m: "□" * len(m.group()), words.text)):
            items = re.split("[、;,:]", match.group())
            if len({_sign(item, old) for item in items if _is_of(item, old)}) >= _LEAST:
                message = f"{_measured_by(report, own)}，列出的章节却是{old.name}的写法"
                yield Problem(InText(paragraph.index, *words.back(*match.span())), message, advice, data)
                return


def _sign(title: str, edition: Edition) -> int:
    return next((number for number, sign in enumerate(edition.chapter_signs) if re.search(sign, title)), -1)


def _is_of(title: str, edition: Edition) -> bool:
    return _sign(title, edition) >= 0


def _phrases(report: Report, old: Edition, own: Edition) -> Iterator[Problem]:
    """What only an older form has as its items, in sentences on this year's cases."""
    for paragraph in report.body:
        words = fold(paragraph.text)
        text = _QUOTED.sub(lambda match: "□" * len(match.group()), words.text)
        for match in (match for phrase in old.phrases for match in re.finditer(phrase, text)):
            message = f"“{match.group()}”是{old.name}统计表的说法，{_measured_by(report, own)}，应用{own.name}表格的说法"
            data = {"expected": own.key, "actual": old.key}
            yield Problem(InText(paragraph.index, *words.back(*match.span())), message, "按现行表格的项目改写。", data)
            break


def _foreign_signs(report: Report) -> dict[str, tuple[Edition, list[InCell]]]:
    """For every other edition the cells that only its tables have."""
    found: dict[str, tuple[Edition, list[InCell]]] = {}
    for table in report.document.tables:
        for number, place in _signs_in(table, tuple(edition.signs for edition in report.editions)):
            edition = report.editions[number]
            found.setdefault(edition.key, (edition, []))[1].append(place)
    return found


@kept
def _signs_in(table: Table, signs: tuple[tuple[str, ...], ...]) -> Iterator[tuple[int, InCell]]:
    for cell in table.cells:
        words = bare(cell.text)
        for number, own in enumerate(signs):
            if any(sign in words for sign in own):
                yield number, InCell(table.index, cell.row, cell.column)
