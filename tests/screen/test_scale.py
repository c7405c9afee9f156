"""The scale told by a bar's labels."""

from __future__ import annotations

import pytest

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.bar_label import Label, believed
from dlre_gui.screen.bar_unit import plain_unit
from dlre_gui.screen.scale import Scale, is_settled, scale_of


def labels(*told: tuple[str, float]) -> list[Label]:
    return [Label(text, 0.99, position) for text, position in told]


TICKS = (("30", 0.2), ("60", 0.4), ("90", 0.6), ("120", 0.8))


@pytest.mark.parametrize("top", ["≥150 kPa", "2150 kPa", "150 kPa", ">150kPa", "≥ 150 kPa"])
def test_top_label_is_checked_against_the_ticks(top: str) -> None:
    scale = scale_of(labels((top, 1.08), *TICKS))
    assert (scale.unit, scale.lower, scale.upper, scale.doubtful) == (Unit.KPA, 0, 150, False)


def test_label_that_ticks_contradict_is_replaced_and_doubtful() -> None:
    scale = scale_of(labels(("≥700 kPa", 1.08), *TICKS))
    assert scale.upper == 150
    assert scale.doubtful


def test_misread_tick_is_outvoted() -> None:
    scale = scale_of(labels(("≥150 kPa", 1.08), ("30", 0.2), ("80", 0.4), ("90", 0.6), ("120", 0.8)))
    assert (scale.upper, scale.doubtful) == (150, False)


def test_scale_with_another_minimum() -> None:
    scale = scale_of(
        labels(("60 kPa", 1.08), ("20", 0.2), ("30", 0.4), ("40", 0.6), ("50", 0.8), ("10", -0.05))
    )
    assert (scale.lower, scale.upper, scale.doubtful) == (10, 60, False)


def test_reversed_scale_has_its_larger_value_below() -> None:
    scale = scale_of(labels(("0", 1.0), ("10", 0.75), ("20", 0.5), ("30", 0.25), ("40 kPa", 0.0)))
    assert (scale.lower, scale.upper) == (40, 0)


def test_speed_is_told_from_stiffness() -> None:
    assert scale_of(labels(("5.0 m/s", 1.08), ("1", 0.2), ("2", 0.4))).unit is Unit.M_PER_S


@pytest.mark.parametrize(
    "unit", ["cm/s", "mm/s", "PWR", "dB", "kPa·s", "kPa.s", "kPas", "MPa", "MkPa", "Pa.s", "m/s²", "m/s2"]
)
def test_other_units_are_no_stiffness(unit: str) -> None:
    scale = scale_of(labels((f"18 {unit}", 1.05), (f"-18 {unit}", -0.05)))
    assert scale.unit is None
    assert scale.other_unit


@pytest.mark.parametrize("words", [("soft", "hard"), ("S", "H"), ("High", "Low"), ("高", "低")])
def test_words_at_the_ends_are_the_scale_of_something_else(words: tuple[str, str]) -> None:
    scale = scale_of(labels((words[0], 1.05), (words[1], -0.05)))
    assert scale == Scale(other_unit=True)


def test_dispersion_in_speed_per_frequency_is_no_speed() -> None:
    assert scale_of(labels(("20 (m/s)/kHz", 1.08), ("5", 0.25), ("10", 0.5))).other_unit


def test_scale_of_speeds_below_those_of_tissue_is_no_stiffness() -> None:
    flow = scale_of(labels(("1.2 m/s", 1.06), ("0.9", 0.75), ("0.6", 0.5), ("0.3", 0.25), ("0", 0.0)))
    waves = scale_of(labels(("2.4 m/s", 1.06), ("1.8", 0.75), ("1.2", 0.5), ("0.6", 0.25), ("0", 0.0)))
    assert flow.other_unit
    assert (waves.unit, waves.upper, waves.doubtful, waves.other_unit) == (Unit.M_PER_S, 2.4, False, False)


