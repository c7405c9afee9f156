"""What an imported acquisition brings that says nothing else than the book does."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from dlre_gui.domain.findings import Given
from dlre_gui.store.coding import from_json
from dlre_gui.store.portable import AcquisitionRow, AnalysisRow, ScoreRow
from dlre_gui.store.reading import last_of_each_given
from dlre_gui.store.records import AnalysisRecord

_GIVEN = Given | None
_COMPUTED_ON = ("roi_x", "roi_y", "roi_side", "as_shown", "model_sha256")
_PROBABILITIES = ("p_ge_f2", "p_ge_f3", "p_f4")


class Uncontested(NamedTuple):
    """Rows to add; `apart` where others were left out because the book says otherwise."""

    analyses: Sequence[AnalysisRow]
    scores: Sequence[ScoreRow]
    apart: bool


def uncontested(db: sqlite3.Connection, acquisition: int, said: AcquisitionRow) -> Uncontested:
    """What a file tells of an acquisition that the book has.

    The last reading and the last score count, so that none is added where the book has one, under the
    same `Given`, that says something else; nor a score of a reading that is not the book's.
    """
    rows = db.execute("SELECT * FROM analyses WHERE acquisition = ? ORDER BY id", (acquisition,))
    here = last_of_each_given([(_given(row["given"]), _analysis(row["analysis"])) for row in rows])
    there = last_of_each_given([(_given(one.given), _analysis(one.analysis)) for one in said.analyses])
    other = {given for given in here.keys() & there.keys() if not _agree(here[given], there[given])}
    known = _known_scores(db, acquisition)
    analyses = [one for one in said.analyses if _given(one.given) not in here]
    of_these = [one for one in said.scores if _given(one.given) not in other]
    scores = [one for one in of_these if _adds_nothing_else(one, known)]
    return Uncontested(analyses, scores, apart=bool(other) or len(scores) < len(of_these))


def _analysis(text: str) -> AnalysisRecord:
    read: AnalysisRecord = from_json(AnalysisRecord, text)
    return read


def _agree(one: AnalysisRecord, other: AnalysisRecord) -> bool:
    """Whether both tell the network and the user the same."""
    told = [(each.qboxes, each.flags, each.proposed, each.reason, each.missing) for each in (one, other)]
    return one.shows_as(other) and told[0] == told[1]


def _given(text: str) -> Given | None:
    found: Given | None = from_json(_GIVEN, text)
    return found


def _known_scores(db: sqlite3.Connection, acquisition: int) -> dict[tuple[object, ...], tuple[object, ...]]:
    """The last probabilities by what they were computed on."""
    rows = db.execute("SELECT * FROM scores WHERE acquisition = ? ORDER BY id", (acquisition,))
    return {
        (_given(row["given"]), *_values(row[name] for name in _COMPUTED_ON)): tuple(
            row[name] for name in _PROBABILITIES
        )
        for row in rows
    }


def _adds_nothing_else(said: ScoreRow, known: dict[tuple[object, ...], tuple[object, ...]]) -> bool:
    key = (_given(said.given), *_values(getattr(said, name) for name in _COMPUTED_ON))
    told = tuple(getattr(said, name) for name in _PROBABILITIES)
    return known.get(key, told) == told


def _values(values: Iterable[object]) -> tuple[object, ...]:
    """As the columns hold them: yes and no are 1 and 0."""
    return tuple(int(value) if isinstance(value, bool) else value for value in values)
