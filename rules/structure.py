"""Structure: title, the items that the law asks for, empty sections, numbers of headings, mixed editions, sign-off."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from core.cautions import UNREAD_REST
from core.document import Block, Paragraph
from core.edition import Edition, Item
from core.findings import Severity
from core.gaps import gap_between
from core.option import option
from core.place import InText, Missing
from core.report.formmatch import FormMatch
from core.report.report import Report
from core.report.sections import Section
from core.report.title import OFFICIAL
from core.rule import Case, Need, NotApplicable, NotChecked, Problem, rule
from core.text.fold import bare, folded

_TITLE_FORM = "××（单位名称）××××年政府信息公开工作年度报告"


@rule(
    "structure.title",
    "报告标题",
    Severity.INFO,
    Need.TEXT,
    "items",
    yields_to=("content.placeholder", "content.submission-wording"),
)
def title(case: Case) -> Iterator[Problem]:
    """标题应写明单位、年度和“政府信息公开工作年度报告”。

    检查：报告开头有没有标题；标题是否写成“单位名称＋××××年＋政府信息公开工作年度报告”。标题分两行、数字两边有空格都算对。
    为什么：标题是公众和上级识别一份年度报告的依据，缺单位、缺年度或名称写错，会被当作格式不规范退回。
    依据：《中华人民共和国政府信息公开条例》关于发布“政府信息公开工作年度报告”的规定
    错误示例：青禾县2018年度政务信息公开年度报告
    正确示例：青禾县2018年政府信息公开工作年度报告
    """
    report = case.report
    if report.title is None:
        message = "没有找到报告标题，这可能不是年度报告"
        yield Problem(Missing(None, None, "标题"), message, f"在开头写明标题，如“{_TITLE_FORM}”。", severity=Severity.ERROR)
        return
    flaws = list(_title_flaws(report.title.text, report.title.unit, report.title.year))
    if flaws:
        first = report.title.places[0]
        yield Problem(first, f"标题{'，'.join(flaws)}", f"规范写法：{_TITLE_FORM}。", {"title": report.title.text})


def _title_flaws(text: str, unit: str | None, year: int | None) -> Iterator[str]:
    words = bare(text)
    if OFFICIAL.match(words) and "年度政府" not in words:
        return
    if unit is None:
        yield "没有写明单位名称"
    if year is None:
        yield "没有写明年度"
    if words.count("年度") > 1:
        yield "重复了“年度”"
    elif "政府信息公开工作年度报告" not in words:
        yield "没有写成“政府信息公开工作年度报告”"
    elif unit is not None and year is not None:
        yield "写法与规范名称不同"


@rule("structure.section-missing", "法定内容齐全", Severity.ERROR, Need.TEXT | Need.EDITION, "items")
def section_missing(case: Case) -> Iterator[Problem]:
    """法定应当报告的内容一项不能少。

    检查：2007年《条例》第三十二条规定的六项内容，每一项在正文中有没有文字说明。章节标题不限，写在哪一章都可以；
    只在统计表里有数字、正文没有文字的，作为提醒；正文和统计表都没有的，作为错误。
    为什么：六项内容是法定必备内容，没有发生的也要写明“没有”。缺项的报告会被退回补充。
    依据：《中华人民共和国政府信息公开条例》（2007年国务院令第492号）第三十二条
    错误示例：全文没有提到政府信息公开的收费和减免情况。
    正确示例：三、政府信息公开的收费及减免情况。2018年，我县未收取政府信息公开有关费用。
    """
    yield from missing_contents(case.report)
    if unread := case.report.document.unread:
        raise NotChecked(UNREAD_REST.format("、".join(map(str, unread))))


def missing_contents(report: Report) -> list[Problem]:
    """What the edition demands and the draft does not have."""
    edition = _edition(report)
    items = [_missing(report, edition, item) for item in edition.items if not _treated(report, item)]
    return [*items, *_missing_chapters(report)]


def _missing_chapters(report: Report) -> Iterator[Problem]:
    """Chapters that the edition fixes and the draft does not have."""
    last = report.document.position(report.document.paragraphs[report.title.last]) if report.title else None
    for match in report.fixed_chapters:
        name = f"{'一二三四五六七八九十'[match.chapter.number - 1]}、{match.chapter.title}"
        if match.section is None:
            place = Missing(None, last, name)
            message, matter = f"缺少“{name}”部分", f"chapter:{match.chapter.id}"
            advice = f"补上“{name}”；没有的也要写明。"
            yield Problem(place, message, advice, {"section": match.chapter.title}, reports=(matter,))
        else:
            last = match.section.blocks[1] - 1


def _missing(report: Report, edition: Edition, item: Item) -> Problem:
    only_table = _in_table(report, item)
    message = f"正文没有写“{item.title}”" + ("，只在统计表中有数字" if only_table else "")
    place = Missing(None, _insertion(report, item, edition), item.title)
    severity = Severity.WARNING if only_table else Severity.ERROR
    basis = f"{edition.basis.get('items', '')}{item.basis}：{item.title}"
    return Problem(
        place, message, item.suggestion or None, {"section": item.title, "item": item.id}, severity=severity, basis=basis
    )


def _edition(report: Report) -> Edition:
    if report.edition is None:
        raise NotApplicable("没有认出格式版本。")
    return report.edition


def _heads(report: Report, item: Item) -> Iterator[Section]:
    for section in report.sections:
        if not section.attachment and section.level <= 2 and any(re.search(p, section.title) for p in item.headings):
            yield section


def _treated(report: Report, item: Item) -> bool:
    if any(_heads(report, item)):
        return True
    patterns = [re.compile(pattern) for pattern in item.texts]
    # A preamble lists the chapters; that a chapter is announced there is no text on its item.
    listed = {p.index for p in report.preamble} if report.sections else set()
    return any(pattern.search(folded(p.text)) for p in report.body if p.index not in listed for pattern in patterns)


def _in_table(report: Report, item: Item) -> bool:
    return any(form.value(row) is not None for form in report.forms for row in item.rows if row in form.rows)


def _insertion(report: Report, item: Item, edition: Edition) -> int | None:
    """Behind which block a missing item belongs: behind the last chapter that treats an item before it."""
    order = [each.id for each in edition.items]
    for earlier in reversed(edition.items[: order.index(item.id)]):
        chapters = [s for s in _heads(report, earlier) if s.level == 1]
        if chapters:
            return chapters[-1].blocks[1] - 1
    return report.sign_off.position if report.chapters else None


@rule("structure.section-empty", "章节有内容", Severity.ERROR, Need.TEXT, "items")
def section_empty(case: Case) -> Iterator[Problem]:
    """有标题的章节下面要有内容。

    检查：一级标题下面既没有文字也没有表格。表格放到了别处（如全文的末尾）的，按提醒报告。
    为什么：只有标题没有内容，等于没有报告这一项；没有发生的事项也应写明“无”。
    依据：《中华人民共和国政府信息公开条例》关于年度报告内容的规定
    错误示例：六、其他需要报告的事项（下面空白）
    正确示例：六、其他需要报告的事项。无其他需要报告的事项。
    """
    report = case.report
    for section in report.chapters:
        told = section.run_in or _is_statement(report, section) or _goes_on_below(report, section)
        if not told and not any(_contents(report, section)):
            message = f"“{section.title}”只有标题，下面没有内容"
            advice = "补写这一部分的内容；没有的，写明“无”。"
            severity = None
            chapters = [match.chapter.id for match in report.fixed_chapters if match.section is section]
            reports = tuple(f"empty:{chapter}" for chapter in chapters)
            elsewhere = [match for match in report.forms if match.form.chapter in chapters]
            if any(_on_another_sheet(report, section, match) for match in elsewhere):
                continue
            if elsewhere:
                message = f"“{section.title}”下面没有内容，统计表放在了别处"
                advice, severity = "把统计表移到这个标题下面。", Severity.WARNING
            data, tables = {"section": section.title}, tuple(match.caption for match in elsewhere if match.caption)
            yield Problem(section.place, message, advice, data, tables, severity=severity, reports=reports)


def _on_another_sheet(report: Report, section: Section, match: FormMatch) -> bool:
    """Whether a workbook has the text on one sheet and the table on another, as workbooks do."""
    sheets = {report.document.paragraphs[section.place.paragraph].sheet, *(table.sheet for table in match.tables)}
    return len(sheets) > 1


def _contents(report: Report, section: Section) -> Iterator[Block]:
    """What stands under a heading, without sign-off and announced attachments."""
    closing = [report.sign_off.unit_place, report.sign_off.date_place, *(each.place for each in report.announced)]
    aside = {place.paragraph for place in closing if isinstance(place, InText)}
    for block in report.document.blocks[section.blocks[0] + 1 : section.blocks[1]]:
        if not (isinstance(block, Paragraph) and (block.index in aside or not block.text.strip())):
            yield block


def _goes_on_below(report: Report, section: Section) -> bool:
    """Whether items numbered from 一、 anew or the same heading again stand right below: their number is the defect."""
    below = next((other for other in report.chapters if other.blocks[0] == section.blocks[1]), None)
    if section.value is None or below is None:
        return False
    fixed = {match.section for match in report.fixed_chapters}
    return (below.value, below.title) == (section.value, section.title) or (below.value == 1 and below not in fixed)


def _is_statement(report: Report, section: Section) -> bool:
    """A chapter that is one numbered sentence: 四、全年没有收取费用。"""
    words = bare(report.document.paragraphs[section.place.paragraph].text)
    return words.endswith("。") and bool(re.search(r"[,，]|没有|未|\d[件条次元]", section.title))


_RESTART = re.compile(r"[::]$|问题|不足|改进|措施|下一步|打算|方面|如下")


@rule("structure.heading-numbering", "标题序号", Severity.WARNING, Need.TEXT, "format")
def heading_numbering(case: Case) -> Iterator[Problem]:
    """标题序号应当连续，不跳号、不重号。

    检查：一、二、三……和（一）（二）……等各级标题的序号。同一章里先后两组（一）（二）（如先写问题、再写措施），中间有文字隔开的算对；
    1. 2. 3. 可以在新的一段里重新开始。
    为什么：序号跳号往往是删改后漏改，也可能是漏掉了一整部分内容。
    依据：《党政机关公文格式》（GB/T 9704—2012）结构层次序数的规定
    错误示例：一、概述　二、主动公开情况　四、存在的问题
    正确示例：一、概述　二、主动公开情况　三、存在的问题
    """
    last: dict[int, Section] = {}
    due: dict[int, int] = {}
    absent = _absent(case.report)
    names = {each.place.paragraph for each in case.report.announced if isinstance(each.place, InText)}
    for section in case.report.sections:
        if section.attachment or section.value is None or section.place.paragraph in names:
            continue
        before, expected = last.get(section.level), due.get(section.level, 1)
        last = {level: other for level, other in last.items() if level < section.level} | {section.level: section}
        if section.level == 1 and 0 < section.value - expected <= absent:
            absent -= section.value - expected
            expected = section.value
        follows = section.value == (before.value or 0) + 1 if before else section.value == 1
        later = section.level > 1 or section.value > expected
        if later and gap_between(case.report.document, _above(before, last, section), section.blocks[0]):
            expected = section.value
        # After a wrong number the next one may go on from it, or from what it should have been: one slip is one finding.
        if section.value == expected or follows or _may_restart(case.report, section, before):
            expected = section.value
        else:
            yield _numbering_problem(section, before, expected)
        due = {level: value for level, value in due.items() if level < section.level} | {section.level: expected + 1}


def _above(before: Section | None, last: Mapping[int, Section], section: Section) -> int | None:
    """The heading that a number follows: the one before it, or the one over it where it is the first."""
    over = before or max((each for each in last.values() if each is not section), key=lambda each: each.level, default=None)
    return over.blocks[0] if over else None


def _absent(report: Report) -> int:
    """How many required parts are missing: a gap in the numbers that they leave is no second defect."""
    items = report.edition.items if report.edition else ()
    missing = [item for item in items if not _treated(report, item)]
    return len(missing) + sum(match.section is None for match in report.fixed_chapters)


def _may_restart(report: Report, section: Section, before: Section | None) -> bool:
    if section.value != 1 or before is None or section.level == 1:
        return False
    above = report.document.blocks[section.blocks[0] - 1]
    if section.level >= 3:
        # Right under a first item a second "1." is a slip; a list may follow a whole one, or a text.
        return not (before.value == 1 and isinstance(above, Paragraph) and above.index == before.place.paragraph)
    return isinstance(above, Paragraph) and above.index != before.place.paragraph and bool(_RESTART.search(bare(above.text)))


def _numbering_problem(section: Section, before: Section | None, expected: int) -> Problem:
    if before is None:
        message = f"“{section.title}”的序号是“{section.number}”，前面没有第一个标题"
    elif section.value == before.value:
        message = f"序号“{section.number}”重复：“{before.title}”和“{section.title}”用了同一个序号"
    else:
        message = f"序号不连续：“{before.title}”是“{before.number}”，接着的“{section.title}”是“{section.number}”"
    data = {"level": section.level, "expected": expected, "actual": section.value}
    related = (before.place,) if before else ()
    follows = ("order",) if section.level == 1 else ()
    return Problem(section.place, message, "核对是否漏了一部分内容，或改正序号。", data, related, follows=follows)


# An office that signs for its government or department, and the bureaus that run disclosure for a government.
_OFFICE = re.compile(
    r"(?:党政综合|党政|综合|政务公开|政府信息公开|信息公开|大数据)?(?:和政务公开|工作)?(?:领导小组)?(?:综合)?办(?:公室)?$"
    r"|政务(?:服务|公开)[^局]{0,12}(?:局|中心)$|(?:大?数据(?:资源|发展)?(?:管理|服务)?|行政审批(?:服务)?)局$"
)
# 青溪区人民政府柳河街道办事处 is the 柳河街道办事处 of 青溪区.
_DISTRICTS = re.compile(r"(?<=[县市区旗])人民政府(?=[\u4e00-\u9fff]+街道)")
# A zone is named without its committee, as a county without its government.
_GOVERNMENT = re.compile(r"(?:人民政府|政府|(?<=[区园])(?:管理委员会|管委会))$")


@dataclass(frozen=True)
class SignOffOptions:
    """What the end of a report should state."""

    unit: bool = option("末尾是否应有发文单位", True)
    date: bool = option("末尾是否应有成文日期", True)


@rule(
    "structure.sign-off", "落款", Severity.INFO, Need.TEXT, "format", options=SignOffOptions, yields_to=("content.placeholder",)
)
def sign_off(case: Case) -> Iterator[Problem]:
    """报告末尾应有发文单位和成文日期。

    检查：正文末尾有没有单位名称和日期（标题下方括号里的日期也算）；落款单位与标题中的单位是否一致（由该单位的办公室落款算对）。
    为什么：报送稿要有落款和日期才算正式；落款是别的单位，多半是套用模板没有改。
    依据：《党政机关公文格式》（GB/T 9704—2012）发文机关署名、成文日期的规定
    错误示例：全文到最后一章结束，没有单位和日期
    正确示例：青禾县人民政府　2019年2月20日
    """
    report, end, asked = case.report, case.report.sign_off, case.chosen(SignOffOptions)
    last = report.chapters[-1].key if report.chapters else None
    if end.unit is None and asked.unit:
        place, advice = Missing(last, end.position, "落款单位"), "在正文后写明发文单位。"
        yield Problem(place, "末尾没有发文单位", advice, {"field": "unit"}, follows=("sign-off:unit",))
    if end.date is None and asked.date:
        place, advice = Missing(last, end.position, "成文日期"), "在发文单位下一行写明年、月、日。"
        yield Problem(place, "末尾没有成文日期", advice, {"field": "date"}, follows=("sign-off:date",))
    titled = report.title.unit if report.title else None
    if end.unit and end.unit_place and titled and not _same_unit(end.unit, titled) and not _compiled_by(report, end.unit):
        yield _other_unit(end.unit, end.unit_place, report)


def _other_unit(name: str, place: InText, report: Report) -> Problem:
    message = f"落款单位“{name}”与标题中的“{report.unit}”不一致"
    data = {"field": "unit", "expected": report.unit, "actual": name}
    related = report.title.places[:1] if report.title else ()
    return Problem(place, message, "核对落款，改成本单位的名称。", data, related, severity=Severity.WARNING)


_SECOND_NAME = re.compile(r"[(（][^()（）]*[)）]$")


def _compiled_by(report: Report, unit: str) -> bool:
    """Whether a government's preamble names a department of its own as the one that compiled the report, which then signs it."""
    name, region = bare(unit), bare(report.title.unit or "") if report.title else ""
    told = (sentence for paragraph in report.preamble for sentence in bare(paragraph.text).split("。"))
    own = report.kind == "government" and name.startswith(region.removesuffix("人民政府")) and name != region
    return own and any(name in sentence and re.search("编制|编写|汇总|编撰", sentence) for sentence in told)


def _same_unit(signed: str, unit: str) -> bool:
    """The same unit, or its office: 青禾县 – 青禾县人民政府 – 青禾县人民政府办公室; 云岭县石桥镇 – 石桥镇党政办公室."""
    # An office with a second name (挂牌) signs with the first alone.
    own, other = _stem(_SECOND_NAME.sub("", unit)), _stem(_SECOND_NAME.sub("", signed))
    return bool(own and other) and (own.endswith(other) or other.endswith(own))


def _stem(name: str) -> str:
    """A name without 人民政府 or a zone's committee, and without its office."""
    words = re.sub(r"\(.*?章\)$", "", bare(name))
    without = _OFFICE.sub("", words)
    words = _DISTRICTS.sub("", without if len(without) >= 2 else words)
    return _GOVERNMENT.sub("", re.sub(r"街道办事处$", "街道", words))
