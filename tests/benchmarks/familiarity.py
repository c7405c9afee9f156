"""How often `unlike_training` is flagged: fresh simulated patients, other scanners' livers, what is no liver.

    python -m tests.benchmarks.familiarity [--patients 60] [--screens 60] [--model ID]

Goals: at most 2 % of fresh simulated patients' screens (1440×1080 and 720×540 in turn); few of the screens of
livers in other scanners' styles (convex probe, 4 kPa to half of a scale of 25 to 70 kPa, at most 12 % void);
nearly all of those with 90 % void, without a map, saturated, of noise. Tolerances and limit of
`model.familiarity` were chosen on seeds 77777 and 781; the default seed is another.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from dlre_gui.domain.roi import propose
from dlre_gui.domain.screen import Screen
from dlre_gui.model.library import find_package
from dlre_gui.model.preprocess import patch_uint8
from dlre_gui.model.scale import InputSpec
from dlre_gui.screen import analyse
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.render import render
from dlre_gui.simulation.styles.appearance import Appearance
from dlre_gui.simulation.styles.screen import varied_screen
from dlre_gui.terminal import print_table

SEED = 52_001
SIZES = ((1440, 1080), (720, 540))
Picture = NDArray[np.uint8]


def patch_of(pixels: Picture, spec: InputSpec) -> Picture | None:
    """With the proposed ROI; None where box or scale was not found."""
    screen = Screen(np.ascontiguousarray(pixels), Path("screen.png"), 0, 1, "", "")
    findings = analyse(screen)
    if findings.swe_box is None or findings.stiffness is None:
        return None
    return patch_uint8(screen, findings, propose(findings.frame, findings.swe_box.box), spec)


def fresh_patients(count: int, spec: InputSpec) -> Iterator[Picture | None]:
    for patient in draw_patients(count, SEED):
        number = patient.index % len(patient.acquisitions)
        yield patch_of(render(patient, number, size=SIZES[patient.index % 2]).pixels, spec)


def other_livers(count: int, spec: InputSpec, random: np.random.Generator) -> Iterator[Picture | None]:
    def liver(look: Appearance) -> Appearance:
        top = float(random.choice([25, 30, 40, 50, 70]))
        box = replace(
            look.box,
            convex=True,
            level=float(random.uniform(4, top / 2)) / top,
            spread=float(random.uniform(0.08, 0.35)),
            void=float(random.uniform(0, 0.12)),
            touches="",
            shadow=False,
            blocky=False,
        )
        return replace(look, bar=replace(look.bar, unit="kPa", minimum=0.0, maximum=top), box=box)

    for index in range(count):
        try:
            yield patch_of(varied_screen(SEED, index, liver).pixels, spec)
        except ValueError:  # no frame has room for this look
            continue


def emptied(patch: Picture, share: float, random: np.random.Generator) -> Picture:
    """With that share of the map void, in blobs: there B-mode from elsewhere in the patch is shown."""
    grey = np.ptp(patch, axis=-1) == 0
    blobs = ndimage.gaussian_filter(random.normal(size=grey.shape), 8)
    missing = (blobs < np.quantile(blobs[~grey], share)) & ~grey
    level = int(patch[..., 0][grey].mean()) if grey.any() else 80
    half = patch.shape[0] // 2
    elsewhere = np.where(np.roll(grey, half, 0), np.roll(patch[..., 0], half, 0), level)
    return np.where(missing[..., None], elsewhere[..., None], patch).astype(np.uint8)


def unusable(patches: Iterable[Picture], random: np.random.Generator) -> dict[str, list[Picture]]:
    """What has to be flagged."""
    known = list(patches)
    return {
        "90 % void": [emptied(patch, 0.9, random) for patch in known],
        "no map": [emptied(patch, 1.0, random) for patch in known],
        "saturated": [
            np.where(np.ptp(patch, axis=-1, keepdims=True) > 0, (138, 7, 12), patch).astype(np.uint8)
            for patch in known
        ],
        "noise": [random.integers(0, 256, patch.shape, dtype=np.uint8) for patch in known[:5]],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--patients", type=int, default=60)
    parser.add_argument("--screens", type=int, default=60)
    parser.add_argument("--model")
    asked = parser.parse_args()
    package = find_package(asked.model)
    known, spec, random = package.familiarity, package.card.input.spec(), np.random.default_rng(SEED)
    if known is None:
        raise SystemExit(f"{package.card.id} carries no measure of familiarity.")
    fresh = [patch for patch in fresh_patients(asked.patients, spec) if patch is not None]
    others = [patch for patch in other_livers(asked.screens, spec, random) if patch is not None]
    groups = {"fresh simulated patients": fresh, "livers in other styles": others}
    groups |= unusable([*fresh[::3], *others[::3]], random)
    rows = []
    for name, patches in groups.items():
        found = np.array([known.distance(patch, spec) for patch in patches])
        low, middle, high = np.quantile(found, (0.05, 0.5, 0.95))
        share = f"{np.mean(found > known.threshold):.1%}"
        rows.append((name, str(len(found)), share, f"{low:.1f}", f"{middle:.1f}", f"{high:.1f}"))
    title = f"{package.card.id} {package.card.version}, flagged beyond {known.threshold:.2f}"
    print_table(("", "n", "flagged", "distance: 5 %", "median", "95 %"), rows, title)


if __name__ == "__main__":
    main()
