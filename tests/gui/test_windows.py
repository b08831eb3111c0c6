"""Several windows, one program, themes, the handbook."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing.connection import Client
from pathlib import Path

import pytest
from PySide6.QtCore import QMargins, QRect, QUrl
from PySide6.QtGui import QAction, QColor, QImage, QTextDocument
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from core.findings import Severity
from gui import appearance, opening_card, theme
from gui.doorbell import Doorbell
from gui.fitting import STEP
from gui.jobs import Jobs
from gui.manual import handbook
from gui.manual.reader import WIDEST_PICTURE
from gui.ringing import ring
from gui.settings import Preferences
from gui.theme import Theme
from gui.watcher import Watcher
from gui.window import MainWindow
from gui.windows import Windows
from tests.gui import fakes, report

ROOT = Path(__file__).parents[2]
THEMES = (Theme.LIGHT, Theme.DARK, Theme.CONTRAST)


@pytest.fixture
def light() -> Iterator[None]:
    """Whatever a test does, the next one begins in the usual theme."""
    yield
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply(application, Theme.LIGHT)


@pytest.fixture
def windows(qapp: QApplication, preferences: Preferences, monkeypatch: pytest.MonkeyPatch) -> Iterator[Windows]:
    def made(kept: Preferences, _jobs: Jobs) -> MainWindow:
        return MainWindow(kept, Jobs(fakes.prepare_by_name), Watcher(poll_ms=100))

    monkeypatch.setattr("gui.windows.MainWindow", made)
    several = Windows(preferences)
    yield several
    for window in several.all:
        window.close()
    qapp.processEvents()


def draft(folder: Path, name: str) -> str:
    path = folder / name
    path.write_text("draft", "utf-8")
    return str(path)


def test_a_file_from_elsewhere_goes_to_an_empty_window_first(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    first = windows.add()
    with qtbot.waitSignal(first.session.checked):
        windows.open([draft(tmp_path, "甲.docx")])
    windows.open([draft(tmp_path, "乙.docx")])
    assert [window.session.name for window in windows.all] == ["甲.docx", "乙.docx"]


def test_every_window_is_whole_on_the_screen(windows: Windows, monkeypatch: pytest.MonkeyPatch) -> None:
    free = QRect(0, 0, 1440, 900)
    monkeypatch.setattr("gui.fitting.available", lambda _window: free)
    made = [windows.add() for _ in range(4)]
    for window in made:
        assert free.contains(QRect(window.pos(), window.size())), window.geometry()
    monkeypatch.setattr("gui.fitting.available", lambda _window: QRect(0, 0, 2560, 1400))
    assert windows.add().pos() - made[-1].pos() == STEP


def test_a_window_made_for_a_file_never_shows_the_start_page(
    windows: Windows, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[bool] = []
    show = MainWindow.show

    def showing(made: MainWindow) -> None:
        shown.append(made.pages.currentWidget() is made.start)
        show(made)

    monkeypatch.setattr(MainWindow, "show", showing)
    windows.open([draft(tmp_path, "甲.docx")])
    windows.open([draft(tmp_path, "乙.docx")])
    qtbot.waitUntil(lambda: all(window.session.result is not None for window in windows.all), timeout=20_000)
    assert not any(shown)
    assert [window.session.name for window in windows.all] == ["甲.docx", "乙.docx"]


def test_a_window_is_waited_for_as_long_as_its_manager_takes(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing happens meanwhile that could be looked for; one that never agrees holds nothing up."""
    shown_from = time.monotonic() + 0.1
    monkeypatch.setattr(opening_card, "_exposed", lambda _widget: time.monotonic() >= shown_from)
    card = opening_card.OpeningCard(theme.colours())
    qtbot.addWidget(card)
    card.present()
    assert time.monotonic() >= shown_from
    monkeypatch.setattr(opening_card, "_exposed", lambda _widget: False)
    begun = time.monotonic()
    opening_card.wait_until_shown(card)
    assert time.monotonic() - begun >= opening_card.PATIENCE


