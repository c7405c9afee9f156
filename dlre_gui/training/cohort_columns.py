"""The columns of a cohort table that have a meaning, and what their cells may hold."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

REQUIRED = ("path", "patient_id", "stage")


@dataclass(frozen=True, slots=True)
class NumberColumn:
    """A column of numbers; cells outside `low` to `high` cannot be.

    Attributes
    ----------
    of_patient
        The same in all of a patient's rows; else of the screen.
    whole
        Only whole numbers.
    """

    low: float
    high: float
    unit: str
    of_patient: bool = True
    whole: bool = False


_SMALL = 1e-9  # "above 0": an unknown value is an empty cell, never 0

NUMBERS: Mapping[str, NumberColumn] = {
    "age": NumberColumn(0, 120, "years"),
    "bmi": NumberColumn(8, 120, "kg/m²"),
    "ast": NumberColumn(_SMALL, 50_000, "IU/L"),
    "alt": NumberColumn(_SMALL, 50_000, "IU/L"),
    "ast_uln": NumberColumn(5, 500, "IU/L"),
    "plt": NumberColumn(_SMALL, 5_000, "10⁹/L"),
    "ggt": NumberColumn(_SMALL, 50_000, "IU/L"),
    "alp": NumberColumn(_SMALL, 50_000, "IU/L"),
    "tb": NumberColumn(_SMALL, 2_000, "µmol/L"),
    "db": NumberColumn(0, 2_000, "µmol/L"),
    "ib": NumberColumn(0, 2_000, "µmol/L"),
    "alb": NumberColumn(_SMALL, 1_000, "g/L"),
    "pt": NumberColumn(_SMALL, 1_000, "%"),
    "fbg": NumberColumn(_SMALL, 200, "mmol/L"),
    "inflammation": NumberColumn(0, 3, "METAVIR A", whole=True),
    "frame": NumberColumn(0, 1_000_000, "", of_patient=False, whole=True),
    "acquisition": NumberColumn(0, 1_000_000, "", of_patient=False, whole=True),
    "roi_x": NumberColumn(0, 1_000_000, "px", of_patient=False, whole=True),
    "roi_y": NumberColumn(0, 1_000_000, "px", of_patient=False, whole=True),
    "qbox_mean_kpa": NumberColumn(_SMALL, 300, "kPa", of_patient=False),
    "qbox_min_kpa": NumberColumn(0, 300, "kPa", of_patient=False),
    "qbox_max_kpa": NumberColumn(_SMALL, 300, "kPa", of_patient=False),
    "qbox_sd_kpa": NumberColumn(0, 300, "kPa", of_patient=False),
    "qbox_diameter_mm": NumberColumn(_SMALL, 200, "mm", of_patient=False),
    "qbox_si_percent": NumberColumn(0, 100, "%", of_patient=False),
}

TRAINING, VALIDATION = "training", "validation"
CHOICES: Mapping[str, Mapping[str, str]] = {
    "sex": {"m": "M", "male": "M", "男": "M", "f": "F", "female": "F", "女": "F"},
    "simulated": {"1": "yes", "true": "yes", "yes": "yes", "0": "no", "false": "no", "no": "no"},
    "split": {
        **dict.fromkeys(("training", "train"), TRAINING),
        **dict.fromkeys(("validation", "valid", "val", "test"), VALIDATION),
    },
}
"""Columns of given words: what is written, in lower case, and what it means."""

TEXTS_OF_PATIENT = ("hospital", *CHOICES)
COLUMNS = frozenset((*REQUIRED, *TEXTS_OF_PATIENT, *NUMBERS))
OF_PATIENT = (*TEXTS_OF_PATIENT, *(name for name, column in NUMBERS.items() if column.of_patient))

UNKNOWN = frozenset(("na", "n/a", "#n/a", "nan", "null", "none", "-", "–", "—", "--", "未知", "不详"))
"""What spreadsheets, R, pandas and people write into a cell to say that it is empty, in lower case."""


def number(name: str, text: str, *, decimal_comma: bool = False) -> float:
    """The number in a cell.

    Parameters
    ----------
    decimal_comma
        Whether ``4,5`` is four and a half; else it is no number.

    Raises
    ------
    ValueError
        With a reason for people.
    """
    column = NUMBERS[name]
    digits = text.upper().removeprefix("A") if name == "inflammation" else text
    digits = digits.replace(",", ".", 1) if decimal_comma and "." not in digits else digits
    try:
        value = float(digits)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in digits:
        raise ValueError(f"{name} {text[:20]!r} is no number; leave the cell empty if it is unknown")
    if column.whole and value != int(value):
        raise ValueError(f"{name} must be a whole number, not {text[:20]!r}")
    if not column.low <= value <= column.high:
        raise ValueError(f"{name} {text[:20]} cannot be: {_range(column)}")
    return value


def _range(column: NumberColumn) -> str:
    low = "above 0" if column.low == _SMALL else f"{column.low:g}"
    return f"{low} to {column.high:g} {column.unit}".rstrip()


def choice(name: str, text: str) -> str:
    """The meaning of a cell of a column of given words.

    Raises
    ------
    ValueError
        With a reason for people.
    """
    known = CHOICES[name]
    if text.lower() not in known:
        raise ValueError(f"{name} {text[:20]!r} is none of {', '.join(known)}")
    return known[text.lower()]
