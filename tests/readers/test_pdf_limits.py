"""Files made to be large give a result or one sentence, soon."""

from __future__ import annotations

import time
import zlib
from pathlib import Path

import pypdfium2
import pytest

from core.errors import ReadError
from core.readers import pdf
from core.readers.pdf_nesting import endless_pages
from tests.readers.pdf_making import BODY, add, new_docx, paragraphs, save_all

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
HELLO = b"BT /F 10 Tf 20 700 Td (hello) Tj ET "


def _stream(data: bytes, head: bytes = b"") -> bytes:
    packed = zlib.compress(data, 9)
    return b"<<" + head + b"/Filter/FlateDecode/Length %d>>stream\n" % len(packed) + packed + b"\nendstream"


def _write(path: Path, content: bytes, resources: bytes = b"", more: list[bytes] | None = None) -> Path:
    """A file of one page."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>" + resources + b">>/Contents 4 0 R>>",
        _stream(content),
        FONT,
        *(more or []),
    ]
    body, places = b"%PDF-1.5\n", []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n" % number + item + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, len(body))
    path.write_bytes(body + head + table + end)
    return path


def _nested(path: Path, depth: int, calls: int) -> Path:
    forms = []
    for level in range(depth):
        is_last = level == depth - 1
        inner = b"" if is_last else b"/XObject<</X %d 0 R>>" % (7 + level)
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>" + inner + b">>"
        forms.append(_stream(HELLO if is_last else b"/X Do " * calls, head))
    return _write(path, HELLO + b"/X Do " * calls, b"/XObject<</X 6 0 R>>", forms)


def test_drawings_that_unfold_without_end_are_not_taken_up(tmp_path: Path) -> None:
    path = _nested(tmp_path / "endless.pdf", 11, 10)
    started = time.monotonic()
    assert endless_pages(path) == {0}
    with pytest.raises(ReadError):
        pdf.read(path)
    assert time.monotonic() - started < 5


def test_drawings_inside_drawings_are_read(tmp_path: Path) -> None:
    path = _nested(tmp_path / "stamp.pdf", 3, 2)
    assert endless_pages(path) == frozenset()
    assert "hello" in "".join(paragraphs(pdf.read(path)))


def test_a_drawing_that_calls_itself(tmp_path: Path) -> None:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"
    path = _write(tmp_path / "self.pdf", HELLO + b"/X Do ", b"/XObject<</X 6 0 R>>", [_stream(HELLO + b"/X Do /X Do ", head)])
    with pytest.raises(ReadError, match="请"):
        pdf.read(path)


@pytest.mark.parametrize(
    "content",
    [
        HELLO + b"10 10 m 500 10 l S 10 10 m 10 500 l S " * 100_000,
        HELLO + b"".join(b"%d 10 m %d 700 l S 10 %d m 590 %d l S " % (at, at, at, at) for at in range(10, 590, 4)),
        b" " * 100_000_000 + HELLO,
    ],
    ids=["one line again and again", "graph paper", "a hundred megabytes of nothing"],
)
def test_a_page_that_is_all_lines_or_nothing(tmp_path: Path, content: bytes) -> None:
    started = time.monotonic()
    assert paragraphs(pdf.read(_write(tmp_path / "lines.pdf", content))) == ["hello"]
    assert time.monotonic() - started < 30


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = new_docx()
    add(document, BODY * 2)
    return save_all(tmp_path_factory.mktemp("limits"), {"draft": document})["draft"]


def test_more_characters_than_the_limit(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_CHARACTERS", 1500)
    with pytest.raises(ReadError, match="文字超过"):
        pdf.read(draft)


def test_five_hundred_pages_are_read(draft: Path, tmp_path: Path) -> None:
    source, whole = pypdfium2.PdfDocument(draft), pypdfium2.PdfDocument.new()
    while len(whole) < 500:
        whole.import_pages(source)
    path = tmp_path / "long.pdf"
    whole.save(path)
    raw = pdf.read(path)
    assert raw.page_count == len(whole)
    assert sum(text == BODY[1] for text in paragraphs(raw)) == len(whole) // len(source) * 2
