"""Word documents whose sections have several columns, exported to PDF: the paragraphs come in the order in which they were written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from docx.document import Document as Docx
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Pt

from core.document import Paragraph, Table
from core.readers import pdf
from core.readers.raw import Raw
from tests.readers.pdf_making import BODY, add_table, add_title, new_docx, save_all

TITLE = "青禾县2023年政府信息公开年报"
FORM = (("信息内容", "本年新制作", "本年新公开"), ("规章", "0", "0"), ("规范性文件", "12", "87"))
LONG = (
    "全县政务公开工作在县委、县政府的领导下有序推进，各单位把公开工作列入年度考核，明确分管领导和具体承办人员，定期研究解决工作中的困难。",
    "县政府办公室全年组织专题培训4次，参训人员累计达到312人次，各乡镇、各部门的业务水平有了明显提高。",
    "围绕财政预决算、重大建设项目、公共资源配置等重点领域，及时发布权威信息，回应社会关切，全年发布政策解读材料56篇，其中图解和视频类解读21篇。",
    "政务新媒体实行分级备案管理，全年关停整合账号7个，现有账号16个，均按要求更新维护。",
)
MANY = (*LONG, *BODY[8:12], *LONG[::-1], *BODY[12:14])
OUT_OF_COLUMN = BODY[12]
"""A heading that is a little wider than a column."""


@dataclass(frozen=True)
class Look:
    """How the text is set; ``gutter`` and ``after`` in points."""

    size: float = 10.5
    gutter: float = 21
    after: float = 0
    is_ragged: bool = False
    is_indented: bool = True


Parts = Sequence[tuple[int, Sequence[str | tuple[tuple[str, ...], ...]]]]
"""How many columns, and what stands in them."""


def _set_columns(section: Section, count: int, gutter: float) -> None:
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section._sectPr.append(columns)
    columns.set(qn("w:num"), str(count))
    columns.set(qn("w:space"), str(round(20 * gutter)))


def _docx(parts: Parts, look: Look) -> Docx:
    document = new_docx(look.size)
    for number, (count, items) in enumerate(parts):
        if number:
            document.add_section(WD_SECTION.CONTINUOUS)
        _set_columns(document.sections[-1], count, look.gutter)
        for item in items:
            if item == TITLE:
                add_title(document, TITLE)
            elif isinstance(item, str):
                _add(document, item, look)
            else:
                add_table(document, item, (50, 35, 35))
    return document


def _add(document: Docx, text: str, look: Look) -> None:
    paragraph = document.add_paragraph(text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT if look.is_ragged else WD_ALIGN_PARAGRAPH.JUSTIFY
    paragraph.paragraph_format.space_after = Pt(look.after)
    if look.is_indented:
        paragraph.paragraph_format.first_line_indent = Pt(2 * look.size)


HEAD = (1, (TITLE,))
RAGGED = Look(is_ragged=True, is_indented=False, after=6)
FILES: dict[str, tuple[Parts, Look]] = {
    "narrow-gutter": ((HEAD, (2, BODY)), Look(gutter=10)),
    "wide-gutter": ((HEAD, (2, BODY)), Look(gutter=60)),
    "ragged": ((HEAD, (2, LONG * 3)), RAGGED),
    "large": ((HEAD, (2, BODY * 2)), Look(size=16)),
    "three": ((HEAD, (3, BODY)), Look(size=9)),
    "three-last-one-blank": ((HEAD, (3, BODY)), Look()),
    "three-ragged": ((HEAD, (3, MANY)), RAGGED),
    "few-lines-at-the-right": (((2, BODY),), Look()),
    "few-lines": ((HEAD, (2, LONG[:3]), (1, (LONG[0] + LONG[1],))), Look()),
    "one-two-one": (((1, (TITLE, *BODY[:3])), (2, BODY[3:10]), (1, BODY[10:])), Look()),
    "heading-between": ((HEAD, (2, BODY[:8]), (1, ("特此公告。", OUT_OF_COLUMN)), (2, BODY[8:] * 2)), Look()),
    "sign-off": ((HEAD, (2, BODY[:8]), (1, (BODY[2], "青禾县人民政府办公室"))), Look()),
    "form-between": ((HEAD, (2, BODY[:11]), (1, (FORM,)), (2, LONG * 3)), Look()),
    "two-and-three": ((HEAD, (2, BODY[:9]), (1, (LONG[0] + LONG[1],)), (3, MANY)), Look()),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return save_all(tmp_path_factory.mktemp("sections"), {name: _docx(*made) for name, made in FILES.items()} | DOUBTFUL)


def _seen(raw: Raw) -> Iterator[object]:
    for block in raw.blocks:
        if isinstance(block, Paragraph):
            yield block.text.replace(" ", "")
        elif isinstance(block, Table):
            yield tuple(tuple(row) for row in block.texts())


@pytest.mark.parametrize("name", FILES)
def test_text_in_columns_is_read_in_its_order(files: dict[str, Path], name: str) -> None:
    written = [item for _, items in FILES[name][0] for item in items]
    assert list(_seen(pdf.read(files[name]))) == written


DOUBTFUL = {
    "short-line-between": _docx(
        (HEAD, (2, LONG * 2), (1, ("以下是各乡镇情况。",)), (2, LONG[::-1] * 3)), Look(is_indented=False)
    ),
}


@pytest.mark.parametrize("name", DOUBTFUL)
def test_what_may_be_of_a_column_or_not_is_said(files: dict[str, Path], name: str) -> None:
    assert any("分栏" in note for note in pdf.read(files[name]).notes)
