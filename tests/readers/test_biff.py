"""What a glance at a binary workbook tells before the library takes it up."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.errors import ReadError
from core.readers import read
from core.readers.biff import Glance, glance
from tests.fuzz.run import SEEDS
from tests.hostile.making import locked_book

FOUND = SEEDS.parent / "found"


def test_an_ordinary_workbook() -> None:
    assert glance(SEEDS / "book.xls") == Glance(positions=15)


@pytest.mark.parametrize("name", ["book.xlsx", "book.ods", "word.doc", "text.txt"])
def test_what_is_no_binary_workbook(name: str) -> None:
    assert glance(SEEDS / name) == Glance()


def test_cells_too_far_apart() -> None:
    assert glance(FOUND / "far-cells.xls").positions == 65_535 * 65_536
    with pytest.raises(ReadError, match="散布得太远"):
        read(FOUND / "far-cells.xls")


def test_a_chain_that_never_ends() -> None:
    assert glance(FOUND / "endless-chain.xls").endless


def test_a_password(tmp_path: Path) -> None:
    assert glance(locked_book(tmp_path)).locked
