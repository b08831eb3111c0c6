"""Years left over from an older draft, in the sentences that tell of the year's work."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Iterator
from decimal import Decimal

from core.findings import Severity
from core.place import InText
from core.rule import Case, Need, Problem, rule
from core.text.dates import FoundDate, find_dates
from core.text.fold import bare, fold
from core.text.numbers import find_numbers
from core.text.years import YearMention, find_years
from rules.planned import stale_deadlines

_NO_COUNT = frozenset({"", "%", "年", "月", "日", "天", "元", "个工作日", "工作日"})
_JUST_BEFORE, _NAME = 2, 2
"""So many paragraphs before a sentence count, and so many characters before a figure are its name, twice as many with 信息."""
_MEASURES = re.compile(r"改进|措施|打算|下一步|下步|今后|努力|对策")
_SUBJECT = re.compile(
    r"(?:度|全年|来|以来)?,?(?:我|全|本|县|市|区|镇|乡|局|委|办|街道|各|共|累计|主动|通过|收到|受理|召开|举办|开展|发布|公开)"
    r"|度?(?:承办|主办|办理|制发|印发|作出|回复|新收|发出|收取|发放|编发|编印|接待|答复)(?!的|了?上年)[^,。;]{0,24}?\d"
    r"|度?在[^,。;]{2,14}(?:网站|公众号|公开栏|平台)[^,。;\d]{0,14}(?:公开|发布|公示)[^,。;]{0,16}?\d"
)
_COMPARED = re.compile(
    r"同比|相比|比上年|较上年|比去年|较去年|上年|去年|以来|以前|之前|增加|增长|减少|下降|上升|提高|缩减|压缩|(?<!截)至20|到20|历年|往年|结转|延续|没有办完|未办完|没办完"
)
_NEXT = re.compile(r"(?:下一步|下步|今后|下一阶段),?")
_TITLES = re.compile(r"《[^》]*》")
_EVENT = re.compile(
    r"被(?:列|确定|评|授|命名|省|市)|国务院|国家(?!级)|中央|(?:省|自治区|市)(?:委|政府(?!门户|网)|人民政府(?!门户|网))|全省|考核中|列第|名列|排名|印发的|继续执行|沿用|以此为"
)
_SHORTEST_NAME = 3
_PARTS = re.compile("(?:办公室|(?:各级|各)?(?:行政机关|部门|单位))$")
_PLANNED_IN = "下一步打算写成了{year}年，{year}年正是本报告年度"
_DONE = re.compile(
    r"(?:全部|均已|已全部|均|已|实际|如期|按期|超额|提前)(?:完成|落实|办结|推出|建成|制作|开展)|作为|视为|视作|看作|纳入|列入"
)
# Whose work a sentence tells of, before its year: 我局2022年…, 全市各级行政机关2022年没有….
_OWN = re.compile(
    r"(?:(?:全|我|本)[县市区局委镇乡办厅院州旗]|[我本]?街道|本机关|本单位|我单位|各级|各)(?:本级|所属|各级各类|各级|各|所有)*(?:行政机关|部门|单位|政府|人民政府|乡镇|街道|和|及|、)*(?:在|于)?"
)
_BASED_ON = re.compile(
    r"^(?:(?:按照|根据|依据|依照|遵照|对照|参照|围绕)(?:(?!(?:19|20)\d\d年|,).|(?<=\d),)*"
    r"|在(?:(?!(?:19|20)\d\d年|[,\d]).)+(?:领导|指导|支持|关心|帮助|统筹|监督|部署|推动)下),(?=$|[全我本各])"
)
_ITSELF = re.compile(
    r"度?(?P<name>[\u4e00-\u9fff]{2,16}?)(?:均|也|共|累计|全年)?(?:没有|未|无|不存在|收到|受理|公开|主动|制发|制定|印发|发布|召开|举办|办理|作出|收取|依据|按照|根据)"
)
# What stands before the year without a stop: the number of an item, or a heading that the text goes on from.
_ITEM = re.compile(r"^[(]?[一二三四五六七八九十\d]{1,2}[).、]+(?:[^,。;:\d]{2,16}(?:情况|方面|管理|建设|保障)$)?")
_FALLS_SHORT = re.compile(
    r"度?的?(?:政府信息公开|政务公开|信息公开)?(?:各项)?工作中?(?:还|仍|也|虽|但|主要|依|旧|然)*存在(?!.*(?:整改|解决|改进到位))"
)
_GOES_ABOUT = (
    r"(?:以(?!来|前|后|上|下)|把|坚持|围绕|聚焦|紧扣|紧紧围绕|认真|深入|扎实|严格|始终|着力|按照|牢固|全面(?:贯彻|落实|推进|深化)"
    r"|贯彻|落实|切实|积极|高度重视|持续)"
)
_THIS_YEAR = re.compile(r"今年|本年|本报告期|报告期内")
# 2017年办理11件，今年办理14件.
_BESIDE = re.compile(r"\d[^。;]*[,;](?:今年|本年度?)[^,。;]*\d")
_THIS_ONE = re.compile(r"(?:今年|本年度?|报告年度|本报告期)\((?:即|指)?$")
_THAN_BEFORE = re.compile(
    r"(?:同比|(?:比|较|与|和)(?:上一?年|去年)(?:同期)?(?:相比)?),?(?:均|共|净)?(?:增加|增长|减少|下降|上升|提高|多|少)[^,。;]*(?:,(?:同比|增幅|降幅)?(?:为|达)?(?:增长|增加|下降|减少|上升|提高)?[^,。;]{0,6}?\d[\d.]*(?:%|个百分点))?"
)
# 2023年，新收申请41件，上年结转3件，…，结转下年度2件: what goes on from year to year compares nothing.
_CARRIED = re.compile(r"(?<=[,;、(])(?:[^,。;、年]{0,6})?(?:上一?年度?结转[^,。;]*|结转(?:至|到)?(?:下一?年度?|次年)[^,。;]*)")
_CARRIED_TO = re.compile(
    r"\d件?(?:[^,。;、\d]{0,8})结转(?:至|到|入)$|(?:剩余|其余|尚有|未办结)[^,。;、]{0,14}结转(?:至|到|入)$|^[^\d]{0,6}结转(?:至|到|入)$"
)
_NOTHING = re.compile(r"(?:度)?,?(?:均|都|也|从)?(?:没有|未|无|不存在)")
# 将 before a verb speaks of what is to come; 将 before a noun (将政务公开纳入考核) only moves the object forward.
_PLANNED = (
    r"(?:进一步|继续|再(?!次|度)|加强|加大|加快|完善|健全|推进|推动|推行|强化|提升|提高|深化|拓展|优化|探索|制定|修订|开展|组织|举办|召开|建立|建设|落实|抓好|做好"
    r"|制作|推出|打造|新增|新建|培训|统筹|实行|实施|实现|编制|编印|增加|增设|扩大|充实|畅通|细化|调整|整合|改造|督促|配备|配齐|统一(?![印编制定]|[\u4e00-\u9fff]{1,6}的)|聚焦|紧盯|依托"
    r"|努力|积极|严格|持续|切实|认真|着力|不断|坚持|围绕|按照|以(?!前|来|上|下)|从|重点(?!领域|工作|项目|民生|建设)|全面(?!公开目录)|深入|规范(?!性))"
)
_PLAN = re.compile(
    r",?(?:[\u4e00-\u9fff]{2,10}?(?=将)|我[县市区局委镇乡办]|我街道|全[县市区局镇乡]|县政府|市政府|区政府|镇政府|乡政府|本机关|各级各部门)?(?:将|拟|计划|准备|要)"
    f"(?:{_PLANNED}|采取|做到|:)"
    r"|,?(?:度)?(?:工作)?(?:打算|计划|思路|安排)(?:是|如下)?:"
)
# 并将在2023年持续推进; 2023年力争每月推出 among the measures.
_WILL_IN = re.compile(r"(?:将|拟|计划|准备|打算)(?:在|于)$")
_WILL_DO = re.compile(r"度?(?:内|期间)?,?(?:全面|重点)?" + _PLANNED + r"(?![^,。;]{0,12}的)")
_STRIVES = re.compile(r"度?,?(?:力争|争取|计划|拟|打算)(?:每|再|新|全|[为对向]|" + _PLANNED + ")")
_SAID_BEFORE = re.compile(r"年初|上年|去年|要求|部署|规定|通知|明确|提出|印发|公告|原定|此前|当时")


@rule(
    "period.stale-year", "没有旧年度残留", Severity.WARNING, Need.TEXT | Need.YEAR, "period", yields_to=("period.year-mismatch",)
)
def stale_year(case: Case) -> Iterator[Problem]:
    """正文说本年工作的地方，不应出现别的年度。

    检查：句首以另一年度叙述工作（如2018年的报告里写“2017年，我县主动公开……”）；下一年打算仍写成本年度（如“2018年，我县将进一步……”）。
    与上年比较、下一年打算、文件名称和文号、规划名称、写明具体日期的事件都算对。
    为什么：这是沿用旧稿没有改年度的典型痕迹，后面的数据往往也是旧的。
    依据：年度报告反映上一年度全年情况
    错误示例：（2018年报告）2017年，我县主动公开政府信息1200条。
    正确示例：（2018年报告）2018年，我县主动公开政府信息1200条，比2017年增加15%。
    """
    year = case.report.year or 0
    own = bare(case.report.title.unit or "") if case.report.title else ""
    told: deque[str] = deque(maxlen=_JUST_BEFORE)
    for paragraph in case.report.body:
        words = fold(paragraph.text)
        improving = bool(_MEASURES.search(case.report.headings_over(paragraph)))
        for mention in find_years(words.text):
            message = (
                _stale(words.text, mention, year, own)
                or _is_planned(words.text, mention, year, improving)
                or _is_carried_on(words.text, mention, year)
                or (_summed_up(words.text, mention, year) if paragraph in case.report.preamble else None)
            )
            if message and not _told_for_this_year(words.text, mention, (*told, words.text[: mention.start]), year):
                place = InText(paragraph.index, *words.back(mention.start, mention.end))
                # What is said of the report year itself is due in the next.
                yield _stale_problem(place, message, year + (mention.year == year), mention.year)
        for start, end in stale_deadlines(words.text, year, improving):
            message = f"下一步打算的期限写成了{year}年，{year}年正是本报告年度"
            yield _stale_problem(InText(paragraph.index, *words.back(start, end)), message, year + 1, year)
        told.append(words.text)
        for found in find_dates(words.text):
            if found.year == year - 1 and _is_old_state(words.text, found):
                place = InText(paragraph.index, *words.back(found.start, found.end))
                yield _stale_problem(
                    place, f"{year}年的报告写了“截至{found.year}年{found.month}月{found.day}日”的情况", year, found.year
                )


def _stale_problem(place: InText, message: str, expected: int, actual: int) -> Problem:
    return Problem(place, message, "核对年度；如确指这一年，可忽略此条。", {"expected": expected, "actual": actual})


def _told_for_this_year(text: str, mention: YearMention, before: Iterable[str], year: int) -> bool:
    """Whether a figure of an earlier year stands behind this year's for the same: …新收申请20件。…2023年收到申请14件，其中…."""
    found = next((n for n in find_numbers(text[mention.end :]) if n.unit and n.unit not in _NO_COUNT), None)
    clause = re.split("[,。;:]", text[mention.end : mention.end + found.start])[-1] if found else ""
    name = re.sub("(?:共|累计|总计)+$", "", clause)
    name = name[-_NAME * 2 :] if name.endswith("信息") else name[-_NAME:]
    if found is None or mention.year >= year or len(name) < _NAME or "。" in text[mention.end : mention.end + found.start]:
        return False
    alike = re.compile(rf"{re.escape(name)}(?:共|累计|总计)*(?P<n>\d+){re.escape(found.unit)}")
    own = re.compile(rf"(?<!\d)(?!{year}年)(?:19|20)\d\d年|上年|去年")
    return any(
        Decimal(match["n"]) != found.value and not own.search(re.split("[。;]", each[: match.start()])[-1])
        for each in before
        for match in alike.finditer(each)
    )


