"""The patch cache: refused screens are listed, an interrupted run goes on, a changed cohort begins anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.errors import Cancelled, CohortError
from dlre_gui.domain.findings import Findings, SweBox
from dlre_gui.domain.geometry import Box
from dlre_gui.imaging.worker import DecodeWorker
from dlre_gui.model.preprocess import patch_uint8
from dlre_gui.model.scale import InputSpec
from dlre_gui.screen import analyse
from dlre_gui.training.cohort import Cohort, read_cohort
from dlre_gui.training.patches import LEDGER_NAME, PatchCache, build_cache
from dlre_gui.training.prepare import clicks, roi_of

SPEC = InputSpec()
VIEWS = 2
ROWS = (
    ("aixplorer-muscle-frame.png", "a", "F4", "", ""),
    ("mach30-muscle-frame.png", "b", "F1", "500", "200"),
    ("broken.png", "b", "F1", "", ""),
    ("aixplorer-muscle-no-bar.jpg", "c", "F2", "", ""),
    ("mach30-muscle-frame.png", "d", "F0", "9000", "0"),
)


@pytest.fixture(scope="module")
def cohort(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    folder = tmp_path_factory.mktemp("cohort")
    lines = ["path,patient_id,stage,roi_x,roi_y"]
    for number, (name, *cells) in enumerate(ROWS):
        target = folder / str(number) / name
        target.parent.mkdir()
        source = shared_data / "real-swe" / name
        content = source.read_bytes() if source.is_file() else b"no picture"
        target.write_bytes(content + bytes([number]))  # a cohort with the same file twice is refused
        lines.append(",".join([f"{number}/{name}", *cells]))
    (folder / "COHORT.csv").write_text("\n".join(lines), "utf-8")
    return read_cohort(folder / "COHORT.csv")


@pytest.fixture(scope="module")
def cache_folder(cohort: Cohort, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    build_cache(cohort, folder, SPEC, processes=2, views=VIEWS)
    return folder


def opened(cohort: Cohort, folder: Path) -> PatchCache:
    """The finished cache; fails if anything had to be made again."""
    before = (folder / LEDGER_NAME).read_bytes()
    cache = build_cache(cohort, folder, SPEC, processes=1, views=VIEWS)
    assert (folder / LEDGER_NAME).read_bytes() == before
    return cache


def test_patches_are_those_the_predictor_would_be_shown(cohort: Cohort, cache_folder: Path) -> None:
    cache = opened(cohort, cache_folder)
    with DecodeWorker() as decoder:
        for slot in (0, 1):
            screen = decoder.screen(cohort.screens[slot].path, 0)
            findings = analyse(screen)
            roi = roi_of(findings, cohort.screens[slot].roi_xy)
            assert np.array_equal(cache.patches[slot, 0], patch_uint8(screen, findings, roi, SPEC))
    assert (roi.x, roi.y) == (500, 200)
    assert not cache.patches.flags.writeable


def test_other_views_are_of_the_same_screen_with_the_roi_where_a_click_puts_it(
    cohort: Cohort, cache_folder: Path
) -> None:
    cache = opened(cohort, cache_folder)
    with DecodeWorker() as decoder:
        screen = decoder.screen(cohort.screens[0].path, 0)
    findings = analyse(screen)
    [roi] = clicks(findings, VIEWS - 1, int(screen.sha256[:16], 16))
    assert roi.box != roi_of(findings, None).box
    assert np.array_equal(cache.patches[0, 1], patch_uint8(screen, findings, roi, SPEC))


def test_other_views_can_be_of_another_file_of_the_screen(
    cohort: Cohort, cache_folder: Path, tmp_path: Path
) -> None:
    plain = opened(cohort, cache_folder)
    cache = build_cache(cohort, tmp_path, SPEC, processes=1, views=VIEWS, other_files=True)
    assert np.array_equal(cache.patches[0, 0], plain.patches[0, 0])
    there, here = (each.patches[0, 1].astype(int) for each in (cache, plain))
    assert 0 < np.abs(there - here).mean() < 8
    again = build_cache(cohort, tmp_path / "again", SPEC, processes=1, views=VIEWS, other_files=True)
    assert np.array_equal(again.patches[cache.slots], cache.patches[cache.slots])


def test_clicks_hold_the_box_wherever_it_fits() -> None:
    frame, box = Box(0, 0, 1440, 1080), Box(600, 300, 200, 150)
    findings = Findings(frame, SweBox(box, (), "colour"))
    rois = clicks(findings, 50, 7)
    assert all(roi.holds(box) and frame.contains(roi.box) for roi in rois)
    assert min(roi.x for roi in rois) == box.right - 250
    assert max(roi.x for roi in rois) == box.x


def test_screens_that_cannot_be_used_are_listed_with_row_and_reason(
    cohort: Cohort, cache_folder: Path
) -> None:
    cache = opened(cohort, cache_folder)
    assert cache.slots.tolist() == [0, 1]
    assert [screen.row for screen in cache.refused] == [4, 5, 6]
    broken, no_bar, outside = (screen.reason for screen in cache.refused)
    assert "broken.png" in broken
    assert "scale could not be read" in no_bar
    assert "ROI lies outside" in outside


def test_cancelled_run_goes_on_where_it_stopped(cohort: Cohort, cache_folder: Path, tmp_path: Path) -> None:
    seen: list[int] = []
    with pytest.raises(Cancelled):
        build_cache(cohort, tmp_path, SPEC, 1, lambda p: seen.append(p.done), lambda: len(seen) > 2, VIEWS)
    kept = len((tmp_path / LEDGER_NAME).read_text("utf-8").splitlines()) - 1
    assert 0 < kept < len(ROWS)
    again: list[int] = []
    cache = build_cache(cohort, tmp_path, SPEC, 1, lambda p: again.append(p.done), views=VIEWS)
    assert again[0] == kept
    whole = opened(cohort, cache_folder)
    assert cache.slots.tolist() == whole.slots.tolist()
    assert np.array_equal(cache.patches[cache.slots], whole.patches[whole.slots])


def test_line_cut_by_a_kill_costs_one_screen(cohort: Cohort, cache_folder: Path, tmp_path: Path) -> None:
    for source in cache_folder.iterdir():
        (tmp_path / source.name).write_bytes(source.read_bytes())
    ledger = tmp_path / LEDGER_NAME
    ledger.write_bytes(ledger.read_bytes()[:-5])
    made: list[int] = []
    cache = build_cache(cohort, tmp_path, SPEC, 1, lambda p: made.append(p.done), views=VIEWS)
    assert sorted(set(made)) == [len(ROWS) - 1, len(ROWS)]  # refused ones are told again
    assert cache.slots.tolist() == [0, 1]
    opened(cohort, tmp_path)


def test_other_scale_makes_the_patches_anew(cohort: Cohort, cache_folder: Path, tmp_path: Path) -> None:
    for source in cache_folder.iterdir():
        (tmp_path / source.name).write_bytes(source.read_bytes())
    made: list[int] = []
    other = InputSpec(scale=None)
    cache = build_cache(cohort, tmp_path, other, 2, lambda p: made.append(p.done), views=VIEWS)
    assert made[0] == 0
    assert 3 in cache.slots.tolist()
    assert not np.array_equal(cache.patches[0], opened(cohort, cache_folder).patches[0])


def test_cohort_without_a_single_swe_screen_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(b"no picture")
    (tmp_path / "COHORT.csv").write_text("path,patient_id,stage\nx.png,p,F1\n", "utf-8")
    with pytest.raises(CohortError, match=r"no screen can be used.*x\.png"):
        build_cache(read_cohort(tmp_path / "COHORT.csv"), tmp_path / "work", SPEC, 1)
