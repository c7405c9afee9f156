"""The findings of the last screens, with their maps; the session keeps their figures only."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection

from dlre_gui.domain.findings import Findings, Given
from dlre_gui.gui.session import AcqKey

_KEPT = 12


class Found:
    """The last findings, by acquisition and by what was given for them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[AcqKey, Given | None], Findings] = OrderedDict()

    def put(self, key: AcqKey, given: Given | None, findings: Findings) -> None:
        self._kept[key, given] = findings
        self._kept.move_to_end((key, given))
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def forget(self, keys: Collection[AcqKey]) -> None:
        """Other files lie in their places now."""
        for one in [one for one in self._kept if one[0] in keys]:
            del self._kept[one]

    def get(self, key: AcqKey, given: Given | None) -> Findings | None:
        return self._kept.get((key, given))
