"""Files of cut-off tables: the bundled one, and the user's own, which may replace entries of it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from dlre_gui.clinical.cutoffs import Band, CutoffTable
from dlre_gui.domain.errors import UnreadableFileError
from dlre_gui.domain.exam_details import Cause
from dlre_gui.places import data_dir, resources_dir

MAX_FILE_BYTES = 1 << 20

Kpa = Annotated[float, Field(ge=0, le=300)]
Text = Annotated[str, Field(max_length=500)]
StageName = Literal["F0-1", "F2", "F3", "F4"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", allow_inf_nan=False)


class _BandPart(_Part):
    from_kpa: Kpa
    label: Annotated[str, Field(min_length=1, max_length=100)]
    stages: tuple[StageName, ...] = ()
    including: bool = True
    label_zh: Text = ""
    range_kpa: tuple[Kpa, Kpa] | None = None


class _TablePart(_Part):
    id: Annotated[str, Field(min_length=1, max_length=100)]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    vendor: Annotated[str, Field(min_length=1, max_length=200)]
    causes: tuple[Cause, ...]
    citation: Annotated[str, Field(min_length=1, max_length=500)]
    bands: Annotated[tuple[_BandPart, ...], Field(min_length=1, max_length=20)]
    doi: Text = ""
    confirmed: bool = False
    title_zh: Text = ""

    @model_validator(mode="after")
    def _bands_in_order(self) -> _TablePart:
        starts = [band.from_kpa for band in self.bands]
        if starts[0] != 0 or not self.bands[0].including:
            raise ValueError("the first band must begin at 0 kPa, including it")
        if any(low >= high for low, high in pairwise(starts)):
            raise ValueError("each band must begin above the one before")
        return self


class _FilePart(_Part):
    tables: tuple[_TablePart, ...]


def user_file() -> Path:
    """The user's own tables."""
    return data_dir() / "cutoffs.json"


def bundled_file() -> Path:
    """The tables that come with the program."""
    return resources_dir() / "cutoffs" / "cutoffs.json"


def all_tables(own: Path | None = None) -> tuple[CutoffTable, ...]:
    """The bundled tables, then the user's; one of the user's with a bundled id stands in its place.

    Raises
    ------
    UnreadableFileError
        If the user's file (`own`; None: `user_file`) is wrong: it says where.
    """
    tables = {table.id: table for table in read_tables(bundled_file())}
    own = own or user_file()
    if own.is_file():
        tables |= {table.id: table for table in read_tables(own, own=True)}
    return tuple(tables.values())


def read_tables(path: Path, *, own: bool = False) -> tuple[CutoffTable, ...]:
    """The tables of one file.

    Raises
    ------
    UnreadableFileError
        If it cannot be read, is too large, or is no such file; the message says what is wrong.
    """
    try:
        if path.stat().st_size > MAX_FILE_BYTES:
            raise UnreadableFileError(path, f"{path} is too large for a cut-off table.", _HINT)
        parsed = _FilePart.model_validate_json(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = " ▸ ".join(str(step) for step in first["loc"])
        raise UnreadableFileError(
            path, f"{path} is no cut-off table: {place}: {first['msg']}.", _HINT
        ) from None
    except (OSError, RecursionError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise UnreadableFileError(path, f"{path} could not be read: {reason}.", _HINT) from error
    return tuple(_table(part, own=own) for part in parsed.tables)


_HINT = "Mend it, or delete it: the bundled tables are used without it."


def _table(part: _TablePart, *, own: bool) -> CutoffTable:
    bands = tuple(Band(**band.model_dump()) for band in part.bands)
    values = part.model_dump(exclude={"bands"})
    return CutoffTable(**values, bands=bands, own=own)


def tables_json(tables: Iterable[CutoffTable]) -> bytes:
    """A file of tables that `read_tables` reads back.

    Raises
    ------
    ValueError
        If a table is wrong (bands out of order, no source...); it says what.
    """
    plain = {"tables": [{k: v for k, v in asdict(table).items() if k != "own"} for table in tables]}
    try:
        checked = _FilePart.model_validate(plain)
    except ValidationError as error:
        raise ValueError(error.errors(include_url=False)[0]["msg"]) from None
    return json.dumps(checked.model_dump(mode="json"), ensure_ascii=False, indent=1).encode()
