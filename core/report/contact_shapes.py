"""The labels of contact facts and the shapes of their values. Works on folded text, so all punctuation is ASCII.

A value runs from its label to the next label, to ``;``, ``。``, a line end, or a bracket that closes what was opened before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Span = tuple[str, int, int]
"""A field and the bounds of its value."""

_SHORTEST_ADDRESS = 4
_LABELS = {
    "address": r"(?<!网站)(?<!网页)(?<!网络)(?<!邮箱)(?<!邮件)(?<!信箱)(?<!电子)(?<!链接)(?<!下载)(?<!网)(?<!查询)(?<!访问)"
    r"(?:办公|通信|通讯|联系|单位|邮寄|详细|机关|受理|收件|来信|所在|现场|接待)?(?:地址|地点)|(?<![A-Za-z])(?:ADD|Add|Address)(?=[.:])"
    r"|来访(?=:|--)|(?:办公场所|办公所在地|通讯处|通信处|住所地?|局址)(?=[:|\n]|为|位于|在)",
    "postcode": r"邮政编码|邮政编号|邮编|邮码",
    "phone": r"致电|拨打(?!12345)|来电(?=(?::|-{1,4})(?!\d[\d.,]*[余多]?万?[件次个人条起通]))"
    r"|(?:联系|咨询|办公|办公室|服务|值班|业务|查询|固定|公开|受理)?电话(?:号码)?|联系方式|座机|(?<![A-Za-z])TEL|(?<![A-Za-z])Tel(?:ephone)?|(?<![A-Za-z])tel"
    r"|(?:(?:咨询|服务|监督|举报|投诉|便民)?热线(?:电话|号码)?|(?:联系人?)?手机(?:号码?)?)(?=:[(+\d])",
    "fax": r"传真(?:号码|电话|号)?|(?<![A-Za-z])(?:FAX|Fax|fax)",
    "email": r"(?:发送|发)?(?:电子)?邮件(?:至|到)|(?:电子)?(?:邮箱|信箱)(?:地址|号)?|电子邮件(?:地址|信箱|邮箱)?|电邮|(?<![A-Za-z])[Ee]-?[Mm]ail|(?<![A-Za-z])E-?MAIL",
    "website": r"(?:网站|网页|网络)?(?:网址|域名)|网站地址|网页地址|官方网站|门户网站|(?:官网|网站)(?=[:(])",
}
_LABEL = re.compile("|".join(f"(?P<{field}>{pattern})" for field, pattern in _LABELS.items()))
_TOGETHER = re.compile(r"[、/∕及和与兼暨(\[,或]*\Z")
_IS = r"(?:[)\]]?(?:[:为是.|]|-{1,4}|;(?=\(?0\d{2,3}[)-]|\d{6,8}(?!\d)))|[)\]])?(?:是)?[:\"“|]?(?:位于|在)?\n?"
_ASSIGN = re.compile(_IS)
_ADDRESS_ASSIGN = re.compile(r";(?=[\u4e00-\u9fff]{2,20}\d+号)")

_EMAIL = re.compile(r"[A-Za-z0-9][\w.+-]{0,63}@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}", re.ASCII)
_HOST = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
_QUERY = r"[\w./?=&%#~+!-]*[\w/=&%#~+-]"
_TAIL = rf"(?::\d{{2,5}})?(?:/(?:{_QUERY})?|\?{_QUERY})?"
_URL = re.compile(
    rf"(?<![\w@.])(?:https?:/{{1,2}}{_HOST}[A-Za-z]{{2,}}{_TAIL}|https?://\d{{1,3}}(?:\.\d{{1,3}}){{3}}{_TAIL}|www\.{_HOST}[A-Za-z]{{2,}}{_TAIL}"
    rf"|{_HOST}(?:gov\.cn|gov|com\.cn|com|org\.cn|org|net\.cn|net|cn)(?![\w.-]*@){_TAIL})",
    re.IGNORECASE | re.ASCII,
)
# A web address with another mark for a dot, or with too few slashes: http:/www,qinghe.gov.cn.
_BROKEN_URL = re.compile(
    r"(?<![\w@.])(?:https?[:;]?/*|(?=www))(?:www[.,。]+)?[A-Za-z0-9-]+(?:[.,。]{1,2}[A-Za-z0-9-]+)*?[.,。](?:cn|com|net|org|gov)(?![\w.]|[,。](?:cn|gov)\b)",
    re.IGNORECASE | re.ASCII,
)
_EMAIL_LIKE = re.compile(
    rf"[\w.+-]+@[\w-]+(?:[.,。][\w-]+)*[,。](?:gov[.,。])?(?:cn|com|net)(?![\w@.-])|{_EMAIL.pattern}|[\w.+-]+(?:[@#]|\((?i:at)\)|\[(?i:at)\])[\w.-]*|[A-Za-z0-9][\w.-]*\.(?:com|cn|net)",
    re.ASCII,
)
_URL_LIKE = re.compile(rf"{_URL.pattern}|(?:https?|www)[\w.:/,-]*[A-Za-z]", re.IGNORECASE | re.ASCII)
_AREA = r"(?:(?:\(\+?0?86\)|\+?86)?-?(?:\(0\d{2,3}\)|0\d{2,3})|\(?\+86\)?[ -]?[1-9]\d{1,2}(?=[ -]))"
_EXTENSION = r"(?:(?:转|[-*×])\d{1,5}|\((?:\d{2,5}分机|分机:?\d{2,5})\))?"
_PHONE = re.compile(
    rf"(?:{_AREA}[ .~/-]{{0,3}}\d{{7,8}}|(?:400|800)[ -]?\d{{3,4}}[ -]?\d{{3,4}}|1[3-9]\d[ -]?\d{{4}}[ -]?\d{{4}}|[2-8]\d{{6,7}}|1\d{{4}}|9[56]\d{{3,4}})"
    rf"{_EXTENSION}"
    r"(?!\d)(?! ?-+\d)"
)
_DIGITS = re.compile(r"\(?\+?\d[\d() -]*\d(?:转\d{1,5})?")
# 5550123(办公室)、5550124(传真), and 5550123(5550124传真).
_MORE = re.compile(r"(?:\([^()\d;。\n]{1,10}\))?[、,/;或和及 ]{1,2}(?=[(+\d])(?!\d{6}(?!\d))|\((?=(?:0\d{2,3}-)?\d{7,8}传真\))")
_BEHIND = re.compile(r"\((?P<also>兼|及|和|暨|也是|同)?传(?:真(?:号码|机)?)?\)(?!:)|传真(?=\))")
_MARKED = re.compile(rf"(?<=\d)(?:{_BEHIND.pattern})")
_SAME = re.compile(r"(?:与|和)?(?:联系|办公)?(?:电话)?(?:同号|同上|相同|号码相同|号码同|同电话|同)")
_STOP = re.compile(r"[;。\n!?|]")
# A question mark opens the query of a web address.
_URL_STOP = re.compile(r"[;。\n!|]")
# A Chinese full stop between Latin letters is a dot typed wrong.
_ASCII_STOP = re.compile(r"[;\n!?|]|(?<![A-Za-z\d])。|。(?![A-Za-z])")
_ADDRESS_STOP = re.compile(r"[①-⑳]|联系人|收件人|负责人|联系单位|联系科室|办公时间|工作时间|受理时间")
_POSTCODE_BEHIND = re.compile(r"[,;、/ (]{0,2}(?P<postcode>(?<!\d)\d{6})(?!\d|-\d|[年月日])")
_POSTCODE_AT_END = re.compile(r"(?<=\D)[,、/ (]{0,2}\d{6}\)?$")
_POSTCODE_AT_START = re.compile(r"\d{6}[ ,、]?(?=[\u4e00-\u9fff])")
# Between an address and a telephone, without a label.
_BARE_POSTCODE = re.compile(rf"(?<![\d.-])(?P<postcode>\d{{6}})[ ,、;]{{1,2}}(?={_AREA}[ -]{{0,3}}\d{{7,8}})")
_STREET = re.compile(r"[路街道号楼室层座幢院区栋巷村镇乡厦城心园组]")
# An address without a label is a whole piece between separators that names a road and a number, a building with its floor, or a building before the postcode.
_UNLABELLED = re.compile(
    r"(?:[(:,;、\n]|位于|地处|联系)(?P<address>"
    r"[\u4e00-\u9fff]{2,20}?(?:路|街|大道|巷|道|村|社区)[\u4e00-\u9fff]{0,6}\d+(?:-\d+)?号[^,;:。()\n]{0,20}(?=[,;。)(\n])"
    # A building with its floor: （规划大厦9楼）.
    r"|[\u4e00-\u9fff]{0,24}(?:大厦|大楼|中心|之家|广场|大院|办公楼|综合楼|大道|路|街)[\u4e00-\u9fff]{0,12}\d{1,4}(?:楼|层|室|号)(?:\d{2,4}室?)?(?=[,;。)(\n])"
    r"|[^,;:。()\n]{5,40}(?:号|楼|室|院|层|座|厦|中心)(?=[,;、(]*(?:邮政编码|邮编)))"
)
# One that names neither road nor number: where it lies, right before a bare postcode or telephone (翠屏湖景区北侧管委会，245897).
_BY_ITS_PLACE = re.compile(
    r"[(:,;、\n](?P<address>[\u4e00-\u9fff]{2,20}[省市县区乡镇][\u4e00-\u9fff]{0,20}?"
    r"(?:[东西南北左右]侧|旁边?|对面|隔壁|[场路街村巷]口|[院楼]内|[东西南北中]段|街上|集镇|场镇)[\u4e00-\u9fff]{0,12})"
    r"(?=[,、](?:\d{6}(?!\d|年)|0\d{2,3}-?\d{7,8}))"
)
_ROAD = re.compile(r"路|街(?!道)|大道|巷|弄|\d+号|\d+[楼室层座栋]|村")
_BARE_PHONE = re.compile(rf"(?<![\d-]){_AREA}[ -]{{0,2}}\d{{7,8}}(?!\d)")


@dataclass(frozen=True, slots=True)
class Label:
    """Labels that stand together; the value is behind ``end``."""

    fields: tuple[str, ...]
    start: int
    end: int


def find_labels(text: str) -> Iterator[Label]:
    """Labels in order; those that stand together are one label of several fields."""
    marks = [match.span() for match in _MARKED.finditer(text)]
    pending: list[re.Match[str]] = []
    for match in _LABEL.finditer(text):
        if any(lo <= match.start() < hi for lo, hi in marks):
            continue
        if pending and not _TOGETHER.match(text[pending[-1].end() : match.start()]):
            yield _label(text, pending)
            pending = []
        pending.append(match)
    if pending:
        yield _label(text, pending)


def _label(text: str, matches: list[re.Match[str]]) -> Label:
    fields = tuple(dict.fromkeys(match.lastgroup or "" for match in matches))
    end = matches[-1].end()
    assign = _ADDRESS_ASSIGN.match(text, end) if fields == ("address",) else None
    assign = assign or _ASSIGN.match(text, end)
    return Label(fields, matches[0].start(), assign.end() if assign else end)


_VALUE_AND_LABEL = re.compile(
    r"(?P<value>[^,;。:()\n、]{4,60})\((?P<label>[\u4e00-\u9fffA-Za-z-]{2,8})\)(?=[,;。、\n]|$)",
)


def labels_behind(text: str) -> Iterator[Span]:
    """Values whose labels stand behind them in brackets: 418000（邮编），0749-5550100（电话）; one alone may be a note."""
    found = [match for match in _VALUE_AND_LABEL.finditer(text) if is_label(match["label"])]
    for match in found if len(found) > 1 else ():
        label = _LABEL.match(match["label"])
        if label and label.lastgroup and (label.lastgroup == "address" or re.search(r"\d|@|www", match["value"])):
            yield label.lastgroup, *match.span("value")


def is_label(text: str) -> bool:
    """Whether a folded text is a label, or several together, and nothing else."""
    words = text.rstrip(":") + ":0"
    rest = _LABEL.sub("", words)
    return rest != words and bool(re.fullmatch(r"[、/∕及和与兼暨()\[\],或]*:0", rest))


def opens_with_label(text: str) -> bool:
    """Whether a folded line begins with a label and a colon (联系电话:…), perhaps behind a number or a bullet."""
    start = re.compile(r"[(\d.、)①-⑳●]*").match(text)
    match = _LABEL.match(text, start.end() if start else 0)
    return bool(match and re.compile(r"[)、/及和兼]*[:|]").match(text, match.end()))


def same_as_phone(text: str, label: Label) -> bool:
    """传真同号: the fax has the telephone's number."""
    return label.fields == ("fax",) and bool(_SAME.match(text, label.end))


