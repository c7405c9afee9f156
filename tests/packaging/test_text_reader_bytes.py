"""The small text reader in eight bits, as it is stored."""

from __future__ import annotations

import numpy as np
import onnx
import onnxruntime as ort
import pytest
from onnx import numpy_helper

from dlre_gui.places import resources_dir

SHAPES = ((6, 1, 3, 3), (8, 6, 3, 3), (8, 8, 3, 3), (8, 8, 3, 3), (8, 8, 1, 5), (5, 8, 1, 1))
PADS = ((1, 1), (1, 1), (1, 1), (0, 1), (0, 2), (0, 0))


@pytest.fixture
def layers(script):
    rng = np.random.default_rng(4)
    weights = [
        (rng.normal(0, 0.4, shape).astype(np.float32), rng.normal(0, 0.1, shape[0]).astype(np.float32))
        for shape in SHAPES
    ]
    return script("text_reader_bytes").Layers(weights, PADS, (1, 2))


def lines(n: int) -> list[np.ndarray]:
    rng = np.random.default_rng(n)
    return [rng.random((1, 1, 24, 64), np.float32) for _ in range(n)]


def test_graph_in_bytes_reads_as_the_reader_in_floats(layers) -> None:
    stored = layers.in_bytes(layers.highest(lines(8)), ["a", "b", "c"]).SerializeToString()
    session = ort.InferenceSession(stored, providers=["CPUExecutionProvider"])
    for line in lines(3):
        scores = layers.activations(line)[-1][0, :, 0].T
        meant = np.exp(scores - scores.max(axis=1, keepdims=True))
        found = session.run(None, {"line": line})[0][0]
        off = np.abs(found - meant / meant.sum(axis=1, keepdims=True))
        assert off.mean() < 0.03


def test_weights_are_stored_in_bytes_of_seven_bits(layers) -> None:
    graph = layers.in_bytes(layers.highest(lines(2)), ["a", "b", "c"]).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    for layer in range(len(SHAPES) - 1):
        weight = stored[f"weight{layer}"]
        assert weight.dtype == np.int8
        assert np.abs(weight.astype(int)).max(axis=(1, 2, 3)).tolist() == [63] * len(weight)


def test_bundled_reader_is_in_bytes() -> None:
    bundled = onnx.load(resources_dir() / "text-reader" / "reader.onnx")
    kinds = [
        one.data_type
        for one in bundled.graph.initializer
        if one.name.startswith("weight") and len(one.dims) == 4
    ]
    assert kinds.count(onnx.TensorProto.INT8) == len(kinds) - 1 == 6  # its head is in floats
