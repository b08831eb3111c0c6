"""Statements of the table that are worded by whole phrases (``pattern`` of a link)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from core.edition import Link
from core.report.formmatch import FormMatch
from core.report.report import Report
from core.text.numbers import chinese_numeral
from rules.statements import meant
from rules.statements.another_matter import set_apart
from rules.statements.finding import ALL_OF_IT, SUM_WORDS
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, Reading
from rules.statements.stated import Statement
from rules.statements.words import words
from rules.wordlists import compiled

_NUMBER = (
    r"(?P<about>约|近|超过|超|逾|多达|不足)?(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[一二三四五六七八九十百千两〇零]+)"
    r"(?P<wan>万(?!元))?(?P<more>余|多|来)?"
)


def phrases(report: Report, reading: Reading, link: Link, match_of: FormMatch) -> Iterator[Statement]:
    """The statements of a paragraph by one link, at its group ``said`` if it has one.

    其中 before a phrase sets it apart unless it names a part of a row itself.
    """
    if link.needs and not re.search(link.needs, f"{reading.text}#{reading.headings}"):
        return
    part = _is_part(match_of, link)
    for match in compiled(link.pattern.replace("{n}", _NUMBER)).finditer(reading.text):
        statement = _statement(report, reading, link, match)
        if statement:
            yield statement if part else replace(statement, office=statement.office or _is_which(report, reading, match))


def _is_part(match_of: FormMatch, link: Link) -> bool:
    """Whether a phrase states rows that are parts of another row."""
    parents = [match_of.form.row(row).parent for row in link.rows]
    in_grid = bool(match_of.form.values)
    return all(parent is not None and (in_grid or not match_of.form.row(parent).heading) for parent in parents)


def _is_which(report: Report, reading: Reading, match: re.Match[str]) -> bool:
    clause = reading.text[reading.start_of(match.start(), CLAUSE) : match.end()]
    return report.kind != "department" and "其中" in clause


def _statement(report: Report, reading: Reading, link: Link, match: re.Match[str]) -> Statement | None:
    text, span = reading.text, Span(*match.span("said" if "said" in match.groupdict() else 0))
    clause = text[reading.start_of(span.start, CLAUSE) : match.end()]
    sentence = text[reading.start_of(span.start, "。;\n") : match.end()]
    if (link.unless and re.search(link.unless, clause)) or set_apart(link, text[match.end() :]):
        return None
    if link.scope and report.kind == "government" and not re.search(link.scope, sentence):
        return None
    if _is_counted_together(reading, span, match):
        return None
    if report.kind != "government" and compiled(words().region).search(match.group()):
        return None
    value = _value(text, match)
    if value is None or not meant.of_this_year(report, reading, span):
        return None
    summed = bool(SUM_WORDS.search(sentence)) and "其中" not in sentence
    office = not meant.of_the_unit(report, reading, span)
    about = bool(_group(match, "about") or _group(match, "more") or re.match(r".{0,3}(?:左右|上下|以上)", text[match.end() :]))
    own = bool(ALL_OF_IT.search(sentence) or compiled(words().spanning).search(clause)) or _is_bare(report, reading, match)
    # 收取复印费300元: a sum of money is told with its measure.
    money = re.compile("万?元").match(text, span.end)
    said = Span(span.start, money.end()) if money else span
    return Statement(reading, ((link,),), value, said, _rounding(link, text, match), about, summed, own, office)


def _is_counted_together(reading: Reading, span: Span, match: re.Match[str]) -> bool:
    """Whether the figure is also that of a thing before it without one of its own: 召开会议、举办培训共6次."""
    if "n" not in match.groupdict() or not match["n"]:
        return False
    lead = reading.text[reading.start_of(span.start, CLAUSE) : match.start("n")]
    return compiled(rf"(?:{words().joint})(?:、|和|及|与|以及)(?!专题)[^\d、]{{1,14}}$").search(lead) is not None


def _rounding(link: Link, text: str, match: re.Match[str]) -> Decimal:
    """How far an amount in 万元 may be rounded: 8352.67万元."""
    if link.units != "元" or not text.startswith("万元", match.end()):
        return Decimal(0)
    return Decimal(5).scaleb(-len(_group(match, "n").partition(".")[2]) - 1)


def _is_bare(report: Report, reading: Reading, match: re.Match[str]) -> bool:
    """Whether the clause names nobody and no place besides the unit itself.

    A government has others that act; of it only what opens a clause and is said to be there (查阅点虽设了18个) is all that there is.
    """
    lead = reading.text[reading.start_of(match.start(), CLAUSE) : match.start()]
    if report.kind == "government" and not lead:
        return compiled("[^\\d]{2,8}(?:虽|现|已设|设了|建了)").match(match.group()) is not None
    return report.kind != "government" and bool(compiled(f"(?:{words().lead}|{words().itself})*").fullmatch(lead))


def _group(match: re.Match[str], name: str) -> str:
    return match.groupdict().get(name) or ""


def _value(text: str, match: re.Match[str]) -> Decimal | None:
    digits = _group(match, "n")
    if not digits:
        return Decimal(0)
    if digits[0].isdigit():
        value = Decimal(digits.replace(",", ""))
    else:
        numeral = chinese_numeral(digits)
        if numeral is None:
            return None
        value = Decimal(numeral)
    if _group(match, "wan"):
        value *= 10_000
    # A row in 万元 and a text in 元.
    return value / 10_000 if text[match.end() : match.end() + 1] == "元" else value
