"""Whoever cannot see the window or has no mouse: everything that can be pressed or filled in has a name and is reached with Tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenuBar,
    QMessageBox,
    QPlainTextEdit,
    QScrollArea,
    QTableView,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from core.layers.own import OwnLayer
from gui import boxes
from gui.about.dialog import AboutDialog
from gui.dismissing.dialog import ReasonDialog
from gui.fault import fault_dialog
from gui.history.dialog import HistoryDialog
from gui.manual.handbook import Handbook
from gui.manual.page import RuleManual
from gui.printing.choice import PrintChoice
from gui.printing.pages import Part
from gui.rules.pages import FILES, OWN, RULES, UNIT
from gui.window import MainWindow
from tests.gui import report
from tests.gui.rules_making import opened, put_own, settings

PRESSED = (QAbstractButton, QLineEdit, QComboBox, QAbstractSpinBox, QPlainTextEdit, QTextEdit, QAbstractItemView, QScrollArea)
OF_QT = ("qt_", "ScrollLeftButton", "ScrollRightButton")
"""Parts inside Qt's own widgets, named by Qt."""


class Flashes(QObject):
    """Collects widgets that showed as windows of their own before they were put into one: the user sees them flash."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: list[QWidget] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - of Qt
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self._shown.append(watched)
        return False

    @property
    def found(self) -> list[str]:
        return [f"{told(each)} {each}" for each in self._shown if isValid(each) and not each.isWindow()]


@pytest.fixture(autouse=True)
def nothing_flashes(qapp: QApplication) -> Iterator[None]:
    flashes = Flashes()
    qapp.installEventFilter(flashes)
    yield
    qapp.removeEventFilter(flashes)
    assert flashes.found == []


def shown_widgets(root: QWidget) -> Iterator[QWidget]:
    """What can be pressed or filled in and shows now; what is inside a widget of Qt's own is its business."""
    found: list[QWidget] = list(root.findChildren(QWidget))
    for widget in found:
        if isinstance(widget, PRESSED) and widget.isVisibleTo(root) and not _is_inner(widget):
            yield widget


