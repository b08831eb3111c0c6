"""Blocks of an official table whose header is there and whose rows are gone: 第（九）项, its captions, and no 政府集中采购."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.edition import Form
from core.place import InCell
from core.report.labels import label_of
from core.report.regions import Region, regions
from core.report.report import Report
from core.text.fold import bare


def rowless(report: Report) -> Iterator[tuple[Form, InCell]]:
    """The forms with nothing but their captions under their marker, in a table where other blocks were read."""
    read = {table.index for match in report.forms for table in match.tables}
    for form in report.absent_forms:
        if form.marker:
            found = regions(report.document, form)
            if found and found[0].table.index in read and _has_only_captions(found[0], form) and not _goes_on(found[1:], form):
                yield form, InCell(found[0].table.index, found[0].start, 0, form.name)


def _has_only_captions(region: Region, form: Form) -> bool:
    captions = {bare(name) for column in form.values for name in (column.label, *column.accept)}
    rows = [{region.text(row, column) for column in range(region.table.column_count)} for row in range(region.start, region.end)]
    seen = set().union(*rows)
    return all(row & captions for row in rows) and all(
        seen & {bare(name) for name in (column.label, *column.accept)} for column in form.values
    )


def _goes_on(behind: Sequence[Region], form: Form) -> bool:
    """Whether a row of the block stands in a table behind it."""
    labels = {label_of(row.label).main for row in form.rows}
    cells = (region.text(row, 0) for region in behind for row in range(region.start, region.end))
    return any(label_of(text).main in labels for text in cells)
