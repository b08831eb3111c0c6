"""The wording of the articles that a legal basis names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.rule_data import read_plain

_FILE = Path(__file__).resolve().parent.parent / "resources" / "law" / "articles.yaml"


@dataclass(frozen=True, slots=True)
class Article:
    """An article of an act: its name for people, what a text must hold to mean it, and its wording."""

    name: str
    signs: tuple[str, ...]
    text: str


@cache
def articles() -> tuple[Article, ...]:
    """The articles that are known."""
    rows = read_plain(_FILE)
    return tuple(Article(row["name"], tuple(row["signs"]), row["text"].strip()) for row in rows)


def quoted(basis: str) -> tuple[Article, ...]:
    """The articles that a basis names and that are known word by word; one that the basis quotes itself is left out."""
    plain = re.sub(r"\s", "", basis)
    return tuple(article for article in articles() if all(sign in plain for sign in article.signs) and article.text not in plain)
