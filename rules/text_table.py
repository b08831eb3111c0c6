"""Figures in the text against the statistical table, phrase by phrase; which phrase states which row is data (``links``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from core.document import Paragraph
from core.edition import Link
from core.findings import Severity, Step
from core.place import InText
from core.report.formmatch import FormMatch, short
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import Folded, bare, fold
from core.text.numbers import chinese_numeral, plain

_NUMBER = r"(?P<about>约|近|超过|超|逾|多达|不足)?(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|[一二三四五六七八九十百千两〇零]+)(?P<wan>万(?!元))?(?P<more>余|多|来)?"
_BREAK = "，,。;；:：!?\n"
_OTHER_TIME = re.compile(
    r"同比|较上年|比上年|上年|去年|上半年|下半年|季度|\d月|累计至|历年|截至(?!(?:20\d\d年)?(?:底|末|12月))|每[月周季年]|日均|月均"
)
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_SUM_WORDS = re.compile(r"共|累计|总计|合计")
_ALL_OF_IT = re.compile(r"全年|全[县市区镇乡州省局]|我[县市区局委镇乡办]|本(?:年度|机关|局|镇|乡)|20\d\d年")
_PLANNED = re.compile(
    r"计划(?!生育)|打算|下一步|力争|拟(?!定|制)|(?:年|,|[县市区局委镇乡办办])将(?![^,。]{0,14}(?:纳入|列入|作为|列为|公开|发布|上传))"
)
_SUB_UNIT = re.compile(
    r"(?:[\u4e00-\u9fff]{1,8}(?:局|委员会|办事处|办公室|公司|学校|中学|医院|系统)|(?<!全)[\u4e00-\u9fff]{2}(?:镇|乡|街道)|部分单位"
    r"|[县市区州省]政府(?!信息|网|门户|各|系统)|[县市区州]?本级|[县市区州]直|(?:各|县级|市级|区级)?部门|(?:各)?乡镇|镇街)"
)
_WHOLE_UNIT = re.compile(r"全[县市区镇乡州省局]|我[县市区局委镇乡办]|我街道|本机关|本[县市区局镇乡]")


Key = tuple[str, str | None]
"""A cell of a form: row id, and column id in a grid."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A figure of the text that states a row.

    ``summed``: the sentence says that it is a total; ``own``: that it is the whole unit's for the year; ``office``: it is that of
    one office of many, a part of the row at best; ``which``: that 其中 stands before it.
    """

    link: Link
    value: Decimal
    place: InText
    words: str
    summed: bool
    own: bool
    office: bool
    which: bool


@rule("consistency.text-table", "正文与统计表一致", Severity.ERROR, Need.TEXT | Need.FORM, "arithmetic")
def text_table(case: Case) -> Iterator[Problem]:
    """正文里的数字要与统计表一致。

    检查：正文写明的主动公开条数、各渠道条数、收到和答复申请件数、复议诉讼件数、培训次数等，与统计表对应行是否相同；
    “未收到申请”“未发生复议诉讼”“未收取费用”与非0的格是否矛盾。带“余”“约”的概数、与上年的比较、个别单位的数字不比。
    为什么：正文和表格互相打架，是审核时一眼就能看出的错误。
    依据：年度报告的数据应当真实、准确，正文与统计表应当一致
    错误示例：正文“收到政府信息公开申请15件”，统计表“收到申请数”为14
    正确示例：正文和统计表都是14件
    """
    report = case.report
    edition = report.edition
    for match in report.forms:
        mentions: dict[tuple[Key, ...], list[_Mention]] = {}
        for link in edition.links if edition else ():
            if link.form in ("", match.form.id) and all(row in match.rows for row in link.rows):
                for mention in _mentions(report, link, _is_part(match, link)):
                    mentions.setdefault(_cells(link, link.rows), []).append(mention)
        for keys, found in mentions.items():
            yield from _compare(match, keys, found)


def _cells(link: Link, rows: tuple[str, ...]) -> tuple[Key, ...]:
    """The cells whose sum a phrase states."""
    return tuple((row, column) for row in rows for column in link.columns or (None,))


def _total(match: FormMatch, keys: tuple[Key, ...]) -> Decimal | None:
    values = [match.value(row, column) for row, column in keys]
    if any(value is None or value.value is None for value in values):
        return None
    return sum((value.value for value in values if value and value.value is not None), Decimal(0))


def _compare(match: FormMatch, keys: tuple[Key, ...], found: list[_Mention]) -> Iterator[Problem]:
    total = _total(match, keys)
    if total is None:
        return
    if any(_is_out_of_scale(match, row) for row, _ in keys):
        return
    for mention in found:
        other = _total(match, _cells(mention.link, mention.link.or_rows)) if mention.link.or_rows else None
        if mention.value not in (total, other) and _must_agree(mention, found, total):
            yield _problem(match, keys, mention, total)


def _is_out_of_scale(match: FormMatch, row_id: str) -> bool:
    """A cell in another unit than its row's: that is said by ``table.magnitude`` and ``table.label``."""
    row, value = match.rows[row_id], match.value(row_id)
    too_large = row.row.limit is not None and value is not None and value.value is not None and value.value >= row.row.limit
    return too_large or (row.unit is not None and bare(row.unit.text).strip("()") == "元")


def _must_agree(mention: _Mention, found: list[_Mention], total: Decimal) -> bool:
    """Whether a figure claims to be the whole row. Where a row may be told in parts, a lesser figure may be one of them."""
    if mention.office:
        return False
    if not mention.link.additive:
        return len(found) == 1 or total != sum((each.value for each in found), Decimal(0))
    if mention.summed or mention.value > total:
        return total != sum((each.value for each in found), Decimal(0))
    return len(found) == 1 and mention.own


