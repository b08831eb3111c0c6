"""Stocks and flows: what was carried in with what came in new is what was done with what is carried out (12 + 86 = 90 + 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from core.text.fold import Folded
from core.text.numbers import Number, plain
from core.text.sentences import Sentence, sentences
from rules.wordlists import compiled, load

_NO_THING = frozenset({"", "%", "年", "月", "日", "天", "元", "万元", "亿元", "工作日", "个工作日"})
_LEAD, _BEHIND = 30, 14
_CLAUSE = re.compile("[,。;:!?()]")


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of the data file; see there."""

    mentions: str
    carried_in: str
    come_in: str
    together: str
    done: str
    carried_out: str
    carried_out_behind: str
    nothing_left: str
    within: str
    rest: str
    own_part: str
    otherwise: str
    settled: str
    part_of_year: str
    actors: str
    kinds: str


@dataclass(frozen=True, slots=True)
class Broken:
    """Figures that do not balance: ``into`` on one side, ``out`` on the other; a side may be ``none`` in words."""

    sentence: Sentence
    into: tuple[Number, ...]
    out: tuple[Number, ...]

    @property
    def gap(self) -> Decimal:
        """How far the two sides are apart."""
        return abs(_total(self.into) - _total(self.out))

    @property
    def message(self) -> str:
        """The two sides, worked out."""
        return f"收进来的{_sum(self.into)}，与办结和结转的{_sum(self.out)}不等，差{plain(self.gap)}"


def _words() -> _Words:
    found: _Words = load("flows", _Words)
    return found


def _total(numbers: Sequence[Number]) -> Decimal:
    return sum((n.value for n in numbers), Decimal(0))


def _sum(numbers: Sequence[Number]) -> str:
    unit, values = numbers[0].unit, "＋".join(plain(n.value) for n in numbers)
    return f"{values}{unit}" if len(numbers) == 1 else f"{values}＝{plain(_total(numbers))}{unit}"


def broken(words: Folded, year: int | None) -> Iterator[Broken]:
    """The flows of a paragraph that do not balance; each within a sentence, or two that follow each other."""
    if not compiled(_words().mentions).search(words.text):
        return
    parts = list(sentences(words, "。!?\n"))
    whole: set[int] = set()
    for at, part in enumerate(parts):
        roles = _roles(part, year)
        if roles and (roles.balance() is not None):
            whole.add(at)
            if found := roles.broken(part):
                yield found
    for at, (part, behind) in enumerate(pairwise(parts)):
        if whole.isdisjoint((at, at + 1)):
            both = Sentence(words, part.start, behind.end, part.every)
            roles = _roles(both, year)
            if roles and (found := roles.broken(both)):
                yield found


@dataclass(slots=True)
class _Roles:
    """What the figures of a passage are: at most one of each role."""

    old: Number | None = None
    new: Number | None = None
    done: Number | None = None
    left: Number | None = None
    both: Number | None = None
    inside: bool = False
    nothing_left: bool = False
    rest: bool = False
    settled: bool = False

    def balance(self) -> tuple[tuple[Number, ...], tuple[Number, ...]] | None:
        """The two sides, None where a side is not told in full."""
        came = self.new or self.both
        if came is None or self.done is None or not (self.left or self.nothing_left):
            return None
        if self.old is None and not (self.rest and self.left):
            return None
        whole = self.new is None or self.old is None or self.inside
        into = (came,) if whole or self.old is None else (self.old, came)
        return into, (self.done, self.left) if self.left else (self.done,)

    def broken(self, sentence: Sentence) -> Broken | None:
        """The two sides if they do not balance."""
        sides = self.balance()
        if sides is None or _total(sides[0]) == _total(sides[1]):
            return None
        out, came = _total(sides[1]), self.new or self.both
        if came and self.old and (self.both is came or self.settled) and out in (came.value, came.value + self.old.value):
            return None
        return Broken(sentence, *sides)


# --- roles ---------------------------------------------------------------------------------------------------------


