"""Private persons' data: ID numbers, bank cards, mobile numbers, applicants' names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.document import Cell, Paragraph, Table
from core.findings import Severity
from core.kept import kept
from core.place import InCell, InText, Place
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import fold
from rules.wordlists import compiled, load

_BASIS = "《中华人民共和国政府信息公开条例》关于涉及个人隐私的政府信息不得公开的规定；《中华人民共和国个人信息保护法》"
_DIGITS = re.compile(r"(?<![\dA-Za-z.])(?=[\d -]{14,23}[Xx]?(?![\dA-Za-z]))\d{3,}(?:[ -]\d{3,})*[Xx]?(?![\dA-Za-z])")
_MOBILE = re.compile(r"(?<![\d-])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d-]|[元万条件个.])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_ID, _OLD_ID, _LEAST_CARD = 18, 15, 16
_BEFORE = 16


@dataclass(frozen=True, slots=True)
class _Odd:
    """A word that looks like a name and is none."""

    word: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of this rule."""

    surnames: str
    people: tuple[str, ...]
    others: tuple[str, ...]
    places: tuple[str, ...]
    personal_acts: tuple[str, ...]
    place_ends: str
    acts: tuple[str, ...]
    not_names: tuple[_Odd, ...]
    official: tuple[str, ...]
    private: tuple[str, ...]
    accounts: tuple[str, ...]


@rule("content.personal-information", "没有个人信息", Severity.ERROR, Need.NOTHING, "items")
def personal_information(case: Case) -> Iterator[Problem]:
    """公布稿里不能有普通群众的身份证号、银行卡号、手机号，也不能写出申请人的姓名。

    检查：校验位正确的18位身份证号、15位旧号、银行卡号、正文中的个人手机号、“申请人某某某申请公开……”“某村某某某投诉……”中的真实姓名。
    作为联系方式公布的电话（含手机号）、带星号或“某”字的不算。
    为什么：公开个人信息侵害申请人权益，发出后难以收回。
    依据：个人隐私不得公开
    错误示例：申请人李明华（手机13800000000）申请公开征地补偿信息。
    正确示例：申请人李某申请公开征地补偿信息。
    """
    report = case.report
    contact = {paragraph.index for paragraph in report.preamble} | {
        stated.place.paragraph for stated in report.contact if isinstance(stated.place, InText)
    }
    body = {paragraph.index for paragraph in report.body}
    for paragraph in report.document.paragraphs:
        for what, start, end in _long_numbers(paragraph.text):
            yield _problem(InText(paragraph.index, start, end), what)
        if paragraph.index in body:
            yield from _mobiles(paragraph, for_contact=paragraph.index in contact)
            yield from _names(paragraph)
    yield from _in_cells(report)


def _problem(place: Place, what: str) -> Problem:
    return Problem(place, f"写出了{what}，不能公开", "删去或作隐去处理。", {"kind": what}, basis=_BASIS)


def _in_cells(report: Report) -> Iterator[Problem]:
    for table in report.document.tables:
        for cell in _with_long_numbers(table):
            for what, _, _ in _long_numbers(cell.text):
                yield _problem(InCell(table.index, cell.row, cell.column), what)


@kept
def _with_long_numbers(table: Table) -> Iterator[Cell]:
    """Cells in which an ID or a card may be; whether its day is over may be another matter tomorrow."""
    return (cell for cell in table.cells if _DIGITS.search(fold(cell.text).text))


# --- numbers ------------------------------------------------------------------------------------------------------


def _long_numbers(text: str) -> Iterator[tuple[str, int, int]]:
    """ID and card numbers with their offsets."""
    words = fold(text)
    for match in _DIGITS.finditer(words.text):
        digits = re.sub("[ -]", "", match.group()).upper()
        before = words.text[max(0, match.start() - _BEFORE) : match.start()]
        if what := _kind(digits, before):
            yield what, *words.back(*match.span())


def _kind(digits: str, before: str) -> str | None:
    if len(digits) == _ID and _is_day(digits[6:14]) and _has_check(digits):
        return "身份证号"
    if len(digits) == _OLD_ID and digits.isdigit() and _is_day("19" + digits[6:12]) and re.search("身份证|证件号", before):
        return "身份证号"
    banking = re.search("|".join(load("privacy", _Words).accounts), before)
    if digits.isdigit() and len(digits) >= _LEAST_CARD and _luhn(digits) and (banking or digits.startswith("62")):
        return "银行卡号"
    return None


def _is_day(digits: str) -> bool:
    try:
        return date(1900, 1, 1) <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) <= date.today()
    except ValueError:
        return False


