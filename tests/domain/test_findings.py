"""Units and fractions of what a screen shows."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.domain.exam import Stage, Task
from dlre_gui.domain.findings import QBox, StiffnessMap, Unit, kpa_from_speed


@pytest.mark.parametrize(("speed", "kpa"), [(1.29, 5.0), (1.73, 9.0), (2.08, 13.0), (2.38, 17.0)])
def test_speed_converts_as_the_consensus_table_says(speed: float, kpa: float) -> None:
    assert kpa_from_speed(speed) == pytest.approx(kpa, abs=0.05)


def test_a_panel_in_metres_per_second_is_never_shown_as_kpa() -> None:
    qbox = QBox(mean=1.7, minimum=1.5, maximum=2.0, sd=0.1, unit=Unit.M_PER_S)
    assert (qbox.mean_kpa, qbox.min_kpa, qbox.max_kpa, qbox.sd_kpa) == (None, None, None, None)


def test_fractions_count_only_pixels_of_the_region() -> None:
    kpa = np.array([[np.nan, 5.0], [7.0, np.nan]], dtype=np.float32)
    inside = np.array([[False, True], [True, True]])
    saturated = np.array([[False, False], [True, False]])
    stiffness = StiffnessMap(kpa, inside, saturated)
    assert stiffness.void_fraction == pytest.approx(1 / 3)
    assert stiffness.saturated_fraction == pytest.approx(1 / 3)
    assert stiffness.mean_kpa == pytest.approx(6.0)


def test_a_map_without_any_signal_has_no_mean() -> None:
    nothing = StiffnessMap(np.full((2, 2), np.nan, np.float32), np.ones((2, 2), bool), np.zeros((2, 2), bool))
    assert nothing.mean_kpa is None
    assert nothing.void_fraction == 1.0


def test_tasks_split_the_stages_where_their_names_say() -> None:
    positives = {task: [stage.name for stage in Stage if stage.is_positive(task)] for task in Task}
    assert positives == {
        Task.GE_F2: ["F2", "F3", "F4"],
        Task.GE_F3: ["F3", "F4"],
        Task.F4: ["F4"],
    }
