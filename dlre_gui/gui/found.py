"""The findings of the last screens, with their maps; the session keeps their figures only."""

from __future__ import annotations

from collections import OrderedDict

from dlre_gui.domain.findings import Findings, Given
from dlre_gui.store.records import AcquisitionId

_KEPT = 12


class Found:
    """The last findings, by a file's bytes and frame and by what was given for them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, int, Given | None], Findings] = OrderedDict()

    def put(self, of: AcquisitionId, given: Given | None, findings: Findings) -> None:
        key = (of.sha256, of.frame, given)
        self._kept[key] = findings
        self._kept.move_to_end(key)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def get(self, of: AcquisitionId, given: Given | None) -> Findings | None:
        return self._kept.get((of.sha256, of.frame, given))

    def clear(self) -> None:
        self._kept.clear()
