from __future__ import annotations

import base64
import random
from pathlib import Path
from typing import Any, cast

import pytest
from lxml import etree

from core.document import Picture
from core.errors import ReadError
from core.readers import package, web, web_text
from tests.readers.making import texts


def _page(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "page.html"
    path.write_text(f"<html><head><meta charset=utf-8></head><body>{body}</body></html>", "utf-8")
    return path


def test_pictures_inside_a_page_take_no_room(tmp_path: Path) -> None:
    picture = base64.encodebytes(random.Random(1).randbytes(3_000_000)).decode()
    style = f"<style>p {{ background: url(data:font/woff2;charset=utf-8;base64,{picture}) }}</style>"
    body = f'{style}<p>图前</p><p><img src="data:image/png;base64,{picture}"></p><p>图后的data:image/png;base64,四字</p>'
    path = _page(tmp_path, body)
    raw = web.read(path)
    assert texts(raw.blocks) == ["图前", "图后的data:image/png;base64,四字"]
    assert [block for block in raw.blocks if isinstance(block, Picture)]
    assert len(web_text.without_embedded(path.read_bytes())) < 1000


@pytest.mark.parametrize("piece", ["<br>", "<tr><td width=10>1</td></tr>", "<span style='color:red'>字</span>", "<b c d=1>"])
def test_a_page_whose_tree_would_fill_the_memory_is_refused_before(tmp_path: Path, piece: str) -> None:
    body = piece * (web_text.MAX_MARKS // (3 if "=" in piece else 2) + 1)
    with pytest.raises(ReadError, match=r"超过 240 万个的上限"):
        web.read(_page(tmp_path, body))


@pytest.mark.parametrize("junk", ["<script>{}</script>", "<style>{}</style>", "<!-- {} -->"])
def test_scripts_and_comments_are_one_mark_each(tmp_path: Path, junk: str) -> None:
    path = _page(tmp_path, junk.format("a<b='c'>;" * web_text.MAX_MARKS) + "<p>正文</p>")
    assert texts(web.read(path).blocks) == ["正文"]


def test_no_room_for_a_tree_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser tells it like a fault of the file."""
    fault = cast("Any", etree.XMLSyntaxError)("unknown error", 2, 1, 1)

    def parse(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("core.readers.web_text.html.document_fromstring", parse)
    with pytest.raises(ReadError) as raised, package.sentences():
        web_text.tree_of(b"<p>")
    assert str(raised.value) == package.TOO_DEEP