def values_of(text: str, label: Label, limit: int) -> Iterator[Span]:
    """The values behind a label, up to ``limit``."""
    ordered = list(_in_order(text, label, limit))
    if ordered:
        yield from ordered
        return
    if {"phone", "fax"} & set(label.fields):
        yield from _numbers(text, label, limit)
    for field in label.fields:
        if field not in ("phone", "fax"):
            yield from ((field, *span) for span in _values(text, field, label, limit))


def _in_order(text: str, label: Label, limit: int) -> Iterator[Span]:
    """As many values as labels (电话/传真/邮编：a/b/c): one for each, in order."""
    end = re.compile(r"[;。\n)|]").search(text, label.end, limit)
    pieces = list(re.compile(r"[^/∕、,]+").finditer(text, label.end, end.start() if end else limit))
    if len(label.fields) < 2 or len(pieces) != len(label.fields):
        return
    shapes = {"postcode": re.compile(r"\d{6}"), "phone": _PHONE, "fax": _PHONE, "email": _EMAIL, "website": _URL}
    if all(field in shapes and shapes[field].fullmatch(p.group().strip()) for field, p in zip(label.fields, pieces, strict=True)):
        yield from ((field, *piece.span()) for field, piece in zip(label.fields, pieces, strict=True))


def _numbers(text: str, label: Label, limit: int) -> Iterator[Span]:
    """Telephone and fax numbers; 传真 may stand behind the number that it is about."""
    found = [(span, _BEHIND.match(text, span[1])) for span in _phones(text, label.end, limit)]
    marked = [mark for _, mark in found if mark]
    for span, mark in found:
        both = mark is None or bool(mark["also"]) or len(marked) == len(found)
        if "phone" in label.fields and both:
            yield "phone", *span
        if mark or ("fax" in label.fields and not ("phone" in label.fields and marked)):
            yield "fax", *span


