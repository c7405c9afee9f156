"""Codes of the structured report: the standard's where there is one, else the private scheme 99DLRE.

As data (value, scheme, meaning), so that nothing heavy is imported; PS3.16 has the standard ones.
"""

from __future__ import annotations

import hashlib

from dlre_gui.domain.exam import Task

Code = tuple[str, str, str]

SCHEME = "99DLRE"
SCHEME_NAME = "DLRE GUI private codes"

IMAGING_MEASUREMENT_REPORT: Code = ("126000", "DCM", "Imaging Measurement Report")
IMAGING_PROCEDURE: Code = ("363679005", "SCT", "Imaging procedure")
"""Context group 100 names no ultrasound; this is its general code."""
ELASTICITY: Code = ("110830", "DCM", "Elasticity")
SHEAR_WAVE_SPEED: Code = ("130611", "DCM", "Shear Wave Speed")
SHEAR_WAVE_2D: Code = ("130609", "DCM", "2D Shear Wave Elastography")
IQR_OVER_MEDIAN: Code = ("130615", "DCM", "Ratio of Interquartile Range to Median")
MEAN: Code = ("373098007", "SCT", "Mean")
MINIMUM: Code = ("255605001", "SCT", "Minimum")
MAXIMUM: Code = ("56851009", "SCT", "Maximum")
STANDARD_DEVIATION: Code = ("386136009", "SCT", "Standard Deviation")
MEDIAN: Code = ("373099004", "SCT", "Median")
LIVER: Code = ("10200004", "SCT", "Liver")
DIAMETER: Code = ("81827009", "SCT", "Diameter")

KPA: Code = ("kPa", "UCUM", "kilopascal")
M_PER_S: Code = ("m/s", "UCUM", "meter per second")
MM: Code = ("mm", "UCUM", "millimeter")
PERCENT: Code = ("%", "UCUM", "percent")
NO_UNITS: Code = ("1", "UCUM", "no units")

DLRE_FAMILY: Code = ("DLRE", SCHEME, "Deep learning radiomics of elastography")
DLRE_ROI: Code = ("DLRE_ROI", SCHEME, "DLRE region of interest")
ACQUISITION: Code = ("ACQUISITION", SCHEME, "One acquisition of the exam")
EXAM: Code = ("EXAM", SCHEME, "Exam as a whole")
STABILITY_INDEX: Code = ("SI", SCHEME, "Stability index of the Q-Box")
APRI: Code = ("APRI", SCHEME, "AST to platelet ratio index")
FIB_4: Code = ("FIB4", SCHEME, "FIB-4 index")
PROGRAM_STAGE: Code = ("STAGE", SCHEME, "METAVIR stage by DLRE")
READER_STAGE: Code = ("READER_STAGE", SCHEME, "METAVIR stage concluded by the reader")
LSM_BAND: Code = ("LSM_BAND", SCHEME, "Liver stiffness by cut-off table")
CUTOFF_TABLE: Code = ("CUTOFFS", SCHEME, "Cut-off table for the liver stiffness")
POPULATION: Code = ("POPULATION", SCHEME, "Intended population")
ADULTS_WITH_HBV: Code = ("HBV_AIXPLORER", SCHEME, "Adults with chronic hepatitis B, Aixplorer 2D-SWE")
N_SCORED: Code = ("N_SCORED", SCHEME, "Number of acquisitions behind the probabilities")
N_LSM: Code = ("N_LSM", SCHEME, "Number of measurements behind the median stiffness")
QUALITY_WARNING: Code = ("WARNING", SCHEME, "Quality warning")
INTENDED_USE: Code = ("USE", SCHEME, "Intended use")
RESEARCH_USE: Code = ("RESEARCH", SCHEME, "Research use only, not for diagnosis")
TRAINED_ON: Code = ("TRAINED_ON", SCHEME, "Training data of the model")
SIMULATED_DATA: Code = ("SIMULATED", SCHEME, "Simulated data")
NO_PICTURE: Code = ("NO_PICTURE", SCHEME, "The screen could not be read: no picture of it")
EXCLUDED: Code = ("EXCLUDED", SCHEME, "Excluded from the exam by the reader")
YES: Code = ("373066001", "SCT", "Yes")

PROBABILITY: dict[Task, Code] = {
    Task.GE_F2: ("P_GE_F2", SCHEME, "Probability of METAVIR F2 or higher"),
    Task.GE_F3: ("P_GE_F3", SCHEME, "Probability of METAVIR F3 or higher"),
    Task.F4: ("P_F4", SCHEME, "Probability of METAVIR F4"),
}
STAGE: dict[str, Code] = {
    "F0-1": ("F0_1", SCHEME, "METAVIR F0 or F1"),
    "F2": ("F2", SCHEME, "METAVIR F2"),
    "F3": ("F3", SCHEME, "METAVIR F3"),
    "F4": ("F4", SCHEME, "METAVIR F4"),
}


_LONGEST_MEANING = 64


def lsm_band(table: str, label: str, *, confirmed: bool) -> Code:
    """The code of a cut-off table's band; an unconfirmed table's says so.

    A receiver keeps one meaning of a code: the value is of the table, its confirmation and the band.
    """
    mark = "" if confirmed else " [unconfirmed]"
    meaning = _meaning(label, _LONGEST_MEANING - len(mark)) + mark
    return (_value("BAND", table, meaning), SCHEME, meaning)


def cutoff_table(title: str) -> Code:
    """The code of a cut-off table; its title tells which."""
    return (_value("TABLE", title), SCHEME, _meaning(title))


def _value(kind: str, *texts: str) -> str:
    """A Code Value (SH, at most 16 characters) that no other texts have."""
    digest = hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{kind}_{digest[:10].upper()}"


def _meaning(text: str, longest: int = _LONGEST_MEANING) -> str:
    """A text as Code Meaning, which is LO (PS3.5 6.2)."""
    return text.replace("\\", "/")[:longest].strip()


def warning(name: str) -> Code:
    """The code of a quality flag."""
    return (name.upper()[:16], SCHEME, name.replace("_", " "))