def _is_old_state(text: str, found: FoundDate) -> bool:
    """截至2017年12月31日 with a figure behind it, and nothing that compares."""
    start = max(text.rfind(mark, 0, found.start) for mark in "。!?\n") + 1
    end = min((at for mark in "。!?" if (at := text.find(mark, found.end)) >= 0), default=len(text))
    sentence = text[start:end]
    opens = re.search(r"(?:截至|截止|截止到|截至到)$", text[start : found.start])
    return bool(
        opens
        and (found.month, found.day) == (12, 31)
        and re.search(r"\d", text[found.end : end])
        and not _COMPARED.search(sentence)
        and not re.search(rf"(?<!\d){found.year + 1}年", sentence)
    )


def _is_own_account(lead: str, after: str, own: str) -> bool:
    """Whether the unit stands before the year, and a figure or a statement of nothing behind it."""
    named = lead.endswith(own) and len(own) >= _SHORTEST_NAME and len(lead) <= len(own) + 6 if own else False
    return bool(_OWN.fullmatch(lead) or named) and bool(re.search(r"\d", after) or _NOTHING.match(after))


def _stale(text: str, mention: YearMention, year: int, own: str = "") -> str | None:
    start = max(text.rfind(mark, 0, mention.start) for mark in "。;!?:\n") + 1
    end = min((at for mark in "。;!?" if (at := text.find(mark, mention.end)) >= 0), default=len(text))
    after = text[mention.end : end].lstrip("度,")
    lead = text[start : mention.start]
    if mention.year == year - 1 and _is_year_end(lead, after) and not _compares(text, start, year, mention.year):
        return f"{year}年的报告写了“截至{mention.year}年底”的情况"
    if mention.year != year and _THIS_ONE.search(lead):
        return f"{year}年的报告把“本年”写成了{mention.year}年"
    lead = _ITEM.sub("", _BASED_ON.sub("", _TITLES.sub("《》", lead)))
    if mention.quoted or (lead and not _NEXT.fullmatch(lead) and not _is_own_account(lead, after, own)):
        return None
    if mention.year == year and _PLAN.match(after) and not _DONE.search(after):
        return _PLANNED_IN.format(year=year)
    earlier = (
        mention.year in (year - 1, year - 2)
        and _tells(text, mention, end, own)
        and not _compares(text, start, year, mention.year)
    )
    return f"{year}年的报告在叙述工作时写成了{mention.year}年" if earlier or _is_next_told(mention, after, year) else None


