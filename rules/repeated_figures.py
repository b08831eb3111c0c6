"""The same figure given differently in two places of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from core.document import Paragraph
from core.findings import Severity, Step
from core.place import InText
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold
from core.text.numbers import chinese_numeral, find_numbers, in_print, plain
from rules import members, named_parts, restated, text_table, told_as_little, told_otherwise
from rules.known_things import known_things
from rules.repeated_things import SINCE_A_YEAR, Thing, Things, same, things
from rules.swapped_digits import swapped
from rules.wordlists import compiled, load

_NUMBER = r"(?P<about>约|近|超过|超|逾|多达|不足)?(?P<n>\d{1,3}(?:,\d{3})+|\d+|[一二三四五六七八九十百千两〇零]+)(?P<wan>万)?(?P<more>余|多|来)?"
_SHARE = r"(?P<n>\d{1,4}(?:\.\d{1,2})?)(?P<about>(?!))?(?P<wan>(?!))?(?P<more>(?!))?"
_BREAK = "，,。;；:：!?\n"
_AGAINST = re.compile(r"同比|[较比与](?:上年度?|去年|20\d\d年)(?:的\d+件)?(?:相比)?")
_MUCH = 3
_NEW = re.compile(r"(?:新增|新公开|本年|当年|本年度)[^,。;]{0,24}\d")
_PLAN_PERIOD = re.compile("“?十[一二三四五六]五”?(?:规划)?(?:期间|时期|以来)")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@dataclass(frozen=True, slots=True)
class _Subject:
    """A figure that a report may give in several places."""

    id: str
    name: str
    unit: str
    pattern: str
    unless: str
    reason: str
    wrong: str
    right: str
    nowhere_before: str = ""
    few: int = 0

    def filled(self) -> str:
        """The pattern with the numbers and shares that its ``{n}`` and ``{p}`` stand for."""
        return self.pattern.replace("{n}", _NUMBER).replace("{p}", _SHARE)


@dataclass(frozen=True, slots=True)
class Words:
    """The figures, and what makes a mention one of a part or of another time."""

    subjects: tuple[_Subject, ...]
    part: str
    other_time: str
    things: Things


@dataclass(frozen=True, slots=True)
class _Mention:
    value: Decimal
    place: InText
    words: str
    part: bool = False


@rule("consistency.repeated-figure", "同一数字前后一致", Severity.WARNING, Need.TEXT, "arithmetic")
def repeated_figure(case: Case) -> Iterator[Problem]:
    """同一件事的数字在正文不同地方要一致。

    检查：主动公开条数、收到（受理）申请件数、制发规范性文件数、政策解读篇数、热线受理件数等，在正文两处写的是否相同；
    网站和新媒体发布条数、新闻发布会和培训次数、政务公开专区和新媒体个数、建议提案、热线工单等，换了说法也比；
    同一说法的其他数量（“建成政务公开专区n个”“举办业务培训n期”、某个公众号的发布条数、申请量的增减幅度），在两处写的是否相同；
    后文用数量指回前文的（前面“解读材料9份”，后面“12份解读材料中”），前文只写过一个数而对不上的；
    后文又提到前文的（“全年办理的753件来信中”“在撤并子站8个的基础上”“仅11个村建有便民群”），用词相同而数字只差一点的；
    说的是同一件事而只有相邻两位数字颠倒的数（2140份、2410份）。
    个别单位的数字、“其中”的分项、上年的数字、带“余”“约”的概数不比；“收到”与“受理”口径可以不同，不互相比。
    已经报告与统计表不一致的，不再重复报告。
    为什么：前后不一，说明改数没有改全。
    依据：年度报告的数据应当真实、准确
    错误示例：第一部分“收到政府信息公开申请18件”，第三部分“收到政府信息公开申请17件”
    正确示例：两处都写18件
    """
    report = case.report
    known = text_table.wrong_places(case)
    told: list[InText] = []
    for subject in load("repeated_figures", Words).subjects:
        mentions = list(_mentions(report, subject))
        first = next((mention for mention in mentions if not mention.part), None)
        for mention in mentions:
            if (
                first
                and mention.value != first.value
                and (not mention.part or abs(mention.value - first.value) <= subject.few)
                and not any(_overlap(place, (first.place, mention.place)) for place in known)
            ):
                told += [first.place, mention.place]
                yield _problem(subject, first, mention)
                break
    for find in (_things, _known_things, _members, _named_parts, _restated, _as_little, _swapped):
        for problem in find(report, [*known, *told]):
            told += [place for place in (problem.place, *problem.related) if isinstance(place, InText)]
            yield problem


def _things(report: Report, known: list[InText]) -> Iterator[Problem]:
    """Other things counted in two places."""
    return _differing(things(report, load("repeated_figures", Words).things), known)


def _known_things(report: Report, known: list[InText]) -> Iterator[Problem]:
    """Things that any report counts, in other words each time."""
    return _differing(known_things(report), known)


def _differing(found: Iterable[Thing], known: list[InText]) -> Iterator[Problem]:
    """The things told with two numbers; a number that is the sum of the others is their total."""
    groups: list[list[Thing]] = []
    # A group is of one measure, and a long text has very many.
    of_measure: dict[str, list[list[Thing]]] = {}
    for thing in found:
        alike = of_measure.setdefault(thing.unit, [])
        group = next((each for each in alike if same(each[0], thing)), None)
        if group is None:
            alike.append(group := [])
            groups.append(group)
        group.append(thing)
    for first, *rest in groups:
        values = [thing.value for thing in (first, *rest)]
        other = next((thing for thing in rest if abs(thing.value - first.value) > thing.rounding + first.rounding), None)
        total = len(values) > 2 and sum(values) in {value * 2 for value in values}
        if other and not total and not any(_overlap(place, (first.place, other.place)) for place in known):
            here, there = (f"{plain(each.value)}{each.unit}" for each in (other, first))
            steps = (Step("前面", there, "stated"), Step("这里", here, "stated"))
            data = {"subject": first.key, "expected": int(first.value), "actual": int(other.value)}
            message = f"“{first.key}”这里写的是{here}，前面写的是{there}"
            yield Problem(other.place, message, "核对是不是同一件事；是的，改成一致。", data, (first.place,), steps)


def _members(report: Report, known: list[InText]) -> Iterator[Problem]:
    """More townships, villages, departments … than there are."""
    for some, whole in members.wrong(report):
        if any(_overlap(place, (whole.place, some.place)) for place in known):
            continue
        here, there = (f"{plain(each.value)}{each.unit}" for each in (some, whole))
        steps = (Step("别处", there, "stated"), Step("这里", here, "stated"))
        data = {"subject": whole.name, "expected": int(whole.value), "actual": int(some.value)}
        message = f"“{whole.name}”这里写的是{here}，别处写明一共{there}"
        yield Problem(some.place, message, "核对是不是同一口径；是的，改成一致。", data, (whole.place,), steps)


def _named_parts(report: Report, known: list[InText]) -> Iterator[Problem]:
    """What named parts come to, told again."""
    for each in named_parts.wrong(report):
        places = tuple(told.place for told in each.told)
        if any(_overlap(place, (*places, each.again.place)) for place in known):
            continue
        here, there = (f"{plain(value)}{each.again.number.unit}" for value in (each.again.number.value, each.expected))
        steps = (Step("别处", there, "sum"), Step("这里", here, "stated"))
        data = {"subject": "named-parts", "expected": int(each.expected), "actual": int(each.again.number.value)}
        message = f"这里写的是{here}，按别处写的应为{there}"
        yield Problem(each.again.place, message, "核对是不是同一件事；是的，改成一致。", data, places, steps)


def _restated(report: Report, known: list[InText]) -> Iterator[Problem]:
    """Wholes named again with one of their parts that stand nowhere else in the report, but nearly."""
    for again, first in restated.wrong(report):
        if any(_overlap(place, (first.place, again.place)) for place in known):
            continue
        here, there = (f"{plain(each.number.value)}{each.number.unit}" for each in (again, first))
        steps = (Step("别处", there, "stated"), Step("这里", here, "stated"))
        data = {"subject": "restated", "expected": int(first.number.value), "actual": int(again.number.value)}
        message = f"这里再次提到的{here}，正文别处写的是{there}"
        yield Problem(again.place, message, "核对是不是同一件事；是的，改成一致。", data, (first.place,), steps)


def _as_little(report: Report, known: list[InText]) -> Iterator[Problem]:
    """Figures told again as too little, as all of the year, or in a clause that looks back."""
    for each in chain(told_as_little.wrong(report), told_otherwise.wrong(report)):
        if any(_overlap(place, (each.first, each.place)) for place in known):
            continue
        here, there = (f"{plain(value)}{each.unit}" for value in (each.value, each.before))
        steps = (Step("别处", there, "stated"), Step("这里", here, "stated"))
        data = {"subject": each.what, "expected": int(each.before), "actual": int(each.value)}
        message = f"“{each.what}”这里写的是{here}，正文别处写的是{there}"
        yield Problem(each.place, message, "核对是不是同一件事；是的，改成一致。", data, (each.first,), steps)


def _swapped(report: Report, known: list[InText]) -> Iterator[Problem]:
    """Figures whose digits were changed round in one of two places."""
    for first, second in swapped(report, load("repeated_figures", Words).things):
        if not any(_overlap(place, (first.place, second.place)) for place in known):
            here, there = (f"{in_print(each.value, each.unit)}{each.unit}" for each in (second, first))
            steps = (Step("前面", there, "stated"), Step("这里", here, "stated"))
            data = {"subject": "swapped-digits", "expected": _exact(first.value), "actual": _exact(second.value)}
            message = f"这里写的是{here}，前面写的是{there}，只是两位数字颠倒"
            yield Problem(second.place, message, "核对是不是同一件事；是的，改成一致。", data, (first.place,), steps)


def _overlap(place: InText, mentions: Iterable[InText]) -> bool:
    return any(place.paragraph == each.paragraph and place.start < each.end and each.start < place.end for each in mentions)


def _problem(subject: _Subject, first: _Mention, second: _Mention) -> Problem:
    here, there = (f"{plain(each.value)}{subject.unit}" for each in (second, first))
    steps = (Step("前面", there, "stated"), Step("这里", here, "stated"))
    data = {"subject": subject.id, "expected": _exact(first.value), "actual": _exact(second.value)}
    message = f"{subject.name}这里写的是{here}，前面写的是{there}"
    return Problem(second.place, message, "对照台账核对，改成一致。", data, (first.place,), steps)


def _exact(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _mentions(report: Report, subject: _Subject) -> Iterator[_Mention]:
    pattern = compiled(subject.filled())
    body = {paragraph.index for paragraph in report.body}
    for paragraph in report.document.paragraphs[report.title.last + 1 if report.title else 0 :]:
        words = fold(paragraph.text)
        for match in pattern.finditer(words.text):
            value = _value(match)
            # An attachment may be of another year, unless it names this one.
            own = paragraph.index in body or f"{report.year}年" in words.text[: match.start()]
            if value is None or not own or not _is_of_the_year(report, subject, paragraph, words.text, match):
                continue
            part = _is_part(report, words.text, match)
            if not part or subject.few:
                start = match.start("n") if subject.unit == "%" else match.start()
                yield _Mention(value, InText(paragraph.index, *words.back(start, match.end())), match.group(), part)


def _value(match: re.Match[str]) -> Decimal | None:
    if match["about"] or match["more"]:
        return None
    digits = match["n"]
    if digits[0].isdigit():
        return Decimal(digits.replace(",", "")) * (10_000 if match["wan"] else 1)
    value = chinese_numeral(digits)
    return None if value is None else Decimal(value) * (10_000 if match["wan"] else 1)


def _is_much_more(match: re.Match[str], before: str) -> bool:
    """Whether a figure is by far more than the one right before it in its sentence, in the same measure."""
    value, others = _value(match), [n for n in find_numbers(before) if match.group().endswith(n.unit or "-")]
    return value is not None and bool(others) and value > _MUCH * others[-1].value


def _is_of_the_year(report: Report, subject: _Subject, paragraph: Paragraph, text: str, match: re.Match[str]) -> bool:
    """Whether a figure is one for the report year, and of no kind of its own."""
    lists = load("repeated_figures", Words)
    start = max(text.rfind(mark, 0, match.start()) for mark in _BREAK) + 1
    sentence_start = max(text.rfind(mark, 0, match.start()) for mark in "。;\n") + 1
    clause = text[start : match.end()]
    sentence = text[sentence_start : match.end()]
    if subject.unit == "%":
        # What a change is measured against is no other time that is spoken of.
        clause, sentence = (_AGAINST.sub("", each) for each in (clause, sentence))
    if (
        re.search(subject.unless, clause)
        or (subject.nowhere_before and re.search(subject.nowhere_before, text[: match.start()] + report.headings_over(paragraph)))
        or re.search(lists.other_time, clause)
        or _PLAN_PERIOD.match(sentence)
        or re.match(r"(?:左右|上下|以上)", text[match.end() :])
    ):
        return False
    if any(int(year) != report.year for year in _YEAR.findall(clause)):
        return False
    # 新增311条，累计达3174条; 2023年公开36条，累计公开1041条: what there is since ever.
    before = text[sentence_start:start]
    if "累计" in clause and (_NEW.search(before) or _is_much_more(match, before) or SINCE_A_YEAR.search(before)):
        return False
    years = _YEAR.findall(sentence)
    if years and int(years[-1]) != report.year:
        return False
    return not re.search("上年|去年|历年", report.headings_over(paragraph))


def _is_part(report: Report, text: str, match: re.Match[str]) -> bool:
    """Whether the sentence speaks of a part; a department's own name is the unit's, a government's report also tells of single offices."""
    sentence = text[max(text.rfind(mark, 0, match.start()) for mark in "。;\n") + 1 : match.end()]
    own = sentence.replace(report.title.unit, "") if report.title and report.title.unit else sentence
    part = (
        "其中|上半年|下半年|季度|政府及其(?:组成|所属|工作|直属)?(?:部门|机构)"
        if report.kind == "department"
        else load("repeated_figures", Words).part
    )
    return re.search(part, own) is not None
