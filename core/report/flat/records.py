"""Rows of text as records: labels, and the values that follow them before the next label."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from core.document import Text
from core.report.flat.rows import Row

BLANK = Text("")


@dataclass(frozen=True, slots=True)
class Label:
    """A piece of text before values, and the row of the run that it stands in."""

    content: Text
    row: int

    @property
    def text(self) -> str:
        """The characters as read."""
        return self.content.text


@dataclass
class Record:
    """Labels and the values behind them.

    ``lead`` counts blank cells between label and first value; ``gaps[n]`` the blank lines before value n, and last those behind;
    ``cells`` tells that the values come from cells, so that blanks among them are known; ``last`` is the last row.
    """

    labels: list[Label] = field(default_factory=list)
    values: list[Text] = field(default_factory=list)
    lead: int = 0
    gaps: list[int] = field(default_factory=list)
    cells: bool = False
    last: int = 0

    @property
    def end(self) -> int:
        """The last row of the run that belongs to it."""
        return max([self.last, *(label.row for label in self.labels)])

    def until(self, label: Label) -> Record:
        """The record up to a label; its values stay with it only when the label is the last."""
        at = next(number for number, other in enumerate(self.labels) if other is label)
        return self if at == len(self.labels) - 1 else Record(self.labels[: at + 1], gaps=[0])

    def fitted(self, count: int) -> list[Text] | None:
        """The values of ``count`` columns in order, blanks included; None where it is not certain which column each belongs to."""
        found = len(self.values)
        if found == count:
            return self.values
        if found == 0:
            return [BLANK] * count
        if count == 1 and len({value.text.strip() for value in self.values}) == 1:
            # A merged cell that was taken apart repeats its number.
            return self.values[:1]
        if self.cells:
            return self._fitted_cells(count)
        if found < count and sum(self.gaps) == count - found:
            return self._with_blanks()
        return None

    def _fitted_cells(self, count: int) -> list[Text] | None:
        values = list(self.values)
        while len(values) > count and not values[-1].text.strip():
            values.pop()
        while len(values) > count and not values[0].text.strip():
            values.pop(0)
        lead = min(self.lead, count - len(values))
        if len(values) > count:
            return None
        values = [BLANK] * max(0, lead) + values
        # A row copied from a word processor keeps a tab for each cell: what is lacking are blank cells at its end.
        return values + [BLANK] * (count - len(values))

    def _with_blanks(self) -> list[Text]:
        out: list[Text] = []
        for value, gap in zip(self.values, self.gaps, strict=False):
            out += [BLANK] * gap
            out.append(value)
        return out + [BLANK] * self.gaps[-1]


def records(run: Sequence[Row], is_value: Callable[[str], bool]) -> list[Record]:
    """The records of a run of rows."""
    out: list[Record] = [Record()]
    for number, row in enumerate(run):
        first = next((at for at, piece in enumerate(row.pieces) if is_value(piece.text)), len(row.pieces))
        labels = [Label(piece, number) for piece in row.pieces[:first] if piece.text.strip()]
        if labels and out[-1].values:
            out[-1].gaps.append(row.blank_lines)
            out.append(Record())
        record = out[-1]
        # A merged cell that was taken apart repeats its words.
        record.labels += [label for at, label in enumerate(labels) if not _repeats(label, [*record.labels, *labels[:at]])]
        if first < len(row.pieces):
            _add(record, row, first, number, blanks=row.blank_lines if not labels else 0)
    out[-1].gaps.append(0)
    return [record for record in out if record.labels or record.values]


def _repeats(label: Label, before: Sequence[Label]) -> bool:
    return bool(before) and before[-1].text.strip() == label.text.strip()


def _add(record: Record, row: Row, first: int, number: int, blanks: int) -> None:
    values = row.pieces[first:]
    if not record.values:
        before = next((at for at in reversed(range(first)) if row.pieces[at].text.strip()), -1)
        record.lead = first - before - 1 if row.cells else 0
    record.cells = record.cells or row.cells
    record.gaps += [blanks, *([0] * (len(values) - 1))]
    record.values += values
    record.last = number
