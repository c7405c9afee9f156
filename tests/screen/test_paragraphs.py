"""Pieces of text are brought together by where they stand."""

from __future__ import annotations

from dlre_gui.domain.geometry import Box
from dlre_gui.screen.paragraphs import columns_of, surroundings, with_values_beside

LABELS = [Box(100, 50 + 20 * row, 40, 12) for row in range(4)]
VALUES = [Box(180, 50 + 20 * row, 30, 12) for row in range(4)]
FAR = Box(600, 400, 60, 12)


def test_aligned_rows_make_a_column_each_and_a_lone_piece_its_own() -> None:
    assert sorted(columns_of([FAR, *VALUES, *LABELS])) == sorted([LABELS, VALUES, [FAR]])


def test_no_piece_makes_no_column() -> None:
    assert columns_of([]) == []
    assert with_values_beside([]) == set()


def test_label_has_a_value_beside_it_and_a_value_none() -> None:
    assert with_values_beside([*LABELS, *VALUES, FAR]) == set(LABELS)


def test_value_too_far_away_or_on_another_row_is_none() -> None:
    label = LABELS[0]
    assert with_values_beside([label, Box(label.right + 21 * label.h, label.y, 30, 12)]) == set()
    assert with_values_beside([label, Box(180, label.bottom, 30, 12)]) == set()


def test_surroundings_are_the_whole_panel_and_nothing_else() -> None:
    found = surroundings(LABELS[2], [FAR, *LABELS, *VALUES], 60)
    assert found[0] == LABELS[2]
    assert set(found) == {*LABELS, *VALUES}


def test_much_taller_type_is_no_part_of_a_panel() -> None:
    title = Box(100, 15, 200, 30)
    assert title not in surroundings(LABELS[0], [title, *LABELS], 60)


def test_surroundings_end_at_the_most_that_are_asked_for() -> None:
    assert len(surroundings(LABELS[0], [*LABELS, *VALUES], 5)) == 5
