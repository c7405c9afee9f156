"""Pictures as the bytes of a JPEG or PNG file, and back: the one place where Qt decodes.

The format is always named. Without it Qt asks every reader it knows, SVG among them, and that one waits for
Qt's lock of signals while it holds the interpreter. Beside a GUI thread that holds this lock and waits for
the interpreter, the program stands still for good.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage

Format = Literal["JPEG", "PNG"]


def image_of(content: bytes, form: Format) -> QImage:
    """The picture of a file's `content`; a null one for what is none of this format. On any thread."""
    return QImage.fromData(content, form)  # type: ignore[arg-type]  # the stub wants bytes, Qt a str


def jpeg_of(image: QImage, quality: int) -> bytes:
    """The picture as a JPEG file; `quality` from 0 to 100. On any thread."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "JPEG", quality)  # type: ignore[call-overload]  # the stub wants bytes, Qt a str
    return bytes(buffer.data().data())
