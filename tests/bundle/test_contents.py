"""What goes into the bundle: the program whole, of others only what it needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gui.files import SUFFIXES
from scripts.bundle import contents

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Widgets.so.6",
        "PySide6/Qt6Widgets.dll",
        "PySide6/QtWidgets.abi3.so",
        "PySide6/QtSvg.pyd",
        "PySide6/libpyside6.abi3.so.6.8",
        "PySide6/pyside6.abi3.dll",
        "PySide6/MSVCP140.dll",
        "PySide6\\plugins\\platforms\\qwindows.dll",
        "PySide6/plugins/platforms/qoffscreen.dll",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so",
        "PySide6/Qt/lib/libicudata.so.73",
        "libxcb-cursor.so.0",
        "libxkbcommon-x11.so.0",
        "libstdc++.so.6",
        "libshiboken6.abi3.so.6.8",
        "libpython3.11.so.1.0",
        "lxml/etree.cpython-311-x86_64-linux-gnu.so",
    ],
)
def test_what_is_needed_goes_in(name: str) -> None:
    assert contents.wanted_library(name, windows="dll" in name or "pyd" in name)


@pytest.mark.parametrize(
    "name",
    [
        "PySide6/Qt/lib/libQt6Network.so.6",
        "PySide6/Qt6Qml.dll",
        "PySide6/opengl32sw.dll",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/plugins/tls/libqopensslbackend.so",
        "PySide6/Qt/plugins/networkinformation/libqglib.so",
        "PySide6/Qt/plugins/platforms/libqvnc.so",
        "PySide6/Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so",
        "libgtk-3.so.0",
        "libcrypto.so.3",
        "libX11.so.6",
        "libxcb.so.1",
        "libfontconfig.so.1",
    ],
)
def test_what_is_not_needed_or_belongs_to_the_system_stays_out(name: str) -> None:
    assert not contents.wanted_library(name, windows="dll" in name)


def test_of_the_translations_qt_s_chinese_goes_in_alone() -> None:
    assert contents.wanted_data("PySide6/Qt/translations/qtbase_zh_CN.qm")
    assert not contents.wanted_data("PySide6/Qt/translations/qtbase_de.qm")
    assert not contents.wanted_data("PySide6/translations/qt_zh_CN.qm")
    assert not contents.wanted_data("libQt6Network.so.6")


def test_the_data_of_the_program_is_whole() -> None:
    inside = {Path(source).relative_to(ROOT).as_posix(): folder for source, folder in contents.data_files(ROOT)}
    needed = [
        path.relative_to(ROOT) for folder in ("rules", "resources") for path in (ROOT / folder).rglob("*") if path.is_file()
    ]
    data = [path for path in needed if path.suffix not in (".py", ".pyc", ".md")]
    assert len(data) > 30
    assert {path.as_posix(): path.parent.as_posix() for path in data}.items() <= inside.items()
    assert not [name for name in inside if name.endswith(".py")]


def test_the_handbook_goes_in_with_its_pictures() -> None:
    inside = {Path(source).relative_to(ROOT).as_posix(): folder for source, folder in contents.data_files(ROOT)}
    handbook = ROOT / "docs" / "使用手册.md"
    pictures = re.findall(r"\]\((图/[^)]+)\)", handbook.read_text("utf-8"))
    assert pictures
    assert {f"docs/{name}": "docs/图" for name in pictures}.items() <= inside.items()


def test_the_installer_offers_itself_for_kinds_that_are_read() -> None:
    script = (ROOT / "packaging" / "windows" / "nianbao.nsi").read_text("utf-8")
    block = script.partition("!macro each_kind do")[2].partition("!macroend")[0]
    kinds = [line.split('"')[1] for line in block.splitlines() if '"' in line]
    assert {".docx", ".doc", ".wps", ".pdf", ".xlsx", ".xls", ".et", ".ofd", ".html", ".rtf", ".txt"} <= set(kinds)
    assert set(kinds) <= set(SUFFIXES)
