"""Runs the rules in force over a draft. The crash of one rule is a state of that rule, never the end of the check."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import islice
from pathlib import Path

from core.cautions import IN_BOX, UNREAD, cautions
from core.consequences import Found, without_consequences
from core.document import Document
from core.edition import Form
from core.errors import PreviousError, ReadError
from core.findings import ChecklistRow, Finding, Location, LocationKind, Result, Status
from core.gaps import may_be_torn, may_be_unread
from core.kept import Kept, with_blocks_of
from core.place import InCell, InText, Place
from core.readers import read
from core.readers.digest import digest_of
from core.report import Report, understand
from core.report.previous import mismatch
from core.rule import Case, Need, NotApplicable, NotChecked, Passed, Problem, Rule
from core.ruleset import RuleSet
from core.settings import Progress, Settings

__all__ = ["MAX_FINDINGS", "Progress", "Settings", "check_document", "check_file"]

MAX_FINDINGS = 500
"""So many findings of one rule are listed: more help nobody, and take long to show."""
_NAMED = 3
"""So many cells are named in a sentence."""
_LOG = logging.getLogger(__name__)


_TABLES: Kept[tuple[tuple[Problem, ...], NotApplicable | NotChecked | None]] = Kept(64)
"""What rules that look at tables alone have found in them, and the state that ended it."""
TELL_EVERY = 0.5
"""So many seconds apart a long check tells how far it is."""
_PREVIOUS: Kept[Report] = Kept(1)
"""Last year's report stays the same while the draft is written."""


def check_file(
    path: str,
    ruleset: RuleSet,
    settings: Settings = Settings(),
    progress: Progress | None = None,
    before: Document | None = None,
) -> Result:
    """Read, understand and check one draft; ``before`` is what was read of it for the check before, which makes this one faster.

    ``progress`` is told how far the check is; what takes long to read is told to whoever listens (:mod:`core.readers.telling`).
    Raises :class:`core.errors.ReadError` with a sentence when the draft, or last year's report, cannot be read.
    """
    started = time.perf_counter()
    tell = progress or (lambda _sentence: None)
    tell("正在读取文件…")
    # Before it is read, so that a change in between shows.
    digest = digest_of(Path(path))
    document = with_blocks_of(read(Path(path)), before)
    previous = _previous(settings.previous, ruleset) if settings.previous else None
    tell("正在核对各项规则…")
    result = check_document(document, ruleset, settings, previous, tell)
    return replace(result, path=path, seconds=time.perf_counter() - started, digest=digest, previous=settings.previous)


def _previous(path: str, ruleset: RuleSet) -> Report:
    def make() -> Report:
        return understand(read(Path(path)), ruleset.editions, kinds=ruleset.kinds)

    try:
        digest = digest_of(Path(path))
        return _PREVIOUS.of((ruleset,), make, (path, digest)) if digest else make()
    except ReadError as error:
        raise PreviousError(f"上年报告“{path}”不能读取，没有检查。{error}") from error


def check_document(
    document: Document,
    ruleset: RuleSet,
    settings: Settings = Settings(),
    previous: Report | None = None,
    progress: Progress | None = None,
) -> Result:
    """Understand and check a draft that has been read; ``previous`` is last year's report."""
    report = understand(document, ruleset.editions, settings.edition, ruleset.kinds)
    document = report.document
    case = Case(report, settings.as_of or date.today(), asked=settings.as_of is not None, previous=previous)
    found, rows = _run_all(tuple(ruleset.in_force), case, progress or (lambda _sentence: None))
    if document.boxed is not None:
        boxed = understand(document.boxed, ruleset.editions, settings.edition, ruleset.kinds)
        found, rows = _beside_boxes(found, rows, replace(case, report=boxed))
        document = replace(document, boxed=None)
    kept = without_consequences(found)
    findings = [_finding(each.rule, each.problem, report) for each in kept]
    checklist = [_after(row, kept) for row in rows]
    findings.sort(key=lambda finding: _order(document, finding))
    return Result(
        path=document.path,
        document=document,
        title=report.title_text,
        unit=report.unit,
        year=report.year,
        edition=report.edition.key if report.edition else None,
        facts=report.facts,
        findings=tuple(findings),
        checklist=tuple(checklist),
        checked_at=datetime.now().isoformat(timespec="seconds"),
        notes=(*(row.reason for row in checklist if row.status is Status.PASS and row.reason), *ruleset.notes),
        form=ruleset.form,
    )


def _run_all(rules: Sequence[Rule], case: Case, tell: Progress) -> tuple[list[Found], list[ChecklistRow]]:
    found: list[Found] = []
    rows: list[ChecklistRow] = []
    told = time.monotonic()
    for done, rule in enumerate(rules):
        if time.monotonic() - told >= TELL_EVERY:
            told = time.monotonic()
            tell(f"正在核对各项规则（{done}/{len(rules)}）…")
        problems, row = _problems(rule, case)
        found += (Found(rule, problem) for problem in problems)
        rows.append(row)
    return found, rows


