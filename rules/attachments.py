"""Attachments: what is announced, what is there, and their names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from core.cautions import UNREAD
from core.findings import Severity
from core.place import InText, Missing
from core.report.closing import Attachment
from core.report.report import Report
from core.rule import Case, Need, NotChecked, Problem, rule
from core.text.fold import bare, fold
from core.text.years import find_years

_PARTS = re.compile(r"[、,;和及]附[表件](?:(?:等|共|这)*[一二三四五六七八九十\d]{1,2}(?:个|大)?部分|[,。;]|组成|构成)")


@rule("structure.attachment", "附件", Severity.WARNING, Need.TEXT, "format")
def attachment(case: Case) -> Iterator[Problem]:
    """附件说明和附件要对得上。

    检查：正文后写了“附件：……”的，文件里要有这个附件，名称一字不差；文件里有附件的，正文后要有附件说明。
    写明“另附”“另行报送”的不算。
    为什么：附件缺失或名称不一致，是公文格式检查的必查项，也说明附件可能放错了年度或单位。
    依据：《党政机关公文格式》（GB/T 9704—2012）：附件标题应当与附件说明的表述一致
    错误示例：附件：2018年青禾县政府信息公开情况统计表（附件标题却是“2018年度政府信息公开情况统计表”）
    正确示例：附件说明与附件标题都是“2018年度青禾县政府信息公开情况统计表”
    """
    unread = case.report.document.unread
    found = list(_faults(case.report))
    sure = [problem for problem in found if not unread or problem.data["kind"] == "renamed"]
    yield from sure
    if len(sure) < len(found):
        raise NotChecked(UNREAD.format("、".join(map(str, unread))))


def _faults(report: Report) -> Iterator[Problem]:
    announced, present = list(report.announced), list(report.attachments)
    if not announced:
        signed = report.sign_off.unit_place
        yield from (_unannounced(each) for each in present if not (_is_a_named_part(report) or _stands_before(each, signed)))
        return
    for each, there in _paired(report):
        if there is None:
            yield _absent(each)
        elif there.name and not (_is_called_so(each, there) or _only_another_year(each, there)):
            yield _renamed(each, there)
    yield from (_unannounced(each) for each in present[len(announced) :])


def _stands_before(there: Attachment, signed: InText | None) -> bool:
    """Whether the report is signed behind it: then it is the report's last part."""
    return signed is not None and isinstance(there.place, InText) and there.place.paragraph < signed.paragraph


def _is_a_named_part(report: Report) -> bool:
    """Whether the opening lists the table behind the report as one of its parts: …、其他需要报告的事项、附表八个部分."""
    return any(_PARTS.search(fold(paragraph.text).text) for paragraph in report.preamble)


def _paired(report: Report) -> Iterator[tuple[Attachment, Attachment | None]]:
    """Every attachment announced, with the one that is there."""
    present = list(report.attachments)
    for number, each in enumerate(report.announced):
        yield each, present[number] if number < len(present) else _unmarked(report, each, first=number == 0)


def of_two_years(report: Report) -> Iterator[tuple[Attachment, Attachment]]:
    """Attachments that are announced and stand there under the same name but for the year."""
    for each, there in _paired(report):
        if there and there.name and not _is_called_so(each, there) and _only_another_year(each, there):
            yield each, there


def _is_called_so(each: Attachment, there: Attachment) -> bool:
    return bare(each.name) in _readings(there) or _names_the_form(each, there)


def _only_another_year(each: Attachment, there: Attachment) -> bool:
    """The same words and two years: that is the business of ``period.year-mismatch``."""
    one, other = bare(each.name), bare(there.name)
    years = [{mention.year for mention in find_years(name)} for name in (one, other)]
    if _YEAR_LINE.sub("", one) == _YEAR_LINE.sub("", other):
        # The official form has its year in brackets on a line of its own.
        return True
    return all(years) and years[0] != years[1] and _YEAR.sub("", one) == _YEAR.sub("", other)


_YEAR_LINE = re.compile(r"\((?:19|20)\d\d年度?\)")
_YEAR = re.compile(r"\(?(?:19|20)\d\d年度?\)?")


def _names_the_form(each: Attachment, there: Attachment) -> bool:
    """Whether both are the official form, whose year stands in brackets below its title: 附件：2016年度…统计表, …统计表（2016年度）."""
    told, below = bare(each.name), bare(there.longer)
    years = {mention.year for mention in find_years(told)}
    in_brackets = _YEAR_LINE.search(below) and _YEAR.sub("", told) == _YEAR_LINE.sub("", below)
    return bool(in_brackets) and years <= {mention.year for mention in find_years(below)}


def _readings(there: Attachment) -> set[str]:
    """The names that may stand over an attachment: a line, two lines, or the second one under a line that tells the year."""
    name, longer = bare(there.name), bare(there.longer)
    below = {longer.removeprefix(name)} if re.fullmatch(r"\(?20\d\d年度?\)?", name) else set()
    return {name, longer} | below


def _unannounced(there: Attachment) -> Problem:
    message = f"文件后面有附件{f'“{there.name}”' if there.name else ''}，正文后没有附件说明"
    return Problem(there.place, message, "在正文下空一行写“附件：”和附件名称。", {"kind": "unannounced", "actual": there.name})


def _absent(each: Attachment) -> Problem:
    data = {"kind": "absent", "expected": each.name}
    return Problem(each.place, f"附件说明列了“{each.name}”，文件里没有这个附件", "补上附件；附件另行报送的，请写明“另附”。", data)


def _renamed(each: Attachment, there: Attachment) -> Problem:
    message = f"附件名称不一致：附件说明是“{each.name}”，附件标题是“{there.name}”"
    data = {"kind": "renamed", "expected": each.name, "actual": there.name}
    return Problem(each.place, message, "把附件说明和附件标题改成同一个名称。", data, (there.place,))


def _unmarked(report: Report, each: Attachment, *, first: bool) -> Attachment | None:
    """An attachment without the word 附件 over it: a line of that name behind the announcement, or the title of the first table."""
    after = getattr(report.announced[-1].place, "paragraph", 0) + 1
    for paragraph in report.document.paragraphs[after:]:
        if bare(paragraph.text).strip("《》") == bare(each.name):
            return Attachment(each.name, InText(paragraph.index, 0, len(paragraph.text)))
    return _table_title(report) if first else None


def _table_title(report: Report) -> Attachment | None:
    """An attachment without the word 附件 over it: the title of a table, or of a page, behind the announcement."""
    last = report.announced[-1].place
    start = getattr(last, "paragraph", 0) + 1
    for paragraph in report.document.paragraphs[start:]:
        words = bare(paragraph.text)
        if re.search(r"(?:表|名单|目录|清单|说明|统计)$", words) and len(words) <= 60:
            following = report.document.paragraphs[paragraph.index + 1 : paragraph.index + 2]
            longer = paragraph.text.strip() + "".join(line.text.strip() for line in following)
            return Attachment(paragraph.text.strip(), InText(paragraph.index, 0, len(paragraph.text)), longer)
    for match in (match for match in report.forms if not match.form.values):
        if match.caption:
            cell = report.document.tables[match.caption.table].at(match.caption.row, match.caption.column)
            return Attachment(cell.text if cell else "", match.caption)
        return Attachment("", Missing())
    return None