def test_scale_of_slow_speeds_that_was_read_unsurely_is_doubtful() -> None:
    scale = scale_of([Label("1.5 m/s", 0.6, 1.0), Label("0", 0.6, 0.0)])
    assert (scale.upper, scale.doubtful, scale.other_unit) == (1.5, True, False)


def test_tick_before_the_top_number_is_no_sign() -> None:
    scale = scale_of(labels(("kPa", 1.07), ("-20", 1.0), ("0", 0.0)))
    assert (scale.unit, scale.lower, scale.upper, scale.other_unit) == (Unit.KPA, 0, 20, False)


@pytest.mark.parametrize(("below", "other"), [("-20", ""), ("-20", "18"), ("-38.5", "+38.5")])
def test_number_below_zero_is_a_flow(below: str, other: str) -> None:
    assert scale_of(labels(("kPa", 1.07), (below, 0.0), (other, 1.0))).other_unit


def test_tick_before_a_small_number_of_a_turned_scale_is_no_sign() -> None:
    scale = scale_of(labels(("[kPa]", 1.08), ("-2", 1.0), ("160", 0.0), ("81", 0.5)))
    assert (scale.unit, scale.lower, scale.upper, scale.other_unit) == (Unit.KPA, 160, 2, False)


def test_foreign_line_beside_a_scale_with_its_unit_tells_nothing() -> None:
    scale = scale_of(labels(("kPa", 1.07), ("60", 1.0), ("FR 22Hz30", 0.5), ("0", 0.0)))
    assert (scale.unit, scale.upper, scale.other_unit) == (Unit.KPA, 60, False)


def test_speed_that_no_shear_wave_has_is_blood_flow() -> None:
    assert scale_of(labels(("34.4 m/s", 1.05), ("0", -0.05))).other_unit


def test_a_point_that_seems_two_is_one() -> None:
    scale = scale_of(labels(("m/s", 1.06), ("3,.5", 1.0), ("3.0", 0.8), ("1.3", 0.2), ("0.8", 0.0)))
    assert (scale.unit, scale.lower, scale.upper) == (Unit.M_PER_S, 0.8, 3.5)


def test_unit_apart_from_the_numbers_counts() -> None:
    scale = scale_of(labels(("kPa", 1.2), ("75", 1.0), ("5", 0.0), ("40", 0.5)))
    assert (scale.unit, scale.lower, scale.upper, scale.doubtful) == (Unit.KPA, 5, 75, False)


def test_lone_maximum_is_doubtful() -> None:
    scale = scale_of(labels(("40 kPa", 1.05)))
    assert (scale.lower, scale.upper, scale.doubtful) == (0, 40, True)


def test_lone_maximum_below_a_bar_on_its_head_is_doubtful() -> None:
    scale = scale_of(labels(("≥20 kPa", -0.03)))
    assert (scale.lower, scale.upper, scale.doubtful) == (20, 0, True)


def test_two_units_leave_open_whose_the_numbers_are() -> None:
    scale = scale_of(labels(("27", 1.0), ("3.0", 1.0), ("0", 0.0), ("0.0", 0.0), ("kPa", 1.1), ("m/s", 1.1)))
    assert scale.unit is None


def test_number_at_the_end_counts_more_than_one_below_it() -> None:
    ticks = (("180", 1.0), ("135", 0.75), ("90", 0.5), ("45", 0.25))
    scale = scale_of(labels(*ticks, ("0.0", 0.0), ("22.5 kPa", -0.08)))
    assert (scale.lower, scale.upper) == (0, 180)


def test_lost_point_is_told_by_the_tick_between() -> None:
    scale = scale_of(labels(("120.0 kPa", 1.0), ("60.5", 0.5), ("10", 0.0)))
    assert (scale.lower, scale.upper) == (1, 120)


