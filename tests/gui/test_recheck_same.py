"""A check again takes over what is known of blocks that did not change; it says the same as a check that knows nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.document import Document as Word

from core.database import DATA_FOLDER
from core.findings import Result
from core.settings import Settings
from gui.worker import Check, prepare_checks
from tests.corpus import corpus_2008, corpus_2021
from tests.corpus.build import write
from tests.corpus.common import Corpus
from tests.gui.checking_anew import all_anew, what_it_says

STEP = 1 if os.environ.get("NIANBAO_EVERY_FILE") else 16
Edit = Callable[[Word], object]


@pytest.fixture
def check(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """What the worker process of the window does with a file, over and over."""
    monkeypatch.setenv(DATA_FOLDER, str(tmp_path / "data"))
    return prepare_checks()


def said(check: Check, draft: Path, files: list[Path]) -> Iterator[Result]:
    """What a worker says when the draft is saved with the content of each file in turn."""
    for file in files:
        draft.write_bytes(file.read_bytes())
        result = check(str(draft), Settings(), lambda _sentence: None)
        document = replace(result.document, path=str(file))
        yield what_it_says(replace(result, path=str(file), document=document))


def different(warm: Iterator[Result], fresh: list[Result]) -> list[str]:
    pairs = zip(warm, fresh, strict=True)
    return [mine.path for mine, other in pairs if mine != other]


def _say(number: int, words: str) -> Edit:
    return lambda word: word.paragraphs[number].add_run(words)


def _paragraph(number: int, words: str) -> Edit:
    return lambda word: word.paragraphs[number].insert_paragraph_before(words)


def _without(number: int) -> Edit:
    return lambda word: word.element.body.remove(word.paragraphs[number]._p)


def _cell(table: int, row: int, column: int, words: str) -> Edit:
    def edit(word: Word) -> None:
        word.tables[table].rows[row].cells[column].text = words

    return edit


def _without_row(table: int, row: int) -> Edit:
    return lambda word: word.tables[table]._tbl.remove(word.tables[table].rows[row]._tr)


def _twice(number: int) -> Edit:
    return lambda word: word.paragraphs[number]._p.addnext(deepcopy(word.paragraphs[number]._p))


def _replaced(old: str, new: str) -> Edit:
    def edit(word: Word) -> None:
        for run in (run for paragraph in word.paragraphs for run in paragraph.runs):
            run.text = run.text.replace(old, new)

    return edit


EDITS: tuple[Edit, ...] = (
    _say(9, "本年度又新增工作事项3项，，进展顺利。"),
    _say(9, "全年收到政府信息公开申请99999件。"),
    _paragraph(4, "一是新设一段；三是跳了号(见附件。"),
    _paragraph(12, "全年共公开信息10条，其中网站8条、微信5条，占90%。"),
    _cell(2, -1, -1, "7"),
    _cell(1, 4, -1, ""),
    _cell(0, 2, -1, "一百"),
    _without_row(1, 5),
    _twice(10),
    _without(8),
    _without(1),
    _replaced("2023", "2022"),
    _replaced("2022", "2024"),
    _replaced("县", "市"),
    _say(0, "（草稿）"),
    lambda word: word.element.body.remove(word.tables[1]._tbl),
    _replaced("、", "，"),
)


def test_edits_one_after_the_other(check: Check, tmp_path: Path) -> None:
    corpus = corpus_2021.corpus()
    report = next(each for each in corpus.clean.values() if "d01" in each.id)
    source = write(report, corpus, tmp_path, "docx")
    word, files = WordDocument(str(source)), [source]
    for number, edit in enumerate(EDITS):
        edit(word)
        files.append(tmp_path / f"edit-{number}.docx")
        word.save(str(files[-1]))
    # Everything is taken back at once, and one thing again.
    files += [files[0], files[3], files[5], files[0]]
    fresh = all_anew(files, tmp_path)
    assert len({repr(result.findings) for result in fresh}) > len(EDITS) // 2
    assert different(said(check, tmp_path / "draft.docx", files), fresh) == []


@pytest.mark.parametrize("corpus", [corpus_2008.corpus(), corpus_2021.corpus()], ids=["2008", "2021"])
def test_every_defect_of_a_report_after_the_other(check: Check, corpus: Corpus, tmp_path: Path) -> None:
    reports = [*corpus.clean.values(), *map(corpus.damaged, corpus.defects)][::STEP]
    files = [write(report, corpus, tmp_path, "docx") for report in reports]
    assert different(said(check, tmp_path / "draft.docx", files), all_anew(files, tmp_path)) == []
