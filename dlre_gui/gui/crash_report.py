"""What is kept of an error nobody caught: enough to mend it, nothing of a patient.

Messages of exceptions, values and paths of files are left out, as a name may stand in them. Of the
stack only our own code is named, line by line; steps through others' code are counted.
"""

from __future__ import annotations

import linecache
import platform
import sys
import traceback
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from dlre_gui.edition import edition

_PACKAGE = Path(__file__).resolve().parents[1]
_N_ACTS = 30
_N_REPORTS = 20

_acts: deque[str] = deque(maxlen=_N_ACTS)


def note_act(kind: str) -> None:
    """Remember what kind of act was done, for a report."""
    _acts.append(kind)


def signature(error: BaseException) -> str:
    """Equal for errors of one kind at one place."""
    ours = [place for place in map(_place, traceback.extract_tb(error.__traceback__)) if place]
    return f"{_name(error)} {ours[-1] if ours else ''}"


def report_text(error: BaseException, at: datetime) -> str:
    """The report: versions, kinds of the last acts, and where it happened."""
    lines = [
        f"DLRE GUI {edition()}",
        f"{platform.system()} {platform.release()}, Python {platform.python_version()}, {_qt()}",
        at.astimezone(UTC).isoformat(timespec="seconds"),
        "",
        "No names, identifiers, values or paths of files are in this report.",
        "",
        f"Last acts: {', '.join(_acts) or 'none'}",
        "",
        *_told(error),
    ]
    return "\n".join(lines) + "\n"


def _qt() -> str:
    import PySide6

    return f"PySide6 {PySide6.__version__}"


def _name(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _told(error: BaseException) -> Iterator[str]:
    """The error and what led to it, the first one first."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _told(before)
        yield ""
        yield "which led to:"
        yield ""
    yield from _steps(error)
    yield _name(error)


def _steps(error: BaseException) -> Iterator[str]:
    others = 0
    for frame in traceback.extract_tb(error.__traceback__):
        place = _place(frame)
        if not place:
            others += 1
            continue
        if others:
            yield f"  … {others} steps in other code"
            others = 0
        yield f"  {place} in {frame.name}"
        yield f"    {linecache.getline(frame.filename, frame.lineno or 0).strip()}"
    if others:
        yield f"  … {others} steps in other code"


def _place(frame: traceback.FrameSummary) -> str:
    """File of the package and line; empty for others' code."""
    path = Path(frame.filename)
    if path.is_absolute() and path.is_relative_to(_PACKAGE):
        return f"{_PACKAGE.name}/{path.relative_to(_PACKAGE).as_posix()}:{frame.lineno}"
    bundled = getattr(sys, "_MEIPASS", None) is not None and frame.filename.startswith(_PACKAGE.name)
    return f"{Path(frame.filename).as_posix()}:{frame.lineno}" if bundled else ""


def write_report(folder: Path, text: str, at: datetime) -> Path:
    """Write a report into a folder that keeps the newest ones; returns its path.

    Raises
    ------
    OSError, FileError
        If the folder cannot be written.
    """
    from dlre_gui.report.atomic import write_atomic

    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crash-{at.astimezone(UTC):%Y%m%d-%H%M%S-%f}.txt"
    write_atomic(path, text.encode("utf-8", "backslashreplace"))
    for old in sorted(folder.glob("crash-*.txt"))[:-_N_REPORTS]:
        old.unlink(missing_ok=True)
    return path
