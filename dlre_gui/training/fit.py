"""The fit loop: one binary network for one task.

On the CPU the same data, options and seed give bitwise the same weights, also after being
interrupted and resumed: every epoch draws its random numbers from (seed, task, epoch) alone.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dlre_gui.domain.exam import Task
from dlre_gui.model import networks
from dlre_gui.training.augment import Augmenter, plain
from dlre_gui.training.checkpoint import Arrays, Checkpoint, Epoch, load_checkpoint, save_checkpoint
from dlre_gui.training.first_weights import first_weights
from dlre_gui.training.fit_data import FitData
from dlre_gui.training.frozen import kept_maps, split_maps
from dlre_gui.training.losses import Judged, by_unit, class_weights, judged, loss_of, mean_log_probabilities
from dlre_gui.training.options import FitOptions
from dlre_gui.training.progress import IsCancelled, Progress, Report, never, silent, stop_if
from dlre_gui.training.runtime import prepare_runtime

_EVALUATION_BATCH = 64
_LEAST_VARIANCE = 0.01  # of the answers to a batch, before a training has told anything apart
_STEPS = 1 << 20  # where the numbers of steps begin, beyond those of epochs: seeds of their dropout


@dataclass(frozen=True, slots=True, eq=False)
class Fitted:
    """The best epoch's tensors, by the names of `layout.network_shapes`, and the curve."""

    state: Arrays
    curve: tuple[Epoch, ...]
    best: Epoch


def fit_network(
    data: FitData,
    task: Task,
    options: FitOptions,
    checkpoint: Path,
    start: Mapping[str, NDArray[np.float32]] | None = None,
    name: str = "",
    report: Report = silent,
    cancelled: IsCancelled = never,
) -> Fitted:
    """Train one network, or go on from its checkpoint.

    Parameters
    ----------
    start
        Tensors to begin with instead of random ones, some or all. The layers that `options` freezes
        must be among them.
    name
        Of this training in progress reports; the task's if empty.

    Raises
    ------
    ValueError
        If training or held-out screens lack a class, or a layer is frozen that `start` does not bring.
    Cancelled
        The last finished epoch is kept.
    """
    _need_both_classes(data, task)
    prepare_runtime(options.threads)
    run = _Run(data, task, options, start or {})
    state = load_checkpoint(checkpoint, run.fingerprint)
    tell = _Teller(name or f"train {task}", options.epochs, report)
    if state is not None:
        run.restore(state)
        tell.all(run.curve)
    while state is None or not state.finished:
        number = len(run.curve) + 1
        run.epoch(number, cancelled)
        state = run.state()
        if number >= options.epochs or number - state.best_epoch.number >= options.patience:
            state = state.ended()
        save_checkpoint(checkpoint, state)
        tell.all(run.curve[-1:])
    return Fitted(state.best, state.curve, state.best_epoch)


