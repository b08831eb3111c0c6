"""A checked draft made by hand: the fictional 青禾县's report for 2018, with findings of every kind and severity."""

from __future__ import annotations

from datetime import date

from core.document import Align, Block, Cell, Document, Format, Paragraph, Picture, Table, Text
from core.findings import ChecklistRow, Contact, Facts, Finding, Location, LocationKind, Result, Severity, Status, Step

TITLE = "青禾县2018年政府信息公开工作年度报告"
PARAGRAPHS = (
    TITLE,
    (
        "本报告依据《中华人民共和国政府信息公开条例》编制，由工作概述、主动公开、依申请公开、收费减免、复议诉讼、问题与改进六个部分组成。"
        "所列数据的统计期限为2018年1月1日至2018年12月31日。报告电子版可在青禾县人民政府网站下载，"
        "如有疑问，请与青禾县人民政府办公室联系（邮编：000000；电话：0999-1234567）。"
    ),
    "一、工作概述",
    "2018年，全县政务公开工作围绕中心任务展开，着力完善制度、拓宽渠道、提高质量，群众对政府工作的知晓度稳步上升。",
    "（一）健全工作机制。",
    "调整了政务公开领导小组，明确由县政府办公室政务公开股负责日常事务，全年开展业务培训6期，接受培训人员412人次。",
    "二、主动公开政府信息情况",
    "全年通过各类渠道主动公开政府信息8642条，其中政府网站公开5120条，占比58.3%；政务微信公开1874条，政务微博公开1203条。",
    "三、依申请公开政府信息情况",
    "全年共收到政府信息公开申请26件，均在法定期限内办结并答复，没有超期情况，也没有收取任何费用的情况发生。。",
    "四、因政府信息公开申请行政复议、提起行政诉讼的情况",
    "2018年，我县没有发生因政府信息公开引起的行政复议，行政诉讼 1 件，已审结。",
    "五、存在的主要问题及改进情况",
    "对照要求，仍有公开内容不够及时、解读形式比较单一等不足。下一步将加强督查，丰富图文解读，推动政务公开工作再上新台阶。",
    "附件：政府信息公开情况统计表（2018年度）",
)
ROWS = """
一、主动公开情况|——|
（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）|条|8652
其中：主动公开规范性文件数|条|31
制发规范性文件总数|件|31
（二）通过不同渠道和方式公开政府信息的情况|——|
1.政府公报公开政府信息数|条|102
2.政府网站公开政府信息数|条|5120
3.政务微博公开政府信息数|条|1203
4.政务微信公开政府信息数|条|1874
5.其他方式公开政府信息数|条|343
二、回应解读情况|——|
（一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次）|次|9
三、依申请公开情况|——|
（一）收到申请数|件|26
1.当面申请数|件|4
2.传真申请数|件|0
3.网络申请数|件|17
4.信函申请数|件|5
（二）申请办结数|件|26
1.按时办结数|件|23
2.延期办结数|件|2
（三）申请答复数|件|26
1.属于已主动公开范围数|件|9
2.同意公开答复数|件|11
3.同意部分公开答复数|件|
4.不同意公开答复数|件|1
其中：涉及国家机密|件|0
四、行政复议数量|件|0
五、行政诉讼数量|件|1
六、举报投诉数量|件|无
七、依申请公开信息收取的费用|万元|0
八、机构建设和保障经费情况|——|
（一）政府信息公开工作专门机构数|个|1
（三）从事政府信息公开工作人员数|人|86
1.专职人员数（不包括政府公报及政府网站工作人员数）|人|12
2.兼职人员数|人|74
九、政府信息公开会议和培训情况|——|
（二）举办各类培训班数|次|6
（三）接受培训人员数|人次|412
"""
BASIS = "《国务院办公厅关于加强和规范政府信息公开情况统计报送工作的通知》（国办发〔2014〕32号）附件《政府信息公开情况统计表》"
ACT = "《中华人民共和国政府信息公开条例》（国务院令第492号）第三十二条"


def table() -> Table:
    """The statistical table, with a title row over all columns."""
    lines = [line.split("|") for line in ROWS.strip().splitlines()]
    cells = [Cell(0, 0, Text.at("政府信息公开情况统计表（2018年度）"), column_span=3)]
    for row, line in enumerate([["统计指标", "单位", "统计数"], *lines], 1):
        cells += [Cell(row, column, Text.at(text)) for column, text in enumerate(line)]
    return Table(tuple(cells), index=0)


