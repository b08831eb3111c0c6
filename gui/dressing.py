"""Icons on widgets that take the colours of a theme when it changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any
from weakref import WeakKeyDictionary, ref

from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QAbstractButton, QLabel

from gui.icons import icon, picture

_dressed: WeakKeyDictionary[Any, Callable[[], None]] = WeakKeyDictionary()
"""What to do again for each widget when the theme changes."""


def put_icon(target: QAbstractButton | QAction, source: Callable[[], QIcon] | str, colour: str = "ink") -> None:
    """Give a button or an action an icon, by name and colour of the palette or as a maker of it."""

    def make() -> QIcon:
        return icon(source, colour) if isinstance(source, str) else source()

    _keep(target, lambda held: held.setIcon(make()))


def put_picture(target: QLabel, name: str, colour: str, size: int) -> None:
    """Show an icon in a label."""

    def show(held: QLabel) -> None:
        held.setPixmap(picture(name, colour, size, held.devicePixelRatioF()))

    _keep(target, show)


def _keep(target: Any, dress: Callable[[Any], None]) -> None:  # noqa: ANN401 - a widget or an action
    held = ref(target)

    def again() -> None:
        alive = held()
        if alive is not None:
            # Qt may have destroyed what the Python name stands for.
            with suppress(RuntimeError):
                dress(alive)

    _dressed[target] = again
    again()


def refresh() -> None:
    """Colour everything anew."""
    for again in list(_dressed.values()):
        again()
