"""An office's own rules: phrases, sections and patterns that its layers ask for or forbid."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from core.layers.format import KINDS, PREFIX, Forbidden, Local, LocalRelation, Pattern, Required, RequiredSection
from core.place import InCell, InText, Missing, Place
from core.report.report import Report
from core.report.sections import Section
from core.rule import Case, Manual, Need, NotApplicable, NotChecked, Problem, Rule
from core.text.fold import bare, fold, folded
from core.text.guarded import Budget, GuardedPattern, PatternTooSlow
from rules import relations

SECONDS = 1.0
"""How long the pattern of one rule may take for one draft."""


def make(local: Local | LocalRelation, layer: str) -> Rule:
    """The rule that an entry of a layer describes; ``layer`` is what the layer is called."""
    title, need, check = _described(local)
    basis = (local.basis if isinstance(local, Local) else "") or f"本地规则（{layer}）"
    says = local.says if isinstance(local, LocalRelation) else local.message or title
    manual = Manual(
        f"{says}。".replace("。。", "。"),
        title,
        f"这是“{layer}”的本地规则。",
        basis,
        "（本地规则没有示例）",
        "（本地规则没有示例）",
    )
    limited = partial(_limited, local.kinds, check) if isinstance(local, Local) else check
    required = local.severity.value == "error"
    return Rule(PREFIX + local.name, title, local.severity, limited, need, "", manual, required)


Check = Callable[[Case], Iterator[Problem]]


def _described(local: Local | LocalRelation) -> tuple[str, Need, Check]:
    """What a rule is called, what it needs, and its check."""
    if isinstance(local, LocalRelation):
        return f"勾稽关系：{local.says}", Need.FORM, lambda case: relations.of_rule(case.report, PREFIX + local.name)
    if isinstance(local, Forbidden):
        return local.title or f"不应出现{_first(local.phrase)}", Need.NOTHING, partial(_forbidden, local)
    if isinstance(local, Required):
        return local.title or f"写明{_first(local.phrase)}", Need.TEXT, partial(_required, local)
    if isinstance(local, RequiredSection):
        return local.title or f"有{_first(local.heading)}一部分", Need.TEXT, partial(_section, local)
    if isinstance(local, Pattern):
        return local.title or local.message, Need.NOTHING, partial(_pattern, local)
    raise TypeError(type(local))


def _first(phrases: tuple[str, ...]) -> str:
    return f"“{phrases[0]}”" + ("等" if len(phrases) > 1 else "")


def _limited(kinds: tuple[str, ...], check: Check, case: Case) -> Iterator[Problem]:
    if kinds and case.report.kind not in kinds:
        raise NotApplicable(f"这一条只检查{'、'.join(KINDS[kind] for kind in kinds)}的报告。")
    yield from check(case)


def _texts(report: Report) -> Iterator[tuple[str, Callable[[int, int], Place]]]:
    """Every text of a draft, and what makes a place of offsets in it."""
    for paragraph in report.document.paragraphs:
        yield paragraph.text, partial(InText, paragraph.index)
    for table in report.document.tables:
        for cell in table.cells:
            yield cell.text, partial(_in_cell, InCell(table.index, cell.row, cell.column))


def _in_cell(place: InCell, _start: int, _end: int) -> Place:
    return place


def _found(text: str, phrases: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where phrases stand, as offsets in a folded text."""
    for phrase in (folded(each) for each in phrases):
        at = text.find(phrase) if phrase else -1
        while at >= 0:
            yield at, at + len(phrase)
            at = text.find(phrase, at + len(phrase))


def _forbidden(local: Forbidden, case: Case) -> Iterator[Problem]:
    for text, place in _texts(case.report):
        words = fold(text)
        right = list(_found(words.text, local.unless))
        for start, end in sorted(set(_found(words.text, local.phrase))):
            if not _within(start, end, right):
                where = words.back(start, end)
                phrase = text[slice(*where)]
                yield _problem(local, place(*where), f"出现了不应使用的“{phrase}”", {"phrase": phrase})


def _within(start: int, end: int, right: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in right)


def _required(local: Required, case: Case) -> Iterator[Problem]:
    report = case.report
    paragraphs, after, section = report.body, report.sign_off.position, None
    if local.section:
        found = next((each for each in report.sections if bare(local.section) in bare(each.title)), None) or _chapter(
            report, local
        )
        if found is None:
            raise NotApplicable(f"报告里没有“{local.section}”这一部分。")
        start, end = found.blocks
        paragraphs = tuple(p for p in report.document.paragraphs if start <= report.document.position(p) < end)
        after, section = end - 1, report.section_key(found.place)
    if not any(any(_found(folded(p.text), local.phrase)) for p in paragraphs):
        where = f"“{local.section}”部分" if local.section else "正文"
        told = "或".join(f"“{phrase}”" for phrase in local.phrase)
        yield _problem(local, Missing(section, after, local.phrase[0]), f"{where}没有写{told}", {"phrase": local.phrase[0]})


def _chapter(report: Report, local: Required) -> Section | None:
    """The section that stands for the chapter of that name under another heading that is accepted."""
    named = (match for match in report.fixed_chapters if bare(local.section) in bare(match.chapter.title))
    return next((match.section for match in named if match.section), None)


def _section(local: RequiredSection, case: Case) -> Iterator[Problem]:
    report = case.report
    titles = [bare(section.title) for section in report.sections if not section.attachment]
    if not any(bare(heading) in title for heading in local.heading for title in titles):
        heading = local.heading[0]
        place = Missing(None, report.sign_off.position, heading)
        yield _problem(local, place, f"没有“{heading}”这一部分", {"section": heading})


def _pattern(local: Pattern, case: Case) -> Iterator[Problem]:
    pattern, budget = GuardedPattern(local.pattern), Budget(SECONDS)
    try:
        for text, place in _texts(case.report):
            matches = list(pattern.find(text, budget))
            right = _spans(text, local.unless) if matches else []
            for start, end in matches:
                if not _within(start, end, right):
                    yield _problem(local, place(start, end), local.message, {"match": text[start:end]})
    except PatternTooSlow:
        raise NotChecked(f"这条本地规则的正则表达式太慢，超过 {SECONDS:g} 秒已停止，没有检查完。请把它写得简单一些。") from None


def _spans(text: str, phrases: tuple[str, ...]) -> list[tuple[int, int]]:
    words = fold(text)
    return [words.back(*found) for found in _found(words.text, phrases)]


def _problem(local: Local, place: Place, message: str, data: dict[str, str]) -> Problem:
    return Problem(place, local.message or message, local.suggestion or None, data)
