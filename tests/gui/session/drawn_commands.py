"""Commands on three acquisitions, as Hypothesis draws them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from dlre_gui.domain.findings import QBOX_FIELDS, Given
from dlre_gui.domain.roi import place
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.commands import (
    AcceptRoi,
    Command,
    ConfirmQBox,
    EditQBox,
    GiveScale,
    MoveRoi,
    PlaceRoi,
    ScoreAsShown,
    SetExcluded,
)
from tests.gui.session.session_making import FRAME

FOLDER = Path("/exams/P0001")
KEYS = tuple(AcqKey(FOLDER / f"{i}.png") for i in range(3))

some_key = st.sampled_from(KEYS)
some_roi = st.builds(
    lambda x, y: place(FRAME, x, y), st.floats(0, 1439, width=32), st.floats(0, 1079, width=32)
)
some_value = st.none() | st.floats(0, 100)
some_given = st.none() | st.builds(Given, maximum=st.sampled_from([None, 30.0, 70.0]))
some_command: st.SearchStrategy[Command] = st.one_of(
    st.builds(PlaceRoi, some_key, some_roi),
    st.builds(MoveRoi, some_key, some_roi),
    st.builds(AcceptRoi, some_key),
    st.builds(EditQBox, some_key, st.sampled_from(QBOX_FIELDS), some_value),
    st.builds(ConfirmQBox, some_key),
    st.builds(SetExcluded, some_key, st.booleans()),
    st.builds(GiveScale, some_key, some_given),
    st.builds(ScoreAsShown, some_key, st.booleans()),
)
