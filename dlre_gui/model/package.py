"""Model packages: a folder with `model.safetensors` and `card.json`, checked before use.

Weights are safetensors only; nothing is ever unpickled. Hash, names, shapes and values are
checked on the same bytes that are then used.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import stat
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import ModelPackageError
from dlre_gui.domain.exam import Task
from dlre_gui.model import calibration, familiarity, layout
from dlre_gui.model.card import MAX_CARD_BYTES, Card, card_from_json, card_to_json

CARD_NAME = "card.json"
WEIGHTS_NAME = "model.safetensors"
SOURCE_KIND = "source"
_HEADER_ROOM_BYTES = 1 << 20
_HINT = "Install the package again, or choose another model."


@dataclass(frozen=True, slots=True, eq=False)
class ModelPackage:
    """A checked package.

    Attributes
    ----------
    path
        Its folder.
    weights
        float32 tensors by the names of `layout.package_shapes`, of `calibration.SHAPES` where the card has
        a calibration, and of `familiarity.SHAPES` where it has a measure of familiarity; not writeable.
    """

    path: Path
    card: Card
    weights: Mapping[str, NDArray[np.float32]]

    @property
    def thresholds(self) -> dict[Task, float]:
        return self.card.thresholds

    @property
    def calibrations(self) -> dict[Task, calibration.Calibration]:
        """How each task's outputs become probabilities."""
        return calibration.from_tensors(self.weights)

    @property
    def familiarity(self) -> familiarity.Familiarity | None:
        """What tells a patch unlike the training; None for a package that does not say."""
        known = self.card.familiarity
        return familiarity.from_tensors(self.weights, known.threshold) if known else None

    @property
    def simulated(self) -> bool:
        return self.card.training.simulated


def load_package(path: Path | str) -> ModelPackage:
    """Read and check the package in a folder.

    Raises
    ------
    ModelPackageError
        With the reason, if anything about it is missing, damaged or contradictory.
    """
    folder = Path(path)
    card = read_card(folder)
    weights = read_weights(folder, _shapes_of(card), card.weights_sha256)
    try:
        calibration.from_tensors(weights)
    except ValueError as error:
        raise refused(folder, str(error)) from None
    return ModelPackage(folder, card, weights)


def read_weights(folder: Path, shapes: Mapping[str, layout.Shape], sha256: str) -> layout.Tensors:
    """The tensors in a folder, if their file has this hash and they have these names and shapes.

    Raises
    ------
    ModelPackageError
        With the reason, if not.
    """
    most = sum(4 * int(np.prod(shape)) for shape in shapes.values())
    content = _read_capped(folder / WEIGHTS_NAME, most + _HEADER_ROOM_BYTES)
    if hashlib.sha256(content).hexdigest() != sha256:
        raise refused(folder, "the weights' hash disagrees with the card")
    try:
        return weights_from_bytes(content, shapes)
    except ValueError as error:
        raise refused(folder, str(error)) from None


def read_card(folder: Path) -> Card:
    """The card of a package, without looking at its weights.

    Raises
    ------
    ModelPackageError
        If it is missing or wrong.
    """
    content = read_card_bytes(folder)
    if kind_of(content) == SOURCE_KIND:
        message = f"{folder} is a source model: a training can begin with it, and it scores nothing."
        raise ModelPackageError(folder, message, "Give it to `train --from`, or choose another model.")
    try:
        return card_from_json(content)
    except ValueError as error:
        raise refused(folder, f"{CARD_NAME}: {error}") from None


def read_card_bytes(folder: Path) -> bytes:
    """`card.json` as it lies there, if it is not too large.

    Raises
    ------
    ModelPackageError
        If it cannot be read.
    """
    return _read_capped(folder / CARD_NAME, MAX_CARD_BYTES)


def kind_of(card_json: bytes) -> str:
    """What a card calls itself: empty for a package of the three tasks."""
    try:
        values = json.loads(card_json)
    except (ValueError, RecursionError):
        return ""
    kind = values.get("kind", "") if isinstance(values, dict) else ""
    return kind if isinstance(kind, str) else ""


