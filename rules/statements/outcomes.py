"""What became of cases, or of a single request, told without a figure of its own: 行政诉讼1件，法院判决维持; 申请人为商业企业."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from core.edition import Link
from rules.statements.meant import Span
from rules.statements.reading import Reading
from rules.statements.stated import Statement
from rules.statements.words import words
from rules.wordlists import compiled


def outcomes(reading: Reading, found: Sequence[Statement], results: Sequence[Link]) -> list[Statement]:
    """The outcomes behind the totals that a paragraph states."""
    return [
        each
        for statement in found
        for each in (*_behind(reading, statement, results), *_of_the_request(reading, statement, results))
    ]


def _behind(reading: Reading, total: Statement, results: Sequence[Link]) -> Iterator[Statement]:
    subjects = {links[0].subject for links in total.readings if len(links) == 1 and not links[0].outcome}
    end = reading.end_of(total.span.end, "。;!?\n")
    known = [link for link in results if link.subject in subjects]
    if not known or compiled(words().outcome_unless).search(reading.text, total.span.end, end):
        return
    for kind, pattern in words().outcomes.items():
        # 均维持 is a denial of everything else, and read as such.
        every = "" if kind == "upheld" or total.value == 1 else "(?:均|全部|都)"
        if not every and total.value != 1:
            continue
        told = compiled(rf",{every}(?P<told>{words().outcome_by}(?:{pattern}))(?=[,、。;)]|$)").match(
            reading.text, total.span.end, end + 1
        )
        links = [link for link in known if link.outcome == kind]
        if told and links:
            yield replace(total, readings=tuple((link,) for link in links), span=Span(*told.span("told")), summed=False)


def _of_the_request(reading: Reading, total: Statement, results: Sequence[Link]) -> Iterator[Statement]:
    """Whose the only request of the year was, and how it was answered; one carried in may have been answered likewise."""
    if total.value != 1 or total.link.id not in ("requests", "new-requests"):
        return
    end = reading.end_of(total.span.end, "。;!?\n")
    if compiled(words().outcome_unless).search(reading.text, total.span.end, end):
        return
    told = ((words().result_by, words().results, True), (words().applicant_by, words().applicants, False))
    for by, kinds, least in told:
        for kind, pattern in kinds.items():
            match = compiled(rf"[,、(](?P<told>{by}(?:{pattern}))(?:提出|提交|申请|答复|”)*(?=[,、。;)]|$)").search(
                reading.text, total.span.end, end + 1
            )
            links = [link for link in results if link.subject == total.link.subject and link.outcome == kind]
            if match and links:
                span = Span(*match.span("told"))
                yield replace(total, readings=((links[0],),), span=span, summed=False, least=least)
