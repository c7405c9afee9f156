"""Screens, findings and scores as the engine would send them, made by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dlre_gui.domain.errors import StoreError
from dlre_gui.domain.exam import Flag, Scores, Task, exam_key
from dlre_gui.domain.findings import ColourBar, Findings, Given, QBox, StiffnessMap, SweBox, Unit
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.roi import Roi, propose
from dlre_gui.domain.screen import FileInfo, Header, Screen
from dlre_gui.gui.session import AcqKey, Session, Want, WantKind

FRAME = Box(0, 0, 1440, 1080)
SWE_BOX = Box(600, 300, 200, 150)
QBOX = QBox(
    mean=9.4,
    minimum=4.1,
    maximum=15.2,
    sd=1.2,
    diameter_mm=20.0,
    si_percent=97.0,
    circle=Circle(700, 370, 40),
    doubtful=frozenset({"maximum"}),
)


@dataclass(frozen=True)
class Model:
    """What the engine says of a model."""

    id: str = "gut-test"
    version: str = "1"
    sha256: str = "a" * 64
    simulated: bool = True
    thresholds: dict[Task, float] = field(default_factory=lambda: dict.fromkeys(Task, 0.5))


def info(path: Path, header: Header | None = None, sha256: str | None = None, n_frames: int = 1) -> FileInfo:
    return FileInfo(path, "png", n_frames, 1440, 1080, sha256 or f"{path.name}-sha", header or Header())


def screen(path: Path, sha256: str | None = None, frame: int = 0) -> Screen:
    pixels = np.broadcast_to(np.uint8(0), (1080, 1440, 3))
    return Screen(pixels, path, frame, 1, sha256 or f"{path.name}-sha", "pillow 12")


def findings(given: Given | None = None, *, qbox: QBox | None = QBOX, scale: bool = True) -> Findings:
    """An SWE screen; with `given`, on the scale it says."""
    maximum = given.maximum if given is not None and given.maximum else 40.0
    shape = (SWE_BOX.h, SWE_BOX.w)
    stiffness = StiffnessMap(np.full(shape, 8.0, np.float32), np.ones(shape, bool), np.zeros(shape, bool))
    bar = ColourBar(Box(1380, 140, 20, 220), np.zeros((11, 3), np.uint8), Unit.KPA, 0.0, maximum)
    outline = ((600.0, 300.0), (800.0, 300.0), (800.0, 450.0), (600.0, 450.0))
    return Findings(
        frame=FRAME,
        swe_box=SweBox(SWE_BOX, outline, "colour"),
        colour_bar=bar if scale else None,
        stiffness=stiffness if scale else None,
        qboxes=(qbox,) if qbox else (),
    )


def scores(p_f4: float = 0.2, model: Model | None = None, *, as_shown: bool = False) -> Scores:
    model = model or Model()
    return Scores(
        0.8,
        0.6,
        p_f4,
        model.id,
        model.version,
        model.sha256,
        "cpu",
        "onnxruntime 1.20",
        "0.1",
        True,
        as_shown,
    )


def scores_for(roi: Roi, given: Given | None, as_shown: bool) -> Scores:
    """Different for every choice, always the same for the same one."""
    share = (roi.x * 7 + roi.y * 3 + (11 if given else 0) + (5 if as_shown else 0)) % 97 / 100
    return scores(share, as_shown=as_shown)


PROPOSED = propose(FRAME, SWE_BOX)


def answer(session: Session, want: Want) -> None:
    """Do what the engine would do for a want."""
    key, given = want.key, want.given
    if want.kind is WantKind.INFO:
        look_into(session, info(key.path))
        return
    roi = want.roi or PROPOSED
    if want.kind is WantKind.OPEN:
        session.record_read(key, screen(key.path, session.facts(key).id.sha256, key.frame))
        session.record_analysed(key, findings(given), roi, frozenset(), given=given)
    if want.kind is WantKind.SCORE or want.score:
        session.record_scored(key, roi, scores_for(roi, given, want.as_shown), frozenset(), given=given)


def look_into(session: Session, found: FileInfo) -> None:
    """A file was looked into, and the book was asked what it knows of its exam."""
    stored = None
    try:
        stored = session.book.load_exam(exam_key(found.header, found.path)) if session.book else None
    except StoreError as error:
        session.unreadable = error
    session.record_opened(found, stored)


def answer_all(session: Session) -> int:
    """Answer until nothing is wanted any more; how many answers that took."""
    for n in range(1000):
        wants = session.wanted()
        if not wants:
            return n
        answer(session, wants[0])
    raise AssertionError("the session never has enough")


def opened(folder: Path, n: int = 3, book: object = None) -> Session:
    """A session with one exam of n acquisitions, all read and scored."""
    session = Session(book)  # type: ignore[arg-type]
    session.use_model(Model())
    session.open_files(folder / f"{i}.png" for i in range(n))
    answer_all(session)
    return session


def keys(session: Session) -> tuple[AcqKey, ...]:
    return session.keys


FLAGS = frozenset({Flag.VOID_HIGH})
