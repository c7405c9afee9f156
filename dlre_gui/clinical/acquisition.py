"""What an acquisition contributes to its exam, and what to warn of."""

from __future__ import annotations

from dataclasses import replace

from dlre_gui.clinical.lsm import mean_in
from dlre_gui.clinical.quality import QBOX_FLAGS, qbox_flags, qbox_is_outside
from dlre_gui.clinical.staging import probabilities_contradict
from dlre_gui.domain.exam import Acquisition, Flag, Scores, Status
from dlre_gui.domain.findings import Unit

_DECIDED_HERE = QBOX_FLAGS | {Flag.NAME_DOUBTFUL, Flag.PROBABILITIES_CONTRADICT, Flag.UNIT_M_PER_S}
_NAME_FIELDS = frozenset({"patient_name", "patient_id"})


def with_flags(acquisition: Acquisition) -> Acquisition:
    """The acquisition with the flags that follow from its Q-Box, scores, header and scale.

    The engine's flags about box, scale and ROI stay; the others are decided anew, so this may be
    called after every change. A file that could not be read, or shows no SWE box, is given none:
    its reason says all.
    """
    kept = acquisition.flags - _DECIDED_HERE
    measured = acquisition.measured
    if acquisition.status is Status.FAILED or measured is None or measured.swe_box is None:
        return replace(acquisition, flags=kept)
    flags = set(kept | qbox_flags(acquisition.qbox))
    if qbox_is_outside(acquisition.qbox, measured.swe_box):
        flags.add(Flag.QBOX_OUTSIDE)
    if measured.scale_unit == Unit.M_PER_S:
        flags.add(Flag.UNIT_M_PER_S)
    if _NAME_FIELDS & set(acquisition.header.doubtful):
        flags.add(Flag.NAME_DOUBTFUL)
    if acquisition.scores is not None and _contradicts(acquisition.scores):
        flags.add(Flag.PROBABILITIES_CONTRADICT)
    return replace(acquisition, flags=frozenset(flags))


def _contradicts(scores: Scores) -> bool:
    return probabilities_contradict(scores.p_ge_f2, scores.p_ge_f3, scores.p_f4)


def lsm_value(acquisition: Acquisition, unit: Unit = Unit.KPA) -> float | None:
    """The Q-Box mean that counts towards the LSM, in `unit` (see `lsm.mean_in`).

    None if excluded, unknown, in m/s where kPa are wanted, negative, or doubtful and not yet
    confirmed by the user.
    """
    qbox = acquisition.qbox
    if acquisition.excluded or qbox is None or "mean" in qbox.doubtful:
        return None
    mean = mean_in(qbox, unit)
    return mean if mean is not None and mean >= 0 else None