def test_two_numbers_at_one_end_are_doubtful() -> None:
    told = [Label("75 kPa", 0.99, 1.0, -1), Label("5.0", 0.99, 1.0, 1), Label("0", 0.99, 0.0, -1)]
    assert scale_of([*told, Label("0.0", 0.99, 0.0, 1)]).doubtful


def test_numbers_of_a_ruler_on_the_other_side_are_no_contradiction() -> None:
    ticks = [
        Label(text, 0.99, place, 1) for text, place in (("150", 1.0), ("120", 0.8), ("30", 0.2), ("0", 0.0))
    ]
    ruler = [Label("1", 0.99, 0.3, -1), Label("2", 0.99, -0.018, -1)]
    scale = scale_of([Label("kPa", 0.99, -0.09), *ticks, *ruler])
    assert (scale.lower, scale.upper, scale.doubtful) == (0, 150, False)


def test_two_numbers_alone_do_not_settle_a_scale() -> None:
    ends = labels(("80 kPa", 1.04), ("0", -0.04))
    assert not is_settled(ends)
    assert is_settled([*ends, *labels(("40", 0.5))])


def test_speck_read_as_a_number_bends_no_scale() -> None:
    told = [*labels(("40.0 kPa", 1.04), ("32", 0.8), ("24", 0.6)), Label("医7", 0.3, 0.1)]
    assert (scale_of(told).lower, scale_of(told).upper) == (0, 40)


@pytest.mark.parametrize("speck", ["1", "10", "|"])
def test_scale_without_a_bottom_label_begins_at_zero(speck: str) -> None:
    told = labels(("≥ 70 kPa", 1.08), ("52.5", 0.75), ("35", 0.5), ("17.5", 0.25))
    scale = scale_of([*told, Label(speck, 0.5, 0.0)])
    assert (scale.lower, scale.upper, scale.doubtful) == (0, 70, False)


def test_lone_maximum_is_told_as_such() -> None:
    lone = scale_of(labels(("≥40 kPa", 1.05)))
    assert (lone.lower, lone.upper, lone.doubtful, lone.is_alone) == (0, 40, True, True)
    assert not scale_of(labels(("40 kPa", 1.05))).is_alone
    assert not scale_of(labels(("≥40 kPa", 1.05), ("20", 0.5))).is_alone


def test_speck_at_an_end_does_not_replace_what_was_read_surely() -> None:
    above = [*labels(("kPa", -0.07), ("25", 0.999), ("0", 0.003)), Label("5", 0.23, 1.02)]
    below = [*labels(("70.0 kPa", 1.055), ("0.0", -0.062)), Label("1", 0.24, -0.035)]
    assert scale_of(above).upper == 25
    assert (scale_of(below).lower, scale_of(below).upper) == (0, 70)


def test_number_of_a_ruler_beside_the_bar_does_not_outvote_both_ends() -> None:
    told = [
        *labels(("0,0", -0.053), ("kPa", 0.5)),
        Label("80,0", 0.86, 1.042),
        Label("10.0", 0.86, 0.571, -1),
    ]
    assert (scale_of(told).lower, scale_of(told).upper) == (0, 80)


def test_numbers_of_another_bar_in_another_unit_are_left_out() -> None:
    scale = scale_of(labels(("kPa", -0.06), ("100 %", 1.002), ("20", 1.0), ("15", 0.5), ("10", 0.0)))
    assert (scale.lower, scale.upper, scale.doubtful) == (10, 20, False)


def test_lower_end_that_could_not_be_read_is_doubtful() -> None:
    told = [*labels(("300 kPa", 1.05), ("250", 0.838), ("150", 0.5)), Label("m2 kPa", 0.54, -0.07)]
    scale = scale_of(told)
    assert (scale.lower, scale.doubtful, scale.is_lower_unread) == (0, True, True)


