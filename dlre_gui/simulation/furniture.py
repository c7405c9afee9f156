"""Everything on the screen but the ultrasound: header, parameters, rulers, bars, Q-Box panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dlre_gui.domain.geometry import Box
from dlre_gui.simulation import assumptions as a
from dlre_gui.simulation.pen import Pen
from dlre_gui.simulation.view import View, part
from dlre_gui.simulation.words import WORDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dlre_gui.domain.findings import QBox
    from dlre_gui.simulation.acquisition import AcquisitionPlan
    from dlre_gui.simulation.patients import SimulatedPatient

LINE_PX = 22.2
FONT_PX = 21.0


def draw_header(pen: Pen, patient: SimulatedPatient, plan: AcquisitionPlan, language: str) -> None:
    """Hospital, name and number, date, output and probe; the words that it is a simulation."""
    pen.band(0, a.HEADER_BOTTOM * 1080)
    pen.text(44, 62, "SIM", 30, "bold", (140, 205, 250), "m")
    pen.line([(16, 72), (72, 72)], (140, 205, 250), 2)
    pen.text(94, 22, f"SIMULATED {patient.hospital.letter} HOSPITAL", FONT_PX, "bold")
    name = patient.chinese_name if language == "zh" else patient.name.upper()
    pen.text(766, 22, name.replace("^", "" if language == "zh" else " "), FONT_PX, "bold", anchor="m")
    pen.text(766, 82, f"ID: {patient.patient_id}", FONT_PX, "bold", anchor="m")
    pen.text(1438, 22, shown_date(patient, plan), FONT_PX, "bold", anchor="r")
    pen.text(
        1438, 52, f"MI 1.{3 + patient.index % 3}  TIs  0.{5 + plan.index % 3}", FONT_PX, "bold", anchor="r"
    )
    pen.text(1438, 82, f"XC6-1 / {WORDS[language].organ}", FONT_PX, "bold", anchor="r")


def exam_date(patient: SimulatedPatient) -> tuple[int, int, int]:
    """Year, month, day: made of the patient's number."""
    return 2024, patient.index % 12 + 1, patient.index // 12 % 28 + 1


def shown_date(patient: SimulatedPatient, plan: AcquisitionPlan) -> str:
    """Date and time as the scanner's header shows them, ``31/12/2024 16:27:48``."""
    year, month, day = exam_date(patient)
    hour, minute = divmod(plan.minute, 60)
    return (
        f"{day:02d}/{month:02d}/{year} {hour:02d}:{minute:02d}:{(plan.index * 17 + patient.index) % 60:02d}"
    )


def draw_parameters(pen: Pen, patient: SimulatedPatient, plan: AcquisitionPlan, opacity_percent: int) -> None:
    """The left column: B-mode's settings, SWE's settings, zoom."""
    site = patient.hospital
    modes = (
        (
            "B",
            129,
            (
                "Gen/Med",
                f"M 9/{site.dynamic_range_db} dB/Med",
                "T 1540 m/s",
                "SC/SR 3",
                f"G {plan.gain_percent} %",
                "Fr. 17 Hz",
            ),
        ),
        ("SWE™", 326, ("Std/2.0 Hz", "M 1/Med", f"S 5/O {opacity_percent} %", "G 70 %")),
    )
    for title, y, lines in modes:
        pen.text(10, y, title, FONT_PX, "bold")
        for row, line in enumerate(lines, start=1):
            pen.text(20, y + row * LINE_PX, line, FONT_PX)
    pen.text(10, 482, "Z 100  %", FONT_PX, "bold")
    pen.text(10, 1026, f"BR: {40 + plan.index * 3}/{60 + patient.index % 60}", 19, colour=(70, 70, 70))


def draw_footer(pen: Pen, language: str) -> None:
    """The trackball's functions."""
    words = WORDS[language]
    pen.band(a.FOOTER_TOP * 1080, 1080)
    pen.text(525, 1072, words.pan, FONT_PX, anchor="m")
    pen.text(655, 1082, words.box_size, 17, anchor="m")
    pen.text(655, 1066, words.box_position, 17, colour=(250, 165, 40), anchor="m")
    pen.line([(788, 1056), (810, 1056), (810, 1077), (788, 1077), (788, 1056)], (225, 225, 225), 2)
    pen.line([(796, 1061), (796, 1073), (803, 1067), (796, 1061)], (225, 225, 225), 2)


