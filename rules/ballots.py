"""More votes than people who cast them: 代表45人参加，满意票47张."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from core.findings import Step
from core.place import InText
from core.rule import Problem
from core.text.numbers import Number, plain
from core.text.sentences import Sentence

_VOTE = re.compile(r"(?:满意|赞成|同意|反对|弃权|优秀|好评|认可|有效)(?:选票|票)(?:数)?(?:为|共|达|有|获得?)*$")
_VOTE_BEHIND = re.compile(r"(?:的)?(?:满意|赞成|同意|反对|好评|有效)票")
_PEOPLE = frozenset({"人", "名", "位"})
_BALLOTS = frozenset({"张", "票", "份"})
_CASTING = re.compile("参加|参与|投票|评议|测评|表决|到会|参会|出席")
# Everybody may cast several votes: on several offices, in several rounds.
_SEVERAL = re.compile(r"每|各|分别|人次|\d+(?:个|家|项|场|轮|次|期|位(?:局|所|站))|逐[个项]")


def wrong(paragraph: int, sentence: Sentence) -> Iterator[Problem]:
    """The votes of one kind in a sentence that are more than the people who cast them."""
    for vote in sentence.numbers:
        if vote.unit not in _BALLOTS or vote.approximate or vote.places or not _is_vote(sentence, vote):
            continue
        lead = sentence.text[sentence.start : vote.start]
        people = [n for n in sentence.numbers if n.stop <= vote.start and n.unit in _PEOPLE]
        if not people or any(n.approximate for n in people) or not _CASTING.search(lead) or _SEVERAL.search(lead):
            continue
        if vote.value > (most := sum((n.value for n in people), Decimal(0))):
            yield _problem(paragraph, sentence, vote, people, most)


def _problem(paragraph: int, sentence: Sentence, vote: Number, people: list[Number], most: Decimal) -> Problem:
    said, cast = f"{plain(vote.value)}{vote.unit}", f"{plain(most)}{people[0].unit}"
    place, *related = (InText(paragraph, *sentence.words.back(n.start, n.stop)) for n in (vote, *people))
    steps = (Step("投票的人", cast, "sum"), Step("票数", said, "stated"))
    data = {"expected": float(most), "actual": float(vote.value), "parts": [float(n.value) for n in people]}
    return Problem(place, f"参加的只有{cast}，票却有{said}", "核对参加人数和票数，改正有误的一处。", data, tuple(related), steps)


def _is_vote(sentence: Sentence, number: Number) -> bool:
    return bool(_VOTE.search(sentence.before(number.start)) or _VOTE_BEHIND.match(sentence.text, number.stop))