@pytest.mark.parametrize(("text", "unit"), [("5 m/sSWE", Unit.M_PER_S), ("5 kRa", Unit.KPA)])
def test_unit_is_known_though_a_letter_is_misread_or_a_word_touches_it(text: str, unit: Unit) -> None:
    assert scale_of(labels((text, 1.05), ("0", -0.05))).unit is unit


def test_start_other_than_zero_by_one_number_alone_is_doubtful() -> None:
    assert scale_of(labels(("50 kPa", 1.05), ("4", -0.05))).doubtful
    assert not scale_of(labels(("50 kPa", 1.05), ("27", 0.5), ("4", -0.05))).doubtful


def test_rulers_numbers_beside_the_bar_do_not_outvote_its_ends_however_many() -> None:
    ruler = [Label(str(9 - k), 0.99, 0.06 + 0.11 * k, -1) for k in range(9)]
    scale = scale_of([*labels(("100", 1.04), ("0", -0.04), ("kPa", 1.1)), *ruler])
    assert (scale.lower, scale.upper, scale.doubtful) == (0, 100, False)
    near = [Label("3", 0.99, -0.01, -1), Label("1", 0.98, 0.72, -1)]
    own = [Label("100", 0.99, 1.0, 1), Label("0", 0.99, 0.0, 1), Label("kPa", 0.99, -0.1, 0)]
    assert (scale_of([*near, *own]).lower, scale_of([*near, *own]).upper) == (0, 100)


def test_point_lost_at_one_end_is_told_by_the_other_ends() -> None:
    told = [Label("45", 0.5, 1.05), Label("0.0", 0.99, -0.05), Label("m/s", 0.95, 0.5, 1)]
    scale = scale_of(told)
    assert (scale.lower, scale.upper, scale.doubtful) == (0, 4.5, True)


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("0", "40", "0"),  # a scale begins there
        ("8", "40", "40"),
        ("0 m/s", "日", "0 m/s"),
        ("0", "40 kPa", "40 kPa"),
    ],
)
def test_zero_at_an_end_outweighs_a_second_reader_that_is_unsure(first: str, second: str, told: str) -> None:
    assert believed(Label(first, 0.6, -0.04), Label(second, 0.5, -0.04)).text == told
    assert believed(Label(first, 0.6, 0.4), Label(second, 0.99, 0.4)).text == (
        first if "m/s" in told else second
    )


def test_scale_is_not_settled_by_a_lower_end_that_was_not_read() -> None:
    ends = labels(("60 kPa", 1.04), ("50", 0.8))
    unread = Label("-2", 0.35, -0.06)
    assert not is_settled([*ends, unread])
    whole = [*ends, unread, *labels(("20", 0.2), ("40", 0.6), ("30", 0.4))]
    assert (scale_of(whole).lower, scale_of(whole).upper) == (10.0, 60.0)


@pytest.mark.parametrize(("tick", "is_flow"), [("-45", False), ("-60", True)])
def test_tick_before_the_number_at_an_end_is_no_sign_where_others_rise_to_it(
    tick: str, is_flow: bool
) -> None:
    scale = scale_of(labels(("kPa", 1.08), (tick, 1.0), ("30", 0.667), ("15", 0.333)))
    assert scale.other_unit is is_flow


def test_maximum_with_its_unit_outweighs_a_rulers_numbers_and_is_doubtful() -> None:
    ruler = [Label(f"{k}.0", 0.99, 1 - k / 8, -1) for k in range(9)]
    scale = scale_of([*labels(("≥70 kPa", 1.04)), *ruler])
    assert (scale.lower, scale.upper, scale.doubtful) == (0.0, 70.0, True)


