"""Tables or legal basis of another edition than the report year's."""

from __future__ import annotations

from collections.abc import Iterator

from core.edition import Edition
from core.findings import Severity
from core.place import InCell, InText, Place
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import bare, fold


@rule("structure.edition-mixup", "格式版本一致", Severity.ERROR, Need.YEAR, "form")
def edition_mixup(case: Case) -> Iterator[Problem]:
    """报告用的表格要与报告年度的格式版本一致。

    检查：2018年度及以前、2019—2020年度、2021年度起，三版格式的统计表不同；表格中出现另一版特有的栏目时报告。
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
    for key, (edition, places) in _foreign_signs(report).items():
        if key != own.key and len(places) >= 2:
            message = f"这是{report.year}年的报告，表格却是{edition.name}的样式"
            data = {"expected": own.key, "actual": key}
            yield Problem(places[0], message, f"改用{own.name}的表格。", data, tuple(places[1:4]))
            break
    yield from _later_basis(report, own)


def _later_basis(report: Report, own: Edition) -> Iterator[Problem]:
    """Documents named as the basis of the report that came only with a later edition."""
    later = [edition for edition in report.editions if edition.years[0] > own.years[1]]
    for paragraph in report.preamble:
        words = fold(paragraph.text)
        for edition in later:
            for cite in edition.cites:
                at = words.text.find(cite)
                if at >= 0 and cite not in own.cites:
                    place = InText(paragraph.index, *words.back(at, at + len(cite)))
                    data = {"expected": own.key, "actual": edition.key}
                    message = f"编制依据“{cite}”是{edition.name}的依据，{report.year}年的报告还没有这份文件"
                    yield Problem(place, message, f"改用{own.name}的依据：{own.basis.get('items', '')}。", data)
                    return


def _foreign_signs(report: Report) -> dict[str, tuple[Edition, list[Place]]]:
    """For every other edition the cells that only its tables have."""
    found: dict[str, tuple[Edition, list[Place]]] = {}
    for table in report.document.tables:
        for cell in table.cells:
            words = bare(cell.text)
            for edition in report.editions:
                if any(sign in words for sign in edition.signs):
                    place = InCell(table.index, cell.row, cell.column)
                    found.setdefault(edition.key, (edition, []))[1].append(place)
    return found
