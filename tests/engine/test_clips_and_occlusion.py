"""Frames of a clip rated, and the occlusion map of a ROI."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from dlre_gui.domain.findings import Findings
from dlre_gui.domain.roi import Roi
from dlre_gui.engine.client import BlockingEngine
from dlre_gui.engine.messages import (
    Failed,
    Finished,
    FrameRated,
    Occlude,
    Occluded,
    OcclusionGrew,
    OpenScreen,
    RateFrames,
    Refused,
)
from dlre_gui.engine.occlusion import CELL_PX, DropMap, covered, covers


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory, screens: list[Path], engine: BlockingEngine) -> Path:
    """Four frames: no SWE colours at all, half the box, the whole box, half the box."""
    whole = np.asarray(Image.open(screens[0]))
    findings: Findings = engine.run(OpenScreen(screens[0], score=False))[1].findings
    assert findings.swe_box is not None
    box = findings.swe_box.box
    frames = []
    for share in (1.0, 0.5, 0.0, 0.5):
        pixels = whole.copy()
        hidden = pixels[box.y - 4 : box.bottom + 4, box.x - 4 : box.x + 4 + round(share * (box.w + 4))]
        hidden[:] = hidden.mean(axis=2, keepdims=True).astype(np.uint8) if share else hidden
        frames.append(Image.fromarray(pixels))
    path = tmp_path_factory.mktemp("clip") / "clip.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    return path


def test_each_frame_is_rated_by_its_signal(engine: BlockingEngine, clip: Path) -> None:
    *rated, end = engine.run(RateFrames(clip, 2, 4))
    assert isinstance(end, Finished)
    assert all(isinstance(event, FrameRated) for event in rated)
    ratings = [event.rating for event in rated]
    assert [rating.frame for rating in ratings] == [0, 1, 2, 3]
    signal = [rating.signal for rating in ratings]
    assert signal[0] < 0.05
    assert 0.3 < signal[1] < 0.7
    assert signal[2] > 0.9
    assert signal[1] == pytest.approx(signal[3])
    assert ratings[0].mean_kpa is None
    assert ratings[0].change_kpa is None
    assert ratings[3].change_kpa == pytest.approx(0.0, abs=0.5)


def test_a_clip_is_rated_although_its_first_frame_shows_no_box(engine: BlockingEngine, clip: Path) -> None:
    *rated, end = engine.run(RateFrames(clip, 0, 4))
    assert isinstance(end, Finished)
    assert rated[2].rating.signal > 0.9


def test_pictures_without_any_box_are_not_rated(engine: BlockingEngine, b_mode: Path) -> None:
    [end] = engine.run(RateFrames(b_mode, 0, 1))
    assert isinstance(end, Refused)


def test_the_occlusion_map_covers_the_whole_roi(engine: BlockingEngine, screens: list[Path]) -> None:
    roi = engine.run(OpenScreen(screens[0]))[1].roi
    *grew, occluded, end = engine.run(Occlude(screens[0], 0, roi))
    assert isinstance(end, Finished)
    assert isinstance(occluded, Occluded)
    assert occluded.roi == roi
    assert occluded.drop.shape == (3, 50, 50)
    assert np.isfinite(occluded.drop).all()
    assert np.abs(occluded.drop).max() > 0
    assert all(isinstance(event, OcclusionGrew) for event in grew)
    assert (grew[-1].done, grew[-1].total) == (121, 121)


def test_occlusion_of_a_roi_off_the_screen_fails(engine: BlockingEngine, screens: list[Path]) -> None:
    [end] = engine.run(Occlude(screens[0], 0, Roi(700, 500, 125)))
    assert isinstance(end, Failed)


def test_a_network_that_reads_one_corner_is_seen_to_look_there() -> None:
    rng = np.random.default_rng(3)
    patch = rng.random((3, 250, 250), np.float32) * 0.2
    patch[:, 180:240, 10:70] = 1.0

    def brightness(shown: np.ndarray) -> np.ndarray:
        return np.array([shown[:, 180:240, 10:70].mean(), 0.5, 1 - shown[:, 180:240, 10:70].mean()])

    drops = DropMap(50, brightness(patch))
    for place in covers(50):
        drops.add(*place, brightness(covered(patch, *place)))
    looked = drops.mean()
    row, column = np.unravel_index(looked[0].argmax(), looked[0].shape)
    assert 180 <= row * CELL_PX < 240
    assert 10 <= column * CELL_PX < 70
    assert np.abs(looked[1]).max() == 0
    assert np.allclose(looked[2], -looked[0], atol=1e-6)
    assert looked[0][:20, 30:].max() == 0