def row_of(label: str) -> int:
    return next(cell.row for cell in table().cells if cell.text.startswith(label))


def paragraph_of(start: str) -> int:
    return next(number for number, text in enumerate(PARAGRAPHS) if text.startswith(start))


def text_at(paragraph_start: str, words: str, section: str | None) -> Location:
    number = paragraph_of(paragraph_start)
    start = PARAGRAPHS[number].index(words)
    return Location(LocationKind.TEXT, section, paragraph=number, start=start, end=start + len(words))


def cell_at(label: str, column: int = 2) -> Location:
    name = f"统计表 › {label.split('（不', maxsplit=1)[0]}"
    return Location(LocationKind.CELL, "附件", table=0, row=row_of(label), column=column, label=name)


def missing(section: str | None, after: int | None) -> Location:
    return Location(LocationKind.DOCUMENT, section, after_block=after)


def document(path: str = "/tmp/青禾县2018年年度报告（送审稿）.docx", pages: bool = False) -> Document:
    """The draft; with pages it is a PDF."""
    blocks: list[Block] = []
    for number, text in enumerate(PARAGRAPHS):
        page = 1 + number // 8 if pages else None
        align = Align.CENTER if number == 0 else None
        blocks.append(Paragraph(Text.at(text, page), number, 0 if number == 0 else None, align))
    blocks.append(table())
    blocks.append(Picture(description="县政务公开工作流程图"))
    return Document(path, Format.PDF if pages else Format.DOCX, tuple(blocks), page_count=3 if pages else None)


