"""Choices from a random stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.random import Generator

Item = TypeVar("Item")


def chance(rng: Generator, share: float) -> bool:
    return bool(rng.random() < share)


def between(rng: Generator, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def pick(rng: Generator, items: Sequence[Item]) -> Item:
    return items[int(rng.integers(len(items)))]


def weighted(rng: Generator, items: Sequence[Item], shares: Sequence[float]) -> Item:
    return items[int(rng.choice(len(items), p=shares))]
