"""A Q-Box that speaks against the scale."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dlre_gui.domain.findings import ColourBar, Findings, QBox, StiffnessMap, SweBox, Unit
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.screen.bar_shape import BarShape
from dlre_gui.screen.colour_bar import BarReading
from dlre_gui.screen.map_check import likeliest
from dlre_gui.screen.outline import rectangle
from dlre_gui.screen.scale import Scale
from dlre_gui.screen.scale_check import in_unit_of, is_borne_out, weighed

BOX = Box(0, 0, 80, 80)
BAR = ColourBar(Box(90, 0, 5, 80), np.zeros((80, 3), np.uint8), Unit.KPA, 0.0, 50.0)
MAP = StiffnessMap(np.full((80, 80), 20.0, np.float32), np.ones((80, 80), bool), np.zeros((80, 80), bool))
SURE = (("minimum", 0.99), ("mean", 0.5), ("maximum", 0.99))


def qbox(mean: float) -> QBox:
    return QBox(mean, mean - 1, mean + 1, circle=Circle(40, 40, 20), confidence=SURE)


@pytest.mark.parametrize(("mean", "doubtful"), [(20.4, False), (10.0, True), (40.0, True)])
def test_scale_is_doubtful_where_a_consistent_qbox_disagrees(mean: float, doubtful: bool) -> None:
    assert weighed(BAR, MAP, BOX, (qbox(mean),)).doubtful is doubtful


def test_mean_beyond_a_scale_that_the_map_does_not_reach_the_end_of_contradicts_it() -> None:
    short = replace(BAR, maximum=8.0)
    inside, full = (replace(MAP, kpa=np.full((80, 80), kpa, np.float32)) for kpa in (3.0, 8.0))
    assert weighed(short, inside, BOX, (qbox(20.0),)).doubtful
    assert not weighed(short, full, BOX, (qbox(20.0),)).doubtful


def test_unsure_values_say_nothing_about_the_scale() -> None:
    unsure = replace(qbox(10.0), confidence=(("mean", 0.2),))
    assert not weighed(BAR, MAP, BOX, (unsure,)).doubtful


def test_one_of_three_qboxes_is_outvoted() -> None:
    assert not weighed(BAR, MAP, BOX, (qbox(10.0), qbox(20.0), qbox(20.2))).doubtful


def test_scale_that_the_user_gave_is_never_doubted() -> None:
    assert not weighed(replace(BAR, source="user"), MAP, BOX, (qbox(10.0),)).doubtful


def test_doubt_ends_where_a_mean_is_the_maps_in_its_circle() -> None:
    doubtful = replace(BAR, doubtful=True)
    told = [
        weighed(doubtful, MAP, BOX, (qbox(20.4),)),
        weighed(doubtful, MAP, BOX, (qbox(22.0),)),
        weighed(doubtful, MAP, BOX, (replace(qbox(20.4), doubtful=frozenset({"mean"})),)),
        weighed(replace(doubtful, minimum=2.0), MAP, BOX, (qbox(20.4),)),
        weighed(doubtful, MAP, BOX, ()),
    ]
    assert [bar.doubtful for bar in told] == [False, True, True, True, True]


NUMBERS = BarReading(BarShape(BAR.box, BAR.colours), Scale(None, 0.0, 50.0, is_numbered=True), None)


def test_numbers_without_a_unit_are_offered_in_that_of_the_panel() -> None:
    offered = in_unit_of((qbox(20.4),), NUMBERS, Box(93, 0, 5, 80))
    assert offered is not None
    assert (offered.unit, offered.maximum, offered.doubtful, offered.box.x) == (Unit.KPA, 50.0, True, 93)


def test_numbers_that_no_shear_wave_is_as_fast_as_are_not_offered_as_speeds() -> None:
    speed = replace(qbox(2.0), unit=Unit.M_PER_S)
    slow = replace(NUMBERS, scale=Scale(None, 0.0, 5.0, is_numbered=True))
    assert in_unit_of((speed,), NUMBERS, BAR.box) is None
    assert in_unit_of((speed,), slow, BAR.box) is not None


def test_nothing_is_offered_where_panels_or_bar_say_otherwise() -> None:
    speed = replace(qbox(2.0), unit=Unit.M_PER_S)
    strain = replace(NUMBERS, scale=Scale(None, 0.0, 50.0, is_numbered=True, other_unit=True))
    assert in_unit_of((), NUMBERS, BAR.box) is None
    assert in_unit_of((qbox(20.4), speed), NUMBERS, BAR.box) is None
    assert in_unit_of((qbox(20.4),), strain, BAR.box) is None


def test_mean_in_metres_per_second_is_that_of_the_maps_speeds() -> None:
    """Half of the map at 1, half at 3 m/s: 2 m/s on average, though 15 kPa are 2.24 m/s."""
    halves = np.where(np.arange(80) < 40, 3.0, 27.0).astype(np.float32) * np.ones((80, 1), np.float32)
    speed = QBox(2.0, circle=Circle(40, 40, 20), unit=Unit.M_PER_S, confidence=(("mean", 0.99),))
    even, mixed = (
        Findings(
            frame=BOX,
            swe_box=SweBox(BOX, rectangle(BOX), "colour"),
            colour_bar=replace(BAR, unit=Unit.M_PER_S, maximum=4.0),
            stiffness=replace(MAP, kpa=kpa),
            qboxes=(speed,),
        )
        for kpa in (MAP.kpa, halves)
    )
    assert likeliest(even, [mixed]) is mixed
    assert likeliest(mixed, [even]) is mixed


@pytest.mark.parametrize(("mean", "is_told"), [(20.2, True), (30.0, False)])
def test_mean_alone_bears_a_scale_out_that_makes_it_the_maps(mean: float, is_told: bool) -> None:
    alone = QBox(mean, circle=Circle(40, 40, 20), confidence=(("mean", 0.99),))
    assert is_borne_out(BAR, MAP, BOX, (alone,)) is is_told
