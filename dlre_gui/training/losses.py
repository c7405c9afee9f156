"""What a training is to lower: how wrong a patient's mean probability is, or each screen's.

An exam's probability is the mean of its screens'. A network that is trained screen by screen weighs what one
site looks like against its stiffness as is right for one screen; over five screens the sites' looks differ
and the stiffness has much of its error in common, so that the mean weighs the looks too little. Trained on
the mean itself, it weighs them as the mean needs it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What is judged together (a patient's screens, or a screen alone), and what is right for each.

    Attributes
    ----------
    screens
        Rows of each unit, shape (units, most rows of one); filled up with the number of all rows.
    labels
        0 or 1, shape (units,).
    """

    screens: NDArray[np.intp]
    labels: NDArray[np.int64]


def by_unit(units: NDArray[np.intp]) -> list[NDArray[np.intp]]:
    """Rows with the same number, in the order in which the numbers first appear; ``units`` has shape (n,)."""
    _, first, own = np.unique(units, return_index=True, return_inverse=True)
    rows = np.split(np.argsort(own, kind="stable"), np.cumsum(np.bincount(own))[:-1])
    return [rows[place] for place in np.argsort(first)]


def judged(units: NDArray[np.intp], labels: NDArray[np.int64]) -> Judged:
    """Rows by what is judged together.

    Parameters
    ----------
    units, labels
        Of each row, shape (n,); rows of a unit have one label.
    """
    rows = by_unit(units)
    screens = np.full((len(rows), max(map(len, rows))), len(units), dtype=np.intp)
    for place, own in enumerate(rows):
        screens[place, : len(own)] = own
    return Judged(screens, labels[[own[0] for own in rows]])


def mean_log_probabilities(logits: Tensor, screens: NDArray[np.intp]) -> Tensor:
    """Logarithms of the units' mean probabilities of both classes, shape (units, 2).

    Parameters
    ----------
    logits
        Outputs before softmax, shape (n, 2).
    screens
        As `Judged.screens`.
    """
    own = torch.log_softmax(logits, dim=1)
    nothing = own.new_full((1, own.shape[1]), -torch.inf)
    filled = torch.cat([own, nothing])[torch.from_numpy(screens).to(own.device)]
    counts = torch.from_numpy((screens < len(logits)).sum(axis=1)).to(own.device, own.dtype)
    return torch.logsumexp(filled, dim=1) - counts.log()[:, None]


def loss_of(log_probabilities: Tensor, labels: NDArray[np.int64], weights: Tensor, kind: str) -> Tensor:
    """Weighted mean of the losses.

    Parameters
    ----------
    log_probabilities
        Shape (n, 2).
    labels
        0 or 1, shape (n,).
    weights
        Of the two classes.
    kind
        ``cross_entropy`` or ``squared_error``, as `options.Loss`.
    """
    targets = torch.from_numpy(labels).to(log_probabilities.device)
    if kind == "cross_entropy":
        return nn.functional.nll_loss(log_probabilities, targets, weights)
    errors = (log_probabilities.exp() - nn.functional.one_hot(targets, 2)).square().sum(dim=1)
    own = weights[targets]
    return (errors * own).sum() / own.sum()


def class_weights(labels: NDArray[np.int64]) -> Tensor:
    """So that both classes count the same in all."""
    counts = np.bincount(labels, minlength=2)
    return torch.from_numpy((len(labels) / (2.0 * counts)).astype(np.float32))