def _is_planned(text: str, mention: YearMention, year: int, improving: bool) -> str | None:
    """A plan for the report year inside a sentence, none that was made or demanded before, or is over."""
    start = max(text.rfind(mark, 0, mention.start) for mark in "。;!?:\n") + 1
    end = min((at for mark in "。;!?" if (at := text.find(mark, mention.end)) >= 0), default=len(text))
    lead, after = text[start : mention.start], text[mention.end : end]
    if mention.year != year or mention.quoted or _SAID_BEFORE.search(lead) or _DONE.search(after):
        return None
    will = _WILL_IN.search(lead) and _WILL_DO.match(after)
    strives = improving and (not lead or lead.endswith(",")) and _STRIVES.match(after)
    return _PLANNED_IN.format(year=year) if will or strives else None


def _is_carried_on(text: str, mention: YearMention, year: int) -> str | None:
    """结转至2023年继续办理 in the report for 2023: what is left at its end is carried to the next year."""
    lead = text[max(text.rfind(mark, 0, mention.start) for mark in "。;!?\n") + 1 : mention.start]
    clause = re.split("[,、(]", lead)[-1]
    # 2019年曾收到3件，均于当年办结，没有结转到2020年的申请.
    told_of_it = lead.startswith(f"{year - 1}年") and f"{year}年" not in lead
    earlier = told_of_it or re.search(rf"上年|上一年|去年|以前|{year - 1}年", clause) or text.startswith("初", mention.end)
    if mention.year != year or mention.quoted or earlier or not _CARRIED_TO.search(clause):
        return None
    return f"{year}年的报告把结转的去向写成了{year}年，应为{year + 1}年"


