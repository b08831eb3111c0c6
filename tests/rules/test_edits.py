"""Corrections that rules lay down: each makes its finding go away and brings no other; what is not certain has none."""

from __future__ import annotations

from pathlib import Path

import pytest

import rules
from core import readers
from core.document import Document
from core.engine import Settings, check_document
from core.findings import Finding
from core.text.fold import folded
from rules.language.mending import of_term
from rules.language.reading import Stretch
from rules.language.terms import Term, builtin_terms
from tests.annotators.marking import CHECKED_ON
from tests.test_cases import draft_of

TERMS = builtin_terms()


@pytest.mark.parametrize("term", TERMS.entries, ids=lambda term: f"{term.wrong}-{term.right}")
def test_a_term_is_made_into_its_first_right_sentence(term: Term) -> None:
    stretch = Stretch(term.bad)
    ((found, start, end),) = TERMS.find(stretch.words.text)
    text = term.bad
    for edit in reversed(of_term(found.wrong, found.right, stretch, start, end)):
        assert text[edit.start : edit.end] == edit.old
        text = text[: edit.start] + edit.new + text[edit.end :]
    if "（" in term.wrong:
        assert text == term.bad
    else:
        assert folded(text) == folded(term.fine[0])


def findings(path: Path) -> tuple[Document, list[Finding]]:
    document = readers.read(path)
    result = check_document(document, rules.builtin(), Settings(as_of=CHECKED_ON))
    return document, list(result.findings)


def mended(document: Document, found: list[Finding]) -> list[str]:
    """The paragraphs with every edit made."""
    texts = [paragraph.text for paragraph in document.paragraphs]
    edits = {
        (edit.block[0], edit.start, edit.end, edit.new) for finding in found for edit in finding.edits if len(edit.block) == 1
    }
    for paragraph, start, end, new in sorted(edits, reverse=True):
        texts[paragraph] = texts[paragraph][:start] + new + texts[paragraph][end:]
    return texts


RIGHT = [
    ("根据青政发[2018]6号和青政办发（ 2018）7号文件，", "根据青政发〔2018〕6号和青政办发〔 2018〕7号文件，"),
    ("《青禾县实施<中华人民共和国政府信息公开条例>办法》", "《青禾县实施〈中华人民共和国政府信息公开条例〉办法》"),
    ("印发《关于转发《青禾县公开办法》的通知》", "印发《关于转发〈青禾县公开办法〉的通知》"),
    ("公开信息(含微博(新浪)发布)共12条", "公开信息（含微博（新浪）发布）共12条"),
    ("公开信息（含微博)共12条", "公开信息（含微博）共12条"),
    ('开通"青禾发布"公众号', "开通“青禾发布”公众号"),
    ("公开信息12条，，其中网站10条。。", "公开信息12条，其中网站10条。"),
    ("全年公开信息,其中网站10条;微博2条", "全年公开信息，其中网站10条；微博2条"),
    ("公开《预算》、《决算》、《规划》共三件", "公开《预算》《决算》《规划》共三件"),
    ("截 止2018年12月31日，涉及国家机密的的信息", "截 至2018年12月31日，涉及国家秘密的信息"),
    (f"{'全年工作有序推进，' * 4}成效明显.", f"{'全年工作有序推进，' * 4}成效明显。"),
    ("对中国特社会主义思想", "对中国特色社会主义思想"),
]


@pytest.mark.parametrize(("wrong", "right"), RIGHT)
def test_what_is_certain_is_put_right(wrong: str, right: str, tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text(
        draft_of({"edit": [["四、政府信息公开的收费及减免情况", f"{wrong}\n四、政府信息公开的收费及减免情况"]]}), "utf-8"
    )
    document, found = findings(path)
    assert right in mended(document, found)
    path.write_text(path.read_text("utf-8").replace(wrong, right), "utf-8")
    after = [(finding.rule, finding.message) for finding in findings(path)[1]]
    assert not set(after) - {(finding.rule, finding.message) for finding in found}
    assert not [finding for finding in findings(path)[1] if finding.edits]


UNCERTAIN = [
    "全年公开信息12条、，其中网站10条",
    "公开工作不断深入。。。",
    "按照<关于做好公开工作的通知>办理",
    "他说“公开“是常态”不公开”是例外",
    "开通《青禾发布》客户端",
    '屏幕为65"，开通"青禾发布"公众号',
    "为服务服务对象，推进推进各项工作",
    "（一）公开信息(含微博共12条",
    "截至目前，共公开信息12条",
    "大厅里办事群众穿流不息",
]


@pytest.mark.parametrize("text", UNCERTAIN)
def test_what_has_more_than_one_right_form_is_left_to_the_author(text: str, tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text(
        draft_of({"edit": [["四、政府信息公开的收费及减免情况", f"{text}\n四、政府信息公开的收费及减免情况"]]}), "utf-8"
    )
    _, found = findings(path)
    assert found
    assert not [finding for finding in found if finding.edits]


LABELS = {
    "3.3.2": ("2.同一公开答复数", "2.同意公开答复数"),
    "3.3.4a": ("其中：涉及国家机密", "其中：涉及国家秘密"),
    "5": ("五、行政诉讼量", "五、行政诉讼数量"),
}


@pytest.mark.parametrize("row", LABELS)
def test_a_slip_in_a_label_is_put_right(row: str, tmp_path: Path) -> None:
    wrong, right = LABELS[row]
    path = tmp_path / "草稿.txt"
    path.write_text(draft_of({"rows": {row: [wrong, None, None]}}), "utf-8")
    _, found = findings(path)
    ((edit, *rest),) = [finding.edits for finding in found if finding.edits]
    assert not rest
    assert wrong[: edit.start] + edit.new + wrong[edit.end :] == right


def test_a_label_that_says_something_else_is_left_to_the_author(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text(draft_of({"rows": {"3.3.2": ["2.同意向社会公开答复数", None, None]}}), "utf-8")
    assert not [finding for finding in findings(path)[1] if finding.edits]
