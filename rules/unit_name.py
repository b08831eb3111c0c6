"""Another unit's name where the reporting unit's belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Paragraph
from core.findings import Severity
from core.place import InText, Place
from core.report.closing import footer_values
from core.report.report import Report
from core.rule import Case, Need, NotApplicable, Problem, rule
from core.text.fold import bare, fold
from rules.calls_itself import other_selves
from rules.citations import opening
from rules.wordlists import load

_BASIS = "年度报告由发布机关对本机关的工作负责，名称应当前后一致"
_YEAR = r"(?:(?:19|20)\d\d|二[〇零][〇零一二三四五六七八九]{2})年(?:度)?+"
_PUBLISHED = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{3,40}}?){_YEAR}(?:政府|政务)?信息公开(?:工作)?(?:年度报告|年报|工作情况)")
_COMPILED = re.compile(
    r"由(?P<name>[\u4e00-\u9fff]{3,40}?)(?:(?:会同|综合(?!办|科|股|室)|结合|组织)[^。;由]{0,40}?|(?:根据|依据|按照|依照)[^。;由]{0,120}?)?(?:编制|编写|汇总|编撰|制作)"
)
# 柳林镇人民政府根据……编制本报告, and 依照……，柳林镇人民政府编制了本报告.
_RESTS = re.compile(
    r"(?:^|[,。;\n])(?P<name>[\u4e00-\u9fff]{3,30}?)(?:严格|认真|现)?(?:根据|依据|按照|依照|遵照|对照)[^。;]{2,160}?(?:编制|编写|编撰|撰写|制作|形成|公布|发布)[^。;]{0,30}?(?:报告|年报|如下)"
)
_MADE = re.compile(
    r"(?:^|[,。;\n])(?P<name>[\u4e00-\u9fff]{3,30}?)(?:组织|负责|汇总|牵头|(?:汇总|综合|会同|组织)[^。;]{2,50}?,?)?(?:编制|编写|编撰|撰写|制作)(?:了|完成|形成|并(?:对外|向社会)?(?:公布|发布|公开))?(?:本|《|(?:19|20)\d\d年)[^。;]{0,30}?(?:报告|年报)"
)
# 柳林镇党政办公室对全镇一年来的情况进行了梳理汇总，形成本报告.
_SUMS_UP = re.compile(
    r"(?:^|[,。;\n])(?P<name>[\u4e00-\u9fff]{3,30}?)(?:认真|全面|组织|负责|及时)*(?:对|就|将)[^。;]{2,50}?(?:梳理|汇总|统计|总结|归纳)[^。;]{0,20}?"
    r"(?:形成|编制|编写|撰写)(?:了)?(?:此|本|这份)(?:年度)?(?:报告|年报)"
)
# 根据……，柳林镇人民政府特向社会公布2014年……年度报告.
_GIVES_OUT = re.compile(
    r"(?:^|[,。;\n])(?!在|通过|于|可|经|利用|依托|登录)(?P<name>(?:(?!网|通过)[\u4e00-\u9fff]){3,30}?)(?:(?:通过|在)[^,。;]{2,20}?)?"
    rf"(?:特|现|谨|依法|按时|及时|主动)*(?:(?:面)?向)?(?:全)?(?:社会|公众)?(?:各界)?(?:公开)?"
    rf"(?:公布|发布|公开|公示)(?:了)?(?:本|《|{_YEAR})[^,。;]{{0,30}}?(?:报告|年报)"
)
# The sentence that opens the account of the year.
_OPENS = re.compile(
    rf"^(?:{_YEAR}是[^。;]{{2,40}}年(?:份)?。)?(?:{_YEAR},?|一年来,?|全年,?|本年度,?)?(?P<name>[\u4e00-\u9fff]{{3,20}}?)(?:始终|一直|继续|持续)?(?=坚持|认真|严格|高度|深入|全面|持续|紧紧|紧扣|紧密|以|按照|根据|切实|积极"
    r"|不断|扎实|着力|围绕|聚焦|贯彻|落实|牢固|牢牢|在|共|累计|主动|政府信息公开|政务公开|(?<!政府)信息公开|[把将](?:做好|推进|加强|深化)?(?:政府信息|政务|信息)公开)"
)
# 为全面反映青禾县教育局（以下简称我局）的工作.
_CALLED = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{3,30}?)\((?:以下|下)?简?称(?:为|作)?“?(?:[我本][县市区旗州局委办厅镇乡院所站中街]|本(?:机关|单位))"
)
_CONTACTED = re.compile(
    r"(?:请|可)(?:直接|及时)?(?:与|向|同|联系|致电)(?P<name>[\u4e00-\u9fff]{3,30}?)(?:联系|咨询|反映|反馈|查询|索取|提出|[,(:。]|$)"
)
# 可在青禾县人民政府门户网站查阅.
_READ_AT = re.compile(
    r"(?:在|登录|登陆|访问|通过|从|于)(?P<name>[\u4e00-\u9fff]{2,6}?(?:自治县|[县区旗]))(?:人民)?政府(?:门户)?(?:网站|网)"
)
# A desk of the office that is to be asked, behind the office's name.
_DESK = re.compile(r"(?<=办公室)[\u4e00-\u9fff]{2,8}(?:科|股|室|处)$")
# Who will go on with the work next year.
_MEANS_TO = re.compile(
    rf"(?:^|[。;\n])(?:{_YEAR},?|下一步,?|下一年,?|今后,?)(?P<name>[\u4e00-\u9fff]{{3,20}}?)将(?:以|着力|进一步|继续|重点|持续|紧紧|切实|按照|从|认真|积极|坚持|不断|围绕|聚焦|深入|加强|在)"
)
# What only the reporting unit tells of itself, year after year: what it published, the requests, reviews and the fee.
_ALL_YEAR = "(?:共|累计|全年|总计|均|都|本年度?|年内|一年来)*"
_WORKED = re.compile(
    rf"(?:^|[。;\n])(?:{_YEAR},?)?(?:全年,?)?(?P<name>[\u4e00-\u9fff]{{3,20}}?){_ALL_YEAR}"
    r"(?:主动公开(?:各类)?政府信息|(?:未|没有)?(?:新收|收到|受理|接到|接收)(?:过|各类|到)*政府信息公开申请"
    r"|因(?:政府)?信息公开(?:工作)?(?:被)?[^,。;]{0,8}(?:行政复议|行政诉讼)"
    r"|(?:未|没有)(?:发生|出现|产生|涉及)?(?:过|因)?[^,。;]{0,14}(?:行政复议|行政诉讼))"
)
_CHARGED = re.compile(
    rf"(?:^|[。;\n]|(?<=[》)]),)(?:{_YEAR},?)?(?:全年,?)?(?P<name>[\u4e00-\u9fff]{{3,20}}?)(?:{_YEAR},?)?(?:(?:依照|按照|根据|依据)[^。;]{{2,60}}?,?)?{_ALL_YEAR}"
    r"(?:(?:(?:从未|未|没有|无|不|依法|实际|应)?(?:收取|产生|发生|涉及|减免|退还)?(?:过|任何|的)?)?(?:依申请公开|政府信息公开|政务公开)?(?:政府)?信息(?:公开)?处理费"
    r"|(?:没有|无)(?:其[他它])?(?:需要|应当)?报告的(?:其[他它])?事项)"
)

# What a county says of itself, anywhere in the account: 南屏县高度重视政府信息公开工作; 南屏县认真贯彻落实《条例》.
_PRAISES = re.compile(
    rf"(?:^|(?<=[。;\n]))(?:{_YEAR},?)?(?P<name>(?!原|[\u4e00-\u9fff]{{0,2}}(?:试点|示范|先进|周边|相邻|兄弟|其他|农业|山区|牧区|边境|民族|直管|[大强小两几多])县)"
    r"[\u4e00-\u9fff]{2,3}县(?:人民政府|政府)?)(?:始终|一直|历来)?"
    r"(?:高度重视(?:政府信息|政务|信息)公开工作|认真(?:贯彻|学习)?(?:贯彻)?落实《(?:中华人民共和国)?(?:政府信息公开)?条例》)"
)
# Of another county it is told where one went there, works with it or is compared with it.
_TOLD_OF_OTHERS = re.compile(
    "学习|借鉴|经验|交流|考察|合作|协作|共建|对口|帮扶|结对|联合|毗邻|邻近|赴|到访|来访|做法|兄弟|案例|例如|比如|互[查评检]|评比|排名|通报|合并|撤县|区划|代管|参观|观摩|调研"
)


@dataclass(frozen=True, slots=True)
class _Words:
    """How units are named."""

    ends: str
    own_parts: str
    generic: str
    lead: str
    cites: str
    behind: str
    no_subject: str


@rule("content.wrong-unit", "没有错写成其他单位", Severity.ERROR, Need.NOTHING, "items", yields_to=("content.placeholder",))
def wrong_unit(case: Case) -> Iterator[Problem]:
    """该写本单位名称的地方，不能写成别的单位。

    检查：导语“公布……年度报告”“由……编制”“……根据……编制本报告”“请与……联系”中的单位，统计表的填报单位，正文开头和叙述主动公开、
    收到申请的主语，是不是标题中的单位；自称（“我县”“我局”“我镇”）与单位的类别是否相符。本单位的办公室、上级机关、引用的文件名称、所属部门和乡镇都算对。落款另有一项检查。
    为什么：单位写错，说明稿子抄自别的单位或套用了模板。
    依据：年度报告由发布机关负责
    错误示例：（青禾县教育局的报告）现公布青禾县民政局2018年政府信息公开工作年度报告。
    正确示例：（青禾县教育局的报告）现公布青禾县教育局2018年政府信息公开工作年度报告。
    """
    report = case.report
    if report.title is None or not report.title.unit:
        raise NotApplicable("标题中没有单位名称（另有一项检查标题）。")
    own = bare(report.title.unit)
    told: set[int] = set()
    for site, region, right in _foreign_sites(report):
        told.add(site.paragraph)
        message = f"查阅报告的网站写的是“{region}”的，本单位属于“{right}”"
        data = {"expected": right, "actual": region}
        yield Problem(site, message, f"改为“{right}”的网站，并核对网址。", data, report.title.places[:1], basis=_BASIS)
    for name, place, where in (*_named(report), *_filled(report)):
        if _is_other(own, name, report, where) and not (isinstance(place, InText) and place.paragraph in told):
            if isinstance(place, InText):
                told.add(place.paragraph)
            message = f"{where}写的是“{name}”，报告标题中的单位是“{report.title.unit}”"
            data = {"expected": report.title.unit, "actual": name}
            yield Problem(place, message, f"改为“{report.title.unit}”。", data, report.title.places[:1], basis=_BASIS)
    for place, words, right in other_selves(report):
        if place.paragraph not in told:
            message = f"“{words}”不是“{report.title.unit}”对自己的称呼，可能抄自别的单位的稿子"
            data = {"expected": right, "actual": words}
            yield Problem(
                place,
                message,
                f"核对这一段是不是本单位的情况；是的，改为“{right}”。",
                data,
                report.title.places[:1],
                basis=_BASIS,
            )


def _foreign_sites(report: Report) -> Iterator[tuple[InText, str, str]]:
    """Where the opening sends readers to the site of another county of the same kind: its place, that county, the own one."""
    own = _region(bare(report.title.unit or "")) if report.title else None
    ends = next((end for end in ("自治县", "县", "区", "旗") if own and own.endswith(end)), None)
    for paragraph in opening(report) if ends else ():
        words = fold(paragraph.text)
        for match in _READ_AT.finditer(words.text):
            name = match["name"]
            if own and ends and name.endswith(ends) and not own.endswith(name) and not name.endswith(own):
                yield InText(paragraph.index, *words.back(*match.span("name"))), name, own


_PUBLISHES, _BEGINS, _TELLS = "公布年度报告的句子", "叙述全年工作的句子", "叙述工作的句子"
_CALLS, _INTRODUCES = "写明简称的句子", "导语"
_COMPILES, _CONTACT = "编制单位", "联系单位"
_SUBJECTS = (_BEGINS, _TELLS, _INTRODUCES)


_ON_THE_REPORT = re.compile("本报告|年度报告|本年报|统计(?:期|时)|联系(?:电话|地址|方式|人)|请(?:与|联系)")


def _accounts(report: Report) -> Iterator[Paragraph]:
    """Where the account of the year opens: the first text of chapter one, and the next where the first one is on the report itself."""
    heads = {section.place.paragraph for section in report.sections if not section.tells}
    opened = report.chapters[0].place.paragraph if report.chapters else -1
    first = set(report.preamble) if report.chapters else set()
    found = (p for p in report.body if p.index >= opened and p.index not in heads and p not in first and p.text.strip())
    for paragraph in found:
        yield paragraph
        if not _ON_THE_REPORT.search(fold(paragraph.text).text):
            return


def _named(report: Report) -> Iterator[tuple[str, InText, str]]:
    """The names that stand where the unit's own belongs, in the text."""
    lists = load("unit_names", _Words)
    first = {paragraph.index for paragraph in opening(report)}
    kinds = [
        (_PUBLISHED, _PUBLISHES),
        (_GIVES_OUT, _PUBLISHES),
        (_CALLED, _CALLS),
        *((pattern, _COMPILES) for pattern in (_COMPILED, _RESTS, _MADE, _SUMS_UP)),
        (_CONTACTED, _CONTACT),
    ]
    accounts = {paragraph.index for paragraph in _accounts(report)}
    is_county = bool(report.title and re.search("县(?:人民政府)?$", bare(report.title.unit or "")))
    for paragraph in report.body:
        words = fold(paragraph.text)
        patterns = [*(kinds if paragraph.index in first else []), (_WORKED, _TELLS), (_CHARGED, _TELLS), (_MEANS_TO, _TELLS)]
        if is_county and not _TOLD_OF_OTHERS.search(words.text):
            patterns.append((_PRAISES, _TELLS))
        if paragraph.index in accounts:
            patterns = [*patterns, (_OPENS, _BEGINS)]
        elif paragraph.index in first:
            patterns = [*patterns, (_OPENS, _INTRODUCES)]
        for pattern, where in patterns:
            for match in pattern.finditer(words.text):
                words_of_name = re.split(lists.behind, match["name"])[0] if pattern is _COMPILED else _DESK.sub("", match["name"])
                if where in _SUBJECTS and re.search(lists.no_subject, words_of_name):
                    continue
                name, end = _unit_in(words_of_name), match.start("name") + len(words_of_name)
                if name and (where in _SUBJECTS or not _is_cited(words.text, end - len(name), match.end())):
                    yield name, InText(paragraph.index, *words.back(end - len(name), end)), where


