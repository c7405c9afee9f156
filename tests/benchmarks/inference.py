"""Screens a second for the three tasks on one thread, beside plainly exported networks in ONNX Runtime.

    python -m tests.benchmarks.inference [--rounds 60]

`ours`: the predictor of a package of random weights, one patch at a time. `plain`: each task's network as an
exporter writes it (convolution, ReLU, pooling, one after the other), an ONNX Runtime session of one thread a
task, float32, the same patches. The two take turns; what is compared is the time of the processor, so that
other work on the machine counts little. Goals: at least 1.0 times as fast for `gut`, 2 times for `spie` and
`transfer`, whose tasks share frozen layers; the probabilities agree within 1e-6.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import median

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import helper, numpy_helper

from dlre_gui.domain.exam import Task
from dlre_gui.model import layout
from dlre_gui.model.predict import Predictor
from dlre_gui.terminal import print_table
from tests.model.model_packages import make_package

GOALS = {"gut": 1.0, "basic": 1.0, "spie": 2.0, "transfer": 2.0}
WARM_UP = 5
Patch = NDArray[np.float32]


def exported(architecture: str, weights: Mapping[str, NDArray[np.float32]]) -> bytes:
    """One task's network, node by node as it is defined."""
    nodes, value, pooled = [], "patch", []
    for number in range(1, len(layout.CHANNELS)):
        names = (f"c{number}", f"r{number}", f"p{number}")
        given = [value, f"conv{number}.weight", f"conv{number}.bias"]
        nodes.append(helper.make_node("Conv", given, [names[0]], kernel_shape=[3, 3]))
        nodes.append(helper.make_node("Relu", [names[0]], [names[1]]))
        nodes.append(helper.make_node("MaxPool", [names[1]], [names[2]], kernel_shape=[2, 2], strides=[2, 2]))
        nodes.append(helper.make_node("Flatten", [names[2]], [f"f{number}"]))
        pooled.append(f"f{number}")
        value = names[2]
    flat = [pooled[number - 1] for number in layout.hidden_maps(architecture)]
    nodes.append(helper.make_node("Concat", flat, ["flat"], axis=1))
    nodes.append(helper.make_node("Gemm", ["flat", "hidden.weight", "hidden.bias"], ["h"], transB=1))
    nodes.append(helper.make_node("Relu", ["h"], ["hr"]))
    nodes.append(helper.make_node("Gemm", ["hr", "output.weight", "output.bias"], ["logits"], transB=1))
    nodes.append(helper.make_node("Softmax", ["logits"], ["probabilities"], axis=1))
    real = onnx.TensorProto.FLOAT
    image = [1, layout.CHANNELS[0], layout.SIDE_PX, layout.SIDE_PX]
    graph = helper.make_graph(
        nodes,
        "plain",
        [helper.make_tensor_value_info("patch", real, image)],
        [helper.make_tensor_value_info("probabilities", real, [1, layout.OUTPUTS])],
        [numpy_helper.from_array(np.ascontiguousarray(each), name) for name, each in weights.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    return bytes(model.SerializeToString())


def plain_runtime(
    architecture: str, weights: Mapping[str, NDArray[np.float32]]
) -> Callable[[Patch], list[float]]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    sessions = [
        onnxruntime.InferenceSession(exported(architecture, state), options, ["CPUExecutionProvider"])
        for state in layout.unpack(architecture, weights).values()
    ]
    return lambda patch: [float(one.run(None, {"patch": patch[None]})[0][0, 1]) for one in sessions]


def measure(architecture: str, rounds: int) -> tuple[float, float, float, float]:
    """Screens a second of ours and of the plain one, ratio, largest difference of a probability."""
    with tempfile.TemporaryDirectory() as folder:
        package = make_package(Path(folder) / "package", architecture)
    ours, plain = Predictor(package, "cpu"), plain_runtime(architecture, package.weights)
    random = np.random.default_rng(1)
    seconds: dict[str, list[float]] = {"ours": [], "plain": []}
    largest = 0.0
    for number in range(rounds + WARM_UP):
        patch = random.random((3, layout.SIDE_PX, layout.SIDE_PX), dtype=np.float32)
        started = time.process_time()
        mine = ours.predict(patch)
        between = time.process_time()
        theirs = plain(patch)
        ended = time.process_time()
        largest = max(largest, *(abs(mine[t] - p) for t, p in zip(Task, theirs, strict=True)))
        if number >= WARM_UP:
            seconds["ours"].append(between - started)
            seconds["plain"].append(ended - between)
    ratio = median(p / o for o, p in zip(seconds["ours"], seconds["plain"], strict=True))
    return 1 / median(seconds["ours"]), 1 / median(seconds["plain"]), ratio, largest


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=60)
    rounds = parser.parse_args().rounds
    rows = []
    for architecture in layout.ARCHITECTURES:
        ours, plain, ratio, largest = measure(architecture, rounds)
        goal = GOALS[architecture]
        reached = "reached" if ratio >= goal else "NOT reached"
        rows.append(
            (
                architecture,
                f"{ours:.0f}",
                f"{plain:.0f}",
                f"{ratio:.2f}",
                f"{goal:g}: {reached}",
                f"{largest:.0e}",
            )
        )
    columns = ("network", "ours, screens/s", "plain", "ratio", "goal", "largest difference")
    print_table(columns, rows, f"Three tasks, one thread, onnxruntime {onnxruntime.__version__}")


if __name__ == "__main__":
    main()
