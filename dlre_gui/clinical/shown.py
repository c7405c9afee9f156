"""How many decimals a figure needs to be seen on the right side of a limit."""

from __future__ import annotations

from collections.abc import Iterable

from dlre_gui.clinical.cutoffs import LsmStage
from dlre_gui.clinical.lsm import LsmStatistics
from dlre_gui.domain.findings import Unit

_MOST_MORE = 3


def lsm_limits(lsm: LsmStatistics, stage: LsmStage | None) -> tuple[float, ...]:
    """What an LSM is judged by, in its unit: the beginnings of the table's bands, which are in kPa."""
    if stage is None or lsm.unit is not Unit.KPA:
        return ()
    return tuple(band.from_kpa for band in stage.table.bands)


def places(value: float, limits: Iterable[float], usual: int) -> int:
    """Decimals to show a figure with: the usual ones, or more where it would look like a limit.

    30.4 % beside "> 30 %" must not read "30 %". A figure that equals the limit, or differs from it by
    less than three more decimals show, keeps the usual ones.

    Parameters
    ----------
    value, limits
        In the unit in which they are shown (per cent, not ratios).
    """
    near = [limit for limit in limits if limit != value and f"{limit:.{usual}f}" == f"{value:.{usual}f}"]
    for more in range(usual, usual + _MOST_MORE + 1):
        if all(f"{limit:.{more}f}" != f"{value:.{more}f}" for limit in near):
            return more
    return usual


def probability(value: float, beside: float | None = None) -> str:
    """With two decimals, or more where it would look certain, or like the one `beside`, its threshold."""
    limits = (0.0, 1.0) if beside is None else (0.0, 1.0, beside)
    return f"{value:.{places(value, limits, 2)}f}"