def is_fitted(
    data: FitData,
    task: Task,
    options: FitOptions,
    checkpoint: Path,
    start: Mapping[str, NDArray[np.float32]] | None = None,
) -> bool:
    """Whether the checkpoint is the end of this very training: `fit_network` would train nothing."""
    state = load_checkpoint(checkpoint, _fingerprint(data, task, options, start or {}))
    return state is not None and state.finished


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells how far one network is."""

    name: str
    epochs: int
    report: Report

    def all(self, curve: Sequence[Epoch]) -> None:
        for epoch in curve:
            note = f"loss {epoch.train_loss:.3f}, held out {epoch.held_loss:.3f}"
            losses = (epoch.train_loss, epoch.held_loss)
            self.report(Progress(self.name, epoch.number, self.epochs, note, losses))


class _Judge:
    """Losses of screens, by themselves or by patients, and the steps in which they are shown."""

    def __init__(self, data: FitData, task: Task, options: FitOptions, of_exams: bool) -> None:
        self._train, self._options = data.train, options
        self._labels, self._units = data.labels(task), data.units(of_exams)
        self._weights = class_weights(self._judged(data.train).labels).to(options.device)

    def batches(self, random: np.random.Generator) -> list[NDArray[np.intp]]:
        """The training screens in steps; those that are judged together stay together."""
        units = by_unit(self._units[self._train])
        steps = math.ceil(len(self._train) / self._options.screens_a_step)
        parts = np.array_split(random.permutation(len(units)), steps)
        return [self._train[np.concatenate([units[unit] for unit in part])] for part in parts if len(part)]

    def loss(self, logits: Tensor, places: NDArray[np.intp]) -> Tensor:
        """Of the screens at these places."""
        whole = self._judged(places)
        means = mean_log_probabilities(logits, whole.screens)
        return loss_of(means, whole.labels, self._weights, self._options.loss)

    def _judged(self, places: NDArray[np.intp]) -> Judged:
        return judged(self._units[places], self._labels[places])


class _Run:
    """A network in training with its optimiser, curve and best state."""

    def __init__(
        self,
        data: FitData,
        task: Task,
        options: FitOptions,
        start: Mapping[str, NDArray[np.float32]],
    ) -> None:
        self._data, self._task, self._options = data, task, options
        self._device = torch.device(options.device)
        self._held_judge = _Judge(data, task, options, options.exam_share > 0)
        self.fingerprint = _fingerprint(data, task, options, start)
        self.curve: list[Epoch] = []
        self._best: Arrays = {}
        self._steps = 0
        torch.manual_seed(_seed(options.seed, task, 0))
        self._network = _fresh(options, _seed(options.seed, task, 0))
        _begin(self._network, start, options.frozen)
        self._network.to(self._device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._trained = {n: p for n, p in self._network.named_parameters() if p.requires_grad}
        self._optimiser = torch.optim.Adam(
            self._trained.values(), lr=options.learning_rate, weight_decay=options.weight_decay
        )

    def epoch(self, number: int, cancelled: IsCancelled) -> None:
        """One pass over the training screens, then the held-out loss."""
        seed = _seed(self._options.seed, self._task, number)
        torch.manual_seed(seed)
        random = np.random.default_rng(seed)
        augment = Augmenter(self._options.augmentation, random)
        judge = _Judge(self._data, self._task, self._options, self._options.of_exams(number))
        batches = judge.batches(random)
        self._network.train()
        views = self._drawn_views(len(self._data.train), random)
        shown = np.split(views, np.cumsum([len(batch) for batch in batches])[:-1], axis=1)
        losses = [
            self._step(batch, view, augment, judge, len(batches), cancelled)
            for batch, view in zip(batches, shown, strict=True)
        ]
        train_loss = float(np.average(losses, weights=[len(batch) for batch in batches]))
        self.curve.append(Epoch(number, train_loss, self._held_loss()))
        if self.curve[-1] is min(self.curve, key=lambda epoch: epoch.held_loss):
            self._best = networks.state_of(self._network)

    def _drawn_views(self, count: int, random: np.random.Generator) -> NDArray[np.int64]:
        """Which view of each screen is shown, shape (1, count); with consistency also another: (2, count)."""
        views = random.integers(0, self._data.n_drawn, count)
        if not self._options.consistency:
            return views[None]
        further = random.integers(1, max(2, self._data.n_drawn), count)
        return np.stack([views, (views + further) % self._data.n_drawn])

    def _step(
        self,
        batch: NDArray[np.intp],
        views: NDArray[np.int64],
        augment: Augmenter,
        judge: _Judge,
        per_epoch: int,
        cancelled: IsCancelled,
    ) -> float:
        stop_if(cancelled)
        share = self._steps / (per_epoch * self._options.epochs)
        for group in self._optimiser.param_groups:
            group["lr"] = self._options.learning_rate * _schedule(share)
        logits = self._logits(batch, views, augment)
        loss = torch.stack([judge.loss(each, batch) for each in logits]).mean()
        self._optimiser.zero_grad(set_to_none=True)
        (loss + self._disagreement(logits)).backward()  # type: ignore[no-untyped-call]
        self._optimiser.step()
        self._steps += 1
        return float(loss.detach())

    def _logits(self, batch: NDArray[np.intp], views: NDArray[np.int64], augment: Augmenter) -> list[Tensor]:
        """Outputs for each row of views, the patches of a screen changed alike, with the same dropout."""
        found, seed = [], _seed(self._options.seed, self._task, _STEPS + self._steps)
        for shown in self._shown(batch, views, augment):
            if len(views) > 1:
                torch.manual_seed(seed)
            with torch.autocast(self._device.type, torch.bfloat16, enabled=self._options.mixed):
                found.append(self._answer(shown).to(torch.float32))
        return found

    def _disagreement(self, logits: Sequence[Tensor]) -> Tensor | float:
        """What the answers to two views of a screen cost where they differ."""
        if len(logits) < 2:
            return 0.0
        one, other = (each[:, 1] - each[:, 0] for each in logits)
        spread = torch.cat([one, other]).var() + _LEAST_VARIANCE
        return self._options.consistency * (one - other).square().mean() / spread

    def _shown(self, batch: NDArray[np.intp], views: NDArray[np.int64], augment: Augmenter) -> list[Tensor]:
        """Changed patches, or the maps of patches that were changed before, for each row of views."""
        if self._data.maps is None:
            patches = [torch.from_numpy(self._data.patches[batch, row]).to(self._device) for row in views]
            return augment.alike(patches)
        return [self._maps(batch, 1 + row) for row in views]

    def _maps(self, batch: NDArray[np.intp], variants: NDArray[np.int64] | int) -> Tensor:
        kept = self._data.maps[batch, variants]  # type: ignore[index]
        return torch.from_numpy(kept).to(self._device, torch.float32)

    def _answer(self, shown: Tensor) -> Tensor:
        if self._data.maps is None:
            return self._network.logits(shown)
        return self._network.logits_after(split_maps(shown, kept_maps(self._options)), self._options.frozen)

    def _held_logits(self) -> NDArray[np.float32]:
        held = self._data.held
        if self._data.maps is None:
            return network_logits(self._network, self._data.patches, held)
        self._network.eval()
        with torch.inference_mode():
            parts = np.array_split(held, math.ceil(len(held) / _EVALUATION_BATCH))
            return np.concatenate([self._answer(self._maps(part, 0)).cpu().numpy() for part in parts])

    def _held_loss(self) -> float:
        logits = self._held_logits()
        return float(self._held_judge.loss(torch.from_numpy(logits).to(self._device), self._data.held))

    def state(self) -> Checkpoint:
        moments = {name: self._optimiser.state[value] for name, value in self._trained.items()}
        return Checkpoint(
            self.fingerprint,
            False,
            self._steps,
            tuple(self.curve),
            networks.state_of(self._network),
            self._best,
            {name: _array(moment["exp_avg"]) for name, moment in moments.items()},
            {name: _array(moment["exp_avg_sq"]) for name, moment in moments.items()},
        )

    def restore(self, state: Checkpoint) -> None:
        networks.load_state(self._network, state.network)
        self.curve, self._best, self._steps = list(state.curve), state.best, state.steps
        for name, value in self._trained.items():
            self._optimiser.state[value] = {
                "step": torch.tensor(float(state.steps)),
                "exp_avg": torch.empty_like(value).copy_(torch.from_numpy(state.first_moment[name])),
                "exp_avg_sq": torch.empty_like(value).copy_(torch.from_numpy(state.second_moment[name])),
            }


def network_logits(
    network: networks.Network, patches: NDArray[np.uint8], which: NDArray[np.intp]
) -> NDArray[np.float32]:
    """Outputs before softmax, shape (n, 2), of view 0 of the screens at `which`, unchanged."""
    network.eval()
    device = next(network.parameters()).device
    parts = []
    with torch.inference_mode():
        for start in range(0, len(which), _EVALUATION_BATCH):
            batch = torch.from_numpy(patches[which[start : start + _EVALUATION_BATCH], 0]).to(device)
            parts.append(network.logits(plain(batch)).cpu().numpy())
    return np.concatenate(parts) if parts else np.zeros((0, 2), np.float32)


def _fresh(options: FitOptions, seed: int) -> networks.Network:
    """A network before training, from torch's random state and the seed."""
    network = networks.build(options.architecture, options.dropout)
    if options.begin == "contrasts":
        state = first_weights(networks.state_of(network), np.random.default_rng(seed))
        networks.load_state(network, state)
    return network


