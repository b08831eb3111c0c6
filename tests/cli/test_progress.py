from __future__ import annotations

import io

import pytest

from terminal.progress import progress_line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_and_left_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    with progress_line() as tell:
        assert tell is not None
        tell("正在读取文件…")
        tell("正在识别扫描页（1/2）…")
    assert terminal.getvalue() == "\r\x1b[K正在读取文件…\r\x1b[K正在识别扫描页（1/2）…\r\x1b[K"


def test_what_is_no_terminal_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    with progress_line() as tell:
        assert tell is None
    assert pipe.getvalue() == ""
