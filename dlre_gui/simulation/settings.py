"""What one simulated cohort is made with; kept in its folder."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from dlre_gui.simulation.dicom import TRANSFER_SYNTAXES
from dlre_gui.simulation.signal import EVEN, SIGNALS, Signal

FORMATS = ("png", "jpg", "bmp", "dcm")
MIXED = "mixed"
SIZES = ((1440, 1080), (720, 540), (1024, 768))  # by turns where they are mixed
RENDERER = 1  # raised whenever the same seed gives other pixels
PATIENTS = 2  # raised whenever the same seed gives patients with other facts


@dataclass(frozen=True, slots=True)
class SimulationSettings:
    """Of a cohort's patients and screens.

    Attributes
    ----------
    image_format
        ``png``, ``jpg``, ``bmp``, ``dcm``, or ``mixed`` (by turns of the patients).
    size
        Width and height of a screen in px; None: `SIZES` by turns of the patients.
    language
        ``en`` or ``zh``; as the patient's hospital if None.
    transfer_syntax
        Of DICOM files: ``explicit``, ``rle`` or ``jpeg``.
    signal_name
        Of one of `signal.SIGNALS`: what screens carry beyond their mean stiffness.

    Raises
    ------
    ValueError
        If a value is none of the possible ones.
    """

    seed: int
    image_format: str = "png"
    size: tuple[int, int] | None = SIZES[0]
    language: str | None = None
    transfer_syntax: str = "explicit"
    signal_name: str = EVEN.name

    def __post_init__(self) -> None:
        allowed = (
            ("image_format", (*FORMATS, MIXED)),
            ("language", (None, "en", "zh")),
            ("transfer_syntax", TRANSFER_SYNTAXES),
            ("signal_name", tuple(SIGNALS)),
        )
        for name, values in allowed:
            if getattr(self, name) not in values:
                raise ValueError(
                    f"{name} is one of {', '.join(map(str, values))}, not {getattr(self, name)!r}"
                )
        if self.seed < 0:
            raise ValueError("seed must not be negative")

    def format_of(self, index: int) -> str:
        return FORMATS[index % len(FORMATS)] if self.image_format == MIXED else self.image_format

    def size_of(self, index: int) -> tuple[int, int]:
        return self.size or SIZES[index % len(SIZES)]

    @property
    def signal(self) -> Signal:
        return SIGNALS[self.signal_name]

    def to_json(self) -> dict[str, Any]:
        versions = {"simulated": True, "renderer": RENDERER, "patients": PATIENTS}
        return {**versions, **asdict(self), "size": list(self.size) if self.size else MIXED}
