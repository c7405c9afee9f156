"""What frozen layers give, computed once and kept in a memory-mapped file.

Layers that training leaves alone give the same maps in every epoch, if the patch is the same. So each
screen is changed a few times only, and of every changed patch those pooled maps that the rest of the network
looks at are kept as half floats: an epoch then costs that rest. A folder holds ``maps.f16`` and
``maps.json``: what they were made from and how far they are; a run that was interrupted goes on where it
stopped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dlre_gui.model import layout, networks
from dlre_gui.training.augment import Augmenter, plain
from dlre_gui.training.fit_data import FitData
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import IsCancelled, Progress, Report, stop_if
from dlre_gui.training.reserve import reserve
from dlre_gui.training.runtime import prepare_runtime

MAPS_NAME, MARK_NAME = "maps.f16", "maps.json"
_SCREENS_AT_ONCE = 4
_ITEM_BYTES = 2  # of a half float


def kept_maps(options: FitOptions) -> tuple[int, ...]:
    """Numbers of the pooled maps that the trained layers look at and frozen ones give, ascending."""
    frozen = options.frozen
    looked_at = {number for number in layout.hidden_maps(options.architecture) if number <= frozen}
    return tuple(sorted(looked_at | {frozen}))


def maps_bytes(n_screens: int, options: FitOptions) -> int:
    """What keeping the maps of so many screens takes; 0 where they are not kept."""
    if not options.keeps_maps:
        return 0
    return n_screens * (options.variants + 1) * sum(_sizes(kept_maps(options))) * _ITEM_BYTES


def _sizes(numbers: Sequence[int]) -> list[int]:
    """Values of each map."""
    return [layout.CHANNELS[number] * layout.pooled_sides()[number - 1] ** 2 for number in numbers]


def with_frozen_maps(
    data: FitData,
    trunk: Mapping[str, NDArray[np.float32]],
    options: FitOptions,
    folder: Path,
    report: Report,
    cancelled: IsCancelled,
) -> FitData:
    """The data with `kept_maps` of the trunk, of each screen as it is and changed.

    Parameters
    ----------
    trunk
        Tensors of the frozen convolutions; others are not looked at.

    Raises
    ------
    FileError
        If the disk has no room.
    Cancelled
        What is finished is kept.
    """
    prepare_runtime(options.threads)
    folder.mkdir(parents=True, exist_ok=True)
    places = np.sort(np.concatenate([data.train, data.held]))
    shape = (len(data.stages), options.variants + 1, sum(_sizes(kept_maps(options))))
    frozen = _frozen_tensors(trunk, options)
    work = _Maps(folder, _fingerprint(data, frozen, options), shape)
    network = networks.build("gut")
    networks.load_state(network, networks.state_of(network) | frozen)
    network.to(options.device, memory_format=torch.channels_last).eval()  # type: ignore[call-overload]
    chunks = [places[start : start + _SCREENS_AT_ONCE] for start in range(0, len(places), _SCREENS_AT_ONCE)]
    for number in range(work.done, len(chunks)):
        stop_if(cancelled)
        random = np.random.default_rng([options.seed, number])
        work.write(number, chunks[number], _of_screens(network, data, chunks[number], options, random))
        report(Progress("features", number + 1, len(chunks)))
    return replace(data, maps=np.memmap(folder / MAPS_NAME, np.float16, "r", shape=shape))


def split_maps(values: Tensor, numbers: Sequence[int]) -> dict[int, Tensor]:
    """Kept maps (n, values) as (n, channels, side, side) by number."""
    parts = torch.split(values, _sizes(numbers), dim=1)
    sides = layout.pooled_sides()
    return {
        number: part.reshape(len(values), layout.CHANNELS[number], sides[number - 1], sides[number - 1])
        for number, part in zip(numbers, parts, strict=True)
    }


def _frozen_tensors(trunk: Mapping[str, NDArray[np.float32]], options: FitOptions) -> dict[str, Any]:
    layers = layout.CONVOLUTIONS[: options.frozen]
    return {f"{layer}.{part}": trunk[f"{layer}.{part}"] for layer in layers for part in ("weight", "bias")}


def _of_screens(
    network: networks.Network,
    data: FitData,
    places: NDArray[np.intp],
    options: FitOptions,
    random: np.random.Generator,
) -> NDArray[np.float16]:
    """Maps of shape (screens, variants + 1, values): unchanged first."""
    count = len(places) * options.variants
    views = random.integers(0, data.patches.shape[1], count)
    drawn = torch.from_numpy(data.patches[np.repeat(places, options.variants), views])
    changed = Augmenter(options.augmentation, random)(drawn.to(options.device))
    numbers = kept_maps(options)
    with torch.inference_mode():
        first = plain(torch.from_numpy(data.patches[places, 0]).to(options.device))
        still = _flat(network.pooled(first), numbers)
        moved = _flat(network.pooled(changed), numbers).reshape(len(places), options.variants, -1)
    made: NDArray[np.float16] = torch.cat([still[:, None], moved], dim=1).to(torch.float16).cpu().numpy()
    return made


def _flat(pooled: Sequence[Tensor], numbers: Sequence[int]) -> Tensor:
    return torch.cat([pooled[number - 1].flatten(1) for number in numbers], dim=1)


class _Maps:
    """The file, and how many chunks of it are finished; maps are written before the count."""

    def __init__(self, folder: Path, fingerprint: str, shape: tuple[int, ...]) -> None:
        self._mark, self._fingerprint = folder / MARK_NAME, fingerprint
        path = folder / MAPS_NAME
        size = _ITEM_BYTES * int(np.prod(shape))
        self.done = self._known(path, size)
        if not self.done:
            path.unlink(missing_ok=True)
            reserve(path, size)
        self._values = np.memmap(path, np.float16, "r+", shape=shape)

    def write(self, number: int, places: NDArray[np.intp], maps: NDArray[np.float16]) -> None:
        self._values[places] = maps
        fresh = self._mark.with_suffix(".part")
        fresh.write_text(json.dumps({"fingerprint": self._fingerprint, "done": number + 1}), "utf-8")
        fresh.replace(self._mark)

    def _known(self, path: Path, size: int) -> int:
        try:
            mark = json.loads(self._mark.read_text("utf-8"))
            same = mark["fingerprint"] == self._fingerprint and path.stat().st_size == size
            return int(mark["done"]) if same else 0
        except (OSError, ValueError, KeyError, TypeError):
            return 0


def _fingerprint(data: FitData, frozen: Mapping[str, NDArray[np.float32]], options: FitOptions) -> str:
    kept = {name: value for name, value in options.as_values().items() if name in _DECIDING}
    content = json.dumps([torch.__version__, kept_maps(options), kept], sort_keys=True)
    digest = hashlib.sha256(content.encode())
    for name in sorted(frozen):
        digest.update(np.ascontiguousarray(frozen[name]).tobytes())
    data.add_to(digest)
    return digest.hexdigest()


_DECIDING = ("seed", "augmentation", "variants", "device", "threads")
