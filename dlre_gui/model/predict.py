"""Probabilities of one patch: ONNX Runtime on the CPU, torch on a GPU.

Always one patch at a time and one thread on the CPU, so that a screen's probabilities are the
same to the last bit from the window, a folder or the command line.
"""

from __future__ import annotations

import platform
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from dlre_gui.domain.errors import DeviceError
from dlre_gui.domain.exam import Task
from dlre_gui.model import devices, layout
from dlre_gui.model.package import ModelPackage, refused

Patch = NDArray[np.float32]
_SHAPE = (layout.CHANNELS[0], layout.SIDE_PX, layout.SIDE_PX)


class Backend(Protocol):
    """A library that runs the three networks on one patch."""

    device: str
    runtime: str

    def run(self, patch: Patch) -> NDArray[np.float32]:
        """The two outputs before softmax, shape (3, 2), in the order of `Task`."""
        ...


class OnnxBackend:
    """ONNX Runtime on one CPU thread."""

    def __init__(self, package: ModelPackage) -> None:
        import onnxruntime

        from dlre_gui.model.graph import build_graph

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
        options.log_severity_level = 3
        if layout.shared_layers(package.card.architecture):  # one row by a large matrix: faster as it lies
            options.add_session_config_entry("session.disable_prepacking", "1")
        content = build_graph(package.card.architecture, package.weights)
        self._session = onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])
        self.device = f"cpu {platform.machine()}"
        self.runtime = f"onnxruntime {onnxruntime.__version__}"

    def run(self, patch: Patch) -> NDArray[np.float32]:
        rows: NDArray[np.float32] = self._session.run(None, {"patch": patch[None]})[0]
        return rows


class TorchBackend:
    """torch in full float32 precision on ``cpu`` (the reference) or ``cuda``."""

    def __init__(self, package: ModelPackage, device: str) -> None:
        import torch

        from dlre_gui.model import networks

        self._torch = torch
        self._device = torch.device(device)
        torch.backends.cudnn.deterministic = True
        torch.backends.cudnn.allow_tf32 = False
        torch.backends.cuda.matmul.allow_tf32 = False
        self._networks = []
        for state in layout.unpack(package.card.architecture, package.weights).values():
            network = networks.build(package.card.architecture)
            networks.load_state(network, state)
            self._networks.append(network.eval().to(self._device))
        named = torch.cuda.get_device_name() if device == "cuda" else platform.machine()
        self.device = f"{'cuda:0' if device == 'cuda' else 'cpu'} {named}"
        self.runtime = f"torch {torch.__version__}"

    def run(self, patch: Patch) -> NDArray[np.float32]:
        with self._torch.inference_mode():
            batch = self._torch.from_numpy(patch[None]).to(self._device)
            rows = self._torch.cat([network.logits(batch) for network in self._networks])
        outputs: NDArray[np.float32] = rows.cpu().numpy()
        return outputs


class Predictor:
    """Runs a package's three networks; warmed up when it is made.

    Parameters
    ----------
    device
        ``auto``, ``cpu`` or ``cuda``.

    Attributes
    ----------
    device
        The device really used.
    runtime
        The library that runs the networks, with its version.

    Raises
    ------
    DeviceError
        If the device asked for is not there or cannot run the networks.
    ModelPackageError
        If the networks do not answer probabilities.
    """

    def __init__(self, package: ModelPackage, device: str = "auto") -> None:
        self.package = package
        self._calibrations = package.calibrations
        chosen = devices.resolve(device)
        self._backend: Backend = OnnxBackend(package) if chosen == "cpu" else _on_gpu(package)
        self.device = self._backend.device
        self.runtime = self._backend.runtime
        self.predict(np.zeros(_SHAPE, np.float32))

    def predict(self, patch: Patch) -> dict[Task, float]:
        """P(≥F2), P(≥F3), P(F4) of a patch, float32 of shape (3, 250, 250) in [0, 1].

        Raises
        ------
        ValueError
            If the patch has another shape or type.
        ModelPackageError
            If the networks answer what is no probability, as overflowing weights do.
        """
        if patch.shape != _SHAPE or patch.dtype != np.float32:
            raise ValueError(f"a patch must be float32 of {_SHAPE}, not {patch.dtype} of {patch.shape}")
        outputs = self._backend.run(np.ascontiguousarray(patch)).astype(np.float64)
        if not np.isfinite(outputs).all():
            raise refused(self.package.path, "its networks do not answer probabilities")
        margins = outputs[:, 1] - outputs[:, 0]
        return {
            task: float(self._calibrations[task].probabilities(margin))
            for task, margin in zip(Task, margins, strict=True)
        }


def _on_gpu(package: ModelPackage) -> TorchBackend:
    try:
        backend = TorchBackend(package, "cuda")
        backend.run(np.zeros(_SHAPE, np.float32))
    except RuntimeError as error:
        reason = str(error).splitlines()[0]
        raise DeviceError(f"The GPU failed to run the model: {reason}", "Choose the device cpu.") from error
    return backend
