"""Icons from ``resources``, coloured by the palette, and the shapes that stand for severities."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from PySide6.QtCore import QByteArray, QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPen, QPixmap
from PySide6.QtSvg import QSvgRenderer

from core.findings import Severity
from gui.files import RESOURCES
from gui.theme import colours, tone

SIZES = (16, 20, 24, 32, 40, 48)
"""Those of icons on buttons and in menus, on screens of 100 % to 250 %."""


def picture(name: str, colour_name: str, size: int, ratio: float) -> QPixmap:
    """An icon drawn in one size only, for a screen with that many dots to a pixel."""
    (result,) = _drawn(_svg(name, colours()[colour_name]), (round(size * ratio),))
    result.setDevicePixelRatio(ratio)
    return result


@cache
def _svg(name: str, tint: str) -> bytes:
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace("#000000", tint).encode()


def _drawn(svg: bytes, sizes: Iterable[int]) -> Iterator[QPixmap]:
    renderer = QSvgRenderer(QByteArray(svg))
    for size in sizes:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        yield pixmap


def icon(name: str, colour_name: str = "ink", disabled: str = "faint") -> QIcon:
    """An icon by name, in a colour of the palette."""
    return _icon(name, colours()[colour_name], colours()[disabled])


@cache
def _icon(name: str, normal: str, disabled: str) -> QIcon:
    result = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, normal), (QIcon.Mode.Disabled, disabled)):
        for pixmap in _drawn(_svg(name, tint), SIZES):
            result.addPixmap(pixmap, mode)
    return result


@cache
def application_icon() -> QIcon:
    """The icon of the program."""
    svg = (RESOURCES / "icon.svg").read_bytes()
    result = QIcon()
    for pixmap in _drawn(svg, (*SIZES, 64, 96, 128, 256)):
        result.addPixmap(pixmap)
    return result


def paint_severity(painter: QPainter, severity: Severity, centre: QPointF, radius: float = 6.0, ring: bool = True) -> None:
    """Draw the shape of a severity: filled circle, square, dotted circle; with its ring, so that shape and colour both tell."""
    colours_ = tone(severity)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = radius * (0.62 if ring else 1.0)
    if severity is Severity.INFO:
        pen = QPen(colours_.line, max(1.4, radius * 0.2), Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([1.2, 0.9])
        painter.setPen(pen)
        painter.setBrush(colours_.soft)
        painter.drawEllipse(centre, radius * 0.85, radius * 0.85)
    else:
        _solid(painter, severity, centre, radius if ring else 0.0, inner)
    painter.restore()


def _solid(painter: QPainter, severity: Severity, centre: QPointF, outer: float, inner: float) -> None:
    colours_ = tone(severity)
    square = severity is Severity.WARNING
    for size, pen, brush in ((outer, QPen(colours_.line, 1.3), colours_.soft), (inner, QPen(Qt.PenStyle.NoPen), colours_.line)):
        if not size:
            continue
        painter.setPen(pen)
        painter.setBrush(brush)
        box = QRectF(centre.x() - size, centre.y() - size, 2 * size, 2 * size)
        if square:
            shrunk = box.adjusted(size * 0.08, size * 0.08, -size * 0.08, -size * 0.08)
            painter.drawRoundedRect(shrunk, size * 0.3 if size == outer else 1.0, size * 0.3 if size == outer else 1.0)
        else:
            painter.drawEllipse(box)


def severity_pixmap(severity: Severity, size: int, ratio: float, ring: bool = True) -> QPixmap:
    """The shape of a severity as a picture, sharp at the given device pixel ratio."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint_severity(painter, severity, QPointF(size / 2, size / 2), size / 2 - 1, ring)
    painter.end()
    return pixmap


def severity_icon(severity: Severity) -> QIcon:
    """The shape of a severity as an icon for a button."""
    result = QIcon()
    for ratio in (1.0, 2.0, 3.0):
        # In a selected line Qt would tint the colour that tells the severity.
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
            result.addPixmap(severity_pixmap(severity, 12, ratio, ring=False), mode)
    return result
