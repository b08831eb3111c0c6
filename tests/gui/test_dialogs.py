from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QColor, QImage, QRegion
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QListView, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from gui import theme
from gui.dialogs import KIND, SIZE, TIME, ChineseColumns, dress
from gui.files import open_filter
from gui.opening import choose_report
from gui.settings import Preferences
from gui.theme import Theme
from gui.window import MainWindow


@pytest.mark.parametrize("suffix", ["docx", "pdf", "xlsx", "doc", "wps", "odt", "rtf", "ofd"])
def test_the_first_filter_lists_what_people_have(suffix: str) -> None:
    assert f"*.{suffix}" in open_filter().split(";;")[0].strip(")").replace("(", " ").split()


def shown(qtbot: QtBot, folder: Path) -> QFileDialog:
    """Qt's own dialog on a folder, dressed and shown."""
    dialog = QFileDialog(None, "打开", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dress(dialog)
    dialog.show()
    return dialog


def test_the_list_of_files_speaks_chinese(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "稿.docx").write_bytes(b"0" * 44_340)
    os.utime(tmp_path / "稿.docx", (1_551_400_000, 1_551_400_000))
    (tmp_path / "往年").mkdir()
    dialog = shown(qtbot, tmp_path)
    tree = dialog.findChild(QTreeView, "treeView")
    assert tree is not None
    model = tree.model()
    assert isinstance(model, ChineseColumns)
    qtbot.waitUntil(lambda: model.rowCount(tree.rootIndex()) == 2, timeout=5000)
    names = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(4)]
    assert names == ["名称", "大小", "类型", "修改日期"]
    rows = {
        str(model.index(row, 0, tree.rootIndex()).data()): [
            model.index(row, n, tree.rootIndex()).data() for n in (SIZE, KIND, TIME)
        ]
        for row in range(2)
    }
    assert rows["稿.docx"][1] == "DOCX 文件"
    assert rows["稿.docx"][2].startswith("2019年3月1日 ")
    assert rows["往年"][1] == "文件夹"
    assert rows["稿.docx"][0] == "43.3 KB"


@pytest.fixture
def first_time(tmp_path: Path) -> Iterator[None]:
    """Nothing is known of the sizes that Qt's dialog had before."""
    kept = Path(QSettings(QSettings.Scope.UserScope, "QtProject").fileName()).parent
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "none"))
    yield
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(kept))


@pytest.mark.usefixtures("first_time")
def test_the_places_beside_the_list_show_their_names(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = shown(qtbot, tmp_path)
    places = dialog.findChild(QListView, "sidebar")
    assert places is not None
    assert places.width() >= 180
    assert places.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("dressed", [Theme.LIGHT, Theme.DARK])
def test_what_the_name_field_proposes_can_be_read(qapp: QApplication, qtbot: QtBot, tmp_path: Path, dressed: Theme) -> None:
    """The list is a window of its own: where it paints no ground, it is black or shows what lies below."""
    (tmp_path / "report.docx").write_text("稿", "utf-8")
    theme.apply(qapp, dressed)
    dialog = shown(qtbot, tmp_path)
    name = dialog.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    popup = name.completer().popup()
    popup.resize(300, 120)
    popup.show()
    image = QImage(popup.size(), QImage.Format.Format_ARGB32)
    image.fill(QColor("magenta"))
    popup.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    ground, sheet = image.pixelColor(290, 60), theme.colour("sheet")
    theme.apply(qapp, Theme.LIGHT)
    assert ground == sheet, ground.name()


@pytest.mark.parametrize("accepted", [True, False])
def test_a_report_is_chosen_or_not(
    window: MainWindow, preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, accepted: bool
) -> None:
    path = tmp_path / "稿.docx"
    path.write_text("稿", "utf-8")

    def leave(dialog: QFileDialog) -> int:
        dialog.selectFile(str(path))
        return int(accepted)

    monkeypatch.setattr(QFileDialog, "exec", leave)
    assert choose_report(window, preferences) == (str(path) if accepted else "")
    assert preferences.text("open-folder") == (str(tmp_path) if accepted else "")
