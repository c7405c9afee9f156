"""What else a number of a line may be: readings that a CTC lattice allows, with their probabilities."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SYMBOLS = "0123456789."
_LIKE = {"0": "0Oo", "1": "1Il|", ".": ".,·"}
_SIGN_OF = {like: sign for sign, alike in _LIKE.items() for like in alike}
_BEAM = 16  # beginnings kept at each step
_NEGLIGIBLE = 1e-5  # probability of a symbol at a step, below which it is not followed
_UNFOLLOWED = 1e-6  # probability of a number that a reader did not follow
_NUMBER = re.compile(r"\d+(?:\.\d+)?")

Floats = NDArray[np.float32]


class Candidate(NamedTuple):
    """Digits and a point, and the natural logarithm of how probable they are among all of them."""

    text: str
    log_probability: float


@dataclass(frozen=True, slots=True, eq=False)
class Lattice:
    """How probable the signs of numbers are at each step along a line.

    Attributes
    ----------
    steps
        float32, shape (steps, 12): nothing or a space, then `SYMBOLS`; all other characters are left out.
    first, step
        Place along the line, 0 to 1, of the first step's middle, and from one step to the next.
    """

    steps: Floats
    first: float
    step: float

    def between(self, start: float, end: float) -> Floats:
        """The steps whose middles lie between two places along the line."""
        low = np.ceil((start - self.first) / self.step)
        high = np.floor((end - self.first) / self.step) + 1
        return self.steps[max(0, int(low)) : max(0, int(high))]


class Signs:
    """The columns of a recogniser's characters that numbers are made of.

    Parameters
    ----------
    alphabet
        The character of each column; the blank first, the space last.
    """

    def __init__(self, alphabet: list[str]) -> None:
        groups = [[0, len(alphabet) - 1]]
        groups += [[k for k, c in enumerate(alphabet) if c in _LIKE.get(s, s) and c] for s in SYMBOLS]
        self._columns = np.array([k for group in groups for k in group])
        sizes = [len(group) for group in groups]
        self._starts = np.concatenate(([0], np.cumsum(sizes)[:-1]))

    def of(self, probabilities: Floats) -> Floats:
        """The columns of a `Lattice` from those of the recogniser, shape (steps, characters)."""
        found: Floats = np.add.reduceat(probabilities[:, self._columns], self._starts, axis=1)
        return found


def as_number(text: str) -> str:
    """Digits and a point as they were meant; empty if they make no number."""
    plain = "".join(_SIGN_OF.get(character, character) for character in text if not character.isspace())
    return plain if _NUMBER.fullmatch(plain) else ""


def readings(lattices: Sequence[Floats], most: int, always: str) -> tuple[Candidate, ...]:
    """The likeliest numbers that several readers' lattices of one place allow, best first.

    A number's probability is the product of those that the readers give it, as a share of all
    numbers that any of them followed.

    Parameters
    ----------
    lattices
        Steps of each reader's `Lattice`, shape (steps, 12).
    always
        A number that is among them in any case: as read.
    """
    told = [_beam(steps) for steps in lattices if len(steps)]
    texts = {text for one in told for text in one if _NUMBER.fullmatch(text)} | {always}
    logs = {text: sum(log(max(one.get(text, 0.0), _UNFOLLOWED)) for one in told) for text in texts}
    whole = _log_of_sum(list(logs.values()))
    ranked = sorted(logs.items(), key=lambda one: -one[1])
    kept = ranked[:most]
    kept += [one for one in ranked[most:] if one[0] == always]
    return tuple(Candidate(text, value - whole) for text, value in kept)


def _log_of_sum(logs: list[float]) -> float:
    greatest = max(logs)
    return greatest + log(sum(exp(value - greatest) for value in logs))


def _beam(steps: Floats) -> dict[str, float]:
    """Probabilities of what the steps may read as, a share of all that is followed (prefix beam search).

    See Hannun, Distill 2017, doi 10.23915/distill.00008.
    """
    beams = {"": (1.0, 0.0)}  # ending with nothing, ending with the last sign
    for row in steps.tolist():
        signs = [(s, p) for s, p in zip(SYMBOLS, row[1:], strict=True) if p > _NEGLIGIBLE]
        grown: dict[str, list[float]] = {}
        for text, (nothing, sign) in beams.items():
            both = nothing + sign
            grown.setdefault(text, [0.0, 0.0])[0] += both * row[0]
            for s, p in signs:
                repeats = text.endswith(s)
                if repeats:
                    grown.setdefault(text, [0.0, 0.0])[1] += sign * p
                grown.setdefault(text + s, [0.0, 0.0])[1] += (nothing if repeats else both) * p
        beams = _likeliest(grown)
    return {text: nothing + sign for text, (nothing, sign) in beams.items()}


def _likeliest(grown: dict[str, list[float]]) -> dict[str, tuple[float, float]]:
    """The beginnings that are kept, as shares of all of them."""
    ranked = sorted(grown.items(), key=lambda one: -sum(one[1]))[:_BEAM]
    whole = sum(a + b for _, (a, b) in ranked) or 1.0
    return {text: (a / whole, b / whole) for text, (a, b) in ranked}
