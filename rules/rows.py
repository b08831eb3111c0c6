"""Rows of figures of one measure (甲类86条、乙类341条): where they begin and end, what their items are, whether they name all there is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from core.text.numbers import Number
from core.text.sentences import Sentence
from rules.brackets import in_brackets
from rules.wordlists import compiled, load

_NO_PART = frozenset({"", "%", "年", "月", "日", "天", "元", "工作日", "个工作日"})
_SHARE = re.compile(r"[,、]?(?:约|分别|各)?占[^,。;、\d]{0,10}(?:\d+(?:\.\d+)?%|[一二三四五六七八九]成)")
_BRACKET = re.compile(r"\([^()]*\)")
AHEAD = re.compile(r"(?P<mark>[、,;]|和|及|与|以及)(?P<label>[^\d、,;。:!?\n]{0,24})")
_BEHIND = re.compile(r"(?P<label>[^\d、,;。:!?\n]{1,20})(?P<mark>[、,;])")
_PAIR = 2
_LEAD = 40


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the data file; see there."""

    opens: str
    part: str
    rest: str
    channels: str
    pieces: str
    twice: str
    overlap: str
    kinds: str
    carriers: str
    disposals: str
    all: str
    complements: tuple[tuple[str, ...], ...]
    outcomes: tuple[tuple[str, ...], ...]
    complete: tuple[tuple[str, ...], ...]
    levels: tuple[tuple[str, ...], ...]
    together: str
    more: str


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one measure, each with its words; ``marks`` part them."""

    passage: Sentence
    items: tuple[Number, ...]
    labels: tuple[str, ...]
    marks: str

    @property
    def total(self) -> Decimal:
        """What the figures give together."""
        return sum((n.value for n in self.items), Decimal(0))

    @property
    def unit(self) -> str:
        """The measure word of all of them."""
        return self.items[0].unit

    @property
    def complete(self) -> bool:
        """Whether the last item is all the rest."""
        return compiled(row_words().rest).search(self.labels[-1]) is not None

    def without_first(self) -> Row:
        """The row behind its first figure, which may be the whole."""
        return Row(self.passage, self.items[1:], self.labels[1:], self.marks[1:])


def row_words() -> _Words:
    """The data file on rows."""
    found: _Words = load("rows", _Words)
    return found


def of_several_kinds(text: str, whole: str = "") -> bool:
    """Whether parts are told by what one thing may be at once: 女性50人、党员60人; what the whole is called itself is no such kind."""
    return any(match.group().rstrip("0123456789") not in whole for match in compiled(row_words().kinds).finditer(text))


def all_there_is(unit: str) -> tuple[tuple[str, ...], ...]:
    """The rows that by their nature name all of a whole, as patterns for the words of each item."""
    return (*row_words().complete, *(row_words().levels if unit.endswith("元") else ()))


def are_disposals(labels: Iterable[str]) -> bool:
    """Whether all items tell what became of things, each of one alone: 保留21件、修改9件、废止2件."""
    return all(compiled(row_words().disposals).search(label) for label in labels)


def explained(text: str) -> bool:
    """Whether words beside figures say why they do not add up: 因四舍五入略有出入, 有2件同时涉及."""
    return compiled(row_words().twice).search(text) is not None


def are_carriers(whole: str) -> bool:
    """Whether a whole counts what carries information, each once: 新媒体28个."""
    return compiled(row_words().carriers).search(whole) is not None


def rows_of(passage: Sentence) -> Iterator[Row]:
    """The longest rows of two and more figures of one measure; one that ends where a finer one begins gives that its last figure."""
    numbers = [n for n in passage.every if n.unit != "%" and not in_brackets(passage.text, 0, n.start)]
    at = 0
    while at < len(numbers):
        row = _row_from(passage, numbers, at)
        if len(row.items) >= _PAIR:
            yield row
        finer = row.marks[-1:] == "," and passage.text[row.items[-1].stop : row.items[-1].stop + 1] == "、"
        at += max(1, len(row.items) - finer)


def _row_from(passage: Sentence, numbers: Sequence[Number], at: int) -> Row:
    first = numbers[at]
    items, labels, marks = [first], [_label_before(passage, first)], ""
    for left, right in pairwise(numbers[place] for place in range(at, len(numbers))):
        gap = gap_of(passage.text[left.stop : right.start])
        match = AHEAD.fullmatch(gap) or _BEHIND.fullmatch(gap)
        if first.unit in _NO_PART or right.unit != first.unit or match is None or not _continues(marks, labels[-1], match):
            break
        items.append(right)
        labels.append(match["label"] if match.re is AHEAD else clause_behind(passage, right))
        marks += _mark(match)
    return Row(passage, tuple(items), tuple(labels), marks)


def _mark(match: re.Match[str]) -> str:
    return match["mark"] if match["mark"] in "、,;" else "、"


def _continues(marks: str, last: str, match: re.Match[str]) -> bool:
    """Whether a figure goes on with a row: its mark is the row's, or it is all the rest; figures of another kind end it."""
    words, label = row_words(), match["label"]
    rest = compiled(words.rest).search(label) is not None
    other_kind = re.search("的有?$", label) and not last.endswith(("的", "的有"))
    if (other_kind or compiled(words.overlap).search(label)) and not rest:
        return False
    if not label and _mark(match) == ";":
        return False
    return not marks or _mark(match) == marks[-1] or rest


