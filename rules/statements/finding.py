"""What the text states of the statistical table: figures, and words that deny that there was any."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial

from core.edition import Link
from core.kept import Kept
from core.report.report import Report
from core.text.numbers import Number
from rules.statements import meant
from rules.statements.another_matter import is_of_several, is_stated
from rules.statements.meant import Span
from rules.statements.outcomes import outcomes
from rules.statements.reading import CLAUSE, Reading, read
from rules.statements.stated import Statement
from rules.statements.words import after, before, denied, lead_of, tail, whole, words
from rules.wordlists import compiled

_ITEM = ",。;:!?\n、()"
_TEN_THOUSAND = Decimal(10_000)
_PAIR = 2
_RESPECTIVELY = re.compile(r"(?:的)?(?:申请|案件)?(?:数量|件数|数)?分别(?:为|是|有|达)?")
_BETWEEN = re.compile(r"[、,和及]")
_JOINER = re.compile("(?:、|和|及|与|以及|或者?)$")
_ENDED = re.compile(
    r"(?:的|行政|政府信息公开|信息公开|案件|案|申请|事项)*(?:[,。;:()、\n]|$|均|全部|都|已|并|[之当]?中|反映|暴露|表明|说明|显示|集中)"
)
# 7件中予以公开3件: the first figure is what is taken apart, the term the next one's.
_NEXT_ONES = re.compile(r"(?:的|有|了|共|为|“|”|情形|情况)*\d")
SUM_WORDS = re.compile(r"共|累计|总计|合计")
ALL_OF_IT = re.compile(r"全年|全[县市区镇乡州省局]|我[县市区局委镇乡办]|本(?:年度|机关|局|镇|乡)|20\d\d年")


_KEPT: Kept[tuple[Statement, ...]] = Kept(2048)


def apart_of(report: Report) -> tuple[object, ...]:
    """What statements depend on besides the reading and the edition."""
    return report.year, report.kind, report.title.unit if report.title else None


def statements(report: Report) -> Iterator[Statement]:
    """Every statement of the report proper for its year that is worded by terms."""
    links = [link for link in report.edition.links if not link.pattern] if report.edition else []
    terms = _by_subject(links)
    results = [link for link in links if link.outcome]
    nothing = [(link, denied(link, report.year or 0)) for link in links if link.zero or link.none]
    sure = [each for each in nothing if each[0].none]

    def said(reading: Reading) -> tuple[Statement, ...]:
        found = [*_respective(report, reading, terms)]
        taken = {statement.span.end for statement in found}
        found += [each for each in _figures(report, reading, terms) if each.span.end not in taken]
        found += outcomes(reading, found, results)
        negated = compiled(words().negation).search(reading.text)
        found += _denials(report, reading, nothing if negated else sure)
        return tuple(each for each in found if meant.of_this_year(report, reading, each.span))

    for reading in read(report) if links else ():
        yield from _KEPT.of((reading, report.edition), partial(said, reading), apart_of(report))


def _by_subject(links: Sequence[Link]) -> dict[str, list[Link]]:
    terms: dict[str, list[Link]] = {}
    for link in links:
        terms.setdefault(link.subject, []).append(link)
    return terms


def named_before(report: Report, reading: Reading, number: Number) -> tuple[tuple[tuple[Link, ...], ...], Span] | None:
    """What the term right before a figure names for the whole unit, of whatever year, with the term's place.

    The figure may be one that only tells how much more or less it is.
    """
    terms = _by_subject([link for link in report.edition.links if not link.pattern] if report.edition else [])
    able = _able(reading, number, reading.end_of(number.stop, _ITEM), terms)
    term = _before(report, reading, number, able) if able else None
    if term is None:
        return None
    span = Span(term.start, number.stop)
    if not is_stated(reading, term.links, span) or not meant.of_the_unit(report, reading, span):
        return None
    readings = _with_neighbours(report, reading, term, able)
    return (readings, span) if readings else None


# --- figures ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Term:
    """A term found beside a figure: its links (the same words may belong to several subjects) and where it stands."""

    links: tuple[Link, ...]
    start: int
    end: int


def _figures(report: Report, reading: Reading, terms: Mapping[str, Sequence[Link]]) -> Iterator[Statement]:
    for number in reading.numbers:
        if not number.unit:
            continue
        able = _able(reading, number, reading.end_of(number.stop, _ITEM), terms)
        if not able:
            continue
        term = _before(report, reading, number, able) or _after(report, reading, number, able)
        if term is None:
            continue
        readings = _with_neighbours(report, reading, term, able)
        span = Span(min(term.start, number.start), max(term.end, number.stop))
        if readings and is_stated(reading, term.links, span) and not is_of_several(reading, number, term.links):
            yield _statement(report, reading, readings, number, span)


def _able(reading: Reading, number: Number, end: int, terms: Mapping[str, Sequence[Link]]) -> list[Link]:
    """The links that a figure may belong to, by its measure and by what is spoken of before an offset."""
    subjects = ("", *(subject.id for subject in reading.live(end)))
    return [link for subject in subjects for link in terms.get(subject, ()) if link.words and _is_measured(link, number)]


def _is_measured(link: Link, number: Number) -> bool:
    if link.units == "元":
        return number.unit in ("元", "万元")
    return bool(number.unit) and number.unit in link.units


def _before(report: Report, reading: Reading, number: Number, links: Sequence[Link]) -> _Term | None:
    """The term right before a figure; where several fit, the one that begins first."""
    start = reading.start_of(number.start, CLAUSE)
    lead = compiled(rf"(?:{words().lead})*").match(reading.text, start, number.start)
    first = lead.end() if lead else start
    rest = reading.text[number.stop : reading.end_of(number.stop, _ITEM)]
    found: list[tuple[int, int, Link]] = []
    for link in links:
        if rest and not tail(link).match(rest):
            continue
        pattern = before(link, report.year or 0)
        # A term that must open the clause opens it behind words like 2023年 and 全县 too.
        starts = {start, first} if "^" in pattern.pattern else {start}
        for match, shift in ((pattern.search(reading.text[at : number.start]), at) for at in sorted(starts)):
            if match and not compiled(words().denied).search(reading.text[start : shift + match.start()]):
                found.append((shift + match.start(), shift + match.end("term"), link))
                break
    return _first(found)


def _first(found: list[tuple[int, int, Link]]) -> _Term | None:
    if not found:
        return None
    start = min(place for place, _, _ in found)
    same = [each for each in found if each[0] == start]
    return _Term(tuple(link for _, _, link in same), start, max(end for _, end, _ in same))


def _after(report: Report, reading: Reading, number: Number, links: Sequence[Link]) -> _Term | None:
    """The term right behind a figure before which nothing stands that has a meaning of its own: 其中1件尚未审结."""
    lead = reading.text[reading.start_of(number.start, _ITEM) : number.start]
    end = reading.end_of(number.stop, _ITEM)
    found: list[tuple[int, int, Link]] = []
    for link in links:
        match = after(link, report.year or 0).match(reading.text, number.stop, end)
        if match is None or _is_taken_apart(reading.text, number.stop, match):
            continue
        if lead_of(link).fullmatch(lead) and not _is_some(link, lead, reading.text[match.end("term") :]):
            found.append((match.start("term"), match.end("term"), link))
    # Of several the one that says most: 尚未审结 before 审结.
    return _first(found)


def _is_taken_apart(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether words between a figure and a term open a passage in which the term has a figure of its own."""
    return "中" in text[start : match.start("term")] and _NEXT_ONES.match(text, match.end("term")) is not None


