"""Lists of a Word binary as Word writes them: several uses of one list, each with levels that start anew. LibreOffice writes none of these."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest

from core.document import Paragraph
from core.readers import read
from core.readers.msdoc.file import LISTS, WordFile
from core.readers.msdoc.lists import numbering
from core.readers.msdoc.story import Story
from core.readers.numbering import Numbering
from tests.readers.making import convert, make_docx, needs_office, p
from tests.readers.test_numbering import CHINESE, item, num

_CHINESE_COUNTING, _UPPER_LETTER, _DECIMAL, _KOREAN = 39, 3, 0, 41
_STARTS, _IS_A_LEVEL = 0x10, 0x20


def level(code: int, before: str, depth: int, behind: str, start: int = 1) -> bytes:
    """An LVL without properties of its own."""
    text = f"{before}{chr(depth)}{behind}"
    fixed = struct.pack("<iBB9sBiiBBBB", start, code, 0, bytes(9), 0, 0, 0, 0, 0, 0, 0)
    return fixed + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def override(depth: int, start: int | None = None, own: bytes = b"") -> bytes:
    """An LFOLVL, with its LVL if it has one."""
    bits = depth | (_STARTS if start is not None else 0) | (_IS_A_LEVEL if own else 0)
    return struct.pack("<iI", 0 if own else start or 0, bits) + own


@dataclass
class Tables:
    """What :func:`numbering` asks of a file: one list of three levels, and its uses."""

    uses: list[list[bytes]]
    first: int = _CHINESE_COUNTING

    def __post_init__(self) -> None:
        head = struct.pack("<HII18sBB", 1, 7, 0, bytes(18), 0, 0)
        levels = [level(self.first, "", 0, "、"), level(_CHINESE_COUNTING, "（", 1, "）"), level(_DECIMAL, "", 2, ".")]
        lists = head + b"".join(levels + [level(_DECIMAL, "", depth, ".") for depth in range(3, 9)])
        fixed = b"".join(struct.pack("<IIIBBBB", 7, 0, 0, len(use), 0, 0, 0) for use in self.uses)
        changes = b"".join(b"\xff" * 4 + b"".join(use) for use in self.uses)
        self.table = lists + struct.pack("<I", len(self.uses)) + fixed + changes
        self._places = (0, len(head)), (len(lists), len(self.table) - len(lists))

    def place(self, number: int) -> tuple[int, int]:
        return self._places[number != LISTS]


def labels(tables: Tables, *items: tuple[int, int]) -> list[str]:
    # Only its table is looked at.
    counted = Numbering(numbering(cast("WordFile", tables)), {})
    return [counted.label(str(use), depth) for use, depth in items]


def test_uses_of_one_list_count_on_and_those_that_start_anew_do_so_once() -> None:
    tables = Tables([[], [override(0, 1)], [override(1, 1)], []])
    found = labels(tables, (1, 0), (1, 1), (1, 1), (2, 0), (2, 0), (1, 0), (1, 1), (3, 1), (3, 1), (4, 1), (4, 0))
    assert found == ["一、", "（一）", "（二）", "一、", "二、", "三、", "（一）", "（一）", "（二）", "（三）", "四、"]


@pytest.mark.parametrize(("start", "expected"), [(4, ["一、", "D)", "E)"]), (None, ["一、", "B)", "C)"])])
def test_a_use_with_a_level_of_its_own_starts_where_that_says(start: int | None, expected: list[str]) -> None:
    own = override(0, start, level(_UPPER_LETTER, "", 0, ")", 4))
    assert labels(Tables([[], [own, override(1, 3)]]), (1, 0), (2, 0), (2, 0)) == expected
    assert labels(Tables([[], [own, override(1, 3)]]), (2, 1)) == ["（三）"]


def test_a_way_of_counting_that_no_office_uses_is_still_a_number() -> None:
    assert labels(Tables([[]], _KOREAN), (1, 0), (1, 0)) == ["1、", "2、"]


@needs_office
def test_restarted_lists_of_libreoffice(tmp_path: Path) -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item(1) + item(1, 1) + item(1) + item(2) + item(2, 1) + item(2) + p("之后") + item(1, 1)
    made = make_docx(tmp_path / "draft.docx", body, numbering=CHINESE + num(1, 0) + num(2, 0, restart))
    texts = [block.text for block in read(convert(made, "doc", tmp_path)).blocks if isinstance(block, Paragraph)]
    assert texts[:6] == ["一、项", "（一）项", "二、项", "一、项", "（一）项", "二、项"]


@needs_office
def test_a_deleted_end_of_a_paragraph_joins_it_to_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = convert(make_docx(tmp_path / "draft.docx", p("前半句") + p("后半句。") + p("另一段。")), "doc", tmp_path)

    # Word marks the end of a paragraph that was deleted like any character; LibreOffice does not.
    def is_first_end(story: Story, position: int) -> bool:
        return position == story.word.text.index("\r")

    monkeypatch.setattr(Story, "_is_deleted", is_first_end)
    assert [block.text for block in read(made).paragraphs] == ["前半句后半句。", "另一段。"]
