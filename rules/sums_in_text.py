"""Parts named in a sentence and the total named with them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.findings import Severity, Step
from core.place import InText
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold
from core.text.numbers import Number, plain
from core.text.sentences import Sentence, sentences

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
        for sentence in sentences(fold(paragraph.text), "。!?;\n"):
            yield from _which_problems(paragraph.index, sentence)
            yield from _list_problems(paragraph.index, sentence)


def _which_problems(paragraph: int, sentence: Sentence) -> Iterator[Problem]:
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


def _parts_after(sentence: Sentence, at: int, whole: Number) -> list[Number]:
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


def _list_problems(paragraph: int, sentence: Sentence) -> Iterator[Problem]:
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


def _run_before(sentence: Sentence, number: int) -> list[Number]:
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


def _sum_problem(paragraph: int, sentence: Sentence, whole: Number, parts: list[Number], *, exceeds: bool) -> Problem:
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
