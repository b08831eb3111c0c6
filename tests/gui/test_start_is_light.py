"""The window opens without what only a check needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = ("core.engine", "core.report", "core.readers", "rules", "cli", "pdfplumber", "docx", "openpyxl")
CALL = "import sys, main, terminal.calls, gui.app; print([name for name in sys.argv[1:] if name in sys.modules])"


def test_the_modules_of_the_window_load_neither_engine_nor_rules() -> None:
    ran = subprocess.run([sys.executable, "-c", CALL, *HEAVY], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.stdout.strip() == "[]", ran.stderr