def _is_next_told(mention: YearMention, after: str, year: int) -> bool:
    """What is told as done in the year that follows the report's."""
    told = r"(?:我[县市区局镇乡]|全[县市区局镇乡])?(?:共|累计|主动公开|收到|受理|召开了|举办了)"
    return mention.year == year + 1 and bool(re.match(told, after))


def _is_year_end(lead: str, after: str) -> bool:
    """截至2017年底, with a figure behind it."""
    return bool(re.search("(?:截至|截止)$", lead) and re.match(r"[底末]", after) and re.search(r"\d", after))


def _summed_up(text: str, mention: YearMention, year: int) -> str | None:
    """A preamble that says which year's work it sums up: 汇总了全县2017年的政府信息公开工作情况."""
    after = re.match(
        r"度?(?:全[县市区镇乡局])?的?(?:政府|政务)?(?:信息|政务)公开(?:工作)?(?!工作|年度报告|年报|要点)", text[mention.end :]
    )
    left = max(text.rfind(mark, 0, mention.start) for mark in "。;\n") + 1
    if mention.quoted or mention.year not in (year - 1, year - 2) or not after or _COMPARED.search(text[left : mention.start]):
        return None
    return f"{year}年的报告说汇总的是{mention.year}年的工作"


def _tells(text: str, mention: YearMention, end: int, own: str) -> bool:
    """Whether a sentence that opens with a year goes on to tell of the unit's work, and not of an event elsewhere."""
    after = _TITLES.sub("", text[mention.end : end])
    told = (
        _FALLS_SHORT.match(after)
        or _SUBJECT.match(after)
        or _NOTHING.match(after)
        or re.match("度?,", after)
        or _names_itself(after, own)
    )
    return _opens_the_account(after, own) or (bool(told) and not _EVENT.search(after))


