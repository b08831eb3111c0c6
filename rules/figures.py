"""Figures inside a sentence: percentages that follow from two figures, parts that add up to a total."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.findings import Severity, Step
from core.place import InText
from core.rule import Case, Need, Problem, rule
from core.text.fold import Folded, fold
from core.text.numbers import Number, find_numbers, plain

_PERCENT = re.compile(r"(?P<p>\d+(?:\.\d+)?)%(?!-|~|至|左右|以上|以下)")
_CHANGE = re.compile(r"由|从")
_DOWN = r"减少|精简|缩减|压缩|压减|下降|降低|降至|降到|减至|减到|缩短"
_UP = r"增加|增长|提高|提升|上升|增至|升至"
_RATE = re.compile(rf"(?P<down>{_DOWN})|(?P<up>{_UP})")
_SHARE = re.compile(
    r"占(?:比|总数|全部|总量|申请总数|收到申请总数|总件数|全年总数|公开总数)?(?:的)?(?:比例|比重)?(?:为|达到|达|约)?$"
)
_DONE_RATE = re.compile(r"(?:按时|按期)?(?:办结|答复|回复|办复)率(?:均)?(?:达到|达|为|是)?$")
_RECEIVED = re.compile(r"(?:收到|受理|接到)[^,。;\d]{0,24}$")
_DONE = re.compile(r"(?:办结|答复|回复|办复)(?:申请)?(?:共)?$")
_ABOUT = re.compile(r"(?:约|近|超过|超|逾|不低于|不少于|大约|将近)$")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a folded paragraph with its numbers; offsets count from the start of the paragraph."""

    words: Folded
    start: int
    end: int
    numbers: tuple[Number, ...]

    @property
    def text(self) -> str:
        return self.words.text

    def before(self, at: int, length: int = 16) -> str:
        """The characters right before an offset, inside the sentence."""
        return self.text[max(self.start, at - length) : at]


def _sentences(words: Folded) -> Iterator[_Sentence]:
    numbers = list(find_numbers(words.text))
    for match in re.finditer(r"[^。!?;\n]+", words.text):
        inside = tuple(n for n in numbers if match.start() <= n.start < match.end())
        yield _Sentence(words, match.start(), match.end(), inside)


@rule("consistency.percentage", "百分比计算正确", Severity.ERROR, Need.TEXT, "arithmetic")
def percentage(case: Case) -> Iterator[Problem]:
    """百分比要与同一句里的两个数相符。

    检查：“由A减少到B，压缩率p%”“n件，占p%”“收到a件、办结b件，办结率p%”，按印出的小数位数四舍五入核对。
    百分点、满意度、旁边没有数字的比率、带“约”“近”的百分比不核对。
    为什么：百分比算错，说明数字改过而比例没有跟着改。
    依据：年度报告的数据应当真实、准确
    错误示例：申请材料由800件减少到600件，精简率26%
    正确示例：申请材料由800件减少到600件，精简率25%
    """
    for paragraph in case.report.body:
        for sentence in _sentences(fold(paragraph.text)):
            for match in _PERCENT.finditer(sentence.text, sentence.start, sentence.end):
                problem = _percent_problem(paragraph.index, sentence, match)
                if problem:
                    yield problem


def _percent_problem(paragraph: int, sentence: _Sentence, match: re.Match[str]) -> Problem | None:
    if _ABOUT.search(sentence.before(match.start())) or sentence.text[match.end() : match.end() + 2] == "个点":
        return None
    earlier = [
        n for n in sentence.numbers if n.end <= match.start() and n.unit not in ("%", "年", "月", "日") and not n.approximate
    ]
    pairs = list(_change_pairs(sentence, match, earlier)) or list(_share_pairs(sentence, match, earlier))
    printed = Decimal(match["p"])
    places = len(match["p"].partition(".")[2])
    if not pairs or any(_agrees(printed, places, *pair) for pair in pairs):
        return None
    return _wrong_percent(paragraph, sentence, match, pairs[0], places)


