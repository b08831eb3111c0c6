"""What goes into the bundle and what stays out. Read by ``build.spec``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

EXCLUDED = [
    # Wanted by libraries for what the program does not do.
    *("PIL", "numpy", "pandas", "dns", "pycparser", "setuptools", "pkg_resources", "_distutils_hack", "distutils"),
    *(
        "tkinter",
        "unittest",
        "pytest",
        "doctest",
        "pydoc",
        "pdb",
        "lib2to3",
        "idlelib",
        "ensurepip",
        "venv",
        "curses",
        "readline",
    ),
    *("lxml.objectify", "lxml.isoschematron", "lxml.sax", "lxml.html.clean", "lxml.html.diff"),
    # There is no network code, and what Python itself can hash is enough.
    *("ssl", "_hashlib", "_ssl", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib", "nntplib", "xmlrpc", "asyncio"),
    # Qt for Python makes neither programs nor pages here.
    *("PySide6.QtNetwork", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtDesigner", "PySide6.QtTest", "PySide6.QtSql"),
    # Nothing of the checkout but the program.
    *("tests", "benchmarks", "scripts", "resources"),
]

_PLUGINS = re.compile(
    r"""PySide6/(Qt/)?plugins/(
      platforms/(lib)?q(xcb|wayland-generic|offscreen|windows)\b
    | platforminputcontexts/lib(compose|ibus)platforminputcontextplugin
    | platformthemes/libqxdgdesktopportal
    | printsupport/
    | wayland-shell-integration/libxdg-shell
    | wayland-decoration-client/libbradient
    | imageformats/(lib)?qsvg\b
    | iconengines/
    )""",
    re.VERBOSE,
)
_QT_MODULES = re.compile(
    r"PySide6/(Qt/lib/lib|)Qt6?(Core|Gui|Widgets|PrintSupport|Svg|DBus|XcbQpa|WaylandClient)\b"
    r"|PySide6/Qt/lib/libicu|PySide6/(Qt/lib/)?(lib)?pyside6|shiboken6/|PySide6/(?i:concrt|msvcp|vcruntime|ucrtbase)"
)
# What a desktop may lack goes in. The C library, the graphics stack, fonts and the bus are those of the system, in its own version.
_MAY_LACK = re.compile(
    r"lib(xcb-(cursor|icccm|image|keysyms|randr|render|render-util|shape|shm|sync|util|xfixes|xkb)|xkbcommon|xkbcommon-x11"
    r"|python3|icu(data|i18n|uc)|shiboken6|pyside6|stdc\+\+|gcc_s|ffi|bz2|lzma|sqlite3|expat|z)(\.abi3)?[.\d]*\.so"
)
_DATA_LEFT_OUT = re.compile(
    r"PySide6/(Qt/)?translations/(?!qtbase_zh_CN\.qm$)|PySide6/(Qt/)?(qml|resources|metatypes)/"
    r"|docx/templates/default-docx-template/|lxml/(isoschematron|includes)/"
)
_SOURCES = (".py", ".pyc", ".orig")


def data_files(root: Path) -> list[tuple[str, str]]:
    """The files beside the code, each with the folder that it goes into."""
    manuals = [root / "docs" / "使用手册.md", root / "docs" / "local-rules.md", *(root / "rules" / "manual").glob("*.md")]
    pictures = (root / "docs" / "图").glob("*.png")
    wanted = [root / "LICENSE", *pictures, *(root / "resources").rglob("*"), *(root / "rules").rglob("*.yaml"), *manuals]
    return [(str(path), str(path.parent.relative_to(root))) for path in wanted if path.is_file() and path.suffix not in _SOURCES]


def wanted_library(name: str, windows: bool) -> bool:
    """Whether a shared library goes in, by its name in the bundle."""
    name = name.replace("\\", "/")
    if "/plugins/" in name:
        return bool(_PLUGINS.search(name))
    if name.startswith("PySide6/"):
        return bool(_QT_MODULES.match(name))
    # PyInstaller links libraries of wheels at the top, too.
    if re.match(r"(lib)?Qt6", name):
        return bool(_QT_MODULES.match("PySide6/Qt/lib/" + name))
    return windows or not re.match(r"lib[^/]*\.so", name) or bool(_MAY_LACK.match(name))


def wanted_data(name: str) -> bool:
    """Whether a data file, or a link to a library, goes in."""
    name = name.replace("\\", "/")
    if re.search(r"\.so[.\d]*$", name):
        return wanted_library(name, windows=False)
    return not _DATA_LEFT_OUT.match(name)


def listing(analysis: Any) -> dict[str, list[str]]:  # noqa: ANN401 - PyInstaller has no types
    """Where everything in the bundle comes from, for licences and the bill of materials."""
    entries: Iterator[tuple[str, str, str]] = iter([*analysis.pure, *analysis.binaries, *analysis.datas])
    sources = {str(source) for _name, source, _kind in entries if source}
    return {"sources": sorted(sources)}


def version_info(version: str, name: str) -> Any:  # noqa: ANN401 - PyInstaller has no types
    """What Windows shows of a program under Properties."""
    from PyInstaller.utils.win32 import versioninfo as info  # noqa: PLC0415 - there on Windows alone

    numbers = (*map(int, version.split(".")), 0)
    told = {
        "CompanyName": "年报自查",
        "FileDescription": "年报自查" if name.endswith("-gui") else "年报自查（命令行）",
        "FileVersion": version,
        "InternalName": name,
        "LegalCopyright": "MIT",
        "OriginalFilename": f"{name}.exe",
        "ProductName": "年报自查",
        "ProductVersion": version,
    }
    strings = [info.StringStruct(key, value) for key, value in told.items()]
    return info.VSVersionInfo(
        ffi=info.FixedFileInfo(filevers=numbers, prodvers=numbers, OS=0x40004, fileType=1),
        kids=[
            # Simplified Chinese, UTF-16.
            info.StringFileInfo([info.StringTable("080404B0", strings)]),
            info.VarFileInfo([info.VarStruct("Translation", [0x0804, 0x04B0])]),
        ],
    )
