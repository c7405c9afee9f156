"""A warm engine and screens, made once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dlre_gui.engine.client import BlockingEngine
from tests.scoring_material import b_mode, model, no_scale, screens  # noqa: F401


@pytest.fixture(scope="session")
def engine(model: str) -> Iterator[BlockingEngine]:  # noqa: F811
    """One engine for all tests that do not harm it."""
    with BlockingEngine(model) as running:
        yield running
