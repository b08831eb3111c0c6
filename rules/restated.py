"""A whole named again with its part (88条招投标信息中，变更类仅9条) that the report gives nowhere, but nearly: 招投标98条."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from itertools import combinations, islice

from core.document import Paragraph
from core.kept import kept
from core.place import InText
from core.report.report import Report
from core.text.fold import Folded, fold
from core.text.numbers import Number, find_numbers

# 中 that opens a part (11个社区中有4个, 93件答复中，; 中心, 中央 and 中小 are other words), and 879条信息按来源分为…, which takes all apart.
_AGAIN = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{0,10}?)(?:逐[个件份条项篇家]|中(?=[,有仅只由属的被涉已未尚多]|共有|[^,。;:]{0,12}\d)(?![心央小学期层])|按[^,。;:\d中]{1,8}分(?:为|类|:))"
)
# What is said to be put right cannot be more than was found: 20条缺项已补齐.
_PUT_RIGHT = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{2,6}?)(?:均|都|全部|现)*已(?:经|全部|全|逐一)*(?:补齐|补录|整改|修复|更正|纠正|落实|解决|完成|销号)"
)
# 168个政务公开专区全部通过验收: all that there are.
_ALL = re.compile(
    r"(?P<head>[\u4e00-\u9fff]{4,10}?)(?:(?:均|都|现|已)*(?:全部|均|都)(?!市|分)|(?:未|没有|无一)(?:再|曾)?(?:出现|发生|发现))"
)
# 将业务培训由2期增加到4期: what it is now.
_CHANGED = re.compile(
    r"(?:^|[,。;:])(?:已|并)?(?:将|把)(?P<what>[\u4e00-\u9fff]{4,10}?)(?:总|期|次|场)?(?:数量?)?由(?:上一?年度?的?|去年的?|20\d\d年的?)?(?P<n>\d+)(?P<unit>[\u4e00-\u9fff]{1,2})"
    r"(?:增|扩|提|上升|减|压|降|缩)[^,。;\d]{0,3}[到至为]$"
)
_OTHER = re.compile(
    r"(?:上年|去年|20\d\d年|历年|累计|其中|剩余|余下|剩下|抽查|抽取|抽样|选取|随机|(?<![底日月年])前|每|约|近)[^,。;\d]{0,8}$"
)
_NO_UNIT = frozenset({"", "%", "年", "月", "日", "天", "元", "次"})
_NO_THING = _NO_UNIT - {"次"}
_ALIKE = {"名": "人"}
_NEAR = Decimal("0.12")
_LEAST = 10
_LONG = 100
_BEFORE, _BEHIND = 14, 10
_HEAD, _PAIR = 2, 2
_OWN_NAME = 4
_SAME_WORDS = 6
_CLOSE = 6
"""So many paragraphs further on a thing found is told to be put right."""
_ALIKE_WHAT = 4
_LAST = 8
_ABOVE = re.compile("(?:上述|以上|前述|这)(?:的|全部)*$")
_OPENS = re.compile("[^,。;:\\d]{0,6}[中里],")
_LACK = re.compile(r"[\u4e00-\u9fff]{0,6}?(?:尚未|还没有|没有|未|缺少)(?P<what>[\u4e00-\u9fff]{4,})")
_GIVEN = re.compile(r"[\u4e00-\u9fff]{1,8}?(?:全部|均|都|全)(?P<what>[\u4e00-\u9fff]{4,})")
# 已办结的42件来信中 speaks of those that are closed.
_SOME_OF_THEM = re.compile(r"(?:已|未|按时|按期|延期|逾期)[^,。;\d]{1,8}的$")
_OTHER_TIME = re.compile(r"上年|去年|同期|20\d\d年")
_OF_THE_FORM = re.compile("行政复议|行政诉讼|复议|诉讼|(?:政府)?信息公开申请|公开申请")
_OTHERS = re.compile("其中|首批|另|其余|其他|新增|再")
# The thing of the figure before, in the same row: 31个部门、22个乡镇.
_NEIGHBOUR = re.compile(r".*\d[^,。;:、\d]{0,12}、")
# Before a figure, these take up what was told: 对未回复的7次提问.
_DEALT_WITH = re.compile(
    r"(?:^|[,。;:])(?:[一二三四五六七八九十]是|已|并)?(?:对|将|把|针对)(?:上述|这|该)?(?P<which>[^,。;:\d]{2,8})的$"
)
# Things of which there may be several numbers.
_GENERAL = re.compile("问题|方面|单位|部门|乡镇|社区|学校|企业|群众|干部|工作|措施|领域|事项|案件|申请|项目|内容|信息|重点")


@dataclass(frozen=True)
class Said:
    """A figure of a paragraph; figures are compared with each other, which asks for what is told of each again and again."""

    paragraph: int
    words: Folded
    number: Number

    @cached_property
    def unit(self) -> str:
        """The measure, those of people as one."""
        return _ALIKE.get(self.number.unit, self.number.unit)

    @cached_property
    def head(self) -> str:
        """The two characters of the thing behind it."""
        found = re.compile(r"[\u4e00-\u9fff]{2}").match(self.words.text, self.number.stop)
        return found.group() if found else ""

    @property
    def place(self) -> InText:
        """Where it stands."""
        return InText(self.paragraph, *self.words.back(self.number.start, self.number.stop))

    def is_told_as(self, head: str) -> bool:
        """Whether the words of a thing stand right before or behind the figure: 土地征收类17件."""
        text, start, stop = self.words.text, self.number.start, self.number.stop
        most = head[: max(_OWN_NAME, len(head) - _HEAD)]
        # 已审结的62件复议案件 are some of them.
        return (text.endswith(most, 0, start) or text.startswith(most, stop)) and not text.endswith("的", 0, start)

    def names(self, thing: str) -> bool:
        """Whether a thing stands right before or behind the figure: 建成政务公开专区168个."""
        text, start, stop = self.words.text, self.number.start, self.number.stop
        if text.startswith(thing, stop):
            return True
        return (
            text.find(thing, 0, start) >= 0 and re.search(rf"{thing}(?:共|共有|总数|现有|达|为|已有)*$", text[:start]) is not None
        )

    def speaks_of(self, head: str) -> bool:
        """Whether two characters of a thing stand beside the figure, or it is said to cover all of them."""
        if self.words.text.startswith("全覆盖", self.number.stop):
            return True
        lead = _NEIGHBOUR.sub("", self.words.text[max(0, self.number.start - _BEFORE) : self.number.start])
        around = lead + self.words.text[self.number.start : self.number.stop + _BEHIND]
        return any(head[at : at + 2] in around for at in range(len(head) - 1))


def wrong(report: Report) -> Iterator[tuple[Said, Said]]:
    """Each figure named again that stands nowhere else, with the one figure of its thing that is nearly it."""
    yield from _dealt_with(list(_figures(report, _NO_THING)))
    figures = list(_figures(report, _NO_UNIT))
    times = Counter((each.unit, each.number.value) for each in figures)
    alike, cells = _by_unit(figures), _cells(report)
    for again in figures:
        opened = _AGAIN.match(again.words.text, again.number.stop)
        if opened is None or _is_picked_out(again):
            continue
        others = [each for each in alike[again.unit] if each is not again]
        twins = [each for each in others if _is_twin(each, again, opened["head"]) and not _is_picked_out(each, again)]
        own = [each for each in others if each.is_told_as(opened["head"])] if _is_a_name(opened["head"]) else []
        # What stands elsewhere or in the form is right, unless the very thing is told with another number: 土地征收类17件.
        known = again.number.value in cells or not _stands_alone(again, times) or _is_taken_together(again, others)
        if own and not any(_OTHER_TIME.search(_lead(each)) for each in own):
            if all(_is_twin(each, again, opened["head"]) for each in own):
                twins, known = own, any(each.number.value == again.number.value for each in own)
            elif _is_the_only_one(again, own, times) and not any(_is_picked_out(each) for each in own):
                twins, known = own, again.number.value in cells
        if again.number.value < _LEAST and twins is not own:
            continue
        if len({each.number.value for each in twins}) == 1 and not known:
            yield again, twins[0]
    yield from _more_put_right(figures, times)
    yield from _made_good(figures)
    yield from _all_of_them(figures, times)
    yield from _changed_to(figures)
    yield from _in_the_same_words(figures, report.year or 0)


def _is_a_name(head: str) -> bool:
    """Whether the words of a thing tell it apart from others; cases of review and suits are told by the form."""
    return len(head) >= _OWN_NAME and not _OF_THE_FORM.match(head)


def _by_unit(figures: list[Said]) -> dict[str, list[Said]]:
    """The figures by their measure, in order: all others are passed over, and a long text has many."""
    found: dict[str, list[Said]] = {}
    for each in figures:
        found.setdefault(each.unit, []).append(each)
    return found


def _is_the_only_one(again: Said, own: list[Said], times: Counter[tuple[str, Decimal]]) -> bool:
    """Whether a thing is told once, in another paragraph, and its other number stands nowhere else: 解读材料9份, 12份解读材料中."""
    alone = len({each.number.value for each in own}) == 1 and times[again.number.unit, again.number.value] == 1
    return alone and all(each.paragraph != again.paragraph for each in own)


def _in_the_same_words(figures: list[Said], year: int) -> Iterator[tuple[Said, Said]]:
    """Two figures between the same words in two paragraphs: 年度要点分解的28项任务完成27项, 年度要点分解的26项任务完成25项."""
    told: dict[tuple[str, str, str], list[Said]] = {}
    for each in figures:
        lead = each.words.text[max(0, each.number.start - _SAME_WORDS) : each.number.start]
        clause = re.split("[,。;:]", each.words.text[: each.number.start])[-1]
        years = {int(found) for found in re.findall(r"(?<!\d)((?:19|20)\d\d)年", clause)}
        if len(each.head) == _HEAD and re.fullmatch(rf"[\u4e00-\u9fff]{{{_SAME_WORDS}}}(?<!第)", lead) and years <= {year}:
            told.setdefault((lead, each.unit, each.head), []).append(each)
    for both in told.values():
        if len(both) == _PAIR and both[0].paragraph != both[1].paragraph and not any(_is_picked_out(each) for each in both):
            first, again = both
            if first.number.value != again.number.value:
                yield again, first


def _all_of_them(figures: list[Said], times: Counter[tuple[str, Decimal]]) -> Iterator[tuple[Said, Said]]:
    """All things of a kind (186个政务公开专区全部通过验收) where each number told of the kind is nearly that: 建成政务公开专区168个."""
    alike = _by_unit(figures)
    for again in figures:
        found = _ALL.match(again.words.text, again.number.stop)
        if found is None or not _stands_alone(again, times):
            continue
        own = [each for each in alike[again.unit] if each is not again and each.names(found["head"])]
        whole = [each for each in own if not _is_picked_out(each, again) and not _OTHER_TIME.search(_lead(each))]
        if whole == own and len({e.number.value for e in own}) == 1 and _is_twin(own[0], again, found["head"]):
            yield again, own[0]


def _changed_to(figures: list[Said]) -> Iterator[tuple[Said, Said]]:
    """What something was brought to (将业务培训由2期增加到5期) where the report tells one number of it that is neither: 举办业务培训4期."""
    for again in figures:
        found = _CHANGED.search(again.words.text[: again.number.start])
        if found is None or found["unit"] != again.number.unit:
            continue
        own = [e for e in figures if e.unit == again.unit and e.paragraph != again.paragraph and e.names(found["what"])]
        values = {each.number.value for each in own}
        picked = any(_is_picked_out(each) or _OTHER_TIME.search(_lead(each)) for each in own)
        if len(values) == 1 and not picked and not values & {again.number.value, Decimal(found["n"])}:
            yield again, own[0]


def _is_taken_together(again: Said, others: list[Said]) -> bool:
    """Whether a figure takes two of its paragraph, of its measure, together: 新收申请34件，上年结转2件。上述36件申请中; 上年结转2件。36件申请中."""
    if not (_ABOVE.search(_lead(again)) or _OPENS.match(again.words.text, again.number.stop)):
        return False
    before = [n.number.value for n in others if n.paragraph == again.paragraph and n.number.stop <= again.number.start]
    return any(sum(two) == again.number.value for two in combinations(before[-_LAST:], _PAIR))


def _more_put_right(figures: list[Said], times: Counter[tuple[str, Decimal]]) -> Iterator[tuple[Said, Said]]:
    """More put right (20条缺项已补齐) than were found: 执法公示有缺项，其中18条…."""
    for at, again in enumerate(figures):
        done = _PUT_RIGHT.match(again.words.text, again.number.stop)
        if done and _stands_alone(again, times):
            found = figures[bisect_left(figures, again.paragraph - _CLOSE, key=_paragraph_of) : at]
            twins = [each for each in found if _is_twin(each, again, done["head"]) and each.number.value < again.number.value]
            if len({each.number.value for each in twins}) == 1:
                yield again, twins[0]


def _made_good(figures: list[Said]) -> Iterator[tuple[Said, Said]]:
    """What a few lack (还有7所未建立公开目录) is given to a few more: 指导9所学校全部建立公开目录."""
    lacking = [(each, found["what"]) for each in figures if (found := _LACK.match(each.words.text, each.number.stop))]
    values = Counter((each.head, each.number.value) for each in figures)
    for again in figures:
        given = _GIVEN.match(again.words.text, again.number.stop)
        if given is None or values[again.head, again.number.value] > 1 or _OTHERS.search(_lead(again)):
            continue
        for each, what in lacking:
            more = again.number.value - each.number.value
            if each.unit == again.unit and given["what"].startswith(what[:_ALIKE_WHAT]) and 0 < more <= _PAIR:
                yield again, each


def _dealt_with(figures: list[Said]) -> Iterator[tuple[Said, Said]]:
    """What is dealt with by its number (对未回复的9次提问逐一补办) where the one number told before is another: 7次提问没有回复."""
    told: dict[tuple[str, str], set[Decimal]] = {}
    for each in figures:
        told.setdefault((each.unit, each.head), set()).add(each.number.value)
    for at, again in enumerate(figures):
        key = (again.unit, again.head)
        taken_up = _DEALT_WITH.search(_lead(again))
        if len(again.head) < _HEAD or taken_up is None:
            continue
        close = islice(figures, bisect_left(figures, again.paragraph - _PAIR, key=_paragraph_of), at)
        yield from ((again, each) for each in close if _is_named_so(each, again, taken_up["which"]))
        if _GENERAL.match(again.head):
            continue
        before = [each for each in figures[:at] if (each.unit, each.head) == key]
        if len(before) == 1 and len(told[key]) == _PAIR and again.number.value != before[0].number.value:
            near = again.paragraph - before[0].paragraph <= _PAIR and not _is_picked_out(before[0])
            if near and _is_said(taken_up["which"], before[0]):
                yield again, before[0]


def _is_named_so(said: Said, again: Said, which: str) -> bool:
    """Whether the words that pick things out stand before their number: 被法院纠正的案件达2件, 对被纠错的3件案件."""
    if said.unit != again.unit or said.number.value == again.number.value:
        return False
    named = re.search(
        rf"(?:^|[,。;:])(?P<which>[^,。;:\d]{{3,24}})的{again.head}(?:达|共|共有|有|为|仅)?$",
        said.words.text[: said.number.start],
    )
    return bool(named and len(set(which) & set(named["which"])) >= _HEAD)


def _is_said(which: str, said: Said) -> bool:
    """Whether the words that pick things out (未回复) are said of a figure: 7次提问没有回复."""
    behind = re.split("[。;]", said.words.text[said.number.stop :], maxsplit=1)[0]
    return any(which[at : at + _HEAD] in behind for at in range(len(which) - 1))


def _paragraph_of(said: Said) -> int:
    return said.paragraph


def _lead(said: Said) -> str:
    return said.words.text[max(0, said.number.start - _BEFORE) : said.number.start]


def _figures(report: Report, without: frozenset[str]) -> Iterator[Said]:
    for paragraph in report.body:
        yield from _said(paragraph, without)


@kept
def _said(paragraph: Paragraph, without: frozenset[str]) -> Iterator[Said]:
    words = fold(paragraph.text)
    for number in find_numbers(words.text):
        if number.unit not in without and not number.approximate and not number.places:
            yield Said(paragraph.index, words, number)


def _stands_alone(again: Said, times: Counter[tuple[str, Decimal]]) -> bool:
    big = again.number.value >= _LEAST
    return big and times[again.unit, again.number.value] == 1 and not _is_picked_out(again)


def _cells(report: Report) -> set[Decimal]:
    texts = (cell.text.strip() for table in report.document.tables for cell in table.cells)
    return {Decimal(text) for text in texts if re.fullmatch(r"\d{1,9}", text)}


def _is_twin(other: Said, again: Said, head: str) -> bool:
    """Whether another sentence speaks of the same thing with nearly the same figure."""
    if other is again or other.unit != again.unit or other.number.value < _LEAST or not _is_near(other, again):
        return False
    first, last = sorted((other.number.stop, again.number.stop))
    same_sentence = other.paragraph == again.paragraph and "。" not in again.words.text[first:last]
    return not same_sentence and (other.speaks_of(head) if head else again.unit == "人")


def _is_near(other: Said, again: Said) -> bool:
    """Whether a figure is nearly the same, or has the same digits in another order."""
    ours, theirs = again.number.value, other.number.value
    return abs(ours - theirs) <= max(Decimal(1), theirs * _NEAR) or sorted(str(ours)) == sorted(str(theirs))


def _is_picked_out(said: Said, again: Said | None = None) -> bool:
    """Whether a figure is that of a part, or of another time; 累计 with the same digits is of the year."""
    lead = _lead(said)
    if _SOME_OF_THEM.search(lead):
        return True
    shuffled = again and again.number.value >= _LONG and sorted(str(again.number.value)) == sorted(str(said.number.value))
    return _OTHER.search(lead.replace("累计", "") if shuffled else lead) is not None
