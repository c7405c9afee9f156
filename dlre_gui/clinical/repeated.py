"""The same screen twice in an exam, as exports of an archive and frozen clips have it, counts once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence

from dlre_gui.domain.exam import Acquisition


def counting(acquisitions: Sequence[Acquisition]) -> list[Acquisition]:
    """Those that count towards the exam: not excluded, and no screen twice."""
    again = repeated(acquisitions)
    return [one for n, one in enumerate(acquisitions, 1) if not one.excluded and n not in again]


def repeated(acquisitions: Iterable[Acquisition]) -> tuple[int, ...]:
    """Numbers (from 1) of the acquisitions that show an earlier one's screen again.

    That is so where file bytes or DICOM instance, and the frame, are the same; and where the map's mean,
    all of the Q-Box and the probabilities of another frame of the same file are: a clip of a frozen
    measurement. Excluded ones are no earlier ones, so that leaving out one lets the other count.
    """
    seen: set[Hashable] = set()
    again = []
    for number, one in enumerate(acquisitions, 1):
        if one.excluded:
            continue
        signs = _signs(one)
        if seen.intersection(signs):
            again.append(number)
        seen.update(signs)
    return tuple(again)


def of_one_clip(acquisitions: Iterable[Acquisition]) -> tuple[int, ...]:
    """Numbers (from 1) of the acquisitions that count and are frames of a file with others that count.

    They all count, for a file may also hold an exam's stills; but frames of a clip are views of one
    measurement, and say nothing of how several would scatter: the exam is flagged.
    """
    several = list(acquisitions)
    again = repeated(several)
    counted = [(n, one) for n, one in enumerate(several, 1) if not one.excluded and n not in again]
    frames = Counter(one.sha256 or one.path for _, one in counted)
    return tuple(n for n, one in counted if frames[one.sha256 or one.path] > 1)


def _signs(one: Acquisition) -> list[Hashable]:
    """What two acquisitions of the same screen have in common."""
    signs: list[Hashable] = []
    if one.sha256:
        signs.append(("bytes", one.sha256, one.frame))
    if one.header.sop_uid:
        signs.append(("instance", one.header.sop_uid, one.frame))
    mean = one.measured.map_mean_kpa if one.measured else None
    if one.sha256 and mean is not None and one.scores is not None:
        qbox = (one.qbox.mean, one.qbox.minimum, one.qbox.maximum, one.qbox.sd) if one.qbox else None
        scores = (one.scores.p_ge_f2, one.scores.p_ge_f3, one.scores.p_f4)
        signs.append(("frozen", one.sha256, mean, qbox, scores))
    return signs
