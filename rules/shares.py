"""Percentages that are a part of a whole: shares of one figure, shares in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from core.text.fold import Folded
from core.text.numbers import Number, find_numbers, in_print
from core.text.sentences import Sentence
from rules import additions, named_shares

PERCENT = re.compile(r"(?<![\d.])(?P<p>\d{1,5}(?:\.\d{1,4})?)%(?!-|~|至|左右|以上|以下|个点)")
REACHES = r"(?:均)?(?:了)?(?:达到|达|为|是)?"
# 占八成; 占八成以上, 占近八成 say no exact share.
TENTHS = re.compile(r"(?<=占)(?P<n>[一二三四五六七八九])成(?=[,。;、()]|$)")
_WHOLES = r"(?:全部|全年|总数|总量|总件数|总条数|总额|(?:收到)?(?:的)?申请(?:总数|总量|量|数)?|(?:公开|信息|公文|全年|答复)(?:总数|总量)|比)?"
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
_SHARE = re.compile(rf"各?占{_WHOLES}(?:的)?(?:比例|比重|比)?{REACHES}")
_OF_A_NAME = re.compile(
    rf"(?P<name>[\u4e00-\u9fff]{{2,10}}?)占(?:总数|总量|全部|全年总量|申请总数|申请总量)(?:的)?(?:比例|比重)?{REACHES}"
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
_OF_A_THING = re.compile(
    rf"(?:^|[,;。:])(?:其中)?(?P<name>[\u4e00-\u9fff]{{2,10}}?)(?:(?:数量|信息|数)?(?:最多|最少|居首位?|居第一位?|位居第一|占比最[高大]|比重最大),)?(?:仅|只|共)?{_SHARE.pattern}$"
)
# What a passage takes apart is named by what became of it: 办结申请中，公开26件.
_OPENED_BY_WORDS = re.compile(
    r"(?:^|[。;,])(?:在)?(?:已)?(?P<verb>办结|答复|受理|收到|新收|承办|接收|收回|回收|(?:同意|予以|部分|不予)公开|无法提供|不予处理)(?:的)?(?:政府信息公开)?(?:申请|建议|提案|留言|信件|来信|诉求|工单|件|问卷|答卷)(?:之)?中,?"
)
_NEAR = 14
_WORD = 2
_MOST_SUMMED = 6


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that give a percentage: ``part`` of ``whole``."""

    whole: Number
    part: Number
    change: bool = False

    @property
    def exact(self) -> Decimal | None:
        """The percentage, unrounded; None where there is nothing to divide by."""
        if self.whole.value == 0:
            return None
        top = abs(self.whole.value - self.part.value) if self.change else self.part.value
        return top / self.whole.value * 100

    @property
    def sums(self) -> str:
        """The calculation, written out."""
        whole, part = in_print(self.whole.value, self.whole.unit), in_print(self.part.value, self.part.unit)
        if not self.change:
            return f"{part}÷{whole}"
        return f"（{whole}－{part}）÷{whole}" if self.whole.value > self.part.value else f"（{part}－{whole}）÷{whole}"


def called_wholes(words: Folded) -> Iterator[Number]:
    """The figures of a paragraph that words call a total or what came in."""
    return (n for n in find_numbers(words.text) if n.unit and not n.approximate and _is_called_whole(words.text, n))


def agrees(printed: Decimal, places: int, exact: Decimal | None) -> bool:
    """Whether a percentage printed with so many places is the exact one."""
    return exact is None or abs(exact - printed) <= Decimal(5).scaleb(-places - 1)


def of_a_whole(sentence: Sentence, match: re.Match[str], head: str, earlier: list[Number]) -> list[Pair] | None:
    """The pairs that may give a percentage that words or a bracket call a share; None where they do not."""
    if pairs := _with_its_whole(sentence, match, earlier):
        return pairs
    if _RESPECTIVELY.search(sentence.before(match.start(), 80)):
        return list(_respective(sentence, match, earlier))
    if (by_names := named_shares.together(sentence, match.start(), earlier)) is not None:
        return _of_names(sentence, *by_names, earlier)
    return _said_to_be_shares(sentence, match, head, earlier)


def _said_to_be_shares(sentence: Sentence, match: re.Match[str], head: str, earlier: list[Number]) -> list[Pair] | None:
    if together := _together(sentence, match, earlier):
        head, earlier = together
    if whole := _of_an_object(sentence, match, earlier):
        return [Pair(whole, earlier[-1])]
    if (named := _OF_A_NAME.fullmatch(head)) and (pairs := list(_by_name(sentence, named["name"], earlier))):
        return pairs
    if (thing := _OF_A_THING.search(sentence.before(match.start(), 40))) and (
        pairs := list(_by_name(sentence, thing["name"], earlier))
    ):
        return pairs
    if _SHARE.fullmatch(head) or _NAMED.fullmatch(head):
        return [*_shares(sentence, match, earlier), *_of_its_row(sentence, match)]
    return _in_brackets(sentence, match, earlier) if _is_in_brackets(sentence.text, match, earlier) else None


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


def _of_its_row(sentence: Sentence, match: re.Match[str]) -> list[Pair]:
    """网络143件，占66.8%；信函58件，占27.1%；…: of what the row gives, where that bears out the shares of all the others."""
    row = named_shares.row_of(sentence, match.start())
    numbers = [n for n, _ in row]
    part = next((n for n in reversed(numbers) if n.stop <= match.start()), None)
    if part is None:
        return []
    whole = named_shares.as_one(numbers)
    return [Pair(whole, part)] if all(_gives(whole, n, share) for n, share in row if n is not part) else []