def _begin(network: networks.Network, start: Mapping[str, NDArray[np.float32]], frozen: int) -> None:
    """Take the given tensors over; the first layers are frozen."""
    own = networks.state_of(network)
    networks.load_state(
        network,
        own
        | {name: start[name] for name in own.keys() & start.keys() if own[name].shape == start[name].shape},
    )
    networks.freeze(network, frozen)
    missing = [
        name for name, value in network.named_parameters() if not value.requires_grad and name not in start
    ]
    if missing:
        raise ValueError(f"frozen layers need values to begin with: {', '.join(missing)}")


def _schedule(share: float) -> float:
    """Learning rate's factor: up over the first twentieth, then down along a cosine."""
    if share < 0.05:
        return 0.1 + 0.9 * share / 0.05
    return max(0.01, 0.5 * (1 + math.cos(math.pi * (share - 0.05) / 0.95)))


def _need_both_classes(data: FitData, task: Task) -> None:
    labels = data.labels(task)
    for name, places in (("training", data.train), ("held-out", data.held)):
        if len(set(labels[places].tolist())) < 2:
            raise ValueError(f"the {name} screens have only one class for {task}")


def _seed(seed: int, task: Task, epoch: int) -> int:
    numbers = np.random.SeedSequence([seed, list(Task).index(task), epoch])
    return int(numbers.generate_state(1, np.uint32)[0])


def _array(value: Tensor) -> NDArray[np.float32]:
    return np.array(value.detach().cpu().contiguous().numpy())


def _fingerprint(
    data: FitData, task: Task, options: FitOptions, given: Mapping[str, NDArray[np.float32]]
) -> str:
    values = options.as_values()
    if not options.exam_share:
        del values["exam_share"]  # as before there was a choice: those checkpoints are gone on with
    content = json.dumps([torch.__version__, task, values], sort_keys=True)
    digest = hashlib.sha256(content.encode())
    for name in sorted(given):
        digest.update(np.ascontiguousarray(given[name]).tobytes())
    data.add_to(digest)
    if options.exam_share:
        digest.update(data.units(of_exams=True).tobytes())
    return digest.hexdigest()
