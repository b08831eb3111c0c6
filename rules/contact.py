"""Contact information in the preamble: what is stated, whether it can be right, whether it is the same everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from core.document import Paragraph
from core.findings import Severity
from core.option import option
from core.place import InText, Missing
from core.report.closing import footer_values
from core.report.contact import FIELD_NAMES, FIELDS, Stated, asks_to_get_in_touch, find_contact, line_at_end, offered, unique
from core.report.contact_owner import is_own, of_another_body
from core.report.passage import Passage
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.addresses import may_be_same
from core.text.fold import bare, folded
from rules.wordlists import compiled

_SAMPLES = {
    "address": "地址：××县××路××号",
    "postcode": "邮编：××××××",
    "phone": "电话：0×××-×××××××",
    "fax": "传真：0×××-×××××××",
    "email": "电子邮箱：×××@×××.gov.cn",
    "website": "网址：http://www.×××.gov.cn",
}


@dataclass(frozen=True)
class ContactOptions:
    """Which contact fields the preamble should state."""

    fields: tuple[str, ...] = option("导语中应有哪几项联系方式", tuple(FIELDS), choices=FIELD_NAMES)


@rule("contact.missing", "联系方式齐全", Severity.WARNING, Need.TEXT, "contact", options=ContactOptions)
def missing(case: Case) -> Iterator[Problem]:
    """导语中应写明联系方式。

    检查：联系地址、联系电话（提醒），邮政编码、传真、电子邮箱、网站（提示）。写在第一部分里、一项一行、“电话（传真）”合写都算有。
    为什么：公众对报告有疑问时要能找到人；联系方式不全是常见的退改原因。
    依据：年度报告通行做法（导语写明编制依据、统计期限和联系方式）
    错误示例：如有疑问，请与县政府办公室联系。
    正确示例：如有疑问，请与县政府办公室联系（地址：青禾县人民路1号；邮编：751999；电话：0950-5550100）。
    """
    report = case.report
    stated = {value.field for value in report.contact}
    severities = report.edition.contact if report.edition else {}
    for field in FIELDS:
        if field not in stated and field in case.chosen(ContactOptions).fields:
            name = FIELD_NAMES[field]
            severity = severities.get(field, Severity.INFO if field not in ("address", "phone") else Severity.WARNING)
            place = Missing(None, _after(report), name)
            yield Problem(
                place,
                f"导语没有写明{_also(field, name)}",
                f"在导语中补写，如“{_SAMPLES[field]}”。",
                {"field": field},
                severity=severity,
                follows=(f"contact:{field}",),
            )


def _also(field: str, name: str) -> str:
    """The official term, and the word that most people use."""
    return f"{name}（邮编）" if field == "postcode" else name


def _after(report: Report) -> int | None:
    """Behind which block contact information belongs: behind the preamble, else behind the title."""
    if report.preamble:
        return report.document.position(report.preamble[-1])
    if report.title:
        return report.document.position(report.document.paragraphs[report.title.last])
    return None


_LANDLINE = re.compile(
    r"(?:\+86-?(?:10-?\d{8}|2\d-?\d{8}|[3-9]\d{2}-?\d{7,8})|(?:\+?86-?)?\(?(?:010|02\d)\)?-?\d{8}|(?:\+?86-?)?\(?0[3-9]\d{2}\)?-?\d{7,8}|[2-8]\d{6,7})(?:(?:转|-|\*|×)\d{1,5}|\(\d{1,5}分机\))?"
)
_SHORT = re.compile(r"(?:\(?0\d{2,3}\)?-?)?[19]\d{4}|(?:400|800)-?\d{3,4}-?\d{3,4}|(?:\+?86-?)?1[3-9]\d-?\d{4}-?\d{4}")
_HOST = re.compile(
    r"(?:https?://)?(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}(?::\d{2,5})?(?:/\S*)?|https?://\d{1,3}(?:\.\d{1,3}){3}(?::\d{2,5})?(?:/\S*)?"
)


@rule("contact.format", "联系方式格式", Severity.WARNING, Need.TEXT, "contact", yields_to=("content.placeholder",))
def format_(case: Case) -> Iterator[Problem]:
    """联系方式要写得能用。

    检查：邮政编码是否6位数字；电话、传真的区号和位数；电子邮箱是否只有一个半角@、域名完整；网址是否完整。
    没有区号的固定电话、400电话、12345热线和作为办公联系方式公布的手机号都算对。
    为什么：错一位数字，公众就打不通、寄不到。
    依据：年度报告通行做法（导语写明准确的联系方式）
    错误示例：邮编：75199　电话：0950--555010
    正确示例：邮编：751999　电话：0950-5550100
    """
    for value in unique([*case.report.contact, *_again(case.report)]):
        flaw = _flaw(value)
        if flaw:
            data = {"field": value.field, "value": value.text}
            yield Problem(value.where, f"{FIELD_NAMES[value.field]}“{value.text}”{flaw}", "核对后改正。", data)


def _flaw(value: Stated) -> str | None:
    words = folded(value.text)
    if value.field == "postcode":
        return None if re.fullmatch(r"\d{6}", words.replace(" ", "")) else "不是6位数字"
    if value.field in ("phone", "fax"):
        return _phone_flaw(value.text)
    if value.field == "email":
        return _email_flaw(value.text)
    if value.field == "website":
        return _website_flaw(words)
    return None


def _website_flaw(words: str) -> str | None:
    if re.search(r"\.gov(?:[:/]|$)", words):
        return "少了“.cn”"
    if re.match(r"(?:https?://)?www[A-Za-z0-9]", words) and words.count(".") > 1:
        return "的“www”后面少了“.”"
    # http://www.qinghe: a name without what stands behind it.
    return None if _HOST.fullmatch(words) and not re.fullmatch(r"(?:https?://)?www\.[^./]+/?", words) else "不是完整的网址"


def _phone_flaw(text: str) -> str | None:
    if "--" in text:
        return "的连字符多了一个"
    words = re.sub(r"-+", "-", folded(text)).replace(" ", "").replace(")-", ")")
    if _LANDLINE.fullmatch(words) or _SHORT.fullmatch(words):
        return None
    return "的位数或区号不对"


def _email_flaw(text: str) -> str | None:
    if "＠" in text:
        return "用了全角的“＠”，邮件寄不到"
    if "。" in text:
        return "用句号代替了“.”，邮件寄不到"
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 - loaded when an address is there

    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return "不是有效的邮箱地址"
    return None


@rule("contact.mismatch", "联系方式前后一致", Severity.WARNING, Need.TEXT, "contact")
def mismatch(case: Case) -> Iterator[Problem]:
    """同一联系方式前后要一致。

    检查：导语中的联系电话与统计表下方“联系电话”是否相同；报告后面又写了一遍联系方式的，地址、邮编、电话、传真、邮箱是否相同；
    传真与电话的区号是否相同。
    省略区号、写法不同（连字符、空格）、地址写得详略不同算相同。
    为什么：两处号码不同，往往有一处是旧号码或录入错误。
    依据：年度报告通行做法（导语写明准确的联系方式）
    错误示例：导语“电话：0950-5550100”，统计表“联系电话：0950-5550101”
    正确示例：两处都写0950-5550100
    """
    report = case.report
    yield from _codes(report)
    told = list(_below_the_table(report))
    yield from told
    lines = {problem.place.paragraph for problem in told if isinstance(problem.place, InText)}
    for problem in _differing(report, _again(report)):
        # A line at the end may be the form's and the office's.
        if not (isinstance(problem.place, InText) and problem.place.paragraph in lines and problem.data.get("field") == "phone"):
            yield problem


def _codes(report: Report) -> Iterator[Problem]:
    """A fax with another area code than the telephones beside it, which share one."""
    codes: dict[str, list[tuple[str, Stated]]] = {"phone": [], "fax": []}
    for value in report.contact:
        if value.field in codes and (found := _AREA_CODE.match(bare(value.text))) and not _phone_flaw(value.text):
            codes[value.field].append((found["code"], value))
    phones = {code for code, _ in codes["phone"]}
    for code, fax in codes["fax"] if len(phones) == 1 else ():
        if code not in phones:
            first = codes["phone"][0][1]
            message = f"传真“{fax.text}”的区号与联系电话“{first.text}”的不同"
            data = {"field": "fax", "expected": first.text, "actual": fax.text}
            yield Problem(fax.place, message, "核对区号，改成一致。", data, (first.place,))


def _below_the_table(report: Report) -> Iterator[Problem]:
    stated = [value for value in report.contact if value.field in ("phone", "fax")]
    # A hotline or a mobile number in the preamble is another kind of number than the office's telephone; a wrong one is said.
    phones = [value for value in stated if value.field == "phone" and not _SHORT.fullmatch(bare(value.text))]
    if not phones or any(_phone_flaw(value.text) for value in phones):
        return
    own = {value.place.paragraph for value in report.contact}
    for label, value, place in footer_values(report.document):
        if label != "联系电话" or (isinstance(place, InText) and place.paragraph in own):
            continue
        number = _subscriber(value)
        meant = len(number) >= 7 and not number.startswith("1") and not _phone_flaw(value)
        if meant and not any(_same_number(value, other.text) for other in stated):
            where = "文末" if isinstance(place, InText) else "统计表"
            message = f"{where}的联系电话“{value}”与导语中的“{phones[0].text}”不同"
            data = {"field": "phone", "expected": phones[0].text, "actual": value}
            yield Problem(place, message, "核对哪一个正确，改成一致。", data, (phones[0].place,))


_COMPARED = ("address", "postcode", "phone", "fax", "email")


def _again(report: Report) -> Iterator[Stated]:
    """Contact data given once more behind the preamble: two kinds of it in one paragraph, one for questions on the report, or a line at the end."""
    own = {value.place.paragraph for value in report.contact}
    unit = report.title.unit if report.title else None
    closing = {paragraph.index for paragraph in report.closing}
    for paragraph in report.body:
        if paragraph.index in own or not _LABELS.search(paragraph.text):
            continue
        again = find_contact(Passage([paragraph]))
        if len({value.field for value in again} - {"website"}) < 2:
            at_end = line_at_end(paragraph) if paragraph.index in closing else ()
            named = again if _is_of_the_office(paragraph, unit) or _fetched_at_the_office(paragraph, again, unit) else ()
            again = offered(paragraph) or named or tuple(value for value in at_end if not _SHORT.fullmatch(bare(value.text)))
        elif not asks_to_get_in_touch(paragraph, again):
            again = tuple(value for value in again if value.field != "address")
        yield from (value for value in again if not of_another_body(paragraph, value, unit))


def _is_of_the_office(paragraph: Paragraph, unit: str | None) -> bool:
    """Whether a sentence does nothing but give the telephone or the mail of the unit's own desk: 青禾县人民政府办公室政务公开股联系电话：…"""
    if not unit:
        return False
    desk = r"(?:办公室|[\u4e00-\u9fff]{0,8}(?:股|科|处|室))*"
    own = compiled(
        rf"(?P<name>{re.escape(bare(unit))}{desk}|[\u4e00-\u9fff]{{1,8}}(?:政府|局|委)办公室)"
        r"(?:的)?(?:联系|办公|咨询)?(?:电话(?:为|是|:)?[\d()-]+|(?:电子)?(?:邮箱|邮件)(?:地址)?(?:为|是|:)?[\w.+-]+@[\w.-]+)(?:,欢迎[^,]{0,12})?"
    )
    told = [own.fullmatch(sentence) for sentence in bare(paragraph.text).split("。")]
    return any(match and is_own(match["name"], unit) for match in told)