def _roles(passage: Sentence, year: int | None) -> _Roles | None:
    """The roles of the figures of a passage; None where a role is told twice, or something else became of a part."""
    words, text = _words(), passage.text[passage.start : passage.end]
    if compiled(words.otherwise).search(text) or compiled(words.part_of_year).search(text):
        return None
    roles, found = _Roles(), []  # type: tuple[_Roles, list[Number]]
    for number in passage.numbers:
        if number.unit in _NO_THING:
            continue
        role = _role(passage, number, year)
        if role is None:
            continue
        if getattr(roles, role) is not None or number.approximate:
            return None
        setattr(roles, role, number)
        found.append(number)
    if found and _is_one_matter(passage, found):
        return _with_words(passage, roles, text)
    return None


def _role(passage: Sentence, number: Number, year: int | None) -> str | None:
    words, lead = _words(), _label(passage, number)
    behind = passage.text[number.stop : number.stop + _BEHIND]
    if compiled(words.own_part).search(lead) or _is_taken_apart(passage, number):
        return None
    carried = compiled(words.carried_in).search(lead)
    if carried and (not carried["year"] or year is None or int(carried["year"]) < year):
        return "old"
    if compiled(words.carried_out).search(lead) or compiled(words.carried_out_behind).match(behind):
        return "left"
    if compiled(words.done).search(lead):
        return "done"
    if compiled(words.come_in).search(lead):
        return "new"
    return "both" if compiled(words.together).search(lead) else None


def _label(passage: Sentence, number: Number) -> str:
    """The words of a figure's own clause before it, behind the figure before."""
    before = next((n for n in reversed(passage.numbers_before(number.start, 2)) if n.unit not in _NO_THING), None)
    start = before.stop if before else 0
    return _CLAUSE.split(passage.text[max(passage.start, start, number.start - _LEAD) : number.start].lstrip("、和及"))[-1]


def _is_taken_apart(passage: Sentence, number: Number) -> bool:
    """Whether a bracket behind a figure takes it apart into what was carried in and what came in: those are the figures."""
    bracket = re.compile(r"\(([^()]*)\)").match(passage.text, number.stop)
    return bool(bracket and len(re.findall(r"\d+", bracket[1])) > 1 and re.search("上年|结转", bracket[1]))


def _is_one_matter(passage: Sentence, found: Sequence[Number]) -> bool:
    """Whether the figures are of one measure and one matter, and nobody else comes in between."""
    if len({n.unit for n in found}) > 1:
        return False
    between = passage.text[found[0].stop : found[-1].start]
    if compiled(_words().actors).search(between):
        return False
    kinds = [set(compiled(_words().kinds).findall(_label(passage, n))) for n in found]
    named = [each for each in kinds if each]
    return not named or bool(set.intersection(*named))


def _with_words(passage: Sentence, roles: _Roles, text: str) -> _Roles:
    """The roles with what words say beside the figures."""
    words = _words()
    if roles.old is not None:
        lead = passage.text[max(passage.start, roles.old.start - _LEAD) : roles.old.start]
        roles.inside = bool(roles.new and compiled(words.within).search(lead) and _is_right_behind(passage, roles))
        clause = _CLAUSE.split(passage.text[roles.old.stop : passage.end])[0]
        roles.settled = bool(compiled(words.settled).search(clause)) or _holds_both(passage, roles)
    roles.nothing_left = compiled(words.nothing_left).search(text) is not None
    if roles.left is not None:
        roles.rest = compiled(words.rest).search(_label(passage, roles.left)) is not None
    return roles


def _holds_both(passage: Sentence, roles: _Roles) -> bool:
    """Whether a figure behind what was carried in may hold it too: 连同上年结转的2件，共受理17件."""
    new, old = roles.new, roles.old
    return bool(new and old and new.start > old.start and "共" in _label(passage, new))


def _is_right_behind(passage: Sentence, roles: _Roles) -> bool:
    new, old = roles.new, roles.old
    return bool(
        new and old and new.stop <= old.start and not re.search(r"[。;]|\d", passage.text[new.stop : old.start].replace("20", ""))
    )
