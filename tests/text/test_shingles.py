"""The most alike among many texts: found whatever its place, scored by what it holds, in a time that stays in bounds."""

from __future__ import annotations

import random
import time

import pytest

from core.text.shingles import ShingleIndex, containment

LETTERS = "政府信息公开工作县乡镇栏目更新解读材料群众查阅专区答复申请办理台账数据核对平台网站检索培训考核评议责任整改通报督办"
OLD = "公开目录更新不够及时个别栏目全年没有新增内容面向农村群众的图表音视频解读较少"


def text(rng: random.Random, length: int) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(length))


def varied(rng: random.Random, old: str, share: float) -> str:
    return "".join(rng.choice(LETTERS) if rng.random() < share else char for char in old)


@pytest.mark.parametrize(
    ("part", "whole", "least", "most"),
    [
        (OLD, OLD, 1.0, 1.0),
        (OLD[:12], OLD, 1.0, 1.0),
        (OLD, OLD[:12], 0.2, 0.4),
        (OLD.replace("不够", "还不够"), OLD, 0.9, 0.99),
        (OLD, "依申请公开答复文书说理不够充分数据台账分散在各科室年底集中报送", 0.0, 0.15),
        ("", OLD, 0.0, 0.0),
        ("公", OLD, 0.0, 0.0),
        (OLD, "", 0.0, 0.0),
    ],
)
def test_what_stands_in_another_text(part: str, whole: str, least: float, most: float) -> None:
    assert least <= containment(part, whole) <= most


def test_a_repeated_phrase_counts_as_often_as_it_stands_there() -> None:
    assert containment("公开公开公开公开", "公开") < 0.5


def test_the_most_alike_is_found_among_many() -> None:
    rng = random.Random(7)
    texts = [text(rng, rng.randrange(30, 400)) for _ in range(400)]
    index = ShingleIndex(texts)
    for number, old in enumerate(texts):
        best = index.best(varied(rng, old, 0.08))
        assert best is not None
        assert best[0] == number
        assert best[1] > 0.7


def test_equal_texts_are_found_even_where_they_are_too_short_for_a_shingle() -> None:
    index = ShingleIndex(["公开", OLD, OLD])
    assert index.best("公开") == (0, 1.0)
    assert index.best(OLD) == (1, 1.0)
    assert index.best("督办") is None
    assert ShingleIndex([]).best(OLD) is None


def test_twenty_thousand_paragraphs_with_a_common_opening_take_seconds() -> None:
    rng = random.Random(3)
    opening = "全县政府信息公开工作领导小组办公室每月核对栏目更新情况"
    texts = [opening + text(rng, 60) for _ in range(20_000)]
    started = time.process_time()
    index = ShingleIndex(texts)
    hits = sum(best is not None and best[0] == number for number, best in enumerate(index.best(old[:-2]) for old in texts))
    assert hits > 19_900
    assert time.process_time() - started < 60
