"""Pages that are pictures: recognised by an engine, marked as such; without the engine, said."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

import rules
from core import readers
from core.cautions import MACHINE_READ
from core.document import Document
from core.engine import Settings, check_file
from core.errors import ReadError
from core.readers import pdf, scan, scan_engine
from core.readers.pdf_lines import Line
from core.readers.scan_engine import Engine, PagePicture, Recognised
from core.readers.telling import telling
from tests.readers.pdf_making import BODY, TITLE, add_break, add_official, add_table, new_docx, save_all

ROWS = [
    ["统计指标", "单位", "统计数"],
    ["一、主动公开情况", "——", ""],
    ["（一）主动公开政府信息数", "条", "3216"],
    ["1.政府公报公开政府信息数", "条", "24"],
]
needs_engine = pytest.mark.skipif(
    not scan_engine.is_installed(), reason="the optional extra ocr (requirements/ocr.txt) is not installed"
)


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A draft of some pages with a table, the same as pictures, and with its second page a picture."""
    folder = tmp_path_factory.mktemp("scans")
    document = new_docx(16)
    add_official(document, TITLE, [*BODY[:3], "全年回应关切XX次。", *BODY[3:], "（待补充）"])
    add_break(document)
    add_table(document, ROWS, (100, 20, 30), header=1)
    text = save_all(folder, {"text": document})["text"]
    pictures = [_drawn(text, number) for number in range(len(pypdfium2.PdfDocument(text)))]
    scanned = folder / "scanned.pdf"
    pictures[0].save(scanned, save_all=True, append_images=pictures[1:], resolution=200)
    return {"text": text, "scanned": scanned, "partly": _partly(text, scanned, folder / "partly.pdf")}


def _drawn(path: Path, number: int) -> Image.Image:
    bitmap = pypdfium2.PdfDocument(path)[number].render(scale=200 / 72, grayscale=True)
    image: Image.Image = bitmap.to_pil().convert("L")
    return image


def _partly(text: Path, scanned: Path, path: Path) -> Path:
    """The first page with its text, the others as pictures."""
    whole, pictures = pypdfium2.PdfDocument(text), pypdfium2.PdfDocument(scanned)
    made = pypdfium2.PdfDocument.new()
    made.import_pages(whole, [0])
    made.import_pages(pictures, list(range(1, len(pictures))))
    made.save(path)
    return path


def engine_for(path: Path, first: int = 0, slant: float = 0.0) -> Engine:
    """An engine that knows what stands on the pages, and boxes it as roughly as a real one does."""
    pages = iter(pdf.read_pages(path)[first:])
    chance = random.Random(3)

    def recognise(_: PagePicture) -> list[Recognised]:
        page = next(pages)
        cells = [line for table in page.tables for lines in table.lines.values() for line in lines]
        return [_boxed(line, chance, slant) for line in (*page.lines, *cells)]

    return recognise


def _boxed(line: Line, chance: random.Random, slant: float) -> Recognised:
    scale, rough = scan.DPI / 72, [chance.uniform(-2, 2) for _ in range(4)]
    box = (line.x0, line.top, line.x1, line.bottom)
    x0, top, x1, bottom = (value * scale + off for value, off in zip(box, rough, strict=True))
    return Recognised(line.plain, (x0, top + slant, x1, bottom + slant))


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine | None], None]:
    return lambda engine: monkeypatch.setattr(scan, "engine", lambda: engine)


def shown(document: Document) -> tuple[list[str], list[list[list[str]]]]:
    return [paragraph.text for paragraph in document.paragraphs], [table.texts() for table in document.tables]


def test_a_scan_is_read_like_the_draft_that_was_printed(drafts: dict[str, Path], use: Callable[[Engine | None], None]) -> None:
    use(engine_for(drafts["text"]))
    document = readers.read(drafts["scanned"])
    count = document.page_count
    assert count is not None
    assert shown(document) == shown(readers.read(drafts["text"]))
    assert document.machine_read == tuple(range(1, count + 1))
    assert document.notes == (
        f"第 {'、'.join(map(str, range(1, count + 1)))} 页是扫描图片，文字和表格由机器识别，可能有错，请对照原件核对。",
    )


def test_only_pages_without_text_are_recognised(drafts: dict[str, Path], use: Callable[[Engine | None], None]) -> None:
    use(engine_for(drafts["text"], first=1))
    document = readers.read(drafts["partly"])
    assert shown(document) == shown(readers.read(drafts["text"]))
    assert 1 not in document.machine_read
    assert document.machine_read[0] == 2


def test_findings_in_recognised_text_say_so(drafts: dict[str, Path], use: Callable[[Engine | None], None]) -> None:
    use(engine_for(drafts["text"], first=1))
    result = check_file(str(drafts["partly"]), rules.builtin(), Settings())
    told = {finding.location.page: finding.message.endswith(MACHINE_READ) for finding in result.findings if finding.location.page}
    assert told[1] is False
    assert told[max(told)] is True
    for finding in result.findings:
        assert finding.message.endswith(MACHINE_READ) is bool(finding.data.get("machine_read"))
        assert finding.location.page != 1 or not finding.data.get("machine_read")


def test_without_the_engine_it_is_said(drafts: dict[str, Path], use: Callable[[Engine | None], None]) -> None:
    use(None)
    with pytest.raises(ReadError, match=r"没有文字层.*文字识别组件"):
        readers.read(drafts["scanned"])
    document = readers.read(drafts["partly"])
    last = document.page_count or 0
    assert document.notes == (f"第 {'、'.join(map(str, range(2, last + 1)))} 页是图片，未能读取其中的文字。",)
    assert document.machine_read == ()


def test_an_engine_that_fails_or_finds_nothing_leaves_the_page_unread(
    drafts: dict[str, Path], use: Callable[[Engine | None], None]
) -> None:
    def broken(_: PagePicture) -> list[Recognised]:
        raise ValueError

    def blind(_: PagePicture) -> list[Recognised]:
        return []

    for engine in (broken, blind):
        use(engine)
        with pytest.raises(ReadError, match="没有文字层"):
            readers.read(drafts["scanned"])


def test_progress_is_told_and_may_end_the_reading(drafts: dict[str, Path], use: Callable[[Engine | None], None]) -> None:
    use(engine_for(drafts["text"]))
    said: list[str] = []
    with telling(said.append):
        readers.read(drafts["scanned"])
    count = len(said)
    assert said == [f"正在识别扫描页（{number}/{count}）…" for number in range(1, count + 1)]

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    use(engine_for(drafts["text"]))
    with pytest.raises(KeyboardInterrupt), telling(stop):
        readers.read(drafts["scanned"])


def test_no_more_pages_than_the_limit(
    drafts: dict[str, Path], use: Callable[[Engine | None], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "MAX_PAGES", 1)
    use(engine_for(drafts["text"]))
    document = readers.read(drafts["scanned"])
    assert document.machine_read == (1,)
    assert any("未能读取其中的文字" in note for note in document.notes)


@needs_engine
def test_the_real_engine(drafts: dict[str, Path]) -> None:
    document = readers.read(drafts["scanned"])
    assert TITLE in "".join(paragraph.text for paragraph in document.paragraphs)
    assert [row[-1] for row in document.tables[0].texts()] == [row[-1] for row in ROWS]
