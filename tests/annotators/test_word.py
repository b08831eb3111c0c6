"""Marked copies of Word documents: every comment on the characters it speaks of, everything else as it was."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from core import readers
from core.annotators import annotate
from core.document import OWN_AUTHOR
from core.errors import WriteError
from core.findings import Result, Severity, Waiver
from resources.samples import make_samples
from tests.annotators.marking import (
    STRICT_W,
    W,
    at,
    checked,
    everywhere,
    expected,
    in_cell,
    made_up,
    marks,
    missing,
    own,
    parts,
)
from tests.readers.making import convert, make_docx, needs_office, p

TITLE = p("青禾县2018年政府信息公开工作年度报告", '<w:jc w:val="center"/>')
RUNS = (
    "<w:p><w:r><w:t>全年公</w:t></w:r><w:r><w:rPr><w:b/><w:sz w:val='32'/><w:u w:val='single'/></w:rPr><w:t>开信</w:t><w:tab/>"
    "<w:t xml:space='preserve'>息 98</w:t></w:r><w:proofErr w:type='gramEnd'/><w:r><w:t>条</w:t><w:br/><w:t> 其中二 </w:t></w:r></w:p>"
)
CONTROL = (
    "<w:p><w:r><w:t>统计期限</w:t></w:r><w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent><w:r><w:t>自2018年1月1日"
    "</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t>起</w:t></w:r></w:p><w:sdt><w:sdtContent><w:p><w:r><w:t>整段在控件里。</w:t></w:r>"
    "</w:p></w:sdtContent></w:sdt>"
)
LINK = (
    '<w:p><w:r><w:t>网址</w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t>www.qinghe</w:t></w:r><w:r><w:t>.gov.cn</w:t></w:r>'
    "</w:hyperlink><w:r><w:t>可查</w:t></w:r></w:p>"
)
FIELD = (
    '<w:p><w:r><w:t>共</w:t></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DOCPROPERTY n</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>126</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    '<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple><w:r><w:t>件</w:t></w:r></w:p>'
)
TRACKED = (
    '<w:p><w:r><w:t>公开</w:t></w:r><w:ins w:id="1" w:author="甲"><w:r><w:t>信息若干</w:t></w:r></w:ins><w:del w:id="2" w:author="甲">'
    '<w:r><w:delText>12</w:delText></w:r></w:del><w:moveFrom w:id="3"><w:r><w:t>旧</w:t></w:r></w:moveFrom><w:moveTo w:id="4"><w:r>'
    "<w:t>13条</w:t></w:r></w:moveTo></w:p>"
)
RUBY = (
    "<w:p><w:r><w:t>前</w:t></w:r><w:r><w:ruby><w:rt><w:r><w:t>pin</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>拼音</w:t></w:r></w:rubyBase>"
    "</w:ruby></w:r><w:r><w:t>后</w:t></w:r></w:p>"
)


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


ROW = "<w:tr>{}</w:tr>".format
TABLE = "<w:tbl>{}</w:tbl>".format(
    ROW(cell(p("统计指标"), '<w:gridSpan w:val="2"/>') + cell(p("统计数")))
    + ROW(cell(p("一、甲") + p("（续）"), '<w:vMerge w:val="restart"/>') + cell(p("条")) + cell(RUNS))
    + ROW(cell(p(), "<w:vMerge/>") + cell(p("件")) + cell(p()))
    + "<w:sdt><w:sdtContent>"
    + ROW(cell(p("乙")) + cell(p("次")) + cell(p("3")))
    + "</w:sdtContent></w:sdt>"
    + ROW(cell(p("丙")) + cell(p("次")) + cell("<w:tbl>" + ROW(cell(p("内")) + cell(p("层"))) + "</w:tbl>" + p("")))
)
NUMBERED = p("政府信息公开情况", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
BODY = TITLE + RUNS + CONTROL + LINK + FIELD + TRACKED + NUMBERED + TABLE + NUMBERED


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return make_docx(tmp_path / "草稿.docx", BODY, numbering=NUMBERING)


def annotated(path: Path, result: Result) -> Path:
    target = path.with_name("标注.docx")
    annotate(result, target)
    return target


@pytest.mark.parametrize("seed", range(5))
def test_every_comment_covers_exactly_what_it_is_about(draft: Path, seed: int) -> None:
    result = made_up(draft, everywhere(readers.read(draft), seed))
    found = own(annotated(draft, result))
    assert [mark.covered.translate({10: " "}).strip() for mark in found] == [text.strip() for text in expected(result)]
    assert len(found) > 30


@pytest.mark.parametrize("source", [make_samples.DEFECTIVE, make_samples.CLEAN])
def test_the_comments_on_a_checked_report_cover_its_excerpts(source: Path, tmp_path: Path) -> None:
    result = replace(checked(source), path=str(source))
    annotate(result, tmp_path / "标注.docx")
    found = own(tmp_path / "标注.docx")
    assert [mark.covered for mark in found] == [finding.excerpt for finding in result.findings]
    for mark, finding in zip(found, result.findings, strict=True):
        assert finding.message in mark.lines[0]
        assert any(finding.basis in line for line in mark.lines)
        assert mark.author == "年报自查"


def test_the_same_text_is_read_and_the_rest_stays(draft: Path) -> None:
    before, result = parts(draft), made_up(draft, everywhere(readers.read(draft)))
    target = annotated(draft, result)
    after = parts(target)
    assert [block for block in readers.read(target).blocks if block] != []
    assert _texts(target) == _texts(draft)
    assert {name: after[name] for name in before if name not in CHANGED} == {n: before[n] for n in before if n not in CHANGED}
    assert set(after) - set(before) == {"word/comments.xml"}
    assert _without_marks(after["word/document.xml"]) == _without_marks(before["word/document.xml"])


CHANGED = {"[Content_Types].xml", "word/_rels/document.xml.rels", "word/document.xml"}


def _texts(path: Path) -> list[object]:
    document = readers.read(path)
    return [*(paragraph.text for paragraph in document.paragraphs), *(table.texts() for table in document.tables)]


def _without_marks(data: bytes) -> bytes:
    """The XML without comment marks and highlights, runs that look alike run together: what must not differ."""
    root = etree.fromstring(data)
    for tag in ("commentRangeStart", "commentRangeEnd", "highlight"):
        for element in list(root.iter(W + tag)):
            _remove(element)
    for element in list(root.iter(f"{W}commentReference")):
        _remove(element.getparent())
    for text in root.iter(f"{W}t"):
        if text.get("{http://www.w3.org/XML/1998/namespace}space") != "preserve":
            text.text = (text.text or "").strip(" ")
    for run in list(root.iter(f"{W}r")):
        _join(run)
    return etree.tostring(root, method="c14n")


def _remove(element: etree._Element | None) -> None:
    above = element.getparent() if element is not None else None
    assert element is not None
    assert above is not None
    above.remove(element)


def _join(run: etree._Element) -> None:
    for empty in [each for each in run.iterchildren(f"{W}rPr") if not len(each)]:
        run.remove(empty)
    before = run.getprevious()
    if before is not None and before.tag == run.tag and _looks(before) == _looks(run):
        for child in [each for each in run if each.tag != f"{W}rPr"]:
            before.append(child)
        _remove(run)
        run = before
    for text in list(run.iterchildren(f"{W}t")):
        text.attrib.clear()
        last = text.getprevious()
        if last is not None and last.tag == text.tag:
            last.text = (last.text or "") + (text.text or "")
            run.remove(text)


def _looks(run: etree._Element) -> bytes:
    properties = run.find(f"{W}rPr")
    return etree.tostring(properties, method="c14n") if properties is not None and len(properties) else b""


def test_a_cut_run_keeps_its_looks(draft: Path) -> None:
    target = annotated(draft, made_up(draft, [at(1, 4, 7)]))
    root = etree.fromstring(parts(target)["word/document.xml"])
    bold = [run for run in root.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert ["".join(t.text or "" for t in run.iter(f"{W}t")) for run in bold][:3] == ["开", "信息", " 98"]
    for run in bold:
        properties = run.find(f"{W}rPr")
        assert properties is not None
        names = [etree.QName(child).localname for child in properties]
        assert names in (["b", "sz", "u"], ["b", "sz", "highlight", "u"])


def test_the_graver_finding_colours_what_two_share(draft: Path) -> None:
    target = annotated(draft, made_up(draft, [at(0, 0, 6, Severity.ERROR), at(0, 3, 9, Severity.INFO)]))
    assert [(mark.covered, mark.highlights) for mark in own(target)] == [
        ("青禾县201", ("magenta", "magenta")),
        ("2018年政", ("magenta", "cyan")),
    ]


def test_an_automatic_number_is_no_text_and_its_comment_stands_before_the_heading(draft: Path) -> None:
    document = readers.read(draft)
    heading = next(paragraph for paragraph in document.paragraphs if paragraph.generated)
    target = annotated(draft, made_up(draft, [at(heading.index, 0, 2), at(heading.index, 0, 4)]))
    assert [mark.covered for mark in own(target)] == ["", "政府"]
    assert b'<w:commentRangeEnd w:id="1"/>' in parts(target)["word/document.xml"].partition("政府</w:t>".encode())[0]


def test_what_is_missing_is_told_where_it_should_be(draft: Path) -> None:
    document = readers.read(draft)
    table = document.position(document.tables[0])
    findings = [
        missing(2),
        missing(table, "成文日期", "没有日期"),
        missing(None, None, "批注"),
        missing(None, "标题", "没有标题"),
    ]
    target = annotated(draft, made_up(draft, findings))
    first, second, third, fourth = own(target)
    assert first.lines[0] == "【提醒】此处缺少“统计期限”。没有写明统计期限"
    assert second.lines[0] == "【提醒】此处缺少“成文日期”。没有日期"
    assert (third.lines[0], fourth.lines[0]) == ("【提醒】批注", "【提醒】没有标题")
    assert [mark.covered for mark in (first, second)] == ["", ""]
    xml = parts(target)["word/document.xml"].decode()
    assert xml.index("自2018年1月1日") < xml.index('commentRangeStart w:id="1"') < xml.index("整段在控件里")


def test_an_empty_cell_has_its_comment_inside(draft: Path) -> None:
    target = annotated(draft, made_up(draft, [in_cell(0, 2, 2)]))
    root = etree.fromstring(parts(target)["word/document.xml"])
    (start,) = [each for each in root.iter(f"{W}commentRangeStart") if each.get(f"{W}id") == "1"]
    table = next(root.iter(f"{W}tbl"))
    third = list(table.iterchildren(f"{W}tr"))[2]
    assert list(third.iterchildren(f"{W}tc"))[2] in list(start.iterancestors())


def test_the_summary_stands_at_the_title(draft: Path) -> None:
    target = annotated(draft, made_up(draft, [at(1, 0, 2), replace(at(1, 3, 4), waived=Waiver("已核实", "2019"))]))
    first, *rest = marks(target)
    assert len(rest) == 1
    assert first.covered == "青禾县2018年政府信息公开工作年度报告"
    assert "需修改：1 处错误" in first.lines[0]
    assert "错误 1 处，提醒 0 处，提示 0 处" in first.lines[1]
    assert "另有 1 处已忽略" in first.lines[2]
    assert "原稿没有改动" in first.lines[-1]


def test_comments_that_are_there_stay_and_ids_stay_apart(tmp_path: Path) -> None:
    words = '<w:commentRangeStart w:id="5"/>{}<w:commentRangeEnd w:id="5"/><w:r><w:commentReference w:id="5"/></w:r>'
    path = make_docx(tmp_path / "草稿.docx", TITLE + f"<w:p>{words.format('<w:r><w:t>请核实</w:t></w:r>')}</w:p>")
    theirs = f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:id="5" w:author="张三"><w:p><w:r><w:t>数字？</w:t></w:r></w:p></w:comment></w:comments>'
    with_comments(path, theirs)
    target = annotated(path, made_up(path, [at(1, 1, 3)]))
    found = marks(target)
    assert [(mark.number, mark.author, mark.covered) for mark in found] == [
        ("5", "张三", "请核实"),
        ("6", OWN_AUTHOR, "青禾县2018年政府信息公开工作年度报告"),
        ("7", OWN_AUTHOR, "核实"),
    ]
    assert found[0].lines == ["数字？"]


def with_comments(path: Path, comments: str) -> None:
    old = parts(path)
    relation = (
        '<Relationship Id="rIdNb1" Target="comments.xml" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as package:
        for name, data in old.items():
            if name == "word/_rels/document.xml.rels":
                data = re.sub(rb"</Relationships>|/>$", (b"" if b"</R" in data else b">") + relation.encode(), data)  # noqa: PLW2901 - one part
            package.writestr(name, data)
        package.writestr("word/comments.xml", comments)


def test_text_that_word_fills_in_anew_is_marked_as_a_whole(tmp_path: Path) -> None:
    bound = "<w:p><w:r><w:t>甲</w:t></w:r><w:sdt><w:sdtPr><w:dataBinding w:xpath='/a'/></w:sdtPr><w:sdtContent><w:r><w:t>乙丙丁</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    path = make_docx(tmp_path / "草稿.docx", TITLE + bound + RUBY)
    result = made_up(path, [at(1, 2, 3), at(2, 1, 2)])
    target = annotated(path, result)
    assert [mark.covered for mark in own(target)] == ["乙丙丁", "拼音"]
    assert not list(etree.fromstring(parts(target)["word/document.xml"]).iter(f"{W}highlight"))


def test_strict_documents_stay_strict(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "草稿.docx", BODY, numbering=NUMBERING)
    old = parts(path)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in old.items():
            strict = data.replace(W[1:-1].encode(), STRICT_W[1:-1].encode()).replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                b"http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            package.writestr(name, strict)
    result = made_up(path, everywhere(readers.read(path)))
    target = annotated(path, result)
    assert [mark.covered.translate({10: " "}).strip() for mark in own(target, STRICT_W)] == [t.strip() for t in expected(result)]
    after = parts(target)
    assert not [name for name, data in after.items() if b"/wordprocessingml/2006/main" in data]
    assert b"http://purl.oclc.org/ooxml/officeDocument/relationships/comments" in after["word/_rels/document.xml.rels"]


def test_a_file_changed_since_the_check_is_not_marked_in_the_wrong_places(draft: Path) -> None:
    result = made_up(draft, [at(1, 0, 3)])
    make_docx(draft, TITLE + p("另外一段"), numbering=NUMBERING)
    with pytest.raises(WriteError, match="重新检查"):
        annotate(result, draft.with_name("标注.docx"))
    assert not draft.with_name("标注.docx").exists()


def test_a_signed_file_is_told_to_lose_its_signature(draft: Path) -> None:
    old = parts(draft)
    origin = (
        '<Relationship Id="s" Type="http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin" '
        'Target="_xmlsignatures/origin.sigs"/></Relationships>'
    )
    with zipfile.ZipFile(draft, "w") as package:
        for name, data in old.items():
            package.writestr(name, data.replace(b"</Relationships>", origin.encode()) if name == "_rels/.rels" else data)
        package.writestr("_xmlsignatures/origin.sigs", b"")
    target = annotated(draft, made_up(draft, []))
    assert any("签名失效" in line for line in marks(target)[0].lines)
    assert "_xmlsignatures/origin.sigs" in parts(target)


def test_our_own_copy_gives_the_same_findings(tmp_path: Path) -> None:
    result = replace(checked(make_samples.DEFECTIVE), path=str(make_samples.DEFECTIVE))
    annotate(result, tmp_path / "标注.docx")
    again = checked(tmp_path / "标注.docx")
    assert [(f.rule, f.message, f.excerpt, f.location) for f in again.findings] == [
        (f.rule, f.message, f.excerpt, f.location) for f in result.findings
    ]
    assert again.document.notes == result.document.notes


@needs_office
def test_libreoffice_shows_every_comment_on_its_words(tmp_path: Path) -> None:
    control = CONTROL.partition("</w:p>")[0] + "</w:p>"
    path = make_docx(tmp_path / "草稿.docx", TITLE + RUNS + control + LINK + TRACKED + NUMBERED + TABLE, numbering=NUMBERING)
    result = made_up(path, [*everywhere(readers.read(path), 11, each=2), missing(2)])
    annotated(path, result)
    (tmp_path / "office").mkdir()
    opened = convert(tmp_path / "标注.docx", "docx", tmp_path / "office")
    seen = Counter(mark.covered.strip() for mark in marks(opened) if mark.author == OWN_AUTHOR)
    wanted = Counter([readers.read(path).paragraphs[0].text, *(text.strip() for text in expected(result))])
    assert seen == wanted


def test_a_document_with_macros_keeps_its_type(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "草稿.docm", BODY, numbering=NUMBERING)
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    old = parts(path)
    with zipfile.ZipFile(path, "w") as package:
        for name, data in old.items():
            usual = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            package.writestr(name, data.replace(usual, kind))
        package.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    target = tmp_path / "标注.docm"
    annotate(made_up(path, [at(1, 0, 2)]), target)
    assert kind in parts(target)["[Content_Types].xml"]
    assert parts(target)["word/vbaProject.bin"] == b"\xd0\xcf\x11\xe0"
