"""A cohort table is read whole, or refused with every problem and its row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dlre_gui.domain.errors import CohortError
from dlre_gui.domain.exam import Stage
from dlre_gui.training.cohort import Cohort, read_cohort, refuse_overlap
from dlre_gui.training.split import (
    held_out_patients,
    split_as_asked,
    split_by_column,
    split_by_hospital,
)


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
        "row 8: roi_x and roi_y must both be given",
        "row 9: more cells than columns",
    ):
        assert expected in message
    assert "row 2:" not in message


def test_the_same_problem_in_many_rows_is_told_once(tmp_path: Path) -> None:
    lines = "".join(f"a.png,p,F2,{age}\n" for age in ("old", "old", "41", "old", "old", "old"))
    message = problems(write(tmp_path, "path,patient_id,stage,age\n" + lines, ("a.png",)))
    assert "\nrows 2–3, 5–7: age 'old' is no number" in message
    assert "\nrows 3–7: a.png is already in row 2" in message


@pytest.mark.parametrize("mark", ["NA", "n/a", "NaN", "—", " - ", "未知"])
def test_a_mark_of_the_unknown_is_an_empty_cell(tmp_path: Path, mark: str) -> None:
    head = "path,patient_id,stage,ast,sex,hospital,remark\n"
    [row] = read_cohort(
        write(tmp_path, head + f"a.png,p,2,{mark},{mark},{mark},{mark}\n", ("a.png",))
    ).screens
    assert row.values == {}
    assert row.extra == {"remark": mark.strip()}
    nobody = problems(write(tmp_path, head + f"a.png,{mark},{mark},,,,\n", ("a.png",)))
    assert "row 2: patient_id is empty" in nobody
    assert "row 2: stage '' is none of F0 to F4" in nobody


def test_headers_may_be_written_as_words(tmp_path: Path) -> None:
    head = "Path;Patient ID;STAGE;QBox mean-kPa;Remark of mine\n"
    [row] = read_cohort(write(tmp_path, head + "a.png;p;F2;4,5;so\n", ("a.png",))).screens
    assert (row.values, row.extra["Remark of mine"]) == ({"qbox_mean_kpa": 4.5}, "so")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "no column path, patient_id, stage"),
        (b"path,stage\n", "no column patient_id"),
        (b"path,patient_id,stage\n", "no rows"),
        (b"path,patient_id,stage\n\xff\xff", "not UTF-8"),
        (b"\xff\xfea", "not UTF-8"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml", r"is a spreadsheet's own file"),
        (b"sep=;\n", "no column path, patient_id, stage"),
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


TABLE = "path,Patient_ID ,STAGE,hospital,bmi,age\n甲/1 a.png,吴,F2,协和,22.5,40\n甲/2.png,李,3,,,\n,,,,,\n"


def in_a_spreadsheets_way(separator: str, decimal: str, newline: str) -> str:
    return TABLE.replace(",", separator).replace(".5", f"{decimal}5").replace("\n", newline)


@pytest.mark.parametrize(
    ("content", "written"),
    [
        (in_a_spreadsheets_way(",", ".", "\r\n").encode("utf-8-sig"), "UTF-8, comma"),
        (in_a_spreadsheets_way(",", ".", "\r\n").encode("gb18030"), "GB18030, comma"),
        (in_a_spreadsheets_way(";", ",", "\r\n").encode("gb18030"), "GB18030, semicolon"),
        (in_a_spreadsheets_way(";", ",", "\n").encode(), "UTF-8, semicolon"),
        (in_a_spreadsheets_way("\t", ".", "\r\n").encode("utf-16"), "UTF-16, tab"),
        (b"sep=;\r\n" + in_a_spreadsheets_way(";", ",", "\r\n").encode(), "UTF-8, semicolon"),
        (in_a_spreadsheets_way(",", ".", "\r").encode(), "UTF-8, comma"),
    ],
)
def test_tables_that_spreadsheets_save_are_read_alike(tmp_path: Path, content: bytes, written: str) -> None:
    path = write(tmp_path, "", ("甲/1 a.png", "甲/2.png"))
    path.write_bytes(content)
    cohort = read_cohort(path)
    assert cohort.written == written
    assert cohort.stages == {"吴": Stage.F2, "李": Stage.F3}
    assert cohort.of_patients("bmi") == {"吴": 22.5}
    assert cohort.of_patients("hospital") == {"吴": "协和"}
    assert cohort.screens[0].row == 2 + content.startswith(b"sep=")


def test_rows_after_a_line_that_names_the_separator_keep_their_numbers(tmp_path: Path) -> None:
    path = write(tmp_path, "sep=;\npath;patient_id;stage\na.png;p;F9\n", ("a.png",))
    assert "row 3: stage 'F9'" in problems(path)


@pytest.mark.parametrize("text", ["F4", "4", "f4", " F4 ", "4.0", "Ｆ４"])
def test_stage_is_taken_as_people_and_programs_write_it(tmp_path: Path, text: str) -> None:
    cohort = read_cohort(write(tmp_path, f"path,patient_id,stage\na.png,p,{text}\n", ("a.png",)))
    assert cohort.stages == {"p": Stage.F4}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("S4", "stage 'S4' is Scheuer's: give the METAVIR stage"),
        ("F0-1", "stage 'F0-1' is none of F0 to F4"),
        ("4.5", "none of F0 to F4"),
        ("F5", "none of F0 to F4"),
        ("FF4", "none of F0 to F4"),
    ],
)
def test_another_scale_or_a_range_is_never_taken_for_a_stage(tmp_path: Path, text: str, reason: str) -> None:
    assert reason in problems(write(tmp_path, f"path,patient_id,stage\na.png,p,{text}\n", ("a.png",)))


def test_paths_of_another_system_are_found(tmp_path: Path) -> None:
    text = "path,patient_id,stage\nP 1\\é.png,p,F4\nP 1/2.png,p,F4\n"
    cohort = read_cohort(write(tmp_path, text, ("P 1/e\u0301.png", "P 1/2.png")))
    assert [screen.path.name for screen in cohort.screens] == ["e\u0301.png", "2.png"]


def test_a_path_longer_than_any_file_is_a_problem_of_its_row(tmp_path: Path) -> None:
    message = problems(write(tmp_path, f"path,patient_id,stage\n{'x' * 9000},p,F4\n"))
    assert "row 2: there is no file xxx" in message
    assert len(message) < 1000


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


def test_known_columns_become_numbers_and_words_of_one_spelling(tmp_path: Path) -> None:
    text = (
        "path,patient_id,stage,age,sex,inflammation,qbox_mean_kpa,split,simulated,frame,own\n"
        "a.png,p,F1,45,男,A2,7.25,train,TRUE,3,=x\n"
        "b.png,p,F1,,,,,,,,\n"
    )
    cohort = read_cohort(write(tmp_path, text, ("a.png", "b.png")))
    first, second = cohort.screens
    numbers = {"age": 45, "inflammation": 2, "qbox_mean_kpa": 7.25, "frame": 3}
    assert first.values == numbers | {"sex": "M", "split": "training", "simulated": "yes"}
    assert (first.frame, first.extra["own"]) == (3, "=x")
    assert second.values == {}
    assert cohort.simulated
    assert cohort.of_patients("age") == {"p": 45}


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("age", "old", "age 'old' is no number; leave the cell empty if it is unknown"),
        ("age", "inf", "age 'inf' is no number"),
        ("age", "1_0", "is no number"),
        ("age", '"4,5"', "is no number"),
        ("age", "-3", "age -3 cannot be: 0 to 120 years"),
        ("age", "450", "age 450 cannot be"),
        ("plt", "0", "plt 0 cannot be: above 0 to 5000 10⁹/L"),
        ("bmi", "1e99", "cannot be"),
        ("inflammation", "A4", "cannot be"),
        ("inflammation", "1.5", "must be a whole number"),
        ("qbox_mean_kpa", "0", "above 0"),
        ("qbox_si_percent", "101", "cannot be: 0 to 100 %"),
        ("sex", "x", "sex 'x' is none of m, male"),
        ("split", "both", "split 'both' is none of"),
        ("roi_x", "12", "roi_x and roi_y must both be given"),
    ],
)
def test_cell_that_cannot_be_is_refused_with_row_and_reason(
    tmp_path: Path, column: str, cell: str, reason: str
) -> None:
    text = f"path,patient_id,stage,{column}\na.png,p,F1,{cell}\n"
    message = problems(write(tmp_path, text, ("a.png",)))
    assert "row 2: " in message
    assert reason in message


def test_patient_with_two_values_of_one_fact_is_refused(tmp_path: Path) -> None:
    text = (
        "path,patient_id,stage,age,hospital,split\n"
        "a.png,p,F1,45,A,training\n"
        "b.png,p,F1,,,\n"
        "c.png,p,F1,46,B,validation\n"
    )
    message = problems(write(tmp_path, text, ("a.png", "b.png", "c.png")))
    assert "row 4: age of patient p is 46 here, but 45 in row 2" in message
    assert "row 4: hospital of patient p is B here, but A in row 2" in message
    assert "row 4: split of patient p is validation here, but training in row 2" in message
    assert "row 3" not in message


def test_same_picture_under_another_name_is_refused(tmp_path: Path) -> None:
    path = write(
        tmp_path, "path,patient_id,stage\na.png,p,F1\nb.png,q,F2\nc.png,r,F2\n", ("a.png", "b.png", "c.png")
    )
    content = b"x" * 100_000
    (tmp_path / "a.png").write_bytes(content + b"end")
    (tmp_path / "b.png").write_bytes(content + b"eNd")
    (tmp_path / "c.png").write_bytes(content + b"end")
    message = problems(path)
    assert "row 4: c.png is the same picture as a.png in row 2" in message
    assert "row 3" not in message


def test_frames_of_one_file_are_different_screens(tmp_path: Path) -> None:
    text = "path,patient_id,stage,frame\na.dcm,p,F1,0\na.dcm,p,F1,1\n./a.dcm,p,F1,1\n"
    assert "row 4: ./a.dcm is already in row 3" in problems(write(tmp_path, text, ("a.dcm",)))
    good = write(tmp_path, text.rsplit("./", 1)[0], ("a.dcm",))
    assert [screen.frame for screen in read_cohort(good).screens] == [0, 1]


def test_column_given_twice_is_refused(tmp_path: Path) -> None:
    assert "the column age twice" in problems(write(tmp_path, "path,patient_id,stage,age,age\n"))


def cohort_of(folder: Path, rows: str, simulated: str = "") -> Cohort:
    """A cohort whose files hold their folder's and their own name."""
    folder.mkdir()
    lines = [row.split(",") for row in rows.split()]
    for name, *_ in lines:
        (folder / name).write_bytes(f"{folder.name} {name}".encode())
    text = "path,patient_id,stage,hospital,split,simulated\n"
    return read_cohort(write(folder, text + "".join(",".join([*line, simulated]) + "\n" for line in lines)))


