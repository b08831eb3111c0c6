"""How what is wrong with figures of the text that belong together is told."""

from __future__ import annotations

import re
from decimal import Decimal

from core.findings import Step
from core.place import InText
from core.rule import Problem
from core.text.numbers import Number, in_print, plain
from core.text.sentences import Sentence
from rules import flows, parallel, products
from rules.comparisons import Comparison
from rules.comparisons import wrong_gap as difference
from rules.measures import Total


def out_of_balance(paragraph: int, flow: flows.Broken) -> Problem:
    """Figures carried over, come in and done that do not balance."""
    words, figures = flow.sentence.words, (*flow.into, *flow.out)
    steps = [Step(name(flow.sentence, n), plain(n.value)) for n in figures]
    steps.append(Step("相差", plain(flow.gap), "difference"))
    *others, last = (InText(paragraph, *words.back(n.start, n.stop)) for n in sorted(figures, key=lambda n: n.start))
    into, out = (sum((n.value for n in side), Decimal(0)) for side in (flow.into, flow.out))
    data = {"relation": "balance", "expected": float(into), "actual": float(out), "parts": [float(n.value) for n in figures]}
    return Problem(last, flow.message, "核对结转、收到和办结的数字，改正有误的一处。", data, tuple(others), tuple(steps))


def wrong_gap(paragraph: int, sentence: Sentence, found: Comparison) -> Problem:
    """A difference that the earlier figure beside it does not give."""
    base, gap, right = found.base or found.now, found.gap or found.now, difference(sentence, found) or Decimal(0)
    unit, way = found.now.unit, "增加" if right > 0 else "减少"
    said = f"{'减少' if found.fell else '增加'}{plain(gap.value)}{unit}"
    sums = f"{plain(found.now.value)}－{plain(base.value)}"
    place, *related = (InText(paragraph, *sentence.words.back(n.start, n.stop)) for n in (gap, found.now, base))
    steps = (Step(sums, plain(right), "sum"), Step("文中写的", said, "stated"))
    data = {"expected": float(abs(right)), "actual": float(gap.value), "parts": [float(found.now.value), float(base.value)]}
    message = f"相差的数不对：由{plain(base.value)}{unit}到{plain(found.now.value)}{unit}是{way}{plain(abs(right))}{unit}，文中写的是{said}"
    return Problem(place, message, "核对两年的数字和相差的数，改正有误的一处。", data, tuple(related), steps)


def wrong_product(paragraph: int, found: products.Broken) -> Problem:
    """A figure that others of its clause should give when they are multiplied."""
    figure, words = found.figure, found.passage.words
    right, said = plain(found.right), f"{plain(figure.value)}{figure.unit}"
    steps = (Step(found.sums, right, "sum"), Step("文中写的", plain(figure.value), "stated"))
    related = tuple(InText(paragraph, *words.back(n.start, n.stop)) for n in found.others)
    data = {"expected": float(found.right), "actual": float(figure.value), "parts": [float(n.value) for n in found.others]}
    message = f"数量算不出来：{found.sums}＝{right}，文中写的是{said}"
    place = InText(paragraph, *words.back(figure.start, figure.stop))
    return Problem(place, message, "核对每次的数量、次数和总数，改正有误的一处。", data, related, steps)


def wrong_row(paragraph: int, found: parallel.Apart) -> Problem:
    """A row in a paragraph of its own that does not give the figure of a paragraph before."""
    parts, words = found.parts, found.passage.words
    total = sum((n.value for n in parts), Decimal(0))
    values = "＋".join(plain(n.value) for n in parts)
    said, off = f"{plain(found.whole.value)}{found.whole.unit}", plain(abs(total - found.whole.value))
    steps = [Step(name(found.passage, n), plain(n.value)) for n in parts]
    steps += [Step("合计", plain(total), "sum"), Step("前文总数", said, "stated"), Step("相差", off, "difference")]
    message = f"各项之和 {values}＝{plain(total)}，与前文的总数{said}不符，差{off}"
    place = InText(paragraph, *words.back(parts[0].start, parts[-1].stop))
    related = tuple(InText(paragraph, *words.back(n.start, n.stop)) for n in parts)
    data = {"expected": float(total), "actual": float(found.whole.value), "parts": [float(n.value) for n in parts]}
    return Problem(place, message, "核对各项和总数，改正有误的一处。", data, related, tuple(steps))


def name(sentence: Sentence, number: Number) -> str:
    """What a figure counts: the words of its item before it."""
    return re.split(r"[、,:;(。]|其中", sentence.before(number.start, 20))[-1] or "分项"


def wrong_total(paragraph: int, found: Total) -> Problem:
    """A total that its parts do not give."""
    sentence, whole, parts, exceeds = found.passage, found.whole, found.parts, found.of_which
    total = sum((n.value for n in parts), Decimal(0))
    unit = whole.unit
    values = "＋".join(in_print(n.value, unit) for n in parts)
    said, given = f"{in_print(whole.value, unit)}{unit}", in_print(total, unit)
    off = in_print(abs(total - whole.value), unit)
    if exceeds and len(parts) == 1:
        message = f"“其中”的{in_print(parts[0].value, unit)}{unit}大于总数{said}"
    elif exceeds:
        message = f"“其中”各项之和 {values}＝{given}，大于总数{said}"
    else:
        message = f"各项之和 {values}＝{given}，与总数{said}不符，差{off}"
    steps = [Step(name(sentence, n), in_print(n.value, unit)) for n in parts]
    steps += [Step("合计", given, "sum"), Step("文中总数", in_print(whole.value, unit), "stated")]
    steps += [Step("相差", off, "difference")]
    place = InText(paragraph, *sentence.words.back(whole.start, whole.stop))
    related = tuple(InText(paragraph, *sentence.words.back(n.start, n.stop)) for n in parts)
    data = {"expected": float(total), "actual": float(whole.value), "parts": [float(n.value) for n in parts]}
    return Problem(place, message, "核对各项和总数，改正有误的一处。", data, related, tuple(steps))
