"""Reading one line of text: a small network of our own first, a large one where it is unsure.

The small one (`resources/text-reader`, trained by ``packaging/train_text_reader.py``) knows what
scanners print and takes about a millisecond a line. The large one, which the rapidocr wheel brings
(rapidocr itself is not imported), reads anything and takes 10 to 25 ms.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import DlreError
from dlre_gui.places import resources_dir
from dlre_gui.screen.certainty import CONTRADICTED, SURE
from dlre_gui.screen.ctc import Decoded, decoded
from dlre_gui.screen.lattice import Candidate, Floats, Lattice, Signs, as_number, readings

SMALL_HEIGHT_PX = 24
LARGE_HEIGHT_PX = 48
_SMALL_BESIDE_PX = 18  # more than the 15 px that the small network sees; even, as its steps are
_AT_ONCE = 16  # lines
_TAUGHT_SHARE = 1e-3  # of a step's probability
_LEAST_TAUGHT = 2  # characters of a word
MAX_SHAPE = 20.0  # width of a line by its height: the rest of a longer one is squeezed in
FOREIGN = "\N{REPLACEMENT CHARACTER}"  # what the small reader reads for characters it does not know
_SAME = str.maketrans(",，·：％（）～", "...:%()~")  # signs that mean the same to whoever reads values
_SPARE = 0.13  # of the picture's height, above and below: margin that the small reader has no use for
_KPA = re.compile(r"kpa", re.IGNORECASE)
_GAP_IN_NUMBER = re.compile(r"(?<=[\d.,]) +(?=[\d.,])")
_HABIT = re.compile(r"(?<=P)kP(?=a)")
_LARGE_GLOB = "PP-OCR*_rec_*.onnx"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as read.

    Attributes
    ----------
    text
        As recognised, spaces kept.
    certainties
        Of each character of `text`, 0 to 1.
    places
        Where along the line the middle of each character is, 0 to 1.
    second
        Whether the second reader read it, because the first was unsure or was not believed.
    lattices
        What each reader saw of numbers along the line.
    """

    text: str
    certainties: tuple[float, ...] = ()
    places: tuple[float, ...] = ()
    second: bool = False
    lattices: tuple[Lattice, ...] = field(default=(), compare=False, repr=False)

    @property
    def confidence(self) -> float:
        """Of the least certain character, 0 to 1; 0 for an empty line.

        The doubt about the letters of kPa, mostly about their case, counts a third: no other unit is like it.
        """
        unit = {k for found in _KPA.finditer(self.text) for k in range(*found.span())}
        return min(((2 + p) / 3 if k in unit else p for k, p in enumerate(self.certainties)), default=0.0)

    @property
    def is_sure(self) -> bool:
        """Whether a reader was sure of all of it, and knew all of its characters."""
        return self.confidence >= SURE and FOREIGN not in self.text

    @property
    def is_speck(self) -> bool:
        """Whether nothing was read, or one sign that is neither letter nor digit: this is no word."""
        return len(self.text) < 2 and not self.text.isalnum()

    def confidence_of(self, start: int, end: int) -> float:
        """Of the least certain character in a part of the text."""
        return min(self.certainties[start:end], default=0.0)

    def extent_of(self, start: int, end: int) -> tuple[float, float]:
        """Where a part of the text, not empty, begins and ends: middles of its outer characters."""
        return self.places[start], self.places[end - 1]

    def candidates(self, start: int, end: int, most: int = 8) -> tuple[Candidate, ...]:
        """What a part of the text, a number, may be, the likeliest first; empty if it is no number.

        What was read is among them in any case. Where both readers read the line, a candidate is as
        likely as both say, each by itself.
        """
        shown = as_number(self.text[start:end])
        if not shown:
            return ()
        left = self._border(start - 1, start) if start else 0.0
        right = self._border(end - 1, end) if end < len(self.text) else 1.0
        return readings([lattice.between(left, right) for lattice in self.lattices], most, shown)

    def _border(self, before: int, after: int) -> float:
        """Where along the line the part of a character ends and that of the next begins."""
        return (self.places[before] + self.places[after]) / 2