CHANNELS = ("1.政府公报公开", "2.政府网站公开", "3.政务微博公开", "4.政务微信公开", "5.其他方式公开")
FINDINGS = (
    Finding(
        "contact.missing",
        Severity.WARNING,
        "导语没有写明办公地址",
        missing(None, 1),
        reason="公众需要知道到哪里咨询和查阅。",
        suggestion="在联系方式中补写办公地址，例如“地址：青禾县××路××号”。",
        data={"field": "address"},
    ),
    Finding("contact.missing", Severity.INFO, "导语没有写明电子邮箱", missing(None, 1), data={"field": "email"}),
    Finding(
        "consistency.text-table",
        Severity.ERROR,
        "正文“主动公开政府信息8642条”与统计表的8652条不一致，相差10条",
        text_at("全年通过", "主动公开政府信息8642条", "二"),
        "主动公开政府信息8642条",
        reason="同一事项在正文和统计表中的数字应当相同。",
        basis=BASIS,
        suggestion="核对台账，把正文或统计表改成同一个数。",
        related=(cell_at("（一）主动公开政府信息数"),),
        arithmetic=(
            Step("正文", "8642", "part"),
            Step("统计表（一）主动公开政府信息数", "8652", "stated"),
            Step("相差", "10", "difference"),
        ),
    ),
    Finding(
        "consistency.percentage",
        Severity.ERROR,
        "占比58.3%与所列数字不符：5120 ÷ 8642 = 59.2%",
        text_at("全年通过", "政府网站公开5120条，占比58.3%", "二"),
        "政府网站公开5120条，占比58.3%",
        arithmetic=(
            Step("政府网站公开", "5120"),
            Step("主动公开总数", "÷ 8642"),
            Step("应为", "59.2%", "sum"),
            Step("文中写作", "58.3%", "stated"),
            Step("相差", "0.9 个百分点", "difference"),
        ),
        suggestion="改为“占比59.2%”，或核对两个数字。",
    ),
    Finding(
        "language.approximation",
        Severity.INFO,
        "“占比58.3%”前后的说法不一致",
        text_at("全年通过", "占比58.3%", "二"),
        "占比58.3%",
    ),
    Finding(
        "structure.section-missing",
        Severity.ERROR,
        "没有“收费及减免情况”部分",
        missing("三", paragraph_of("全年共收到")),
        reason="条例要求的六项内容之一。",
        basis=ACT,
        suggestion="增写一节，说明全年收费和减免的情况；没有收费也应写明。",
        data={"section": "政府信息公开的收费及减免情况"},
    ),
    Finding(
        "language.punctuation",
        Severity.INFO,
        "句号重复：“。。”",
        text_at("全年共收到", "。。", "三"),
        "。。",
        suggestion="删去一个句号。",
    ),
    Finding(
        "language.term",
        Severity.INFO,
        "“业务培训6期”与统计表“6次”的说法不一致",
        text_at("调整了", "业务培训6期", "一"),
        "业务培训6期",
        reason="同一事项前后用词一致，便于核对。",
    ),
    Finding(
        "consistency.text-sum",
        Severity.WARNING,
        "行政诉讼“1 件”没有说明结果",
        text_at("2018年，我县", "行政诉讼 1 件", "四"),
        "行政诉讼 1 件",
    ),
    Finding(
        "table.bound",
        Severity.ERROR,
        "主动公开政府信息数8652大于各渠道合计8642",
        cell_at("（一）主动公开政府信息数"),
        "8652",
        reason="同一条信息在多个渠道公开只计一条，总数不会大于各渠道之和。",
        basis=BASIS,
        suggestion="核对各渠道条数和总数。",
        related=tuple(cell_at(name) for name in CHANNELS),
        arithmetic=(
            Step("1.政府公报", "102"),
            Step("2.政府网站", "5120"),
            Step("3.政务微博", "1203"),
            Step("4.政务微信", "1874"),
            Step("5.其他方式", "343"),
            Step("各渠道合计", "8642", "sum"),
            Step("表中总数", "8652", "stated"),
            Step("多出", "10", "difference"),
        ),
    ),
    Finding(
        "table.sum",
        Severity.ERROR,
        "申请办结数26，与按时办结23、延期办结2之和25不等，差1",
        cell_at("（二）申请办结数"),
        "26",
        basis=BASIS,
        related=(cell_at("1.按时办结数"), cell_at("2.延期办结数")),
        arithmetic=(
            Step("1.按时办结数", "23"),
            Step("2.延期办结数", "2"),
            Step("合计", "25", "sum"),
            Step("表中写作", "26", "stated"),
            Step("相差", "1", "difference"),
        ),
    ),
    Finding(
        "table.blank-cell",
        Severity.WARNING,
        "“3.同意部分公开答复数”没有填写",
        cell_at("3.同意部分公开答复数"),
        suggestion="没有发生的填“0”。",
    ),
    Finding(
        "table.label",
        Severity.WARNING,
        "“涉及国家机密”应为“涉及国家秘密”",
        cell_at("其中：涉及国家机密", 0),
        "其中：涉及国家机密",
        basis=BASIS,
    ),
    Finding(
        "table.not-a-number",
        Severity.WARNING,
        "“六、举报投诉数量”填的是“无”，应填数字",
        cell_at("六、举报投诉数量"),
        "无",
        suggestion="改为“0”。",
    ),
)
"""Fourteen findings: text, cells, missing things; overlapping ones too."""


def checklist() -> tuple[ChecklistRow, ...]:
    return (
        ChecklistRow("structure.title", Status.PASS, title="标题写明单位、年度和文种"),
        ChecklistRow("table.sum", Status.FAIL, 1, title="合计等于各项之和"),
        ChecklistRow(
            "structure.attachment", Status.NOT_CHECKED, reason="附件是图片，其中的文字无法读取。", title="附件与正文所说一致"
        ),
    )


def result(path: str | None = None, pages: bool = False) -> Result:
    """The draft with all its findings."""
    draft = document(path or "/tmp/青禾县2018年年度报告（送审稿）.docx", pages)
    facts = Facts((date(2018, 1, 1), date(2018, 12, 31)), Contact(postcode="000000", phone=("0999-1234567",)))
    return Result(
        draft.path,
        draft,
        TITLE,
        "青禾县人民政府",
        2018,
        "2008",
        facts,
        FINDINGS,
        checklist(),
        "2019-03-01T10:42:05",
        0.08,
    )


def clean_result(path: str = "/tmp/青禾县2018年年度报告（定稿）.docx") -> Result:
    """The draft with nothing to say about it."""
    passed = (ChecklistRow("structure.title", Status.PASS, title="标题"), ChecklistRow("table.sum", Status.PASS, title="合计"))
    return Result(path, document(path), TITLE, "青禾县人民政府", 2018, "2008", Facts(), (), passed, "2019-03-01T10:42:05", 0.08)
