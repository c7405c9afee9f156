"""How far a training is: from the process's lines to one frozen state, without a window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

Losses = tuple[float, float]
_MOST_REFUSED = 1000
_NETWORK = "train "
_AT_ONCE_S = 0.02  # epochs of an earlier run are told one after the other


@dataclass(frozen=True, slots=True)
class Training:
    """What is known.

    Attributes
    ----------
    networks
        Names of the stages that train, with their epochs at most, in their order.
    stage, done, total
        What is being done, and how far it is; empty before the first line.
    curves
        By stage: mean losses on training and on held-out screens, an entry an epoch.
    refused
        Why screens of the cohort cannot be used.
    began_s, began_at
        When the present stage began to move, and at which step: what was kept of an earlier run
        comes at once and says nothing of the speed.
    epoch_s
        Duration of the last epoch.
    """

    networks: tuple[tuple[str, int], ...] = ()
    stage: str = ""
    done: int = 0
    total: int = 0
    curves: Mapping[str, tuple[Losses, ...]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    began_s: float = 0.0
    began_at: int = 0
    heard_s: float = 0.0
    epoch_s: float | None = None


def heard(state: Training, line: Mapping[str, Any], now_s: float) -> Training:
    """The state after a line of progress.

    Parameters
    ----------
    now_s
        Of a clock that never goes back.
    """
    stage, done, total = str(line["stage"]), int(line["done"]), int(line["total"])
    if stage != state.stage:
        state = replace(state, stage=stage, began_s=now_s, began_at=done)
    if "losses" in line:
        state = _with_epoch(state, stage, done, line["losses"], now_s)
    elif line.get("note") and stage == "patches" and len(state.refused) < _MOST_REFUSED:
        state = replace(state, refused=(*state.refused, str(line["note"])))
    return replace(state, done=done, total=total, heard_s=now_s)


def _with_epoch(state: Training, stage: str, number: int, losses: Any, now_s: float) -> Training:
    train, held = (float(loss) for loss in losses)
    curve = state.curves.get(stage, ())[: number - 1]
    curves = {**state.curves, stage: (*curve, (train, held))}
    took = now_s - state.heard_s
    kept = took < _AT_ONCE_S or not state.heard_s
    return replace(state, curves=curves, epoch_s=state.epoch_s if kept else took)


def left_s(state: Training) -> float | None:
    """Seconds until the last network is trained, at most: one may stop early. None: not known yet."""
    names = [name for name, _ in state.networks]
    if state.stage not in names:
        return _left_of_stage(state)
    if state.epoch_s is None:
        return None
    place = names.index(state.stage)
    epochs = state.total - state.done + sum(most for _, most in state.networks[place + 1 :])
    return epochs * state.epoch_s


def _left_of_stage(state: Training) -> float | None:
    """Of a stage that moves evenly, such as the patches."""
    moved = state.done - state.began_at
    if moved < 1 or state.done >= state.total or state.heard_s <= state.began_s:
        return None
    return (state.total - state.done) * (state.heard_s - state.began_s) / moved


def network_of(stage: str) -> str:
    """``ge_f2``, ``ge_f3``, ``f4`` or ``source`` of a stage that trains; empty for others."""
    return stage.removeprefix(_NETWORK) if stage.startswith(_NETWORK) else ""
