"""The least that a PySide6 program does: what the start of the real one is measured against."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

application = QApplication(sys.argv)
window = QMainWindow()
window.setWindowTitle("bare window")
window.resize(1440, 900)
window.show()
sys.exit(application.exec())