def _by_name(sentence: Sentence, name: str, earlier: list[Number]) -> Iterator[Pair]:
    """网络21件，信函6件，网络申请占总数的56.8%: the one figure that has the name, in the sentence or the one before, of its whole."""
    passage = replace(sentence, start=0)
    start = sentence.text.rfind("。", 0, max(0, sentence.start - 1)) + 1
    named: list[Number] = []
    for since in (sentence.start, start):
        inside = [n for n in earlier if n.start >= since]
        named = named or [n for n in inside if (label := _label(passage, n)) and (name.startswith(label) or label.endswith(name))]
    if len(named) != 1:
        return
    part = named[0]
    larger = [n for n in reversed(earlier) if n.unit == part.unit and n.value > part.value]
    total = _total_of_row(sentence, part, earlier)
    called = [n for n in larger if _is_called_whole(sentence.text, n)]
    first = [n for n in larger if total and n.value == total.value] or called
    if first or total:
        yield from (Pair(whole, part) for whole in [*first, *([total] if total else []), *(n for n in larger if n not in first)])


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
    between = sentence.text[earlier[-1].stop : match.start()] if earlier else ""
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
    called = [n for n in wholes if n is not added and _is_called_whole(sentence.text, n)]
    alone = [n for n in wholes if n.start >= sentence.start and n is not added and not _has_share(sentence.text, n)]
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
    return share is not None and any(_gives(whole, number, share["p"]) for whole in called)


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


def _has_share(text: str, number: Number) -> bool:
    """A figure with a share of its own is one of the parts."""
    return bool(re.match(r"[^\d。;]{0,12}占", text[number.stop : number.stop + 14]))


def _is_called_whole(text: str, number: Number) -> bool:
    before = re.split(r"[。;\n\d]", text[max(0, number.start - 16) : number.start])[-1]
    return bool(WHOLE.search(before) or re.match("(?:答复|申请|信息)?[中里]|[,(:。;]?其中", text[number.stop : number.stop + 8]))


def _is_in_brackets(text: str, match: re.Match[str], earlier: list[Number]) -> bool:
    bare = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
    return bare and bool(earlier) and bool(earlier[-1].unit) and earlier[-1].stop == match.start() - 1


def _in_brackets(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> list[Pair]:
    """予以公开118件(31.0%)，部分公开64件(16.8%): shares of the figure, or of their sum, that gives all the others."""
    unit = earlier[-1].unit
    row = [
        (n, share)
        for n in sentence.numbers
        if n.unit == unit and (share := re.compile(rf"\({PERCENT.pattern}\)").match(sentence.text, n.stop))
    ]
    part = next((n for n, share in row if share.start("p") == match.start("p")), None)
    if part is None or len(row) < _WORD:
        return []
    first = row[0][0]
    total = Number(sum((n.value for n, _ in row), Decimal(0)), first.start, first.end, unit=unit)
    wholes = [n for n in earlier if n.unit == unit and n.end <= first.start and n.value >= part.value]
    others = [(n, share["p"]) for n, share in row if n is not part]
    bases = [w for w in [total, *reversed(wholes)] if all(_gives(w, n, share) for n, share in others)]
    return [Pair(whole, part) for whole in bases]


def _gives(whole: Number, part: Number, share: str) -> bool:
    return agrees(Decimal(share), len(share.partition(".")[2]), Pair(whole, part).exact)


def _respective(sentence: Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[Pair]:
    """a件、b件、c件，分别占p%、q%、r%: in the same order, of a figure before them or of their sum."""
    since = max(sentence.start, match.start() - 80)
    opening = max(sentence.text.rfind(word, since, match.start()) for word in ("分别", "依次"))
    stop = re.compile(r"[。;]|,(?!\d)").search(sentence.text, match.end(), min(sentence.end, match.end() + 80))
    percents = list(PERCENT.finditer(sentence.text, opening, stop.start() if stop else min(sentence.end, match.end() + 80)))
    index = next((i for i, each in enumerate(percents) if each.start() == match.start()), None)
    parts = [n for n in earlier if n.end <= opening][-len(percents) :]
    if index is None or len(parts) != len(percents) or len({n.unit for n in parts}) != 1:
        return
    parts = _in_their_order(sentence, parts, opening)
    if not parts:
        return
    total = sum((n.value for n in parts), Decimal(0))
    part = parts[index]
    first = min(n.start for n in parts)
    wholes = [n for n in earlier if n.end <= first and n.unit == part.unit and n.value >= part.value]
    if re.search(r"各类|全部|所有|共", sentence.text[max(sentence.start, first - 16) : opening]):
        # 各类案件共46件，某类占21.7%: the parts stand elsewhere.
        between = sentence.text[max(n.stop for n in parts) : opening]
        if re.search(r"[^,、\d]{2}", between):
            return
    yield Pair(Number(total, part.start, part.end, unit=part.unit), part)
    yield from (Pair(whole, part) for whole in wholes)


def _in_their_order(sentence: Sentence, parts: list[Number], opening: int) -> list[Number]:
    """The parts as they are named again before 分别 (当面12件、网络41件，网络、当面申请分别占…); none where a name is not one part's."""
    names = re.split("[、和及与]|以及", re.split("[,;:。]", sentence.text[parts[-1].stop : opening])[-1])
    if len(names) < len(parts):
        return parts
    labels = [(n, re.split("[,;:。、()\n]|其中", sentence.before(n.start, 20))[-1]) for n in parts]
    found = [[n for n, label in labels if label and (name in label or label in name)] for name in names if len(name) >= _WORD]
    return [each[0] for each in found] if len(found) == len(parts) and all(len(each) == 1 for each in found) else []
