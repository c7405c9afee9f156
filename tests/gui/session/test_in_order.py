"""Keys in the order of opening: one comes or goes, the others are left alone."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dlre_gui.gui.session.ids import AcqKey
from dlre_gui.gui.session.in_order import InOrder


def key(number: int, frame: int = 0) -> AcqKey:
    return AcqKey(Path(f"/{number}.png"), frame)


KEYS = st.tuples(st.integers(0, 9), st.integers(0, 2))


@given(st.lists(st.tuples(st.booleans(), KEYS)), st.sets(KEYS))
def test_whatever_comes_and_goes_they_are_in_the_order_of_their_numbers(
    steps: list[tuple[bool, tuple[int, int]]], before: set[tuple[int, int]]
) -> None:
    some = InOrder((key(*place), place[0]) for place in before)
    there = set(before)
    for comes, place in steps:
        if comes:
            some.put(key(*place), place[0])
            there.add(place)
        else:
            some.drop(key(*place))
            there.discard(place)
    expected = [key(*place) for place in sorted(there)]
    assert list(some.keys) == expected
    assert [some.place(one) for one in expected] == list(range(len(expected)))
    assert all(some.after(one) == expected[at + 1 :] for at, one in enumerate(expected))


def test_a_key_that_gets_another_number_goes_to_its_place() -> None:
    some = InOrder([(key(1), 1), (key(2), 2), (key(3), 3)])
    some.put(key(1), 9)
    assert some.keys == (key(2), key(3), key(1))
    assert key(1) in some
    assert key(4) not in some
