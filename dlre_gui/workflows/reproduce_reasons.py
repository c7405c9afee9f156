"""Why a figure of the study falls short of the papers', as far as the study itself can tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dlre_gui.evaluation.published_claims import BESIDE, ENOUGH_P, IDEAL, LSM, NOTABLE_P, SCREENS, Claim
from dlre_gui.workflows.reproduce import PATIENTS, Reproduced, ReproducePlan

SEED_IN_VIEW = 2019
"""Whose validation patients had been looked at when `FitOptions` got its defaults."""


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
    if claim.against == IDEAL:
        return (
            "The ideal observer knows how the simulation draws patients and reads all that a box shows of "
            f"the texture; the network had {trained} patients and {done.plan.epochs} epochs at most to find "
            "it."
        )
    if claim.against == LSM:
        found = _from(claim, ENOUGH_P) or "only larger differences are told apart at this level"
        return f"With {n} patients {found}; the network gets less out of the texture than the ideal observer."
    if claim.against in BESIDE:
        return _why_not_above(claim)
    if claim.against == SCREENS:
        return "The mean over random choices of screens falls somewhere: the differences are small."
    own = f"Each group has about {done.plan.patients // 3} patients and its own network."
    return " ".join((own, *_harder(done, claim)))


def _from(claim: Claim, level: float) -> str:
    """Which difference would have been enough, if that can be told."""
    if claim.least is None:
        return ""
    return f"differences from {claim.least:.3f} on would have had p < {level}"


def _harder(done: Reproduced, claim: Claim) -> Iterator[str]:
    """How hard the patients of each group of hospitals are for others than the networks."""
    for name in dict.fromkeys(name for each in done.elsewhere for name in each.beside):
        areas = [each.beside[name].get(claim.task) for each in done.elsewhere if name in each.beside]
        shown = ", ".join("–" if area is None else f"{area:.3f}" for area in areas)
        yield f"On the same groups, in their order, the AUC of the {name} was {shown}."


def _why_not_above(claim: Claim) -> str:
    if claim.difference is not None and claim.difference > 0:
        enough = _from(claim, NOTABLE_P)
        least = f": {enough}" if enough else ""
        return f"The difference is within what chance gives with so many patients{least}."
    if claim.against == "basic":
        return (
            "The first three layers of spie are those of a source model that saw grey B-mode of simulated "
            "nodules only, and they stay so; here the stage shows in the colours of the stiffness map, on "
            "which basic trains all its layers. The papers' source model and cohort were real."
        )
    return "Both keep layers of the same source model, and what spie trains beyond them gave no more."


def _left_out(plan: ReproducePlan) -> Iterator[str]:
    if not plan.elsewhere:
        yield (
            "Combinations of hospitals were not trained: three more trainings of the first network, left "
            "out for time. The same command without --no-hospitals does them."
        )
    if plan.seed == SEED_IN_VIEW:
        yield (
            "How training begins and its learning rate were chosen with the validation patients of this very "
            f"seed ({plan.seed}) in view: the figures of gut are slightly too good. Those of another seed "
            "are not."
        )
    if plan.patients < PATIENTS:
        yield f"Only {plan.patients} patients: fewer than the papers' {PATIENTS}."
