"""Age, day, scanner and cause of an exam, from its files and from what was entered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dlre_gui.domain.exam import Exam, Flag
from dlre_gui.domain.exam_details import Cause, ExamDetails
from dlre_gui.domain.screen import Header


@dataclass(frozen=True, slots=True)
class Population:
    """Whom a model was made for.

    Attributes
    ----------
    vendors
        Words of which one stands in the scanner's maker or name; empty: any scanner.
    cause
        `Cause.UNKNOWN`: any.
    """

    vendors: tuple[str, ...] = ()
    cause: Cause = Cause.UNKNOWN


PAPERS_POPULATION = Population(("supersonic", "aixplorer", "hologic", "mach 30", "mach 40"), Cause.HBV)
"""Adults with chronic hepatitis B on an Aixplorer (Gut 2019;68:729); Hologic sells its successors."""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of the exam; None and empty are unknown.

    Attributes
    ----------
    vendor
        Maker and name of the scanner.
    """

    examined_on: str | None = None
    age_years: float | None = None
    vendor: str = ""
    operator: str = ""
    cause: Cause = Cause.UNKNOWN
    fasting: bool | None = None


def circumstances_of(exam: Exam, details: ExamDetails) -> Circumstances:
    """What was entered, else what the files say."""
    headers = [acquisition.header for acquisition in exam.acquisitions]
    examined_on = details.examined_on or _first(_day(header) for header in headers)
    born_on = _first(header.patient_birth_date for header in headers)
    age = details.age_years if details.age_years is not None else age_on(born_on, examined_on)
    return Circumstances(
        examined_on=examined_on,
        age_years=age,
        vendor=details.vendor or (_first(_scanner(header) for header in headers) or ""),
        operator=details.operator or (_first(header.operator for header in headers) or ""),
        cause=details.cause,
        fasting=details.fasting,
    )


def circumstance_flags(found: Circumstances, population: Population) -> frozenset[Flag]:
    """Not fasting, another scanner or another cause than the model's; the unknown raises none."""
    flags = set()
    if found.fasting is False:
        flags.add(Flag.NOT_FASTING)
    words = found.vendor.casefold()
    if words and population.vendors and not any(vendor in words for vendor in population.vendors):
        flags.add(Flag.OTHER_VENDOR)
    if Cause.UNKNOWN not in (found.cause, population.cause) and found.cause is not population.cause:
        flags.add(Flag.OTHER_CAUSE)
    return frozenset(flags)


def age_on(born_on: str | None, day: str | None) -> float | None:
    """Whole years; None where a date is unknown, wrong, or the birth lies after the day."""
    try:
        born, then = date.fromisoformat(born_on or ""), date.fromisoformat(day or "")
    except ValueError:
        return None
    years = then.year - born.year - ((then.month, then.day) < (born.month, born.day))
    return float(years) if years >= 0 else None


def _day(header: Header) -> str | None:
    return header.study_date or (header.acquired_at or "")[:10] or None


def _scanner(header: Header) -> str | None:
    return " ".join(part for part in (header.manufacturer, header.device_model) if part) or None


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
