"""What the program is made of: told from what is installed, or from the bill of materials of a package."""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from core.version import __version__
from gui.about.dialog import NO_TEXT, AboutDialog, LicenceText, show_about
from gui.about.parts import SEE, Part, parts, text_of
from gui.labels import Wrapped
from gui.window import MainWindow
from scripts.bundle import parts as bundled
from scripts.bundle.sbom import bill, write_licences


@pytest.fixture
def dialog(window: MainWindow) -> AboutDialog:
    return show_about(window)


def test_the_version_and_the_promise_are_said(dialog: AboutDialog) -> None:
    shown: list[QLabel] = list(dialog.findChildren(QLabel))
    words = "\n".join(each.words if isinstance(each, Wrapped) else each.text() for each in shown)
    assert __version__ in words
    assert "数据不离开本机" in words
    assert "LGPL-3.0" in words


def test_every_part_that_is_installed_has_its_version_and_a_licence() -> None:
    found = {part.name: part for part in parts()}
    assert {"Python", "SQLite", "PySide6_Essentials", "shiboken6", "lxml", "regex", "pdfminer.six"} <= set(found)
    assert "pytest" not in found
    assert found["lxml"].version == version("lxml")
    assert all(part.licence for part in found.values())
    assert "BSD" in found["lxml"].licence
    assert text_of(found["lxml"])


def test_a_package_tells_its_parts_from_its_bill(tmp_path: Path) -> None:
    text = tmp_path / "COPYING"
    text.write_text("所有人可以使用。", "utf-8")
    made = [
        bundled.Part("zlib1g", "1:1.2.11", "pkg:deb/debian/zlib@1.2.11", "NOASSERTION", (text,)),
        bundled.Part("lxml", "6.0", "pkg:pypi/lxml@6.0", "BSD-3-Clause", (text,)),
    ]
    (tmp_path / "sbom.cdx.json").write_text(json.dumps(bill(made, "1", "linux-amd64")), "utf-8")
    write_licences(made, tmp_path / "licences")
    lxml, zlib = parts(tmp_path)
    assert (lxml.name, lxml.version, lxml.licence) == ("lxml", "6.0", "BSD-3-Clause")
    assert zlib.licence == SEE
    assert "所有人可以使用" in text_of(zlib)


def test_a_package_without_its_bill_still_shows_the_rest(tmp_path: Path) -> None:
    assert parts(tmp_path) == []
    (tmp_path / "sbom.cdx.json").write_text("{", "utf-8")
    assert parts(tmp_path) == []


def test_a_part_shows_its_licence_in_full(dialog: AboutDialog, qtbot: QtBot) -> None:
    assert not dialog.show_button.isEnabled()
    row = next(number for number, part in enumerate(parts()) if part.name == "lxml")
    dialog.table.selectRow(row)
    dialog.show_button.click()
    shown: list[LicenceText] = list(dialog.findChildren(LicenceText))
    assert "Redistribution" in shown[0].text.toPlainText()


def test_our_own_licence_is_there(dialog: AboutDialog) -> None:
    dialog.own_button.click()
    shown: list[LicenceText] = list(dialog.findChildren(LicenceText))
    assert "MIT" in shown[0].text.toPlainText()


def test_a_part_without_a_file_says_so(qtbot: QtBot) -> None:
    shown = LicenceText(Part("x", "1", "MIT"))
    qtbot.addWidget(shown)
    assert shown.text.toPlainText() == NO_TEXT
