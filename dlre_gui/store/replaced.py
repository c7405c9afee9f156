"""Acquisitions of an exam whose file gave way to another one of the same name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from dlre_gui.store.records import AcquisitionId, StoredExam


def replaced(
    acquisitions: Iterable[AcquisitionId], there: Mapping[Path, str] | None = None
) -> frozenset[AcquisitionId]:
    """Of several files of one place, all but the one that lies there.

    Parameters
    ----------
    acquisitions
        Of one exam, in the order they came.
    there
        SHA-256 of the files that lie at these places; where it is not known, or none of them lies
        there, the one that came last counts.
    """
    by_place = _by_place(acquisitions)
    known = there or {}
    return frozenset(
        one
        for path, some in by_place.items()
        for one in some
        if one.sha256 != _in_place([each.sha256 for each in some], known.get(path))
    )


def looked_at(stored: StoredExam, there: Mapping[Path, str] | None = None) -> StoredExam:
    """The exam with `replaced` as its files are now; reads those of which there are several.

    `there` are SHA-256 of files that were read already.
    """
    known = dict(there or {})
    by_place = _by_place(one.id for one in stored.acquisitions)
    doubtful = [path for path, some in by_place.items() if len({one.sha256 for one in some}) > 1]
    known |= {path: sha256_of(path) or "" for path in doubtful if path not in known}
    return replace(stored, replaced=replaced((one.id for one in stored.acquisitions), known))


def sha256_of(path: Path) -> str | None:
    """Of the file's bytes; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _in_place(came: list[str], there: str | None) -> str:
    return there if there is not None and there in came else came[-1]


def _by_place(acquisitions: Iterable[AcquisitionId]) -> dict[Path, list[AcquisitionId]]:
    by_place: dict[Path, list[AcquisitionId]] = {}
    for one in acquisitions:
        by_place.setdefault(one.path, []).append(one)
    return by_place
