"""Why a figure of the study falls short of the papers', as far as the study itself can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.beside_published import Claim
from dlre_gui.evaluation.material import TASK_NAMES, TASKS
from dlre_gui.workflows.reproduce import PATIENTS, Reproduced, ReproducePlan


def command(plan: ReproducePlan) -> str:
    """What made it, as one would type it."""
    plain = ReproducePlan(plan.out)
    words = ["dlre-gui reproduce --out FOLDER"]
    words += [f"--{name} {getattr(plan, name)}" for name in ("patients", "seed", "signal", "epochs")]
    if plan.networks != plain.networks:
        words += [f"--network {name}" for name in plan.networks]
    words += [] if plan.elsewhere else ["--no-hospitals"]
    words += [f"--fresh {plan.fresh}"] if plan.fresh else []
    words += [f"--format {plan.image_format}"] if plan.image_format != plain.image_format else []
    return " ".join(words)


def reasons(done: Reproduced, found: Sequence[Claim]) -> tuple[str, ...]:
    """One sentence or two for each thing that was not reached or not done."""
    missed = [one for one in found if one.reached is False]
    return (*(f"{one.text}: {one.measured}. {_why(done, one)}" for one in missed), *_left_out(done.plan))


def _why(done: Reproduced, claim: Claim) -> str:
    n, trained = len(done.split.validation), len(done.split.training)
    if "ideal observer" in claim.text:
        task = next(task for task in TASKS if claim.text.startswith(TASK_NAMES[task]))
        return (
            "The ideal observer knows how the simulation draws patients and reads all that a box shows of "
            f"the texture; the network had {trained} patients and {done.plan.epochs} epochs at most to find "
            f"it. {_own_ideal(done, task)}"
        )
    if "above LSM" in claim.text:
        return (
            f"{n} patients tell only larger differences apart at this level; the network gets less out of "
            "the texture than the ideal observer."
        )
    if "rises from one" in claim.text:
        return "The mean over random choices of screens falls somewhere: the differences are small."
    return f"Each group has about {done.plan.patients // 3} patients and its own network."


def _own_ideal(done: Reproduced, task: Task) -> str:
    """The ideal observer's AUC on the very patients of the validation."""
    found = done.analysis.main.row("ideal observer", task).performance.auc
    if found is None:
        return ""
    return f"On these patients the ideal observer itself reaches {found.auc:.2f}."


def _left_out(plan: ReproducePlan) -> Iterator[str]:
    if not plan.elsewhere:
        yield (
            "Combinations of hospitals were not trained: three more trainings of the first network, left "
            "out for time. The same command without --no-hospitals does them."
        )
    if plan.patients < PATIENTS:
        yield f"Only {plan.patients} patients: fewer than the papers' {PATIENTS}."
