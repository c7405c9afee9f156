"""The plan of one acquisition: where the box lies, how good the signal is, what is set on the scanner."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.simulation import assumptions as a

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator


@dataclass(frozen=True, slots=True)
class Liver:
    """The true liver.

    Attributes
    ----------
    mean_kpa
        Median stiffness over the acquisitions' sites.
    between_log_sd
        SD of log stiffness between acquisitions.
    capsule_mm
        Depth of the capsule under the probe.
    """

    mean_kpa: float
    between_log_sd: float
    capsule_mm: float


@dataclass(frozen=True, slots=True)
class AcquisitionPlan:
    """All parameters of one screen but its random fields.

    Attributes
    ----------
    mean_kpa
        Mean stiffness at this site.
    looks_like
        The stage from which this site's texture is, 0 to 4 and between.
    expected_qbox_kpa
        The Q-Box mean as expected without rendering (fast path).
    void_share
        Of the box, aimed at.
    shadow
        Whether the missing signal is a shadow from one side.
    depth_mm
        Shown depth below the middle of the probe's face.
    box_depth_mm, box_height_mm, box_width_mm, box_angle_deg
        Top of the box under the probe's face, its size, and the beam through its middle.
    qbox_diameter_mm
        Of the circle.
    gain_percent, minute
        Shown on the screen; the gain also brightens it.
    """

    index: int
    looks_like: float
    texture: a.Texture
    mean_kpa: float
    expected_qbox_kpa: float
    void_share: float
    shadow: bool
    depth_mm: float
    box_depth_mm: float
    box_height_mm: float
    box_width_mm: float
    box_angle_deg: float
    qbox_diameter_mm: float
    gain_percent: int
    minute: int


def draw_acquisitions(
    rng: Generator,
    hospital: a.Hospital,
    liver: Liver,
    looks: Sequence[float],
    textures: Sequence[a.Texture],
) -> tuple[AcquisitionPlan, ...]:
    """The five acquisitions of a patient: repeated measurements at nearby sites, same settings."""
    depth = float(hospital.depth_mm + rng.integers(-1, 2) * 5)
    diameter = float(rng.choice([a.QBOX_DIAMETER_MM[0], a.QBOX_DIAMETER_MM[1]], p=[0.25, 0.75]))
    start, gain = int(rng.integers(8 * 60, 17 * 60)), hospital.gain_percent + int(rng.integers(-3, 4))
    plans = []
    for index in range(a.ACQUISITIONS):
        site = exp(log(liver.mean_kpa) + rng.normal(0, liver.between_log_sd))
        void, shadow = _signal(rng)
        height, width = rng.uniform(*a.BOX_HEIGHT_MM), rng.uniform(*a.BOX_WIDTH_MM)
        plans.append(
            AcquisitionPlan(
                index=index,
                looks_like=looks[index],
                texture=textures[index],
                mean_kpa=site,
                expected_qbox_kpa=site * exp(rng.normal(0, a.QBOX_LOG_SD)),
                void_share=void,
                shadow=shadow,
                depth_mm=depth,
                box_depth_mm=_box_depth(rng, liver.capsule_mm, depth, height),
                box_height_mm=float(height),
                box_width_mm=float(width),
                box_angle_deg=float(rng.normal(0, 5.0)),
                qbox_diameter_mm=diameter,
                gain_percent=gain,
                minute=start + index,
            )
        )
    return tuple(plans)


def _box_depth(rng: Generator, capsule_mm: float, depth_mm: float, height_mm: float) -> float:
    wanted = capsule_mm + rng.uniform(*a.BOX_BELOW_CAPSULE_MM)
    return float(min(wanted, depth_mm - height_mm - 8.0))


def _signal(rng: Generator) -> tuple[float, bool]:
    if rng.random() < a.POOR_ACQUISITION_SHARE:
        return float(rng.uniform(*a.POOR_VOID_SHARE)), bool(rng.random() < 0.6)
    share = a.VOID_SHARE_MEDIAN * exp(rng.normal(0, a.VOID_SHARE_SPREAD))
    return float(np.clip(share, 0.0, a.VOID_SHARE_MAX)), False
