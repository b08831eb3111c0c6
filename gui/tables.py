"""Tables that list things to read: whole rows are selected, nothing is typed into them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget


def listing(name: str, columns: Sequence[str], stretched: Sequence[int], row_height: int = 0) -> QTableWidget:
    """An empty table with the name that a screen reader says; the columns that are not stretched are as wide as what is in them."""
    table = QTableWidget(0, len(columns))
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels(list(columns))
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setShowGrid(False)
    # Tab goes on to what comes behind the table; the arrows go from row to row.
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    if row_height:
        table.verticalHeader().setDefaultSectionSize(row_height)
    head = table.horizontalHeader()
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    modes = QHeaderView.ResizeMode
    for column in range(len(columns)):
        head.setSectionResizeMode(column, modes.Stretch if column in stretched else modes.ResizeToContents)
    return table


def on_row(table: QTableWidget, act: Callable[[], object]) -> None:
    """Have the same done by a double click on a row and by the return key."""
    table.itemDoubleClicked.connect(lambda _item: act())
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        shortcut = QShortcut(QKeySequence(key), table, context=Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(act)
