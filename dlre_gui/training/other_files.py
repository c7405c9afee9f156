"""The same acquisition as the file of another scanner setting would give it.

Another scale, opacity and compression leave errors on the stiffness map that the network must not answer
to: steps of the scale, texture that JPEG takes away or puts there, an outline found a px elsewhere. What
ranges are drawn from is ours.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from dlre_gui.domain.findings import Findings, StiffnessMap
from dlre_gui.domain.screen import Screen
from dlre_gui.model.scale import ReferenceScale, places_of

MAXIMA_KPA = (30.0, 40.0, 50.0, 70.0)
_ROOM = 0.97  # of a scale: a map that reaches higher is not shown on it, for saturation is no mere error
_OPACITIES = (0.5, 1.0)
_QUALITIES = (80, 95)
_WITHOUT_LOSS = 0.25  # share of the files that are not compressed with loss
_EDGE_PX = 2
_BITS, _STEPS = 6, 2048  # of each channel that tell the place on the scale; places told apart


@dataclass(frozen=True, slots=True)
class OtherFile:
    """What a file is written with; `quality` is JPEG's, None for none."""

    maximum_kpa: float
    opacity: float
    quality: int | None
    edge_px: int = 0


def as_other_file(
    screen: Screen, findings: Findings, scale: ReferenceScale, random: np.random.Generator
) -> Findings:
    """What would have been found in another file of this screen; the same where there is no map.

    What lies under the map is not known: its place is taken by the darkest channel.
    """
    if findings.swe_box is None or findings.stiffness is None:
        return findings
    under = screen.pixels[findings.swe_box.box.slices].min(axis=2)
    file = drawn(findings.stiffness, scale, random)
    return replace(findings, stiffness=through(findings.stiffness, under, scale, file))


def drawn(stiffness: StiffnessMap, scale: ReferenceScale, random: np.random.Generator) -> OtherFile:
    """Settings that the map fits on."""
    known = stiffness.kpa[np.isfinite(stiffness.kpa)]
    most = min(float(known.max(initial=0.0)), scale.maximum_kpa)
    fitting = [maximum for maximum in MAXIMA_KPA if most < _ROOM * maximum]
    quality = int(random.integers(*_QUALITIES, endpoint=True))
    return OtherFile(
        float(random.choice(fitting)),
        float(random.uniform(*_OPACITIES)),
        None if random.random() < _WITHOUT_LOSS else quality,
        int(random.integers(0, _EDGE_PX, endpoint=True)),
    )


def through(
    stiffness: StiffnessMap, under: NDArray[np.uint8], scale: ReferenceScale, file: OtherFile
) -> StiffnessMap:
    """The map after it was drawn over the B-mode, written and read back.

    Parameters
    ----------
    under
        Grey levels under the map, of the same shape.
    scale
        Its colours draw the map. Values above its maximum are cut off, as they are later anyhow.

    Returns
    -------
    Void where the given map is, and up to `file.edge_px` from the box's edge.
    """
    shown = replace(scale, minimum_kpa=0.0, maximum_kpa=file.maximum_kpa)
    known = np.isfinite(stiffness.kpa)
    overlay = shown.paint(np.where(known, stiffness.kpa, np.float32(0)))
    grey = np.repeat(under[..., None], 3, axis=2).astype(np.float32)
    beneath = (1 - file.opacity) * grey
    mixed = np.where(known[..., None], file.opacity * overlay + beneath, grey)
    read = (_written(np.rint(mixed).astype(np.uint8), file.quality) - beneath) / file.opacity
    levels = np.clip(np.rint(read), 0, 255).astype(np.uint8) >> (8 - _BITS)
    places = places_of(scale.colours, _BITS, _STEPS)[levels[..., 0], levels[..., 1], levels[..., 2]]
    kpa = np.where(known & _within(known.shape, file.edge_px), places * np.float32(file.maximum_kpa), np.nan)
    return replace(stiffness, kpa=kpa.astype(np.float32))


def _written(pixels: NDArray[np.uint8], quality: int | None) -> NDArray[np.float32]:
    if quality is None:
        return pixels.astype(np.float32)
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "jpeg", quality=quality)
    return np.asarray(Image.open(file).convert("RGB"), np.float32)


def _within(shape: tuple[int, ...], edge_px: int) -> NDArray[np.bool_]:
    """All but so many px at each edge."""
    inner = np.zeros(shape, dtype=bool)
    inner[edge_px : shape[0] - edge_px, edge_px : shape[1] - edge_px] = True
    return inner
