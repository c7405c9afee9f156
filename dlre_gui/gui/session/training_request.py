"""What a training is to do, as the window asks for it; without a window."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dlre_gui.domain.exam import Task

ARCHITECTURES = ("gut", "spie", "basic", "transfer")
MARK_NAME = "training.json"
ALL_TASKS = tuple(task.value for task in Task)
MOST_EPOCHS, LARGEST_SEED = 1000, 2**31 - 1
_LARGEST_MARK = 1 << 20
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class TrainingRequest:
    """The arguments of `dlre-gui train`.

    Attributes
    ----------
    source
        Folder of a package to start from; empty: none.
    name
        Id of the new package; empty: the program's choice.
    validation_hospitals
        Their patients validate and do not train.
    others
        Further arguments of a training that was begun in this folder, by the command line or on another
        machine: what the window does not ask for, and what it goes on with.
    """

    cohort: str = ""
    out: str = ""
    architecture: str = ARCHITECTURES[0]
    source: str = ""
    tasks: tuple[str, ...] = field(default=ALL_TASKS)
    name: str = ""
    epochs: int = 20
    seed: int = 1
    validation_hospitals: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether it can be checked."""
        return bool(self.cohort and self.out and self.tasks)

    def arguments(self, *, check: bool = False) -> list[str]:
        """For the command line; a path that begins like an option is no option."""
        options = {
            "--out": self.out,
            "--architecture": self.architecture,
            "--name": self.name,
            "--from": self.source,
            "--epochs": str(self.epochs),
            "--seed": str(self.seed),
        }
        chosen = [f"{option}={value}" for option, value in options.items() if value]
        if set(self.tasks) != set(ALL_TASKS):
            chosen += [f"--task={task}" for task in self.tasks]
        chosen += [f"--validation-hospital={name}" for name in self.validation_hospitals]
        return [
            "train",
            *chosen,
            *self.others,
            *(["--check"] if check else []),
            "--events",
            "--",
            self.cohort,
        ]


def request_of_folder(folder: str) -> TrainingRequest | None:
    """What was asked for when a folder's training was begun; None if none was begun there.

    The file is a stranger's perhaps: what cannot be used is left at its default.
    """
    mark = Path(folder) / MARK_NAME
    try:
        if mark.stat().st_size > _LARGEST_MARK:
            return None
        values = json.loads(mark.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return _request(folder, values) if isinstance(values, dict) else None


def _request(folder: str, values: Mapping[str, Any]) -> TrainingRequest:
    options = values.get("options")
    options = {**_BEFORE, **(options if isinstance(options, dict) else {})}
    plain = TrainingRequest()
    architecture = options.get("architecture")
    tasks, hospitals = values.get("tasks"), values.get("validation_hospitals")
    return TrainingRequest(
        _text(values.get("cohort")),
        folder,
        architecture if architecture in ARCHITECTURES else plain.architecture,
        _text(values.get("source")),
        tuple(task for task in tasks if task in ALL_TASKS) if isinstance(tasks, list) else ALL_TASKS,
        _text(values.get("identity")),
        _number(options.get("epochs"), range(1, MOST_EPOCHS + 1), plain.epochs),
        _number(options.get("seed"), range(LARGEST_SEED + 1), plain.seed),
        tuple(filter(_text, hospitals)) if isinstance(hospitals, list) else (),
        tuple(_others(values, options)),
    )


_TEXTS = {"version": "package-version", "test_cohort": "test-cohort"}
_OTHERS = (
    "device", "threads", "held_out", "follow_share", "loss", "begin", "freeze", "consistency",
    "learning_rate", "exam_share", "batch",
)  # fmt: skip

_BEFORE: Mapping[str, Any] = {"exam_share": 0.0}
"""What trainings did that were begun before there was a choice."""


def _others(values: Mapping[str, Any], options: Mapping[str, Any]) -> Iterator[str]:
    """What a training was begun with beside the fields, as arguments."""
    beside = [("smoothing", _smoothing(values)), ("validation_share", values.get("validation_share"))]
    for name, value in [*((name, options.get(name)) for name in _OTHERS), *beside]:
        if isinstance(value, (int, float, str)) and re.fullmatch("[a-z_]{1,20}|[0-9.]{1,20}", str(value)):
            yield f"--{name.replace('_', '-')}={value}"
    if options.get("mixed") is True:
        yield "--mixed"
    for name in ("version", "test_cohort", "data"):
        if _text(values.get(name)):
            yield f"--{_TEXTS.get(name, name)}={values[name]}"


def _smoothing(values: Mapping[str, Any]) -> object:
    """What was asked for; a package to go on from brings its own."""
    value: object = None if values.get("source") else values.get("spec")
    for name in ("scale", "smoothing_px"):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object, possible: range, otherwise: int) -> int:
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and value in possible else otherwise
    )


def proposed_name(architecture: str, out: str) -> str:
    """An id for a package from its network and its folder's name: plain letters, digits, ``-`` and ``.``."""
    plain = unicodedata.normalize("NFKD", Path(out).name).encode("ascii", "ignore").decode()
    rest = re.sub(r"[^A-Za-z0-9.]+", "-", plain).strip("-.").lower().removeprefix("dlre-")
    return f"dlre-{architecture}-{rest or 'own'}"[:_LONGEST_NAME].rstrip("-.")