def _is_inner(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    inner = (
        isinstance(parent, QLineEdit | QComboBox | QAbstractSpinBox | QMenuBar)
        or type(parent).__name__ == "QComboBoxPrivateContainer"
    )
    corner = isinstance(parent, QAbstractItemView) and isinstance(widget, QAbstractButton | QAbstractItemView)
    return inner or corner or widget.objectName().startswith(OF_QT)


def name_of(widget: QWidget) -> str:
    """What a screen reader says: asked of Qt itself, so that labels tied to a field count."""
    asked = QAccessible.queryAccessibleInterface(widget)
    return asked.text(QAccessible.Text.Name).strip() if asked is not None else ""


def told(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.objectName()} {getattr(widget, 'text', str)()!r}"


def unnamed(root: QWidget) -> list[str]:
    return [told(widget) for widget in shown_widgets(root) if not name_of(widget)]


def without_keys(root: QWidget) -> list[str]:
    """What can be pressed with the mouse alone."""
    wanted = [widget for widget in shown_widgets(root) if widget.isEnabled() and not _has_arrows(widget)]
    return [told(widget) for widget in wanted if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus]


def _has_arrows(widget: QWidget) -> bool:
    """Of buttons that exclude one another Tab comes to the chosen one, and the arrows go on from there."""
    if not isinstance(widget, QAbstractButton) or widget.isChecked():
        return False
    group = widget.group()
    return (group is not None and group.exclusive() and group.checkedButton() is not None) or widget.autoExclusive()


def pictures_alone(root: QWidget) -> list[str]:
    """Buttons with a picture and no words, which need a tooltip for those who see."""
    buttons = [widget for widget in shown_widgets(root) if isinstance(widget, QAbstractButton) and not widget.icon().isNull()]
    return [told(each) for each in buttons if not each.text() and not each.toolTip()]


def reached(root: QWidget, qtbot: QtBot) -> set[QWidget]:
    """What Tab comes to, one after the other, until it comes round."""
    root.activateWindow()
    found: set[QWidget] = set()
    widget: QWidget | None = root.focusWidget() or root
    for _ in range(400):
        if widget is None or widget in found:
            break
        found.add(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
        QApplication.processEvents()
        widget = root.focusWidget()
    return found


def traps(root: QWidget) -> list[str]:
    """Tables that keep Tab to themselves: whoever has no mouse never comes out of them."""
    tables = [widget for widget in shown_widgets(root) if isinstance(widget, QTableView)]
    return [told(table) for table in tables if table.tabKeyNavigation()]


def unnamed_cells(root: QWidget) -> list[str]:
    """Cells for which a screen reader has no word."""
    cells: list[str] = []
    for table in shown_widgets(root):
        if isinstance(table, QTableView):
            model = table.model()
            each = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
            roles = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole
            cells += [f"{told(table)} {at.row()} {at.column()}" for at in each if not any(at.data(role) for role in roles)]
    return cells


def complaints(root: QWidget) -> dict[str, list[str]]:
    found = {
        "without a name": unnamed(root),
        "without keys": without_keys(root),
        "picture alone": pictures_alone(root),
        "keeps Tab": traps(root),
        "cell without a name": unnamed_cells(root),
    }
    return {what: which for what, which in found.items() if which}


def test_the_start_page(window: MainWindow) -> None:
    assert len(list(shown_widgets(window))) >= 3
    assert not complaints(window)


def test_a_report_with_every_bar_open(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, tmp_path)
    window.actions_.outline.setChecked(True)
    window.workspace.find_bar.begin("公开")
    window.workspace.notice.say("一句话。", retry=True, details="x", rules=True)
    window.workspace.toast.say("已忽略 1 处", "撤销")
    window.workspace.busy.show()
    assert len(list(shown_widgets(window))) >= 25
    assert not complaints(window)


def test_the_pages_of_a_report_in_a_small_window(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, tmp_path)
    window.resize(720, 440)
    window.workspace.middle.switch.show()
    QApplication.processEvents()
    buttons: list[QAbstractButton] = list(window.topbar.findChildren(QAbstractButton))
    assert any(not button.text() for button in buttons)
    assert not complaints(window)


def test_tab_comes_to_list_search_and_the_buttons_of_the_explanation(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, tmp_path)
    space = window.workspace
    assert window.focusWidget() is space.findings.list
    found = reached(window, qtbot)
    wanted = [space.findings.list, space.findings.tools.field, space.view, space.detail.next_button, space.detail.dismiss_button]
    assert not [told(widget) for widget in wanted if widget not in found]


@pytest.mark.parametrize("page", [RULES, OWN, UNIT, FILES])
def test_the_rule_settings(window: MainWindow, qtbot: QtBot, page: int) -> None:
    assert not complaints(settings(window, qtbot, page))


def test_tab_goes_through_the_own_rules(window: MainWindow, qtbot: QtBot, data: Path) -> None:
    put_own(OwnLayer().with_entry("required", {"name": "专栏", "phrase": ["公开专栏"]}))
    dialog = settings(window, qtbot, OWN)
    assert dialog.own.table.isVisible()
    assert not complaints(dialog)
    dialog.own.select("required", 0)
    found = reached(dialog, qtbot)
    assert {dialog.own.table, dialog.own.edit, dialog.own.new_buttons["required"]} <= found


@pytest.mark.parametrize("kind", ["sections", "required", "forbidden", "patterns", "relations"])
def test_the_forms_for_rules_of_an_offices_own(window: MainWindow, qtbot: QtBot, kind: str) -> None:
    dialog = settings(window, qtbot, OWN)
    dialog.write(kind)
    assert dialog.entry_dialog is not None
    assert not complaints(dialog.entry_dialog)


DIALOGS: dict[str, Callable[[QWidget], QDialog]] = {
    "reason": lambda parent: ReasonDialog(report.FINDINGS[0], ("已核实",), parent),
    "history": lambda parent: HistoryDialog("/没有/报告.docx", parent),
    "print": lambda parent: PrintChoice(parent, Part.CHECKLIST, preview_first=False),
    "rules": RuleManual,
    "handbook": Handbook,
    "about": AboutDialog,
    "fault": lambda _parent: fault_dialog("details"),
    "told": lambda parent: boxes.tell(parent, "打印", "打印机没有纸。"),
    "asked": lambda parent: boxes.ask(parent, "清除记录", "清除？", "清除", lambda: None),
    "offered": lambda parent: boxes.offer(parent, "导出", "检查单已导出。", Path("/没有/单.xlsx"), [str(n) for n in range(40)]),
}


@pytest.fixture(params=DIALOGS)
def dialog(request: pytest.FixtureRequest, window: MainWindow, qtbot: QtBot) -> Iterator[QDialog]:
    made = DIALOGS[request.param](window)
    made.show()
    QApplication.processEvents()
    yield made
    with suppress(RuntimeError):
        made.close()


def test_the_dialogs(dialog: QDialog) -> None:
    assert list(shown_widgets(dialog))
    assert dialog.windowTitle()
    assert not complaints(dialog)


def test_escape_closes_every_dialog_and_agrees_to_nothing(dialog: QDialog, qtbot: QtBot) -> None:
    pressed: list[str] = []
    buttons: list[QAbstractButton] = list(dialog.findChildren(QAbstractButton))
    for button in buttons:
        button.clicked.connect(partial(pressed.append, button.text()))
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not {"清除", "打开文件", "打开所在文件夹", "打印…", "忽略此处"} & set(pressed)


def test_no_word_of_qt_is_left_in_english(window: MainWindow, qtbot: QtBot) -> None:
    box = boxes.offer(window, "导出", "检查单已导出。", Path("/没有/单.xlsx"), [str(n) for n in range(40)])
    assert isinstance(box, QMessageBox)
    texts = [button.text() for button in box.buttons()]
    assert not [text for text in texts if text.isascii()]


def test_the_scroll_areas_of_texts_can_be_scrolled_with_keys(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    opened(window, qtbot, tmp_path)
    found: list[QAbstractScrollArea] = list(window.findChildren(QAbstractScrollArea))
    areas = [each for each in found if each.isVisibleTo(window)]
    assert areas
    assert not [
        told(each) for each in areas if not isinstance(each, QScrollArea) and not each.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