def _has_check(digits: str) -> bool:
    """GB 11643: the last character of an ID number follows from the others."""
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == digits[17]


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value // 10 + value % 10 for value in doubled) % 10 == 0


def _mobiles(paragraph: Paragraph, *, for_contact: bool) -> Iterator[Problem]:
    """Mobile numbers in a sentence, unless an office published them for the public; a private person's is none of these."""
    lists = load("privacy", _Words)
    words = fold(paragraph.text)
    for match in _MOBILE.finditer(words.text):
        clause = re.split("[。;\n]", words.text[: match.start()])[-1]
        private = [at for word in lists.private if (at := clause.rfind(word)) >= 0]
        official = [at for word in lists.official if (at := clause[-_BEFORE:].rfind(word)) >= 0]
        applies = _named_person().search(clause) and _applies().match(words.text[match.end() :])
        if applies or _owner().search(clause) or (not for_contact and (private or not official)):
            yield _problem(InText(paragraph.index, *words.back(*match.span())), "个人手机号")


# --- names --------------------------------------------------------------------------------------------------------


def _names(paragraph: Paragraph) -> Iterator[Problem]:
    """Names of persons who apply, sue or complain, in sentences on disclosure."""
    words = fold(paragraph.text)
    for match in _name_pattern().finditer(words.text):
        left = max(words.text.rfind(mark, 0, match.start()) for mark in "。;\n") + 1
        right = min((at for mark in "。;" if (at := words.text.find(mark, match.end())) >= 0), default=len(words.text))
        if re.search("公开|信息|答复|复议|诉讼", words.text[left:right]):
            group = match.lastgroup or 0
            yield _problem(InText(paragraph.index, *words.back(*match.span(group))), f"申请人姓名“{match[group]}”")


def _name() -> str:
    """A pattern for a surname and the character behind it; a third one may follow."""
    lists = load("privacy", _Words)
    odd = "|".join(entry.word for entry in lists.not_names)
    return rf"(?!{odd})[{lists.surnames}](?![某×*])[\u4e00-\u9fff]"


def _owner() -> re.Pattern[str]:
    """A private person's name right before a number: 家长吴敏,电话."""
    lists = load("privacy", _Words)
    people = "|".join(sorted((*lists.people, *lists.others), key=len, reverse=True))
    return compiled(rf"(?:{people}){_name()}[\u4e00-\u9fff]?[,、:(]{{0,2}}(?:联系)?(?:电话|手机|方式|号码?)*[为是:]?$")


def _named_person() -> re.Pattern[str]:
    """What looks like a name at the start of a clause, or behind what comes from somebody, right before a number: 收到王小红(手机."""
    surnames = load("privacy", _Words).surnames
    return compiled(
        rf"(?:^|,|其中|收到|接到|来自|采纳|回复|答复)[{surnames}][\u4e00-\u9fff×*]{{1,2}}[,(](?:联系|本人)?(?:电话|手机|方式|号码?)*[为是:]?$"
    )


def _applies() -> re.Pattern[str]:
    """Behind the number: what only a person does who applies or complains, or what came from such a person."""
    return compiled(
        rf"[,)]*(?:{'|'.join(load('privacy', _Words).personal_acts)}|申请|反映|要求|咨询|提出"
        r"|等\d*(?:人|户|位|名)|的(?:意见|建议|来信|诉求|留言|申请))"
    )


def _name_pattern() -> re.Pattern[str]:
    lists, name = load("privacy", _Words), _name()
    acts, personal = "|".join(lists.acts), "|".join(lists.personal_acts)
    people = "|".join(sorted(lists.people, key=len, reverse=True))
    labelled = rf"(?:{people})(?P<labelled>{name}[\u4e00-\u9fff]??)(?=(?:{acts})|[,、(])"
    # Without a word for the person only a clause of one shape is sure: 李明华向我局申请公开…, 李明华申请公开….
    bare = rf"(?<![\u4e00-\u9fff])(?P<bare>{name}(?![某])[\u4e00-\u9fff])(?=(?:向[^,。;]{{2,16}})?(?:申请公开|提出(?:的)?政府信息公开申请|依申请公开))"
    # 石桥村李秀英申请公开…, 业主周强不服答复: a dwelling or another word for a person, and what only a person does.
    behind = rf"(?=(?:等\d*人|(?:就|因|对)[^,。;]{{2,12}})?(?:向[^,。;]{{2,16}})?(?:{personal}))"
    near = f"{'|'.join(lists.places)}|{'|'.join(sorted(lists.others, key=len, reverse=True))}"
    placed = rf"(?:{near})(?P<placed>{name}(?:(?![某等向就因对])[\u4e00-\u9fff])??(?<![{lists.place_ends}]))" + behind
    return compiled(f"{labelled}|{bare}|{placed}")
