"""How far a training is, from the lines of its process."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dlre_gui.gui.session.training import Training, heard, left_s, network_of
from dlre_gui.gui.session.training_request import (
    TrainingRequest,
    proposed_name,
    request_of_folder,
)

NETWORKS = (("train ge_f3", 10), ("train ge_f2", 10), ("train f4", 10))


def epoch(stage: str, number: int) -> dict[str, object]:
    return {"stage": stage, "done": number, "total": 10, "losses": [1 / number, 2 / number]}


def test_epochs_become_a_curve_and_what_is_left_counts_all_networks() -> None:
    state = Training(NETWORKS)
    for number in (1, 2, 3):
        state = heard(state, epoch("train ge_f3", number), now_s=100 + 5.0 * number)
    assert state.curves["train ge_f3"] == ((1.0, 2.0), (0.5, 1.0), (1 / 3, 2 / 3))
    assert left_s(state) == pytest.approx((7 + 10 + 10) * 5.0)
    assert network_of(state.stage) == "ge_f3"


def test_epochs_of_an_earlier_run_tell_nothing_of_the_speed() -> None:
    state = Training(NETWORKS)
    for number in (1, 2, 3):
        state = heard(state, epoch("train ge_f3", number), now_s=100 + 0.001 * number)
    assert left_s(state) is None
    state = heard(state, epoch("train ge_f3", 4), now_s=104.003)
    assert left_s(state) == pytest.approx(26 * 4.0)


def test_an_epoch_that_is_told_again_replaces_its_first_telling() -> None:
    state = Training(NETWORKS)
    for number in (1, 2, 1):
        state = heard(state, epoch("train f4", number), now_s=float(number))
    assert state.curves["train f4"] == ((1.0, 2.0),)


def test_patches_that_were_there_already_tell_nothing_of_the_speed() -> None:
    state = Training(NETWORKS)
    state = heard(state, {"stage": "patches", "done": 80, "total": 100}, now_s=10.0)
    assert left_s(state) is None
    state = heard(state, {"stage": "patches", "done": 85, "total": 100, "note": "x: no box"}, now_s=20.0)
    assert left_s(state) == pytest.approx(30.0)
    assert state.refused == ("x: no box",)
    state = heard(state, {"stage": "patches", "done": 100, "total": 100}, now_s=30.0)
    assert left_s(state) is None  # "1 minute left" of nothing


def test_arguments_leave_no_room_for_paths_that_look_like_options() -> None:
    request = TrainingRequest("--out", "-x", "spie", "-y", ("f4",), "name", 7, 3)
    assert request.arguments(check=True) == [
        "train", "--out=-x", "--architecture=spie", "--name=name", "--from=-y", "--epochs=7", "--seed=3",
        "--task=f4", "--check", "--events", "--", "--out",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"options": 3, "tasks": [1], "cohort": 4}',
        '{"options": {"seed": 5000000000, "epochs": 0}}',
        '{"spec": {"scale": ["smoothing_px"]}}',
        "\x00",
        "[" * 100_000,
    ],
)
def test_a_strange_mark_leaves_the_defaults(content: str, tmp_path: Path) -> None:
    (tmp_path / "training.json").write_text(content)
    found = request_of_folder(str(tmp_path))
    assert found is None or (found.epochs, found.seed, found.architecture, found.cohort) == (20, 1, "gut", "")


def test_a_folder_without_a_training_has_no_request(tmp_path: Path) -> None:
    assert request_of_folder(str(tmp_path)) is None
    (tmp_path / "training.json").write_text(json.dumps({"cohort": "c.csv", "options": {"seed": 5}}))
    by_screens = TrainingRequest("c.csv", str(tmp_path), seed=5, others=("--exam-share=0.0",))
    assert request_of_folder(str(tmp_path)) == by_screens  # begun before exams were judged


def test_a_name_is_made_of_the_folder_in_plain_letters() -> None:
    assert proposed_name("gut", "/x/DLRE training 2026-11-23 04.47") == "dlre-gut-training-2026-11-23-04.47"
    assert proposed_name("spie", "/x/肝") == "dlre-spie-own"