def gap_of(text: str) -> str:
    """What stands between two figures, without a bracket and a share."""
    return _SHARE.sub("", _BRACKET.sub("", text))


def _label_before(passage: Sentence, number: Number) -> str:
    return re.split(r"[,;:。、()\n]|其中", passage.before(number.start, 30))[-1]


def clause_behind(passage: Sentence, number: Number) -> str:
    """The words right behind a figure."""
    return re.split(r"[,;:。、()\n]", passage.text[number.stop : number.stop + 20])[0]


def touches(row: Row) -> bool:
    """Whether items are told by what they touch (涉及甲31件、涉及乙25件): one may touch several things."""
    return sum("涉及" in label for label in row.labels) > 1


def is_open(row: Row) -> bool:
    """Whether a row names not all: more follows, or an item stands for several (各1件)."""
    text, last = row.passage.text, row.items[-1]
    tail = gap_of(text[last.stop : last.stop + 60])
    lead = re.split("[,。;:]", row.passage.before(row.items[0].start, _LEAD))[-1]
    if (
        compiled(row_words().more).match(tail)
        or any("各" in label[-2:] for label in row.labels)
        or (touches(row) and not row.complete)
        or re.search(r"\d[^、]*、", lead)
    ):
        return True
    segment = re.split("。" if ";" in row.marks else "[。;]", text[last.stop :], maxsplit=1)[0]
    following = [n for n in row.passage.every if last.stop <= n.start < last.stop + len(segment) and n.unit == row.unit]
    apart = row.marks.startswith("、") and segment.startswith(",")
    return bool(following) and not apart and not re.search("其中|占|共|合计", text[last.stop : following[0].start])


def sums(told: Sequence[Number]) -> set[Decimal]:
    """The figures told before, and what neighbours among them give together."""
    near = told[-8:]
    sums = {n.value for n in told}
    for start in range(len(near)):
        for stop in range(start + 2, len(near) + 1):
            sums.add(sum((n.value for n in near[start:stop]), Decimal(0)))
    return sums


def may_overlap(row: Row) -> bool:
    """Whether the items are pieces that several channels carry."""
    words = row_words()
    return row.unit in words.pieces and any(compiled(words.channels).search(label) for label in row.labels)


def said_to_be_all(passage: Sentence, whole: Number) -> re.Match[str] | None:
    """The words before a total that say that it is all of what stands before: 两个平台合计."""
    return compiled(row_words().together).search(passage.before(whole.start))