def _values(text: str, field: str, label: Label, limit: int) -> Iterator[tuple[int, int]]:
    start = label.end
    if field == "address":
        yield from _address(text, start, limit)
    elif field == "postcode" and "address" in label.fields:
        match = re.compile(r"(?<!\d)\d{6}(?!\d)").search(text, start, limit)
        if match:
            yield match.span()
    elif field == "postcode":
        # Letters among the digits are those that they look like.
        yield from _token(text, start, limit, re.compile(r"\d(?: ?(?:[\dlIO]|[oBSZ](?![A-Za-z-]))){3,8}"))
    elif field == "email":
        yield from (span for span in _token(text, start, limit, _EMAIL_LIKE, _ASCII_STOP) if not _is_web(text, start, *span))
        yield from _figures_for_email(text, label, limit)
    else:
        yield from (_whole_host(text, *span) for span in _token(text, start, limit, _URL_LIKE, _URL_STOP))


def _figures_for_email(text: str, label: Label, limit: int) -> Iterator[tuple[int, int]]:
    """电子邮箱：629000: a number typed where the address belongs; 邮政信箱 has a number of its own."""
    named = re.search("电子|邮箱", text[label.start : label.end])
    match = re.compile(r"\d{5,11}(?=[);,。、\n]|$)").match(text, label.end, limit)
    if named and match:
        yield match.span()


