"""The bill of materials and the licences: everything that is inside is named, with the text of its licence."""

from __future__ import annotations

import json
import platform
import shutil
import sys
from pathlib import Path

import docx
import pytest
import regex

from scripts.bundle import parts
from scripts.bundle.build import write_checksums
from scripts.bundle.parts import Part
from scripts.bundle.sbom import bill, write_licences

ROOT = Path(__file__).resolve().parents[2]
LICENCES = ROOT / "packaging" / "licences"
SOURCES = [str(docx.__file__), str(regex.__file__)]

pytest.importorskip("PyInstaller", reason="PyInstaller is not installed: run ./test once more")


def qt_sources() -> list[str]:
    import PySide6  # noqa: PLC0415 - only where it is asked for

    return [str(Path(PySide6.__file__))]


def test_every_part_has_its_version_address_and_licence() -> None:
    found = {part.name: part for part in parts.parts_of([*SOURCES, *qt_sources()], LICENCES)}
    assert {"Python", "PyInstaller bootloader", "python-docx", "regex"} <= set(found)
    assert found["Python"].version == platform.python_version()
    assert found["python-docx"].purl.startswith("pkg:pypi/python-docx@1.")
    assert found["python-docx"].licence == "MIT"
    (qt,) = (part for name, part in found.items() if name.startswith("PySide6"))
    assert qt.licence == "LGPL-3.0-only"
    assert [text.name for text in qt.texts] == ["LGPL-3.0.txt", "GPL-3.0.txt"]


def test_what_is_not_inside_is_not_named() -> None:
    names = {part.name for part in parts.parts_of(SOURCES, LICENCES)}
    assert not names & {"lxml", "pytest", "pyinstaller"}


def test_a_part_without_a_licence_text_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "texts_of", lambda each: () if each.name == "regex" else (tmp_path,))
    with pytest.raises(ValueError, match="no licence text for regex"):
        parts.parts_of(SOURCES, LICENCES)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("dpkg-query") is None, reason="asks dpkg")
def test_a_library_of_the_system_is_named_with_its_package() -> None:
    library = next(Path("/usr/lib/x86_64-linux-gnu").glob("libglib-2.0.so.0"))
    (found,) = (part for part in parts.parts_of([str(library)], LICENCES) if part.purl.startswith("pkg:deb/"))
    assert found.name.startswith("libglib2.0-0")
    assert "glib2.0@" in found.purl
    assert found.texts[0].name == "copyright"


def some_parts(folder: Path) -> list[Part]:
    text = folder / "LICENSE"
    text.write_text("任何人都可以使用。", "utf-8")
    other = folder / "other" / "LICENSE"
    other.parent.mkdir()
    other.write_text("还有一条。", "utf-8")
    return [
        Part("甲", "1.0", "pkg:pypi/a@1.0", "MIT", (text, other)),
        Part("b", "1:2", "pkg:deb/debian/b@1:2", "NOASSERTION", (text,)),
    ]


def test_the_bill_is_cyclonedx_and_the_same_each_time(tmp_path: Path) -> None:
    made = bill(some_parts(tmp_path), "0.1.0", "linux-amd64")
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert made["metadata"]["component"]["version"] == "0.1.0"
    first, second = made["components"]
    assert first["licenses"] == [{"expression": "MIT"}]
    assert "licenses" not in second
    assert made["dependencies"] == [{"ref": "nianbao", "dependsOn": [first["bom-ref"], second["bom-ref"]]}]
    shutil.rmtree(tmp_path / "other")
    assert json.dumps(bill(some_parts(tmp_path), "0.1.0", "linux-amd64")) == json.dumps(made)


def test_every_text_is_kept_also_where_two_are_called_alike(tmp_path: Path) -> None:
    write_licences(some_parts(tmp_path), tmp_path / "out")
    assert (tmp_path / "out" / "甲-1.0" / "LICENSE").read_text("utf-8") == "任何人都可以使用。"
    assert (tmp_path / "out" / "甲-1.0" / "2-LICENSE").read_text("utf-8") == "还有一条。"
    listed = (tmp_path / "out" / "第三方软件.txt").read_text("utf-8")
    assert "甲 1.0  MIT" in listed
    assert "LGPL-3.0" in listed


def test_checksums_are_those_of_sha256sum(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"abc")
    (tmp_path / "folder").mkdir()
    write_checksums(tmp_path)
    told = (tmp_path / "SHA256SUMS").read_text("utf-8")
    assert told == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  a.zip\n"
