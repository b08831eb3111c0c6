"""The files of the Debian package agree with the program, and with each other."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from terminal.calls import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
DEB = ROOT / "packaging" / "deb"
FILES = DEB / "files"
MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


class CasedParser(ConfigParser):
    """Keeps capitals."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


@pytest.fixture
def desktop() -> dict[str, str]:
    parser = CasedParser(interpolation=None)
    parser.read(FILES / "nianbao.desktop", "utf-8")
    return dict(parser["Desktop Entry"])


def test_the_desktop_entry_has_its_chinese_name_and_takes_files(desktop: dict[str, str]) -> None:
    assert desktop["Name[zh_CN]"] == "年报自查"
    assert desktop["Name"].isascii()
    assert desktop["Exec"] == "nianbao %F"
    kinds = set(desktop["MimeType"].split(";"))
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    assert {
        word,
        "application/msword",
        "application/pdf",
        "application/vnd.ms-excel",
        "text/html",
        "application/rtf",
        "text/plain",
    } <= kinds
    # WPS calls its files, and Word's, by names of its own.
    assert {"application/wps-office.docx", "application/wps-office.wps", "application/wps-office.et", "application/ofd"} <= kinds


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="desktop-file-utils is not installed")
def test_the_desktop_entry_is_valid() -> None:
    ran = subprocess.run(["desktop-file-validate", str(FILES / "nianbao.desktop")], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (0, "")


def test_kinds_of_files_that_a_desktop_may_not_know_are_told(desktop: dict[str, str]) -> None:
    kinds = ElementTree.parse(FILES / "nianbao.xml").getroot().findall(f"{MIME}mime-type")
    assert {glob.get("pattern") for kind in kinds for glob in kind.findall(f"{MIME}glob")} == {"*.ofd", "*.wps", "*.et"}
    assert {kind.get("type") for kind in kinds} <= set(desktop["MimeType"].split(";"))


def test_the_package_asks_for_no_newer_c_library_and_for_few_others() -> None:
    control = (FILES / "control").read_text("utf-8")
    (depends,) = re.findall(r"^Depends: (.*)$", control, re.MULTILINE)
    assert "libc6 (>= 2.28)" in depends
    assert len(depends.split(",")) <= 12
    assert not re.search(r"python|qt|libxcb-|fonts-", depends)


@pytest.mark.parametrize("name", ["nianbao.1", "nianbao.zh_CN.1"])
def test_the_manual_pages_name_the_commands(name: str) -> None:
    page = (FILES / name).read_text("utf-8").replace("\\-", "-")
    assert not [command for command in (*COMMANDS, "--self-test") if command not in page]
    if shutil.which("man"):
        ran = subprocess.run(
            ["man", "--warnings", "-E", "UTF-8", "-l", "-Tutf8", str(FILES / name)], capture_output=True, text=True, check=False
        )
        assert not re.search(r"nianbao[^:]*:\d+: warning: (macro|.*not defined)", ran.stderr)


def test_users_data_goes_with_a_purge_alone() -> None:
    script = (FILES / "postrm").read_text("utf-8")
    assert 'if [ "$1" = purge ]' in script
    # What lies in a user's folder is removed with that user's rights, so that a link in it leads nowhere else.
    assert script.count("rm -rf") == 1
    assert re.search(r'runuser -u "\$user" -- rm -rf --one-file-system "\$folder/nianbao"', script)
    assert subprocess.run(["sh", "-n", str(FILES / "postrm")], check=False).returncode == 0


def test_the_manual_says_where_the_program_runs_and_where_not() -> None:
    manual = (ROOT / "docs" / "使用手册.md").read_text("utf-8")
    for told in ("Windows 7", "ARM", "麒麟", "统信", "1809", "杀毒软件", "apt purge", "NIANBAO_DATA"):
        assert told in manual