def test_split_by_column_and_by_hospital_takes_whole_patients(tmp_path: Path) -> None:
    rows = "1,a,F1,A,training 2,b,F4,B,validation 3,a,F1,A,training 4,c,F2,A,validation"
    cohort = cohort_of(tmp_path / "x", rows)
    assert split_by_column(cohort).validation == {"b", "c"}
    assert split_by_hospital(cohort, ["B"]).training == {"a", "c"}
    assert [screen.row for screen in cohort.only(frozenset("a")).screens] == [2, 4]


def test_a_share_of_each_stage_validates_by_the_seed(tmp_path: Path) -> None:
    rows = " ".join(f"{number},p{number},F{number % 2},," for number in range(1, 21))
    cohort = cohort_of(tmp_path / "x", rows)
    split = split_as_asked(cohort, (), 0.3, 5)
    assert not split.training & split.validation
    assert split.training | split.validation == set(cohort.stages)
    of_stages = [cohort.stages[patient] for patient in split.validation]
    assert sorted(of_stages) == [Stage.F0] * 3 + [Stage.F1] * 3
    assert split_as_asked(cohort, (), 0.3, 6) != split == split_as_asked(cohort, (), 0.3, 5)
    assert split_as_asked(cohort, (), 0.0, 5).validation == frozenset()


