"""Acts and notices that the report cites: superseded ones, wrong numbers, misquoted titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from core.document import Paragraph
from core.findings import Severity
from core.place import InText
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.fold import Folded, fold
from core.text.similarity import ratio
from core.text.years import find_years
from rules.citations import Number, Title, distance, find_numbers, find_titles, opening
from rules.wordlists import load

_BASIS = "引用公文应当先引标题、后引发文字号，标题和字号应当准确（《党政机关公文处理工作条例》）"
_SHORTEST = 6
_ALIKE = 0.6
_OFF = 2


@dataclass(frozen=True, slots=True)
class _Document:
    """A document that reports cite."""

    id: str
    title: str
    numbers: tuple[str, ...]
    likes: int
    reason: str
    short: tuple[str, ...] = ()
    plain: str = ""


@dataclass(frozen=True, slots=True)
class _Superseded:
    """A document that is no basis any more from a report year on."""

    id: str
    from_year: int
    number: str
    title: str
    name: str
    instead: str
    reason: str
    articles: str = ""
    guides: str = ""
    unguided: str = ""


@dataclass(frozen=True, slots=True)
class _Words:
    """The dictionary of documents."""

    documents: tuple[_Document, ...]
    report_organ: str
    superseded: tuple[_Superseded, ...]
    basis: str
    compiles: str
    history: str


# --- superseded ---------------------------------------------------------------------------------------------------


@rule("content.superseded-law", "编制依据现行有效", Severity.WARNING, Need.TEXT | Need.YEAR, "items")
def superseded_law(case: Case) -> Iterator[Problem]:
    """编制依据要用报告年度适用的法规和通知。

    检查：2019年度起的报告仍把国务院令第492号、旧《条例》第三十一条、第三十二条、国办发〔2014〕32号作为依据；2021年度起的报告仍把国办公开办函〔2019〕60号作为依据。
    回顾历史、说明修订前后的句子不算。
    为什么：依据已经更新，说明稿子是从旧报告改来的。
    依据：国务院令第711号；国办公开办函〔2021〕30号
    错误示例：（2022年报告）根据国办公开办函〔2019〕60号要求，编制本报告。
    正确示例：（2022年报告）根据国办公开办函〔2021〕30号要求，编制本报告。
    """
    report, lists = case.report, load("documents", _Words)
    due = [old for old in lists.superseded if (report.year or 0) >= old.from_year]
    for paragraph in report.body if due else ():
        words = fold(paragraph.text)
        for old in due:
            for start, end in _mentions(words.text, old):
                if is_basis(report, paragraph, words.text, start, end) or _guides(report, words.text, start, end, old):
                    place = InText(paragraph.index, *words.back(start, end))
                    message = f"{report.year}年的报告仍以{old.name}为依据，{old.reason}"
                    data = {"document": old.id, "expected": old.instead}
                    yield Problem(place, message, f"改为{old.instead}。", data)


def _mentions(text: str, old: _Superseded) -> Iterator[tuple[int, int]]:
    """Where a text names a document, by its number or by its title alone."""
    numbers = [number for number in find_numbers(text) if number.key == old.number]
    yield from ((number.start, number.end) for number in numbers)
    if old.articles and not numbers:
        yield from (match.span() for match in re.finditer(old.articles, text))
    for title in find_titles(text):
        if old.title and title.words == old.title and title.number is None:
            yield title.start, title.end


def is_basis(report: Report, paragraph: Paragraph, text: str, start: int, end: int) -> bool:
    """Whether a document is named as what this report rests on."""
    lists = load("documents", _Words)
    left, right = _sentence(text, start, end)
    sentence = text[left:right]
    opening = next((m for m in find_years(sentence) if m.start == 0), None)
    if re.search(lists.history, sentence) or (opening and opening.year != report.year) or _tells_of_years(report, sentence):
        return False
    if not re.search(lists.basis, sentence[: start - left]):
        return False
    return paragraph in report.preamble or bool(re.search(lists.compiles, text[end:right]))


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence around a range."""
    left = max(text.rfind(mark, 0, start) for mark in "。;\n") + 1
    return left, min((at for mark in "。;\n" if (at := text.find(mark, end)) >= 0), default=len(text))


_SINCE = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月(?:\d{1,2}日)?)?[以之]来")


def _tells_of_years(report: Report, sentence: str) -> bool:
    """Whether a sentence tells what was done since an earlier year (2019年以来，先后落实…)."""
    return any(int(since["year"]) != report.year for since in _SINCE.finditer(sentence))


