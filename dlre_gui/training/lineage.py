"""Which data stand behind a package's networks: its own cohort, and what they began with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dlre_gui.domain.exam import Task

LIMITATIONS_SIMULATED = (
    "Trained on simulated screens only: its probabilities say nothing about a real patient."
)
CALIBRATED_TO = "Its probabilities are those of patients like the ones who calibrated it: "
LIMITATIONS_OWN = "Trained on one cohort; its performance elsewhere is not known."
LIMITATIONS_BEGUN = "Its training began with weights that simulated data had made."


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A package, or source model, that a training began with."""

    id: str
    version: str
    weights_sha256: str
    simulated: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """What a package's networks were trained on, before and now.

    Attributes
    ----------
    simulated_cohort
        Whether the cohort that trains now is simulated.
    trained_tasks
        The others' networks are those of the first ancestor, as they were.
    ancestors
        The package that the training began with, then what that one had begun with, and so on.
    trained_before, held_before
        Hashes of patients that ancestors were trained on, or chosen and calibrated on.
    """

    simulated_cohort: bool
    trained_tasks: tuple[Task, ...] = tuple(Task)
    ancestors: tuple[Ancestor, ...] = ()
    trained_before: tuple[str, ...] = ()
    held_before: tuple[str, ...] = ()

    @property
    def simulated_tasks(self) -> tuple[Task, ...]:
        """Tasks whose networks are taken over from a package of simulated screens."""
        if not self.ancestors or not self.ancestors[0].simulated:
            return ()
        return tuple(task for task in Task if task not in self.trained_tasks)

    @property
    def simulated(self) -> bool:
        """Whether the package has to be marked: one network of simulated screens is enough."""
        return self.simulated_cohort or bool(self.simulated_tasks)

    @property
    def limitations(self) -> str:
        """For the card."""
        if self.simulated_cohort:
            return LIMITATIONS_SIMULATED
        said = [LIMITATIONS_OWN]
        if self.simulated_tasks:
            names = ", ".join(self.simulated_tasks)
            said.append(
                f"Its networks of {names} are those of a package trained on simulated screens: their "
                "probabilities say nothing about a real patient."
            )
        elif any(one.simulated for one in self.ancestors):
            said.append(LIMITATIONS_BEGUN)
        return " ".join(said)

    def as_values(self) -> dict[str, Any]:
        """For a card's part on the training."""
        return {
            "trained_tasks": list(self.trained_tasks),
            "begun_with": [asdict(one) for one in self.ancestors],
        }

    def patients(self, train: tuple[str, ...], held: tuple[str, ...]) -> dict[str, list[str]]:
        """Hashes for a card: of the patients of this training, and of earlier ones where there were any."""
        named = {"train": train, "held_out": held}
        before = {"train_before": self.trained_before, "held_out_before": self.held_before}
        return {name: list(hashes) for name, hashes in {**named, **before}.items() if hashes or name in named}


def calibrated_to(limitations: str, shares: Mapping[str, float]) -> str:
    """The limitations, and how frequent each task's stage was among those who calibrated, 0 to 1.

    What they told of an earlier calibration goes.
    """
    told = ", ".join(f"{task.label} {shares[task]:.0%}" for task in Task)
    return f"{limitations.partition(CALIBRATED_TO)[0]} {CALIBRATED_TO}{told}.".strip().replace("  ", " ")
