"""Contact facts (联系方式) as preambles write them: a label, then a value, then the next label or a separator.

The text is folded, so all punctuation is ASCII. A value runs from its label to the next label, to ``;``, ``。``, a line end, or
a bracket that closes what was opened before. Labels that stand together (电话（传真）, 电话、传真) share the value behind them.
E-mail and web addresses are recognised by their own shape as well, with or without a label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.findings import Contact
from core.place import InText
from core.report.passage import Passage

FIELDS = ("address", "postcode", "phone", "fax", "email", "website")
FIELD_NAMES = {
    "address": "联系地址",
    "postcode": "邮政编码",
    "phone": "联系电话",
    "fax": "传真",
    "email": "电子邮箱",
    "website": "网站",
}

_LABELS = {
    "address": r"(?<!网站)(?<!网页)(?<!网络)(?<!邮箱)(?<!邮件)(?<!信箱)(?<!电子)(?<!链接)(?<!下载)(?<!网)(?<!查询)(?<!访问)"
    r"(?:办公|通信|通讯|联系|单位|邮寄|详细|机关|受理|收件|来信|所在|现场|接待)?(?:地址|地点)|(?<![A-Za-z])(?:ADD|Add|Address)(?=[.:])",
    "postcode": r"邮政编码|邮政编号|邮编|邮码",
    "phone": r"致电|拨打(?!12345)|(?:联系|咨询|办公|办公室|服务|值班|业务|查询|固定|公开|受理)?电话(?:号码)?|联系方式|座机|(?<![A-Za-z])TEL|(?<![A-Za-z])Tel(?:ephone)?|(?<![A-Za-z])tel",
    "fax": r"传真(?:号码|电话|号)?|(?<![A-Za-z])(?:FAX|Fax|fax)",
    "email": r"(?:发送|发)?(?:电子)?邮件(?:至|到)|(?:电子)?(?:邮箱|信箱)(?:地址|号)?|电子邮件(?:地址|信箱|邮箱)?|电邮|(?<![A-Za-z])[Ee]-?[Mm]ail|(?<![A-Za-z])E-?MAIL",
    "website": r"(?:网站|网页|网络)?(?:网址|域名)|网站地址|网页地址|官方网站|门户网站|(?:官网|网站)(?=[:(])",
}
_LABEL = re.compile("|".join(f"(?P<{field}>{pattern})" for field, pattern in _LABELS.items()))
_TOGETHER = re.compile(r"[、/及和与兼(\[,或]*\Z")
_IS = r"(?:[)\]]?[:为是.]|[)\]])?(?:是)?[:\"“]?(?:位于|在)?\n?"
_ASSIGN = re.compile(_IS)

_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", re.ASCII)
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
_TAIL = r"(?::\d{2,5})?(?:/[\w./?=&%#~+!-]*)?"
_URL = re.compile(
    rf"(?<![\w@.])(?:https?:/{{1,2}}{_HOST}[A-Za-z]{{2,}}{_TAIL}|https?://\d{{1,3}}(?:\.\d{{1,3}}){{3}}{_TAIL}|www\.{_HOST}[A-Za-z]{{2,}}{_TAIL}"
    rf"|{_HOST}(?:gov\.cn|gov|com\.cn|com|org\.cn|org|net\.cn|net|cn)(?![\w.-]*@){_TAIL})",
    re.IGNORECASE | re.ASCII,
)
_EMAIL_LIKE = re.compile(
    rf"[\w.+-]+@[\w.-]+,(?:cn|com|net)(?![\w@.-])|{_EMAIL.pattern}|[\w.+-]+[@#][\w.-]*|[A-Za-z0-9][\w.-]*\.(?:com|cn|net)",
    re.ASCII,
)
_URL_LIKE = re.compile(rf"{_URL.pattern}|(?:https?|www)[\w.:/,-]*[A-Za-z]", re.IGNORECASE | re.ASCII)
_AREA = r"(?:\(\+?0?86\)|\+?86)?-?(?:\(0\d{2,3}\)|0\d{2,3})"
_PHONE = re.compile(
    rf"(?:{_AREA}[ -]{{0,3}}\d{{7,8}}|(?:400|800)[ -]?\d{{3,4}}[ -]?\d{{3,4}}|1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}|[2-8]\d{{6,7}}|1\d{{4}})"
    r"(?:(?:转|-)\d{1,5})?(?!\d)(?! ?-+\d)"
)
_DIGITS = re.compile(r"\(?\+?\d[\d() -]*\d(?:转\d{1,5})?")
_MORE = re.compile(r"[、,/;或和及 ]{1,2}(?=[(+\d])")
_SAME = re.compile(r"(?:与|和)?(?:联系|办公)?(?:电话)?(?:同号|同上|相同|号码相同|号码同|同电话|同)")
_STOP = re.compile(r"[;。\n!?|]")
_STREET = re.compile(r"[路街道号楼室层座幢院区栋巷村镇乡厦城心园组]")
# An address without a label is a whole piece between separators that names a road and a number, or a building before the postcode.
_UNLABELLED = re.compile(
    r"(?:[(:,;、\n]|位于|地处|联系)(?P<address>"
    r"[\u4e00-\u9fff]{2,20}?(?:路|街|大道|巷|道|村|社区)[\u4e00-\u9fff]{0,6}\d+(?:-\d+)?号[^,;:。()\n]{0,20}(?=[,;。)(\n])"
    r"|[^,;:。()\n]{5,40}(?:号|楼|室|院|层|座|厦|中心)(?=[,;、(]*(?:邮政编码|邮编)))"
)
_ROAD = re.compile(r"路|街(?!道)|大道|巷|弄|\d+号|\d+[楼室层座栋]|村")
_BARE_PHONE = re.compile(rf"(?<![\d-]){_AREA}[ -]{{0,2}}\d{{7,8}}(?!\d)")
_CLEAN = " \t\u3000|｜,，;；。、:：()（）[]【】<>《》“”\"'"


@dataclass(frozen=True, slots=True)
class Stated:
    """A value as written in the draft, and where."""

    field: str
    text: str
    place: InText


@dataclass(frozen=True, slots=True)
class _Label:
    fields: tuple[str, ...]
    start: int
    end: int


def find_contact(passage: Passage) -> tuple[Stated, ...]:
    """Every contact value of a passage, in order."""
    found: dict[tuple[str, int], tuple[int, int]] = {}
    labels = list(_labels(passage.text))
    last_phones: list[tuple[int, int]] = []
    for number, label in enumerate(labels):
        limit = labels[number + 1].start if number + 1 < len(labels) else len(passage.text)
        if label.fields == ("fax",) and _SAME.match(passage.text, label.end):
            found.update({("fax", start): (start, end) for start, end in last_phones})
            continue
        if "phone" in label.fields:
            last_phones = list(_phones(passage.text, label.end, limit))
        for field in label.fields:
            for start, end in _values(passage.text, field, label.end, limit):
                found[field, start] = (start, end)
    for field, start, end in _by_shape(passage.text, {field for field, _ in found}):
        if not any(lo <= start < hi for lo, hi in found.values()):
            found[field, start] = (start, end)
    stated = (_stated(passage, field, *span) for (field, _), span in sorted(found.items(), key=lambda item: item[1]))
    return _unique(value for value in stated if value.text)


def _unique(values: Iterator[Stated]) -> tuple[Stated, ...]:
    seen: dict[tuple[str, str], Stated] = {}
    for value in values:
        seen.setdefault((value.field, value.text), value)
    return tuple(seen.values())


def _stated(passage: Passage, field: str, start: int, end: int) -> Stated:
    place = passage.place(start, end)
    text = passage.original(start, end)
    keep = text.rstrip(_CLEAN.replace(")", "").replace("）", "") if text.count("(") + text.count("（") else _CLEAN)
    left = len(keep) - len(keep.lstrip(_CLEAN.replace("(", "").replace("（", "") if field in ("phone", "fax") else _CLEAN))
    return Stated(field, keep[left:], InText(place.paragraph, place.start + left, place.start + len(keep)))


def _labels(text: str) -> Iterator[_Label]:
    """Labels in order; those that stand together are one label of several fields."""
    pending: list[re.Match[str]] = []
    for match in _LABEL.finditer(text):
        if pending and not _TOGETHER.match(text[pending[-1].end() : match.start()]):
            yield _label(text, pending)
            pending = []
        pending.append(match)
    if pending:
        yield _label(text, pending)


def _label(text: str, matches: list[re.Match[str]]) -> _Label:
    assign = _ASSIGN.match(text, matches[-1].end())
    fields = tuple(dict.fromkeys(match.lastgroup or "" for match in matches))
    return _Label(fields, matches[0].start(), assign.end() if assign else matches[-1].end())


def _values(text: str, field: str, start: int, limit: int) -> Iterator[tuple[int, int]]:
    if field == "address":
        end = _address_end(text, start, limit)
        if end - start >= 4 and re.search(r"[\u4e00-\u9fff]{3}", text[start:end]) and _STREET.search(text[start:end]):
            yield start, end
    elif field == "postcode":
        # l, I and O are the digits that they look like.
        yield from _token(text, start, limit, re.compile(r"\d(?: ?[\dlIO]){3,8}"))
    elif field in ("phone", "fax"):
        yield from _phones(text, start, limit)
    elif field == "email":
        yield from _token(text, start, limit, _EMAIL_LIKE)
    else:
        yield from _token(text, start, limit, _URL_LIKE)


def _token(text: str, start: int, limit: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """A value of a given shape right behind its label (a few words may stand between)."""
    stop = _STOP.search(text, start, limit)
    match = pattern.search(text, start, stop.start() if stop else limit)
    if match and match.start() - start <= 20:
        yield match.start(), match.end()


def _phones(text: str, start: int, limit: int) -> Iterator[tuple[int, int]]:
    first = re.compile(r"[(+\d]").search(text, start, min(limit, start + 24))
    if not first or _STOP.search(text, start, first.start()):
        return
    # 电话（区号0953）：6019533 and 电话：县政府办（0953-6019533）
    at = first.start()
    if text[at] == "(" and not re.compile(r"\(\+?\d{2,4}\)").match(text, at):
        at += 1
    while True:
        match = _PHONE.match(text, at, limit) or _DIGITS.match(text, at, limit)
        if not match:
            return
        yield match.span()
        more = _MORE.match(text, match.end(), limit)
        if not more:
            return
        at = more.end()


def _address_end(text: str, start: int, limit: int) -> int:
    depth = 0
    for at in range(start, limit):
        char = text[at]
        if char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth < 0:
                return at
        elif _STOP.match(char) or (char == "," and depth == 0 and not _address_goes_on(text, at + 1, limit)):
            return at
    return limit


def _address_goes_on(text: str, start: int, limit: int) -> bool:
    """A comma inside an address: what follows is a short piece that names a road, a building or a room."""
    piece = re.compile(r"[^,;。()\n]{2,20}").match(text, start, limit)
    return bool(piece and re.search(r"[路街号楼室层座幢栋]$", piece.group()) and not re.search(r"\d{5,}", piece.group()))


def _by_shape(text: str, known: set[str]) -> Iterator[tuple[str, int, int]]:
    emails = [match.span() for match in _EMAIL.finditer(text)]
    yield from (("email", *span) for span in emails)
    for match in _URL.finditer(text):
        if not any(lo <= match.start() < hi for lo, hi in emails):
            yield "website", match.start(), match.end()
    if "address" not in known:
        found = (match for match in _UNLABELLED.finditer(text) if _ROAD.search(match["address"]))
        yield from (("address", *match.span("address")) for match in found)
    if not known & {"phone", "fax"}:
        yield from (("phone", *match.span()) for match in _BARE_PHONE.finditer(text))


def as_contact(stated: tuple[Stated, ...]) -> Contact:
    """The values as the interface has them: one address and postcode, lists of the others."""

    def first(field: str) -> str | None:
        return next((value.text for value in stated if value.field == field), None)

    def every(field: str) -> tuple[str, ...]:
        return tuple(value.text for value in stated if value.field == field)

    return Contact(first("address"), first("postcode"), every("phone"), every("fax"), every("email"), every("website"))
