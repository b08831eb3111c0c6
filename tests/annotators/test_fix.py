"""Corrected copies: what is certain is put right, the findings are gone, everything else is as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from core import readers
from core.annotators import correct, text_fix
from core.annotators.changes import told
from core.document import OWN_AUTHOR, Format
from core.edits import Edit
from core.errors import WriteError
from core.findings import Result
from core.place import InCell, InText
from resources.samples import make_samples
from tests.annotators.marking import W, at, checked, in_cell, made_up, parts
from tests.annotators.test_word import CHANGED, TABLE, TITLE
from tests.readers.making import make_docx, p
from tests.test_cases import draft_of

SLIPS = (
    "截止2018年12月31日，按青政发[2018]6号，公开信息(含微博)12条，，涉及国家机密的不予公开；《预算》、《决算》均已公开。",
    "对照中国特社会主义的要求,全年工作进行了了总结，按《青禾县实施<中华人民共和国政府信息公开条例>办法》办理。",
)
RIGHT = (
    "截至2018年12月31日，按青政发〔2018〕6号，公开信息（含微博）12条，涉及国家秘密的不予公开；《预算》《决算》均已公开。",
    "对照中国特色社会主义的要求，全年工作进行了总结，按《青禾县实施〈中华人民共和国政府信息公开条例〉办法》办理。",
)


def rows(result: Result) -> list[tuple[str, str]]:
    return [(finding.rule, finding.message) for finding in result.findings]


def _known(rule: str, message: str) -> tuple[str, str]:
    """The words that another author inserted are told in the message, and parted where we change some of them."""
    return rule, "" if "修订" in message else message


def require_round_trip(path: Path, target: Path, applied: bool = False) -> Result:
    """The corrected copy has every finding but the corrected ones, and no other."""
    result = checked(path)
    changes = correct(result, target, applied=applied)
    again = checked(target)
    done = [change.finding for change in changes if not change.reason]
    assert done
    left = [(finding.rule, finding.message) for finding in result.findings if finding not in done]
    assert [_known(*row) for row in rows(again)] == [_known(*row) for row in left]
    assert not [finding for finding in again.findings if finding.edits and finding.waived is None] or any(
        c.reason for c in changes
    )
    assert len(again.document.notes) == len(result.document.notes)
    return again


def split(text: str) -> str:
    """A paragraph in runs of two characters, every second one bold."""
    runs = [text[at : at + 2] for at in range(0, len(text), 2)]
    inside = "".join(
        f'<w:r>{"<w:rPr><w:b/></w:rPr>" if n % 2 else ""}<w:t xml:space="preserve">{_escaped(run)}</w:t></w:r>'
        for n, run in enumerate(runs)
    )
    return f"<w:p>{inside}</w:p>"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    inserted = f'<w:p><w:ins w:id="9" w:author="张三"><w:r><w:t>{SLIPS[0]}</w:t></w:r></w:ins></w:p>'
    body = TITLE + "".join(map(split, SLIPS)) + p(_escaped(SLIPS[1])) + inserted + TABLE
    return make_docx(tmp_path / "草稿.docx", body)


@pytest.mark.parametrize("applied", [False, True])
def test_a_word_document_reads_right(draft: Path, applied: bool) -> None:
    again = require_round_trip(draft, draft.with_name("修改.docx"), applied)
    texts = [paragraph.text for paragraph in again.document.paragraphs]
    assert texts[1:] == [*RIGHT, RIGHT[1], RIGHT[0]]


def test_tracked_changes_are_ours_and_rejecting_them_gives_the_draft(draft: Path) -> None:
    target = draft.with_name("修改.docx")
    correct(checked(draft), target)
    root = etree.fromstring(parts(target)["word/document.xml"])
    own = [each for each in root.iter(f"{W}ins", f"{W}del") if each.get(f"{W}author") == OWN_AUTHOR]
    assert len(own) > 20
    ids = [each.get(f"{W}id") for each in root.iter(f"{W}ins", f"{W}del")]
    assert len({each.get(f"{W}id") for each in own}) == len(own)
    assert "9" in ids
    assert all(each.get(f"{W}date") for each in own)
    for change in own:
        above = change.getparent()
        assert above is not None
        if change.tag == f"{W}ins":
            assert all(outer.tag != f"{W}ins" for outer in change.iterancestors())
            above.remove(change)
        else:
            for text in change.iter(f"{W}delText"):
                text.tag = f"{W}t"
            for run in reversed(change):
                change.addnext(run)
            above.remove(change)
    assert _text(root) == _text(etree.fromstring(parts(draft)["word/document.xml"]))
    assert _looks(root) == _looks(etree.fromstring(parts(draft)["word/document.xml"]))


def _text(root: etree._Element) -> list[str]:
    return ["".join(t.text or "" for t in paragraph.iter(f"{W}t")) for paragraph in root.iter(f"{W}p")]


def _looks(root: etree._Element) -> list[tuple[str, bool]]:
    """Every character and whether it is bold."""
    found = []
    for run in root.iter(f"{W}r"):
        bold = run.find(f"{W}rPr/{W}b") is not None
        found += [(char, bold) for text in run.iterchildren(f"{W}t") for char in text.text or ""]
    return found


def test_nothing_but_the_words_changes_when_applied(draft: Path) -> None:
    target = draft.with_name("修改.docx")
    correct(checked(draft), target, applied=True)
    before, after = parts(draft), parts(target)
    assert {name for name in before if before[name] != after[name]} == {"word/document.xml"}
    assert set(before) == set(after)
    assert _skeleton(after["word/document.xml"]) == _skeleton(before["word/document.xml"])
    assert "word/document.xml" in CHANGED


def _skeleton(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for text in root.iter(f"{W}t"):
        text.text = ""
    return etree.tostring(root, method="c14n")


def test_the_words_of_another_author_are_parted_not_nested(draft: Path) -> None:
    target = draft.with_name("修改.docx")
    correct(checked(draft), target)
    root = etree.fromstring(parts(target)["word/document.xml"])
    theirs = [each for each in root.iter(f"{W}ins") if each.get(f"{W}author") == "张三"]
    assert len(theirs) > 5
    assert not [inner for outer in theirs for inner in outer.iter(f"{W}ins") if inner is not outer]
    assert all(len(each) for each in theirs)


ENCODINGS: dict[str, Callable[[str], bytes]] = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8 with mark, CRLF": lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
    "gb18030": lambda text: text.encode("gb18030"),
    "utf-16": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16 big-endian": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
}


@pytest.mark.parametrize("encode", ENCODINGS.values(), ids=ENCODINGS)
def test_a_text_file_keeps_its_encoding_and_everything_else(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    heading = "四、政府信息公开的收费及减免情况"
    text = draft_of({"edit": [[heading, "\n".join((*SLIPS, heading))]]})
    path, target = tmp_path / "草稿.txt", tmp_path / "修改.txt"
    path.write_bytes(encode(text))
    require_round_trip(path, target)
    wanted = text
    for wrong, right in zip(SLIPS, RIGHT, strict=True):
        wanted = wanted.replace(wrong, right)
    assert target.read_bytes() == encode(wanted)


PAGE = (
    '<!DOCTYPE html>\r\n<HTML><head><meta charset="{}"><title>年报</title><script>if (a<b && c) x("截止2018年")</script></head>\n'
    "<body ><!-- 截止2018年 -->\n<h1>青禾县2018年政府信息公开工作年度报告</h1><h2>一、概述</h2><p>截<b>止</b>2018年12月31日，按青政发&#91;2018&#93;6号，公开"
    "信息(含&nbsp;微博)12条。&mdash; A &amp; B\n<p>涉及国家机密的<br>不予公开。<table border=1><tr><td>商业机密<td>1</table></body></HTML>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_web_page_keeps_its_source(tmp_path: Path, encoding: str) -> None:
    path, target = tmp_path / "草稿.html", tmp_path / "修改.html"
    source = PAGE.format(encoding)
    path.write_bytes(source.encode(encoding))
    require_round_trip(path, target)
    wanted = (
        source.replace("截<b>止", "截<b>至").replace("&#91;2018&#93;", "〔2018〕").replace("(含&nbsp;微博)", "（含&nbsp;微博）")
    )
    wanted = wanted.replace("<p>涉及国家机密", "<p>涉及国家秘密").replace("<td>商业机密", "<td>商业秘密")
    assert target.read_bytes().decode("gb18030" if encoding == "gb2312" else encoding) == wanted


def test_a_workbook_changes_one_cell_and_not_its_twins(tmp_path: Path) -> None:
    path, target = tmp_path / "草稿.xlsx", tmp_path / "修改.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    lines = draft_of({"rows": {"3.3.4a": ["其中：涉及国家机密", None, None]}}).splitlines()
    sheet["A1"] = CellRichText("  青禾县", TextBlock(InlineFont(b=True), "201"), "8年度政府信息公开情况统计表")
    for line in lines[next(n for n, line in enumerate(lines) if line.startswith("统计指标")) :]:
        sheet.append([int(part) if part.isdigit() else part for part in line.split("\t")])
    sheet["H3"] = "=SUM(C4:C5)"
    second = book.create_sheet("另一页")
    second["A1"], second["B1"] = "其中：涉及国家机密", "无"
    book.save(path)
    result = checked(path)
    title = Edit(InCell(0, 0, 0), 7, 9, "年度", "年")
    result = replace(result, findings=(*result.findings, replace(in_cell(0, 0, 0), edits=(title,))))
    changes = correct(result, target)
    assert [change.finding.rule for change in changes].count("table.label") == 1
    before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(target)
    changed = {
        f"{sheet.title}!{cell.coordinate}": (cell.value, after[sheet.title][cell.coordinate].value)
        for sheet in before
        for row in sheet.iter_rows()
        for cell in row
        if cell.value != after[sheet.title][cell.coordinate].value
    }
    assert changed.pop("Sheet!A1") == ("  青禾县2018年度政府信息公开情况统计表", "  青禾县2018年政府信息公开情况统计表")
    assert list(changed.values()) == [("其中：涉及国家机密", "其中：涉及国家秘密")]
    assert rows(checked(target)) == [row for row, f in zip(rows(result), result.findings, strict=True) if not f.edits]


def test_only_the_named_rules_are_corrected(draft: Path) -> None:
    result = checked(draft)
    changes = correct(result, draft.with_name("修改.docx"), ["language.term"])
    assert {change.finding.rule for change in changes} == {"language.term"}
    texts = [paragraph.text for paragraph in readers.read(draft.with_name("修改.docx")).paragraphs]
    assert "截至2018年12月31日，按青政发[2018]6号" in texts[1]


def test_the_list_tells_place_old_and_new(draft: Path) -> None:
    result = checked(draft)
    lines = list(told(correct(result, draft.with_name("修改.docx")), result))
    assert re.fullmatch(r"已改正 \d+ 处：", lines[0])
    assert any(
        "“截止”→“截至”" in re.sub(r"“截止\S*?”→“截至\S*?”", "“截止”→“截至”", line) and "language.term" in line for line in lines
    )


def test_a_pdf_is_not_corrected_and_the_word_draft_is_named(tmp_path: Path) -> None:
    result = checked(make_samples.DEFECTIVE)
    result = replace(result, document=replace(result.document, format=Format.PDF))
    with pytest.raises(WriteError, match="Word 原稿"):
        correct(result, tmp_path / "修改.pdf")
    assert not list(tmp_path.iterdir())


def test_generated_characters_are_left_and_told(tmp_path: Path) -> None:
    bound = "<w:p><w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent><w:r><w:t>截止2018年12月31日</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    path = make_docx(tmp_path / "草稿.docx", TITLE + bound)
    result = checked(path)
    (change,) = correct(result, tmp_path / "修改.docx")
    assert "没有改" in change.reason
    assert (tmp_path / "修改.docx").read_bytes() == path.read_bytes()
    assert any("请人工修改" in line for line in told([change], result))


def slips_of(path: Path) -> Result:
    """A result with one finding for each paragraph that has the slip."""
    found = []
    for paragraph in readers.read(path).paragraphs:
        if (start := paragraph.text.find("截止")) >= 0:
            edit = Edit(InText(paragraph.index, start, start + 2), start + 1, start + 2, "止", "至")
            found.append(replace(at(paragraph.index, start, start + 2), edits=(edit,)))
    return made_up(path, found)


SLIP, MENDED = "截止2018年12月31日，公开信息12条。", "截至2018年12月31日，公开信息12条。"


@pytest.mark.parametrize("namespace", ["", ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'])
def test_paragraphs_that_word_fills_in_anew_are_not_corrected(tmp_path: Path, namespace: str) -> None:
    binding = "w:dataBinding" if not namespace else "w15:dataBinding"
    bound = f"<w:sdt><w:sdtPr><{binding}{namespace}/></w:sdtPr><w:sdtContent>{p(SLIP)}</w:sdtContent></w:sdt>"
    free = f"<w:sdt><w:sdtPr/><w:sdtContent>{p(SLIP)}</w:sdtContent></w:sdt>"
    path = make_docx(tmp_path / "草稿.docx", TITLE + bound + free + TABLE)
    for applied in (False, True):
        target = tmp_path / f"修改{applied}.docx"
        changes = correct(slips_of(path), target, applied=applied)
        assert [bool(change.reason) for change in changes] == [True, False]
        texts = [paragraph.text for paragraph in readers.read(target).paragraphs]
        assert (SLIP in texts, MENDED in texts) == (True, True)


def test_blanks_at_the_ends_of_new_words_are_kept(tmp_path: Path) -> None:
    body = "<w:p><w:r><w:t>  甲乙 </w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>"
    path = make_docx(tmp_path / "草稿.docx", TITLE + body)
    result = checked(path)
    number = len(result.document.paragraphs) - 1
    text = result.document.paragraphs[number].text
    start = text.index("甲")
    edit = Edit(InText(number, start, start + 1), start, start + 1, "甲", " 丁 ")
    finding = replace(at(number, start, start + 1), edits=(edit,))
    correct(replace(result, findings=(finding,)), tmp_path / "修改.docx", applied=True)
    root = etree.fromstring(parts(tmp_path / "修改.docx")["word/document.xml"])
    (node,) = [each for each in root.iter(f"{W}t") if "丁" in (each.text or "")]
    assert node.text == " 丁 乙"
    assert node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


LINKED = '<w:ins w:id="9" w:author="张三"><w:hyperlink w:anchor="a"><w:r><w:t>{}</w:t></w:r></w:hyperlink></w:ins>'
HELD = '<w:ins w:id="9" w:author="张三"><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>{}</w:t></w:r></w:sdtContent></w:sdt></w:ins>'


def test_our_words_never_stand_in_the_insertion_of_another(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "草稿.docx", TITLE + f"<w:p>{LINKED.format(SLIP)}</w:p>" + TABLE)
    changes = correct(slips_of(path), tmp_path / "修改.docx")
    assert [change.reason for change in changes] == [""]
    root = etree.fromstring(parts(tmp_path / "修改.docx")["word/document.xml"])
    (own,) = [each for each in root.iter(f"{W}ins") if each.get(f"{W}author") == OWN_AUTHOR]
    parent = own.getparent()
    assert parent is not None
    assert parent.tag == f"{W}p"
    assert "".join(each.text or "" for each in parent.iter(f"{W}t")) == MENDED
    assert len(list(root.iter(f"{W}hyperlink"))) == 2


def test_a_control_in_the_insertion_of_another_is_left_to_the_office(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "草稿.docx", TITLE + f"<w:p>{HELD.format(SLIP)}</w:p>" + TABLE)
    changes = correct(slips_of(path), tmp_path / "修改.docx")
    assert [bool(change.reason) for change in changes] == [True]
    root = etree.fromstring(parts(tmp_path / "修改.docx")["word/document.xml"])
    assert [each.get(f"{W}author") for each in root.iter(f"{W}ins")] == ["张三"]


def edited(path: Path, old: str, new: str) -> Result:
    """A result with one correction, where the words stand first."""
    (paragraph,) = [each for each in readers.read(path).paragraphs if old in each.text]
    start = paragraph.text.index(old)
    where = InText(paragraph.index, start, start + len(old))
    return made_up(
        path, [replace(at(paragraph.index, where.start, where.end), edits=(Edit(where, where.start, where.end, old, new),))]
    )


def test_plain_text_is_not_read_as_markup(tmp_path: Path) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text("公开&lt;信息&amp;数据\n", "utf-8")
    correct(edited(path, "&lt;信息&amp;", "〈信息〉&"), tmp_path / "修改.txt")
    assert (tmp_path / "修改.txt").read_text("utf-8") == "公开〈信息〉&数据\n"


def test_a_character_that_the_encoding_lacks_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "草稿.txt"
    path.write_text("公開資訊(含微博)。\n", "utf-8")
    monkeypatch.setattr(text_fix, "_encoding", lambda _data, text: (text, "big5hkscs", b""))
    with pytest.raises(WriteError, match="“\U0001f600”在这个文件的编码里没有"):
        correct(edited(path, "(", "\U0001f600"), tmp_path / "修改.txt")
    assert not (tmp_path / "修改.txt").exists()


def test_changes_have_ids_that_nothing_else_has(tmp_path: Path) -> None:
    taken = '<w:p><w:r><w:t>甲</w:t></w:r><w:customXmlInsRangeStart w:id="40" w:author="张三"/><w:customXmlInsRangeEnd w:id="40"/></w:p>'
    path = make_docx(tmp_path / "草稿.docx", TITLE + taken + p(SLIP))
    correct(slips_of(path), tmp_path / "修改.docx")
    root = etree.fromstring(parts(tmp_path / "修改.docx")["word/document.xml"])
    own = [int(each.get(f"{W}id", "0")) for each in root.iter(f"{W}ins", f"{W}del")]
    assert len(own) == 2
    assert min(own) > 40
