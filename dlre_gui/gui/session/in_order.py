"""Keys of acquisitions in the order of opening: thousands, of which one comes or goes at a time."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from dlre_gui.gui.session.ids import AcqKey

Place = tuple[int, int]


class InOrder:
    """Each key once, by the number of its file in the order of opening, then by its frame.

    Parameters
    ----------
    numbered
        Keys with the numbers of their files, in any order.
    """

    def __init__(self, numbered: Iterable[tuple[AcqKey, int]] = ()) -> None:
        self._numbers = dict(numbered)
        places = sorted((number, key.frame, key) for key, number in self._numbers.items())
        self._places: list[Place] = [(number, frame) for number, frame, _ in places]
        self._keys = [key for *_, key in places]
        self._told: tuple[AcqKey, ...] | None = None

    def __contains__(self, key: object) -> bool:
        return key in self._numbers

    @property
    def keys(self) -> tuple[AcqKey, ...]:
        if self._told is None:
            self._told = tuple(self._keys)
        return self._told

    def place(self, key: AcqKey) -> int:
        """Where a key stands, from 0; KeyError where it is not among them."""
        return bisect_left(self._places, (self._numbers[key], key.frame))

    def after(self, key: AcqKey) -> list[AcqKey]:
        """Those that follow a key."""
        return self._keys[self.place(key) + 1 :]

    def put(self, key: AcqKey, number: int) -> None:
        """Take a key in; one that is among them stays where it is, or goes where `number` belongs."""
        if self._numbers.get(key) == number:
            return
        self.drop(key)
        place = number, key.frame
        at = bisect_left(self._places, place)
        self._places.insert(at, place)
        self._keys.insert(at, key)
        self._numbers[key] = number
        self._told = None

    def drop(self, key: AcqKey) -> None:
        """Take a key out, if it is among them."""
        if key not in self._numbers:
            return
        at = self.place(key)
        del self._places[at], self._keys[at], self._numbers[key]
        self._told = None
