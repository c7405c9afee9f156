"""Reading one line of text with the recognition network that the rapidocr wheel brings.

Measured against rapidocr as a whole and tesserocr (see CONTRIBUTING.md): the network alone, on
lines this room cuts out itself, is as right and several times faster. rapidocr is not imported.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import DlreError

LINE_HEIGHT_PX = 48
MAX_LINE_WIDTH_PX = 960
_MODEL_GLOB = "PP-OCR*_rec_*.onnx"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as read.

    Attributes
    ----------
    text
        As recognised, spaces kept.
    certainties
        Of each character of `text`, 0 to 1.
    """

    text: str
    certainties: tuple[float, ...] = ()

    @property
    def confidence(self) -> float:
        """Of the least certain character, 0 to 1; 0 for an empty line."""
        return min(self.certainties, default=0.0)

    def confidence_of(self, start: int, end: int) -> float:
        """Of the least certain character in a part of the text."""
        return min(self.certainties[start:end], default=0.0)


class LineReader(Protocol):
    """Whatever reads a picture of one line of text."""

    def read(self, line: NDArray[np.uint8]) -> ReadLine: ...


class OnnxLineReader:
    """CTC line recogniser run through ONNX Runtime on one thread.

    Parameters
    ----------
    model
        ONNX file whose metadata ``character`` lists its alphabet, one a line.
    """

    def __init__(self, model: Path) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        characters = self._session.get_modelmeta().custom_metadata_map["character"]
        self._alphabet = ["", *characters.splitlines(), " "]

    def read(self, line: NDArray[np.uint8]) -> ReadLine:
        """Read one line.

        Parameters
        ----------
        line
            Grey, uint8, shape (h, w): dark text on a light ground, a margin of a few px around it.
        """
        probabilities = self._session.run(None, {self._input: _prepared(line)})[0][0]
        return _decoded(probabilities, self._alphabet)


def _prepared(line: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The network's input, float32 (1, 3, 48, w) in -1..1."""
    from PIL import Image

    h, w = line.shape
    width = min(MAX_LINE_WIDTH_PX, max(16, round(w * LINE_HEIGHT_PX / h)))
    resized = Image.fromarray(line).resize((width, LINE_HEIGHT_PX), Image.Resampling.BICUBIC)
    grey = np.asarray(resized, dtype=np.float32) / 127.5 - 1.0
    return np.ascontiguousarray(np.broadcast_to(grey, (1, 3, *grey.shape)))


def _decoded(probabilities: NDArray[Any], alphabet: list[str]) -> ReadLine:
    """Greedy CTC decoding: repeats merged, blanks (index 0) dropped."""
    best = probabilities.argmax(axis=1)
    starts = np.flatnonzero(np.concatenate(([True], best[1:] != best[:-1])))
    peaks = np.maximum.reduceat(probabilities[np.arange(len(best)), best], starts)
    read = [
        (alphabet[c], float(p)) for c, p in zip(best[starts], peaks, strict=True) if 0 < c < len(alphabet)
    ]
    while read and read[0][0].isspace():
        read.pop(0)
    while read and read[-1][0].isspace():
        read.pop()
    return ReadLine("".join(c for c, _ in read), tuple(p for _, p in read))


@cache
def shared_reader() -> LineReader:
    """The one reader of this process, made on first use.

    Raises
    ------
    DlreError
        If the network is not installed.
    """
    return OnnxLineReader(_model_path())


def _model_path() -> Path:
    spec = find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for model in sorted(Path(folder, "models").glob(_MODEL_GLOB)):
            return model
    raise DlreError(
        "The text recognition network is missing.",
        "Install the package 'rapidocr' (3.10 or newer) again.",
    )
