"""A Chinese font for machines that have none: packages for Linux bring one along."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from gui.files import RESOURCES

BUNDLED = RESOURCES / "fonts"


def ensure_chinese() -> list[str]:
    """Load the bundled font where no installed one has Chinese; the families that were loaded."""
    if QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        return []
    loaded = [QFontDatabase.addApplicationFont(str(path)) for path in sorted(BUNDLED.glob("*.tt[cf]"))]
    return [family for number in loaded if number >= 0 for family in QFontDatabase.applicationFontFamilies(number)]
