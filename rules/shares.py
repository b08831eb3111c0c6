"""Percentages that are a part of a whole: which figure is the part, and of which whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from core.text.fold import Folded
from core.text.numbers import Number, find_numbers
from core.text.sentences import Sentence
from rules import additions, named_shares, region_shares, row_shares
from rules.brackets import in_part, without
from rules.measures import has_share
from rules.percents import PERCENT, REACHES, Pair, gives

_WHOLES = (
    r"(?:全部|全年|总体|总数|总量|总件数|总条数|总额|(?:收到)?(?:的)?申请(?:总数|总量|量|数)?"
    r"|(?:主动)?(?:公开|发布|信息|公文|全年|答复)(?:信息)?(?:总数|总量)|比)?"
)
_ANSWERED = "办结|答复|办理"
_RECEIVED = "新收|收到|受理"
_NAMED = re.compile(
    rf"占(?:(?P<verb>{_ANSWERED}|主动公开|回收|{_RECEIVED}|承办)(?:[^,;。\d]{{0,8}}(?:总数|总量|件数|数|量)|(?:的)?(?:全部|所有)?(?:申请|件))"
    r"|(?:全部|所有|全年)(?P<all>申请|建议|提案|留言|信件|诉求|案件|信息|文件)(?:数|量)?"
    r"|(?P<thing>解读|培训|诉求|留言|发布)(?:总量|总数|总篇数|总件数))(?:的)?(?:比例|比重)?(?:为|达)?"
)
# 占有效问卷的96.1%: a figure of that name.
_OF_AN_OBJECT = re.compile(r"(?:^|[,(])(?:仅|只)?占(?P<name>[\u4e00-\u9fff]{3,10}?)(?:的)?(?:比例|比重)?(?:为|达)?$")
# A figure that a passage takes apart: 27件申请中.
_OPENS = re.compile(
    r"(?:的)?[^,。;:、\d()占其]{0,8}(?:之中|中|里)(?![\u4e00-\u9fff]{0,2}心)|(?:申请|案件)?的?(?:办理|答复|处理)(?:结果|情况)(?:分别)?(?:为|是|有|:)"
)
# What counts for a mark is no share of a figure that happens to stand before it.
_MARKS = re.compile("考核|绩效|分值|权重|考评|满分")
_SHARE = re.compile(rf"各?占{_WHOLES}(?:的)?(?:(?:比例|比重|比)(?:的)?)?{REACHES}")
_OF_A_NAME = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,10}}?)占(?:总体|总数|总量|全部|全年总量|申请总数|申请总量)(?:的)?(?:比例|比重)?{REACHES}"
)
_RESPECTIVELY = re.compile(rf"(?:分别|依次)占?{_WHOLES}(?:的)?(?:\d+(?:\.\d+)?%(?:、|和|,|及|与)?)*$")
WHOLE = re.compile(r"新收|共|总|累计|收到|受理|全年|全部|合计")
# 较上年的70件: no whole of what is told of this year.
_LAST_YEARS = re.compile(r"[较比](?:上年度?|上一年度?|去年|20\d\d年度?)(?:同期)?的?$|(?:上年度?|去年)(?:同期)?(?:的|为|是)$")
_OWN_WHOLE = re.compile(r"(?:[^,;。:、\d%占]{1,14},|,)?占(?!比)[^,;。:、\d%]{0,12}")
# Several of the figures before, taken together: 两项合计占.
_TOGETHER = re.compile(
    r"[,;](?:以上|上述)?(?P<n>[两二三四五])(?:项|类|者|种|部分)(?:合计|共计|总计|合并)(?P<share>占[^,;。:、\d]*)$"
)
# The words of a figure far from its share: 规划类最少，仅占4.8%; 网络申请占56.9%.
_FIRST_OF_ALL = "(?:数量|信息|数)?(?:最多|最少|居首位?|居第一位?|位居第一|占比最[高大]|比重最大)"
_MAIN_KIND = r"(?:首次|已|仍|依然)?(?:成为|是|为)[^,。;:\d]{0,12}(?:主体|来源|渠道|方式|途径|内容|重点|领域|群体|类型)"
_OF_A_THING = re.compile(
    rf"(?:^|[,;。:])(?:其中)?(?P<name>[\u4e00-\u9fff]{{2,10}}?)(?:(?:{_FIRST_OF_ALL}|{_MAIN_KIND}),)?(?:仅|只|共)?{_SHARE.pattern}$"
)
# What a passage takes apart is named by what became of it: 办结申请中，公开26件.
_OPENED_BY_WORDS = re.compile(
    r"(?:^|[。;,])(?:在)?(?:已)?(?P<verb>办结|答复|受理|收到|新收|承办|接收|收回|回收|(?:同意|予以|部分|不予)公开|无法提供|不予处理)(?:的)?(?:政府信息公开)?(?:申请|建议|提案|留言|信件|来信|诉求|工单|件|问卷|答卷)(?:之)?中,?"
)
_NEAR = 14
_WORD = 2
_MOST_SUMMED = 6


def called_wholes(words: Folded) -> Iterator[Number]:
    """The figures of a paragraph that words call a total or what came in."""
    return (n for n in find_numbers(words.text) if n.unit and not n.approximate and _is_called_whole(words.text, n))


def of_a_whole(sentence: Sentence, match: re.Match[str], head: str, earlier: list[Number]) -> list[Pair] | None:
    """The pairs that may give a percentage that words or a bracket call a share; None where they do not."""
    opened = (
        sentence.text.rfind("(", 0, earlier[-1].start) if earlier and sentence.text[earlier[-1].stop :].startswith(")") else -1
    )
    before, inside = [n for n in earlier if n.stop <= opened], [n for n in earlier if n.start > opened]
    if before and sum(n.value for n in inside) == before[-1].value:
        # 3357条（甲633条、乙2724条），占15.5%: the bracket takes the figure apart that has the share.
        return _of_a_whole(sentence, match, head.lstrip(")"), before)
    outside = [n for n in earlier if not in_part(sentence.text, n.start, match.start())]
    if re.match(r"\)?,?占", head) and outside and outside != earlier:
        # 23件（其中甲15件、乙5件），占19.3%: of the figure before the bracket, or of the last in it.
        alike = _of_a_whole(sentence, match, head.lstrip(")"), outside), _of_a_whole(sentence, match, head, earlier)
        return [pair for pairs in alike for pair in pairs or ()]
    return _of_a_whole(sentence, match, head, earlier)


def _of_a_whole(sentence: Sentence, match: re.Match[str], head: str, earlier: list[Number]) -> list[Pair] | None:
    if pairs := _with_its_whole(sentence, match, earlier):
        return pairs
    if _RESPECTIVELY.search(sentence.before(match.start(), 80)):
        return list(row_shares.respective(sentence, match, earlier))
    if (by_names := named_shares.together(sentence, match.start(), earlier)) is not None:
        return _of_names(sentence, *by_names, earlier)
    return _said_to_be_shares(sentence, match, head, earlier)


def _said_to_be_shares(sentence: Sentence, match: re.Match[str], head: str, earlier: list[Number]) -> list[Pair] | None:
    if together := _together(sentence, match, earlier):
        head, earlier = together
    if (of_region := region_shares.pairs(sentence, match, earlier)) is not None:
        return of_region
    if whole := _of_an_object(sentence, match, earlier):
        return [Pair(whole, earlier[-1])]
    if (named := _OF_A_NAME.fullmatch(head)) and (pairs := list(_by_name(sentence, named["name"], earlier))):
        return pairs
    if thing := _OF_A_THING.search(sentence.before(match.start(), 40)):
        pairs = list(_by_name(sentence, thing["name"], earlier))
        if pairs or _called(sentence, thing["name"], earlier) not in (None, *earlier[-1:]):
            return pairs
    if _SHARE.fullmatch(head) or _NAMED.fullmatch(head):
        return row_shares.of_the_others(sentence, match, earlier) or [
            *_shares(sentence, match, earlier),
            *row_shares.of_its_row(sentence, match),
        ]
    return row_shares.in_brackets(sentence, match, earlier) if row_shares.are_in_brackets(sentence.text, match, earlier) else None


def _with_its_whole(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> list[Pair]:
    """116件，占承办总数124件的93.5%: the whole stands between 占 and its share, the part, or a row of parts, right before 占."""
    if len(earlier) < 2 or earlier[-1].unit != earlier[-2].unit or earlier[-1].value < earlier[-2].value:
        return []
    part, whole = earlier[-2:]
    between, after = sentence.text[part.stop : whole.start], sentence.text[whole.stop : match.start()]
    joined = _OWN_WHOLE.fullmatch(between) and re.fullmatch(r"[^,;。:、\d%占]{0,8}?(?:的)?(?:比例|比重)?(?:为)?", after)
    if not joined:
        return []
    row = [part]
    for number in reversed(earlier[:-2]):
        if number.unit != part.unit or not re.fullmatch(
            r"(?:[、和及与]|以及)[^\d,;。]{0,16}", sentence.text[number.stop : row[0].start]
        ):
            break
        row.insert(0, number)
    sums = (replace(part, value=sum((n.value for n in row[at:]), Decimal(0))) for at in range(len(row) - 1))
    return [Pair(whole, part), *(Pair(whole, each) for each in sums)]


def _together(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> tuple[str, list[Number]] | None:
    """29件、部分公开8件，两项合计占办结总数的p%: the words of the share, and the figures with those before it as one."""
    said = _TOGETHER.search(sentence.before(match.start(), 40))
    if said is None:
        return None
    start = match.start() - len(said.group())
    earlier = [n for n in earlier if n.start < start]
    many = "零一二三四五".index(said["n"].replace("两", "二"))
    row = earlier[-many:]
    if len(row) < many or len({n.unit for n in row}) > 1 or row[0].start < sentence.start:
        return None
    total = replace(row[-1], value=sum((n.value for n in row), Decimal(0)), start=row[0].start)
    return said["share"], [*earlier[:-many], total]


def _of_an_object(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Number | None:
    """The one figure of the passage that the words behind 占 name in full: 有效问卷1396份；…的1341份，占有效问卷的96.1%."""
    said = _OF_AN_OBJECT.search(sentence.before(match.start(), 20))
    if said is None or not earlier or earlier[-1].stop != match.start() - len(said.group()):
        return None
    part, name = earlier[-1], said["name"]
    alike = [n for n in earlier[:-1] if n.unit == part.unit and n.value >= part.value]
    found = [n for n in alike if sentence.before(n.start).endswith(name) or sentence.text.startswith(name, n.stop)]
    return found[0] if len(found) == 1 and not found[0].approximate else None


def _of_names(sentence: Sentence, share: str, named: list[Number], earlier: list[Number]) -> list[Pair]:
    """满意139份、基本满意6份、…，满意和基本满意合计占p%: the two as one, of what they were taken from."""
    verb = _NAMED.fullmatch(share)
    if not named or not (_SHARE.fullmatch(share) or verb):
        return []
    part = named_shares.as_one(named)
    larger = [n for n in reversed(earlier) if n.unit == part.unit and n.value >= part.value and n.start < part.start]
    first = [n for n in larger if _is_called_whole(sentence.text, n)]
    if verb:
        first = [n for n in first if (verb["verb"] or "") in sentence.text[max(0, n.start - _NEAR) : n.start]]
    elif first and first[0].start >= sentence.start:
        larger, first = ([n for n in each if n.start >= sentence.start] for each in (larger, first))
    return [Pair(whole, part) for whole in [*first, *(n for n in larger if n not in first)]] if first else []


def _by_name(sentence: Sentence, name: str, earlier: list[Number]) -> Iterator[Pair]:
    """网络21件，信函6件，网络申请占总数的56.8%: the one figure that has the name, in the sentence or the one before, of its whole."""
    part = _called(sentence, name, earlier)
    if part is None:
        return
    larger = [n for n in reversed(earlier) if n.unit == part.unit and n.value > part.value]
    total = _total_of_row(sentence, part, earlier)
    called = [n for n in larger if _is_called_whole(sentence.text, n)]
    first = [n for n in larger if total and n.value == total.value] or called
    if first or total:
        yield from (Pair(whole, part) for whole in [*first, *([total] if total else []), *(n for n in larger if n not in first)])


def _called(sentence: Sentence, name: str, earlier: list[Number]) -> Number | None:
    """The one figure that has a name, in the sentence or the one before."""
    passage = replace(sentence, start=0)
    start = sentence.text.rfind("。", 0, max(0, sentence.start - 1)) + 1
    named: list[Number] = []
    for since in (sentence.start, start):
        inside = [n for n in earlier if n.start >= since]
        named = named or [n for n in inside if (label := _label(passage, n)) and (name.startswith(label) or label.endswith(name))]
    return named[0] if len(named) == 1 else None


def _total_of_row(sentence: Sentence, part: Number, earlier: list[Number]) -> Number | None:
    """What the row gives that a figure stands in, three items and more."""
    row: list[Number] = []
    for number in (n for n in earlier if n.unit == part.unit):
        if row and not re.fullmatch(r"[,、;][^,、;。:\d]{1,16}", sentence.text[row[-1].stop : number.start]):
            if part in row:
                break
            row = []
        row.append(number)
    if row and row[0].value == sum((n.value for n in row[1:]), Decimal(0)):
        row = row[1:]
    if part not in row or len(row) <= _WORD:
        return None
    return replace(row[0], value=sum((n.value for n in row), Decimal(0)), end=row[-1].end)


def _label(sentence: Sentence, number: Number) -> str:
    label = re.split("[,;:。、()\n]|其中|涉及|包括|包含", sentence.before(number.start, 20))[-1]
    return label if len(label) >= _WORD else ""


def _shares(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[Pair]:
    """n件，占p%: n stands right before; the whole is any larger figure of the same measure before it in the paragraph.

    Nothing is said where none of them is called a whole: the one that is meant may stand in a table.
    """
    between = without(sentence.text[earlier[-1].stop : match.start()]) if earlier else ""
    if not re.fullmatch(r"[^\d;。]{2,20}|占?", between) or _MARKS.search(between) or not earlier:
        return
    part = earlier[-1]
    earlier = [n for n in earlier if n is part or not _LAST_YEARS.search(sentence.text, max(0, n.start - _NEAR), n.start)]
    wholes = [n for n in reversed(earlier[:-1]) if n.unit == part.unit and n.value >= part.value]
    if opened := opened_by(sentence, earlier[:-1], part):
        yield from (Pair(whole, part) for whole in [opened, *(n for n in wholes if n.start > opened.start)])
        return
    if by_words := _opened_by_words(sentence, earlier):
        yield from (Pair(whole, part) for whole in by_words)
        return
    passage = replace(sentence, start=0, end=len(sentence.text))
    due, added = additions.due(passage, [n for n in earlier[:-1] if n.unit == part.unit])
    text = sentence.text
    # 甲局受理21件，占全县的48.8%；乙局受理6件，占14%: what has a share of its own is no whole of the next.
    own = [n for n in wholes if has_share(text, n.stop) and "其中" not in text[n.stop : part.start]]
    called = [n for n in wholes if n is not added and n not in own and _is_called_whole(text, n)]
    alone = [n for n in wholes if n.start >= sentence.start and n is not added and not has_share(sentence.text, n.stop)]
    named = _named_whole(sentence, match, earlier)
    if named is None:
        wholes = [n for n in wholes if not _is_sibling(sentence.text, n, part, called)]
    first = named if named is not None else [*due, *called] or (alone if len(alone) == 1 else [])
    if named and re.search("占(?:办|新收)", between + sentence.text[match.start() : match.end()]):
        yield from (Pair(whole, part) for whole in named)
    elif first:
        yield from (Pair(whole, part) for whole in [*first, *due, *(n for n in wholes if n not in first)])


def opened_by(sentence: Sentence, earlier: list[Number], part: Number) -> Number | None:
    """The figure that the passage of a part takes apart (27件申请中，…), none where 其中 stands behind it."""
    for number in reversed(earlier):
        if number.start < sentence.start or number.unit != part.unit or number.value < part.value:
            continue
        opens = _OPENS.match(sentence.text, number.stop, part.start)
        if opens and "其中" not in sentence.text[opens.end() : part.start]:
            return number
    return None


def _opened_by_words(sentence: Sentence, earlier: list[Number]) -> list[Number]:
    """What 办结申请中 names: the figures that the same verb leads."""
    opening = list(_OPENED_BY_WORDS.finditer(sentence.text, max(0, sentence.start - 1), earlier[-1].start))
    if not opening:
        return []
    verb = opening[-1]["verb"]
    return _led_by(re.compile(rf"{verb}[^,;。:\d]{{0,12}}$"), sentence, earlier)


def _is_sibling(text: str, number: Number, part: Number, called: list[Number]) -> bool:
    """Whether a figure has a share of its own of a whole that is called so, and is no whole itself: nothing takes it apart."""
    if number in called or "其中" in text[number.stop : part.start]:
        return False
    share = re.compile(rf"[^\d。;]{{0,12}}占[^\d。;]{{0,12}}{PERCENT.pattern}").match(text, number.stop)
    return share is not None and any(gives(whole, number, share["p"]) for whole in called)


def _named_whole(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> list[Number] | None:
    """The figure that 占办结总数 or 占全部申请 names: what stands behind the same words, the largest first; None where the words name no whole."""
    named = list(_NAMED.finditer(sentence.before(match.start(), 24)))
    if not named:
        return None
    verb, thing = named[-1]["verb"] or named[-1]["thing"], named[-1]["all"]
    if thing:
        own = re.compile(rf"(?:收到|受理|新收|接收|接到|办理|承办|公开|发布|回应)[^,。;:\d]{{0,16}}{thing}[^,。;:\d]{{0,4}}$")
    else:
        own = re.compile(rf"{verb}[^,;。:\d]{{0,10}}$")
    found = _led_by(own, sentence, earlier)
    if not found and verb and re.fullmatch(_ANSWERED, verb):
        found = _led_by(re.compile(rf"(?:{_ANSWERED})[^,;。:\d]{{0,10}}$"), sentence, earlier)
    if not found and verb and re.fullmatch(_RECEIVED, verb):
        found = _led_by(re.compile(rf"(?:{_RECEIVED}|接收|接到)[^,;。:\d]{{0,10}}$"), sentence, earlier)
    if found and verb and not thing:
        # 建议86件、提案94件，共180件: both were 办理.
        found += [n for n in earlier[:-1] if n.unit == earlier[-1].unit and n not in found and _is_sum_of(sentence, n, found)]
    return sorted(found, key=lambda n: -n.value)


def _is_sum_of(sentence: Sentence, number: Number, found: list[Number]) -> bool:
    """Whether a figure is called a sum and takes in one of those that were found."""
    row = [n for n in sentence.numbers_before(number.start, _MOST_SUMMED) if n.unit == number.unit]
    sums = (row[at:] for at in range(len(row) - 1))
    called = re.search("(?:共|合计|总计|共计)$", sentence.text[max(0, number.start - 4) : number.start])
    return bool(called) and any(sum(n.value for n in each) == number.value and any(n in found for n in each) for each in sums)


def _led_by(own: re.Pattern[str], sentence: Sentence, earlier: list[Number]) -> list[Number]:
    """The figures of the measure of the last one that stand behind words."""
    alike = [n for n in earlier[:-1] if n.unit == earlier[-1].unit]
    return [n for n in alike if own.search(sentence.text[max(0, n.start - 24) : n.start])]


def _is_called_whole(text: str, number: Number) -> bool:
    before = re.split(r"[。;\n\d]", text[max(0, number.start - 16) : number.start])[-1]
    return bool(WHOLE.search(before) or re.match("(?:答复|申请|信息)?[中里]|[,(:。;]?其中", text[number.stop : number.stop + 8]))