def _is_some(link: Link, lead: str, behind: str) -> bool:
    """Whether a figure before the name of a whole is some of it: 另有2件于年底收到; 2件复议案件被纠正."""
    return bool(link.some) and bool(compiled(link.some).search(lead) or not _ENDED.match(behind))


def _with_neighbours(report: Report, reading: Reading, term: _Term, links: Sequence[Link]) -> tuple[tuple[Link, ...], ...]:
    """The readings of a term: alone, or together with terms that 和 or 、 joins to it without a figure of their own.

    None are left where something is counted with it that no form holds: 行政检查和行政处罚共120件.
    """
    live = [subject.id for subject in reading.live(reading.end_of(term.end, _ITEM))]
    joined, sure, known = _joined(report, reading, term, links)
    sure = sure or compiled(rf"[^,。;:、\d]{{0,6}}(?:{SUM_WORDS.pattern})").match(reading.text, term.end) is not None
    if not known and sure:
        return ()
    together = ((*joined, term.links[0]),) if joined else ()
    return together if joined and sure else (*together, *_in_order(term.links, live))


def _joined(report: Report, reading: Reading, term: _Term, links: Sequence[Link]) -> tuple[list[Link], bool, bool]:
    """The links joined to a term, whether a word like 和 joins one, and whether all that is joined is in the forms."""
    joined: list[Link] = []
    start, sure = term.start, False
    while cut := _JOINER.search(clause := reading.text[reading.start_of(start, CLAUSE) : start]):
        rest = clause[: cut.start()]
        at, link = _term_at_the_end(report, rest, links) or _whole_at_the_end(report, rest) or (0, None)
        if link is None:
            return joined, sure or cut.group() != "、", not compiled(rf"(?:{words().companions})$").search(rest)
        if not _adds_up(link, term.links[0]):
            break
        # 废止和宣布失效 says the same thing twice.
        if link.id not in {term.links[0].id, *(each.id for each in joined)}:
            joined.insert(0, link)
            sure = sure or cut.group() != "、"
        start = start - len(clause) + at
    return joined, sure, True


def _term_at_the_end(report: Report, text: str, links: Iterable[Link]) -> tuple[int, Link] | None:
    """The term that a text ends with and where it begins; of several the one that begins first."""
    found = ((match.start("term"), link) for link in links if (match := before(link, report.year or 0).search(text)))
    return min(found, key=lambda each: each[0], default=None)