def _change_pairs(sentence: _Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[tuple[Number, Number, str]]:
    """由A减少到B…p%: the last two figures behind 由 or 从, with nothing but words between them and the percentage."""
    if len(earlier) < 2:
        return
    first, second = earlier[-2], earlier[-1]
    openings = list(_CHANGE.finditer(sentence.text, sentence.start, first.start))
    if not openings or not _only_year(sentence.text[openings[-1].end() : first.start]):
        return
    between, after = sentence.text[first.stop : second.start], sentence.text[second.stop : match.start()]
    if not re.search("[到至为]", between) or "占" in after:
        return
    words = list(_RATE.finditer(between + after))
    falls = first.value > second.value
    if bool(words[-1]["down"]) == falls if words else re.search("率|幅度|比例", after):
        yield first, second, "change"


def _only_year(text: str) -> bool:
    return not re.search(r"\d", re.sub(r"(?:19|20)\d\d年", "", text))


def _share_pairs(sentence: _Sentence, match: re.Match[str], earlier: list[Number]) -> Iterator[tuple[Number, Number, str]]:
    """n件，占p%: n is the figure right before 占, the whole any larger figure of the same measure before it in the sentence."""
    lead = sentence.before(match.start(), 24)
    if _SHARE.search(lead) and earlier:
        part = earlier[-1]
        if not re.fullmatch(r"[^\d]{0,14}", sentence.text[part.stop : match.start()]):
            return
        wholes = [n for n in earlier[:-1] if n.unit == part.unit and n.value > part.value]
        marked = [n for n in wholes if re.search(r"共|总|累计|收到|受理|全年|全部", sentence.before(n.start))]
        yield from ((whole, part, "share") for whole in marked or wholes)
    elif _DONE_RATE.search(lead):
        received = [n for n in earlier if _RECEIVED.search(sentence.before(n.start, 30))]
        done = [n for n in earlier if _DONE.search(sentence.before(n.start))]
        if len(received) == 1 and len(done) == 1 and received[0].unit == done[0].unit:
            yield received[0], done[0], "share"


def _exact(whole: Number, part: Number, kind: str) -> Decimal | None:
    if whole.value == 0:
        return None
    ratio = part.value / whole.value if kind == "share" else abs(whole.value - part.value) / whole.value
    return ratio * 100


def _agrees(printed: Decimal, places: int, whole: Number, part: Number, kind: str) -> bool:
    exact = _exact(whole, part, kind)
    return exact is None or abs(exact - printed) <= Decimal(5).scaleb(-places - 1)


def _wrong_percent(
    paragraph: int, sentence: _Sentence, match: re.Match[str], pair: tuple[Number, Number, str], places: int
) -> Problem:
    whole, part, kind = pair
    exact = _exact(whole, part, kind) or Decimal(0)
    right = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    a, b = plain(whole.value), plain(part.value)
    sums = f"{b}÷{a}" if kind == "share" else f"（{a}－{b}）÷{a}" if whole.value > part.value else f"（{b}－{a}）÷{a}"
    place = InText(paragraph, *sentence.words.back(match.start(), match.end()))
    related = tuple(InText(paragraph, *sentence.words.back(n.start, n.stop)) for n in (whole, part))
    shown = plain(exact.quantize(Decimal("0.01"), ROUND_HALF_UP))
    steps = (Step(sums, f"{shown}%", "sum"), Step("文中写的", match.group(), "stated"))
    data = {"expected": float(right), "actual": float(match["p"]), "values": [float(whole.value), float(part.value)]}
    return Problem(
        place, f"百分比不对：{sums}＝{shown}%，文中写的是{match.group()}", f"改为{right}%，或核对两个数字。", data, related, steps
    )


_TOTAL = re.compile(r"(?:共计|共|合计|总计|总共|累计)$")
_CHANNELS = re.compile(r"通过|网站|微博|微信|公报|公众号|渠道|平台|报刊|广播|电视|栏")
_OPEN_LIST = re.compile(r"等[^,、。;]{0,6}(?:共计|共|合计|总计|总共|累计)$")


@rule("consistency.text-sum", "句中分项与总数相符", Severity.WARNING, Need.TEXT, "arithmetic")
def text_sum(case: Case) -> Iterator[Problem]:
    """一句话里列出的分项要与总数相符。

    检查：“a件、b件，共c件”“共c件：a件、b件”应加得起来；“c件，其中a件、b件”的分项之和不能大于总数，小于是可以的。
    经不同渠道公开的条数可以重复计算，只看每一项是否大于总数。带“余”“约”的概数、“等”字结尾的列举不要求加满。
    为什么：分项加不出总数，说明有漏项或改数没有改全。
    依据：年度报告的数据应当真实、准确
    错误示例：配备专职人员3名、兼职人员2名，共6名
    正确示例：配备专职人员3名、兼职人员2名，共5名
    """
    for paragraph in case.report.body:
        for sentence in _sentences(fold(paragraph.text)):
            yield from _which_problems(paragraph.index, sentence)
            yield from _list_problems(paragraph.index, sentence)


def _which_problems(paragraph: int, sentence: _Sentence) -> Iterator[Problem]:
    """c件，其中a件、b件: the parts behind 其中 up to the end of the sentence or to the next total."""
    for match in re.finditer("其中", sentence.text[sentence.start : sentence.end]):
        at = sentence.start + match.start()
        wholes = [n for n in sentence.numbers if n.stop <= at and n.unit]
        if not wholes or sentence.text[wholes[-1].stop : at].strip(",:(、的") or wholes[-1].approximate:
            continue
        whole = wholes[-1]
        parts = _parts_after(sentence, at, whole)
        total = sum((n.value for n in parts), Decimal(0))
        shared = bool(_CHANNELS.search(sentence.text[at : parts[-1].stop])) if parts else False
        over = [n for n in parts if n.value > whole.value] if shared else parts if total > whole.value else []
        if over and (shared or len(parts) > 1 or parts[0].value > whole.value):
            yield _sum_problem(paragraph, sentence, whole, over if shared else parts, exceeds=True)


def _parts_after(sentence: _Sentence, at: int, whole: Number) -> list[Number]:
    parts: list[Number] = []
    depth_end = _closing(sentence.text, at, sentence.end)
    for number in sentence.numbers:
        if number.start < at or number.start >= depth_end:
            continue
        between = sentence.text[(parts[-1].stop if parts else at) : number.start]
        if parts and (_TOTAL.search(between) or re.search(r"占|较|比|同比|增|降|达|由|从|为\d", between)):
            break
        if number.unit == whole.unit and not number.approximate and not _in_brackets(sentence.text, at, number.start):
            parts.append(number)
        elif number.unit == whole.unit:
            return []
    return parts


def _closing(text: str, at: int, end: int) -> int:
    """Where the bracket that holds an offset closes, else the end."""
    depth = 0
    for position in range(at, end):
        depth += (text[position] == "(") - (text[position] == ")")
        if depth < 0:
            return position
    return end


def _in_brackets(text: str, start: int, at: int) -> bool:
    return text.count("(", start, at) > text.count(")", start, at)


def _list_problems(paragraph: int, sentence: _Sentence) -> Iterator[Problem]:
    """a件、b件，共c件: figures of one measure right before a total, with nothing else between."""
    for number, whole in enumerate(sentence.numbers):
        lead = sentence.before(whole.start)
        if not whole.unit or whole.approximate or not _TOTAL.search(lead):
            continue
        parts = _run_before(sentence, number)
        total = sum((n.value for n in parts), Decimal(0))
        if len(parts) < 2 or total == whole.value or "其中" in sentence.text[sentence.start : parts[0].start]:
            continue
        if _CHANNELS.search(sentence.text[sentence.start : whole.start]) or any(n.approximate for n in parts):
            continue
        if _OPEN_LIST.search(lead) and total < whole.value:
            continue
        yield _sum_problem(paragraph, sentence, whole, parts, exceeds=False)


def _run_before(sentence: _Sentence, number: int) -> list[Number]:
    """The figures before a total that are listed with it: same measure, each item a few words, no other figure between."""
    whole = sentence.numbers[number]
    run: list[Number] = []
    stop = whole.start
    for part in reversed(sentence.numbers[:number]):
        between = sentence.text[part.stop : stop]
        if (
            part.unit != whole.unit
            or len(between) > 24
            or re.search(r"占|较|比|同比|增|降|由|从|以上|共", between.removesuffix("共"))
        ):
            break
        run.insert(0, part)
        stop = part.start
    return run


def _sum_problem(paragraph: int, sentence: _Sentence, whole: Number, parts: list[Number], *, exceeds: bool) -> Problem:
    total = sum((n.value for n in parts), Decimal(0))
    values = "＋".join(plain(n.value) for n in parts)
    said = f"{plain(whole.value)}{whole.unit}"
    if exceeds and len(parts) == 1:
        message = f"“其中”的{plain(parts[0].value)}{whole.unit}大于总数{said}"
    elif exceeds:
        message = f"“其中”各项之和 {values}＝{plain(total)}，大于总数{said}"
    else:
        message = f"各项之和 {values}＝{plain(total)}，与总数{said}不符，差{plain(abs(total - whole.value))}"
    steps = [Step(sentence.before(n.start, 8).strip(",、:"), plain(n.value)) for n in parts]
    steps += [Step("合计", plain(total), "sum"), Step("文中总数", plain(whole.value), "stated")]
    steps += [Step("相差", plain(abs(total - whole.value)), "difference")]
    place = InText(paragraph, *sentence.words.back(whole.start, whole.stop))
    related = tuple(InText(paragraph, *sentence.words.back(n.start, n.stop)) for n in parts)
    data = {"expected": float(total), "actual": float(whole.value), "parts": [float(n.value) for n in parts]}
    return Problem(place, message, "核对各项和总数，改正有误的一处。", data, related, tuple(steps))
