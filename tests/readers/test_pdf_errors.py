"""What cannot be read gets one sentence with the reason and what to do; what can be read in part says what is missing."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pypdfium2
import pytest
from docx.shared import Mm
from PIL import Image, ImageDraw

from core.document import Picture
from core.errors import ReadError
from core.readers import pdf
from tests.readers.pdf_making import BODY, add, add_break, add_page_number, new_docx, paragraphs, save_all

OPEN_PASSWORD = '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"secret"}}'
OWNER_PASSWORD = (
    '{"RestrictPermissions":{"type":"boolean","value":"true"},"PermissionPassword":{"type":"string","value":"owner"},'
    '"EnableCopyingOfContent":{"type":"boolean","value":"false"},"Printing":{"type":"long","value":"0"}}'
)


def _reason(path: Path) -> str:
    with pytest.raises(ReadError) as caught:
        pdf.read(path)
    sentence = str(caught.value)
    assert sentence.endswith("。")
    assert sentence.count("\n") == 0
    assert "请" in sentence
    return sentence


def _picture(path: Path) -> Path:
    image = Image.new("RGB", (1240, 1754), "white")
    ImageDraw.Draw(image).text((200, 200), "scan", fill="black")
    image.save(path)
    return path


@pytest.fixture(scope="module")
def draft(tmp_path_factory: pytest.TempPathFactory) -> Path:
    document = new_docx()
    add(document, BODY * 2)
    return save_all(tmp_path_factory.mktemp("errors"), {"draft": document})["draft"]


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.995])
def test_cut_off_file(draft: Path, tmp_path: Path, share: float) -> None:
    data = draft.read_bytes()
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(data[: int(len(data) * share)])
    assert "损坏或不完整" in _reason(cut)


@pytest.mark.parametrize("content", [b"", b"hello", b"PK\x03\x04", b"%PDF-1.7\n%%EOF\n", b"%PDF-1.4\nstartxref\n99999\n%%EOF"])
def test_not_really_a_pdf(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "odd.pdf"
    path.write_bytes(content)
    assert "损坏" in _reason(path)


def test_zeros_in_the_middle_give_a_sentence_or_text(draft: Path, tmp_path: Path) -> None:
    data = bytearray(draft.read_bytes())
    for start in range(0, len(data) - 3000, 1500):
        hurt = data[:]
        hurt[start : start + 700] = bytes(700)
        path = tmp_path / "hurt.pdf"
        path.write_bytes(hurt)
        with suppress(ReadError):
            assert pdf.read(path).blocks


def test_password(tmp_path: Path) -> None:
    document = new_docx()
    add(document, BODY)
    assert "密码" in _reason(save_all(tmp_path, {"locked": document}, OPEN_PASSWORD)["locked"])


def test_a_file_that_only_restricts_copying_is_read(tmp_path: Path) -> None:
    document = new_docx()
    add(document, BODY)
    path = save_all(tmp_path, {"restricted": document}, OWNER_PASSWORD)["restricted"]
    assert b"/Encrypt" in path.read_bytes()
    assert paragraphs(pdf.read(path)) == list(BODY)


def test_only_pictures(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.open(_picture(tmp_path / "scan.png")).save(path)
    assert "没有文字层" in _reason(path)


def test_only_pictures_with_page_numbers(tmp_path: Path) -> None:
    document = new_docx()
    add_page_number(document, "— ", " —")
    for _ in range(2):
        document.add_picture(str(_picture(tmp_path / "scan.png")), width=Mm(140))
    assert "没有文字层" in _reason(save_all(tmp_path, {"numbered": document})["numbered"])


def test_one_page_is_a_picture(tmp_path: Path) -> None:
    document = new_docx()
    add(document, BODY)
    add_break(document)
    document.add_picture(str(_picture(tmp_path / "scan.png")), width=Mm(140))
    add_break(document)
    add(document, BODY[:3])
    raw = pdf.read(save_all(tmp_path, {"mixed": document})["mixed"])
    pictures = [block for block in raw.blocks if isinstance(block, Picture)]
    assert len(pictures) == 1
    assert raw.notes == (f"第 {pictures[0].page} 页是图片，未能读取其中的文字。",)
    assert paragraphs(raw) == [*BODY, *BODY[:3]]


def test_a_picture_between_paragraphs(tmp_path: Path) -> None:
    document = new_docx()
    add(document, BODY[:2])
    document.add_picture(str(_picture(tmp_path / "scan.png")), width=Mm(90))
    add(document, BODY[2:4])
    raw = pdf.read(save_all(tmp_path, {"between": document})["between"])
    assert [isinstance(block, Picture) for block in raw.blocks] == [False, False, True, False, False]
    assert not raw.notes


def test_blank_pages(tmp_path: Path) -> None:
    blank = pypdfium2.PdfDocument.new()
    for _ in range(3):
        blank.new_page(595, 842)
    path = tmp_path / "blank.pdf"
    blank.save(path)
    assert "空白" in _reason(path)


def test_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "none.pdf"
    pypdfium2.PdfDocument.new().save(path)
    assert "一页也没有" in _reason(path)


def test_more_pages_than_the_limit(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_PAGES", 1)
    assert "超过 1 页的上限" in _reason(draft)


def test_more_time_than_the_limit(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MAX_SECONDS", -1.0)
    assert "已停止" in _reason(draft)


def test_reading_leaves_the_file_alone_and_logs_nothing(draft: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = (draft.read_bytes(), draft.stat().st_mtime_ns)
    pdf.read(draft)
    assert (draft.read_bytes(), draft.stat().st_mtime_ns) == before
    assert capfd.readouterr() == ("", "")
