"""Cut-off tables for the LSM: bands of stiffness, each with what it means and who says so.

Cut-offs differ by vendor, cause and treatment: no table is built in, all come from files
(`cutoff_file`), each with its source. Baveno VII's numbers are for transient elastography only and
belong in none of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from dlre_gui.clinical.staging import STAGES
from dlre_gui.domain.exam_details import Cause

DEFAULT_TABLE = "sru-rule-of-four"


@dataclass(frozen=True, slots=True)
class Band:
    """From this stiffness on, up to the next band.

    Attributes
    ----------
    from_kpa
        kPa; `including` tells whether the value itself belongs to the band.
    range_kpa
        Lowest and highest limit among the sources, kPa; None where only one is given.
    label, label_zh
        What the band means, as its source says.
    stages
        The METAVIR stages (of `staging.STAGES`) it is compatible with. For tables that name none
        (cACLD) they are ours, for the comparison with DLRE only.
    """

    from_kpa: float
    label: str
    stages: tuple[str, ...]
    including: bool = True
    label_zh: str = ""
    range_kpa: tuple[float, float] | None = None

    def begins_at_or_below(self, kpa: float) -> bool:
        return kpa >= self.from_kpa if self.including else kpa > self.from_kpa


@dataclass(frozen=True, slots=True)
class CutoffTable:
    """One cited table.

    Attributes
    ----------
    vendor
        The scanner it was made with; ``any`` where the source does not limit it.
    causes
        The causes it was made for.
    confirmed
        False where the numbers are commonly stated, but were not confirmed against their source;
        then every place that shows them says so.
    bands
        From the softest on.
    own
        Whether the user wrote it.
    instead_of
        Id of the table that was chosen and is not there, as where a file was taken away.
    """

    id: str
    title: str
    vendor: str
    causes: tuple[Cause, ...]
    citation: str
    bands: tuple[Band, ...]
    doi: str = ""
    confirmed: bool = True
    title_zh: str = ""
    own: bool = False
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class LsmStage:
    """What a table says of a stiffness."""

    band: Band
    table: CutoffTable


def lsm_stage(kpa: float | None, table: CutoffTable | None) -> LsmStage | None:
    """The band an LSM falls into; None where either is unknown."""
    if kpa is None or table is None:
        return None
    return LsmStage([band for band in table.bands if band.begins_at_or_below(kpa)][-1], table)


STAGES_APART = 2
"""From how many stages on LSM and DLRE disagree (ours)."""


def stages_apart(found: LsmStage | None, dlre_stage: str | None) -> int | None:
    """How many stages DLRE lies from the nearest stage the LSM's band is compatible with."""
    if found is None or dlre_stage is None or not found.band.stages:
        return None
    at = STAGES.index(dlre_stage)
    return min(abs(STAGES.index(stage) - at) for stage in found.band.stages)


def fits(table: CutoffTable, cause: Cause) -> bool:
    """Whether the table was made for a cause; an unknown cause fits all."""
    return cause is Cause.UNKNOWN or cause in table.causes


def find_table(tables: Iterable[CutoffTable], wanted: str) -> CutoffTable | None:
    """The table of this id, else the default or the first, which says so; None where there is none."""
    by_id = {table.id: table for table in tables}
    if wanted in by_id:
        return by_id[wanted]
    other = by_id.get(DEFAULT_TABLE) or next(iter(by_id.values()), None)
    return other and replace(other, instead_of=wanted)
