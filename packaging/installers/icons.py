"""Make dlre-gui.ico and dlre-gui.icns from the program's SVG icon; run after that has changed.

.venv/bin/python packaging/installers/icons.py
"""

from __future__ import annotations

import io
import os
from pathlib import Path

from PIL import Image

HERE = Path(__file__).resolve().parent
SVG = HERE.parents[1] / "resources" / "icons" / "app.svg"
INK, GROUND = "#ffffff", "#2f6f8f"
SIDES = (16, 24, 32, 48, 64, 128, 256)


def drawn(side: int) -> Image.Image:
    """The icon in white on a rounded coloured ground, side × side px."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
    from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(GROUND))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(0, 0, side, side), side / 6, side / 6)
    svg = SVG.read_text(encoding="utf-8").replace("currentColor", INK)
    margin = side / 10
    QSvgRenderer(QByteArray(svg.encode())).render(
        painter, QRectF(margin, margin, side - 2 * margin, side - 2 * margin)
    )
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, b"PNG")
    del application
    return Image.open(io.BytesIO(bytes(buffer.data().data())))


def main() -> None:
    """Write both files."""
    pictures = {side: drawn(side) for side in (*SIDES, 512)}
    largest = pictures[512]
    rest = [pictures[side] for side in SIDES]
    largest.save(HERE / "dlre-gui.ico", sizes=[(side, side) for side in SIDES], append_images=rest)
    largest.save(HERE / "dlre-gui.icns", append_images=[pictures[side] for side in (32, 64, 128, 256)])


if __name__ == "__main__":
    main()