def draw_rulers(pen: Pen, panel: Box, view: View, frozen: bool) -> None:
    """Depth marks in cm right of a panel, lateral ticks above it, focus, probe mark, freeze sign."""
    left, top = panel.x / pen.scale_x, panel.y / pen.scale
    right = panel.right / pen.scale_x
    per_cm = view.px_per_mm * 10 / pen.scale
    zero = top + view.face_y / pen.scale
    step = 1 if per_cm >= 42 else 2
    for half in range(int((panel.bottom / pen.scale - zero) / per_cm * 2) + 1):
        y, whole = zero + half * per_cm / 2, half % (2 * step) == 0
        pen.line([(right, y), (right + (7 if whole else 3), y)])
        if whole:
            pen.text(right + 17, y + 7, f"{half / 2:.1f}", FONT_PX)
    middle = (left + right) / 2
    for tick in range(-int((right - left) / 2 / per_cm), int((right - left) / 2 / per_cm) + 1):
        pen.line(
            [(middle + tick * per_cm, top - 2), (middle + tick * per_cm, top - (8 if tick % 5 == 0 else 5))]
        )
    pen.line([(right - 12, zero + 4 * per_cm), (right - 12, zero + 7 * per_cm)], (205, 205, 205), 2)
    pen.text(left + 8, top - 2, "S", 24, "bold", anchor="l")
    if frozen:
        for dx, dy in ((0, 11), (9.5, 5.5), (9.5, -5.5)):
            pen.line([(right - 16 - dx, top + 28 - dy), (right - 16 + dx, top + 28 + dy)], (170, 205, 235), 2)


def draw_colour_bar(pen: Pen, colours: NDArray[np.uint8], scale_max: int) -> Box:
    """Grey bar, coloured bar, its label and ticks; returns the coloured strip's box.

    Parameters
    ----------
    colours
        RGB of shape (n, 3), bottom to top.
    """
    size = pen.image.size
    strip = part(a.COLOUR_BAR, size)
    share = (strip.h - 1 - np.arange(strip.h)) / (strip.h - 1)
    rows = colours[np.rint(share * (len(colours) - 1)).astype(int)]
    _paste(pen, strip, rows)
    grey = np.rint(share * 238).astype(np.uint8)
    blue = np.minimum(grey.astype(int) + a.CHROMA_BLUE * (grey > 8), 255).astype(np.uint8)
    _paste(pen, part(a.GREY_BAR, size), np.stack([grey, grey, blue], axis=1))
    top, height = strip.y / pen.scale, strip.h / pen.scale
    pen.text(1436, top - 11, f"≥{scale_max} kPa", FONT_PX, anchor="r")
    for fifth in range(1, 5):
        label = f"{scale_max * fifth / 5:g}"
        pen.text(strip.right / pen.scale_x + 4, top + height * (1 - fifth / 5) + 7.5, label, FONT_PX)
    return strip


def _paste(pen: Pen, box: Box, rows: NDArray[np.uint8]) -> None:
    from PIL import Image

    block = np.repeat(rows[:, None, :], box.w, axis=1)[: box.h]
    pen.image.paste(Image.fromarray(np.ascontiguousarray(block)), (box.x, box.y))


def draw_qbox_panel(pen: Pen, qbox: QBox, language: str, place: str) -> Box:
    """The burned-in values, left under the parameters or right under the bar; returns its box."""
    words = WORDS[language]
    x, y, value_x = (12.0, 560.0, 138.0) if place == "left" else (1170.0, 470.0, 1296.0)
    lines = (
        (words.mean, _number(qbox.mean, "kPa")),
        (words.minimum, _number(qbox.minimum, "kPa")),
        (words.maximum, _number(qbox.maximum, "kPa")),
        (words.sd, _number(qbox.sd, "kPa")),
        (words.diameter, _number(qbox.diameter_mm, "mm")),
        (words.stability, "-- %" if qbox.si_percent is None else f"{qbox.si_percent:.0f} %"),
    )
    boxes = [pen.text(x, y, words.qbox, FONT_PX, "bold", (235, 235, 235))]
    for row, (label, value) in enumerate(lines, start=1):
        boxes.append(pen.text(x + 8, y + row * 27, label, FONT_PX, colour=(225, 225, 225)))
        boxes.append(pen.text(value_x, y + row * 27, value, FONT_PX, colour=(225, 225, 225)))
    left, top = min(box.x for box in boxes) - 2, min(box.y for box in boxes) - 2
    right, bottom = max(box.right for box in boxes) + 2, max(box.bottom for box in boxes) + 2
    return Box(left, top, right - left, bottom - top)


def _number(value: float | None, unit: str) -> str:
    return f"-- {unit}" if value is None else f"{value:.1f} {unit}"
