"""What last year's text gives for a thing that this year's text compares, found by the words that both tell it in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.place import InText
from core.report.report import Report
from core.text.numbers import Number
from rules.known_things import FROM
from rules.statements import meant
from rules.statements.meant import Span
from rules.statements.reading import CLAUSE, Reading, read

_SENTENCE = "。;!?\n"
_NO_COUNT = frozenset({"", "%", "年", "月", "日", "天", "元", "倍", "个工作日"})
_LEAST = 4
_THREE_DIGITS = 100
# Words that stand beside figures of anything.
_ANY = re.compile(
    "[县市区镇乡州省]?(?:政府|人民政府)|信息|政务|主动|公开|发布|更新|全年|工作|各类|推送|公布|收到|受理|办理|开展|举办|相关|有关|条|件|[a-zA-Z]"
)
_FIGURE = re.compile(r"[\d,.]+万?[\u4e00-\u9fff]{0,2}?(?=[、,。;()和及]|$)")
# Words without a weight of their own between a thing and its figure, or before the thing.
_PLAIN = re.compile(
    r"全年|今年|本年度?|当年|20\d\d年度?|共计|共|累计|总计|合计|各类|各种|群众|互动|在运行|运行中?的?|备案的?|现有|开设|开通|承办|办理|主办|的|了|等|为|达到|达|仅有|只有|仅|只(?=[有\d])"
    r"|全[县市区镇乡州省局]|我[县市区局委镇乡办院]|本[县市区局镇乡]|[县市区](?=人大|政协|长信箱)|\([^()]*\)|[,:\s“”]"
)
_COUNT = re.compile(r"(?:数量|总数|总量|件数|数)$")
_TOTAL = re.compile(r"(?:共计|共|合计|总计|总共|两项合计)+")
_LEFT = re.compile(r"(?:现|仍|实际)?(?:保留|留存|剩余|现存)")
_TRAINED = re.compile(r"(?:培训|参训|受训)(?:人员|干部)?")
_DOING = re.compile(r".*(?=收到|受理|接到|回复|举办|召开|开展|编印|编发|印发|发放|接待|采纳|征集|新建|建成|聘请|抽查|整改|下发)")
# So general a thing may be another one each time.
_GENERAL = re.compile(
    r"(?:主动|依法)*(?:公开|发布|公布|收到|受理|接到|召开|举办|开展|制发|制定|印发|答复|回复|处理|办结|组织|推送|更新)*"
    r"(?:政府|政务|相关|有关|主动|公开|政策|业务|专题|工作|动态|重点|信息公开)*(?:信息|文件|会议|活动|申请|案件|培训班?|检查|内容|材料|事项|问题|意见|稿件|文章)?"
)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure of last year's text by the words around it."""

    value: Decimal
    unit: str
    key: str
    short: str
    behind: str
    before: str
    place: InText


def told(report: Report) -> tuple[Told, ...]:
    """Every figure of a report's text that is the unit's for the year."""
    return tuple(each for reading in read(report) for each in _told(report, reading))


def _told(report: Report, reading: Reading) -> Iterator[Told]:
    for number in reading.numbers:
        if number.unit in _NO_COUNT or number.approximate or number.places:
            continue
        span = Span(number.start, number.stop)
        if meant.of_this_year(report, reading, span) and meant.of_the_unit(report, reading, span):
            key, before = _key(reading, number)
            end = reading.end_of(number.stop, CLAUSE)
            place = InText(reading.paragraph.index, *reading.words.back(number.start, number.stop))
            yield Told(number.value, number.unit, key, _short(key), plain_words(reading.text[number.stop : end]), before, place)


def last_years(
    report: Report, reading: Reading, number: Number, ours: tuple[Told, ...], theirs: tuple[Told, ...]
) -> Decimal | None:
    """The one figure that last year's text gives in the words of this year's figure; None where it gives none, or several."""
    lead_only = FROM.search(reading.text, reading.start_of(number.start, CLAUSE), number.start)
    span = Span(lead_only.start() if lead_only else number.start, number.stop)
    if number.unit in _NO_COUNT or not meant.of_the_unit(report, reading, span):
        return None
    key, _ = _key(reading, number)
    if not is_telling(key, number.unit):
        return None
    short = _short(key)
    others = [each for each in ours if each.unit == number.unit and each.value != number.value]
    if any(key in (each.key, each.short) for each in others):
        return None
    alone = len(short) >= _LEAST and not _GENERAL.fullmatch(short) and not any(each.short == short for each in others)
    same = [each for each in theirs if each.unit == number.unit and (_is_same(key, each) or (alone and each.short == short))]
    values = {each.value for each in same}
    # The same figure in both years is a passage that was taken over.
    return values.pop() if len(values) == 1 and number.value not in values else None


def turned_round(reading: Reading, base: Number | None, now: Number, theirs: tuple[Told, ...]) -> Decimal | None:
    """The one figure of last year's text that has the digits of the base in another order, told of what this year's is told of.

    比上年的7381条增长10.1% against 县政府门户网站发布政府信息7318条: a base that stands nowhere in last year's text.
    """
    if base is None or base.unit in _NO_COUNT or base.approximate or base.places or base.value < _THREE_DIGITS:
        return None
    alike = [each for each in theirs if each.unit == base.unit]
    if any(each.value == base.value for each in alike):
        return None
    own = set(_words_of(_key(reading, now)[0]))
    digits = sorted(str(base.value))
    found = [each for each in alike if sorted(str(each.value)) == digits and own.intersection(_words_of(each.key))]
    return found[0].value if len({each.value for each in found}) == 1 else None


def _words_of(key: str) -> Iterator[str]:
    """The pairs of characters of a key that are no words of any figure."""
    bare = _ANY.sub(" ", key)
    yield from (bare[at : at + 2] for at in range(len(bare) - 1) if " " not in bare[at : at + 2])


def is_telling(key: str, unit: str) -> bool:
    """Whether the words of a thing are its own."""
    if unit == "人次" and _TRAINED.fullmatch(key):
        return True
    return len(key) >= _LEAST and not _GENERAL.fullmatch(key)


def _is_same(key: str, other: Told) -> bool:
    if key in (other.key, other.behind):
        return True
    rest = iter(other.before)
    return bool(other.before) and all(char in rest for char in key)


def _key(reading: Reading, number: Number) -> tuple[str, str]:
    """The words that tell a figure's thing, and for one that is only said to be left those of its sentence before it."""
    text, clause = reading.text, reading.start_of(number.start, CLAUSE)
    lead = FROM.sub("", text[_item(reading, number, clause) : number.start])
    sentence = text[reading.start_of(number.start, _SENTENCE) : clause]
    if _LEFT.fullmatch(lead):
        return "", sentence
    if _TOTAL.fullmatch(lead):
        return plain_words(_FIGURE.sub("", sentence)), ""
    return plain_words(lead), ""


def _item(reading: Reading, number: Number, clause: int) -> int:
    """Where an item of a row begins: 举办培训3期、培训296人次."""
    text = reading.text
    before = [n for n in reading.numbers if clause <= n.start < number.start and text[n.stop : n.stop + 1] in "、和"]
    return before[-1].stop + 1 if before else clause


def _short(key: str) -> str:
    """The words from the last doing on: 收到来信."""
    return _DOING.sub("", key)


def plain_words(text: str) -> str:
    """Words without those that have no weight of their own."""
    return _COUNT.sub("", _PLAIN.sub("", text))
