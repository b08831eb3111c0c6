"""Pictures of the window for the manual and for looking at, made from the bundled sample with the real checks.

    xvfb-run -s "-screen 0 2880x1800x24" python tests/gui/make_screenshots.py FOLDER

Each factor needs its own process, since Qt reads QT_SCALE_FACTOR once. The PDF is made by LibreOffice where there is one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from core.findings import Result
    from gui.rules.entry_dialog import EntryDialog
    from gui.rules.window import RulesWindow
    from gui.window import MainWindow

Scene = Callable[["Stage"], None]
FACTORS = ("1", "2")
SIZES = ((1440, 900), (1280, 720), (1024, 700), (720, 440))
SMALL_TOO = {"docx", "table", "start", "error", "unchecked"}
SMALL_SCREEN = (960, 460)
"""What 1920x1080 at 200 % leaves of a screen under its bars, in logical pixels."""
PATIENCE_SECONDS = 60.0


def main(arguments: list[str]) -> int:
    """Make all pictures into the folder given."""
    target = Path(arguments[0]).absolute()
    target.mkdir(parents=True, exist_ok=True)
    if len(arguments) > 1:
        with tempfile.TemporaryDirectory() as folder:
            shoot(target, arguments[1], Path(folder))
        return 0
    command = [sys.executable, str(Path(__file__).absolute()), str(target)]
    done = [subprocess.run([*command, f], env={**os.environ, "QT_SCALE_FACTOR": f}, check=False) for f in FACTORS]
    return max(process.returncode for process in done)


class Stage:
    """A window and the drafts to show in it."""

    def __init__(self, folder: Path) -> None:
        from gui.app import make_application  # noqa: PLC0415 - Qt must see the factor first
        from gui.files import sample_file  # noqa: PLC0415 - as above
        from gui.settings import Preferences  # noqa: PLC0415 - as above
        from gui.window import MainWindow  # noqa: PLC0415 - as above

        self._application = make_application(["screenshots"])
        sample = sample_file()
        assert sample is not None
        self.sample = Path(shutil.copy(sample, folder))
        self.folder = folder
        self.window: MainWindow = MainWindow(Preferences(folder / "window.ini"))
        self.window.show()
        self.dialog: QWidget | None = None
        """What is taken instead of the window."""

    def settle(self, seconds: float = 0.4) -> None:
        """Let timers and layouts come to rest."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self._application.processEvents()
            time.sleep(0.01)

    def check(self, path: Path) -> None:
        """Open a draft and wait for what the checks say."""
        ends: list[object] = []
        self.window.session.checked.connect(ends.append)
        self.window.session.failed.connect(lambda sentence, _details: ends.append(sentence))
        self.window.open([str(path)])
        until = time.monotonic() + PATIENCE_SECONDS
        while not ends and time.monotonic() < until:
            self.settle(0.02)

    def select(self, rule: str) -> None:
        """Select the first finding of a rule."""
        found: Result | None = self.window.session.result
        assert found is not None
        self.window.workspace.select(next(number for number, finding in enumerate(found.findings) if finding.rule == rule))


def shoot(target: Path, factor: str, folder: Path) -> None:
    """Make the pictures at one factor."""
    stage = Stage(folder)
    for name, scene in SCENES.items():
        scene(stage)
        if stage.dialog is not None:
            stage.settle(1.5)
            stage.dialog.grab().save(str(target / f"{name}@{factor}x.png"))
            stage.dialog.close()
            stage.dialog = None
            continue
        if name == "explained":
            stage.settle()
            stage.window.grab().save(str(target / f"{name}@{factor}x.png"))
            stage.window.resize(*SIZES[0])
            continue
        for size in _sizes(factor) if name in SMALL_TOO else SIZES[:1]:
            stage.window.resize(*size)
            stage.settle()
            ending = "" if size == SIZES[0] else f"-{size[0]}x{size[1]}"
            stage.window.grab().save(str(target / f"{name}{ending}@{factor}x.png"))
        stage.window.resize(*SIZES[0])
    stage.window.close()


def _sizes(factor: str) -> tuple[tuple[int, int], ...]:
    return SIZES if factor == "1" else (SIZES[0], SMALL_SCREEN)


def start(stage: Stage) -> None:
    """The first page."""
    stage.window.session.close()


def docx(stage: Stage) -> None:
    """The sample as it is shown after the check."""
    stage.check(stage.sample)


def of_rule(rule: str) -> Scene:
    """The sample with a finding of a rule selected."""

    def scene(stage: Stage) -> None:
        stage.check(stage.sample)
        stage.select(rule)

    return scene


