"""A cohort table is read whole, or refused with every problem and its row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage
from dlre_gui.training.cohort import read_cohort
from dlre_gui.training.split import held_out_patients


def write(folder: Path, text: str, files: tuple[str, ...] = ()) -> Path:
    for name in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"")
    path = folder / "COHORT.csv"
    path.write_text(text, "utf-8")
    return path


def problems(path: Path) -> str:
    with pytest.raises(CohortError) as caught:
        read_cohort(path)
    return caught.value.message


def test_rows_become_screens_with_stage_roi_and_other_columns(tmp_path: Path) -> None:
    text = (
        "\ufeffpath,patient_id,stage,roi_x,roi_y,hospital,alt\np/1.png,甲,F3,10,20,A,\np/2.png,甲,3,,,A,55\n"
    )
    cohort = read_cohort(write(tmp_path, text, ("p/1.png", "p/2.png")))
    first, second = cohort.screens
    assert (first.row, first.path, first.patient_id, first.stage) == (2, tmp_path / "p/1.png", "甲", Stage.F3)
    assert first.roi_xy == (10, 20)
    assert second.roi_xy is None
    assert second.extra == {"hospital": "A", "alt": "55"}
    assert cohort.stages == {"甲": Stage.F3}


def test_every_problem_is_listed_with_its_row(tmp_path: Path) -> None:
    text = (
        "path,patient_id,stage,roi_x,roi_y\n"
        "a.png,p1,F2,,\n"
        "gone.png,p1,F2,,\n"
        "a.png,p2,F2,,\n"
        "b.png,p1,F3,,\n"
        "c.png,,F5,,\n"
        ",p3,,,\n"
        "d.png,p4,F1,12,\n"
        "e.png,p5,F1,1,2,3\n"
    )
    message = problems(write(tmp_path, text, ("a.png", "b.png", "c.png", "d.png", "e.png")))
    for expected in (
        "row 3: there is no file gone.png",
        "row 4: a.png is already in row 2",
        "row 5: patient p1 is F3 here, but F2 in row 2",
        "row 6: patient_id is empty",
        "row 6: stage 'F5' is none of F0 to F4",
        "row 7: path is empty",
        "row 7: stage '' is none of F0 to F4",
        "row 8: roi_x, roi_y must both be whole numbers",
        "row 9: more cells than columns",
    ):
        assert expected in message
    assert "row 2:" not in message


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no column path, patient_id, stage"),
        (b"path,stage\n", "no column patient_id"),
        (b"path,patient_id,stage\n", "no rows"),
        ("path,patient_id,stage\n北京".encode("gb18030"), "not UTF-8"),
        (b'path,patient_id,stage\n"x', "row"),
        (b"path,patient_id,stage\n" + b"x" * 200_000 + b",p,F1\n", "row"),
        (b"path,patient_id,stage\na\0b,p,F1\n", "row 2"),
    ],
)
def test_file_that_is_no_cohort_is_refused_with_the_reason(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "COHORT.csv"
    path.write_bytes(content)
    assert reason in problems(path)


def test_missing_cohort_is_an_error(tmp_path: Path) -> None:
    assert "cannot be read" in problems(tmp_path / "none.csv")


def test_long_list_of_problems_is_cut_and_counted(tmp_path: Path) -> None:
    rows = "".join(f"{number}.png,p,F1\n" for number in range(80))
    message = problems(write(tmp_path, "path,patient_id,stage\n" + rows))
    assert "and 30 more" in message


STAGES = {f"p{number}": Stage(number % 5) for number in range(100)}


def test_held_out_patients_are_a_share_of_every_stage() -> None:
    held = held_out_patients(STAGES, 0.2, seed=1)
    assert Counter(STAGES[patient] for patient in held) == dict.fromkeys(Stage, 4)


def test_split_depends_on_the_seed_but_not_on_the_order() -> None:
    backwards = dict(reversed(STAGES.items()))
    assert held_out_patients(backwards, 0.2, 1) == held_out_patients(STAGES, 0.2, 1)
    assert held_out_patients(STAGES, 0.2, 2) != held_out_patients(STAGES, 0.2, 1)


def test_only_patient_of_a_stage_stays_in_training() -> None:
    assert held_out_patients({"a": Stage.F4, "b": Stage.F0, "c": Stage.F0}, 0.5, 0) <= {"b", "c"}
