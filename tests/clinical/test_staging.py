import pytest

from dlre_gui.clinical.staging import probabilities_contradict, stage_of
from dlre_gui.domain.exam import Task

THRESHOLDS = {Task.GE_F2: 0.4, Task.GE_F3: 0.5, Task.F4: 0.6}


@pytest.mark.parametrize(
    ("probabilities", "stage"),
    [
        ((0.1, 0.1, 0.1), "F0-1"),
        ((0.4, 0.1, 0.1), "F2"),
        ((0.9, 0.5, 0.1), "F3"),
        ((0.9, 0.9, 0.6), "F4"),
        ((0.9, 0.9, 0.59), "F3"),
        ((0.1, 0.1, 0.9), "F4"),
    ],
)
def test_stage_is_the_highest_task_that_reaches_its_threshold(
    probabilities: tuple[float, float, float], stage: str
) -> None:
    assert stage_of(*probabilities, THRESHOLDS) == stage


def test_a_missing_threshold_is_an_error_not_a_default() -> None:
    with pytest.raises(KeyError):
        stage_of(0.1, 0.1, 0.1, {Task.GE_F2: 0.5})


@pytest.mark.parametrize("wrong", [float("nan"), float("inf"), -0.1, 1.1])
def test_what_is_no_probability_has_no_stage(wrong: float) -> None:
    with pytest.raises(ValueError, match="not probabilities"):
        stage_of(0.1, wrong, 0.1, THRESHOLDS)


def test_a_severer_stage_more_probable_than_a_milder_one_contradicts() -> None:
    assert probabilities_contradict(0.9, 0.5, 0.7)
    assert probabilities_contradict(0.4, 0.5, 0.1)


def test_what_another_click_may_change_is_no_contradiction() -> None:
    assert not probabilities_contradict(0.990, 0.995, 0.999)
    assert not probabilities_contradict(0.90, 0.95, 0.5)


def test_of_several_screens_less_is_left_to_chance() -> None:
    assert probabilities_contradict(0.90, 0.95, 0.5, n=5)
    assert not probabilities_contradict(0.90, 0.93, 0.5, n=5)
