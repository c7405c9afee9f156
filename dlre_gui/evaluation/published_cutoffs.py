"""Cut-offs from the literature as fixed thresholds: what LSM, APRI and FIB-4 do at the values in use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain

from dlre_gui.clinical.cutoffs import CutoffTable
from dlre_gui.clinical.laboratory import CUTOFFS, Cutoff
from dlre_gui.clinical.staging import STAGES
from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.material import Threshold

Thresholds = Mapping[Task, tuple[Threshold, ...]]
_BY_LABEL = {task.label: task for task in Task}


def lsm_thresholds(tables: Iterable[CutoffTable]) -> Thresholds:
    """Where each table puts each task, kPa.

    Only tables whose bands tell stages apart have such a place: a table for cACLD, whose bands
    share stages, has none.
    """
    found: dict[Task, tuple[Threshold, ...]] = {}
    for table in tables:
        for task in Task:
            threshold = _of_table(table, task)
            if threshold is not None:
                found[task] = (*found.get(task, ()), threshold)
    return found


def _of_table(table: CutoffTable, task: Task) -> Threshold | None:
    stages = list(chain.from_iterable(band.stages for band in table.bands))
    positive = frozenset(STAGES[STAGES.index(task.first_stage.name) :])
    if len(stages) != len(set(stages)) or not all(band.stages for band in table.bands):
        return None
    beginning = [band for band in table.bands if positive.issuperset(band.stages)]
    if not beginning or {stage for band in beginning for stage in band.stages} != positive:
        return None
    source = table.citation if table.confirmed else f"{table.citation} (not confirmed)"
    return Threshold(beginning[0].from_kpa, source, beginning[0].including)


def serum_thresholds(score: str) -> Thresholds:
    """The limits of ``APRI`` or ``FIB-4`` by task; of a pair the lower one rules out, the higher one in."""
    found: dict[Task, tuple[Threshold, ...]] = {}
    for cutoff in CUTOFFS[score]:
        task = _BY_LABEL[cutoff.meaning.split()[0]]
        found[task] = (*found.get(task, ()), _of_score(cutoff))
    return found


def _of_score(cutoff: Cutoff) -> Threshold:
    """A limit below which a stage is unlikely calls what lies at it or above positive."""
    _, _, rule = cutoff.meaning.partition(" ")
    use = {"likely": ", to rule in", "unlikely": ", to rule out"}.get(rule, "")
    return Threshold(cutoff.limit, f"{cutoff.source}{use}", including=not cutoff.above)
