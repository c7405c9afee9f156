"""Results never go over files of somebody else's."""

from __future__ import annotations

import shutil
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


@pytest.fixture
def first(screens: list[Path], model: str, tmp_path: Path) -> Path:
    """The results of one folder, `one`, beside which lies another."""
    for name, screen in (("one", screens[0]), ("other", screens[1])):
        (tmp_path / name).mkdir()
        shutil.copy(screen, tmp_path / name / "a.png")
    score_folder([tmp_path / "one"], tmp_path / "out", Options(model, workers=1))
    return tmp_path / "out"


def rows(out: Path) -> int:
    return len((out / "images.csv").read_text("utf-8").splitlines()) - 1


def test_results_of_another_folder_are_not_lost_and_the_way_out_is_said(first: Path, model: str) -> None:
    before = (first / "images.csv").read_bytes()
    with pytest.raises(FileError, match="would be lost from its tables") as error:
        score_folder([first.parent / "other"], first, Options(model, workers=1))
    assert "give all the folders at once" in error.value.hint
    assert (first / "images.csv").read_bytes() == before


def test_both_folders_at_once_are_in_the_tables_then(first: Path, model: str) -> None:
    both = [first.parent / "one", first.parent / "other"]
    assert score_folder(both, first, Options(model, workers=1)).counts.scored == 2
    assert rows(first) == 2
    with pytest.raises(FileError, match="would be lost"):
        score_folder(both[:1], first, Options(model, workers=1))


def test_a_folder_that_was_moved_goes_on_with_its_results(first: Path, model: str) -> None:
    moved = (first.parent / "one").rename(first.parent / "archive")
    assert score_folder([moved], first, Options(model, workers=1)).counts.kept == 1


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