def _fetched_at_the_office(paragraph: Paragraph, again: Iterable[Stated], unit: str | None) -> bool:
    """Whether the one postcode of a paragraph is that of the unit's desk, where the report is to be had or asked about."""
    if not unit or [value.field for value in again] != ["postcode"]:
        return False
    sentences = [each for each in re.split("[。;]", bare(paragraph.text)) if "邮编" in each or "邮政编码" in each]
    return any(
        bare(unit) in each
        and re.search(
            "本?(?:年度)?(?:报告|年报)[^,]{0,12}(?:查阅|文本|纸质|领取|索取)|(?:查阅|索取|领取)[^,]{0,8}(?:报告|年报)", each
        )
        for each in sentences
    )


_LABELS = re.compile("地址|邮编|邮政编码|传真|电话|邮箱|邮件|致电|拨打|@")


def _differing(report: Report, again: Iterable[Stated]) -> Iterator[Problem]:
    for value in again:
        first = [each for each in report.contact if each.field == value.field]
        if value.field not in _COMPARED or not first or any(_same(value, each) for each in first):
            continue
        message = f"{FIELD_NAMES[value.field]}“{value.text}”与导语中的“{first[0].text}”不同"
        data = {"field": value.field, "expected": first[0].text, "actual": value.text}
        yield Problem(value.place, message, "核对哪一个正确，改成一致。", data, (first[0].place,))


def _same(one: Stated, other: Stated) -> bool:
    if one.field in ("phone", "fax"):
        return _same_number(one.text, other.text)
    if one.field == "address":
        return may_be_same(one.text, other.text)
    return bare(one.text).lower() == bare(other.text).lower()


def _same_number(one: str, other: str) -> bool:
    """The same telephone; an area code counts only where both have one."""
    codes = {found["code"] for text in (one, other) if (found := _AREA_CODE.match(bare(text)))}
    return _subscriber(one) == _subscriber(other) and len(codes) < 2


_AREA_CODE = re.compile(r"(?:\+?86)?-?\(?(?P<code>0\d{2,3})\)?-*(?=\d{7,8}(?:\D|$))")


def _subscriber(text: str) -> str:
    """A number without area code, extension and separators: what two ways of writing it share."""
    words = re.sub(r"转\d+$", "", bare(text))
    area = _AREA_CODE.match(words)
    return re.sub(r"\D", "", words[area.end() :] if area else words)
