"""Cut-offs from the literature become fixed thresholds, each with its source."""

from __future__ import annotations

import numpy as np
import pytest

from dlre_gui.clinical.cutoff_file import bundled_file, read_tables
from dlre_gui.clinical.cutoffs import Band, CutoffTable
from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.material import Threshold
from dlre_gui.evaluation.performance import operating
from dlre_gui.evaluation.published_cutoffs import lsm_thresholds, serum_thresholds


def table(*bands: Band, confirmed: bool = True) -> CutoffTable:
    return CutoffTable("t", "T", "any", (), "Somebody 2020", bands, confirmed=confirmed)


def test_bundled_tables_put_each_task_where_their_papers_do() -> None:
    found = lsm_thresholds(read_tables(bundled_file()))
    values = {task: [one.value for one in found[task]] for task in Task}
    assert values == {Task.GE_F2: [7.91, 7.1], Task.GE_F3: [8.1], Task.F4: [11.5]}
    assert "Herrmann" in found[Task.F4][0].source
    assert "not confirmed" in found[Task.F4][0].source


def test_a_table_whose_bands_share_stages_has_no_place_for_a_task() -> None:
    shared = table(Band(0, "", ("F0-1", "F2")), Band(9, "", ("F2", "F3", "F4")))
    nameless = table(Band(0, "normal", ()), Band(9, "cACLD", ()))
    assert lsm_thresholds([shared, nameless]) == {}


def test_a_band_that_holds_two_stages_gives_only_the_tasks_at_its_edge() -> None:
    found = lsm_thresholds([table(Band(0, "", ("F0-1", "F2")), Band(9, "", ("F3", "F4"), including=False))])
    assert found == {Task.GE_F3: (Threshold(9, "Somebody 2020", including=False),)}


@pytest.mark.parametrize(
    ("score", "task", "limits"),
    [
        ("APRI", Task.GE_F2, [(0.5, False), (0.5, True), (1.5, False)]),
        ("APRI", Task.F4, [(1.0, False), (2.0, False)]),
        ("FIB-4", Task.GE_F3, [(1.45, True), (3.25, False)]),
    ],
)
def test_serum_scores_have_the_limits_in_use(
    score: str, task: Task, limits: list[tuple[float, bool]]
) -> None:
    assert [(one.value, one.including) for one in serum_thresholds(score)[task]] == limits
    assert all(one.source for one in serum_thresholds(score)[task])


def test_a_limit_that_does_not_include_itself_calls_the_score_at_it_negative() -> None:
    labels, scores = np.array([False, True, True]), np.array([1.0, 1.0, 1.5])
    above = operating(labels, scores, Threshold(1.0, "WHO", including=False))
    assert above.counts == (1, 0, 1, 1)
    assert operating(labels, scores, Threshold(1.0, "WHO")).counts == (2, 1, 0, 0)
