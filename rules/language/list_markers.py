"""The numbering of points inside the text: 一是、二是…, 首先、其次, 一方面、另一方面."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.findings import Severity
from core.gaps import is_beside_gap
from core.kept import kept
from core.report.report import Report
from core.rule import Case, Need, Problem, rule
from core.text.numbers import chinese_numeral
from rules.language.reading import Stretch, body

_N = "[一二三四五六七八九十]"
_START = r"(?:(?<=^)|(?<=[,。;:、!?.()\]\n”将即为有]))"
# 我局一是……，二是……; 于第四季度一是…….
_SUBJECT = "(?<=[度月底末间局县市区镇乡委院办道旗州施题来取过])"
# 全省第二、第三，: ranks are no markers.
_STRICT = r"(?:(?<=^)|(?<=[。;:\n]))"
_MUST = "{}要"
_FAMILIES = (
    # 一是一、二是二 is a saying.
    (re.compile(rf"(?:{_START}|{_SUBJECT})(?P<n>{_N}{{1,2}})是(?!(?P=n)(?:[,。;、!?”)地的]|$))"), "{}是"),
    (re.compile(rf"(?:{_STRICT}|(?<=,))(?P<n>{_N}{{1,2}})要(?![素点件闻求务领害])"), _MUST),
    (re.compile(rf"{_STRICT}其(?P<n>{_N})[,是:]"), "其{}"),
    # 下一步，第一，…: a list may open behind a comma.
    (re.compile(rf"(?:{_STRICT}|(?<=,)(?=第一))第(?P<n>{_N}{{1,2}})[,:]"), "第{}"),
)
_DIGITS = "零一二三四五六七八九十"
_OTHER_SECOND = re.compile(
    r"另一是|再是|再者|再就是|(?<=[,。;:、\n])还有|二则|其二|第二(?![季届轮批次名位])|二要|二是|二为|\(2\)|2[.、]|另外|同时|此外"
)
_SIDE = re.compile(r"(?P<other>另一方面)|(?<![另这那某任每哪单同各唯])(?P<one>一方面)")
_FIRST = re.compile(rf"{_START}首先,")
_SECOND = re.compile(rf"{_START}其次[,是]?")
_AFTER_FIRST = re.compile(r"其次|再次|再者|然后|随后|接着|之后|最后|第二|二是|同时|另外|此外|其二")
_BEFORE_SECOND = re.compile(r"首先|第一|一是|其一|首要|主要|先|最")


@dataclass(frozen=True, slots=True)
class _Marker:
    """A numbered marker: the stretch it stands in, its range in the folded text, its number and how it is written."""

    stretch: Stretch
    start: int
    end: int
    value: int
    form: str

    def problem(self, message: str, suggestion: str, expected: str | None = None) -> Problem:
        """A problem at this marker."""
        data = {"actual": self.stretch.words.text[self.start : self.end], "expected": expected}
        return Problem(self.stretch.folded_place(self.start, self.end), message, suggestion, data)


@rule("language.list-markers", "分项序词", Severity.INFO, Need.TEXT, "wording", required=False)
def list_markers(case: Case) -> Iterator[Problem]:
    """“一是、二是……”要从一开始，不跳号、不重号，也不能只有“一是”。

    检查：正文里的“一是、二是”“一要、二要”“其一、其二”“首先、其次”“一方面、另一方面”。
    为什么：跳号、重号多半是改稿时漏改，也可能是漏掉了一项内容。
    依据：年度报告应当用语规范、文字严谨
    错误示例：一是公开不够及时；三是解读形式单一
    正确示例：一是公开不够及时；二是解读形式单一
    """
    for group in _groups(case.report):
        if any(stretch.paragraph and is_beside_gap(case.report.document, stretch.paragraph) for stretch in group):
            continue
        for pattern, form in _FAMILIES:
            yield from _numbered(list(_markers(group, pattern, form)), group)
        yield from _sides(group)
        yield from _first_and_second(group)


def _groups(report: Report) -> Iterator[list[Stretch]]:
    """The paragraphs under each heading, the heading's own paragraph included where text runs on in it."""
    headings = {section.place.paragraph: section.tells for section in report.sections}
    group: list[Stretch] = []
    for paragraph, stretch in body(report):
        if paragraph.index in headings:
            yield group
            group = [stretch] if headings[paragraph.index] else []
        else:
            group.append(stretch)
    yield group


def _markers(group: Sequence[Stretch], pattern: re.Pattern[str], form: str) -> Iterator[_Marker]:
    for stretch in group:
        if form.strip("{}") in stretch.text:
            yield from _markers_in(stretch, pattern, form)


@kept
def _markers_in(stretch: Stretch, pattern: re.Pattern[str], form: str) -> Iterator[_Marker]:
    for match in pattern.finditer(stretch.words.text):
        value = chinese_numeral(match["n"])
        if value and stretch.own(*match.span()) and (form != _MUST or _is_listed(stretch.words.text, match, value)):
            yield _Marker(stretch, *match.span(), value, form)


def _is_listed(text: str, match: re.Match[str], value: int) -> bool:
    """Whether 二要 behind a comma belongs to a list that 一要 opens: 一要加强领导，二要加强培训."""
    if text[match.start() - 1 : match.start()] != ",":
        return True
    if value == 1:
        return bool(re.search("[,。;]二要", text[match.end() :]))
    return bool(re.search(r"(?:^|[,。;:\n])一要(?![素点件闻求务领害])", text[: match.start()]))


