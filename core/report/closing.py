"""The end of a report: sign-off (落款), its date, announced attachments (附件说明), and the attachments that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from core.document import Document, Paragraph, Table
from core.kept import kept
from core.place import InCell, InText, Place
from core.report.sections import Section, announces
from core.text.dates import FoundDate, find_dates
from core.text.fold import fold, folded
from core.text.outline import ATTACHMENT

_ORGAN = re.compile(
    r"[\u4e00-\u9fff()〇]{2,40}(?:政府|办公室|局|委员会|委|厅|中心|办事处|管委会|院|社|站|所|大队|支队|总队|公司|集团|学校|中学|小学|医院|馆|场|园|街道|部|办|处|行|队|会)(?:\(.{0,6}章\))?"
)
_LOOK_BACK = 8
_UNDER_TITLE = 2
# (2024年1月25日), perhaps with the unit, or the date alone.
_DATE_LINE = re.compile(r"\((?P<words>[^()]+)\)|(?P<bare>\d{4}年\d{1,2}月\d{1,2}日)")
_LONGEST_NAME = 80
_SHORTEST_NAME = 2
_ITEM = re.compile(r"(?:附件|附表)?:?(?:\d{1,2}[.、:])?")
_ELSEWHERE = re.compile(r"另附|另行|另报|见网站|详见")


@dataclass(frozen=True, slots=True)
class SignOff:
    """Unit and date at the end; None where absent. ``position`` is the block behind which they belong."""

    unit: str | None
    unit_place: InText | None
    date: FoundDate | None
    date_place: InText | None
    position: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """An attachment's name as announced or as it stands over the attachment; ``name`` is empty where only 附件 stands.

    ``longer`` is the name together with the next line, which may be its second half.
    """

    name: str
    place: Place
    longer: str = ""


def find_sign_off(document: Document, sections: Sequence[Section]) -> SignOff:
    """Unit and date among the last lines of the report proper, before any attachment."""
    end = next((section.blocks[0] for section in sections if section.attachment), len(document.blocks))
    tables = [at for table in document.tables if (at := document.position(table)) < end]
    found = _sign_off(document, max([*(at + 1 for at in tables), end - _LOOK_BACK, 0]), end)
    if found.unit is None and found.date is None and tables:
        # The statistical table may stand behind the sign-off without a line that says 附件.
        before = _sign_off(document, max(tables[-1] - _LOOK_BACK, 0), tables[-1])
        return before if before.date else found
    last = max((document.position(table) + 1 for table in document.tables), default=0)
    if found.unit is None and found.date is None and last > end:
        # What is called 附表 may be the last part of the report, which is signed behind its table.
        behind = _sign_off(document, max(last, len(document.blocks) - _LOOK_BACK), len(document.blocks))
        return behind if behind.unit and behind.date else found
    return found


def with_date_under_title(sign_off: SignOff, document: Document, title_end: int) -> SignOff:
    """The sign-off with the date, and perhaps the unit, of a line in brackets under the title, where the end has none."""
    if sign_off.date is not None:
        return sign_off
    for paragraph in document.paragraphs[title_end + 1 : title_end + 1 + _UNDER_TITLE]:
        line = _DATE_LINE.fullmatch(folded(paragraph.text))
        words = line["words"] or line["bare"] if line else ""
        dates = list(find_dates(words))
        name = words.replace(words[dates[0].start : dates[0].end], "") if len(dates) == 1 else None
        if name is None or (name and not _ORGAN.fullmatch(name)):
            continue
        found = next(iter(find_dates(fold(paragraph.text).text)))
        unit, place = (name, _whole(paragraph)) if name and sign_off.unit is None else (sign_off.unit, sign_off.unit_place)
        return replace(sign_off, unit=unit, unit_place=place, date=found, date_place=_of_date(found, paragraph))
    return sign_off


_PUBLISHED = re.compile(r"(?:发布|公布|发文|公开|生成)(?:时间|日期):")
_HEAD = 12


def find_published(document: Document) -> FoundDate | None:
    """The day on which a page says that it was published, in a line of its own at the top (发布日期：2026-01-29)."""
    for paragraph in document.paragraphs[:_HEAD]:
        words = fold(paragraph.text).text
        label = _PUBLISHED.search(words)
        found = next((each for each in find_dates(words) if label and each.start >= label.end()), None)
        if found:
            return found
    return None


def _sign_off(document: Document, start: int, end: int) -> SignOff:
    tail = [block for block in document.blocks[start:end] if isinstance(block, Paragraph)]
    unit = date = None
    for paragraph in tail:
        words = folded(paragraph.text)
        dates = list(find_dates(words))
        name = words[: dates[0].start] if dates else words
        if dates and dates[-1].end == len(words) and (not name or _ORGAN.fullmatch(name)):
            date = (dates[-1], paragraph)
        if name and _ORGAN.fullmatch(name) and not ATTACHMENT.match(name):
            unit = (name, paragraph)
    position = document.position(tail[-1]) if tail else end - 1
    return SignOff(
        unit[0] if unit else None,
        _whole(unit[1]) if unit else None,
        date[0] if date else None,
        _of_date(*date) if date else None,
        position,
    )


def _whole(paragraph: Paragraph) -> InText:
    return InText(paragraph.index, 0, len(paragraph.text))


def _of_date(found: FoundDate, paragraph: Paragraph) -> InText:
    return InText(paragraph.index, *fold(paragraph.text).back(found.start, found.end))


def find_announced(document: Document, sections: Sequence[Section]) -> tuple[Attachment, ...]:
    """The attachments that the report announces (附件：…), with their names."""
    end = next((section.blocks[0] for section in sections if section.attachment), len(document.blocks))
    found: list[Attachment] = []
    running = False
    for block in document.blocks[:end]:
        if not isinstance(block, Paragraph):
            running = False
            continue
        words = fold(block.text)
        running = len(words.text) <= _LONGEST_NAME and announces(document, block, running)
        start = _ITEM.match(words.text)
        lo, hi = words.back(start.end() if start else 0, len(words.text))
        # 附件：无 names nothing, and 附件： alone is followed by the names.
        names = hi - lo > _SHORTEST_NAME or not ATTACHMENT.match(words.text)
        if running and names and not _ELSEWHERE.search(words.text):
            found.append(Attachment(_name(block.text[lo:hi]), InText(block.index, lo, hi)))
    return tuple(found)


def _name(text: str) -> str:
    return text.strip().strip("《》。；;")


def find_present(document: Document, sections: Sequence[Section]) -> tuple[Attachment, ...]:
    """The attachments in the file: what stands under 附件, or over a table behind the report's end."""
    return tuple(_present(document, section) for section in sections if section.attachment)


