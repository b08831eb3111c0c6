"""Shares of figures that the table bears out, of the whole that only the table tells: 自然人申请21件，占84%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from core.report.report import Report
from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.percents import Pair, gives
from rules.statements.cells import Cells, Key, keys_of
from rules.statements.stated import Statement
from rules.text_table import stated

_FORM = "3"
_WHOLE = "total"
_NEW, _CARRIED_IN, _DONE, _CARRIED_OUT = "r1", "r2", "r24", "r25"
_SHARE = re.compile(r"[,(]?占(?:比|总数|总量|申请总数|申请总量|申请总件数|全部申请)?(?:的)?(?:比例|比重)?(?:为|达)?")


def pair(report: Report, paragraph: int, sentence: Sentence, match: re.Match[str], earlier: Sequence[Number]) -> Pair | None:
    """The whole of the table and its part right before a share that no whole gives; None where one does, or the part is wrong too."""
    part = earlier[-1] if earlier else None
    if part is None or part.start < sentence.start or not _SHARE.fullmatch(sentence.text, part.stop, match.start()):
        return None
    told = next((each for each in stated(report) if _tells(each, paragraph, part)), None)
    if told is None or told.value != part.value or Cells(report).total(keys_of(told.readings[0])) != part.value:
        return None
    wholes = list(_wholes(report, told))
    others = [n for n in earlier[:-1] if n.unit == part.unit]
    sums = [part.value + n.value for n in sentence.numbers if n is not part and n.unit == part.unit]
    every = [*wholes, *(n.value for n in others), *sums]
    if not wholes or part.value > wholes[0] or any(gives(_as(part, value), part, match["p"]) for value in every):
        return None
    return Pair(_as(part, wholes[0]), part)


def _tells(statement: Statement, paragraph: int, part: Number) -> bool:
    """Whether a statement is one of requests by whom or by what became of them, and stands at a figure."""
    here = statement.reading.paragraph.index == paragraph and statement.span.start <= part.start < statement.span.end
    link = statement.link
    single = len(statement.readings[0]) == 1
    return here and single and link.form == _FORM and not (statement.office or statement.approximate) and _is_part(statement)


def _is_part(statement: Statement) -> bool:
    """Whether it is a part of a whole row, or of the column of all."""
    link = statement.link
    if link.columns == (_WHOLE,):
        return link.rows[0] not in (_NEW, _CARRIED_IN, _DONE, _CARRIED_OUT) and link.rows[0].startswith("r")
    return link.rows == (_NEW,)


def _wholes(report: Report, statement: Statement) -> Iterator[Decimal]:
    """What a share may be of, the likeliest first: what came in anew, with what was carried in, or what was done."""
    new, done = (Cells(report).total((Key(_FORM, row, _WHOLE),)) for row in (_NEW, _DONE))
    carried = Cells(report).total((Key(_FORM, _CARRIED_IN, _WHOLE),))
    if new is None or done is None or carried is None:
        return
    of_persons = statement.link.rows == (_NEW,)
    yield from (each for each in ((new, done, new + carried) if of_persons else (done, new, new + carried)) if each)


def _as(part: Number, value: Decimal) -> Number:
    return Number(value, part.start, part.end, unit=part.unit)
