"""The unit that stands in a line of text beside a colour bar."""

from __future__ import annotations

import re

from dlre_gui.domain.findings import Unit

K_P_A = r"[kκк]\s*[prfn∩пΠπ∏]\s*[aа]"  # no other unit looks like it
KPA = re.compile(rf"(?<![A-Za-z]){K_P_A}(?![A-Za-z]|\s*[.·*⋅•]\s*s)", re.IGNORECASE)
SPEED = re.compile(  # another word may begin right behind it
    r"(?<![A-Za-z])[mм]\s*/\s*(?:s(?!ec|[²2^/]|(?-i:[a-z]))|5[\])]|[cс](?![A-Za-z]))", re.IGNORECASE
)
OTHER_UNIT = re.compile(
    r"[cm]m\s*/\s*s|pwr|dB|Hz|%"
    r"|m\s*/\s*s[²2^]"  # an acceleration
    r"|p\s*a\s*[.·*⋅•]?\s*s(?![A-Za-z])"  # a viscosity, in Pa·s
    r"|[A-Za-z]k\s*p\s*a|(?<![A-Za-z])(?<!k\s)[GMhm]?\s?pa(?![A-Za-z])",
    re.IGNORECASE,
)
_ATTENUATION = r"dB\s*/\s*(?:c?m(?:\s*/\s*MHz)?|MHz\s*/\s*c?m)"
_OTHER_UNIT_ONLY = re.compile(
    rf"[\[(]?\s*(?:{_ATTENUATION}|[\[(]?\s*m\s*/\s*s\s*[\])]?\s*/\s*kHz|P\s*a\s*[.·*⋅•]?\s*s|%)\s*[\])]?",
    re.IGNORECASE,
)
_WORN = re.compile(r"[\[(]?\s*k\s*[pa]\s*[\])]?", re.IGNORECASE)
_WORN_SPEED = re.compile(r"[\[(]?\s*m\s*/\s*[\])]?", re.IGNORECASE)
_UNIT_ONLY = re.compile(rf"[\[(]?\s*({K_P_A}|k ?[pa]|[mм]\s*/\s*[scс])\s*[\])]?", re.IGNORECASE)


def unit_in(text: str) -> Unit | None:
    """The one unit that stands there; None where both do: then it is open whose the numbers are."""
    found = [unit for unit, name in ((Unit.KPA, KPA), (Unit.M_PER_S, SPEED)) if name.search(text)]
    return found[0] if len(found) == 1 else None


def plain_unit(text: str) -> str:
    """The unit that a line says and nothing else, with the letter that a reader missed: the П of кПа, say."""
    if _WORN.fullmatch(text.strip()):
        return "kPa"
    return "m/s" if _WORN_SPEED.fullmatch(text.strip()) else text


def names_unit(text: str) -> bool:
    """Whether a unit of stiffness stands in a line."""
    return unit_in(text) is not None


def names_unit_only(text: str) -> bool:
    """Whether a line says a unit and nothing else."""
    return bool(_UNIT_ONLY.fullmatch(text.strip()))


def names_other_unit_only(text: str) -> bool:
    """Whether a line says nothing but the unit of another map of the liver: attenuation, dispersion, fat."""
    return bool(_OTHER_UNIT_ONLY.fullmatch(text.strip()))
