"""Packages of random weights, the same on every run."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlre_gui.model.package import ModelPackage
from tests.model.model_packages import make_package


@pytest.fixture(scope="session", params=["gut", "spie"])
def package(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ModelPackage:
    """A package of each architecture."""
    return make_package(tmp_path_factory.mktemp(request.param) / "package", request.param)


@pytest.fixture
def gut(tmp_path: Path) -> ModelPackage:
    """A `gut` package in a folder that the test may damage."""
    return make_package(tmp_path / "package", "gut")
