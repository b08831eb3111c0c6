"""Asks which layers go into a package, and whether the dismissals go with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from gui.choice import agreeing
from gui.labels import label, wrapped

ZIP, YAML = ".zip", ".yaml"
WIDTH = 460
HINT = "一个文件的可以存成 .yaml；几个文件、带忽略记录的存成 .zip。对方在“规则设置”里导入即可。"


class ExportDialog(QDialog):
    """``wanted`` hands over the chosen files, whether the dismissals are wanted, and the ending of the package."""

    wanted = Signal(tuple, bool, str)

    def __init__(self, files: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("导出规则包")
        self.setMinimumWidth(WIDTH)
        self.files = {file: QCheckBox(file) for file in files}
        self.dismissals = QCheckBox("带上忽略记录")
        self.zip, self.yaml = QRadioButton("规则包（.zip）"), QRadioButton("单个规则文件（.yaml）")
        self.zip.setChecked(True)
        self.ok, cancel = agreeing(self, "导出…", self._finish)
        box = QVBoxLayout(self)
        box.setContentsMargins(24, 20, 24, 18)
        box.setSpacing(10)
        box.addWidget(label("导出哪些规则文件", 16, bold=True))
        for tick in (*self.files.values(), self.dismissals):
            tick.setChecked(tick is not self.dismissals)
            tick.toggled.connect(lambda _on: self._on_choice())
            if tick is not self.dismissals:
                box.addWidget(tick)
        box.addSpacing(6)
        for widget in (self.dismissals, self.zip, self.yaml):
            box.addWidget(widget)
        box.addWidget(wrapped(HINT, 13, role="muted"))
        box.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.ok)
        box.addLayout(row)
        self._on_choice()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The files to export."""
        return tuple(file for file, tick in self.files.items() if tick.isChecked())

    def _on_choice(self) -> None:
        single = len(self.chosen) == 1 and not self.dismissals.isChecked()
        self.yaml.setEnabled(single)
        if not single:
            self.zip.setChecked(True)
        self.ok.setEnabled(bool(self.chosen) or self.dismissals.isChecked())

    def _finish(self) -> None:
        self.wanted.emit(self.chosen, self.dismissals.isChecked(), YAML if self.yaml.isChecked() else ZIP)
        self.accept()