def _guides(report: Report, text: str, start: int, end: int, old: _Superseded) -> bool:
    """Whether a sentence says that the year's work follows an act that was replaced before that year."""
    if not old.guides or (report.year or 0) <= old.from_year:
        return False
    sentence = text[slice(*_sentence(text, start, end))]
    if re.search(f"{load('documents', _Words).history}|{old.unguided}", sentence):
        return False
    others = any(mention.year != report.year for mention in find_years(sentence))
    return not others and not _tells_of_years(report, sentence) and bool(re.search(old.guides, sentence))


# --- titles and numbers -------------------------------------------------------------------------------------------


@rule("content.document-number", "文件名称与文号相符", Severity.WARNING, Need.TEXT, "items")
def document_number(case: Case) -> Iterator[Problem]:
    """引用的文件名称和文号要对得上。

    检查：常用文件的名称与文号（如国办公开办函〔2021〕30号）是否相符；同一文号有没有用在两份文件上、同一文件有没有写两个文号；
    《条例》等的名称有没有写错字。
    为什么：文号写错，读者找不到依据，也说明没有核对原文。
    依据：《党政机关公文处理工作条例》
    错误示例：《中华人民共和国政府信息公开条例》（国务院令第771号）
    正确示例：《中华人民共和国政府信息公开条例》（国务院令第711号）
    """
    report, lists = case.report, load("documents", _Words)
    cited = [(p, words, title) for p in report.body for words in [fold(p.text)] for title in find_titles(words.text)]
    told: set[str] = set()
    old = {each.number for each in lists.superseded if (report.year or 0) >= each.from_year}
    for paragraph, words, title in cited:
        problem = _against_dictionary(paragraph, words, title, lists)
        if problem and title.number and title.number.key in old:
            # The number of a superseded document is the business of content.superseded-law.
            told.add(title.words)
        elif problem:
            told.add(title.words)
            yield problem
    yield from _free_numbers(report, lists)
    yield from _inside([each for each in cited if each[2].words not in told], lists)


def _place(paragraph: Paragraph, words: Folded, found: Title | Number) -> InText:
    return InText(paragraph.index, *words.back(found.start, found.end))


def _against_dictionary(paragraph: Paragraph, words: Folded, title: Title, lists: _Words) -> Problem | None:
    known = next((d for d in lists.documents if _is_called(d, title.words)), None)
    if known is None:
        if misquoted := _misquoted(title.words, words.text[title.end :], lists):
            place = _place(paragraph, words, title)
            message = f"文件名称“{words.text[title.start : title.end]}”与“{misquoted}”只差几个字，可能引错"
            return Problem(place, message, f"改为《{misquoted}》。", {"expected": misquoted, "actual": title.words}, basis=_BASIS)
        return None
    number = title.number
    if number is None or number.key in known.numbers or not _is_comparable(known, title, number):
        return None
    right = " 或 ".join(_spoken(key) for key in known.numbers)
    data = {"expected": list(known.numbers), "actual": number.key}
    written = words.text[number.start : number.end]
    message = f"文号“{written}”与《{_brief(title.words)}》不符，这份文件的文号是{right}"
    return Problem(_place(paragraph, words, number), message, f"改为{right}。", data, basis=_BASIS)


def _is_called(known: _Document, words: str) -> bool:
    """Whether a title is a document's: the official one, a short form, or 关于…的通知 with the organ before the title mark."""
    return words in (known.title, *known.short) or (words.startswith("关于") and known.title.endswith(words))


def _is_comparable(known: _Document, title: Title, number: Number) -> bool:
    """A document of the same short title may be a province's; then its number is of another organ."""
    full = title.words == known.title
    return full or number.organ[:2] in {key[:2] for key in known.numbers}


def _misquoted(words: str, behind: str, lists: _Words) -> str | None:
    """The official title that a title is a few characters off from."""
    for known in lists.documents:
        if known.plain and _is_nearly(words, known.plain):
            return known.title
        for right in (known.title, *known.short):
            if (
                known.likes
                and right.startswith(("中华人民共和国", "国务院"))
                and not words.startswith(right)
                and right not in words
            ):
                close = distance(words, right, known.likes)
                if 0 < close <= known.likes and not (right.startswith(words) and behind.startswith("》" + right[len(words) :])):
                    return right
    return None