def _opens_the_account(after: str, own: str) -> bool:
    """Whether the unit is said to go about its work: 2022年，青禾县以…为抓手; whoever else is named behind, it is the unit's account."""
    name = own.removesuffix("人民政府")
    return bool(name) and bool(
        re.match(
            rf"度?,?(?:{re.escape(name)}|(?:我|全|本)[县市区局镇乡])(?:人民政府)?(?:各级|各)?(?:行政机关|部门|单位)?{_GOES_ABOUT}",
            after,
        )
    )


def _names_itself(after: str, own: str) -> bool:
    """Whether the unit's name, or a short form made of its characters in their order (管委会), comes before what it did."""
    found = _ITSELF.match(after)
    if not found or not own:
        return False
    characters = iter(own)
    return all(char in characters for char in _PARTS.sub("", found["name"]))


def _compares(text: str, start: int, year: int, told: int) -> bool:
    """Whether a sentence compares, in words or by telling of the report year as well."""
    stop = text.find("。", start)
    sentence = _TITLES.sub("", text[start : stop if stop >= 0 else len(text)])
    # 2017年，……，比2017年增加18件，增长15.1%: no year is compared with itself.
    sentence = re.sub(
        rf"(?:比|较|与|和|同){told}年(?:度)?(?:同期)?(?:的[\d,.]+[\u4e00-\u9fff]{{1,3}}?)?(?:相比)?,?(?:均|共|净)?(?:增|减|下降|上升|提高|多|少)[^。;]*",
        "",
        sentence,
    )
    goes_on = stop >= 0 and text.startswith((f"{year}年", "今年", "本年"), stop + 1)
    if not _THIS_YEAR.search(sentence):
        # What is compared with the year before is the year that the sentence opens with.
        sentence = _CARRIED.sub("", _THAN_BEFORE.sub("", sentence))
    side_by_side = _BESIDE.search(sentence)
    return goes_on or bool(side_by_side or _COMPARED.search(sentence) or re.search(rf"(?<!\d){year}年", sentence))
