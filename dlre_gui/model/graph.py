"""The three tasks' networks as one ONNX graph, built in memory from a package's weights.

Input ``patch``: float32 (1, 3, 250, 250). Output ``probabilities``: float32 (3, 2), a row a task in
the order of `Task`. A tensor that several tasks share (the trunk of ``spie``) is computed once, and the
hidden nodes of all tasks read a shared map together: their weights are most of what has to be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from dlre_gui.domain.exam import Task
from dlre_gui.model import layout

INPUT = "patch"
OUTPUT = "probabilities"
_OPSET = 17
_IR_VERSION = 8


class _Graph:
    """Nodes and weights; each node is named after its output and added once."""

    def __init__(self) -> None:
        self.nodes: dict[str, onnx.NodeProto] = {}
        self.weights: dict[str, NDArray[np.generic]] = {}

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:
        if output not in self.nodes:
            self.nodes[output] = helper.make_node(kind, inputs, [output], name=output, **attributes)
        return output

    def split(self, value: str, outputs: list[str]) -> None:
        """Equal parts of a row."""
        name = f"{value}.split"
        self.nodes[name] = helper.make_node("Split", [value], outputs, name=name, axis=1)

    def weight(self, name: str, value: NDArray[np.generic]) -> str:
        self.weights[name] = value
        return name


def build_graph(architecture: str, tensors: Mapping[str, NDArray[np.float32]]) -> bytes:
    """The serialised ONNX model for weights by the names of `layout.package_shapes`."""
    graph = _Graph()
    maps = {task: _maps(graph, architecture, tensors, task) for task in Task}
    hidden = _hidden(graph, architecture, tensors, maps)
    logits = [_logits(graph, architecture, tensors, task, hidden[task]) for task in Task]
    joined = graph.add("Concat", logits, "logits", axis=0)
    graph.add("Softmax", [joined], OUTPUT, axis=1)
    image = [1, layout.CHANNELS[0], layout.SIDE_PX, layout.SIDE_PX]
    made = helper.make_graph(
        list(graph.nodes.values()),
        f"dlre-{architecture}",
        [helper.make_tensor_value_info(INPUT, onnx.TensorProto.FLOAT, image)],
        [helper.make_tensor_value_info(OUTPUT, onnx.TensorProto.FLOAT, [len(Task), layout.OUTPUTS])],
        [numpy_helper.from_array(np.ascontiguousarray(v), n) for n, v in graph.weights.items()],
    )
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION)
    return bytes(model.SerializeToString())


def _layer(
    graph: _Graph, architecture: str, tensors: Mapping[str, NDArray[np.float32]], task: Task, layer: str
) -> list[str]:
    """Names of a layer's weight and bias, which are now among the graph's."""
    names = [layout.package_name(architecture, task, f"{layer}.{part}") for part in ("weight", "bias")]
    return [graph.weight(name, tensors[name]) for name in names]


def _maps(
    graph: _Graph, architecture: str, tensors: Mapping[str, NDArray[np.float32]], task: Task
) -> list[str]:
    """The pooled maps that a task's hidden nodes connect to, flattened."""
    value, maps = INPUT, []
    for number in range(1, len(layout.CHANNELS)):
        value = _convolution(graph, value, _layer(graph, architecture, tensors, task, f"conv{number}"))
        maps.append(value)
    wanted = [maps[number - 1] for number in layout.hidden_maps(architecture)]
    return [graph.add("Flatten", [value], f"{value}.flat") for value in wanted]


def _logits(
    graph: _Graph, architecture: str, tensors: Mapping[str, NDArray[np.float32]], task: Task, hidden: str
) -> str:
    layer = _layer(graph, architecture, tensors, task, "output")
    return graph.add("Gemm", [hidden, *layer], f"{task.value}.logits", transB=1)


def _convolution(graph: _Graph, value: str, layer: list[str]) -> str:
    name = layer[0].removesuffix(".weight")
    convolved = graph.add("Conv", [value, *layer], name, kernel_shape=[layout.KERNEL_PX] * 2)
    active = graph.add("Relu", [convolved], f"{name}.relu")
    return graph.add("MaxPool", [active], f"{name}.pooled", kernel_shape=[2, 2], strides=[2, 2])


def _hidden(
    graph: _Graph,
    architecture: str,
    tensors: Mapping[str, NDArray[np.float32]],
    maps: Mapping[Task, list[str]],
) -> dict[Task, str]:
    """Each task's hidden nodes: the sum of what its maps bring."""
    names = {task: layout.package_name(architecture, task, "hidden") for task in Task}
    ends = np.cumsum(layout.hidden_inputs(architecture))
    sums = {task: graph.weight(f"{name}.bias", tensors[f"{name}.bias"]) for task, name in names.items()}
    for place, end in enumerate(ends):
        start = int(ends[place - 1]) if place else 0
        parts = {task: tensors[f"{name}.weight"][:, start:end].T for task, name in names.items()}
        brought = _brought(graph, {task: maps[task][place] for task in Task}, parts)
        for task, name in names.items():
            sums[task] = graph.add("Add", [brought[task], sums[task]], f"{name}.sum{place}")
    return {task: graph.add("Relu", [sums[task]], f"{name}.relu") for task, name in names.items()}


def _brought(
    graph: _Graph, maps: Mapping[Task, str], weights: Mapping[Task, NDArray[np.float32]]
) -> dict[Task, str]:
    """What one map brings to each task's hidden nodes; for all together where they share it."""
    if len(set(maps.values())) > 1:
        return {
            task: graph.add(
                "MatMul", [value, graph.weight(f"{value}.{task}", weights[task])], f"{value}.{task}.product"
            )
            for task, value in maps.items()
        }
    value = maps[next(iter(maps))]
    joined = graph.weight(f"{value}.all", np.concatenate([weights[task] for task in maps], axis=1))
    product = graph.add("MatMul", [value, joined], f"{value}.product")
    outputs = {task: f"{value}.{task}.product" for task in maps}
    graph.split(product, list(outputs.values()))
    return outputs
