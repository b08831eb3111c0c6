"""Pictures of the window for the manual and for looking at: ``xvfb-run -s "-screen 0 2880x1800x24" python tests/gui/make_screenshots.py FOLDER``.

Each factor needs its own process, since Qt reads QT_SCALE_FACTOR once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

FACTORS = ("1", "2")
SIZES = ((1440, 900), (1280, 720))
SMALL_TOO = {"docx", "table", "start"}


def main(arguments: list[str]) -> int:
    """Make all pictures into the folder given."""
    target = Path(arguments[0])
    target.mkdir(parents=True, exist_ok=True)
    if len(arguments) > 1:
        shoot(target, arguments[1])
        return 0
    codes = [
        subprocess.run(
            [sys.executable, __file__, str(target), factor], env={**os.environ, "QT_SCALE_FACTOR": factor}, check=False
        )
        for factor in FACTORS
    ]
    return max(done.returncode for done in codes)


def shoot(target: Path, factor: str) -> None:
    """Make the pictures at one factor."""
    from gui.app import make_application  # noqa: PLC0415 - Qt must see the factor first
    from gui.settings import Preferences  # noqa: PLC0415
    from gui.window import MainWindow  # noqa: PLC0415

    application = make_application(["screenshots"])
    with tempfile.TemporaryDirectory() as folder:
        window = MainWindow(Preferences(Path(folder) / "window.ini"))
        window.show()
        for name, scene in scenes().items():
            scene(window)
            for size in SIZES if name in SMALL_TOO and factor == "1" else SIZES[:1]:
                window.resize(*size)
                settle(application)
                wide = "" if size == SIZES[0] else f"-{size[0]}x{size[1]}"
                window.grab().save(str(target / f"{name}{wide}@{factor}x.png"))
            window.resize(*SIZES[0])
        window.close()


def settle(application: object) -> None:
    """Let timers and layouts come to rest."""
    import time  # noqa: PLC0415

    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    assert isinstance(application, QApplication)
    until = time.monotonic() + 0.5
    while time.monotonic() < until:
        application.processEvents()
        time.sleep(0.01)


def scenes() -> dict[str, Callable[..., None]]:
    """What each picture shows. Windows are filled with results made by hand, so that nothing depends on a check."""
    from core.findings import Result  # noqa: PLC0415
    from gui.window import MainWindow  # noqa: PLC0415
    from tests.gui import report  # noqa: PLC0415

    def fill(window: MainWindow, result: Result) -> None:
        window.session._path = result.path
        window.session.opened.emit(result.path)
        window.session.started.emit()
        window.session._on_succeeded(result)

    def rule(window: MainWindow, name: str) -> None:
        fill(window, report.result())
        number = next(n for n, f in enumerate(report.findings()) if f.rule == name)
        window.workspace.select(number)

    def broken(window: MainWindow) -> None:
        window.session.close()
        window.session._path = "/tmp/青禾县2018年年度报告.docx"
        window.session.opened.emit(window.session._path)
        window.session.started.emit()
        window.session.failed.emit(
            "文件不完整，可能没有下载或复制完。请重新取得这份文件，或在 Word、WPS 中打开后另存一份再检查。", "详情"
        )

    def zoomed(window: MainWindow) -> None:
        rule(window, "consistency.percentage")
        window.workspace.view.set_zoom(2.0)
        window.workspace.select(window.workspace.current)

    def busy(window: MainWindow) -> None:
        window.workspace.view.set_zoom(1.0)
        window.session.close()
        window.session.opened.emit("/tmp/青禾县2018年年度报告.docx")
        window.session.started.emit()
        window.session.progressed.emit("正在核对统计表…")

    return {
        "start": lambda window: window.session.close(),
        "docx": lambda window: fill(window, report.result()),
        "text": lambda window: rule(window, "consistency.percentage"),
        "missing": lambda window: rule(window, "structure.section-missing"),
        "table": lambda window: rule(window, "table.bound"),
        "pdf": lambda window: fill(window, report.result("/tmp/青禾县2018年年度报告.pdf", pages=True)),
        "clean": lambda window: fill(window, report.clean_result()),
        "error": broken,
        "zoom": zoomed,
        "busy": busy,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
