"""The state of one network's training after an epoch, in one safetensors file; nothing is pickled."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import FileError

Arrays = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Epoch:
    """One point of the learning curve: mean losses on training and held-out screens."""

    number: int
    train_loss: float
    held_loss: float


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """All that the next epoch needs.

    Attributes
    ----------
    fingerprint
        Of the data and options; a checkpoint of another training is not used.
    finished
        Whether training has ended.
    network, best
        Tensors after the last and after the best epoch.
    first_moment, second_moment
        Adam's, by tensor name.
    """

    fingerprint: str
    finished: bool
    steps: int
    curve: tuple[Epoch, ...]
    network: Arrays
    best: Arrays
    first_moment: Arrays = field(default_factory=dict)
    second_moment: Arrays = field(default_factory=dict)

    @property
    def best_epoch(self) -> Epoch:
        """The one with the lowest held-out loss; of equal ones the first."""
        return min(self.curve, key=lambda epoch: epoch.held_loss)

    def ended(self) -> Checkpoint:
        return replace(self, finished=True)


_PARTS = ("network", "best", "first_moment", "second_moment")


def save_checkpoint(path: Path, checkpoint: Checkpoint) -> None:
    """Write it all or nothing.

    Raises
    ------
    FileError
        If it cannot be written; the checkpoint before stays.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    tensors = {
        f"{part}.{name}": value for part in _PARTS for name, value in getattr(checkpoint, part).items()
    }
    notes = {
        "fingerprint": checkpoint.fingerprint,
        "finished": checkpoint.finished,
        "steps": checkpoint.steps,
        "curve": [asdict(epoch) for epoch in checkpoint.curve],
    }
    fresh = path.with_suffix(".part")
    try:
        save_file(tensors, fresh, {"notes": json.dumps(notes)})
        fresh.replace(path)
    except (OSError, SafetensorError) as error:
        message = f"{path} could not be written: {error}."
        raise FileError(path, message, "Free some space; what was kept before is still there.") from None


def load_checkpoint(path: Path, fingerprint: str) -> Checkpoint | None:
    """The checkpoint of this very training, or None; a damaged one counts as none."""
    from safetensors import SafetensorError, safe_open

    if not path.is_file():
        return None
    try:
        with safe_open(path, "numpy") as file:
            notes = json.loads((file.metadata() or {}).get("notes", "{}"))
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no mapping
        if notes["fingerprint"] != fingerprint:
            return None
        curve = tuple(Epoch(**epoch) for epoch in notes["curve"])
        finished, steps = bool(notes["finished"]), int(notes["steps"])
    except (SafetensorError, ValueError, OSError, KeyError, TypeError):
        return None
    parts = {part: _with_prefix(tensors, part) for part in _PARTS}
    return Checkpoint(fingerprint, finished, steps, curve, **parts)


def _with_prefix(tensors: Mapping[str, NDArray[np.float32]], part: str) -> Arrays:
    return {
        name.removeprefix(f"{part}."): value for name, value in tensors.items() if name.startswith(f"{part}.")
    }
