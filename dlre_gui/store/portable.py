"""What an export file holds, and the border where a foreign one is checked.

An export is a ZIP file with two entries: ``manifest.json`` (`Manifest`) and ``exams.jsonl``, a JSON
object a line (`PortableExam`): rows of the book's tables by column, without ids. Columns that hold
JSON are texts. Nothing else in the file is looked at, and nothing is ever unpacked to a path.
A file name that is no Unicode stands as ``{"bytes": "<hex>"}``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat

from dlre_gui.domain.exam import Flag
from dlre_gui.domain.exam_details import ExamDetails
from dlre_gui.domain.findings import QBOX_FIELDS, Given
from dlre_gui.domain.roi import RoiSource
from dlre_gui.domain.screen import Header
from dlre_gui.store.coding import from_json
from dlre_gui.store.records import AnalysisRecord, Decision

FORMAT = "dlre-exams"
VERSION = 1
MANIFEST, EXAMS = "manifest.json", "exams.jsonl"
LONGEST_TEXT = 200_000
LARGEST_SIDE = 100_000  # px


def _json_of(kind: Any) -> Callable[[str], str]:
    def check(text: str) -> str:
        try:
            json.loads(text, parse_constant=_no_number, parse_float=_finite)
            _check(from_json(kind, text))
        except (KeyError, TypeError, AttributeError, RecursionError, StopIteration) as error:
            raise ValueError(f"not what a {kind} is made of") from error
        return text

    return check


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(f"{text:.40} is no number")
    return value


def _check(made: object) -> None:
    roi = made.roi if isinstance(made, Decision) else None
    if isinstance(made, Decision) and not {name for name, _ in made.qbox_edits} <= set(QBOX_FIELDS):
        raise ValueError("a value that no Q-Box has")
    roi = made.proposed if isinstance(made, AnalysisRecord) else roi
    if roi is not None and not 1 <= roi.side <= LARGEST_SIDE:
        raise ValueError("a ROI without a size")


def _texts_by_text(text: str) -> str:
    said = json.loads(text)
    if not isinstance(said, dict) or not all(isinstance(value, str) for value in said.values()):
        raise ValueError("not an object of texts")
    return text


def _moment(text: str) -> str:
    try:
        datetime.fromisoformat(text).astimezone()
    except OverflowError as error:
        raise ValueError("no time of ours") from error
    return text


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class OddText(_Strict):
    """A file name that is no Unicode."""

    hex_bytes: Annotated[str, Field(alias="bytes", pattern=r"^([0-9a-f]{2})*$", max_length=LONGEST_TEXT)]


Text = Annotated[str, Field(max_length=LONGEST_TEXT)]
Name = Text | OddText
Time = Annotated[
    str,
    Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,20}([+-][0-9]{2}:[0-9]{2}|Z)$"),
    AfterValidator(_moment),
]
Sha256 = Annotated[str, Field(max_length=64)]
Whole = Annotated[int, Field(ge=-(2**40), le=2**40)]
Probability = Annotated[FiniteFloat, Field(ge=0, le=1)]
GivenText = Annotated[Text, AfterValidator(_json_of(Given | None))]
Truth = Literal[0, 1]


class AnalysisRow(_Strict):
    given: GivenText
    analysis: Annotated[Text, AfterValidator(_json_of(AnalysisRecord))]
    at: Time


class ScoreRow(_Strict):
    roi_x: Whole
    roi_y: Whole
    roi_side: Annotated[int, Field(ge=1, le=LARGEST_SIDE)]
    roi_source: Literal[tuple(source.value for source in RoiSource)]  # type: ignore[valid-type]
    given: GivenText
    as_shown: Truth
    p_ge_f2: Probability
    p_ge_f3: Probability
    p_f4: Probability
    flags: Annotated[Text, AfterValidator(_json_of(frozenset[Flag]))]
    model_id: Text
    model_version: Text
    model_sha256: Text
    simulated: Truth
    device: Text
    runtime: Text
    software_version: Text
    at: Time
    file_sha256: Sha256
    decoder: Text
    operator: Text


class OutcomeRow(_Strict):
    """A decision on an acquisition, or the exam's details, with the command it came from."""

    cause: Literal["done", "undone"]
    outcome: Text
    operator: Text
    at: Time
    command: Text
    before: Text
    after: Text
    state: Literal["done", "undone", "dropped"]
    number: Annotated[int, Field(ge=1, le=2**53)]


class DecisionRow(OutcomeRow):
    outcome: Annotated[Text, AfterValidator(_json_of(Decision))]
    before: Annotated[Text, AfterValidator(_json_of(Decision))]
    after: Annotated[Text, AfterValidator(_json_of(Decision))]


class DetailsRow(OutcomeRow):
    outcome: Annotated[Text, AfterValidator(_json_of(ExamDetails))]
    before: Annotated[Text, AfterValidator(_json_of(ExamDetails))]
    after: Annotated[Text, AfterValidator(_json_of(ExamDetails))]


class EventRow(_Strict):
    what: Text
    details: Annotated[Text, AfterValidator(_texts_by_text)]
    operator: Text
    at: Time


class AcquisitionRow(_Strict):
    path: Name
    frame: Annotated[int, Field(ge=0, le=1_000_000)]
    sha256: Sha256
    width: Annotated[int, Field(ge=0, le=1_000_000)]
    height: Annotated[int, Field(ge=0, le=1_000_000)]
    n_frames: Annotated[int, Field(ge=0, le=1_000_000)]
    decoder: Text
    header: Annotated[Text, AfterValidator(_json_of(Header))]
    n_bytes: Annotated[int, Field(ge=0, le=2**50)] | None
    added_at: Time
    analyses: Annotated[list[AnalysisRow], Field(max_length=10_000)]
    scores: Annotated[list[ScoreRow], Field(max_length=10_000)]
    decisions: Annotated[list[DecisionRow], Field(max_length=10_000)]


class ListedRow(_Strict):
    """What the list of exams showed: acquisitions that await the user (null: not counted), and warnings."""

    n_open: Annotated[int, Field(ge=0)] | None
    flagged: bool


class PortableExam(_Strict):
    key: Name
    patient_id: Text | None
    patient_name: Text | None
    study_uid: Text | None
    folder: Name
    stage: Annotated[str, Field(max_length=10)]
    created_at: Time
    acquisitions: Annotated[list[AcquisitionRow], Field(max_length=10_000)]
    details: Annotated[list[DetailsRow], Field(max_length=10_000)]
    events: Annotated[list[EventRow], Field(max_length=10_000)]
    listed: ListedRow | None = None  # not in exports of before


class Manifest(_Strict):
    """What an export says of itself; `head` is the end of the audit trail of the book it came from."""

    format: Literal["dlre-exams"]
    version: Literal[1]
    software_version: Text
    created_at: Time
    book: Text
    head_number: Annotated[int, Field(ge=0)]
    head_hash: Text
    n_exams: Annotated[int, Field(ge=0, le=1_000_000)]
    exams_sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


def plain(value: object) -> object:
    """A column's value for JSON."""
    return {"bytes": value.hex()} if isinstance(value, bytes) else value


def column(value: str | OddText | None) -> str | bytes | None:
    """A column's value from JSON."""
    return bytes.fromhex(value.hex_bytes) if isinstance(value, OddText) else value


def suffix_of(path: Path) -> Path:
    """The path with the ending that exports have, if it has none."""
    return path if path.suffix else path.with_suffix(".dlre-exams")