def _present(document: Document, section: Section) -> Attachment:
    inside = document.blocks[section.blocks[0] + 1 : section.blocks[1]]
    lines = [block for block in inside[:2] if isinstance(block, Paragraph)]
    if inside and lines and inside[0] is lines[0]:
        name = _name(lines[0].text)
        return Attachment(name, _whole(lines[0]), name + _name(lines[1].text) if len(lines) == 2 else "")
    if inside and isinstance(inside[0], Table):
        first = inside[0].at(0, 0)
        if first and first.column_span == inside[0].column_count and first.text.strip():
            return Attachment(_name(first.text), InCell(inside[0].index, 0, 0))
    return Attachment("", section.place)


_FOOTER_LABEL = r"(?:单位负责人|审核人|填报人|联系电话|填报日期|填报单位(?:\(盖章\))?)"
_FOOTER = re.compile(rf"({_FOOTER_LABEL}):([^,;。:]*?)(?={_FOOTER_LABEL}:|$)")
_FOOTER_LINE = re.compile(rf"(?:{_FOOTER_LABEL}:[^,;。:]{{0,40}}?)+")


def footer_values(document: Document) -> Iterator[tuple[str, str, Place]]:
    """Label and value of the lines round a statistical table (单位负责人：… 联系电话：… 填报日期：…), in it or beside it."""
    blocks: tuple[Paragraph | Table, ...] = (*document.paragraphs, *document.tables)
    for block in blocks:
        yield from _footer_of(block)


@kept
def _footer_of(block: Paragraph | Table) -> Iterator[tuple[str, str, Place]]:
    if isinstance(block, Paragraph):
        for label, start, end in _footer_spans(block.text):
            yield label, block.text[start:end].strip(), InText(block.index, start, end)
        return
    for cell in block.cells:
        for label, start, end in _footer_spans(cell.text):
            yield label, cell.text[start:end].strip(), InCell(block.index, cell.row, cell.column)


def _footer_spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The values of a line that holds nothing but such labels and values."""
    words = fold(text) if len(text) <= _LONGEST_FOOTER else None
    if words and _FOOTER_LINE.fullmatch(words.text):
        for match in _FOOTER.finditer(words.text):
            yield match[1].removesuffix("(盖章)"), *words.back(*match.span(2))


_LONGEST_FOOTER = 200
