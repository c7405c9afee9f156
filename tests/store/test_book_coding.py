"""Dataclasses to JSON and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dlre_gui.domain.exam import Flag, Measured
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.findings import Given, QBox
from dlre_gui.domain.roi import Roi
from dlre_gui.domain.screen import Header
from dlre_gui.store.coding import from_json, to_json
from dlre_gui.store.records import AnalysisRecord, Decision
from tests.store.book_making import ANALYSIS, DECISION, HEADER

st.register_type_strategy(float, st.floats(allow_nan=False))


@pytest.mark.parametrize("value", [ANALYSIS, DECISION, HEADER, Decision(), Header(), AnalysisRecord()])
def test_records_come_back(value: object) -> None:
    assert from_json(type(value), to_json(value)) == value


@given(st.one_of(st.builds(QBox), st.builds(Roi), st.builds(Header, regions=st.just(()))))
def test_any_value_comes_back(value: object) -> None:
    assert from_json(type(value), to_json(value)) == value


@given(st.frozensets(st.sampled_from(Flag)))
def test_flags_come_back(flags: frozenset[Flag]) -> None:
    assert from_json(frozenset[Flag], to_json(flags)) == flags


def test_nothing_given_comes_back() -> None:
    assert from_json(Given | None, to_json(None)) is None


def test_fields_that_are_not_known_any_more_are_ignored() -> None:
    assert from_json(Roi, '{"x":1,"y":2,"side":250,"tilt":3}') == Roi(1, 2, 250)


def test_defaults_take_no_room() -> None:
    assert to_json(Decision()) == "{}"


def test_a_broken_entry_is_an_error() -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        from_json(Measured, '{"swe_box":{"x":1}}')


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ExamDetails, '{"operator":5}'),
        (ExamDetails, '{"fasting":{}}'),
        (ExamDetails, '{"age_years":"52"}'),
        (ExamDetails, '{"conclusion":{"stage":-1}}'),
        (ExamDetails, '["conclusion"]'),
        (Roi, '{"x":1.5,"y":2,"side":250}'),
        (Roi, '{"x":true,"y":2,"side":250}'),
        (frozenset[Flag], '"si_low"'),
        (Path, "7"),
    ],
)
def test_an_entry_of_another_type_is_an_error(kind: object, text: str) -> None:
    with pytest.raises(TypeError):
        from_json(kind, text)


def test_paths_are_text() -> None:
    assert from_json(Path, to_json(Path("a/é"))) == Path("a/é")
