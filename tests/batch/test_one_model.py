"""One run is of one model."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from dlre_gui.batch.options import Counts, Options
from dlre_gui.batch.score import score_folder
from dlre_gui.domain.errors import DlreError
from tests.model.model_packages import make_package
from tests.scoring_material import engine_process_id


def test_a_package_replaced_during_a_run_stops_it_before_any_table_is_written(
    exams: Path, tmp_path: Path
) -> None:
    package = make_package(tmp_path / "package", "gut").path

    def replace_and_kill(done: int, total: int, current: str, counts: Counts) -> None:
        if done == 0:  # the engine that is started again loads what lies there by then
            shutil.rmtree(package)
            make_package(package, "spie")
            os.kill(engine_process_id(), signal.SIGKILL)

    with pytest.raises(DlreError, match="was replaced while it was at work"):
        score_folder([exams / "P1"], tmp_path / "out", Options(str(package), workers=1), replace_and_kill)
    assert not (tmp_path / "out" / "images.csv").exists()
    again = score_folder([exams / "P1"], tmp_path / "out", Options(str(package), workers=1))
    assert again.counts.scored == 3
