"""The bar of a check: how far it is where that is told, else that something is done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from gui.step_bar import StepBar
from gui.window import MainWindow


def told(bar: StepBar) -> tuple[int, int]:
    return bar.value(), bar.maximum()


def test_the_steps_of_a_check_fill_the_bar(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "slow.docx"
    path.write_text("draft", "utf-8")
    window.open([str(path)])
    qtbot.waitUntil(lambda: told(window.busy.bar) == (12, 54), timeout=20_000)
    qtbot.waitUntil(window.busy.bar.isVisible, timeout=5_000)
    assert window.busy.progress.words == "正在核对各项规则（12/54）…"
    assert QAccessible.queryAccessibleInterface(window.busy.bar).valueInterface().currentValue() == 12
    window.busy.cancel.click()
    window.open([str(path)])
    assert told(window.busy.bar) == (-1, 0)
    window.busy.cancel.click()


def test_what_tells_no_step_is_only_busy(qtbot: QtBot) -> None:
    bar = StepBar("正在检查")
    qtbot.addWidget(bar)
    for sentence, shown in (
        ("正在识别扫描页（3/7）…", (3, 7)),
        ("正在读取文件…", (-1, 0)),
        ("正在识别扫描页（9/7）…", (7, 7)),
        ("（0/0）", (-1, 0)),
        ("正在核对各项规则（0/54）…", (0, 54)),
    ):
        bar.follow(sentence)
        assert told(bar) == shown