class LineReader(Protocol):
    """Whatever reads a picture of one line of text."""

    def glance(self, line: NDArray[np.uint8]) -> ReadLine:
        """Read one line with the first reader only, however unsure it is."""

    def glance_all(self, lines: Sequence[NDArray[np.uint8]]) -> list[ReadLine]:
        """Read lines as `glance` does, in half the time."""

    def read(self, line: NDArray[np.uint8], careful: bool = False) -> ReadLine:
        """Read one line.

        Parameters
        ----------
        line
            Grey, uint8, shape (h, w): dark text on a light ground, a margin of a few px around it.
        careful
            With the second reader in any case: a reading without it contradicts other ones.
        """

    def read_again(self, line: NDArray[np.uint8], first: ReadLine) -> ReadLine:
        """Read one line with the second reader, beside what `glance` read."""


class Network:
    """CTC line recogniser run through ONNX Runtime on one thread.

    Parameters
    ----------
    model
        ONNX file whose metadata ``character`` lists its alphabet, one a line.
    prepare
        Makes the network's input of a line, 0 where the ground is.
    beside_px
        Columns of ground added on both sides: at its very edge a network reads worse, and lines read
        at once must not see each other.
    """

    def __init__(
        self,
        model: Path,
        prepare: Callable[[NDArray[np.uint8]], NDArray[np.float32]],
        beside_px: int = 0,
    ) -> None:
        import onnxruntime as ort

        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session = ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        characters = self._session.get_modelmeta().custom_metadata_map["character"]
        self._alphabet = ["", *characters.splitlines(), " "]
        self._signs = Signs(self._alphabet)
        self._taught = _taught_later(self._alphabet)
        self._prepare = prepare
        self._beside_px = beside_px

    def read(self, line: NDArray[np.uint8]) -> ReadLine:
        """Read a line as `LineReader.read` gets it."""
        return self.read_all([line])[0]

    def read_all(self, lines: Sequence[NDArray[np.uint8]]) -> list[ReadLine]:
        """Read some lines, at least one, as one strip: what a network needs is fetched once for all."""
        prepared = [self._prepare(line) for line in lines]
        starts, whole = self._places([one.shape[-1] for one in prepared])
        strip = np.zeros((*prepared[0].shape[:-1], whole), dtype=np.float32)
        for one, start in zip(prepared, starts, strict=True):
            strip[..., start : start + one.shape[-1]] = one
        probabilities = self._session.run(None, {self._input: strip})[0][0]
        px = whole / len(probabilities)  # a step
        extents = [(start, start + one.shape[-1]) for one, start in zip(prepared, starts, strict=True)]
        steps = [self._steps(*extent, px, len(probabilities)) for extent in extents]
        known = _without(probabilities, self._taught)
        signs = self._signs.of(known)

        def lines_of(seen: Floats, wanted: list[int]) -> list[ReadLine]:
            read = decoded(seen, [steps[k] for k in wanted])
            return [
                self._line(one, signs, *steps[k], px, *extents[k])
                for one, k in zip(read, wanted, strict=True)
            ]

        told = lines_of(known, list(range(len(lines))))
        best = probabilities.argmax(axis=1) if known is not probabilities else np.empty(0)
        taught = (best >= self._taught.start) & (best < self._taught.stop)
        foreign = [k for k, part in enumerate(steps) if taught[slice(*part)].any() and not told[k].is_sure]
        if foreign:
            for k, line in zip(foreign, lines_of(probabilities, foreign), strict=True):
                told[k] = line if self.is_in_another_script(line) else told[k]
        return told

    def is_in_another_script(self, line: ReadLine) -> bool:
        """Whether characters taught later make words there: one syllable alone is a misread letter."""
        taught = self._alphabet[self._taught]
        found = [character for character in line.text if character in taught]
        return len(found) >= _LEAST_TAUGHT or any("\u0400" <= c <= "\u04ff" for c in found)

    def _places(self, widths: list[int]) -> tuple[list[int], int]:
        """Columns, even ones, where lines begin; the strip's width."""
        starts, end = [], self._beside_px
        for width in widths:
            starts.append(end + end % 2)
            end = starts[-1] + width + self._beside_px
        return starts, end

    def _steps(self, start: int, end: int, px: float, n: int) -> tuple[int, int]:
        """The steps of the columns from `start` to `end`, and of half of the ground beside them."""
        beside = self._beside_px / 2
        return int((start - beside) / px), min(n, int(np.ceil((end + beside) / px)))

    def _line(
        self, read: list[Decoded], signs: Floats, first: int, end: int, px: float, left: int, right: int
    ) -> ReadLine:
        """One line of a strip: the steps from `first` to `end`, the columns from `left` to `right`."""
        known = [one for one in read if one.character < len(self._alphabet)]
        text = "".join(self._alphabet[one.character] for one in known)
        spaces = len(text) - len(text.lstrip())
        kept = _without_habit(known[spaces : spaces + len(text.strip())], text.strip())
        text = "".join(self._alphabet[one.character] for one in kept)
        width = right - left
        places = tuple(((first + one.place * (end - first)) * px - left) / width for one in kept)
        lattice = Lattice(signs[first:end], ((first + 0.5) * px - left) / width, px / width)
        return ReadLine(text, tuple(one.certainty for one in kept), places, lattices=(lattice,))


