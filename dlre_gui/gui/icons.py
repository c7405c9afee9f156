"""Icons: SVG files drawn in ``currentColor``, tinted with a palette colour."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from dlre_gui.places import resources_dir

_SIZES_PX = (16, 20, 24, 32, 48, 64)


def icon(name: str, palette: QPalette) -> QIcon:
    """The icon `name` (a file of ``resources/icons``) in the palette's button text colours."""
    made = QIcon()
    for group, mode in (
        (QPalette.ColorGroup.Active, QIcon.Mode.Normal),
        (QPalette.ColorGroup.Disabled, QIcon.Mode.Disabled),
    ):
        colour = palette.color(group, QPalette.ColorRole.ButtonText)
        for size in _SIZES_PX:
            made.addPixmap(tinted(name, colour, size), mode)
    return made


def tinted(name: str, colour: QColor, side: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square picture of `side` logical px, sharp at device pixel ratio `ratio`.

    Drawn once: lists ask for theirs at every painting of every row.
    """
    key = f"icon {name} {colour.name()} {side} {ratio}"
    pixmap = QPixmap()
    if not QPixmapCache.find(key, pixmap):
        pixmap = _drawn(name, colour, round(side * ratio))
        pixmap.setDevicePixelRatio(ratio)
        QPixmapCache.insert(key, pixmap)
    return pixmap


def _drawn(name: str, colour: QColor, side_px: int) -> QPixmap:
    pixmap = QPixmap(side_px, side_px)
    pixmap.fill(Qt.GlobalColor.transparent)
    svg = _source(name).replace(b"currentColor", colour.name().encode())
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(pixmap.rect()))
    painter.end()
    return pixmap


def read_all() -> None:
    """Read every icon's file once, so that no drawing waits for a disk; not on the GUI thread."""
    for path in (resources_dir() / "icons").glob("*.svg"):
        _source(path.stem)


@cache
def _source(name: str) -> bytes:
    return (resources_dir() / "icons" / f"{name}.svg").read_bytes()
