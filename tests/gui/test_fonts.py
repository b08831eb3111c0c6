from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication

from gui import fonts, theme

INSTALLED = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")


@pytest.fixture
def no_chinese(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without a Chinese font; the folder is where a package puts its own."""
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: [])
    monkeypatch.setattr(fonts, "BUNDLED", tmp_path)
    return tmp_path


def test_a_machine_with_chinese_fonts_loads_none(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFontDatabase, "families", lambda *_: ["某种宋体"])
    monkeypatch.setattr(QFontDatabase, "addApplicationFont", lambda _path: pytest.fail("loaded a font"))
    assert fonts.ensure_chinese() == []


@pytest.mark.skipif(not INSTALLED.is_file(), reason="needs fonts-wqy-microhei")
def test_a_machine_without_one_gets_that_of_the_package(qapp: QApplication, no_chinese: Path) -> None:
    shutil.copyfile(INSTALLED, no_chinese / INSTALLED.name)
    loaded = fonts.ensure_chinese()
    # Whether its Chinese or its English name is told depends on the system.
    assert {"WenQuanYi Micro Hei", "文泉驛微米黑"} & set(loaded)
    assert {"WenQuanYi Micro Hei", "文泉驛微米黑"} & set(theme.SANS)


def test_a_font_that_cannot_be_read_is_passed_over(qapp: QApplication, no_chinese: Path) -> None:
    (no_chinese / "broken.ttf").write_bytes(b"no font")
    assert fonts.ensure_chinese() == []
