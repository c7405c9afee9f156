"""The tensors of a network and of a model package: names and shapes, without torch.

A binary network has ``conv1`` to ``conv4``, ``hidden`` and ``output``, each with ``.weight`` and
``.bias``; weights are (out, in[, 3, 3]), float32. A package holds the three tasks' networks:

- ``gut``: ``<task>.<name>``, e.g. ``ge_f2.conv1.weight``; nothing is shared.
- ``spie``: ``trunk.conv1`` to ``trunk.conv3`` once, then ``<task>.conv4``, ``.hidden``, ``.output``.
- ``basic`` and ``transfer``, which the second paper sets beside it: of its form, but nothing is shared, or
  all four convolutions are.

The columns of ``hidden.weight`` are the pooled maps flattened channel by channel, row by row:
the fourth for ``gut``; second, third, fourth one after the other for the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.exam import Task

SIDE_PX = 250
CHANNELS = (3, 16, 32, 32, 32)
KERNEL_PX = 3
HIDDEN_NODES = 32
OUTPUTS = 2
CONVOLUTIONS = ("conv1", "conv2", "conv3", "conv4")
_MAPS = {"gut": (4,), "spie": (2, 3, 4), "basic": (2, 3, 4), "transfer": (2, 3, 4)}
_SHARED = {"gut": 0, "spie": 3, "basic": 0, "transfer": 4}
ARCHITECTURES = tuple(_MAPS)

Shape = tuple[int, ...]
Tensors = dict[str, NDArray[np.float32]]


def pooled_sides() -> tuple[int, ...]:
    """Side of each pooled map, px: 124, 61, 29, 13."""
    sides, side = [], SIDE_PX
    for _ in CHANNELS[1:]:
        side = (side - KERNEL_PX + 1) // 2
        sides.append(side)
    return tuple(sides)


def hidden_maps(architecture: str) -> tuple[int, ...]:
    """Numbers (1 to 4) of the pooled maps that the hidden nodes connect to."""
    return _MAPS[architecture]


def shared_layers(architecture: str) -> int:
    """How many of the first convolutions the three tasks share."""
    return _SHARED[architecture]


def hidden_inputs(architecture: str) -> tuple[int, ...]:
    """Number of values each of `hidden_maps` brings."""
    sides = pooled_sides()
    return tuple(CHANNELS[number] * sides[number - 1] ** 2 for number in hidden_maps(architecture))


def network_shapes(architecture: str) -> dict[str, Shape]:
    """Name and shape of every tensor of one binary network."""
    shapes: dict[str, Shape] = {}
    for number, (inputs, outputs) in enumerate(pairwise(CHANNELS), start=1):
        shapes[f"conv{number}.weight"] = (outputs, inputs, KERNEL_PX, KERNEL_PX)
        shapes[f"conv{number}.bias"] = (outputs,)
    shapes["hidden.weight"] = (HIDDEN_NODES, sum(hidden_inputs(architecture)))
    shapes["hidden.bias"] = (HIDDEN_NODES,)
    shapes["output.weight"] = (OUTPUTS, HIDDEN_NODES)
    shapes["output.bias"] = (OUTPUTS,)
    return shapes


def package_name(architecture: str, task: Task, name: str) -> str:
    """The name, in a package, of tensor `name` of a task's network."""
    shared = name.split(".")[0] in CONVOLUTIONS[: shared_layers(architecture)]
    return f"trunk.{name}" if shared else f"{task.value}.{name}"


def package_shapes(architecture: str) -> dict[str, Shape]:
    """Name and shape of every tensor of a package with the three tasks."""
    shapes = network_shapes(architecture)
    return {package_name(architecture, task, name): shape for task in Task for name, shape in shapes.items()}


def pack(architecture: str, networks: Mapping[Task, Mapping[str, NDArray[np.float32]]]) -> Tensors:
    """The tensors of a package from the three tasks' networks.

    Raises
    ------
    ValueError
        If the tasks do not share what the architecture shares.
    """
    tensors: Tensors = {}
    for task in Task:
        for name in network_shapes(architecture):
            value = np.ascontiguousarray(networks[task][name], dtype=np.float32)
            known = tensors.setdefault(package_name(architecture, task, name), value)
            if known is not value and not np.array_equal(known, value):
                raise ValueError(f"the three tasks must share {name}")
    return tensors


def unpack(architecture: str, tensors: Mapping[str, NDArray[np.float32]]) -> dict[Task, Tensors]:
    """The three tasks' networks from the tensors of a package."""
    names = network_shapes(architecture)
    return {task: {n: tensors[package_name(architecture, task, n)] for n in names} for task in Task}
