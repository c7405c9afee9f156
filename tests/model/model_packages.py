"""Packages of random weights, the same on every run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from dlre_gui.domain.exam import Task
from dlre_gui.model import layout
from dlre_gui.model.card import Card
from dlre_gui.model.package import ModelPackage, save_package
from dlre_gui.model.scale import SUPERSONIC_COLOURS


def card_values(architecture: str = "gut", **changes: Any) -> dict[str, Any]:
    """The values of a valid card, as JSON would hold them."""
    scale = {"minimum_kpa": 0.0, "maximum_kpa": 40.0, "colours": [list(rgb) for rgb in SUPERSONIC_COLOURS]}
    values = {
        "id": f"random-{architecture}",
        "version": "1.0",
        "architecture": architecture,
        "tasks": [{"name": task, "threshold": 0.5, "threshold_source": "none"} for task in Task],
        "input": {"side": 250, "channels": 3, "range": [0.0, 1.0], "scale": scale},
        "training": {
            "data": "none",
            "n_patients": 0,
            "n_images": 0,
            "simulated": True,
            "seed": 1,
            "date": "2026-01-01",
            "software": "test",
        },
        "intended_use": "tests",
        "limitations": "random weights",
        "weights_sha256": "0" * 64,
    }
    return values | changes


def random_tensors(architecture: str, seed: int = 7) -> layout.Tensors:
    """He-scaled normal weights and small biases."""
    random = np.random.default_rng(seed)
    tensors = {}
    for name, shape in layout.package_shapes(architecture).items():
        spread = np.sqrt(2 / np.prod(shape[1:])) if len(shape) > 1 else 0.05
        tensors[name] = (spread * random.standard_normal(shape)).astype(np.float32)
    return tensors


def make_package(folder: Path, architecture: str) -> ModelPackage:
    return save_package(
        folder, Card.model_validate_json(_json(card_values(architecture))), random_tensors(architecture)
    )


def _json(values: dict[str, Any]) -> str:
    import json

    return json.dumps(values)