def _filled(report: Report) -> Iterator[tuple[str, Place, str]]:
    for label, value, place in footer_values(report.document):
        name = bare(value)
        if label == "填报单位" and re.search(rf"(?:{load('unit_names', _Words).ends})$", name):
            yield name, place, "填报单位"


def _unit_in(words: str) -> str | None:
    """The name of a unit at the end of some words, what leads up to it left out; None where no unit is named."""
    lists = load("unit_names", _Words)
    name = words
    while lead := re.match(rf".*(?:{lists.lead})", name):
        name = name[lead.end() :]
    if len(name) < 3 or not re.search(rf"(?:{lists.ends})$", name) or re.match(lists.generic, name):
        return None
    return None if re.match("[我本全该]", name) or re.search("各|所属|下属|我[县市区旗州局委厅办院镇乡]", name) else name


def _is_cited(text: str, start: int, end: int) -> bool:
    """Whether the name stands in the title of another document, or the sentence cites another report."""
    opening = text.rfind("《", 0, start + 1)
    inside = opening >= 0 and "》" not in text[opening:start]
    if inside and not text.startswith("》", end):
        return True
    lead = re.split("[,。;]", text[:start])[-1]
    return bool(re.search(rf"(?:{load('unit_names', _Words).cites})[^,。;]{{0,2}}$", lead))


