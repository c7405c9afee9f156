"""Results never go over files of somebody else's."""

from __future__ import annotations

from pathlib import Path

import pytest

from dlre_gui.batch.options import Options
from dlre_gui.batch.score import score_folder
from dlre_gui.domain.errors import FileError
from dlre_gui.workflows.evaluation_output import make_folders


@pytest.mark.parametrize("name", ["patients.csv", "images.csv", "run.json", "annotated"])
def test_score_refuses_a_folder_with_files_of_the_same_names(tmp_path: Path, model: str, name: str) -> None:
    (tmp_path / "screens").mkdir()
    (tmp_path / "screens" / name).write_bytes(b"id,biopsy\n1,F3\n")
    with pytest.raises(FileError, match=f"{name} is there, and was not written"):
        score_folder([tmp_path / "screens"], tmp_path / "screens", Options(model))
    assert [path.name for path in (tmp_path / "screens").iterdir()] == [name]
    assert (tmp_path / "screens" / name).read_bytes() == b"id,biopsy\n1,F3\n"


@pytest.mark.parametrize("name", ["figures/figure-1-anatomy.png", "tables/table-7-own.csv", "report.html"])
def test_evaluate_refuses_a_folder_with_figures_tables_or_a_report_of_its_own(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(FileError, match=f"{Path(name).name} is there, and was not written"):
        make_folders(tmp_path)
    assert (tmp_path / name).read_bytes() == b"mine"


def test_an_evaluation_goes_on_in_its_own_folder(tmp_path: Path) -> None:
    make_folders(tmp_path)
    make_folders(tmp_path)
    (tmp_path / "report.html").write_bytes(b"ours")
    (tmp_path / "evaluation.json").write_bytes(b"{}")
    make_folders(tmp_path)
