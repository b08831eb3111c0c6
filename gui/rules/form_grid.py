"""An official form as a grid to pick rows or columns from, by the mouse or the keyboard."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from core.edition import Form, FormRow
from core.report.formmatch import short
from gui.theme import colour, font

LEFT, RIGHT = "左", "右"
WAY = "点选{what}，再点一次取消"
LABEL = 0
SAID = {"": "没有选", LEFT: "选在左边", RIGHT: "选在右边"}


class _Shading(QStyledItemDelegate):
    """Paints the shade of a cell, which the style sheet would leave out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The shade, then the text."""
        shade = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(shade, QBrush):
            painter.fillRect(option.rect, shade)  # type: ignore[attr-defined]  # the stubs lack it
        super().paint(painter, option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:  # type: ignore[attr-defined]  # as above
            painter.setPen(QPen(colour("accent"), 2.0))
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))  # type: ignore[attr-defined]  # as above


class FormGrid(QTableWidget):
    """Shows the rows and columns of a form; what is picked is shaded over its whole row or column and carries its side."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form: Form | None = None
        self._by_column = False
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.setAccessibleName("表样")
        self.setItemDelegate(_Shading(self))
        self.cellClicked.connect(self._pick)
        head = self.horizontalHeader()
        head.sectionClicked.connect(lambda column: self._pick(0, column))
        # Labels wrap by the width that is left to them, so their rows are measured when they have it.
        head.sectionResized.connect(lambda column, _before, _now: self.resizeRowsToContents() if column == LABEL else None)
        head.setSectionsClickable(True)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(48)

    def show_form(self, form: Form, by_column: bool) -> None:
        """Show a form; columns are picked where the relation is asked of each row."""
        self._form, self._by_column = form, by_column
        columns = [column.label for column in form.values] or [form.columns[2] or "数"]
        self.clear()
        self.setRowCount(len(form.rows))
        self.setColumnCount(1 + len(columns))
        self.setHorizontalHeaderLabels([form.name, *columns])
        self.setToolTip(WAY.format(what="列" if by_column else "行"))
        for number, row in enumerate(form.rows):
            self.setItem(number, LABEL, self._item(_label(form, row), row, Qt.AlignmentFlag.AlignLeft))
            for column in range(1, 1 + len(columns)):
                self.setItem(number, column, self._item("", row, Qt.AlignmentFlag.AlignCenter))
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column in range(1, 1 + len(columns)):
            head.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.Stretch)
        self.show_picks((), ())
        first = next((number for number, row in enumerate(form.rows) if not row.heading), 0)
        self.setCurrentCell(first, 1)

    def _item(self, text: str, row: FormRow, align: Qt.AlignmentFlag) -> QTableWidgetItem:
        item = QTableWidgetItem(text)
        item.setTextAlignment(align | Qt.AlignmentFlag.AlignVCenter)
        pickable = self._by_column or not row.heading
        item.setFlags(Qt.ItemFlag.ItemIsEnabled if pickable else Qt.ItemFlag.NoItemFlags)
        if text:
            item.setToolTip(row.label)
        return item

    def show_picks(self, left: Collection[str], right: Collection[str]) -> None:
        """Shade what is picked."""
        if self._form is None:
            return
        for row, each in enumerate(self._form.rows):
            for column in range(self.columnCount()):
                side = self._side(each, column, left, right)
                item = self.item(row, column)
                if item is None:
                    continue
                item.setBackground(QBrush(_shade(side)))
                item.setForeground(QBrush(colour("muted" if each.heading else "ink")))
                item.setFont(font(13, bold=bool(side)))
                if column != LABEL:
                    item.setText(side)
                    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{each.label}，{SAID[side]}")
        self.resizeRowsToContents()

    def _side(self, row: FormRow, column: int, left: Collection[str], right: Collection[str]) -> str:
        assert self._form is not None
        if self._by_column:
            key = self._form.values[column - 1].id if column != LABEL and self._form.values and not row.heading else ""
        else:
            key = "" if row.heading else row.id
        return LEFT if key in left else RIGHT if key in right else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space and Enter pick where the cursor is; Enter must not reach the button that ends the dialog."""
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick(self.currentRow(), self.currentColumn())
            event.accept()
        else:
            super().keyPressEvent(event)

    def pick(self, key: str) -> None:
        """Pick a row or column by its id, as a click does."""
        self.picked.emit(key)

    def _pick(self, row: int, column: int) -> None:
        if self._form is None:
            return
        if self._by_column:
            if column != LABEL and self._form.values:
                self.picked.emit(self._form.values[column - 1].id)
        elif 0 <= row < len(self._form.rows) and not self._form.rows[row].heading and self.item(row, column) is not None:
            self.picked.emit(self._form.rows[row].id)


def _label(form: Form, row: FormRow) -> str:
    depth, parent = 0, row.parent
    while parent is not None:
        depth += 1
        parent = next((each.parent for each in form.rows if each.id == parent), None)
    return "　" * depth + (short(row.label) or form.title)


def _shade(side: str) -> QColor:
    return colour({LEFT: "accent-soft", RIGHT: "warning-soft"}.get(side, "sheet"))
