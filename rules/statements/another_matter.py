"""What makes a figure another matter than that of the term beside it: other cases, some of them, several results taken together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.edition import Link
from core.text.numbers import Number
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, SENTENCE, Reading
from rules.statements.words import UNRELATED
from rules.wordlists import compiled

_PAIR = 2
# Told of a whole as a part of it is by what it is said to be: 尚未审结的2件(行政复议1件、…).
_OF_A_PART = re.compile(r"的\d+[件份起宗条]\([^()]*$")
# 新收43件中办结40件，加上结转的3件: some of them, and others besides.
_SOME_OF = re.compile(r"\d+[件份起宗条](?:申请)?中,?$")
_MORE_BESIDE = re.compile("加上|连同|外加")
_NOT_IN_THE_FORM = re.compile(
    r"(?:不(?:属于|计入|列入|纳入|在)|未(?:计入|列入|纳入))[^,。;]{0,4}(?:本|上|该|统计|附)?表|不属于[^,。;]{0,6}统计范围|其他行政管理"
)
# 涉及投诉举报处理14件: what requests are about, and no result.
_OF_A_MATTER = re.compile("涉及(?![^,。;]*信息公开)[\u4e00-\u9fff]{2,12}$")
_SUBTOTAL = re.compile("(?:合计|小计|共计)(?:为|有)?$")
# 行政复议46件，涉行政处罚29件: kinds of acts that cases are about, and no acts.
_ACT = re.compile("行政(?:处罚|许可|强制)")
_KINDS_OF_CASES = re.compile(
    r"(?:复议|诉讼|起诉|应诉)(?:申请|案件|案)*(?:共|计)?\d+[件起宗][^。;]*(?:[,、]|其中|涉及?|因|不服)(?:不服|涉及?|针对|对)?$"
)


def is_stated(reading: Reading, links: Sequence[Link], span: Span) -> bool:
    """Whether no word of clause or sentence makes a figure another matter than its term's."""
    text = reading.text
    sentence = text[reading.start_of(span.start, SENTENCE) : reading.end_of(span.end, SENTENCE)]
    if _NOT_IN_THE_FORM.search(sentence) or _is_what_others_are_about(reading, span):
        return False
    of_some = _SOME_OF.search(text, reading.start_of(span.start, SENTENCE), span.start) and _MORE_BESIDE.search(sentence)
    for link in links:
        if link.some and (of_some or _OF_A_PART.search(text, reading.start_of(span.start, SENTENCE), span.start)):
            return False
        if (link.unless and compiled(link.unless).search(sentence)) or set_apart(link, text[span.end :]):
            return False
        if link.needs and not compiled(link.needs).search(f"{text}#{reading.headings}"):
            return False
        if link.other_verbs and _last_verb(link, text[_opening(reading, span.start) : span.start]) == "other":
            return False
    return True


def _is_what_others_are_about(reading: Reading, span: Span) -> bool:
    text, sentence = reading.text, reading.start_of(span.start, SENTENCE)
    if _OF_A_MATTER.search(text, reading.start_of(span.start, CLAUSE), span.start):
        return True
    return bool(_ACT.match(text, span.start) and _KINDS_OF_CASES.search(text, sentence, span.start))


def _opening(reading: Reading, at: int) -> int:
    """Where the sentence of an offset begins; one that opens with 其中 goes on with what the one before it told."""
    start = reading.start_of(at, "。!?\n")
    return reading.start_of(start - 1, "。!?\n") if start and reading.text.startswith("其中", start) else start


def _last_verb(link: Link, text: str) -> str:
    """Of which kind the verb is that governs a figure: the last one before it."""
    kinds = [
        (match.start(), kind)
        for kind, pattern in (("own", link.verbs), ("other", link.other_verbs))
        if pattern
        for match in compiled(pattern).finditer(text)
    ]
    return max(kinds, default=(0, "own"))[1]


def set_apart(link: Link, after_it: str) -> bool:
    """What the row does not mean, or not alone: 行政复议12件，其中因信息公开引发的1件; 诉讼2件，均与信息公开无关; 门户网站4315条，其余由部门网站公开."""
    rest = re.match(r"[,;]其余(?:由|通过|在|来自)[^,。;\d]{2,16}", after_it)
    if rest and link.words and compiled(link.words).search(rest.group()):
        return True
    if re.match(rf"[^。;]{{0,12}}{UNRELATED}", after_it):
        return True
    return bool(link.apart and re.match(rf"[^。;]{{0,30}}其中[^。;]{{0,20}}(?:{link.apart})", after_it))


def is_of_several(reading: Reading, number: Number, links: Sequence[Link]) -> bool:
    """Whether a result is taken with others: 公开8件（予以公开6件、部分公开2件）; 予以公开37件、部分公开11件，公开类合计48件."""
    if not any(link.outcome and link.subject == "requests" for link in links):
        return False
    sentence = reading.start_of(number.start, SENTENCE)
    earlier = [n for n in reading.numbers if sentence <= n.start and n.stop <= number.start and n.unit == number.unit]
    if _SUBTOTAL.search(reading.text, sentence, number.start):
        return any(sum(n.value for n in earlier[-many:]) == number.value for many in range(_PAIR, len(earlier) + 1))
    if not reading.text.startswith("(", number.stop):
        return False
    end = reading.text.find(")", number.stop)
    inside = [n for n in reading.numbers if number.stop < n.start < end and n.unit == number.unit]
    return (
        len(inside) >= _PAIR
        and sum(n.value for n in inside) == number.value
        and "公开" in reading.text[number.stop : inside[0].start]
    )
