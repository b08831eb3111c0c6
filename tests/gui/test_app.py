from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from gui.files import sample_file

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from gui.app import make_application, run

application = make_application(["x"])

def look():
    window = next(w for w in QApplication.topLevelWidgets() if w.inherits("QMainWindow"))
    if window.session.result is None:
        QTimer.singleShot(50, look)
        return
    print(window.workspace.findings.verdict.sentence)
    window.close()

if __name__ == "__main__":
    QTimer.singleShot(50, look)
    sys.exit(run(sys.argv[1:]))
"""


def test_the_real_program_opens_checks_and_ends(tmp_path: Path) -> None:
    """From the start to the real rules in the real worker process, and out again without a trace on standard error."""
    sample = sample_file()
    assert sample is not None
    script = tmp_path / "start.py"
    script.write_text(SCRIPT, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, str(script), str(sample)]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("需修改：")
    assert "Traceback" not in done.stderr
    assert (tmp_path / "nianbao" / "window.ini").exists()
