"""The files to score, and the names under which the tables show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path

from dlre_gui.domain.errors import DlreError, UnsupportedFileError
from dlre_gui.imaging.beside import lies_beside
from dlre_gui.imaging.discover import discover
from dlre_gui.imaging.sniff import kind_of

LEDGER_NAME = "ledger.jsonl"
IMAGES_NAME = "images.csv"
PATIENTS_NAME = "patients.csv"
RUN_NAME = "run.json"
PICTURES_NAME = "annotated"
RESULTS = (IMAGES_NAME, PATIENTS_NAME, RUN_NAME, PICTURES_NAME)
_OWN_NAMES = (LEDGER_NAME, *RESULTS)
_HEAD_BYTES = 2048


@dataclass(frozen=True, slots=True)
class Source:
    """A file and its name in the tables: relative to the given folder, with forward slashes.

    `folder` names its parent in the same way; the given folder itself goes by its own name.
    `asked` are the frames to score, each with the top left corner of its ROI (None: the proposed
    one); without it, all frames.
    """

    path: Path
    shown: str
    folder: str
    asked: Mapping[int, tuple[int, int] | None] | None = None

    def frames(self, n_frames: int) -> tuple[int, ...]:
        """The frames to score of a file that has so many; one, 0, of a file that cannot be opened."""
        return tuple(range(max(1, n_frames)) if self.asked is None or not n_frames else sorted(self.asked))

    def corner(self, frame: int) -> tuple[int, int] | None:
        """Where the ROI is to be, px; None: as proposed."""
        return self.asked.get(frame) if self.asked else None


@dataclass(frozen=True, slots=True)
class Found:
    """Files to score, and how many others lie beside them."""

    sources: tuple[Source, ...]
    n_left_out: int = 0


def find_sources(paths: Sequence[Path], out: Path) -> Found:
    """Every file under the given paths, once, in order; nothing of the output folder.

    What is no picture by its name and by its bytes, such as notes and tables, is left out, unless it is
    itself given. With several paths, names start with the name of the path they were found under.

    Raises
    ------
    FileMissingError
        If a given path is not there.
    DlreError
        If there is no file at all.
    """
    sources: dict[Path, Source] = {}
    left_out: set[Path] = set()
    for given, label in zip(paths, _labels(paths), strict=True):
        prefix = label if len(paths) > 1 else ""
        for path in discover([given]):
            real = path.resolve()
            if _is_output(real, given.resolve(), out.resolve()):
                continue
            if path != given and _lies_beside(path):
                left_out.add(real)
            else:
                sources.setdefault(real, _source(path, given, label, prefix))
    if not sources:
        names = ", ".join(str(path) for path in paths)
        raise DlreError(f"There is no file to score in {names}.", "Give a folder or file with screens.")
    return Found(tuple(sources.values()), len(left_out - sources.keys()))


def _lies_beside(path: Path) -> bool:
    """Whether neither name nor bytes are a picture's; a picture under another's name is one."""
    if not lies_beside(path):
        return False
    try:
        with path.open("rb") as file:
            kind_of(path, file.read(_HEAD_BYTES))
    except UnsupportedFileError:
        return True
    except OSError:
        return False  # it may be a picture: said when it is read
    return False


def _source(path: Path, given: Path, label: str, prefix: str) -> Source:
    if path == given:
        parent = path.resolve().parent.name
        return Source(path, label if prefix else path.name, parent or ".")
    relative = path.relative_to(given) if path.is_relative_to(given) else Path(path.name)
    shown = f"{prefix}/{relative.as_posix()}" if prefix else relative.as_posix()
    return Source(path, shown, shown.rpartition("/")[0] or label)


def _labels(paths: Iterable[Path]) -> list[str]:
    """The paths' own names, made distinct, also where capitals do not count: ``exam``, ``Exam (2)``."""
    labels: list[str] = []
    taken: set[str] = set()
    for path in paths:
        name = path.resolve().name or "root"
        others = (f"{name} ({n})" for n in count(2))
        labels.append(next(label for label in chain([name], others) if label.casefold() not in taken))
        taken.add(labels[-1].casefold())
    return labels


def _is_output(path: Path, given: Path, out: Path) -> bool:
    """Whether a file is ours: anything in an output folder below the given one, else by its name."""
    if not path.is_relative_to(out):
        return False
    return (out.is_relative_to(given) and out != given) or path.relative_to(out).parts[0] in _OWN_NAMES
