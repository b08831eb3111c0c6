"""What the user can do, each made by one small function."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from gui.dressing import put_icon

Slot = Callable[[], Any]


def _action(parent: QWidget, text: str, slot: Slot, keys: list[str], picture: str = "") -> QAction:
    action = QAction(text, parent)
    action.setShortcuts([QKeySequence(key) for key in keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(lambda _checked=False: slot())
    if picture:
        put_icon(action, picture)
    plain = text.split("(", maxsplit=1)[0].removesuffix("…")
    action.setToolTip(f"{plain}（{keys[0]}）" if keys else plain)
    parent.addAction(action)
    return action


def open_report(parent: QWidget, slot: Slot) -> QAction:
    """Choose a report to open."""
    return _action(parent, "打开报告…", slot, ["Ctrl+O"], "open")


def open_sample(parent: QWidget, slot: Slot) -> QAction:
    """Open the bundled sample."""
    return _action(parent, "打开示例", slot, [], "document")


def recheck(parent: QWidget, slot: Slot) -> QAction:
    """Check the file again."""
    return _action(parent, "重新检查", slot, ["F5"], "recheck")


def export_checklist(parent: QWidget, slot: Slot) -> QAction:
    """Write the checklist."""
    return _action(parent, "导出检查单…", slot, ["Ctrl+E"], "export")


def save_marked(parent: QWidget, slot: Slot) -> QAction:
    """Write a copy with every finding at its place."""
    return _action(parent, "另存标注副本…", slot, ["Ctrl+Shift+E"])


def save_corrected(parent: QWidget, slot: Slot) -> QAction:
    """Write a copy with what is certain put right."""
    return _action(parent, "另存修改副本…", slot, [])


def print_result(parent: QWidget, slot: Slot) -> QAction:
    """Print the checklist or the marked draft."""
    return _action(parent, "打印…", slot, ["Ctrl+P"])


def preview_print(parent: QWidget, slot: Slot) -> QAction:
    """Look at the pages before they are printed."""
    return _action(parent, "打印预览…", slot, ["Ctrl+Shift+P"])


def close_report(parent: QWidget, slot: Slot) -> QAction:
    """Go back to the start page."""
    return _action(parent, "关闭报告", slot, ["Ctrl+W"], "close")


def leave(parent: QWidget, slot: Slot) -> QAction:
    """Close the window."""
    return _action(parent, "退出", slot, ["Ctrl+Q"])


def next_finding(parent: QWidget, slot: Slot) -> QAction:
    """Go to the next finding."""
    return _action(parent, "下一处问题", slot, ["F8"], "next")


def previous_finding(parent: QWidget, slot: Slot) -> QAction:
    """Go to the previous finding."""
    return _action(parent, "上一处问题", slot, ["Shift+F8"], "previous")


def compare(parent: QWidget, slot: Slot) -> QAction:
    """Compare with last year's report."""
    return _action(parent, "对照上年报告…", slot, [], "compare")


def stop_comparing(parent: QWidget, slot: Slot) -> QAction:
    """Compare with last year's report no longer."""
    return _action(parent, "不再对照上年报告", slot, [])


def dismiss(parent: QWidget, slot: Slot) -> QAction:
    """Dismiss the selected finding, or take its dismissal back."""
    return _action(parent, "忽略此处…", slot, ["Delete"], "dismiss")


def undo(parent: QWidget, slot: Slot) -> QAction:
    """Take the last dismissal back."""
    return _action(parent, "撤销忽略", slot, ["Ctrl+Z"], "undo")


def find(parent: QWidget, slot: Slot) -> QAction:
    """Find words in the draft."""
    return _action(parent, "在正文中查找…", slot, ["Ctrl+F"], "search")


def outline(parent: QWidget, slot: Callable[[bool], Any]) -> QAction:
    """Show the headings of the draft beside it."""
    action = _action(parent, "大纲", lambda: None, ["Ctrl+Shift+O"], "outline")
    action.setCheckable(True)
    action.toggled.connect(slot)
    return action


def search_results(parent: QWidget, slot: Slot) -> QAction:
    """Search the list of findings."""
    return _action(parent, "在结果中查找", slot, ["Ctrl+Shift+F"], "search")


def explain_rule(parent: QWidget, slot: Slot) -> QAction:
    """Show the manual page of the selected finding's rule."""
    return _action(parent, "规则说明", slot, ["Shift+F1"])


def rule_settings(parent: QWidget, slot: Slot) -> QAction:
    """Adjust the rules and write own ones."""
    return _action(parent, "规则设置…", slot, ["Ctrl+R"], "settings")


def own_rules(parent: QWidget, slot: Slot) -> QAction:
    """Write rules of the office's own."""
    return _action(parent, "本单位规则…", slot, [])


def unit_settings(parent: QWidget, slot: Slot) -> QAction:
    """Say which unit this is and by when it reports."""
    return _action(parent, "本单位设置…", slot, [])


def rule_files(parent: QWidget, slot: Slot) -> QAction:
    """Import and export rules, see what is wrong with their files."""
    return _action(parent, "规则文件、导入和导出…", slot, [])


def history(parent: QWidget, slot: Slot) -> QAction:
    """Show the earlier checks of the open report."""
    return _action(parent, "检查记录…", slot, ["Ctrl+H"])


def zoom_in(parent: QWidget, slot: Slot) -> QAction:
    """Show the draft larger."""
    return _action(parent, "放大", slot, ["Ctrl++", "Ctrl+="])


def zoom_out(parent: QWidget, slot: Slot) -> QAction:
    """Show the draft smaller."""
    return _action(parent, "缩小", slot, ["Ctrl+-"])


def zoom_reset(parent: QWidget, slot: Slot) -> QAction:
    """Show the draft at 100 %."""
    return _action(parent, "实际大小", slot, ["Ctrl+0"])


def new_window(parent: QWidget, slot: Slot) -> QAction:
    """Open one more window."""
    return _action(parent, "新窗口", slot, ["Ctrl+N"])


def handbook(parent: QWidget, slot: Slot) -> QAction:
    """Open the handbook."""
    return _action(parent, "使用手册", slot, ["F1"])


def rule_manual(parent: QWidget, slot: Slot) -> QAction:
    """Open the manual of the rules."""
    return _action(parent, "全部规则说明", slot, [])


def about(parent: QWidget, slot: Slot) -> QAction:
    """Tell what the program is."""
    return _action(parent, "关于年报自查", slot, [])
