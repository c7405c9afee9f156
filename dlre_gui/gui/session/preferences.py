"""How the exam's result is judged and told, as the user set it."""

from __future__ import annotations

from dataclasses import dataclass

from dlre_gui.clinical.cutoffs import CutoffTable
from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.findings import Unit


@dataclass(frozen=True, slots=True)
class Preferences:
    """What holds for every exam, unless its details say otherwise.

    Attributes
    ----------
    cutoffs
        Id of the cut-off table; empty: the default one.
    tables
        Those there are; empty until they were read.
    reader
        Who concludes.
    """

    labels: StageLabels = StageLabels.METAVIR
    unit: Unit = Unit.KPA
    cutoffs: str = ""
    tables: tuple[CutoffTable, ...] = ()
    reader: str = ""
