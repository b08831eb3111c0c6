from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.positions import Utf16Map


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(st.text(alphabet=st.sampled_from("ab中，𠮷𝟙😀é"), max_size=30), st.data())
def test_to_qt_counts_utf16_units(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert Utf16Map(text).to_qt(offset) == units(text[:offset])


@given(st.text(alphabet=st.sampled_from("ab中，𠮷𝟙😀é"), max_size=30), st.data())
def test_there_and_back(text: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    both = Utf16Map(text)
    assert both.from_qt(both.to_qt(offset)) == offset


@pytest.mark.parametrize(("unit", "offset"), [(0, 0), (1, 1), (2, 1), (3, 2), (4, 3)])
def test_the_middle_of_a_pair_belongs_to_its_character(unit: int, offset: int) -> None:
    assert Utf16Map("a𠮷b").from_qt(unit) == offset
