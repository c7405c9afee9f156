"""The small text reader in whole numbers of eight bits, as it is stored.

It takes less than half of the time then, and what its layers add up is the same on every processor:
weights of seven bits cannot overflow the sums of any.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import helper, numpy_helper

Floats = NDArray[np.float32]
WEIGHT_STEPS = 63  # on either side of 0
ACTIVATION_STEPS = 255  # from 0 on: behind each layer but the last


class Layers:
    """A reader's convolutions, batch norms folded in.

    Parameters
    ----------
    weights
        Weights and biases of each; the head's last.
    pads, pooled
        Of each convolution; layers whose height is halved.
    """

    def __init__(
        self, weights: Sequence[tuple[Floats, Floats]], pads: Sequence[tuple[int, int]], pooled: Sequence[int]
    ) -> None:
        self._weights, self._pads, self._pooled = weights, pads, pooled

    def activations(self, line: Floats) -> list[Floats]:
        """What each layer makes of a line, shape (1, 1, 24, w); the head's scores last."""
        made, seen = [], torch.from_numpy(line)
        for k, (weight, bias) in enumerate(self._weights):
            own = torch.from_numpy(weight), torch.from_numpy(bias)
            seen = torch.nn.functional.conv2d(seen, *own, stride=1 if k else 2, padding=self._pads[k])
            if k < len(self._weights) - 1:
                seen = torch.relu(seen)
            made.append(seen.numpy())
            if k in self._pooled:
                seen = torch.nn.functional.max_pool2d(seen, (2, 1))
        return made

    def highest(self, lines: Iterable[Floats]) -> list[float]:
        """The highest activation behind each layer but the last, over some lines."""
        told = [[float(one.max()) for one in self.activations(line)[:-1]] for line in lines]
        return [max(layer) for layer in zip(*told, strict=True)]

    def in_bytes(self, highest: Sequence[float], alphabet: Sequence[str]) -> onnx.ModelProto:
        """As ONNX: input ``line`` float32 (1, 1, 24, w), output ``characters`` (1, steps, characters)."""
        built = _Graph()
        steps = [step / ACTIVATION_STEPS for step in (1.0, *highest)]
        value = built.as_bytes("line", steps[0], "line")
        for k, (weight, bias) in enumerate(self._weights):
            is_last = k == len(self._weights) - 1
            names = built.floats(k, weight, bias) if is_last else built.bytes_of(k, weight, bias, steps[k])
            pads, strides = [*self._pads[k], *self._pads[k]], [1, 1] if k else [2, 2]
            value = built.node("Conv", [value, *names], f"conv{k}", pads=pads, strides=strides)
            if not is_last:
                value = built.as_bytes(built.node("Relu", [value], f"relu{k}"), steps[k + 1], f"step{k}")
            if k in self._pooled:
                value = built.node("MaxPool", [value], f"pool{k}", kernel_shape=[2, 1], strides=[2, 1])
                value = built.as_bytes(value, steps[k + 1], f"pooled{k}")
        built.constant("height", np.array([2]))
        value = built.node("Squeeze", [value, "height"], "scores")
        value = built.node("Transpose", [value], "steps", perm=[0, 2, 1])
        built.node("Softmax", [value], "characters", axis=2)
        return built.model(alphabet)


class _Graph:
    """ONNX nodes and constants, whole numbers written as such between QuantizeLinear and its inverse."""

    def __init__(self) -> None:
        self._nodes: list[onnx.NodeProto] = []
        self._constants: list[onnx.TensorProto] = []

    def node(self, kind: str, inputs: list[str], name: str, **attributes: Any) -> str:
        self._nodes.append(helper.make_node(kind, inputs, [name], name, **attributes))
        return name

    def constant(self, name: str, values: NDArray[np.generic]) -> str:
        self._constants.append(numpy_helper.from_array(values, name))
        return name

    def as_bytes(self, value: str, step: float, name: str) -> str:
        """The value rounded to 256 steps from 0 on."""
        scale = self.constant(f"{name}_scale", np.array(step, np.float32))
        zero = self.constant(f"{name}_zero", np.array(0, np.uint8))
        stored = self.node("QuantizeLinear", [value, scale, zero], f"{name}_stored")
        return self.node("DequantizeLinear", [stored, scale, zero], f"{name}_seen")

    def floats(self, layer: int, weight: Floats, bias: Floats) -> list[str]:
        """Weights and biases as they are."""
        return [self.constant(f"weight{layer}", weight), self.constant(f"bias{layer}", bias)]

    def bytes_of(self, layer: int, weight: Floats, bias: Floats, step: float) -> list[str]:
        """Weights in bytes, a step of its own for each output channel; biases in steps of the sums."""
        scales = (np.abs(weight).max(axis=(1, 2, 3)).clip(1e-8) / WEIGHT_STEPS).astype(np.float32)
        whole = np.rint(weight / scales[:, None, None, None]).astype(np.int8)
        sums = (scales * np.float32(step)).astype(np.float32)
        return [
            self._stored(f"weight{layer}", whole, scales),
            self._stored(f"bias{layer}", np.rint(bias / sums).astype(np.int32), sums),
        ]

    def _stored(self, name: str, whole: NDArray[np.integer], scales: Floats) -> str:
        parts = [
            self.constant(name, whole),
            self.constant(f"{name}_scale", scales),
            self.constant(f"{name}_zero", np.zeros(len(scales), whole.dtype)),
        ]
        return self.node("DequantizeLinear", parts, f"{name}_seen", axis=0)

    def model(self, alphabet: Sequence[str]) -> onnx.ModelProto:
        float32 = onnx.TensorProto.FLOAT
        made = helper.make_graph(
            self._nodes,
            "dlre-text-reader",
            [helper.make_tensor_value_info("line", float32, [1, 1, 24, "w"])],
            [helper.make_tensor_value_info("characters", float32, [1, "steps", len(alphabet) + 2])],
            self._constants,
        )
        model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        helper.set_model_props(model, {"character": "\n".join(alphabet)})
        return model


def _rounded(values: torch.Tensor, step: torch.Tensor | float) -> torch.Tensor:
    return values + (torch.round(values / step) * step - values).detach()


def _rounded_weight(weight: torch.Tensor) -> torch.Tensor:
    """Each output channel rounded to its own steps."""
    step = weight.detach().abs().amax(dim=(1, 2, 3), keepdim=True).clamp(min=1e-8) / WEIGHT_STEPS
    return _rounded(weight, step)
