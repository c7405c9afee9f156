"""The three tasks' networks as one ONNX graph, built in memory from a package's weights.

Input ``patch``: float32 (1, 3, 250, 250). Output ``probabilities``: float32 (3, 2), a row a task in
the order of `Task`. A tensor that several tasks share (the trunk of ``spie``) is computed once.
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

    def weight(self, name: str, value: NDArray[np.generic]) -> str:
        self.weights[name] = value
        return name


def build_graph(architecture: str, tensors: Mapping[str, NDArray[np.float32]]) -> bytes:
    """The serialised ONNX model for weights by the names of `layout.package_shapes`."""
    graph = _Graph()
    logits = [_network(graph, architecture, tensors, task) for task in Task]
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


def _network(graph: _Graph, architecture: str, tensors: Mapping[str, NDArray[np.float32]], task: Task) -> str:
    def weights(layer: str) -> list[str]:
        names = [layout.package_name(architecture, task, f"{layer}.{part}") for part in ("weight", "bias")]
        return [graph.weight(name, tensors[name]) for name in names]

    value, maps = INPUT, []
    for number in range(1, len(layout.CHANNELS)):
        layer = weights(f"conv{number}")
        value = _convolution(graph, value, layer)
        maps.append(graph.add("Flatten", [value], f"{value}.flat"))
    hidden = _hidden(
        graph, [maps[number - 1] for number in layout.hidden_maps(architecture)], weights("hidden")
    )
    return graph.add("Gemm", [hidden, *weights("output")], f"{task.value}.logits", transB=1)


def _convolution(graph: _Graph, value: str, layer: list[str]) -> str:
    name = layer[0].removesuffix(".weight")
    convolved = graph.add("Conv", [value, *layer], name, kernel_shape=[layout.KERNEL_PX] * 2)
    active = graph.add("Relu", [convolved], f"{name}.relu")
    return graph.add("MaxPool", [active], f"{name}.pooled", kernel_shape=[2, 2], strides=[2, 2])


def _hidden(graph: _Graph, maps: list[str], layer: list[str]) -> str:
    """Hidden nodes over the concatenated maps."""
    name = layer[0].removesuffix(".weight")
    flat = graph.add("Concat", maps, f"{name}.in", axis=1) if len(maps) > 1 else maps[0]
    value = graph.add("Gemm", [flat, *layer], name, transB=1)
    return graph.add("Relu", [value], f"{name}.relu")
