"""A copy is made of the draft that was checked, and of no other; its name fits what Office finds in it."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from core.annotators import annotate, correct, corrected_suffix, marked_suffix
from core.document import Format
from core.engine import check_file
from core.errors import WriteError
from core.findings import Result
from resources.samples import make_samples
from rules import builtin
from tests.annotators.marking import made_up, parts
from tests.readers.making import make_docx, p

DRAFTS = {
    Format.DOCX: make_samples.CLEAN,
    Format.HTML: "<html><body><p>青禾县2018年政府信息公开工作年度报告</p></body></html>",
    Format.TEXT: "青禾县2018年政府信息公开工作年度报告\n",
}
MAIN = "application/vnd.openxmlformats-officedocument.{}.main+xml"


def draft(kind: Format, folder: Path) -> Path:
    path = folder / f"草稿.{kind.value}"
    made = DRAFTS.get(kind)
    if isinstance(made, Path):
        path.write_bytes(made.read_bytes())
    elif isinstance(made, str):
        path.write_text(made, "utf-8")
    else:
        book = openpyxl.Workbook()
        book.worksheets[0].append(("青禾县2018年政府信息公开情况统计表",))
        book.save(path)
    return path


def copies(result: Result, folder: Path) -> list[str]:
    """What is said when a marked and a corrected copy are asked for; neither is written."""
    said = []
    for make, suffix in ((annotate, marked_suffix), (correct, corrected_suffix)):
        target = folder / f"副本{suffix(result)}"
        with pytest.raises(WriteError) as refused:
            make(result, target)
        assert not target.exists()
        said.append(str(refused.value))
    return said


@pytest.mark.parametrize("kind", [Format.DOCX, Format.XLSX, Format.HTML, Format.TEXT])
def test_a_draft_that_changed_after_the_check_is_not_copied(kind: Format, tmp_path: Path) -> None:
    path = draft(kind, tmp_path)
    result = check_file(str(path), builtin())
    with path.open("ab") as stream:
        stream.write(b" ")
    assert all(said.startswith("文件在检查之后改动过") for said in copies(result, tmp_path))


@pytest.mark.parametrize("kind", [Format.DOCX, Format.XLSX, Format.HTML, Format.TEXT])
def test_a_draft_that_is_gone_is_told(kind: Format, tmp_path: Path) -> None:
    path = draft(kind, tmp_path)
    result = check_file(str(path), builtin())
    path.unlink()
    assert all(said.startswith("被检查的文件已不在原处") for said in copies(result, tmp_path))


def test_a_draft_saved_again_with_the_same_words_is_copied(tmp_path: Path) -> None:
    path = draft(Format.TEXT, tmp_path)
    result = check_file(str(path), builtin())
    path.write_bytes(path.read_bytes())
    annotate(result, tmp_path / "标注.docx")
    assert (tmp_path / "标注.docx").exists()


def retyped(path: Path, old: str, new: str) -> Path:
    """The package with another type for its main part."""
    inside = parts(path)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in inside.items():
            package.writestr(name, data.replace(old.encode(), new.encode()))
    return path


WORD, SHEET = MAIN.format("wordprocessingml.document"), MAIN.format("spreadsheetml.sheet")
TYPES = [
    (".docx", WORD),
    (".docm", "application/vnd.ms-word.document.macroEnabled.main+xml"),
    (".dotx", MAIN.format("wordprocessingml.template")),
    (".dotm", "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
    (".xlsx", SHEET),
    (".xlsm", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    (".xltx", MAIN.format("spreadsheetml.template")),
    (".xltm", "application/vnd.ms-excel.template.macroEnabled.main+xml"),
]


@pytest.mark.parametrize(("ending", "kind"), TYPES)
def test_a_copy_ends_as_the_type_of_its_main_part_demands(ending: str, kind: str, tmp_path: Path) -> None:
    if kind.startswith("application/vnd.ms-excel") or "spreadsheet" in kind:
        path = retyped(draft(Format.XLSX, tmp_path), SHEET, kind)
    else:
        path = retyped(make_docx(tmp_path / "草稿.docx", p("青禾县")), WORD, kind)
    result = made_up(path, [])
    assert marked_suffix(result) == corrected_suffix(result) == ending
    annotate(result, tmp_path / f"标注{ending.upper()}")
    for other, _ in TYPES:
        if other != ending:
            for make in (annotate, correct):
                with pytest.raises(WriteError, match=f"请把文件名改成以 {ending} 结尾"):
                    make(result, tmp_path / f"副本{other}")


def test_the_copy_of_a_text_is_a_plain_word_document(tmp_path: Path) -> None:
    result = made_up(draft(Format.TEXT, tmp_path), [])
    with pytest.raises(WriteError, match=r"以 \.docx 结尾"):
        annotate(result, tmp_path / "标注.docm")


@pytest.mark.parametrize("make", [annotate, correct])
def test_last_years_report_is_never_written_to(make: object, tmp_path: Path) -> None:
    assert callable(make)
    path, previous = draft(Format.TEXT, tmp_path), tmp_path / "上年"
    previous.write_text("上年", "utf-8")
    with pytest.raises(WriteError, match="不能覆盖"):
        make(replace(made_up(path, []), previous=str(previous)), previous)
    assert previous.read_text("utf-8") == "上年"
