"""Fixtures every room's tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def shared_data_dir() -> Path:
    """The folder of real ultrasound files beside the project."""
    default = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("DLRE_SHARED_DATA", default))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real ultrasound files with their truth.json; skips where the folder is absent."""
    folder = shared_data_dir()
    if not (folder / "truth.json").is_file():
        pytest.skip(f"real ultrasound files not present at {folder}")
    return folder


LONG = ("packaging", "workflows", "training")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The rooms with the longest files first, so that none is left to the end alone."""
    items.sort(key=lambda item: item.path.parent.name not in LONG)


@pytest.fixture(autouse=True)
def own_data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user folder of its own for every test: never the developer's exam book."""
    home = tmp_path / "dlre-home"
    monkeypatch.setenv("DLRE_HOME", str(home))
    monkeypatch.setenv("DLRE_SHARED_HOME", str(tmp_path / "dlre-shared"))
    return home