def _whole_host(text: str, lo: int, hi: int) -> tuple[int, int]:
    """A web address, with what stands behind a comma typed for a dot: http://www.qinghe,gov.cn."""
    broken = _BROKEN_URL.match(text, lo) if text[hi : hi + 1] in (",", "。") else None
    return (lo, broken.end()) if broken and broken.end() > hi else (lo, hi)


def _is_web(text: str, start: int, lo: int, hi: int) -> bool:
    """县长信箱：http://…: the address of a page, not of a mailbox."""
    if re.search(r"[@#]|(?i:[(\[]at)", text[lo:hi]):
        return False
    return text.startswith("/", hi) or bool(re.search(r"https?|www", text[start:hi]))


def _address(text: str, start: int, limit: int) -> Iterator[tuple[int, int]]:
    leading = _POSTCODE_AT_START.match(text, start, limit)
    start = leading.end() if leading else start
    end = _address_end(text, start, limit)
    stop = _ADDRESS_STOP.search(text, start, end)
    end = stop.start() if stop else end
    tail = _POSTCODE_AT_END.search(text[start:end])
    end = start + tail.start() if tail else end
    words = text[start:end]
    if len(words) >= _SHORTEST_ADDRESS and re.search(r"[\u4e00-\u9fff]{3}", words) and _STREET.search(words):
        yield start, end


