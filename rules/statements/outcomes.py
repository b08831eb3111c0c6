"""What became of cases, or of a single request, told without a figure of its own: 行政诉讼1件，法院判决维持; 申请人为商业企业."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from core.edition import Link
from rules.statements.meant import Span
from rules.statements.reading import Reading
from rules.statements.stated import Statement
from rules.statements.words import words
from rules.wordlists import compiled

_ALL = "(?:均|全部|都)"


def outcomes(reading: Reading, found: Sequence[Statement], results: Sequence[Link]) -> list[Statement]:
    """The outcomes behind the totals that a paragraph states."""
    return [
        each
        for statement in found
        for told in (_behind, _wholly, _answer_of_the_request, _applicants)
        for each in told(reading, statement, results)
    ]


def _behind(reading: Reading, total: Statement, results: Sequence[Link]) -> Iterator[Statement]:
    subjects = {links[0].subject for links in total.readings if len(links) == 1 and links[0].outcome in ("", links[0].subject)}
    end = reading.end_of(total.span.end, "。;!?\n")
    known = [link for link in results if link.subject in subjects]
    if not known or compiled(words().outcome_unless).search(reading.text, total.span.end, end):
        return
    for kind, pattern in words().outcomes.items():
        # 均维持 is a denial of everything else, and read as such.
        every = "" if kind == "upheld" or total.value == 1 else "(?:均|全部|都)"
        if not every and total.value != 1:
            continue
        told = compiled(rf"(?:,|并|且){every}(?P<told>{words().outcome_by}(?:{pattern}))(?=[,、。;)]|$)").match(
            reading.text, total.span.end, end + 1
        )
        links = [link for link in known if link.outcome == kind]
        if told and links:
            yield replace(total, readings=tuple((link,) for link in links), span=Span(*told.span("told")), summed=False)


def _wholly(reading: Reading, total: Statement, results: Sequence[Link]) -> Iterator[Statement]:
    """A figure that is of one kind altogether: 不予公开3件（全部属于行政执法案卷）; 诉讼1件，系复议后起诉."""
    every = _ALL if total.value > 1 else f"{_ALL}?"
    for link in results if total.value else ():
        if not any(len(links) == 1 and _is_kind_of(link, links[0]) for links in total.readings):
            continue
        match = compiled(rf"[,(](?P<told>{every}(?:{words().kind_by})(?:{link.words}))(?=[,。;)]|$)").match(
            reading.text, total.span.end
        )
        if match:
            yield replace(total, readings=((link,),), span=Span(*match.span("told")), summed=False)


def _is_kind_of(link: Link, whole: Link) -> bool:
    subject = words().subject(link.subject)
    if link.form != whole.form or not link.words or not subject:
        return False
    if link.subject == whole.subject:
        return link.columns == whole.columns and set(link.rows) < set(whole.rows)
    return (
        subject.within == whole.subject
        and set(link.columns) < set(whole.columns)
        and not link.zero
        and link.outcome == subject.id
    )


def _answer_of_the_request(reading: Reading, total: Statement, results: Sequence[Link]) -> Iterator[Statement]:
    """How the only request of the year was answered; one carried in may have been answered likewise."""
    if _is_of_requests(total) and total.value == 1:
        shape = rf"[,、(](?P<told>{words().result_by}(?:{{kind}}))(?:提出|提交|申请|答复|”)*(?=[,、。;)]|$)"
        yield from _told(reading, total, results, words().results, shape, least=True)


def _applicants(reading: Reading, total: Statement, results: Sequence[Link]) -> Iterator[Statement]:
    """Whose the only request of the year was, or all of them."""
    if _is_of_requests(total) and total.value:
        every = _ALL if total.value > 1 else f"{_ALL}?"
        by = f"(?:申请人{every}(?:为|是|系)|{every}(?:由|系|为|是))"
        how = "(?:(?:通过|以)[^,。;、]{1,10}(?=提出|提交|申请))?(?:提出|提交|申请|”)*"
        # 均为自然人 says that nobody else's were among them, and is read as such a denial.
        kinds = {kind: each for kind, each in words().applicants.items() if total.value == 1 or kind != "person"}
        yield from _told(reading, total, results, kinds, rf"[,、(](?P<told>{by}(?:{{kind}})){how}(?=[,、。;)]|$)")


def _is_of_requests(total: Statement) -> bool:
    return total.link.id in ("requests", "new-requests")


def _told(
    reading: Reading, total: Statement, results: Sequence[Link], kinds: Mapping[str, str], shape: str, *, least: bool = False
) -> Iterator[Statement]:
    end = reading.end_of(total.span.end, "。;!?\n")
    if compiled(words().outcome_unless).search(reading.text, total.span.end, end):
        return
    for kind, pattern in kinds.items():
        match = compiled(shape.replace("{kind}", pattern)).search(reading.text, total.span.end, end + 1)
        links = [link for link in results if link.subject == total.link.subject and link.outcome == kind]
        if match and links:
            yield replace(total, readings=((links[0],),), span=Span(*match.span("told")), summed=False, least=least)
