"""Connected areas of a mask, against scipy's labelling."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import ndimage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from dlre_gui.screen.components import bounds_of_components, components_with, linked


@pytest.mark.parametrize("share", [0.0, 0.02, 0.2, 0.5, 1.0])
def test_bounds_are_those_of_labelled_areas(share: float) -> None:
    mask = np.random.default_rng(3).random((60, 83)) < share
    labels, _ = ndimage.label(mask, np.ones((3, 3)))
    expected = {(x.start, y.start, x.stop, y.stop) for y, x in ndimage.find_objects(labels)}
    found = [tuple(row) for row in bounds_of_components(mask).tolist()]
    assert len(found) == labels.max()
    assert set(found) == expected


def test_area_broken_by_one_row_is_one_if_bridged() -> None:
    mask = np.zeros((9, 9), bool)
    mask[2:4, 3:6] = mask[5:7, 3:6] = True
    assert len(bounds_of_components(mask)) == 2
    assert bounds_of_components(mask, bridge_px=1).tolist() == [[3, 2, 6, 7]]


def test_areas_at_both_sides_of_a_row_do_not_touch_around_the_edge() -> None:
    mask = np.zeros((3, 5), bool)
    mask[0, 4] = mask[1, 0] = True
    assert len(bounds_of_components(mask)) == 2


def test_px_of_areas_and_of_a_part_of_them_are_counted_as_scipy_does() -> None:
    mask = ndimage.uniform_filter(np.random.default_rng(0).random((120, 160)), 7) > 0.5
    part = ndimage.binary_erosion(mask)
    bounds, px, part_px = components_with(mask, part)
    labels, n = ndimage.label(mask, np.ones((3, 3)))
    wanted = [
        ((columns.start, rows.start, columns.stop, rows.stop), size, inner)
        for (rows, columns), size, inner in zip(
            ndimage.find_objects(labels),
            np.bincount(labels.ravel())[1:].tolist(),
            np.bincount(labels[part], minlength=n + 1)[1:].tolist(),
            strict=True,
        )
    ]
    found = zip(map(tuple, bounds.tolist()), px.tolist(), part_px.tolist(), strict=True)
    assert sorted(found) == sorted(wanted)


@pytest.mark.parametrize("n_links", [0, 40, 110, 400])
def test_groups_are_numbered_by_their_first_things_as_scipy_does(n_links: int) -> None:
    rng = np.random.default_rng(n_links)
    ends = rng.integers(120, size=(2, n_links))
    graph = coo_matrix((np.ones(n_links), tuple(ends)), shape=(120, 120))
    assert linked(120, *ends).tolist() == connected_components(graph, directed=False)[1].tolist()


def test_chain_in_no_order_is_one_group() -> None:
    order = np.random.default_rng(1).permutation(1000)
    assert not linked(1000, order[:-1], order[1:]).any()
