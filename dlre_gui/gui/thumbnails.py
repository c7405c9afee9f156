"""Small pictures as they are asked for; those the exam book has are decoded away from the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from dlre_gui.gui.background import Work
from dlre_gui.gui.encoded import image_of
from dlre_gui.gui.pictures import Pictures
from dlre_gui.gui.session import AcqKey


class Thumbnails(QObject):
    """Of the acquisitions in a list.

    Signals
    -------
    came(key)
        The picture is there now.
    """

    came = Signal(object)

    def __init__(self, pictures: Pictures, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._decoding: set[AcqKey] = set()
        self._asked: set[AcqKey] = set()  # and there was nothing yet

    def get(self, key: AcqKey) -> QImage | None:
        """The picture; None while it is on its way, then `came` tells of it."""
        image, jpeg = self._pictures.thumbnail(key), self._pictures.jpeg(key)
        if image is None and jpeg is None:
            self._asked.add(key)
        if image is None and jpeg is not None and key not in self._decoding:
            self._decoding.add(key)
            work = Work(lambda: image_of(jpeg, "JPEG"))
            work.done.connect(lambda decoded: self._on_decoded(key, jpeg, decoded))
            work.start()
        return image

    def bring(self, jpegs: Mapping[AcqKey, bytes]) -> None:
        """Take those of the exam book in; of thousands only those that were asked for are told of."""
        for key, jpeg in jpegs.items():
            self._pictures.put_jpeg(key, jpeg)
        asked = self._asked.intersection(jpegs)
        self._asked -= asked
        for key in sorted(asked):
            self.came.emit(key)

    def _on_decoded(self, key: AcqKey, jpeg: bytes, image: QImage) -> None:
        self._decoding.discard(key)
        if not image.isNull() and self._pictures.jpeg(key) is jpeg:
            self._pictures.put_small(key, image)
            self.came.emit(key)