def _token(
    text: str, start: int, limit: int, pattern: re.Pattern[str], stops: re.Pattern[str] = _STOP
) -> Iterator[tuple[int, int]]:
    """A value of a given shape right behind its label (a few words may stand between)."""
    stop = stops.search(text, start, limit)
    match = pattern.search(text, start, stop.start() if stop else limit)
    if match and match.start() - start <= 20:
        yield match.start(), match.end()


def _telephone_like(text: str, at: int, limit: int) -> re.Match[str] | None:
    """A number of a wrong length, as long as it is no house number and nothing that is counted (电话访问1000人)."""
    match = _DIGITS.match(text, at, limit)
    if match is None or sum(char.isdigit() for char in match.group()) < _SHORTEST_NUMBER:
        return None
    return None if re.compile(r"[人次件条份个号户家]").match(text, match.end()) else match


_SHORTEST_NUMBER = 5


def _phones(text: str, start: int, limit: int) -> Iterator[tuple[int, int]]:
    first = re.compile(r"[(+\d]").search(text, start, min(limit, start + 24))
    if not first or _STOP.search(text, start, first.start()):
        return
    # 电话（区号0953）：6019533 and 电话：县政府办（0953-6019533）
    at = first.start()
    if text[at] == "(" and not re.compile(r"\(\+?\d{2,4}\)").match(text, at):
        at += 1
    # 来电：…北侧管委会，245897，0559-8862207: the postcode comes first.
    postcode = _BARE_POSTCODE.match(text, at, limit)
    at = postcode.end() if postcode else at
    while True:
        match = _PHONE.match(text, at, limit) or _telephone_like(text, at, limit)
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


def by_shape(text: str, known: set[str]) -> Iterator[Span]:
    """Values without a label, of the fields that are not known yet; e-mail and web addresses always."""
    emails = [match.span() for match in _EMAIL.finditer(text)]
    yield from (("email", *span) for span in emails)
    broken = [
        m.span() for m in _BROKEN_URL.finditer(text) if not re.match(r"(?i:https?://)?[\w-]+(?:\.[\w-]+)+\Z", m.group(), re.ASCII)
    ]
    yield from (("website", *span) for span in broken)
    for match in _URL.finditer(text):
        if not any(lo <= match.start() < hi for lo, hi in (*emails, *broken)):
            yield "website", match.start(), match.end()
    if "address" not in known:
        found = (match for match in _UNLABELLED.finditer(text) if _ROAD.search(match["address"]))
        yield from (("address", *match.span("address")) for match in found)
        yield from (("address", *match.span("address")) for match in _BY_ITS_PLACE.finditer(text))
    if not known & {"phone", "fax"}:
        yield from (("phone", *match.span()) for match in _BARE_PHONE.finditer(text))


def bare_postcode(text: str, addresses: Iterable[int]) -> Iterator[Span]:
    """A postcode without a label: right behind an address (by its end), or right before a telephone number."""
    for end in addresses:
        match = _POSTCODE_BEHIND.match(text, end)
        if match:
            yield "postcode", *match.span("postcode")
            return
    found = _BARE_POSTCODE.search(text)
    if found:
        yield "postcode", *found.span("postcode")