def save_package(
    path: Path | str, card: Card, tensors: Mapping[str, NDArray[np.float32]], replace: bool = False
) -> ModelPackage:
    """Write a package into the folder `path`, all or nothing, and load it again.

    The card's `weights_sha256` is filled in.

    Raises
    ------
    ModelPackageError
        If the folder exists and `replace` is False, or what was written would be refused.
    """
    from safetensors.numpy import save

    folder = Path(path)
    if folder.exists() and not replace:
        raise ModelPackageError(folder, f"{folder} exists already.", "Choose another folder.")
    content = save({name: np.ascontiguousarray(value, dtype=np.float32) for name, value in tensors.items()})
    card = card.model_copy(update={"weights_sha256": hashlib.sha256(content).hexdigest()})
    put_package(folder, card_to_json(card), content)
    return load_package(folder)


def put_package(folder: Path, card_json: bytes, weights: bytes) -> None:
    """Check both files' bytes, then put them into `folder` by one rename; an old one is replaced."""
    put_checked(folder, card_json, weights, load_package)


def put_checked(folder: Path, card_json: bytes, weights: bytes, check: Callable[[Path], object]) -> None:
    """Put both files into `folder` by one rename, if `check` finds them right; an old one is replaced."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-") as work:
        fresh = Path(work) / "package"
        fresh.mkdir()
        (fresh / CARD_NAME).write_bytes(card_json)
        (fresh / WEIGHTS_NAME).write_bytes(weights)
        check(fresh)
        if folder.exists():
            shutil.move(folder, Path(work) / "old")
        fresh.rename(folder)


def _shapes_of(card: Card) -> dict[str, layout.Shape]:
    """Name and shape of every tensor that a package with this card has."""
    calibrated = calibration.SHAPES if card.calibration else {}
    measured = familiarity.SHAPES if card.familiarity else {}
    return layout.package_shapes(card.architecture) | calibrated | measured


def weights_from_bytes(content: bytes, shapes: Mapping[str, layout.Shape]) -> layout.Tensors:
    """The tensors of a safetensors file: names, shapes, dtype and values as wanted.

    Raises
    ------
    ValueError
        With a short reason.
    """
    from safetensors import SafetensorError, deserialize

    try:
        entries = dict(deserialize(content))  # type: ignore[no-untyped-call]
    except SafetensorError:
        raise ValueError(f"{WEIGHTS_NAME} is no complete safetensors file") from None
    if set(entries) != set(shapes):
        odd = sorted(set(entries) ^ set(shapes))[0][:60]
        raise ValueError(f"the weights' names are not those of its card (first difference: {odd})")
    return {name: _tensor(name, entries[name], shape) for name, shape in shapes.items()}


def _tensor(name: str, entry: Mapping[str, object], shape: layout.Shape) -> NDArray[np.float32]:
    found, dtype, data = entry["shape"], entry["dtype"], entry["data"]
    if dtype != "F32":
        raise ValueError(f"{name} is {dtype}, not F32")
    if not isinstance(found, list) or tuple(found) != shape:
        raise ValueError(f"{name} has the shape {found}, not {list(shape)}")
    values: NDArray[np.float32] = np.frombuffer(data, dtype="<f4").reshape(shape)  # type: ignore[call-overload]
    if not np.isfinite(values).all():
        raise ValueError(f"{name} holds values that are not finite")
    values.flags.writeable = False
    return values


def _read_capped(path: Path, most: int) -> bytes:
    """A regular file's bytes, never more than `most`."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise refused(path.parent, f"{path.name} is no regular file")
        if status.st_size > most:
            raise refused(path.parent, f"{path.name} is larger than {most} bytes")
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise refused(path.parent, f"{path.name} cannot be read ({error.strerror})") from None
    if len(content) > most:
        raise refused(path.parent, f"{path.name} is larger than {most} bytes")
    return content


def refused(folder: Path, reason: str) -> ModelPackageError:
    """The error that a package in this folder is not taken, and why."""
    return ModelPackageError(folder, f"The model package {folder} is refused: {reason}.", _HINT)