def _numbered(markers: list[_Marker], group: Sequence[Stretch]) -> Iterator[Problem]:
    """The lists of one family under one heading; a list may hold another one."""
    lists: list[list[_Marker]] = []
    outer: list[list[_Marker]] = []
    before: _Marker | None = None
    for number, marker in enumerate(markers):
        if lists and _repeats(lists[-1], marker, markers[number + 1 : number + 2]):
            yield from _misplaced(lists, marker)
            before = marker
            continue
        home = next((each for each in reversed(outer) if _goes_on(each, marker)), None)
        if marker.value == 1:
            outer = [*outer, lists[-1]] if before and lists and _is_inner(before, marker) else []
            lists.append([marker])
        elif home is not None and not _goes_on(lists[-1], marker):
            del outer[outer.index(home) :]
            home.append(marker)
            lists.append(home)
        else:
            yield from _misplaced(lists, marker)
        before = marker
    yield from _alone(lists, group)


def _repeats(points: Sequence[_Marker], marker: _Marker, following: Sequence[_Marker]) -> bool:
    """A second 一是 with which no list opens: the next number goes on as if this one had been counted."""
    if marker.value != 1:
        return False
    if following and following[0].value > 1:
        return following[0].value == len(points) + 2 and following[0].value > 2
    return _is_inner(points[-1], marker) and marker.stretch.words.text[marker.start - 1] == ";"


def _goes_on(points: Sequence[_Marker], marker: _Marker) -> bool:
    """Behind a wrong number the next one may go on from it, or from what it should have been: one slip is one finding."""
    return marker.value in (points[-1].value + 1, len(points) + 1)


def _numeral(value: int) -> str:
    return _DIGITS[value] if value <= 10 else f"十{_DIGITS[value - 10]}" if value < 20 else str(value)


def _is_inner(before: _Marker, marker: _Marker) -> bool:
    """A list inside a point: it opens in the same paragraph, before the sentence of that point is over."""
    if before.stretch is not marker.stretch:
        return False
    return not re.search("[。!?]", before.stretch.words.text[before.end : marker.start])


def _misplaced(lists: list[list[_Marker]], marker: _Marker) -> Iterator[Problem]:
    """Add a marker to the list that is open; a wrong number is a problem."""
    last = lists[-1][-1].value if lists else 0
    due, written = marker.form.format(_numeral(last + 1)), marker.form.format(_numeral(marker.value))
    if not lists:
        message = f"“{written}”前面没有“{marker.form.format('一')}”"
        yield marker.problem(message, "核对是否漏了一项，按顺序改正序词。", due)
    elif not _goes_on(lists[-1], marker):
        message = f"序词跳号：“{marker.form.format(_numeral(last))}”后面应是“{due}”，写成了“{written}”"
        if marker.value <= last:
            message = f"序词重复：这里的“{written}”应为“{due}”"
        yield marker.problem(message, "核对是否漏了一项，按顺序改正序词。", due)
    if lists:
        lists[-1].append(marker)
    else:
        lists.append([marker])


def _alone(lists: list[list[_Marker]], group: Sequence[Stretch]) -> Iterator[Problem]:
    for at, each in enumerate(lists):
        first = each[0]
        following = lists[at + 1][0] if at + 1 < len(lists) else None
        if len(each) > 1 or first.value != 1 or first.form == "第{}":
            continue
        rest = _up_to(following, first, group)
        if not _OTHER_SECOND.search(rest):
            written = first.form.format("一")
            yield first.problem(f"只有“{written}”，没有“{first.form.format('二')}”", f"补写其余各项，或删去“{written}”。")


def _up_to(following: _Marker | None, first: _Marker, group: Sequence[Stretch]) -> str:
    """What stands behind a marker under the same heading, up to where the next list opens."""
    numbers = {id(stretch): n for n, stretch in enumerate(group)}
    start, base = numbers[id(first.stretch)], first.end
    if following is None:
        return first.stretch.words.text[base:] + "".join(stretch.words.text for stretch in group[start + 1 :])
    end = numbers[id(following.stretch)]
    if end == start:
        return first.stretch.words.text[base : following.start]
    between = "".join(stretch.words.text for stretch in group[start + 1 : end])
    return first.stretch.words.text[base:] + between + following.stretch.words.text[: following.start]


def _sides(group: Sequence[Stretch]) -> Iterator[Problem]:
    """一方面 goes with 另一方面 or with another 一方面."""
    found = [(each, match) for each in group for match in _SIDE.finditer(each.words.text) if each.own(*match.span())]
    if len(found) != 1:
        return
    stretch, match = found[0]
    written, due = match.group(), "一方面" if match["other"] else "另一方面"
    place = stretch.folded_place(*match.span())
    message = f"只有“{written}”，没有“{due}”"
    yield Problem(place, message, f"补写“{due}”的内容，或删去“{written}”。", {"actual": written, "expected": due})


def _first_and_second(group: Sequence[Stretch]) -> Iterator[Problem]:
    text = "\n".join(stretch.words.text for stretch in group)
    base, last = 0, -1
    for stretch in group:
        words = stretch.words.text
        for match in _FIRST.finditer(words):
            if stretch.own(*match.span()) and not _AFTER_FIRST.search(text, base + match.end()):
                place = stretch.folded_place(match.start(), match.start() + 2)
                yield Problem(
                    place, "只有“首先”，没有“其次”", "补写其余各项，或删去“首先”。", {"actual": "首先", "expected": "其次"}
                )
        for match in _SECOND.finditer(words):
            seen = last >= 0 and "首先" not in text[last : base + match.start()]
            last = base + match.end()
            if stretch.own(*match.span()) and (seen or not _BEFORE_SECOND.search(text[: base + match.start()])):
                message = "“其次”重复" if seen else "“其次”前面没有“首先”"
                place = stretch.folded_place(match.start(), match.start() + 2)
                yield Problem(place, message, "核对各项的序词。", {"actual": "其次", "expected": "再次" if seen else "首先"})
        base += len(words) + 1