def _problem(match: FormMatch, keys: tuple[Key, ...], mention: _Mention, total: Decimal) -> Problem:
    unit = match.form.row(keys[0][0]).unit or ("" if match.form.columns[1] else "件")
    names = (
        f"“{mention.link.name}”" if match.form.values else "、".join(f"“{short(match.form.row(row).label)}”" for row, _ in keys)
    )
    stated = plain(mention.value)
    said = f"“{mention.words}”" if mention.value else f"“{mention.words}”（即0{unit}）"
    steps = (
        Step("正文", f"{stated}{unit}", "stated"),
        Step("统计表", f"{plain(total)}{unit}", "sum"),
        Step("相差", f"{plain(abs(total - mention.value))}{unit}", "difference"),
    )
    data = {
        "rows": list(dict.fromkeys(row for row, _ in keys)),
        "expected": float(total) if total % 1 else int(total),
        "actual": float(mention.value),
    }
    if mention.value % 1 == 0:
        data["actual"] = int(mention.value)
    related = tuple(match.place(*key) for key in keys)
    message = f"正文{said}与统计表{names}{'合计' if len(keys) > 1 else '的'}{plain(total)}{unit}不一致"
    return Problem(mention.place, message, "对照台账核对，把正文和统计表改成一致。", data, related, steps)


def _is_part(match: FormMatch, link: Link) -> bool:
    """Whether a phrase states rows that are parts of another row, so that 其中 before it sets nothing apart."""
    parents = [match.form.row(row).parent for row in link.rows]
    in_grid = bool(match.form.values)
    return all(parent is not None and (in_grid or not match.form.row(parent).heading) for parent in parents)


def _mentions(report: Report, link: Link, part: bool) -> Iterator[_Mention]:
    for paragraph in report.body:
        words = fold(paragraph.text)
        if link.needs and not re.search(link.needs, f"{words.text}#{report.headings_over(paragraph)}"):
            continue
        for match in _pattern(link.pattern).finditer(words.text):
            mention = _mention(report, link, paragraph, words, match)
            if mention:
                yield mention if part else replace(mention, office=mention.office or mention.which)


@lru_cache(maxsize=256)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{n}", _NUMBER))


def _mention(report: Report, link: Link, paragraph: Paragraph, words: Folded, match: re.Match[str]) -> _Mention | None:
    groups = match.groupdict()
    text = words.text
    start = max(text.rfind(mark, 0, match.start()) for mark in _BREAK) + 1
    sentence_start = max(text.rfind(mark, 0, match.start()) for mark in "。;\n") + 1
    clause, sentence = text[start : match.end()], text[sentence_start : match.end()]
    if groups.get("about") or groups.get("more") or re.match(r".{0,3}(?:左右|上下|以上)", text[match.end() :]):
        return None
    if not _is_meant(report, link, clause, sentence) or _set_apart(link, text[match.end() :]):
        return None
    value = _value(groups, text, match)
    if value is None:
        return None
    place = InText(paragraph.index, *words.back(match.start(), match.end()))
    summed = bool(_SUM_WORDS.search(sentence)) and "其中" not in sentence
    within = report.kind != "department"
    office, which = within and bool(_SUB_UNIT.search(clause)), within and "其中" in clause
    return _Mention(link, value, place, match.group(), summed, bool(_ALL_OF_IT.search(sentence)), office, which)


def _is_office(report: Report, clause: str) -> bool:
    """Whether a clause speaks of one office of many, and not of the reporting unit (by any form of its name) as a whole."""
    if _WHOLE_UNIT.search(clause):
        return False
    own = re.sub(r"(?:人民政府|政府|办公室|办事处)+$", "", bare(report.title.unit or "")) if report.title else ""
    for length in range(len(own), 2, -1):
        clause = clause.replace(own[-length:], "")
    return bool(_SUB_UNIT.search(clause))


def _is_meant(report: Report, link: Link, clause: str, sentence: str) -> bool:
    """Whether a figure is about the row's subject and the report year, not about last year or next year."""
    if link.unless and re.search(link.unless, clause):
        return False
    if link.scope and report.kind == "government" and not re.search(link.scope, sentence):
        return False
    years = _YEAR.findall(sentence)
    other_year = any(int(year) != report.year for year in _YEAR.findall(clause)) or (
        years and int(years[-1]) > (report.year or 0)
    )
    return not (other_year or _OTHER_TIME.search(clause) or _PLANNED.search(sentence))


def _set_apart(link: Link, after: str) -> bool:
    """Cases that the row does not mean: 行政复议12件，其中因信息公开引发的1件; 行政诉讼2件，均与信息公开无关."""
    if re.match(r"[^。;]{0,12}(?:与|和)[^。;]{0,12}无关", after):
        return True
    return bool(link.apart and re.match(rf"[^。;]{{0,30}}其中[^。;]{{0,20}}(?:{link.apart})", after))


def _value(groups: dict[str, str | None], text: str, match: re.Match[str]) -> Decimal | None:
    digits = groups.get("n")
    if digits is None:
        return Decimal(0)
    if digits[0].isdigit():
        value = Decimal(digits.replace(",", ""))
    else:
        numeral = chinese_numeral(digits)
        if numeral is None:
            return None
        value = Decimal(numeral)
    if groups.get("wan"):
        value *= 10_000
    # A row in 万元 and a text in 元.
    return value / 10_000 if text[match.end() : match.end() + 1] == "元" else value
