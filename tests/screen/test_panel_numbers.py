"""Numbers of a panel: none is made up, none that may lack a digit is believed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlre_gui.domain.findings import Unit
from dlre_gui.screen.certainty import DOUBTFUL
from dlre_gui.screen.ocr import ReadLine
from dlre_gui.screen.panel import panels_of
from dlre_gui.screen.qbox_words import Kind, words_of
from tests.screen.panel_text import placed, read


def test_value_that_is_named_but_not_readable_is_known_to_be_missing() -> None:
    values = read("Mean  12.4 kPa\nMin  ~~~\nMax  14.9 kPa")
    assert values == [{"mean": 12.4, "minimum": None, "maximum": 14.9}]


def test_dash_is_no_value_and_no_doubt() -> None:
    assert read("Mean  12.4 kPa\nMin  10.1 kPa\nSI  -- %") == [{"mean": 12.4, "minimum": 10.1}]


def test_number_without_its_first_digits_is_unknown() -> None:
    assert read("Mean  12.4 kPa\nMin  .1 kPa\nMax  14.9 kPa") == [
        {"mean": 12.4, "minimum": None, "maximum": 14.9}
    ]


def test_number_parted_at_its_point_is_unknown_and_makes_no_second_value() -> None:
    drawing = "Mean  12.4 kPa\nMin  10.  5 kPa\nMax  14.9 kPa"
    assert read(drawing) == [{"mean": 12.4, "minimum": None, "maximum": 14.9}]


def test_letter_before_the_point_is_a_digit_and_unsure() -> None:
    drawing = "    Mean      Min       SD\n1   I.3 m/s   1.0 m/s   0.1 m/s\n2   1.4 m/s   1.1 m/s   0.2 m/s"
    first, second = panels_of(placed(drawing), Unit.M_PER_S, True)
    assert [v.value for v in first] == [1.3, 1.0, 0.1]
    assert first[0].certainty < DOUBTFUL < second[0].certainty


@pytest.mark.parametrize("text", ["05 kPa", "}2.4 kPa", "12.4} kPa"])
def test_numbers_that_may_have_lost_a_digit_are_doubtful(text: str) -> None:
    (values,) = panels_of(placed(f"Mean  {text}\nMin  1.1 kPa\nMax  14.9 kPa"), Unit.KPA, True)
    assert next(v.certainty for v in values if v.field == "mean") < DOUBTFUL


@pytest.mark.parametrize("sign", [">", "≥ ", "<", "-"])
def test_number_that_is_only_a_bound_is_no_value(sign: str) -> None:
    values = read(f"Mean  12.3 kPa\nMin  8.1 kPa\nMax  {sign}150 kPa")
    assert values == [{"mean": 12.3, "minimum": 8.1, "maximum": None}]


def test_letter_for_a_digit_is_unsure() -> None:
    (number,) = words_of(ReadLine("11O", (0.99,) * 3, (0.2, 0.5, 0.8)))
    assert (number.name, number.certainty) == ("110", 0.6)


@given(st.text("0123456789.,· OoIiİılL|kPaMenm/s:=-±", max_size=24))
def test_every_number_among_misread_characters_has_a_value(text: str) -> None:
    line = ReadLine(text, (0.9,) * len(text), tuple(k / 24 for k in range(len(text))))

    assert all(word.value >= 0 for word in words_of(line) if word.kind is Kind.NUMBER)


@pytest.mark.parametrize("text", ["Mean B8.42 kPa", "Mean 1.8.42 kPa"])
def test_what_stands_behind_a_misread_point_is_no_number(text: str) -> None:
    line = ReadLine(text, (0.9,) * len(text), tuple(k / 24 for k in range(len(text))))

    assert "42" not in [word.name for word in words_of(line)]
