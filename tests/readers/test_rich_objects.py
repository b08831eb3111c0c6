"""Fields and embedded objects of rich text: what they come to is read, what they are made from is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.document import Paragraph, Picture
from core.readers import read

_DATA = rb"{\*\objclass Excel.Sheet.8}{\*\objdata 0105000002000000}"
_PICTURE = rb"{\*\shppict{\pict\pngblip 89504e47}}{\nonshppict{\pict\wmetafile8 0100}}"


def _blocks(tmp_path: Path, inside: bytes) -> list[str]:
    path = tmp_path / "draft.rtf"
    path.write_bytes(rb"{\rtf1\ansi " + inside + rb"\par}")
    return [block.text if isinstance(block, Paragraph) else type(block).__name__ for block in read(path).blocks]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (rb"a{\object\objemb" + _DATA + rb"{\result linked words}}b", ["alinked wordsb"]),
        (rb"a{\object\objlink" + _DATA + rb"{\*\result linked words}}b", ["alinked wordsb"]),
        (rb"a{\object\objemb" + _DATA + rb"{\result one\par two}}b", ["aone", "twob"]),
        (rb"a{\object\objemb" + _DATA + rb"{\result " + _PICTURE + rb"}}b", ["ab", Picture.__name__]),
        (rb"a{\object\objemb" + _DATA + rb"}b", ["ab", Picture.__name__]),
        (rb"a{\object\objemb" + _DATA + rb"{\result }}b{\object\objemb" + _DATA + rb"}", ["ab", *[Picture.__name__] * 2]),
        (rb"a{\object{\result x{\object" + _DATA + rb"}}}b", ["axb", Picture.__name__]),
        (rb"a{\header h{\object" + _DATA + rb"}\par}b", ["ab"]),
    ],
)
def test_objects(tmp_path: Path, inside: bytes, expected: list[str]) -> None:
    assert _blocks(tmp_path, inside) == expected


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        (rb"{\field{\*\fldinst EQ \\f(1,2)}{\fldrslt 1/2}}", "a1/2b"),
        (rb"{\field{\*\fldinst {EQ \\f(1,2)}}}", "a1/2b"),
        (rb"{\field{\*\fldinst {EQ \\o\\ac(}{\u9675?}{,2)}}{\fldrslt }}", "a②b"),
        (rb"{\header {\field{\*\fldinst EQ \\f(1,2)}}\par}", "ab"),
        (rb"{\field\fldedit{\fldinst  DATE \\@ yyyy}{\*\fldrslt 2024}}", "a2024b"),
        (rb"{\field{\*\fldinst PAGEREF {\field{\*\fldinst X}{\fldrslt inner}}}{\fldrslt 12}}", "a12b"),
        (rb"{\field{\*\fldinst FORMTEXT {\*\formfield{\*\ffdeftext given before}}}{\fldrslt given}}", "agivenb"),
    ],
)
def test_fields(tmp_path: Path, field: bytes, expected: str) -> None:
    assert _blocks(tmp_path, b"a" + field + b"b") == [expected]
