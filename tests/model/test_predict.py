"""The same probabilities from every runtime, process and run; a device that is not there is an error."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest

from dlre_gui.domain.errors import DeviceError, ModelPackageError
from dlre_gui.domain.exam import Task
from dlre_gui.model import devices
from dlre_gui.model.calibration import Calibration
from dlre_gui.model.graph import build_graph
from dlre_gui.model.package import ModelPackage
from dlre_gui.model.predict import Predictor, TorchBackend
from dlre_gui.model.selftest import reference_patch, self_test
from tests.model.model_packages import random_tensors

# Computed by torch in float64 from the same weights and patch.
GOLDEN = {
    "gut": {"ge_f2": 0.46772361, "ge_f3": 0.50822337, "f4": 0.66516612},
    "spie": {"ge_f2": 0.44678981, "ge_f3": 0.46811877, "f4": 0.51750681},
}
no_gpu = pytest.mark.skipif(devices.gpu_count() > 0, reason="a GPU is present")


def test_probabilities_are_the_golden_ones(package: ModelPackage) -> None:
    made = Predictor(package, "cpu").predict(reference_patch())
    assert made == pytest.approx(GOLDEN[package.card.architecture], abs=1e-6)


def test_onnx_runtime_agrees_with_torch(package: ModelPackage) -> None:
    predictor, torch = Predictor(package, "cpu"), TorchBackend(package, "cpu")
    for seed in range(4):
        patch = reference_patch(seed)
        outputs = torch.run(patch).astype(np.float64)
        expected = Calibration().probabilities(outputs[:, 1] - outputs[:, 0])
        assert list(predictor.predict(patch).values()) == pytest.approx(expected, abs=1e-6)


def test_another_process_gives_bitwise_the_same_and_imports_no_torch(package: ModelPackage) -> None:
    code = (
        "import json, sys\n"
        "from dlre_gui.model.package import load_package\n"
        "from dlre_gui.model.predict import Predictor\n"
        "from dlre_gui.model.selftest import reference_patch\n"
        "made = Predictor(load_package(sys.argv[1]), 'cpu').predict(reference_patch())\n"
        "print(json.dumps([{t: p.hex() for t, p in made.items()}, 'torch' in sys.modules]))\n"
    )
    arguments = [sys.executable, "-c", code, str(package.path)]
    root = Path(__file__).resolve().parents[2]
    output = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=root).stdout
    elsewhere, torch_imported = json.loads(output)
    here = Predictor(package, "cpu").predict(reference_patch())
    assert elsewhere == {task: value.hex() for task, value in here.items()}
    assert not torch_imported


def test_repeated_runs_are_bitwise_the_same(package: ModelPackage) -> None:
    predictor = Predictor(package, "cpu")
    first = predictor.predict(reference_patch())
    predictor.predict(reference_patch(1))
    assert predictor.predict(reference_patch()) == first


def test_predictor_says_what_it_runs_on(gut: ModelPackage) -> None:
    predictor = Predictor(gut, "cpu")
    assert predictor.device.startswith("cpu")
    assert predictor.runtime.startswith("onnxruntime ")


def test_wrong_patch_is_refused(gut: ModelPackage) -> None:
    predictor = Predictor(gut, "cpu")
    for wrong in (np.zeros((3, 250, 251), np.float32), np.zeros((3, 250, 250), np.float64)):
        with pytest.raises(ValueError, match="a patch must be"):
            predictor.predict(wrong)


def test_a_package_whose_networks_overflow_is_refused(gut: ModelPackage) -> None:
    weights = {name: tensor * np.float32(1e18) for name, tensor in gut.weights.items()}
    with pytest.raises(ModelPackageError, match="do not answer probabilities"):
        Predictor(replace(gut, weights=weights), "cpu")


@no_gpu
def test_asking_for_a_missing_gpu_is_an_error_and_auto_is_the_cpu(gut: ModelPackage) -> None:
    with pytest.raises(DeviceError, match="GPU cannot be used"):
        Predictor(gut, "cuda")
    assert Predictor(gut, "auto").device.startswith("cpu")


def test_unknown_device_is_an_error(gut: ModelPackage) -> None:
    with pytest.raises(DeviceError, match="tpu"):
        Predictor(gut, "tpu")


@no_gpu
def test_auto_without_a_gpu_does_not_import_torch() -> None:
    code = (
        "import sys\n"
        "from dlre_gui.model import devices\n"
        "devices.resolve('auto')\n"
        "sys.exit('torch' in sys.modules)\n"
    )
    root = Path(__file__).resolve().parents[2]
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=root).returncode == 0


@pytest.mark.skipif(bool(devices.cuda_missing()), reason=f"no GPU: {devices.cuda_missing()}")
def test_gpu_agrees_with_the_cpu(package: ModelPackage) -> None:
    made = Predictor(package, "cuda")
    assert made.device.startswith("cuda")
    expected = Predictor(package, "cpu").predict(reference_patch())
    assert made.predict(reference_patch()) == pytest.approx(expected, abs=1e-4)


def test_self_test_passes_on_a_sound_package(package: ModelPackage) -> None:
    result = self_test(package, "cpu", repeats=3)
    assert result.passed
    assert result.difference <= 1e-6
    assert result.screen_ms > 0


def test_tasks_are_in_their_own_places(gut: ModelPackage) -> None:
    certain = dict(gut.weights)
    for task, bias in ((Task.GE_F2, -50.0), (Task.GE_F3, 0.0), (Task.F4, 50.0)):
        certain[f"{task.value}.output.weight"] = np.zeros((2, 32), np.float32)
        certain[f"{task.value}.output.bias"] = np.array([0.0, bias], np.float32)
    made = Predictor(ModelPackage(gut.path, gut.card, certain), "cpu").predict(reference_patch())
    assert made == pytest.approx({Task.GE_F2: 0.0, Task.GE_F3: 0.5, Task.F4: 1.0}, abs=1e-6)


@pytest.mark.parametrize(
    ("architecture", "convolutions"), [("gut", 12), ("spie", 6), ("basic", 12), ("transfer", 4)]
)
def test_layers_that_the_tasks_share_are_computed_once(architecture: str, convolutions: int) -> None:
    model = onnx.load_model_from_string(build_graph(architecture, random_tensors(architecture)))
    assert sum(node.op_type == "Conv" for node in model.graph.node) == convolutions
