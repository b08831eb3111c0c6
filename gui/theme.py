"""Colours, fonts and the style sheet: named colours come from ``resources/style``, nowhere else."""

from __future__ import annotations

import json
import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from gui import fonts
from gui.files import RESOURCES

if TYPE_CHECKING:
    from core.findings import Severity

KEY = "theme"
"""Under this name the user's choice is kept."""
SANS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "HarmonyOS Sans SC",
    "WenQuanYi Micro Hei",
    # As a font of the program it goes by this name.
    "文泉驛微米黑",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
)
SERIF = ("Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Source Han Serif CN", "Songti SC")
BASE_PX = 14


class Theme(StrEnum):
    """What the user wants the window to look like."""

    AUTO = "auto"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"

    @property
    def label(self) -> str:
        """The words that users see."""
        return {"auto": "跟随系统", "light": "浅色", "dark": "深色", "contrast": "高对比度"}[self.value]


class _Shown:
    """The theme in force."""

    theme = Theme.LIGHT


@cache
def _palette_of(theme: Theme) -> dict[str, str]:
    data: dict[str, str] = json.loads((RESOURCES / "style" / f"{theme.value}.json").read_text("utf-8"))
    return data


def colours() -> dict[str, str]:
    """The palette in force, by name."""
    return _palette_of(_Shown.theme)


def colour(name: str) -> QColor:
    """A colour of the palette; ``#rrggbbaa`` has its opacity last."""
    value = colours()[name]
    result = QColor(value[:7])
    if len(value) == 9:
        result.setAlpha(int(value[7:], 16))
    return result


class Tone(NamedTuple):
    """The colours of a severity: for lines and text, for a tint, for the tint of the selected one."""

    line: QColor
    soft: QColor
    strong: QColor


def tone(severity: Severity) -> Tone:
    """The colours of a severity."""
    return _tone_of(_Shown.theme, severity)


@cache
def _tone_of(_theme: Theme, severity: Severity) -> Tone:
    name = severity.value
    return Tone(colour(name), colour(f"{name}-soft"), colour(f"{name}-strong"))


def style_sheet() -> str:
    """The style sheet with its colours filled in."""
    text = (RESOURCES / "style" / "app.qss").read_text("utf-8")
    drawn = {name: (RESOURCES / "style" / f"{name}-{_Shown.theme.value}.svg").as_posix() for name in ("tick", "clear")}
    words = colours() | drawn
    return re.sub(r"@([a-z-]+)", lambda match: words[match[1]], text)


def first_installed(families: tuple[str, ...], fallback: str) -> str:
    """The first font family of a list that this machine has."""
    installed = set(QFontDatabase.families())
    return next((family for family in families if family in installed), fallback)


@cache
def sans_family() -> str:
    """The family for the window."""
    any_chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    return first_installed(SANS, any_chinese[0] if any_chinese else QFont().defaultFamily())


@cache
def serif_family() -> str:
    """The family for the text of a report; the window's where no good Chinese serif is installed."""
    return first_installed(SERIF, sans_family())


def font(pixels: float = BASE_PX, bold: bool = False, serif: bool = False) -> QFont:
    """A font of the house, its size in logical pixels."""
    result = QFont(serif_family() if serif else sans_family())
    result.setPixelSize(max(1, round(pixels)))
    # Fonts with one weight only are thickened by Qt from this weight on.
    result.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return result


def apply(application: QApplication, wanted: Theme = Theme.LIGHT) -> None:
    """Dress the application; it may be dressed anew at any time."""
    fonts.ensure_chinese()
    choose(wanted)
    application.setStyle("Fusion")
    application.setFont(font())
    application.setPalette(_palette())
    application.setStyleSheet(style_sheet())


def chosen(kept: str) -> Theme:
    """What the user chose, as it is kept; the system's theme where nothing was."""
    return Theme(kept) if kept in set(Theme) else Theme.AUTO


def choose(wanted: Theme) -> None:
    """Take the colours of a theme from now on; nothing is dressed anew."""
    _Shown.theme = resolved(wanted)


def resolved(wanted: Theme) -> Theme:
    """The theme that a wish comes to: the system's, where it says one."""
    if wanted is not Theme.AUTO:
        return wanted
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Theme.DARK if dark else Theme.LIGHT


def shown() -> Theme:
    """The theme in force."""
    return _Shown.theme


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.Base: "sheet",
        QPalette.ColorRole.AlternateBase: "panel",
        QPalette.ColorRole.Button: "panel",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.Highlight: "accent",
        QPalette.ColorRole.HighlightedText: "on-accent",
        QPalette.ColorRole.PlaceholderText: "faint",
        QPalette.ColorRole.Link: "accent",
    }
    for role, name in roles.items():
        palette.setColor(role, colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("faint"))
    return palette