def _taught_later(alphabet: list[str]) -> slice:
    """The characters behind the one for unknown ones, but the space: those that were taught later."""
    start = alphabet.index(FOREIGN) + 1 if FOREIGN in alphabet else len(alphabet) - 1
    return slice(start, len(alphabet) - 1)


def _without(probabilities: Floats, taught: slice) -> Floats:
    """Probabilities as if some characters had not been taught; the given ones where they hardly count."""
    shares = probabilities[:, taught].sum(axis=1)
    steps = np.flatnonzero(shares > _TAUGHT_SHARE)
    if not steps.size:
        return probabilities
    known = probabilities.copy()
    known[steps, taught] = 0
    known[steps] /= np.maximum(known[steps].sum(axis=1, keepdims=True), np.float32(1e-30))
    return known


def _without_habit(read: list[Decoded], text: str) -> list[Decoded]:
    """What was read, without the "kP" that the small network, taught kPa only, reads behind any P."""
    habits = {k for found in _HABIT.finditer(text) for k in range(*found.span())}
    return [one for k, one in enumerate(read) if k not in habits]


class TwoReaders:
    """The small reader, and the large one for what the small one is unsure of."""

    def __init__(self, small: Network, large: Callable[[], Network]) -> None:
        self._small = small
        self._large = large

    def glance(self, line: NDArray[np.uint8]) -> ReadLine:
        """See `LineReader.glance`."""
        return self._small.read(line)

    def glance_all(self, lines: Sequence[NDArray[np.uint8]]) -> list[ReadLine]:
        """See `LineReader.glance_all`."""
        parts = [lines[k : k + _AT_ONCE] for k in range(0, len(lines), _AT_ONCE)]
        return [line for part in parts for line in self._small.read_all(part)]

    def read(self, line: NDArray[np.uint8], careful: bool = False) -> ReadLine:
        """See `LineReader.read`."""
        first = self._small.read(line)
        return first if first.is_sure and not careful else self.read_again(line, first)

    def read_again(self, line: NDArray[np.uint8], first: ReadLine) -> ReadLine:
        """See `LineReader.read_again`; the second reader does not know the scripts taught to the first."""
        if self._small.is_in_another_script(first):
            return replace(first, second=True)
        return compared(self._large().read(line), first)


def compared(read: ReadLine, other: ReadLine) -> ReadLine:
    """A second reading beside another: characters that both have are more certain, the others less.

    The second one stands, unless it is unsure and the other one surer. Where they are the same but for
    spaces, the other's part its words, though no number: the second reader loses spaces. Otherwise
    spaces are no matter, nor which of two signs of one meaning it is.
    """
    if _signs_of(read) == _signs_of(other):
        read, other = _without_gaps_in_numbers(other, read), read
    elif read.confidence < min(SURE, other.confidence):
        read, other = other, read
    lattices = (*read.lattices, *other.lattices)
    return ReadLine(read.text, _certainties_beside(read, other), read.places, True, lattices)


