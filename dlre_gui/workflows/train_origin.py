"""What a training begins with: the weights of another package, and whose data had made them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import CohortError, ModelPackageError
from dlre_gui.domain.exam import Task
from dlre_gui.model import layout
from dlre_gui.model.card import TrainingCard
from dlre_gui.model.package import load_package
from dlre_gui.model.scale import InputSpec
from dlre_gui.model.source import is_source, load_source
from dlre_gui.training.cohort import Cohort, patients_known
from dlre_gui.training.lineage import Ancestor, Lineage
from dlre_gui.training.options import FitOptions

Tensors = Mapping[str, NDArray[np.float32]]

_LONGEST_LINE = 50


@dataclass(frozen=True, slots=True, eq=False)
class Origin:
    """A package to begin with.

    Attributes
    ----------
    architecture
        Of its three networks; empty for a source model.
    networks
        By task; of a source model its convolutions for each.
    spec
        What its networks are shown; None for a source model.
    line
        Itself, then what it had begun with.
    trained, held
        Hashes of the patients behind it: those it was trained on, those it was chosen and calibrated on.
    seed, held_out
        What it was trained with; the share of held-out patients is None where its card does not tell.
    """

    path: Path
    architecture: str
    networks: Mapping[Task, Tensors]
    line: tuple[Ancestor, ...]
    spec: InputSpec | None = None
    trained: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    seed: int = 0
    held_out: float | None = None

    @property
    def name(self) -> str:
        return f"{self.line[0].id} {self.line[0].version}"


def load_origin(folder: Path | None) -> Origin | None:
    """The package or source model in a folder; None without one.

    Raises
    ------
    ModelPackageError
        If it is damaged or none.
    """
    if folder is None:
        return None
    if is_source(folder):
        model = load_source(folder)
        line = _line(model.card.id, model.card.version, model.card.weights_sha256, model.card.training)
        return Origin(folder, "", dict.fromkeys(Task, model.convolutions), line)
    package = load_package(folder)
    card = package.card
    named, share = _part(card.training, "patients"), _part(card.training, "options").get("held_out")
    return Origin(
        folder,
        card.architecture,
        layout.unpack(card.architecture, package.weights),
        _line(card.id, card.version, card.weights_sha256, card.training),
        card.input.spec(),
        _hashes(named, "train", "train_before"),
        _hashes(named, "held_out", "held_out_before"),
        card.training.seed,
        share if isinstance(share, float) else None,
    )


def lineage_of(origin: Origin | None, simulated_cohort: bool, tasks: Collection[Task]) -> Lineage:
    """What stands behind the networks of `tasks` once they are trained, and behind the others."""
    trained = tuple(task for task in Task if task in tasks)
    if origin is None:
        return Lineage(simulated_cohort, trained)
    before = tuple(sorted(origin.trained)), tuple(sorted(origin.held))
    return Lineage(simulated_cohort, trained, origin.line, *before)


def shown_to(origin: Origin | None, wanted: InputSpec | None) -> InputSpec:
    """What the networks are shown: as those to go on from were, else as wanted.

    Raises
    ------
    ModelPackageError
        If they were shown it in another way than is wanted.
    """
    own = origin.spec if origin else None
    if origin and own and wanted and wanted != own:
        message = f"{origin.path}: its networks see the stiffness map in another way than is asked for."
        raise ModelPackageError(origin.path, message, "Leave the smoothing out: they go on as they began.")
    return own or wanted or InputSpec()


def refuse_trained_on(
    origin: Origin | None, cohort: Cohort, held: Collection[str], options: FitOptions
) -> None:
    """Refuse to hold out patients on whom the networks to begin with were trained: they fit them already.

    Patients are known by their screens' content; in older packages by the table's own hash: those of a table
    that was changed since are then not found.

    Raises
    ------
    CohortError
        With the number of these patients, and the seed and share that hold out others.
    """
    if origin is None or not (known := patients_known(cohort, held, origin.trained)):
        return
    of = f"{len(known)} of {len(held)} patients held out"
    message = f"{cohort.path}: {of} are among those that trained {origin.name}."
    hint = "Begin with another package, or train on other patients."
    seed, share = origin.seed, origin.held_out
    if share is not None and (seed, share) != (options.seed, options.held_out):
        hint = f"Hold out the same patients (seed {seed}, share {share:g}), or begin with another package."
    raise CohortError(message, hint)


def refuse_judged_by(origin: Origin | None, cohort: Cohort, judging: Collection[str]) -> None:
    """Refuse to measure the performance on patients that trained or tuned the networks to begin with.

    Raises
    ------
    CohortError
        With the number of these patients.
    """
    if origin is None or not (known := patients_known(cohort, judging, origin.trained | origin.held)):
        return
    of = f"{len(known)} of {len(judging)} patients to validate on"
    message = f"{cohort.path}: {of} trained or tuned {origin.name}."
    raise CohortError(message, "Validate on other patients, or begin with another package.")


def _line(identity: str, version: str, sha256: str, training: TrainingCard) -> tuple[Ancestor, ...]:
    """A package and its ancestors, as its card tells them; what is malformed there is left out."""
    told = (training.model_extra or {}).get("begun_with")
    older = [_ancestor(one) for one in told] if isinstance(told, list) else []
    known = [one for one in older[:_LONGEST_LINE] if one is not None]
    return (Ancestor(identity, version, sha256, training.simulated), *known)


def _ancestor(values: object) -> Ancestor | None:
    match values:
        case {"id": str(identity), "version": str(version), "weights_sha256": str(sha256), **rest}:
            return Ancestor(identity, version, sha256, simulated=rest.get("simulated") is not False)
        case _:
            return None


def _part(training: TrainingCard, name: str) -> dict[str, Any]:
    found = (training.model_extra or {}).get(name)
    return found if isinstance(found, dict) else {}


def _hashes(named: Mapping[str, Any], *parts: str) -> frozenset[str]:
    lists = [named[part] for part in parts if isinstance(named.get(part), list)]
    return frozenset(one for part in lists for one in part if isinstance(one, str))
