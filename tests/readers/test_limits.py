"""Each limit of a reader is one constant, and the sentence about it says how much it is."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from core import apart
from core.errors import ReadError
from core.readers import flat, limits, mhtml, ofd_units, office, package, plain, sheet, sheet_binary, web, web_text
from core.readers.msdoc import file as msdoc
from core.readers.rtf import reading as rtf
from core.readers.sniff import MAX_FILE, TOO_LARGE, sniff

_MEGABYTE, _GIGABYTE, _WAN = 1 << 20, 1 << 30, 10_000
LIMITS = [
    (MAX_FILE, _GIGABYTE, "GB", TOO_LARGE),
    (plain.MAX_BYTES, _MEGABYTE, "MB", plain.TOO_LARGE),
    (web.MAX_BYTES, _MEGABYTE, "MB", web.TOO_LARGE),
    (mhtml.MAX_BYTES, _MEGABYTE, "MB", mhtml.TOO_LARGE),
    (flat.MAX_BYTES, _MEGABYTE, "MB", flat.TOO_LARGE),
    (rtf.MAX_BYTES, _MEGABYTE, "MB", rtf.TOO_LARGE),
    (rtf.MAX_DEPTH, 1, "层", rtf.TOO_NESTED),
    (sheet_binary.MAX_BYTES, _MEGABYTE, "MB", sheet_binary.TOO_LARGE),
    (sheet_binary.MAX_STORED, _WAN, "万格", sheet_binary.TOO_FAR),
    (limits.MAX_CELLS, _WAN, "万格", sheet.TOO_WIDE.format("表", limits.MAX_CELLS // _WAN)),
    (msdoc.MAX_CHARACTERS, _WAN, "万字", msdoc.TOO_LONG),
    (limits.MAX_PARAGRAPHS, _WAN, "万段", limits.TOO_MANY_PARAGRAPHS),
    (limits.MAX_CHARACTERS, _WAN, "万字", limits.TOO_MANY_CHARACTERS),
    (limits.MAX_CELLS, _WAN, "万格", limits.TOO_MANY_CELLS),
    (package.MAX_ENTRIES, _WAN, "万个", package.TOO_MANY_PARTS),
    (package.MAX_LISTING, _MEGABYTE, "MB", package.TOO_MANY_PARTS),
    (package.MAX_PART, _MEGABYTE, "MB", package.TOO_LARGE),
    (package.MAX_READ, _MEGABYTE, "MB", package.TOO_LARGE),
    (package.MAX_TOTAL, _GIGABYTE, "GB", package.TOO_MUCH),
    (package.MAX_RATIO, 1, "倍", package.HOSTILE),
    (package.RATIO_FREE, _MEGABYTE, "MB", package.HOSTILE),
    (ofd_units.MAX_UNFOLDED, _MEGABYTE, "MB", ofd_units.TOO_MUCH),
    (web_text.MAX_MARKS, _WAN, "万个", web_text.TOO_MANY_MARKS),
    (office.SECONDS, 1, "秒", office.SLOW),
    (int(apart.BUSY_SECONDS), 1, "秒", apart.TOO_LONG),
    (int(apart.WAIT_SECONDS), 60, "分钟", apart.TOO_LONG),
    (apart.MEMORY, _MEGABYTE, "MB", apart.TOO_LARGE),
]


@pytest.mark.parametrize(("limit", "unit", "name", "sentence"), LIMITS)
def test_a_sentence_names_its_limit(limit: int, unit: int, name: str, sentence: str) -> None:
    assert limit % unit == 0
    assert f"超过 {limit // unit} {name}" in sentence or f"超过压缩前的 {limit} {name}" in sentence
    assert sentence.endswith("。")


def test_a_text_that_is_too_large_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("core.readers.sniff"), "MAX_BYTES", 100)
    path = tmp_path / "draft.txt"
    path.write_text("一、总体情况\n" * 20, "gb18030")
    with pytest.raises(ReadError, match="文本文件超过 200 MB"):
        sniff(path)
    path.write_bytes(bytes(range(256)))
    with pytest.raises(ReadError, match="无法识别"):
        sniff(path)
