"""Pictures that an export had to do without: noted while its files are made, told when they are written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dlre_gui.report.dossier import Dossier, NoPicture, Pixels, ReportScreen

LEFT_OUT = "left-out.txt"
"""The file of a folder that says what is not in it."""
_TOLD = {
    NoPicture.GONE: "its file was not found.",
    NoPicture.REPLACED: "another file lies in its place.",
    NoPicture.SLOW: "its file took too long to read.",
    NoPicture.UNREADABLE: "its file could not be read.",
}


def noting(dossier: Dossier, lost: dict[int, NoPicture]) -> Dossier:
    """The dossier, whose screens note by their numbers, from 1, why they could not be read.

    What could not be read for one file of an exam is not tried again for the next: they say the same, and a
    slow disk is waited for once.
    """
    screens = tuple(
        replace(screen, pixels=_noting(screen, number, lost))
        for number, screen in enumerate(dossier.screens, 1)
    )
    return replace(dossier, screens=screens)


def _noting(
    screen: ReportScreen, number: int, lost: dict[int, NoPicture]
) -> Callable[[], Pixels | NoPicture]:
    def pixels() -> Pixels | NoPicture:
        if number in lost:
            return lost[number]
        found = screen.pixels()
        if isinstance(found, NoPicture):
            lost[number] = found
        return found

    return pixels


def told(exam: int, lost: dict[int, NoPicture]) -> list[str]:
    """What an exam's files lack, a sentence an acquisition."""
    return [f"Exam {exam}: acquisition {at} has no picture: {_TOLD[why]}" for at, why in sorted(lost.items())]


def left_out_text(left_out: list[str]) -> bytes:
    """The file that lies beside what was written."""
    return "".join(f"{line}\n" for line in left_out).encode("utf-8", errors="backslashreplace")
