from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gui import input_method


@pytest.mark.parametrize(("asked", "given"), [("fcitx", "ibus"), ("fcitx5", "ibus"), ("ibus", "ibus"), ("xim", "xim")])
def test_fcitx_is_spoken_to_as_ibus(asked: str, given: str, tmp_path: Path) -> None:
    environment = {"QT_IM_MODULE": asked}
    input_method.prepare(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": given}


def test_nothing_is_asked_for_where_the_session_asks_for_nothing(tmp_path: Path) -> None:
    environment: dict[str, str] = {}
    input_method.prepare(environment, tmp_path)
    assert environment == {}


def test_a_qt_with_a_part_for_fcitx_uses_it(tmp_path: Path) -> None:
    (tmp_path / "libfcitx5platforminputcontextplugin.so").touch()
    environment = {"QT_IM_MODULE": "fcitx"}
    input_method.prepare(environment, tmp_path)
    assert environment == {"QT_IM_MODULE": "fcitx"}


@pytest.mark.skipif(sys.platform != "linux", reason="input methods of Linux")
def test_this_qt_has_a_part_for_ibus() -> None:
    assert list(input_method.plugins().glob("libibus*"))
