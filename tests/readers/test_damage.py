"""Encodings declared wrongly are read; what a copy lost is said, and not blamed on the author."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

import rules
from core import readers
from core.cautions import DAMAGED_COPY
from core.engine import Settings, check_file
from core.errors import ReadError
from core.readers.damage import Damage, is_touched
from tests.readers.test_saved_pages import TEXT, TITLE, source

PAGE = source("trs")
RARE = "青禾县䶮镇"
"""With a character that GBK lacks and GB18030 has."""


def _declaring(name: str) -> str:
    return PAGE.replace('<meta charset="utf-8">', f'<meta charset="{name}">' if name else "").replace(
        "青禾县麦香路", f"{RARE}麦香路"
    )


def _read(path: Path, data: bytes) -> list[str]:
    path.write_bytes(data)
    return [paragraph.text for paragraph in readers.read(path).paragraphs]


@pytest.mark.parametrize(
    ("declared", "written", "bom"),
    [
        ("utf-8", "gb18030", b""),
        ("gb2312", "utf-8", b""),
        ("gb2312", "gb18030", b""),
        ("gbk", "gb18030", b""),
        ("", "utf-8", b""),
        ("", "gb18030", b""),
        ("gb2312", "utf-8", b"\xef\xbb\xbf"),
        ("utf-8", "gb18030", b"\xef\xbb\xbf"),
        ("gb2312", "utf-16-le", b"\xff\xfe"),
        ("utf-16", "utf-8", b""),
        ("iso-8859-1", "utf-8", b""),
        ("no-such-thing", "gb18030", b""),
    ],
)
def test_an_encoding_declared_wrongly(tmp_path: Path, declared: str, written: str, bom: bytes) -> None:
    found = _read(tmp_path / "page.html", bom + _declaring(declared).encode(written))
    assert found[0] == TITLE
    assert found[1] == TEXT[0].replace("青禾县麦香路", f"{RARE}麦香路")


def test_a_few_damaged_bytes_spoil_no_more_than_themselves(tmp_path: Path) -> None:
    data = _declaring("gb2312").encode("utf-8")
    at = data.index("均按时办结".encode())
    path = tmp_path / "page.html"
    found = _read(path, data[:at] + b"\xe5" + data[at + 3 :])
    assert found[1].startswith("本报告根据")
    assert "\ufffd按时办结。" in found[4]
    assert any("无法识别成文字" in note for note in readers.read(path).notes)


@pytest.mark.parametrize(
    ("kind", "spoil"),
    [
        (
            Damage.LETTERS,
            lambda page: page.replace("主动公开", "主?公开").replace("培训", "培?").replace("三、收到和", "三、收?和"),
        ),
        (
            Damage.DATES,
            lambda page: (
                page.replace("年", " ").replace("1月1日", "1 1 ").replace("12月31日", "12 31 ").replace("3月20日", "3 20 ")
            ),
        ),
        (Damage.ADDRESSES, lambda page: page.replace("xxgk@qinghe.example.cn", "[email protected]")),
    ],
    ids=["letters", "dates", "addresses"],
)
def test_what_a_copy_lost_is_said(tmp_path: Path, kind: Damage, spoil: Callable[[str], str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(spoil(PAGE), "utf-8")
    document = readers.read(path)
    assert document.damage == (kind,)
    assert kind.value in document.notes[0]
    findings = check_file(str(path), rules.builtin(), Settings()).findings
    touched = [finding for finding in findings if finding.data.get("damaged_copy")]
    assert touched
    assert all(finding.message.endswith(DAMAGED_COPY) for finding in touched)


def _without_dates(page: str) -> str:
    return re.sub(r"(?<=\d)[年月]|(?<=\d)日(?!至)", "", page)


def test_dates_run_together_and_a_lost_sign_are_said(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(_without_dates(PAGE).replace("@", ""), "utf-8")
    assert readers.read(path).damage == (Damage.DATES, Damage.SIGNS)
    findings = check_file(str(path), rules.builtin(), Settings()).findings
    (wrong,) = [finding for finding in findings if finding.rule == "contact.format"]
    assert wrong.message.endswith(DAMAGED_COPY)


@pytest.mark.parametrize(
    "change",
    [
        lambda page: page.replace("@", ""),
        lambda page: page.replace(
            "TABLE", "<table><tr><td>20181</td><td>2012)</td></tr><tr><td>2018128</td><td>201512日</td></tr></table>"
        ),
    ],
    ids=["a sign alone", "figures"],
)
def test_the_author_s_own_slips_are_no_damage(tmp_path: Path, change: Callable[[str], str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(change(PAGE), "utf-8")
    assert readers.read(path).damage == ()


def test_numbers_of_items_are_no_years(tmp_path: Path) -> None:
    path = tmp_path / "年报.txt"
    path.write_text(f"{TITLE}\n" + "\n".join(f"第{number}项改为网上办理。" for number in range(2010, 2030)), "utf-8")
    assert readers.read(path).damage == ()


def test_a_whole_copy_is_not_suspected(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("TABLE", "").replace("一是公开", "为什么?怎么办?如何?为何?一是公开"), "utf-8")
    document = readers.read(path)
    assert (document.damage, document.notes) == ((), ())


@pytest.mark.parametrize("read_as", ["gb18030", "latin-1"])
def test_a_copy_of_wrong_letters_is_not_read(tmp_path: Path, read_as: str) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.encode("utf-8").decode(read_as, errors="replace"), "utf-8")
    with pytest.raises(ReadError, match="乱码"):
        readers.read(path)


def test_dates_lost_in_the_text_alone(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    spoiled = _without_dates(PAGE)
    whole = re.sub(r"(?<=20\d\d)(?=政府信息公开工作年度报告)", "年", spoiled, count=2)
    assert "年政府信息公开工作年度报告" in whole
    path.write_text(whole, "utf-8")
    assert Damage.DATES in readers.read(path).damage


def test_marks_in_the_place_of_dates(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE.replace("一是公开", "2024?1?1?、2024?3?5?、2024?6?30?，一是公开"), "utf-8")
    assert readers.read(path).damage == (Damage.LETTERS,)


def test_labels_that_lost_a_character_bear_the_caution() -> None:
    assert is_touched("本制发件数", (Damage.DATES,))
    assert not is_touched("本年制发件数", (Damage.DATES,))
    assert not is_touched("本制发件数", (Damage.LETTERS,))