def _beside_boxes(found: list[Found], rows: list[ChecklistRow], boxed: Case) -> tuple[list[Found], list[ChecklistRow]]:
    """Without what is not found any more were the words of text boxes text of the body: nobody can tell from here where they stand."""
    rules = {each.rule.id: each.rule for each in found}
    again = {name: {problem.message for problem in _problems(rule, boxed)[0]} for name, rule in rules.items()}
    sure = [each for each in found if each.problem.message in again[each.rule.id]]
    unsure = {each.rule.id for each in found if each.problem.message not in again[each.rule.id]}
    counts = Counter(each.rule.id for each in sure)
    told = {row.rule: replace(row, status=Status.NOT_CHECKED, count=counts[row.rule], reason=IN_BOX) for row in rows}
    return sure, [told[row.rule] if row.rule in unsure else row for row in rows]


def _after(row: ChecklistRow, kept: Sequence[Found]) -> ChecklistRow:
    """The row of a rule once what follows from other findings is left out."""
    count = sum(each.rule.id == row.rule for each in kept)
    if count == row.count:
        return row
    if count or row.status is not Status.FAIL:
        return replace(row, count=count)
    return replace(row, status=Status.NOT_APPLICABLE, count=0, reason="这里的问题由另一项引起，已在那一项报告。")


def run_rule(rule: Rule, case: Case) -> tuple[list[Finding], ChecklistRow]:
    """The findings of one rule by itself and its row of the checklist."""
    problems, row = _problems(rule, case)
    return [_finding(rule, problem, case.report) for problem in problems], row


def _problems(rule: Rule, case: Case) -> tuple[list[Problem], ChecklistRow]:
    found: list[Problem] = []
    try:
        _require(rule.needs, case)
        # One by one: what was found before a rule could not go on is kept.
        for problem in islice(_check(rule, replace(case, options=rule.options)), MAX_FINDINGS):
            found.append(problem)
        status, reason = (Status.FAIL if found else Status.PASS), ""
        if not found:
            _require_all_forms(rule.needs, case.report)
        if len(found) == MAX_FINDINGS:
            reason = f"这一项的问题超过{MAX_FINDINGS}处，只列出前{MAX_FINDINGS}处。"
    except Passed as state:
        status, reason = Status.PASS, str(state)
    except NotApplicable as state:
        unread = case.report.unread_forms if Need.FORM in rule.needs else ()
        status, reason = (Status.NOT_CHECKED, _not_read(unread)) if unread else (Status.NOT_APPLICABLE, str(state))
    except NotChecked as state:
        status, reason = Status.NOT_CHECKED, str(state)
    except Exception:
        _LOG.exception("rule %s failed", rule.id)
        found, status, reason = [], Status.RULE_FAILED, "检查这一项时程序出错，其他各项不受影响。请人工核对这一项。"
    sure = _sure(found, case.report)
    if len(sure) < len(found):
        found, status = sure, Status.NOT_CHECKED
        reason = UNREAD.format("、".join(map(str, case.report.document.unread)))
    return found, ChecklistRow(rule.id, status, len(found), reason, rule.title, rule.required, rule.level, rule.manual.why)


def _sure(found: list[Problem], report: Report) -> list[Problem]:
    """Without what is said to be missing and may stand on a page that was not read; figures that were read are reckoned with."""
    document = report.document
    if not document.unread:
        return found
    chapters = tuple(section.blocks[0] for section in report.chapters)
    sure = (problem for problem in found if problem.arithmetic or not may_be_torn(problem.place, document))
    return [problem for problem in sure if not may_be_unread(problem.place, document, chapters)]


def _check(rule: Rule, case: Case) -> Iterator[Problem]:
    """What a rule finds; one that looks at the tables alone finds in the same ones what it has found there before."""
    report = case.report
    if not rule.of_tables or case.previous is not None:
        return rule.check(case)

    apart = report.title, report.year, report.document.unread
    return _again(*_TABLES.of((rule, report.edition, *report.forms), lambda: _found_in(rule, case), apart))


def _found_in(rule: Rule, case: Case) -> tuple[tuple[Problem, ...], NotApplicable | NotChecked | None]:
    found: list[Problem] = []
    try:
        for problem in islice(rule.check(case), MAX_FINDINGS):
            found.append(problem)
    except (NotApplicable, NotChecked) as state:
        # Not the state itself: its traceback would hold everything that was looked at.
        return tuple(found), type(state)(str(state))
    return tuple(found), None


def _again(found: Iterable[Problem], state: Exception | None) -> Iterator[Problem]:
    yield from found
    if state is not None:
        raise type(state)(str(state))


