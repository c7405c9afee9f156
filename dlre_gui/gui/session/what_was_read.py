"""All that was read off a screen, line by line, each with the pixels it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dlre_gui.domain.findings import QBOX_FIELDS, ColourBar, Findings, Given, QBox, StiffnessMap, SweBox
from dlre_gui.domain.geometry import Box, Circle
from dlre_gui.domain.screen import Header
from dlre_gui.gui.session.messages import message
from dlre_gui.gui.session.numbers import one_decimal, percent, two_decimals, whole
from dlre_gui.gui.session.view_state import Message

_BAR_ROOM = 6
"""How many of its widths beside the colour bar are shown, for its labels."""


class Remedy(StrEnum):
    """What the user can do about a line."""

    DRAW_BOX = "draw_box"
    MARK_BAR = "mark_bar"
    TYPE_SCALE = "type_scale"


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One thing that was read.

    Attributes
    ----------
    value
        None: it was not found.
    source
        Where it comes from: read, from the file, given by the user.
    place
        The pixels it was read from, px of the screen.
    doubtful
        Read with doubt: to be compared with the screen.
    """

    label: Message
    value: Message | None
    source: Message | None = None
    place: Box | None = None
    doubtful: bool = False
    remedy: Remedy | None = None


def lines_read(
    findings: Findings, picture: Box, header: Header, given: Given | None, *, carried: bool
) -> tuple[ReadLine, ...]:
    """Every line, in the order a person looks over a screen; `picture`: the whole screen."""
    said = given or Given()
    found = [
        _frame(findings.frame, picture),
        _swe_box(findings.swe_box, picture),
        *_bar(findings, picture, said, carried=carried),
        *_stiffness(findings.stiffness),
        *(line for n, qbox in enumerate(findings.qboxes, 1) for line in _qbox(n, qbox, picture)),
        _calibration(findings.mm_per_px, header),
        _file(header),
    ]
    return tuple(found)


def _frame(frame: Box, picture: Box) -> ReadLine:
    whole_picture = frame == picture
    source = message("read.frame_whole" if whole_picture else "read.frame_part")
    return ReadLine(message("read.frame"), _size(frame), source, frame)


def _size(box: Box) -> Message:
    return message("read.place", w=box.w, h=box.h, x=box.x, y=box.y)


def _swe_box(swe_box: SweBox | None, picture: Box) -> ReadLine:
    label = message("read.swe_box")
    if swe_box is None:
        return ReadLine(label, None, remedy=Remedy.DRAW_BOX)
    source = message(f"read.box_{swe_box.source}")
    return ReadLine(
        label, _size(swe_box.box), source, _grown(swe_box.box, 12, picture), remedy=Remedy.DRAW_BOX
    )


def _bar(findings: Findings, picture: Box, said: Given, *, carried: bool) -> Iterator[ReadLine]:
    bar, place = findings.colour_bar, findings.bar_box
    box = bar.box if bar else place
    seen = _grown(box, _BAR_ROOM * box.w, picture, 2 * box.w) if box else None
    by_hand = said.bar_ends is not None or said.bar_box is not None
    yield ReadLine(
        message("read.bar"),
        _size(box) if box else None,
        _said("read.carried" if carried else "read.by_hand", by_hand) if box else None,
        seen,
        remedy=Remedy.MARK_BAR,
    )
    ends = (("minimum", said.minimum), ("maximum", said.maximum))
    for name, typed in ends:
        yield ReadLine(
            message(f"read.scale_{name}"),
            _end(bar, name) if bar else None,
            _said("read.carried" if carried else "read.typed", typed is not None) if bar else None,
            seen,
            doubtful=bool(bar and bar.doubtful),
            remedy=Remedy.TYPE_SCALE,
        )


def _end(bar: ColourBar, name: str) -> Message:
    sign = "≥ " if name == "maximum" and bar.saturating else ""
    return message("read.value", value=f"{sign}{whole(getattr(bar, name))}", unit=bar.unit.value)


def _said(code: str, is_given: bool) -> Message:
    return message(code if is_given else "read.from_screen")


def _stiffness(shown: StiffnessMap | None) -> Iterator[ReadLine]:
    if shown is None:
        yield ReadLine(message("read.map"), None)
        return
    screen = message("read.from_map")
    yield ReadLine(message("read.opacity"), _maybe(percent(shown.opacity), shown.opacity))
    yield ReadLine(message("read.void"), message("read.plain", value=percent(shown.void_fraction)), screen)
    yield ReadLine(
        message("read.saturated"), message("read.plain", value=percent(shown.saturated_fraction)), screen
    )
    mean, error = shown.mean_kpa, shown.typical_error_kpa
    yield ReadLine(message("read.mean"), _maybe(f"{one_decimal(mean)} kPa", mean), screen)
    yield ReadLine(message("read.error"), _maybe(f"± {two_decimals(error)} kPa", error), screen)


def _maybe(shown: str, value: float | None) -> Message | None:
    return message("read.plain", value=shown) if value is not None else None


def _qbox(number: int, qbox: QBox, picture: Box) -> Iterator[ReadLine]:
    place = _around(qbox.circle, picture) if qbox.circle else None
    yield ReadLine(
        message("read.circle", n=number),
        message("read.at", x=round(qbox.circle.x), y=round(qbox.circle.y)) if qbox.circle else None,
        message("read.from_screen"),
        place,
    )
    panel = _grown(qbox.panel, 4, picture) if qbox.panel else None
    for name in QBOX_FIELDS:
        value: float | None = getattr(qbox, name)
        yield ReadLine(
            message(f"read.qbox_{name}", n=number),
            message("read.value", value=_digits(value), unit=qbox.unit_of(name))
            if value is not None
            else None,
            _confidence(dict(qbox.confidence).get(name)) if value is not None else None,
            panel,
            doubtful=name in qbox.doubtful,
        )


def _confidence(confidence: float | None) -> Message:
    if confidence is None:
        return message("read.from_screen")
    return message("read.confidence", percent=percent(confidence))


def _digits(value: float) -> str:
    return f"{value:.2f}".removesuffix("0").removesuffix(".0")


def _calibration(mm_per_px: float | None, header: Header) -> ReadLine:
    value = f"{mm_per_px:.4f} mm/px" if mm_per_px else ""
    from_file = any(region.mm_per_px_x for region in header.regions)
    source = message("read.from_file" if from_file else "read.from_screen")
    return ReadLine(message("read.calibration"), _maybe(value, mm_per_px), source if mm_per_px else None)


def _file(header: Header) -> ReadLine:
    said = [part for part in (header.manufacturer, header.device_model, header.device_software) if part]
    value = message("read.plain", value=" · ".join(said)) if said else None
    return ReadLine(message("read.device"), value, message("read.from_file") if said else None)


def _grown(box: Box, aside: int, picture: Box, along: int | None = None) -> Box | None:
    up = aside if along is None else along
    return box.grown(aside, up).intersection(picture)


def _around(circle: Circle, picture: Box) -> Box | None:
    radius = round(circle.radius * 1.25) + 2
    return Box(round(circle.x) - radius, round(circle.y) - radius, 2 * radius, 2 * radius).intersection(
        picture
    )