def _is_nearly(words: str, plain: str) -> bool:
    """Whether a title is a short name but for two characters; a province's own act has its name in front, another kind of document ends otherwise."""
    alike = words[:1] == plain[:1] and words.endswith(plain[-2:]) and "公开" in words
    return alike and 0 < distance(words, plain, _OFF) <= _OFF


def _free_numbers(report: Report, lists: _Words) -> Iterator[Problem]:
    """Numbers without a title in the preamble: those of the notices on this report are few."""
    right = {key for document in lists.documents for key in document.numbers if key.startswith(lists.report_organ)}
    for paragraph in opening(report):
        words = fold(paragraph.text)
        titled = {title.number.start for title in find_titles(words.text) if title.number}
        for number in find_numbers(words.text):
            own = number.organ.endswith(lists.report_organ) and number.start not in titled
            near = sorted(key for key in right if key.startswith(f"{lists.report_organ}{number.year}-"))
            if own and number.key not in right and near and not number.organ.startswith("原"):
                expected = _spoken("国办公开办函2019-60" if number.year == "2019" else near[0])
                written = words.text[number.start : number.end]
                message = f"关于年度报告的通知没有“{written}”这个文号，{number.year}年的是{expected}"
                data = {"expected": expected, "actual": number.key}
                yield Problem(_place(paragraph, words, number), message, f"改为{expected}。", data, basis=_BASIS)


def _inside(cited: list[tuple[Paragraph, Folded, Title]], lists: _Words) -> Iterator[Problem]:
    """One number on two titles, or one title with two numbers, inside the report."""
    by_number: dict[str, tuple[Paragraph, Folded, Title]] = {}
    by_title: dict[str, tuple[Paragraph, Folded, Title]] = {}
    several = {title for document in lists.documents if len(document.numbers) > 1 for title in (document.title, *document.short)}
    for paragraph, words, title in cited:
        if title.number is None or len(title.words) < _SHORTEST or _shares(words.text, title):
            continue
        where = _place(paragraph, words, title.number)
        first = by_number.setdefault(title.number.key, (paragraph, words, title))
        if _differ(first[2].words, title.words):
            message = (
                f"同一文号“{_spoken(title.number.key)}”用在两份文件上：《{_brief(first[2].words)}》和《{_brief(title.words)}》"
            )
            yield Problem(where, message, "核对两处的文号。", {"number": title.number.key}, (_number_place(first),), basis=_BASIS)
            continue
        same = by_title.setdefault(title.words, (paragraph, words, title))
        other = same[2].number
        if other and other.key != title.number.key and title.words not in several:
            message = f"《{_brief(title.words)}》写了两个文号：{_spoken(other.key)}和{_spoken(title.number.key)}"
            yield Problem(where, message, "核对文号。", {"title": title.words}, (_number_place(same),), basis=_BASIS)


def _shares(text: str, title: Title) -> bool:
    """Whether a title stands right behind another that has no number of its own: the number is both's."""
    return bool(re.search("》(?:[、和及与]|以及)?$", text[: title.start - 1]))


def _number_place(cited: tuple[Paragraph, Folded, Title]) -> InText:
    paragraph, words, title = cited
    return _place(paragraph, words, title.number or title)


def _differ(left: str, right: str) -> bool:
    """Two documents, not one with a longer and a shorter title."""
    first, second = _own_title(left), _own_title(right)
    if first == second or first in second or second in first:
        return False
    kinds = [found.group() if (found := _KIND.search(title)) else "" for title in (first, second)]
    return ratio(first, second) < _ALIKE or (all(kinds) and kinds[0] != kinds[1])


_ISSUED = re.compile(r"(?:关于)?(?:印发|转发|公布|发布|下发|修订印发)[〈<《]?(?P<title>.+?)[〉>》]?的(?:通知|公告|函|决定)$")
_KIND = re.compile(
    r"(?:办法|要点|方案|意见|规定|条例|细则|制度|规程|规则|规范|指南|指引|目录|清单|计划|规划|标准|格式|预案|报告|通知|通报|公告|决定|函)(?=$|\([^()]*\)$)"
)


def _own_title(title: str) -> str:
    """The title of the document that a notice issues (关于印发…的通知), else the title."""
    found = _ISSUED.search(title)
    return found["title"] if found else title


def _brief(title: str) -> str:
    return title if len(title) <= 24 else title[:12] + "…" + title[-10:]


def _spoken(key: str) -> str:
    organ, _, rest = key.partition("-")
    return f"{organ[:-4]}〔{organ[-4:]}〕{rest}号" if rest else f"{key[:-3]}第{key[-3:]}号"
