"""Pictures of the window, for looking at and for the handbook, made of fictional drafts with the real checks.

    QT_QPA_PLATFORM=offscreen python tests/gui/make_screenshots.py FOLDER [--factor N] [SCENE...]
    QT_QPA_PLATFORM=offscreen python tests/gui/make_screenshots.py --handbook

Each factor needs its own process, since Qt reads QT_SCALE_FACTOR once. The PDF is made by LibreOffice where there is one.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.gui.screenshots.stage import Stage

FACTORS = ("1", "2")
SIZES = ((1440, 900), (1280, 720), (1024, 700), (720, 440))
SMALL_SCREEN = (960, 460)
"""What 1920x1080 at 200 % leaves of a screen under its bars, in logical pixels."""
HANDBOOK = ROOT / "docs" / "图"
IN_HANDBOOK = ("start", "table", "missing", "dismissing", "solved", "paper", "history", "rules", "pattern")
HANDBOOK_WIDTH = 1280
"""Twice the column of the handbook, so that words stay sharp on a fine screen."""
COLOURS = 96


def main(arguments: list[str]) -> int:
    """Make the pictures that are asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("scenes", nargs="*")
    parser.add_argument("--factor", choices=FACTORS, help="one factor instead of both")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--handbook", action="store_true", help="make the few small pictures of the handbook anew")
    chosen = parser.parse_intermixed_args(arguments)
    if chosen.handbook:
        return _make_handbook()
    target: Path = (chosen.folder or Path("screenshots")).absolute()
    if not chosen.here:
        factors = FACTORS if chosen.factor is None else (chosen.factor,)
        return max(_in_process(target, factor, chosen.scenes) for factor in factors)
    target.mkdir(parents=True, exist_ok=True)
    shoot(target, chosen.factor, chosen.scenes)
    return 0


def _in_process(target: Path, factor: str, scenes: list[str]) -> int:
    """Make pictures at one factor, with a data folder and settings of their own."""
    with tempfile.TemporaryDirectory() as data:
        apart = {"QT_SCALE_FACTOR": factor, "NIANBAO_DATA": data, "XDG_CONFIG_HOME": data}
        command = [sys.executable, str(Path(__file__).absolute()), str(target), *scenes, "--factor", factor, "--here"]
        return subprocess.run(command, env={**os.environ, **apart}, check=False).returncode


def _make_handbook() -> int:
    """The pictures of the handbook, small and in few colours."""
    with tempfile.TemporaryDirectory() as folder:
        status = _in_process(Path(folder), "2", list(IN_HANDBOOK))
        HANDBOOK.mkdir(exist_ok=True)
        for name in IN_HANDBOOK:
            _shrink(Path(folder) / f"{name}@2x.png", HANDBOOK / f"{name}.png")
    return status


def _shrink(source: Path, target: Path) -> None:
    from PIL import Image  # noqa: PLC0415 - for this alone

    with Image.open(source) as picture:
        width = min(HANDBOOK_WIDTH, picture.width)
        small = picture.convert("RGB").resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    small.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(target, optimize=True)


def shoot(target: Path, factor: str, wanted: list[str]) -> None:
    """Make the pictures at one factor."""
    from tests.gui.screenshots.scenes import SCENES  # noqa: PLC0415 - as above
    from tests.gui.screenshots.stage import Stage  # noqa: PLC0415 - as above

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "年报"
        place.mkdir()
        stage = Stage(place)
        for name in wanted or SCENES:
            stage.window.resize(*SIZES[0])
            SCENES[name](stage)
            take(stage, name, target, factor)
            stage.put_back()
        stage.window.close()


def take(stage: Stage, name: str, target: Path, factor: str) -> None:
    """Take the dialog of a scene, or the window in its sizes."""
    from tests.gui.screenshots.scenes import AS_IT_IS, SMALL_TOO  # noqa: PLC0415 - as above

    if stage.dialog is not None:
        stage.settle(1.0)
        _save(stage.dialog, target / f"{name}@{factor}x.png")
        return
    sizes = SIZES[:1] if name not in SMALL_TOO else SIZES if factor == "1" else (SIZES[0], SMALL_SCREEN)
    for size in sizes:
        if name not in AS_IT_IS:
            stage.window.resize(*size)
        stage.settle()
        ending = "" if size == SIZES[0] else f"-{size[0]}x{size[1]}"
        _save(stage.window, target / f"{name}{ending}@{factor}x.png")


def _save(widget: QWidget, path: Path) -> None:
    if not widget.grab().save(str(path)):
        raise OSError(f"{path} was not written")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