def _signs_of(line: ReadLine) -> str:
    return "".join(line.text.split()).translate(_SAME)


def _without_gaps_in_numbers(read: ReadLine, other: ReadLine) -> ReadLine:
    """A line without the spaces between digits that the other reading does not have."""
    if _GAP_IN_NUMBER.search(other.text):
        return read
    gaps = {found.start() for found in _GAP_IN_NUMBER.finditer(read.text)}
    kept = [k for k in range(len(read.text)) if k not in gaps]
    certainties, places = (tuple(one[k] for k in kept) for one in (read.certainties, read.places))
    return replace(read, text="".join(read.text[k] for k in kept), certainties=certainties, places=places)


def _certainties_beside(read: ReadLine, other: ReadLine) -> tuple[float, ...]:
    """Certainties of a reading's characters beside another reading."""
    certainties = list(read.certainties)
    ours, theirs = ([k for k, c in enumerate(r.text) if not c.isspace()] for r in (read, other))
    matcher = SequenceMatcher(None, _signs_of(read), _signs_of(other), autojunk=False)
    for tag, start, end, other_start, _ in matcher.get_opcodes():
        if tag == "equal":
            for k in range(end - start):
                support = other.certainties[theirs[other_start + k]]
                certainties[ours[start + k]] = 1 - (1 - certainties[ours[start + k]]) * (1 - support)
    for tag, start, end, _, _ in matcher.get_opcodes():
        if tag != "equal":  # what the other has more makes the neighbours unsure
            for k in range(max(0, start - (tag == "insert")), min(len(ours), end + (tag == "insert"))):
                certainties[ours[k]] = min(certainties[ours[k]], CONTRADICTED)
    return tuple(certainties)


def small_input(line: NDArray[np.uint8]) -> NDArray[np.float32]:
    """float32 (1, 1, 24, w): ink 1 on ground 0, whatever the line's contrast."""
    spare = int(_SPARE * line.shape[0])
    cut = line[spare : line.shape[0] - spare]
    resized = _resized(cut, SMALL_HEIGHT_PX)
    ground = np.float32(_median(cut))
    contrast = max(np.float32(16.0), ground - np.float32(resized.min()))
    ink: NDArray[np.float32] = np.maximum((ground - resized) / contrast, np.float32(0))
    return ink[None, None]


def _median(levels: NDArray[np.uint8]) -> int:
    upto = np.bincount(levels.ravel(), minlength=256).cumsum()
    return int(upto.searchsorted(levels.size / 2))


def _large_input(line: NDArray[np.uint8]) -> NDArray[np.float32]:
    """float32 (1, 3, 48, w) in -1..1."""
    grey = _resized(line, LARGE_HEIGHT_PX) / np.float32(127.5) - np.float32(1)
    return np.ascontiguousarray(np.broadcast_to(grey, (1, 3, *grey.shape)))


def _resized(line: NDArray[np.uint8], height: int) -> NDArray[np.uint8]:
    from PIL import Image

    h, w = line.shape
    width = min(round(MAX_SHAPE * height), max(16, round(w * height / h)))
    picture = Image.frombuffer("L", (w, h), np.ascontiguousarray(line), "raw", "L", 0, 1)
    resized = picture.resize((width, height), Image.Resampling.BICUBIC)
    return np.frombuffer(resized.tobytes(), dtype=np.uint8).reshape(height, width)


@cache
def shared_reader() -> LineReader:
    """The one reader of this process, made on first use; the large network when first needed.

    Raises
    ------
    DlreError
        If a network is not installed.
    """
    return TwoReaders(small_network(resources_dir() / "text-reader" / "reader.onnx"), _large)


def small_network(model: Path) -> Network:
    """The first reader."""
    return Network(model, small_input, _SMALL_BESIDE_PX)


@cache
def _large() -> Network:
    return Network(_large_path(), _large_input)


def _large_path() -> Path:
    spec = find_spec("rapidocr")
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        for model in sorted(Path(folder, "models").glob(_LARGE_GLOB)):
            return model
    raise DlreError(
        "The text recognition network is missing.",
        "Install the package 'rapidocr' (3.10 or newer) again.",
    )
