"""Makes Qt speak Simplified Chinese: its dialogs, buttons and context menus."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from gui.files import RESOURCES

CATALOGUE = "qtbase_zh_CN"


def install(application: QCoreApplication) -> bool:
    """Load Qt's own Chinese texts, from the package or from the Qt that is installed; False when there are none."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Script.SimplifiedChineseScript, QLocale.Country.China))
    translator = QTranslator(application)
    installed = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder in (RESOURCES / "translations", Path(installed)):
        if translator.load(CATALOGUE, str(folder)):
            return application.installTranslator(translator)
    return False
