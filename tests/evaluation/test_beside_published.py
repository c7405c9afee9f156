"""Ours beside the papers' figures, and what counts as reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.analysis import Analysis, analyse
from dlre_gui.evaluation.beside_published import TrainedElsewhere, published_tables
from dlre_gui.evaluation.comparison import AucTest
from dlre_gui.evaluation.material import Patients, method_of_acquisitions
from dlre_gui.evaluation.performance import performance
from dlre_gui.evaluation.published_claims import claims
from dlre_gui.evaluation.published_figure import published_figure

IDEAL = {count: dict.fromkeys(Task, value) for count, value in ((1, 0.9), (3, 0.95), (5, 0.97))}


def patients(dlre_noise: float, lsm_noise: float) -> Patients:
    """300 patients; five acquisitions each of a sharp and a dull measurement of the stage."""
    random = np.random.default_rng(5)
    stages = random.integers(0, 5, 300)
    sharp, dull = (
        stages[:, None] + noise * random.standard_normal((300, 5)) for noise in (dlre_noise, lsm_noise)
    )
    methods = (
        method_of_acquisitions("DLRE", 1 / (1 + np.exp(2 - sharp)), "mean", is_probability=True),
        method_of_acquisitions("LSM", dull, "median"),
        method_of_acquisitions("DLRE spie", sharp + dull, "mean"),
    )
    ids = tuple(f"p{number}" for number in range(300))
    return Patients(ids, stages, methods, {"inflammation": random.integers(0, 4, 300).astype(float)})


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    found = patients(1.0, 3.0)
    validation = np.arange(300) < 200
    return analyse(found, [("validation", validation), ("training", ~validation)])


def reached(analysis: Analysis, between: dict[Task, tuple[AucTest, ...]]) -> dict[str, bool | None]:
    return {one.text: one.reached for one in claims(analysis, IDEAL, between, {"gut": "DLRE"})}


def test_network_better_than_the_lsm_reaches_what_was_claimed(analysis: Analysis) -> None:
    found = reached(analysis, {task: (AucTest(0.01, 0.5, 0.6),) for task in Task})
    assert set(found.values()) == {True}
    assert len(found) == 2 + 3 + 3 + 3


def test_network_no_better_than_the_lsm_does_not() -> None:
    found = reached(analyse(patients(3.0, 1.0)), {})
    assert found["F4: DLRE above LSM in validation, DeLong p < 0.01"] is False
    assert found["F4: within 0.02 of the ideal observer of the same patients"] is False
    assert len(found) == 2 + 3 + 3


def test_hospitals_that_differ_are_not_alike(analysis: Analysis) -> None:
    tests = (AucTest(0.01, 0.5, 0.6), AucTest(0.2, 3.0, 0.003))
    found = reached(analysis, {Task.F4: tests})
    assert found["F4: no difference between combinations of hospitals (p ≥ 0.05)"] is False


def test_second_papers_network_is_held_against_those_it_was_set_beside(analysis: Analysis) -> None:
    sharper_first = claims(analysis, IDEAL, {}, {"spie": "DLRE", "basic": "DLRE spie"})
    found = {one.text: one for one in sharper_first if one.against == "basic"}
    better = found["≥F3: spie above basic in validation, DeLong p < 0.05"]
    pair = analysis.main.pair("DLRE", "DLRE spie", Task.GE_F3)
    assert pair is not None
    assert (better.reached, better.difference) == (True, pair.test.difference)
    dull_first = claims(analysis, IDEAL, {}, {"spie": "DLRE spie", "basic": "DLRE", "transfer": "LSM"})
    worse = {(one.task, one.against): one for one in dull_first if one.difference is not None}
    assert worse[Task.GE_F3, "basic"].reached is False
    assert worse[Task.GE_F3, "basic"].difference == -pair.test.difference
    assert worse[Task.GE_F3, "basic"].measured.startswith("−0.")
    assert {against for _, against in worse} >= {"basic", "transfer"}


def test_without_networks_of_the_second_paper_nothing_is_claimed_of_them(analysis: Analysis) -> None:
    for names in ({"gut": "DLRE"}, {"spie": "DLRE"}, {"basic": "DLRE", "transfer": "DLRE spie"}):
        assert not [one for one in claims(analysis, IDEAL, {}, names) if one.against in ("basic", "transfer")]


def test_ideal_observer_without_both_classes_is_no_measure(analysis: Analysis) -> None:
    nowhere = {count: dict.fromkeys(Task, None) for count in IDEAL}
    found = [one for one in claims(analysis, nowhere, {}, {}) if one.against == "ideal observer"]
    assert {one.reached for one in found} == {None}
    assert published_figure(analysis, nowhere).png.startswith(b"\x89PNG")


def test_too_few_patients_are_said_to_be_too_few(analysis: Analysis) -> None:
    few = patients(1.0, 3.0)
    mask = (few.stages == 4) & (np.arange(300) < 100)
    found = reached(analyse(few.where(mask)), {})
    assert set(found.values()) == {None}


def test_tables_hold_ours_the_papers_and_the_ideal(analysis: Analysis) -> None:
    found = patients(1.0, 3.0)
    rows = {task: performance(found.labels(task), found.methods[0].scores(task)) for task in Task}
    elsewhere = [TrainedElsewhere((letter,), 200, rows) for letter in "ABC"]
    between = {task: (AucTest(0.01, 0.5, 0.6),) for task in Task}
    tables = {table.name: table for table in published_tables(analysis, IDEAL, elsewhere, between)}
    assert list(tables) == [
        "published-1-auc", "published-2-networks", "published-3-acquisitions", "published-4-hospitals",
        "published-5-inflammation",
    ]  # fmt: skip
    first = tables["published-1-auc"].rows[0]
    assert (first["task"], first["method"], first["published_validation"]) == ("F4", "DLRE", 0.97)
    assert (first["published_training"], first["ideal"]) == (1.00, 0.97)
    counts = [row for row in tables["published-3-acquisitions"].rows if row["method"] == "DLRE"]
    assert [row["published"] for row in counts[:3]] == [0.84, 0.96, 0.97]
    assert [row["published"] for row in tables["published-4-hospitals"].rows[:3]] == [0.95, 0.98, 0.97]
    networks = tables["published-2-networks"].rows
    assert [row["method"] for row in networks[:2]] == ["DLRE", "DLRE spie"]


def test_tables_without_rows_are_left_out() -> None:
    found = patients(1.0, 3.0)
    alone = analyse(replace(found, methods=found.methods[:2], numbers={}))
    names = [table.name for table in published_tables(alone, IDEAL, (), {})]
    assert names == ["published-1-auc", "published-3-acquisitions"]


def test_picture_is_drawn_with_both_and_the_same_twice(analysis: Analysis) -> None:
    picture = published_figure(analysis, IDEAL)
    assert picture.png.startswith(b"\x89PNG")
    assert b"<svg" in picture.svg
    assert "ideal observer" in picture.caption
    assert published_figure(analysis, IDEAL).svg == picture.svg
