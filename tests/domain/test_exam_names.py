"""Which exam a file belongs to, and how a table calls it."""

from __future__ import annotations

from pathlib import Path

from dlre_gui.domain.exam import Exam, exam_key, patient_in_table
from dlre_gui.domain.screen import Header

FILE = Path("/swe/today/IM1.png")


def key(patient_id: str | None = None, study_uid: str | None = None) -> str:
    return exam_key(Header(patient_id=patient_id, study_uid=study_uid), FILE)


def test_the_ids_name_an_exam_and_the_folder_only_where_one_of_them_lacks() -> None:
    keys = [key("P", "1.2"), key("P"), key("Q"), key(None, "1.2"), key()]
    assert keys[0] == "P|1.2"
    assert keys[-1] == "/swe/today"
    assert len(set(keys)) == 5


def test_a_table_calls_every_exam_by_one_line_of_its_own() -> None:
    keys = ["/swe/today", "/swe/today\n1", "/swe/today\n2", "/swe/today\nab7b65", key(None, "1.2")]
    names = [patient_in_table(Exam(one)) for one in keys]
    assert names[:2] == ["/swe/today", "/swe/today (1)"]
    assert names[-1] == "/swe/today (1.2)"
    assert len(set(names)) == len(keys)
    assert not any("\n" in name for name in names)
    assert patient_in_table(Exam(key("P"), "P")) == "P"