@pytest.mark.parametrize(
    ("told", "ends"),
    [
        ((("0.0 kPa", 0.9, -0.08, 0), ("300.0", 0.5, 1.07, 0), ("4", 0.91, 0.906, -1)), (0, 300)),
        ((("7.7 m/s", 0.99, 1.05, 0), ("1.0 m/s", 0.5, -0.02, 0), ("4", 0.84, 0.209, 1)), (1, 7.7)),
        ((("150", 0.5, 1.0, 1), ("0", 0.97, 0.0, 1), ("4", 0.91, 0.667, -1)), (0, 150)),
    ],
)
def test_one_number_beside_the_bar_does_not_outweigh_unsure_ends(
    told: tuple[tuple[str, float, float, int], ...], ends: tuple[float, float]
) -> None:
    scale = scale_of([Label(*one) for one in told])
    assert (scale.lower, scale.upper, scale.doubtful) == (*ends, True)


@pytest.mark.parametrize("ruler", [("10", 0.042), ("4", 0.465)])
def test_one_number_beside_the_bar_tells_of_no_scale_that_begins_above_zero(ruler: tuple[str, float]) -> None:
    scale = scale_of([Label("≥35 kPa", 0.99, 1.04), Label(ruler[0], 0.99, ruler[1], -1)])
    assert (scale.lower, scale.upper) == (0, 35)


def test_upper_end_of_a_turned_scale_is_zero_where_its_ticks_rise_from_there() -> None:
    told = [
        Label("5", 0.99, -0.04),
        Label("G", 0.5, 1.03),
        Label("4", 0.99, 0.204, 1),
        Label("m/s", 0.99, 0.5, 1),
    ]
    assert (scale_of(told).lower, scale_of(told).upper) == (5, 0)


def test_number_of_a_panels_line_beside_the_bar_is_none_of_the_scales() -> None:
    told = [Label(">8 m/s", 0.99, 1.08), Label("2D-SWE 2", 0.99, -0.008, 1), Label("Avg", 0.95, 0.9, 1)]
    assert (scale_of(told).lower, scale_of(told).upper) == (0, 8)


@pytest.mark.parametrize(
    ("worn", "unit"), [("kP", "kPa"), ("ka", "kPa"), ("m/", "m/s"), ("[m/]", "m/s"), ("mm", "mm")]
)
def test_unit_alone_is_known_though_a_letter_was_missed(worn: str, unit: str) -> None:
    assert plain_unit(worn) == unit


@pytest.mark.parametrize(("side", "is_unread"), [(1, True), (-1, False)])
def test_lower_end_of_which_nothing_could_be_read_is_doubtful_in_the_tops_column(
    side: int, is_unread: bool
) -> None:
    told = [Label("kPa", 0.99, -0.14), Label("35", 0.99, 1.0, 1), Label("", 0.0, 0.0, side)]
    assert scale_of(told).is_lower_unread is is_unread


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.954), (0.055, 1.0), (0.05, 0.949)])
def test_only_two_numbers_of_a_bar_are_those_of_its_ends(low: float, high: float) -> None:
    ends = [Label("kPa", 0.95, 1.11), Label("0", 0.99, low, 1), Label("25", 0.99, high, 1)]
    scale = scale_of(ends)
    assert (scale.lower, scale.upper, scale.doubtful) == (0, 25, False)


def test_ticks_of_a_scale_tell_its_ends_where_they_stand_off_them() -> None:
    ticks = [Label(str(v), 0.99, v / 42, 1) for v in (10, 20, 30, 40)]
    assert scale_of([Label("kPa", 0.95, 1.11), *ticks]).upper == 42


@pytest.mark.parametrize(("there", "lower"), [(("5", 0.44), 0.0), (("5", 0.9), 5.0), (("5 m/s", 0.5), 5.0)])
def test_number_at_the_lower_end_that_was_hardly_read_is_taken_for_zero_and_doubtful(
    there: tuple[str, float], lower: float
) -> None:
    scale = scale_of([Label("≥8 m/s", 0.97, 1.05), Label(*there, 0.033)])
    assert (scale.lower, scale.upper, scale.doubtful, scale.is_lower_unread) == (lower, 8, True, lower == 0)
