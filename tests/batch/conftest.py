"""A folder of exams: good screens, other pictures, broken and foreign files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from dlre_gui.batch.options import Counts, Options
from dlre_gui.batch.score import score_folder
from tests.scoring_material import b_mode, model, no_scale, screens  # noqa: F401


@pytest.fixture(scope="session")
def exams(
    tmp_path_factory: pytest.TempPathFactory,
    screens: list[Path],  # noqa: F811
    no_scale: Path,  # noqa: F811
    b_mode: Path,  # noqa: F811
) -> Path:
    """Not to be changed by tests; `folder` is a copy."""
    root = tmp_path_factory.mktemp("exams") / "站点 1"
    for place in ("P1", "P2", "other"):
        (root / place).mkdir(parents=True)
    for path in screens:
        shutil.copy(path, root / "P1")
    Image.open(screens[0]).save(root / "P2" / "=cmd.bmp")
    frames = [Image.open(path) for path in screens[1:]]
    frames[0].save(root / "P2" / "two.tiff", save_all=True, append_images=frames[1:])
    shutil.copy(no_scale, root / "other")
    shutil.copy(b_mode, root / "other")
    whole = screens[0].read_bytes()
    (root / "other" / "cut.png").write_bytes(whole[: len(whole) // 3])
    (root / "other" / "empty.dcm").write_bytes(b"")
    (root / "notes.txt").write_text("not a picture")
    return root


@pytest.fixture(scope="session")
def scored(exams: Path, model: str, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """The output of one whole run by two workers; not to be changed."""
    out = tmp_path_factory.mktemp("scored") / "out"
    summary = score_folder([exams], out, Options(model, workers=2, annotate=True))
    assert summary.exit_code == 1
    assert summary.counts == Counts(scored=6, refused=2, failed=2)
    return out


@pytest.fixture
def folder(exams: Path, tmp_path: Path) -> Path:
    """A copy of the exams for one test."""
    return shutil.copytree(exams, tmp_path / exams.name)
