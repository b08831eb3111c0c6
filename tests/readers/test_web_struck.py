"""Words of a page that are struck through: left out and said, for they would run into what stands instead of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.readers import web
from tests.readers.making import tables, texts


def _page(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>", "utf-8")
    return path


@pytest.mark.parametrize("tag", ["del", "s", "strike"])
def test_a_figure_that_was_struck_out_does_not_run_into_the_new_one(tmp_path: Path, tag: str) -> None:
    table = f"<table><tr><td>受理</td><td><{tag}>3</{tag}><ins>5</ins></td></tr></table>"
    raw = web.read(_page(tmp_path, f"<p>全年受理<{tag}>12</{tag}><ins>15</ins>件。</p>{table}"))
    assert texts(raw.blocks) == ["全年受理15件。"]
    assert [cell.text for cell in tables(raw.blocks)[0].cells] == ["受理", "5"]
    assert any("2 处画了删除线的文字（如“12”）" in note for note in raw.notes)


def test_a_page_whose_mark_is_never_closed_is_read(tmp_path: Path) -> None:
    raw = web.read(_page(tmp_path, "<s>" + "<p>全年受理申请15件，均已答复。</p>" * 40))
    assert len(texts(raw.blocks)) == 40
    assert not raw.notes
