"""Annotated pictures of screens in deep folders, as Windows takes their paths."""

from pathlib import Path

import pytest

from dlre_gui.batch.ledger import Record
from dlre_gui.batch.plan import picture_path
from dlre_gui.domain.exam import Acquisition

OUT = Path("/results/of a study")


def picture(shown: str, *, windows: bool = True, frame: int = 0, n_frames: int = 1) -> Path:
    record = Record(shown, frame, n_frames, None, "", Acquisition(Path("-"), frame))
    return picture_path(OUT, record, windows=windows)


def test_a_short_path_stays_as_it_is() -> None:
    assert picture("P1/0.png") == picture("P1/0.png", windows=False) == OUT / "annotated/P1/0.png.png"


@pytest.mark.parametrize("shown", [f"{'d' * 90}/{'n' * 200}.png", "/".join(["d" * 40] * 5) + "/0.png"])
def test_no_path_is_longer_than_windows_takes_its_temporary_name_included(shown: str) -> None:
    found = picture(shown, frame=3, n_frames=12)
    assert found == picture(shown, frame=3, n_frames=12)
    assert len(str(found)) <= 259
    assert len(str(found.parent)) + 1 + 63 <= 259
    assert found.name.endswith(" frame 3.png")
    assert found.is_relative_to(OUT / "annotated")


@pytest.mark.parametrize("folder", ["d" * 90, "/".join(["d" * 40] * 5)])
def test_names_that_are_cut_stay_apart(folder: str) -> None:
    shown = [f"{folder}/{'n' * 200}{number}.png" for number in range(3)]
    assert len({picture(name) for name in shown}) == 3