def test_a_column_of_who_validates_stands_alone(tmp_path: Path) -> None:
    cohort = cohort_of(tmp_path / "x", "1,a,F0,A,training 2,b,F1,B,validation")
    assert split_as_asked(cohort, (), 0.0, 1) == split_by_column(cohort)
    with pytest.raises(CohortError, match="said twice who validates"):
        split_as_asked(cohort, ["A"], 0.0, 1)
    with pytest.raises(CohortError, match="said twice who validates"):
        split_as_asked(cohort, (), 0.5, 1)


def test_split_that_cannot_be_made_says_why(tmp_path: Path) -> None:
    cohort = cohort_of(tmp_path / "x", "1,a,F1,A,training 2,b,F4,,")
    with pytest.raises(CohortError, match="no split is given for b"):
        split_by_column(cohort)
    with pytest.raises(CohortError, match="no hospital is given for b"):
        split_by_hospital(cohort, ["A"])
    with pytest.raises(CohortError, match=r"no patient of hospital Z\..*Its hospitals: A"):
        split_by_hospital(cohort_of(tmp_path / "y", "1,a,F1,A,"), ["Z"])


def test_patient_or_picture_in_training_and_validation_is_refused(tmp_path: Path) -> None:
    training = cohort_of(tmp_path / "x", "1,a,F1,, 2,b,F2,,")
    validation = cohort_of(tmp_path / "y", "1,c,F1,, 2,b,F2,, 3,d,F3,,")
    (tmp_path / "y" / "3").write_bytes((tmp_path / "x" / "1").read_bytes())
    with pytest.raises(CohortError) as caught:
        refuse_overlap(training, validation)
    assert "row 3: patient b is in both" in caught.value.message
    assert "row 4: 3 is the same picture as 1" in caught.value.message
    assert "row 2" not in caught.value.message


def test_simulated_patients_of_other_folders_are_others_whatever_their_number(tmp_path: Path) -> None:
    training = cohort_of(tmp_path / "x", "1,a,F1,,", simulated="yes")
    refuse_overlap(training, cohort_of(tmp_path / "y", "1,a,F4,,", simulated="yes"))
    with pytest.raises(CohortError, match="row 2: 1 is in both"):
        refuse_overlap(training, training)
