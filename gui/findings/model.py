"""The rows of the findings list, for the view and for screen readers."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.findings.rows import Entry, Fold, Heading, Row, spoken

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole


class FindingsModel(QAbstractListModel):
    """The rows; a finding in a closed fold is found at the fold."""

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
        if role == Qt.ItemDataRole.ToolTipRole and not isinstance(row, Heading):
            return spoken(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only findings and folds can be selected."""
        selectable = index.isValid() and isinstance(self._rows[index.row()], Entry | Fold)
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable if selectable else Qt.ItemFlag.NoItemFlags

    def findings(self) -> list[int]:
        """The numbers of the findings listed, in order, those in closed folds too."""
        found: list[int] = []
        for row in self._rows:
            if isinstance(row, Fold):
                found += row.findings
            elif isinstance(row, Entry) and not row.nested:
                found.append(row.finding)
        return found

    def fold_of(self, finding: int) -> Fold | None:
        """The fold in which a finding is, open or not."""
        return next((row for row in self._rows if isinstance(row, Fold) and finding in row.findings), None)

    def index_of(self, finding: int) -> QModelIndex:
        """Where a finding, or the closed fold that it is in, stands; an invalid index when it is not listed."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Entry) and row.finding == finding:
                return self.index(number)
            if isinstance(row, Fold) and not row.open and finding in row.findings:
                return self.index(number)
        return QModelIndex()

    def index_of_fold(self, key: tuple[str, str, str]) -> QModelIndex:
        """Where a fold stands."""
        for number, row in enumerate(self._rows):
            if isinstance(row, Fold) and row.key == key:
                return self.index(number)
        return QModelIndex()
