"""What a person says about an exam as a whole: laboratory values, circumstances, conclusion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EnzymeUnit(StrEnum):
    """Unit of AST and ALT; 1 µkat/L = 60 U/L."""

    U_PER_L = "U/L"
    UKAT_PER_L = "µkat/L"


class Cause(StrEnum):
    """Why the liver is examined; the empty one is not known."""

    UNKNOWN = ""
    HBV = "hbv"
    HCV = "hcv"
    MASLD = "masld"
    ALCOHOL = "alcohol"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Laboratory:
    """Laboratory values as they were entered; None is not known.

    Attributes
    ----------
    ast, alt, ast_upper_limit
        In `enzyme_unit`; the upper limit of normal is the laboratory's own.
    platelets_10e9_per_l
        10⁹/L (the same number as 10³/µL).
    sampled_on
        Day of the blood sample, ISO 8601 (``2024-05-21``).
    platelets_on
        Day of the blood count where it is another one.
    """

    ast: float | None = None
    alt: float | None = None
    ast_upper_limit: float | None = None
    platelets_10e9_per_l: float | None = None
    enzyme_unit: EnzymeUnit = EnzymeUnit.U_PER_L
    sampled_on: str | None = None
    platelets_on: str | None = None


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The reader's own conclusion.

    Attributes
    ----------
    stage
        ``F0-1``, ``F2``, ``F3`` or ``F4``.
    agrees
        Whether it is the stage that the program gave (`program_stage`) at that time.
    reason
        Why it is another stage; empty where it is the same.
    reader
        Who concluded.
    at
        When, ISO 8601 with time zone.
    """

    stage: str
    agrees: bool
    program_stage: str = ""
    reason: str = ""
    reader: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class ExamDetails:
    """All that was entered about one exam; the default says nothing.

    Attributes
    ----------
    age_years
        Where the file does not say the date of birth, or says a wrong one.
    examined_on
        Day of the exam where the file does not say it, ISO 8601.
    operator
        Who examined.
    fasting
        Whether nothing was eaten for four hours; None: not known.
    vendor
        Of the scanner, where the file does not say it.
    cutoffs
        Id of the cut-off table for the LSM; empty: that of the settings.
    """

    laboratory: Laboratory = Laboratory()
    age_years: float | None = None
    examined_on: str | None = None
    operator: str = ""
    fasting: bool | None = None
    cause: Cause = Cause.UNKNOWN
    vendor: str = ""
    cutoffs: str = ""
    conclusion: Conclusion | None = None
