"""What the tests of the rule settings share: a folder of rules, the open window, the widgets driven as a user does."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from core.layers.own import OwnLayer
from gui.files import rules_folder
from gui.labels import Wrapped
from gui.rules.entry_dialog import EntryDialog
from gui.rules.window import RulesWindow
from gui.window import MainWindow

COUNTY = """# 县里的规则，手写
name: 青禾县   # 注释
rules:
  contact.missing:
    fields: [address, phone]
forbidden:
  - name: 旧名称
    phrase: [政务公开办公室]
"""


def put_layer(name: str = "10-县里.yaml", text: str = COUNTY) -> Path:
    """A layer in the rules folder."""
    path = rules_folder() / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def put_own(layer: OwnLayer) -> Path:
    """The office's own layer in the rules folder."""
    return put_layer(layer.file, layer.text())


def own_text() -> str:
    """What the own layer says now."""
    return (rules_folder() / OwnLayer().file).read_text("utf-8")


def settings(window: MainWindow, qtbot: QtBot, page: int = 0) -> RulesWindow:
    """The rule settings, opened and read."""
    window.rules.show(page)
    dialog = window.rules.dialog
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.copy is not None, timeout=30_000)
    return dialog


def saved(dialog: RulesWindow, qtbot: QtBot) -> str:
    """Save, and wait until that is done; the text of the own layer."""
    with qtbot.waitSignal(dialog.saved, timeout=30_000):
        click(dialog.save_button)
    return own_text()


def opened(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    """A draft open in the window: that of the report made by hand."""
    draft = folder / "青禾县年报.docx"
    draft.write_text("draft", "utf-8")
    with qtbot.waitSignal(window.session.checked, timeout=30_000):
        window.open([str(draft)])


def click(button: QAbstractButton) -> None:
    """Press a button with the mouse."""
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def typed(line: QLineEdit, text: str) -> None:
    """Put a text in place of what stood there, as an input method for Chinese does."""
    line.selectAll()
    line.insert(text)


def tried(dialog: EntryDialog, qtbot: QtBot) -> list[str]:
    """What the trial says: its sentence and its hits, once it is through."""
    qtbot.waitUntil(lambda: dialog.trial.trial is not None, timeout=30_000)
    trial = dialog.trial.trial
    assert trial is not None
    return [dialog.trial.sentence.words, *(hit.words or hit.message for hit in trial.hits)]


def answer(parent: QWidget, words: str) -> None:
    """Press the button of the question that is asked."""
    boxes: list[QMessageBox] = list(parent.findChildren(QMessageBox))
    box = boxes[-1]
    next(button for button in box.buttons() if button.text() == words).click()


def said(widget: QWidget) -> str:
    """Every wrapped text that a window shows."""
    labels: list[Wrapped] = list(widget.findChildren(Wrapped))
    return "\n".join(label.words for label in labels if label.isVisibleTo(widget))