def test_a_file_that_is_open_is_checked_again_where_it_is(windows: Windows, qtbot: QtBot, tmp_path: Path) -> None:
    path, first = draft(tmp_path, "甲.docx"), windows.add()
    with qtbot.waitSignal(first.session.checked):
        windows.open([path])
    with qtbot.waitSignal(first.session.checked):
        windows.open([path])
    assert len(windows.all) == 1


def test_a_second_start_without_files_brings_the_window_to_the_front(windows: Windows) -> None:
    windows.open([])
    windows.open([])
    assert len(windows.all) == 1


def test_new_window_and_closing_one(windows: Windows, qtbot: QtBot) -> None:
    first = windows.add()
    first.actions_.new.trigger()
    assert len(windows.all) == 2
    assert windows.all[1].pos() != first.pos()
    windows.all[1].close()
    assert list(windows.all) == [first]


def test_the_doorbell_hands_files_over(qtbot: QtBot, tmp_path: Path) -> None:
    where = str(tmp_path / "run" / "bell.sock")
    assert not ring(["甲.docx"], where)
    bell = Doorbell(where=where)
    assert bell.hang()
    said = subprocess.run(
        [sys.executable, "-c", f"from gui.ringing import ring; print(ring(['甲.docx'], {where!r}))"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert said.stdout.strip() == "True"
    with qtbot.waitSignal(bell.rung) as rung:
        pass
    assert rung.args == [[str(tmp_path / "甲.docx")]]
    bell.take_down()
    assert not ring([], where)
    assert not Path(where).parent.exists()


def test_the_folder_of_the_bells_stays_for_another_screen(tmp_path: Path) -> None:
    first, second = (Doorbell(where=str(tmp_path / "run" / name)) for name in ("a.sock", "b.sock"))
    assert first.hang()
    assert second.hang()
    first.take_down()
    assert ring([], str(tmp_path / "run" / "b.sock"))
    second.take_down()
    assert not (tmp_path / "run").exists()


def test_a_doorbell_left_behind_by_a_crash_is_replaced(tmp_path: Path) -> None:
    where = tmp_path / "bell.sock"
    where.write_text("", "utf-8")
    bell = Doorbell(where=str(where))
    assert bell.hang()
    assert ring([], str(where))
    bell.take_down()


def test_the_doorbell_takes_nothing_but_names_of_files(qtbot: QtBot, tmp_path: Path) -> None:
    where = str(tmp_path / "bell.sock")
    bell = Doorbell(where=where)
    bell.hang()
    for harm in (b"\x80\x04nonsense", json.dumps({"a": 1}).encode(), json.dumps([1]).encode()):
        with Client(where) as line:
            line.send_bytes(harm)
    with qtbot.assertNotEmitted(bell.rung, wait=400):
        pass
    assert ring([], where)
    bell.take_down()


@pytest.mark.parametrize("chosen", THEMES)
@pytest.mark.usefixtures("light")
def test_a_theme_is_readable(qapp: QApplication, chosen: Theme) -> None:
    theme.apply(qapp, chosen)
    pairs = [("ink", "sheet"), ("ink", "panel"), ("muted", "panel"), ("on-accent", "accent"), ("accent", "accent-soft")]
    pairs += [(each.value, f"{each.value}-soft") for each in Severity]
    ratios = {pair: contrast(theme.colour(pair[0]), theme.colour(pair[1])) for pair in pairs}
    assert {pair: ratio for pair, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("chosen", THEMES)
@pytest.mark.parametrize("primary", ["true", "false"])
@pytest.mark.usefixtures("light")
def test_a_button_that_cannot_be_pressed_is_readable(qapp: QApplication, chosen: Theme, primary: str) -> None:
    theme.apply(qapp, chosen)
    button = QPushButton("██████")
    button.setProperty("primary", primary)
    button.setEnabled(False)
    button.resize(160, 44)
    shown = button.grab().toImage()
    inside = QRect(0, 0, shown.width(), shown.height()).marginsRemoved(QMargins(6, 6, 6, 6))
    ground, words = shown.pixelColor(inside.topLeft()), shown.pixelColor(inside.center())
    assert contrast(ground, words) >= 3


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours as WCAG 2 defines it."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)

    def luminance(tint: QColor) -> float:
        parts = [linear(value) for value in (tint.redF(), tint.greenF(), tint.blueF())]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_palettes_name_the_same_colours() -> None:
    names = [set(json.loads((ROOT / "resources" / "style" / f"{each.value}.json").read_text("utf-8"))) for each in THEMES]
    assert names[0] == names[1] == names[2]


@pytest.mark.usefixtures("light")
@pytest.mark.parametrize("chosen", [Theme.LIGHT, Theme.DARK, Theme.CONTRAST])
def test_a_field_is_cleared_with_a_sign_of_the_house(qapp: QApplication, qtbot: QtBot, chosen: Theme) -> None:
    before = theme.shown()
    theme.apply(qapp, chosen)
    try:
        field = QLineEdit()
        qtbot.addWidget(field)
        field.setClearButtonEnabled(True)
        drawn = next(child for child in field.children() if isinstance(child, QAction)).icon().pixmap(16, 16).toImage()
        tints = {drawn.pixelColor(x, y).name() for x in range(16) for y in range(16) if drawn.pixelColor(x, y).alpha() == 255}
        # That of the system takes long to be looked for, and is dark on dark.
        assert tints == {theme.colours()["muted"]}
    finally:
        theme.apply(qapp, before)


def test_a_theme_is_changed_while_the_window_shows_and_kept(window: MainWindow, preferences: Preferences, qtbot: QtBot) -> None:
    window._on_checked(report.result())
    before = window.actions_.recheck.icon().cacheKey()
    appearance.choose(preferences, Theme.DARK)
    assert window.actions_.recheck.icon().cacheKey() != before
    assert window.palette().window().color() == theme.colour("window")
    assert theme.colour("ink").lightness() > 200
    assert appearance.wanted(preferences) is Theme.DARK


def test_a_wish_that_is_none_follows_the_system(preferences: Preferences) -> None:
    preferences.keep_text(theme.KEY, "rosa")
    assert appearance.wanted(preferences) is Theme.AUTO


def test_the_handbook_opens_and_says_when_it_is_absent(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handbook, "FILE", tmp_path / "手册.md")
    assert "没有找到手册文件" in handbook.handbook()
    (tmp_path / "手册.md").write_text("# 手册\n\n第一步，打开报告。", "utf-8")
    dialog = handbook.show_handbook(window)
    qtbot.addWidget(dialog)
    from gui.manual.reader import Reader  # noqa: PLC0415 - only here

    reader = dialog.findChild(Reader)
    assert isinstance(reader, Reader)
    assert "第一步，打开报告。" in reader.toPlainText()


def test_the_handbook_has_its_chapters_and_finds_words(window: MainWindow) -> None:
    dialog = handbook.show_handbook(window)
    titles = [dialog.chapters.item(row).text() for row in range(dialog.chapters.count())]
    assert "一、五分钟上手" in titles
    assert "四、一边改一边查" in titles
    dialog.chapters.setCurrentRow(titles.index("九、检查记录"))
    assert dialog.reader.verticalScrollBar().value() > 1000
    dialog.field.setText("撤销忽略")
    assert dialog.find_next()
    first = dialog.reader.textCursor().position()
    assert dialog.find_next()
    assert dialog.reader.textCursor().position() != first
    dialog.field.setText("没有这几个字的")
    assert not dialog.find_next()


def test_every_picture_of_the_handbook_shows_and_is_small(window: MainWindow) -> None:
    names = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", handbook.handbook())
    assert len(names) >= 8
    reader = handbook.show_handbook(window).reader
    pictures = [reader.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl(name)) for name in names]
    assert all(isinstance(picture, QImage) and picture.deviceIndependentSize().width() <= WIDEST_PICTURE for picture in pictures)
    assert all((handbook.FILE.parent / name).stat().st_size <= 150_000 for name in names)
    assert {path.name for path in (handbook.FILE.parent / "图").iterdir()} == {Path(name).name for name in names}


def test_a_page_never_loads_from_elsewhere(window: MainWindow) -> None:
    reader = handbook.show_handbook(window).reader
    kind = QTextDocument.ResourceType.ImageResource.value
    assert reader.loadResource(kind, QUrl("http://example.invalid/a.png")) is None
    assert reader.loadResource(kind, QUrl("图/没有.png")) is None
