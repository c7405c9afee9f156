"""What a screen carries beyond its mean stiffness: wholly an assumption, here with its alternatives.

A site of a liver looks like a stage, a number from 0 to 4: its texture is that of `assumptions.TEXTURE`
there. How the numbers of a patient's five sites relate to the patient's stage is the `Signal`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, floor, log
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation import assumptions as a

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

HIGHEST_LOOK = len(a.TEXTURE) - 0.5


@dataclass(frozen=True, slots=True)
class Signal:
    """How sites look, by stage.

    Attributes
    ----------
    looks
        What livers of each stage look like on average, 0 to 4.
    liver_sd, site_sd
        SD of that between livers of a stage, and between the sites of a liver.
    own_log_sd
        SD of the logarithm of each texture value of the individual liver about what it looks like.
    """

    name: str
    looks: tuple[float, ...]
    liver_sd: float
    site_sd: float
    own_log_sd: float


EVEN = Signal("even", (0.0, 1.0, 2.0, 3.0, 4.0), liver_sd=0.0, site_sd=0.0, own_log_sd=0.20)
"""All sites of a liver look like its stage: one screen shows nearly all that five do."""

PATCHY = Signal("patchy", (1.75, 1.75, 1.85, 3.0, 3.8), liver_sd=0.0, site_sd=1.0, own_log_sd=0.10)
"""Fibrosis differs from site to site, as two biopsies of one liver do (Regev, Am J Gastroenterol
2002;97:2614; Bedossa, Hepatology 2003;38:1449). The numbers are ours, set by experiment so that the ideal
observer comes near the papers' AUCs of DLRE with five screens (0.97, 0.98, 0.86 for F4, >=F3, >=F2) and
loses with fewer (0.95, 0.96, 0.85 with three; 0.90, 0.89, 0.80 with one): `ideal_observer`."""

SIGNALS = {signal.name: signal for signal in (EVEN, PATCHY)}


def draw_looks(rng: Generator, signal: Signal, stage: int) -> tuple[float, ...]:
    """What each of the patient's sites looks like."""
    liver = signal.looks[stage] + rng.normal(0, signal.liver_sd)
    return tuple(float(liver + rng.normal(0, signal.site_sd)) for _ in range(a.ACQUISITIONS))


def texture_like(look: float) -> a.Texture:
    """The texture between the stages' medians: nodularity in a straight line, the rest by ratios.

    Beyond both ends it goes on as between the nearest stages, to half a stage above F4.
    """
    place = min(max(look, 0.0), HIGHEST_LOOK)
    below = min(floor(place), len(a.TEXTURE) - 2)
    low, high, part = a.TEXTURE[below], a.TEXTURE[below + 1], place - below
    if part in (0.0, 1.0):
        return low if part == 0.0 else high
    return a.Texture(
        relative_sd=_between(low.relative_sd, high.relative_sd, part),
        correlation_mm=_between(low.correlation_mm, high.correlation_mm, part),
        nodularity=low.nodularity + part * (high.nodularity - low.nodularity),
        nodule_mm=_between(low.nodule_mm, high.nodule_mm, part),
        coarseness_db=_between(low.coarseness_db, high.coarseness_db, part),
    )


def _between(low: float, high: float, part: float) -> float:
    return exp((1 - part) * log(low) + part * log(high))


def individual(texture: a.Texture, factors: NDArray[np.float64]) -> a.Texture:
    """The texture of one liver: each value by its own factor, shape (5,)."""
    return a.Texture(
        relative_sd=texture.relative_sd * float(factors[0]),
        correlation_mm=texture.correlation_mm * float(factors[1]),
        nodularity=texture.nodularity * float(factors[2]),
        nodule_mm=texture.nodule_mm * float(factors[3]) ** 0.5,
        coarseness_db=texture.coarseness_db * float(factors[4]),
    )
