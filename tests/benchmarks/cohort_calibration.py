"""The simulated cohort beside the papers' figures, and what an ideal observer reaches on it; no pictures.

python -m tests.benchmarks.cohort_calibration [--patients 10000] [--seed 1]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from time import perf_counter

import numpy as np

from dlre_gui.domain.exam import Task
from dlre_gui.evaluation.material import TASKS
from dlre_gui.evaluation.published import AUCS, BY_COUNT, F4_BY_LSM
from dlre_gui.evaluation.roc import auc
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.ideal_observer import COUNTS, OBSERVERS, observe
from dlre_gui.simulation.patients import draw_patients
from dlre_gui.simulation.signal import SIGNALS
from dlre_gui.terminal import print_table
from tests.simulation.patient_numbers import PatientNumbers, numbers_of

Row = tuple[str, ...]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--patients", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    start = perf_counter()
    numbers = numbers_of(draw_patients(options.patients, options.seed))
    print(f"{options.patients} patients of seed {options.seed} drawn in {perf_counter() - start:.1f} s")
    names = tuple(task.label for task in TASKS)
    print_table(("AUC, ours (papers', pooled)", *names), _aucs(numbers))
    print_table(("F4 by LSM", "AUC", "papers'"), _by_inflammation(numbers))
    print_table(("LSM by measurements", *names), _by_count(numbers))
    print_table(("table 1", "mean", "SD", "papers' mean", "papers' SD"), _table_1(numbers))
    for signal in SIGNALS:
        print_table(
            (f"ideal observer, {signal}", "screens", *names), _ideal(options.patients, options.seed, signal)
        )
    published = [
        ("DLRE as published", str(count), *(f"{BY_COUNT['DLRE'][task][count]:.2f}" for task in TASKS))
        for count in COUNTS
    ]
    print_table(("to compare", "screens", *names), published)


def labels(numbers: PatientNumbers, task: Task) -> np.ndarray:
    return numbers.stages >= {Task.GE_F2: 2, Task.GE_F3: 3, Task.F4: 4}[task]


def _aucs(numbers: PatientNumbers) -> Iterator[Row]:
    for name, scores in (("LSM", numbers.lsm_kpa()), ("APRI", numbers.apri), ("FIB-4", numbers.fib4)):
        cells = (
            f"{auc(labels(numbers, task), scores):.3f} ({AUCS[name][task].pooled:.3f})" for task in TASKS
        )
        yield (name, *cells)


def _by_inflammation(numbers: PatientNumbers) -> Iterator[Row]:
    severe = numbers.inflammation == 3
    for (name, published), part in zip(F4_BY_LSM.items(), (~severe, severe), strict=True):
        found = auc(labels(numbers, Task.F4)[part], numbers.lsm_kpa()[part])
        yield name, f"{found:.3f}", f"{published:.2f}"


def _by_count(numbers: PatientNumbers) -> Iterator[Row]:
    for count in COUNTS:
        cells = (
            f"{auc(labels(numbers, task), numbers.lsm_kpa(count)):.3f} ({BY_COUNT['LSM'][task][count]:.2f})"
            for task in TASKS
        )
        yield (str(count), *cells)


def _table_1(numbers: PatientNumbers) -> Iterator[Row]:
    facts = {name: (lab.mean, lab.sd) for name, lab in a.LABORATORY.items()}
    rows = {"age": (numbers.age, a.AGE_MEAN, a.AGE_SD), "bmi": (numbers.bmi, a.BMI_MEAN, a.BMI_SD)}
    rows |= {name: (numbers.labs[name], *values) for name, values in facts.items()}
    rows["tb"] = (numbers.labs["tb"], 15.9, 8.6)
    for name, (values, mean, sd) in rows.items():
        yield name, f"{values.mean():.1f}", f"{values.std():.1f}", f"{mean:.1f}", f"{sd:.1f}"


def _ideal(n: int, seed: int, signal: str) -> Iterator[Row]:
    patients = draw_patients(n, seed, signal=SIGNALS[signal])
    stages = [one.stage for one in patients]
    for count in COUNTS:
        seen = observe(patients, count, seed)
        for name in OBSERVERS:
            cells = (
                f"{auc([stage.is_positive(task) for stage in stages], seen[name].probability(task)):.3f}"
                for task in TASKS
            )
            yield (name, str(count), *cells)


if __name__ == "__main__":
    main()
