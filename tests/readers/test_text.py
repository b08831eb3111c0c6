"""Texts with places: whatever is joined, cut or left out, each character keeps the place it came from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.document import Text

Place = tuple[int | None, tuple[int, ...], tuple[float, ...]]

PIECES = st.lists(st.tuples(st.text("年报公开ab \t\n🙂", max_size=6), st.integers(1, 3), st.booleans()), max_size=5)


def piece(text: str, page: int, line: int, boxed: bool) -> Text:
    boxes = tuple((float(n), 0.0, float(n + 1), 10.0) for n in range(len(text))) if boxed else ()
    return Text.at(text, page, (line, 0), boxes)


def joined(pieces: list[tuple[str, int, bool]], separator: str = "") -> Text:
    return Text.join((piece(*each) for each in _numbered(pieces)), separator)


def _numbered(pieces: list[tuple[str, int, bool]]) -> list[tuple[str, int, int, bool]]:
    return [(text, page, line, boxed) for line, (text, page, boxed) in enumerate(pieces)]


def places(text: Text) -> list[tuple[str, Place | None]]:
    """Each character with its place."""
    found: list[Place | None] = [None] * len(text.text)
    for span in text.spans:
        assert 0 <= span.start <= span.end <= len(text.text)
        assert len(span.boxes) in (0, span.end - span.start)
        for offset in range(span.start, span.end):
            skip = offset - span.start
            assert found[offset] is None
            found[offset] = (span.page, (*span.node[:-1], span.node[-1] + skip), span.boxes[skip] if span.boxes else ())
    return list(zip(text.text, found, strict=True))


@given(PIECES, st.sampled_from(["", " ", "\t\n"]))
def test_joining_keeps_every_place(pieces: list[tuple[str, int, bool]], separator: str) -> None:
    expected: list[tuple[str, Place | None]] = []
    for text, page, line, boxed in _numbered(pieces):
        expected += [(char, None) for char in separator] if line else []
        expected += places(piece(text, page, line, boxed))
    assert places(joined(pieces, separator)) == expected


@given(PIECES, st.integers(0, 30), st.integers(0, 30))
def test_a_cut_has_the_places_of_its_characters(pieces: list[tuple[str, int, bool]], first: int, second: int) -> None:
    whole = joined(pieces, "、")
    start, end = sorted((first, second))
    assert places(whole.cut(start, end)) == places(whole)[start:end]
    assert places(whole.cut(start)) == places(whole)[start:]


@given(PIECES)
def test_stripping_is_cutting(pieces: list[tuple[str, int, bool]]) -> None:
    whole = joined(pieces)
    stripped = whole.strip()
    assert stripped.text == whole.text.strip()
    left = len(whole.text) - len(whole.text.lstrip())
    assert places(stripped) == places(whole)[left : left + len(stripped.text)]


@given(PIECES, st.lists(st.integers(0, 30), max_size=6, unique=True))
def test_what_is_left_out_takes_no_other_place_along(pieces: list[tuple[str, int, bool]], bounds: list[int]) -> None:
    whole = joined(pieces)
    marks = sorted(min(bound, len(whole.text)) for bound in bounds)
    ranges = list(zip(marks[::2], marks[1::2], strict=False))
    kept = [n for n in range(len(whole.text)) if not any(lo <= n < hi for lo, hi in ranges)]
    assert places(whole.without(ranges)) == [places(whole)[n] for n in kept]


@given(PIECES, st.integers(0, 30))
def test_the_page_of_a_character(pieces: list[tuple[str, int, bool]], offset: int) -> None:
    whole = joined(pieces)
    pages = [place[0] for _, place in places(whole) if place]
    if offset < len(pages):
        assert whole.page_at(offset) == pages[offset]
    elif pages:
        assert whole.page_at(offset) == pages[-1]
    else:
        assert whole.page_at(offset) is None


def test_a_text_without_places_has_no_page() -> None:
    assert Text("年报").page_at(0) is None
    assert Text.at("").spans == ()
    assert len(Text.at("年报")) == 2


def test_a_cut_of_nothing_has_no_place() -> None:
    text = Text.at("年度报告", 1, (0, 0))
    for start, end in ((2, 2), (3, 1), (0, 0), (4, 4)):
        assert text.cut(start, end) == Text("")
