"""The three tasks' networks as one ONNX graph, built in memory from a package's weights.

Input ``patch``: float32 (1, 3, 250, 250). Output ``logits``: float32 (3, 2), before softmax, a row a task in
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
OUTPUT = "logits"
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
    maps = {task: _maps(graph, architecture, tensors, task) for task in Task}
    hidden = _hidden(graph, architecture, tensors, maps)
    rows = _outputs(graph, tensors, hidden)
    shape = graph.weight("shape", np.array([len(Task), layout.OUTPUTS], np.int64))
    graph.add("Reshape", [rows, shape], OUTPUT)
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
) -> str:
    """The hidden nodes of all tasks, one after the other: the sum of what their maps bring."""
    names = [layout.package_name(architecture, task, "hidden") for task in Task]
    value = graph.weight("hidden.bias", np.concatenate([tensors[f"{name}.bias"] for name in names]))
    ends = np.cumsum(layout.hidden_inputs(architecture))
    for place, end in enumerate(ends):
        start = int(ends[place - 1]) if place else 0
        parts = [tensors[f"{name}.weight"][:, start:end] for name in names]
        value = _brought(graph, [maps[task][place] for task in Task], parts, value, f"hidden.sum{place}")
    return graph.add("Relu", [value], "hidden")


def _brought(
    graph: _Graph, maps: list[str], weights: list[NDArray[np.float32]], before: str, name: str
) -> str:
    """What the tasks' maps bring to their hidden nodes, in one go where they share the map, and `before`."""
    if len(set(maps)) == 1:
        joined = graph.weight(f"{name}.weight", np.concatenate(weights))
        return graph.add("Gemm", [maps[0], joined, before], name, transB=1)
    own = [
        graph.add("Gemm", [value, graph.weight(f"{value}.{task}", each)], f"{value}.{task}.product", transB=1)
        for task, value, each in zip(Task, maps, weights, strict=True)
    ]
    return graph.add("Add", [graph.add("Concat", own, f"{name}.own", axis=1), before], name)


def _outputs(graph: _Graph, tensors: Mapping[str, NDArray[np.float32]], hidden: str) -> str:
    """Both outputs of each task, shape (1, 6): each reads its own hidden nodes, the others' by zeros."""
    weight = np.zeros((len(Task) * layout.OUTPUTS, len(Task) * layout.HIDDEN_NODES), np.float32)
    for place, task in enumerate(Task):
        rows, nodes = layout.OUTPUTS * place, layout.HIDDEN_NODES * place
        own = tensors[f"{task.value}.output.weight"]
        weight[rows : rows + layout.OUTPUTS, nodes : nodes + layout.HIDDEN_NODES] = own
    bias = np.concatenate([tensors[f"{task.value}.output.bias"] for task in Task])
    named = graph.weight("output.weight", weight), graph.weight("output.bias", bias)
    return graph.add("Gemm", [hidden, *named], "output", transB=1)
