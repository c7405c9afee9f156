"""What one training is fitted to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.exam import Stage, Task

if TYPE_CHECKING:
    from hashlib import _Hash


@dataclass(frozen=True, slots=True, eq=False)
class FitData:
    """Patches with their stages, and which of them train and which are held out.

    Attributes
    ----------
    patches
        uint8, shape (n, views, 250, 250, 3); may be memory-mapped. Training draws one view of a
        screen each epoch; view 0 is what the held-out loss is computed on.
    stages
        0 to 4, shape (n,).
    train, held
        Places among the n.
    maps
        What frozen layers give (`frozen.with_frozen_maps`), float16, shape (n, variants + 1, values), of the
        patch as it is first; then training draws a variant of a screen each epoch and no patch.
    patients
        A number of each screen's patient, shape (n,); None: every screen is a patient of its own.
    """

    patches: NDArray[np.uint8]
    stages: NDArray[np.int64]
    train: NDArray[np.intp]
    held: NDArray[np.intp]
    maps: NDArray[np.float16] | None = None
    patients: NDArray[np.intp] | None = None

    @property
    def n_drawn(self) -> int:
        """Pictures of a screen of which training draws one each epoch."""
        return int(self.patches.shape[1] if self.maps is None else self.maps.shape[1] - 1)

    def labels(self, task: Task) -> NDArray[np.int64]:
        """1 where the stage is positive for the task."""
        return np.array([Stage(int(stage)).is_positive(task) for stage in self.stages], dtype=np.int64)

    def units(self, of_exams: bool) -> NDArray[np.intp]:
        """What is judged together has one number, shape (n,): a patient's screens, or each screen alone."""
        if self.patients is None or not of_exams:
            return np.arange(len(self.stages))
        return self.patients

    def add_to(self, digest: _Hash) -> None:
        """All that decides a training: stages, places, and every tenth pixel."""
        for values in (self.stages, self.train, self.held):
            digest.update(np.ascontiguousarray(values).tobytes())
        for place in np.concatenate([self.train, self.held]):
            digest.update(self.patches[place, :, ::10, ::10].tobytes())