def _is_other(own: str, name: str, report: Report, where: str) -> bool:
    """Whether a name is another unit's: not the own one in a longer, shorter or abbreviated form, nor a superior's."""
    lists = load("unit_names", _Words)
    mine, other = (re.sub(rf"(?:{lists.own_parts})+$", "", each) or each for each in (own, name))
    strict = where in (_PUBLISHES, _CALLS, *_SUBJECTS)
    a_department = report.kind == "department"
    # A preamble may begin with a superior; one of the own kind is none.
    a_superior = where == _INTRODUCES and other[-1:] != mine[-1:]
    # Words before it may cling to the name: 便于公众了解北苑街道.
    short = mine[len(_region(mine) or "") :]
    clings = len(short) >= _SHORTEST and other.endswith(short)
    clings &= where == _INTRODUCES or (where == _PUBLISHES and not re.search("[省市县区州盟旗]$", other.removesuffix(short)))
    # 管委会综合办公室 names no unit in particular.
    nobody = re.fullmatch(rf"(?:{lists.own_parts})+", name) is not None
    if nobody or a_superior or clings or mine.endswith(other) or other.endswith(mine) or mine.startswith(other):
        return False
    # 管委会 is short for the whole name, its last part included.
    if _abbreviates(other, mine) or _abbreviates(mine, other) or _abbreviates(name, own):
        return False
    if re.match("[省市县区州旗](?![南北中东西直])", other):
        # 县民政局 names no county: another office of one's own, wrong only where a department's own name belongs.
        own_office = mine.endswith(other[1:]) or _abbreviates(other[1:], mine)
        return (strict or where == _COMPILES) and a_department and not own_office
    if not a_department:
        # An office of the county may compile the report, and what offices and townships did is told in it.
        inside = where != _PUBLISHES and other.startswith((mine, _region(mine) or mine))
        inside |= where == _TELLS and report.kind == "government" and bool(re.search("(?:镇|乡|街道)$", other))
        above = not strict and ((report.kind == "township" and re.search("[县市区旗州]$", other)) or not _is_placed(other))
        return not inside and not above and not _is_superior(other, mine) and _same_level(other, mine, strict=strict)
    if where == _TELLS and _is_its_ministry(other, mine):
        return True
    return not _is_superior(other, mine) and _same_level(other, mine, strict=strict) and not _renamed(other, mine)