def _require(needs: Need, case: Case) -> None:
    """Raise the state of a rule whose needs this report does not meet."""
    report = case.report
    if Need.PREVIOUS in needs:
        _require_previous(case)
    if Need.TEXT in needs and not report.has_text:
        raise NotChecked("文件里只有表格，没有报告正文，这一项未能检查。")
    if Need.YEAR in needs and report.year is None:
        raise NotChecked("标题中没有找到报告年度，这一项未能检查。")
    if Need.EDITION in needs or Need.FORM in needs:
        _require_edition(report)
    if Need.FORM in needs:
        _require_form(report)


def _require_previous(case: Case) -> None:
    if case.previous is None:
        raise NotApplicable("没有提供上年报告。")
    if reason := mismatch(case.report, case.previous):
        raise NotChecked(reason)


def _require_edition(report: Report) -> None:
    if report.edition is None:
        raise NotChecked("没有认出报告年度，不知道该按哪一版格式检查。请在标题中写明年度。")
    if not report.edition.complete:
        raise NotChecked(f"本程序目前还没有收录{report.edition.name}的格式要求，这一项未能检查，请人工核对。")


def _require_form(report: Report) -> None:
    if not report.due_forms:
        raise NotApplicable("这一年度的报告不检查统计表样式。")
    if not report.forms:
        if report.document.pictures:
            raise NotChecked("没有读到统计表，文件里有图片，统计表可能是图片。请换成可编辑的表格，或人工核对。")
        raise NotApplicable("报告里没有统计表（已在“缺少统计表”一项报告）。")


def _require_all_forms(needs: Need, report: Report) -> None:
    """Raise NotChecked where a rule that found nothing could not see all of the forms: one is a picture or fits none, a number is unknown."""
    if Need.FORM not in needs:
        return
    if report.unread_forms:
        raise NotChecked(_not_read(report.unread_forms))
    if cells := report.uncalculated:
        named = "、".join(cell.address or "" for cell in cells[:_NAMED]) + (" 等" if len(cells) > _NAMED else "")
        raise NotChecked(
            f"统计表里有 {len(cells)} 个公式没有保存计算结果（{named}），这些数没有核对。请用 Excel 或 WPS 打开并保存后再检查。"
        )


def _not_read(forms: Sequence[Form]) -> str:
    titles = "".join(dict.fromkeys(f"《{form.title}》" for form in forms))
    return f"{titles}没有读出来（见“统计表齐全”一项），这些表未能检查，请人工核对。"


def _finding(rule: Rule, problem: Problem, report: Report) -> Finding:
    edition, where = report.edition, locate(problem.place, report)
    told = dict(cautions(where, report.document))
    basis = problem.basis or (edition.basis.get(rule.basis) if edition else None) or rule.manual.basis
    return Finding(
        rule=rule.id,
        severity=rule.chosen or problem.severity or rule.severity,
        message=problem.message + "".join(told.values()),
        location=where,
        excerpt=excerpt(problem.place, report.document),
        reason=rule.manual.why,
        basis=basis,
        suggestion=problem.suggestion,
        data={**problem.data, **dict.fromkeys(told, True)},
        related=tuple(locate(place, report) for place in problem.related),
        arithmetic=problem.arithmetic,
        edits=problem.edits,
    )


def locate(place: Place, report: Report) -> Location:
    """The coordinates of a place as the interface has them."""
    document, section = report.document, report.section_key(place)
    if isinstance(place, InText):
        told = document.paragraphs[place.paragraph]
        span = place.paragraph, place.start, place.end
        page, address = told.content.page_at(place.start), told.cell_at(place.start)
        return Location(LocationKind.TEXT, section, *span, page=page, sheet=told.sheet, cell=address)
    if isinstance(place, InCell):
        table = document.tables[place.table]
        cell = table.at(place.row, place.column)
        return Location(
            LocationKind.CELL,
            section,
            table=place.table,
            row=place.row,
            column=place.column,
            page=(cell.page if cell else None) or table.page,
            sheet=table.sheet,
            cell=cell.address if cell else None,
            label=place.label,
        )
    return Location(LocationKind.DOCUMENT, place.section, label=place.label, after_block=place.after_block)


def excerpt(place: Place, document: Document) -> str:
    """The exact text of a place; empty where nothing is there."""
    if isinstance(place, InText):
        return document.paragraphs[place.paragraph].text[place.start : place.end]
    if isinstance(place, InCell):
        cell = document.tables[place.table].at(place.row, place.column)
        return cell.text if cell else ""
    return ""


def _order(document: Document, finding: Finding) -> tuple[int, int, int]:
    """Where a finding stands in reading order; what is missing stands where it should have been."""
    where = finding.location
    if where.kind is LocationKind.TEXT and where.paragraph is not None:
        return document.position(document.paragraphs[where.paragraph]), where.start or 0, 0
    if where.kind is LocationKind.CELL and where.table is not None:
        return document.position(document.tables[where.table]), where.row or 0, where.column or 0
    return (len(document.blocks) if where.after_block is None else where.after_block), 1_000_000, 0
