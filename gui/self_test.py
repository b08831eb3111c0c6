"""What ``--self-test`` asks of the window: the sample opened in it, checked by the worker process, its findings painted."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QImage, QRawFont
from PySide6.QtWidgets import QApplication

from core.errors import NianbaoError
from core.findings import Result, Severity
from gui import theme
from gui.app import make_application
from gui.jobs import Jobs
from gui.settings import Preferences
from gui.window import MainWindow

TIME_LIMIT_SECONDS = 120
LEAST_PIXELS = 200
"""So many points in the colours of the severities are marks; a few could be anything."""


class WindowError(NianbaoError):
    """What is wrong with the window."""


def look(path: Path, findings: int, folder: Path) -> str:
    """Open a draft as a user does and say what was seen. Raises WindowError.

    ``folder`` is for the settings of the window; those of the user are not touched.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # Qt's remarks on a screen that is none would stand between the lines of the test.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    application = make_application(["nianbao"])
    _require_chinese()
    window = MainWindow(Preferences(folder / "window.ini"), Jobs(wait=TIME_LIMIT_SECONDS))
    try:
        window.show()
        _require_result(_checked(window, path), findings)
        return _seen(application, window)
    finally:
        window.close()


def _require_chinese() -> None:
    raw = QRawFont.fromFont(theme.font())
    if not all(raw.supportsCharacter(ord(letter)) for letter in "年报自查"):
        raise WindowError("没有可用的中文字体，文字会显示成方框。请安装一种中文字体")


def _checked(window: MainWindow, path: Path) -> Result:
    """The result that the worker process gives."""
    loop, failures = QEventLoop(), list[str]()
    window.session.checked.connect(loop.quit)
    window.session.failed.connect(lambda sentence, _details: failures.append(sentence))
    window.session.failed.connect(loop.quit)
    QTimer.singleShot(TIME_LIMIT_SECONDS * 1000, loop.quit)
    window.open([str(path)])
    loop.exec()
    if window.session.result is None:
        raise WindowError(failures[0] if failures else "检查进程没有应答")
    return window.session.result


def _require_result(result: Result, findings: int) -> None:
    if len(result.findings) != findings:
        raise WindowError(f"窗口里是 {len(result.findings)} 处问题，命令行是 {findings} 处")


def _seen(application: QApplication, window: MainWindow) -> str:
    """What the window shows, with its marks counted."""
    application.processEvents()
    listed = len(window.workspace.findings.model.findings())
    pixels = _marked_pixels(window.workspace.view.grab().toImage())
    if pixels < LEAST_PIXELS:
        raise WindowError("正文中没有显示标记")
    return f"列出 {listed} 处问题，正文中有标记，文字用 {theme.sans_family()}（{application.platformName()}）"


def _marked_pixels(image: QImage) -> int:
    """How many points have a colour of a severity."""
    tones = {tint.rgb() for severity in Severity for tint in (theme.tone(severity).soft, theme.tone(severity).strong)}
    picture = image.convertToFormat(QImage.Format.Format_RGB32)
    return sum(picture.pixel(x, y) in tones for y in range(picture.height()) for x in range(picture.width()))
