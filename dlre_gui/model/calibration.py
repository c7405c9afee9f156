"""How a network's answer becomes a probability: beta calibration, in plain numpy for every runtime.

Kull M, Silva Filho TM, Flach P. Beta calibration: a well-founded and easily implemented improvement on
logistic calibration for binary classifiers. AISTATS 2017 (PMLR 54:623–631).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dlre_gui.domain.exam import Task

Form = Literal["beta-1"]
FORM: Form = "beta-1"
"""What a card calls this; a package without it answers the softmax of its outputs, `Calibration()`."""

_CLIP = 60.0  # of log odds: nearer to 0 and 1 no probability is told apart


@dataclass(frozen=True, slots=True)
class Calibration:
    """ln(P / (1 − P)) = a · ln p − b · ln(1 − p) + c, with p the softmax of a network's two outputs.

    `a` stretches the log odds of small p, `b` those of large ones; where both are equal, this is slope and
    offset. Neither is negative: the order of screens stays.

    Raises
    ------
    ValueError
        If `a` or `b` is negative or both are 0, or one of the three is no finite number.
    """

    a: float = 1.0
    b: float = 1.0
    c: float = 0.0

    def __post_init__(self) -> None:
        if not np.isfinite(astuple(self)).all() or min(self.a, self.b) < 0 or max(self.a, self.b) == 0:
            raise ValueError(f"a calibration of a {self.a:g}, b {self.b:g}, c {self.c:g} keeps no order")

    def probabilities(self, margins: ArrayLike) -> NDArray[np.float64]:
        """P of margins (second output minus first) of any shape; NaN stays NaN."""
        x = np.asarray(margins, dtype=np.float64)
        against = np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))  # −ln(1 − p)
        log_odds = self.b * against - self.a * (against - x) + self.c
        chances: NDArray[np.float64] = 1 / (1 + np.exp(-np.clip(log_odds, -_CLIP, _CLIP)))
        return chances


SHAPES = {f"{task.value}.calibration": (3,) for task in Task}
"""Name and shape of what a package with a calibration holds besides its networks: a, b, c of each task."""


def tensors(calibrations: Mapping[Task, Calibration]) -> dict[str, NDArray[np.float32]]:
    """For a package, by the names of `SHAPES`."""
    return {
        name: np.array(astuple(calibrations[task]), np.float32)
        for name, task in zip(SHAPES, Task, strict=True)
    }


def from_tensors(weights: Mapping[str, NDArray[np.float32]]) -> dict[Task, Calibration]:
    """Of a package's weights; the softmax itself where they hold none.

    Raises
    ------
    ValueError
        If one would turn the order of screens round.
    """
    known = ((task, weights.get(name)) for name, task in zip(SHAPES, Task, strict=True))
    return {
        task: Calibration() if values is None else Calibration(*map(float, values)) for task, values in known
    }
