"""Brackets, quotation marks and book-title marks: width, pairs, nesting, and where they do not belong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from core.findings import Severity
from core.gaps import is_beside_gap
from core.kept import kept
from core.rule import Case, Need, Problem, rule
from rules.language.mending import Change, edits, ends, half_rounds, straight_quotes
from rules.language.pairs import PAIRS, Mark, Pairing, pair_up, without_partner
from rules.language.reading import URL, Stretch, uncut

_CJK = r"\u4e00-\u9fff"
_HALF_ROUND = re.compile(rf"\((?=[^()]*[{_CJK}])[^()]*\)")
_ANGLES = re.compile(rf"<(?=[{_CJK}])[^<>\n]{{2,80}}(?<=[{_CJK}）)])>")
_YEAR = re.compile(
    rf"(?<=[{_CJK}A-Za-z])\s?(?P<mark>(?P<open>[\[【(（［﹝〔])\s?(?P<year>(?:19|20)\d\d)\s?(?P<close>[\]】)）］﹞〕]))\s?(?:第\s?)?\d{{1,5}}\s?号"
)
_CHANNEL = "客户端|APP|app|App|网站|官网|公众号|公众平台|订阅号|服务号|微博|抖音|小程序|视频号|头条号|微信"
_NOT_A_WORK = re.compile(
    rf"《(?P<name>[^《》]{{2,12}})》(?=(?:手机|移动|新闻|政务)?(?:{_CHANNEL}))|《(?P<self>[^《》]{{1,10}}(?:网|网站|客户端|公众号|小程序|APP|App|app))》"
)
# A work of this kind may have a client or a site of its own.
_WORK = re.compile(
    r"(?:报|刊|杂志|办法|条例|规定|通知|方案|意见|指南|目录|要点|制度|报告|细则|清单|规程|公告|手册|法|规范|标准|通报|表|图|计划|规划)$"
)
_NAMES = {**dict.fromkeys("“”‘’「」『』", "引号"), **dict.fromkeys("《》〈〉", "书名号")}
_OPENERS = {close: opener for opener, close in PAIRS.items()}


@rule("language.brackets", "括号、引号、书名号", Severity.INFO, Need.TEXT, "punctuation", required=False)
def brackets(case: Case) -> Iterator[Problem]:
    """中文里的括号、引号、书名号要用全角，成对使用。

    检查：中文里的半角括号、引号、尖括号，只有一半的或左右不同的括号，同一种引号或书名号里外套用，发文字号的年份没有用六角括号〔〕，
    书名号用在网站、客户端、公众号上。网址、邮箱、算式、外文和(1)这样的编号不查。
    为什么：标点有国家标准，发布前统一改好，显得规范。
    依据：《标点符号用法》（GB/T 15834—2011）；《党政机关公文格式》（GB/T 9704—2012）关于发文字号的规定
    错误示例：青政发[2018]6号、《青禾县实施<中华人民共和国政府信息公开条例>办法》(以下简称《办法》)
    正确示例：青政发〔2018〕6号、《青禾县实施〈中华人民共和国政府信息公开条例〉办法》（以下简称《办法》）
    """
    lonely: list[Mark] = []
    for number, stretch in enumerate(uncut(case.report)):
        for found in _found(stretch, number):
            if isinstance(found, Mark):
                lonely.append(found)
            else:
                yield found
    for mark in without_partner(lonely):
        at = mark.stretch.paragraph
        if at is None or not is_beside_gap(case.report.document, at):
            yield _lonely(mark)


@kept
def _found(stretch: Stretch, number: int) -> Iterator[Problem | Mark]:
    """The problems of a stretch, and the marks of it that have no partner there."""
    taken = [match.span() for match in URL.finditer(stretch.text)]
    for problem, span in _single(stretch):
        if not any(lo < span[1] and span[0] < hi for lo, hi in taken):
            taken.append(span)
            yield problem
    yield from _not_works(stretch)
    pairing = pair_up(number, stretch, taken)
    yield from _paired(stretch, pairing)
    yield from pairing.lonely


def _single(stretch: Stretch) -> Iterator[tuple[Problem, tuple[int, int]]]:
    """What is wrong in itself, each with the range that it settles."""
    text = stretch.text
    for match in _YEAR.finditer(text):
        if (match["open"], match["close"]) != ("〔", "〕") and not stretch.is_quoted(*match.span("mark")):
            right = f"〔{match['year']}〕"
            message = f"发文字号的年份应当用六角括号：“{match['mark']}”应为“{right}”"
            span = match.span("mark")
            yield _problem(stretch, span, message, right, ends(span, "〔", "〕")), span
    for match in _ANGLES.finditer(text):
        inner = text.count("《", 0, match.start()) > text.count("》", 0, match.start())
        right = f"〈{match.group()[1:-1]}〉" if inner else f"《{match.group()[1:-1]}》"
        message = "书名号里再用书名号，里面一层应当用单书名号〈〉" if inner else f"书名号应当用《》：“{_short(match.group())}”"
        # Outside a title <…> may be a template's field.
        yield _problem(stretch, match.span(), message, right, ends(match.span(), "〈", "〉") if inner else ()), match.span()
    # A title is quoted as it stands; brackets round a title are the author's.
    rounds = [match.span() for match in _HALF_ROUND.finditer(text) if not stretch.cuts_quotation(*match.span())]
    halves = [(span, "括号", "（", "）") for span in rounds]
    halves += [(span, "引号", "“", "”") for span in _straight(text)]
    for span, name, left, close in halves:
        inside = text[span[0] + 1 : span[1] - 1]
        message = f"中文里的{name}应当用全角：“{_short(text[slice(*span)])}”"
        changes = tuple(half_rounds(text, span)) if left == "（" else straight_quotes(text, span)
        yield _problem(stretch, span, message, f"{left}{inside}{close}", changes), span


def _straight(text: str) -> Iterator[tuple[int, int]]:
    """Pairs of straight quotation marks round Chinese text; an inch mark behind a digit is none."""
    marks = [m.start() for m in re.finditer(r"(?<!\d)[\"＂]|(?<=\d)[\"＂](?=[^\"＂]*[\"＂])", text)]
    for start, end in zip(marks[::2], marks[1::2], strict=False):
        if re.search(f"[{_CJK}]", text[start:end]):
            yield start, end + 1


def _not_works(stretch: Stretch) -> Iterator[Problem]:
    for match in _NOT_A_WORK.finditer(stretch.text):
        name = match["name"] or match["self"]
        if not _WORK.search(name):
            message = f"网站、客户端、公众号的名称不用书名号：“{match.group()}”"
            yield Problem(stretch.place(*match.span()), message, f"改为“{name}”，或改用引号。", {"expected": name})


def _paired(stretch: Stretch, pairing: Pairing) -> Iterator[Problem]:
    for start, end in pairing.mixed:
        inside = stretch.text[start + 1 : end - 1]
        message = f"括号一边全角、一边半角：“{_short(stretch.text[start:end])}”"
        yield _problem(stretch, (start, end), message, f"（{inside}）", ends((start, end), "（", "）"))
    for start, end in pairing.nested:
        title = stretch.text[start] == "《"
        left, close = "〈〉" if title else "‘’"
        name = "书名号" if title else "引号"
        message = f"{name}里再用{name}，里面一层应当用单{name}{left}{close}"
        # A quotation inside another may be two of which a mark is turned the wrong way.
        changes = ends((start, end), left, close) if title else ()
        yield _problem(stretch, (start, end), message, f"{left}{stretch.text[start + 1 : end - 1]}{close}", changes)


def _lonely(mark: Mark) -> Problem:
    name = _NAMES.get(mark.char, "括号")
    other = PAIRS.get(mark.char) or _OPENERS[mark.char]
    side = "右" if mark.char in PAIRS else "左"
    message = f"{name}不成对：“{mark.char}”缺少与它配对的{side}{name}“{other}”"
    place = mark.stretch.place(mark.at, mark.at + 1)
    return Problem(place, message, f"补上“{other}”，或删去多余的“{mark.char}”。", {"expected": other})


def _problem(stretch: Stretch, span: tuple[int, int], message: str, right: str, changes: Iterable[Change] = ()) -> Problem:
    advice, data = f"改为“{_short(right)}”。", {"expected": right}
    return Problem(stretch.place(*span), message, advice, data, edits=edits(stretch, changes))


def _short(text: str) -> str:
    return text if len(text) <= 24 else f"{text[:12]}…{text[-8:]}"
