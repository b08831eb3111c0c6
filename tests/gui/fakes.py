"""Checks for the worker process that need no rules. Imported there too, so nothing here may import Qt."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from core.engine import Progress, Settings
from core.errors import ReadError
from core.findings import Result
from core.readers.telling import tell
from core.store import Store
from gui.worker import Check
from tests.gui import report

BROKEN = "文件不完整，请重新取得这份文件。"


def by_name(path: str, settings: Settings, progress: Progress) -> Result:
    """Do what the name of the file says; the first line of the file is what has been read."""
    name = Path(path).name
    progress("正在读取…")
    if not Path(path).exists():
        raise ReadError("找不到这个文件，请检查它是否已被移动或删除。")
    content = Path(path).read_text("utf-8")
    if "slow" in name:
        progress("正在核对各项规则（12/54）…")
        time.sleep(30)
    while "endless" in name:
        progress("正在核对…")
        sum(range(1_000_000))
    if "pages" in name:
        for _ in range(3):
            tell("正在识别…")
            _compute(0.8)
    if "busy" in name:
        _compute(0.8)
    if "crash" in name or "crash" in content:
        os._exit(11)
    if "fault" in name:
        raise ValueError("secret of the program")
    if "broken" in name or "broken" in content:
        raise ReadError(BROKEN)
    result = replace(_result(path, name, content), previous=settings.previous)
    return Store().apply(result) if "kept" in name else result


def _compute(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        sum(range(1000))


def _result(path: str, name: str, content: str) -> Result:
    if "qt" in name:
        loaded = any(module.startswith("PySide6") for module in sys.modules)
        return replace(report.clean_result(path), title="loaded" if loaded else "clean")
    if "clean" in content:
        return report.clean_result(path)
    found = report.result(path)
    fixed = tuple(finding for finding in found.findings if finding.rule not in content)
    return replace(found, findings=fixed, title=content.splitlines()[0] if content else None)


def prepare_by_name() -> Check:
    return by_name


def prepare_nothing() -> Check:
    raise ImportError("no rules here")