def _abbreviates(short: str, full: str) -> bool:
    """发改局 for 发展和改革局, 发展改革委 for 发展和改革委员会: the same characters in order, some left out, the ends the same."""
    if len(short) < 3:
        return False
    for whole in (full, re.sub("(?<=委)员会$|(?<=办)公室$", "", full)):
        rest = iter(whole)
        if short[-1] == whole[-1] and all(char in rest for char in short):
            return True
    return False


_SHORTEST = 3
_REGION = re.compile(r"^(?:[\u4e00-\u9fff]{2,10}?(?:自治区|自治州|自治县|地区|省|市|县|区|州|盟|旗))+?(?=[\u4e00-\u9fff]|$)")


def _region(name: str) -> str | None:
    """The region that a name opens with: 青禾县 of 青禾县教育局."""
    match = _REGION.match(name)
    return match.group() if match else None


def _is_placed(name: str) -> bool:
    """Whether a name says where the unit is."""
    return _region(name) is not None or re.search("(?:镇|乡|街道)$", name) is not None


def _is_superior(other: str, mine: str) -> bool:
    """A name that says nothing of the own region and has no region of its own, or a province's or ministry's."""
    return bool(re.search("省|自治区|国务院|国家|中共|中央|部$", other)) and "省" not in mine


def _is_its_ministry(other: str, mine: str) -> bool:
    """Whether what the office did is told of the ministry or the provincial department of its own field."""
    field = mine[len(_region(mine) or "") :]
    return bool(re.search("(?:部|厅|总局)$", other)) and other[-1] != mine[-1:] and other[:2] == field[:2]


def _same_level(other: str, mine: str, *, strict: bool) -> bool:
    """For what was published or done, a unit of the own kind; a part of another level is no slip of the pen."""
    kinds = ("县|自治县|旗", "区", "镇|乡|街道", "市", "局|委|委员会|办|中心|院|厅")
    level = next((kind for kind in kinds if re.search(rf"(?:{kind})$", mine)), None)
    if level is None or not strict:
        return True
    return bool(re.search(rf"(?:{level})$", other)) or level in ("县|自治县|旗", "镇|乡|街道")


def _renamed(other: str, mine: str) -> bool:
    """The same office under an earlier name: same region, and the field begins with the same two characters."""
    region = _region(mine) or ""
    return other.startswith(region) and other[len(region) :][:2] == mine[len(region) :][:2]