def zoomed(stage: Stage) -> None:
    """A finding in the text, twice as large."""
    of_rule("consistency.percentage")(stage)
    stage.window.workspace.view.set_zoom(2.0)
    stage.select("consistency.percentage")


def pdf(stage: Stage) -> None:
    """The sample printed to PDF."""
    stage.window.workspace.view.set_zoom(1.0)
    office = shutil.which("soffice")
    if office is None:
        print("soffice is not installed: the picture of the PDF shows the docx", file=sys.stderr)  # noqa: T201 - a script for the terminal
        docx(stage)
        return
    profile = f"-env:UserInstallation={(stage.folder / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(stage.folder), str(stage.sample)]
    subprocess.run(command, check=True, capture_output=True)
    stage.check(stage.sample.with_suffix(".pdf"))


def broken(stage: Stage) -> None:
    """A file cut off in the middle."""
    path = stage.folder / "没有传完的报告.docx"
    path.write_bytes(stage.sample.read_bytes()[:4000])
    stage.check(path)


def clean(stage: Stage) -> None:
    """The clean twin of the sample."""
    from gui.files import RESOURCES  # noqa: PLC0415 - as above

    stage.check(next((RESOURCES / "samples").glob("*无误*.docx")))


def unchecked(stage: Stage) -> None:
    """A draft made by hand: rules that could not be checked, several findings on one place."""
    from tests.gui import report  # noqa: PLC0415 - as above

    result = report.result()
    stage.check(stage.sample)
    stage.window._on_checked(result)
    stage.window.workspace.findings.list.scrollToBottom()


def busy(stage: Stage) -> None:
    """A check that takes its time."""
    stage.window.session.close()
    stage.window.session.opened.emit(str(stage.sample))
    stage.window.busy.show_file(stage.sample.name)
    stage.window.session.started.emit()
    stage.window.session.progressed.emit("正在核对统计表…")


def stuck(stage: Stage) -> None:
    """Nothing found, but a rule that could not be checked."""
    from dataclasses import replace  # noqa: PLC0415 - Qt must see the factor first

    from tests.gui import report  # noqa: PLC0415 - Qt must see the factor first

    stage.check(stage.sample)
    stage.window._on_checked(replace(report.result(), findings=()))


def explained(stage: Stage) -> None:
    """The explanation on a small window, in place of the list."""
    stage.window.resize(*SIZES[2])
    of_rule("table.bound")(stage)
    stage.window.workspace.panes.explain()


def of_rules(page: int) -> Scene:
    """A page of the rule settings."""

    def scene(stage: Stage) -> None:
        stage.dialog = rule_settings(stage, page)

    return scene


def rule_settings(stage: Stage, page: int) -> RulesWindow:
    """The rule settings at a page, with the rules read."""
    stage.check(stage.sample)
    stage.window.rules.show(page)
    dialog = stage.window.rules.dialog
    assert dialog is not None
    until = time.monotonic() + PATIENCE_SECONDS
    while dialog.copy is None and time.monotonic() < until:
        stage.settle(0.02)
    return dialog


def pattern(stage: Stage) -> None:
    """A pattern of an office's own, tried on the sample."""
    entry = written(stage, "patterns")
    rows = entry.form.main.rows  # type: ignore[attr-defined]  # a form of words
    for name, text in (("pattern", r"\d{4}年度?"), ("message", "年份写法请统一")):
        rows[name].editor.line.insert(text)


def relation(stage: Stage) -> None:
    """A relation picked on the official form."""
    form = written(stage, "relations").form
    for side, keys in enumerate((("9.2",), ("9.3",))):
        form.sides.choose(side, "<=")  # type: ignore[attr-defined]  # the form for relations
        for key in keys:
            form.grid.pick(key)  # type: ignore[attr-defined]  # as above


def written(stage: Stage, kind: str) -> EntryDialog:
    """The form for a rule of an office's own."""
    settings = rule_settings(stage, 1)
    settings.write(kind)
    assert settings.entry_dialog is not None
    stage.dialog = settings.entry_dialog
    return settings.entry_dialog


SCENES: dict[str, Scene] = {
    "start": start,
    "docx": docx,
    "text": of_rule("consistency.text-table"),
    "missing": of_rule("structure.sign-off"),
    "table": of_rule("table.bound"),
    "zoom": zoomed,
    "pdf": pdf,
    "clean": clean,
    "unchecked": unchecked,
    "stuck": stuck,
    "explained": explained,
    "rules": of_rules(0),
    "own-rules": of_rules(1),
    "unit": of_rules(2),
    "rule-files": of_rules(3),
    "pattern": pattern,
    "relation": relation,
    "error": broken,
    "busy": busy,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