def _whole_at_the_end(report: Report, text: str) -> tuple[int, Link] | None:
    """The whole of another subject that a text ends with: 行政许可 before 和行政处罚共9579件."""
    links = [link for link in report.edition.links if not link.pattern] if report.edition else []
    wholes = [same[0] for subject, same in _by_subject(links).items() if subject and same[0].words]
    opened = [link for link in wholes if (each := words().subject(link.subject)) and _ends_with(text, each.opens, each.nouns)]
    return _term_at_the_end(report, text, opened)


def _ends_with(text: str, opens: str, nouns: str) -> bool:
    return bool(opens) and compiled(rf"(?:{opens})(?:{nouns or '的'})*$").search(text) is not None


def _adds_up(link: Link, other: Link) -> bool:
    """Whether two links can be counted together: cells of one row, of one column, or of two forms."""
    return link.form != other.form or link.columns == other.columns or link.rows == other.rows


def _statement(report: Report, reading: Reading, readings: tuple[tuple[Link, ...], ...], number: Number, span: Span) -> Statement:
    value, rounding = _value(reading.text, number)
    sentence = reading.text[reading.start_of(span.start, "。;!?\n") : span.end]
    return Statement(
        reading,
        readings,
        value,
        span,
        rounding,
        number.approximate,
        bool(SUM_WORDS.search(sentence)) and "其中" not in sentence,
        bool(ALL_OF_IT.search(sentence)),
        not meant.of_the_unit(report, reading, span) or _is_one_account(report, reading, readings[0][0], span),
    )


def _is_one_account(report: Report, reading: Reading, link: Link, span: Span) -> bool:
    """A government has more accounts than the one that is named: 微信公众号“青禾发布”公开64条."""
    return report.kind == "government" and link.subject == "publication" and "“" in reading.text[span.start : span.end]


def _value(text: str, number: Number) -> tuple[Decimal, Decimal]:
    """The figure in the measure of the form, and how far it may be rounded: 3.15万件, 12.5万元."""
    if number.unit == "元":
        return number.value / _TEN_THOUSAND, Decimal(0)
    if not number.places:
        return number.value, Decimal(0)
    scale = _TEN_THOUSAND if text[number.start : number.end].endswith("万") else Decimal(1)
    return number.value, Decimal(5).scaleb(-number.places - 1) * scale


# --- a row of terms and a row of figures ---------------------------------------------------------------------------


def _respective(report: Report, reading: Reading, terms: Mapping[str, Sequence[Link]]) -> Iterator[Statement]:
    """予以公开、部分公开、不予公开分别为5件、2件、1件."""
    for match in _RESPECTIVELY.finditer(reading.text):
        start = reading.start_of(match.start(), CLAUSE)
        named_in = [term for term in _BETWEEN.split(reading.text[start : match.start()]) if term]
        row = _row(reading, match.end())
        if len(named_in) < _PAIR or len(named_in) != len(row):
            continue
        for term, number in zip(named_in, row, strict=True):
            able = _able(reading, number, match.start(), terms)
            named = [each for each in able if whole(each, report.year or 0).fullmatch(term)]
            if named and is_stated(reading, named, Span(start, number.stop)):
                readings = tuple((link,) for link in named)
                yield replace(
                    _statement(report, reading, readings, number, Span(start, number.stop)), span=Span(number.start, number.stop)
                )


def _row(reading: Reading, start: int) -> list[Number]:
    """The figures from an offset on, nothing but 、 or 和 between them."""
    row: list[Number] = []
    for number in reading.numbers:
        if number.start >= start and _BETWEEN.sub("", reading.text[row[-1].stop if row else start : number.start]) == "":
            row.append(number)
        elif row:
            break
    return row


# --- words that mean none ------------------------------------------------------------------------------------------


def _denials(report: Report, reading: Reading, links: Sequence[tuple[Link, re.Pattern[str]]]) -> Iterator[Statement]:
    """What the words that deny each link state."""
    found: dict[Span, list[Link]] = {}
    for link, pattern in links:
        for match in pattern.finditer(reading.text):
            span = Span(*match.span())
            if _is_live(reading, link, span) and is_stated(reading, (link,), span):
                found.setdefault(span, []).append(link)
    for span, same in found.items():
        office = not meant.of_the_unit(report, reading, span)
        live = [subject.id for subject in reading.live(span.end)]
        yield Statement(reading, _in_order(same, live), Decimal(0), span, office=office)


def _is_live(reading: Reading, link: Link, span: Span) -> bool:
    live = [subject.id for subject in reading.live(span.end)]
    return not link.subject or link.subject in live


def _in_order(links: Sequence[Link], live: Sequence[str]) -> tuple[tuple[Link, ...], ...]:
    """The readings of words that belong to several subjects; what is spoken of together is meant together."""
    order = sorted(links, key=lambda link: live.index(link.subject) if link.subject in live else 0)
    first = words().subject(order[0].subject)
    return ((order[0],),) if first and first.joins else tuple((link,) for link in order)
