"""What stands in a text box is no text of the body, and what is only there is not said to be missing."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

import rules
from core import readers
from core.engine import Settings, check_file
from core.findings import Result, Severity, Status
from core.readers.numbering import W
from tests.corpus.held_out.build import SETS
from tests.corpus.held_out.source import load
from tests.corpus.held_out.writers import write_docx
from tests.readers.making import convert, needs_office

ROOT, NAME = SETS / "fresh_26", "bureau2021_resources"
_VML = "urn:schemas-microsoft-com:vml"


def _box(*elements: etree._Element) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    shape = etree.SubElement(
        etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}pict"), f"{{{_VML}}}shape", nsmap={"v": _VML}
    )
    shape.set("style", "width:400pt;height:200pt")
    content = etree.SubElement(etree.SubElement(shape, f"{{{_VML}}}textbox"), f"{W}txbxContent")
    content.extend(elements)
    if elements and elements[-1].tag != f"{W}p":
        etree.SubElement(content, f"{W}p")
    return paragraph


def _draft(folder: Path, change: Callable[[etree._Element], None]) -> Path:
    """The clean report with its body changed."""
    source, path = folder / "whole.docx", folder / "draft.docx"
    write_docx(load(NAME, ROOT), source)
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(data)
                change(root[0])
                data = etree.tostring(root)
            new.writestr(name, data)
    return path


def _text(element: etree._Element) -> str:
    return "".join(map(str, element.itertext(f"{W}t")))


def _into_box(is_meant: Callable[[etree._Element], bool]) -> Callable[[etree._Element], None]:
    def change(body: etree._Element) -> None:
        element = next(each for each in body if is_meant(each))
        place = list(body).index(element)
        body.insert(place, _box(element))

    return change


MEANT: dict[str, Callable[[etree._Element], bool]] = {
    "title": lambda each: "年度报告" in _text(each),
    "contact": lambda each: "电话" in _text(each),
    "table": lambda each: each.tag == f"{W}tbl",
}


def _checked(path: Path) -> Result:
    return check_file(str(path), rules.builtin(), Settings(as_of=date.fromisoformat(str(load(NAME, ROOT).settings["asof"]))))


def _wrong(result: Result) -> list[tuple[str, str]]:
    return [(each.rule, each.message) for each in result.findings if each.severity is not Severity.INFO]


def test_the_report_is_right_before_anything_is_moved(tmp_path: Path) -> None:
    assert not _wrong(_checked(_draft(tmp_path, lambda _body: None)))


@pytest.mark.parametrize("what", MEANT)
def test_what_stands_in_a_box_is_not_missing_but_unchecked(tmp_path: Path, what: str) -> None:
    result = _checked(_draft(tmp_path, _into_box(MEANT[what])))
    assert not _wrong(result)
    unchecked = [row.reason for row in result.checklist if row.status is Status.NOT_CHECKED]
    assert any("可能在框内" in reason for reason in unchecked), unchecked
    assert any("1 个文本框" in note for note in result.document.notes)
    assert result.document.boxed is None, "the result does not carry the draft twice"


@needs_office
def test_the_same_in_an_old_word_file(tmp_path: Path) -> None:
    assert not _wrong(_checked(convert(_draft(tmp_path, _into_box(MEANT["contact"])), "doc", tmp_path)))


def test_a_box_with_something_else_excuses_nothing(tmp_path: Path) -> None:
    def change(body: etree._Element) -> None:
        table = next(each for each in body if each.tag == f"{W}tbl")
        words = etree.Element(f"{W}p")
        etree.SubElement(etree.SubElement(words, f"{W}r"), f"{W}t").text = "此件公开发布"
        body.replace(table, _box(words))

    assert any(rule == "table.missing" for rule, _ in _wrong(_checked(_draft(tmp_path, change))))


def test_paragraphs_of_a_box_are_in_no_count(tmp_path: Path) -> None:
    whole = readers.read(_draft(tmp_path, lambda _body: None))
    boxed = readers.read(_draft(tmp_path, _into_box(MEANT["contact"])))
    assert len(boxed.paragraphs) == len(whole.paragraphs) - 1
    assert boxed.boxed is not None
    assert [each.text for each in boxed.boxed.paragraphs] == [each.text for each in whole.paragraphs]
