"""The rows of the findings list: section headings, findings, and rules that could not be checked."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.exports.places import Places
from core.findings import ChecklistRow, Finding, LocationKind, Result, Severity
from gui.grouping import Filter, grouped, unchecked

UNCHECKED = "未能检查"
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Heading:
    """A section, with how many rows stand under it."""

    title: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A finding."""

    finding: int
    severity: Severity
    message: str
    place: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A rule that could not be checked."""

    row: ChecklistRow

    @property
    def title(self) -> str:
        """What the rule checks."""
        return self.row.title or self.row.rule


Row = Heading | Entry | Unchecked
ROW = Qt.ItemDataRole.UserRole


def rows_of(result: Result, chosen: Filter) -> list[Row]:
    """All rows for a filter; what could not be checked is part of the whole picture only."""
    rows: list[Row] = []
    places = Places(result.document)
    for group in grouped(result, chosen):
        rows.append(Heading(group.title, len(group.findings)))
        for number in group.findings:
            finding = result.findings[number]
            rows.append(Entry(number, finding.severity, finding.message, _below(finding, places)))
    stuck = unchecked(result) if chosen is Filter.ALL else []
    return [*rows, *([Heading(UNCHECKED, len(stuck))] if stuck else []), *(Unchecked(row) for row in stuck)]


def _below(finding: Finding, places: Places) -> str:
    """The second line: the place, or for what stands nowhere why it matters."""
    nowhere = finding.location.kind is LocationKind.DOCUMENT and not finding.location.label
    return finding.reason if nowhere else places.label(finding.location)


class FindingsModel(QAbstractListModel):
    """The rows, for the view and for screen readers."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        """Replace all rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, or what is said about it."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, Entry):
            return row.message
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only findings can be selected."""
        selectable = index.isValid() and isinstance(self._rows[index.row()], Entry)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if selectable else Qt.ItemFlag.NoItemFlags

    def findings(self) -> list[int]:
        """The numbers of the findings shown, in order."""
        return [row.finding for row in self._rows if isinstance(row, Entry)]

    def index_of(self, finding: int) -> QModelIndex:
        """Where a finding stands; an invalid index when it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Entry) and row.finding == finding:
                return self.index(number)
        return QModelIndex()


def spoken(row: Row) -> str:
    """A row in words."""
    if isinstance(row, Heading):
        return f"{row.title}（{row.count}）"
    if isinstance(row, Unchecked):
        return f"{UNCHECKED}：{row.title}。{row.row.reason}"
    return f"{row.severity.label}：{row.message}　{row.place}"
