from __future__ import annotations

from pathlib import Path

import pytest

from core.document import Paragraph
from core.readers import docx
from core.readers.numerals import numeral
from tests.readers.making import make_docx, p, texts


def level(depth: int, style: str, template: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>{more}<w:lvlText w:val="{template}"/></w:lvl>'


def abstract(key: int, *levels: str, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{key}">{more}{"".join(levels)}</w:abstractNum>'


def num(key: int, of: int, more: str = "") -> str:
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def item(key: int, depth: int = 0, text: str = "项") -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{key}"/></w:numPr>')


def read(tmp_path: Path, body: str, numbering: str, styles: str = "") -> list[str]:
    return texts(docx.read(make_docx(tmp_path / "draft.docx", body, numbering=numbering, styles=styles)).blocks)


CHINESE = abstract(
    0, level(0, "chineseCountingThousand", "%1、"), level(1, "taiwaneseCountingThousand", "（%2）"), level(2, "decimal", "%3.")
)


@pytest.mark.parametrize(
    ("style", "value", "expected"),
    [
        ("decimal", 12, "12"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 11, "十一"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("taiwaneseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1010, "一千零一十"),
        ("chineseCountingThousand", 20015, "二万零一十五"),
        ("japaneseCounting", 21, "二十一"),
        ("ideographDigital", 10, "一〇"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 11, "甲"),
        ("ideographZodiac", 2, "丑"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 20, "⒛"),
        ("decimalFullWidth", 15, "１５"),
        ("decimalZero", 5, "05"),
        ("upperLetter", 27, "AA"),
        ("lowerLetter", 2, "b"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("ideographEnclosedCircle", 1, "㊀"),
        ("none", 3, ""),
        ("unheardOf", 3, "3"),
    ],
)
def test_number_formats(style: str, value: int, expected: str) -> None:
    assert numeral(value, style) == expected


def test_levels_count_and_restart(tmp_path: Path) -> None:
    body = item(1) + item(1, 1) + item(1, 1) + item(1, 2) + item(1) + item(1, 1) + item(1, 2)
    expected = ["一、项", "（一）项", "（二）项", "1.项", "二、项", "（一）项", "1.项"]
    assert read(tmp_path, body, CHINESE + num(1, 0)) == expected


def test_generated_counts_the_label(tmp_path: Path) -> None:
    path = make_docx(tmp_path / "draft.docx", item(1, text="总体情况"), numbering=CHINESE + num(1, 0))
    block = docx.read(path).blocks[0]
    assert isinstance(block, Paragraph)
    assert (block.text, block.generated) == ("一、总体情况", 2)
    assert [(span.start, span.node) for span in block.content.spans] == [(2, (0, 0, 0))]


def test_lists_on_one_abstract_share_counters_unless_overridden(tmp_path: Path) -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbering = CHINESE + num(1, 0) + num(2, 0) + num(3, 0, override)
    body = item(1) + item(2) + item(3) + item(3) + item(1)
    assert read(tmp_path, body, numbering) == ["一、项", "二、项", "五、项", "六、项", "七、项"]


def test_templates_of_several_levels_legal_and_without_restart(tmp_path: Path) -> None:
    numbering = abstract(
        0,
        level(0, "upperRoman", "%1"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "lowerLetter", "%3)", '<w:lvlRestart w:val="0"/>'),
    ) + num(1, 0)
    body = item(1) + item(1, 1) + item(1, 2) + item(1) + item(1, 1) + item(1, 2)
    assert read(tmp_path, body, numbering) == ["I项", "1.1项", "a)项", "II项", "2.1项", "b)项"]


def test_a_legal_number_keeps_its_own_format(tmp_path: Path) -> None:
    levels = level(0, "chineseCounting", "第%1章"), level(1, "decimalZero", "第%1.%2节", "<w:isLgl/>")
    assert read(tmp_path, item(1) + item(1, 1), abstract(0, *levels) + num(1, 0)) == ["第一章项", "第1.01节项"]


def test_levels_that_are_left_out_are_counted(tmp_path: Path) -> None:
    body = item(1, 1) + item(1, 2) + item(1) + item(1, 2) + item(1, 1)
    assert read(tmp_path, body, CHINESE + num(1, 0)) == ["（一）项", "1.项", "二、项", "1.项", "（二）项"]


def test_a_paragraph_in_another_list_keeps_the_level_of_its_style(tmp_path: Path) -> None:
    style = '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    other = p("节", '<w:pStyle w:val="h2"/><w:numPr><w:numId w:val="2"/></w:numPr>')
    override = '<w:lvlOverride w:ilvl="1"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = item(1) + p("节", '<w:pStyle w:val="h2"/>') + other + other
    assert read(tmp_path, body, CHINESE + num(1, 0) + num(2, 0, override), style) == [
        "一、项",
        "（一）节",
        "（一）节",
        "（二）节",
    ]


def test_bullets_and_switched_off_numbers_are_silent(tmp_path: Path) -> None:
    numbering = abstract(0, level(0, "bullet", "•"), level(1, "decimal", "%2", '<w:suff w:val="space"/>')) + num(1, 0)
    assert read(tmp_path, item(1) + item(0) + item(9) + item(1, 1), numbering) == ["项", "项", "项", "1 项"]


def test_numbers_by_style_and_by_numbering_style(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="h1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="h2"><w:name w:val="heading 2"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="numbering" w:styleId="list"><w:name w:val="list"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        abstract(
            0,
            level(0, "chineseCounting", "%1、", '<w:pStyle w:val="h1"/>'),
            level(1, "chineseCounting", "（%2）", '<w:pStyle w:val="h2"/>'),
        )
        + abstract(1, more='<w:numStyleLink w:val="list"/>')
        + num(1, 0)
        + num(2, 1)
    )
    heading = [p("章", '<w:pStyle w:val="h1"/>'), p("节", '<w:pStyle w:val="h2"/>')]
    off = p("无号", '<w:pStyle w:val="h1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = heading[0] + heading[1] + off + heading[0] + item(2)
    assert read(tmp_path, body, numbering, styles) == ["一、章", "（一）节", "无号", "二、章", "三、项"]


def test_deleted_items_are_not_counted(tmp_path: Path) -> None:
    gone = "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    assert read(tmp_path, item(1) + gone + item(1), CHINESE + num(1, 0)) == ["一、项", "二、项"]
