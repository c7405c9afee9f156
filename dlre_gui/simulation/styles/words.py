"""What scanners' interfaces say, in four languages; several wordings each (assumptions)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy.random import Generator

LANGUAGES = ("en", "zh", "de", "fr")
FIELDS = ("mean", "minimum", "maximum", "sd", "diameter_mm", "si_percent")


@dataclass(frozen=True, slots=True)
class Wording:
    """One manner of naming the values, in the order of `FIELDS`; `titles` head the panel."""

    language: str
    labels: tuple[str, str, str, str, str, str]
    titles: tuple[str, ...]

    def label(self, field: str) -> str:
        return self.labels[FIELDS.index(field)]


_EN_TITLES = ("Q-Box™", "Elasticity", "SWE", "ROI", "2D-SWE", "Shear Wave", "")
WORDINGS: dict[str, tuple[Wording, ...]] = {
    "en": (
        Wording("en", ("Mean", "Min", "Max", "SD", "Diam.", "SI"), _EN_TITLES),
        Wording("en", ("Mean", "Min", "Max", "SD", "Diam", "SI"), _EN_TITLES),
        Wording("en", ("Avg", "Min", "Max", "Std", "Dia", "Stability"), _EN_TITLES),
        Wording("en", ("Average", "Minimum", "Maximum", "Std Dev", "Diameter", "Stab. Index"), _EN_TITLES),
        Wording("en", ("E Mean", "E Min", "E Max", "E SD", "Diam", "SI"), ("Elasticity", "STE", "")),
        Wording("en", ("Emean", "Emin", "Emax", "Esd", "D", "SI"), ("Elasto", "ROI", "")),
        Wording("en", ("Ave.", "Min.", "Max.", "S.D.", "Dia.", "SI"), _EN_TITLES),
        Wording("en", ("Mean", "Min", "Max", "Std", "Ø", "SI"), _EN_TITLES),
    ),
    "zh": (
        Wording("zh", ("平均值", "最小值", "最大值", "标准差", "直径", "SI"), ("Q-Box™", "测量", "弹性", "")),
        Wording("zh", ("平均", "最小", "最大", "标准差", "直径", "稳定性"), ("弹性", "SWE", "")),
        Wording("zh", ("均值", "最小值", "最大值", "SD", "直径", "SI"), ("弹性模量", "测量", "")),
    ),
    "de": (
        Wording("de", ("Mittelwert", "Min", "Max", "SD", "Durchm.", "SI"), ("Q-Box™", "Elastizität", "")),
        Wording("de", ("Mittel", "Min.", "Max.", "Stdabw.", "Durchmesser", "Stabilität"), ("Messung", "")),
        Wording("de", ("MW", "Min", "Max", "SD", "Ø", "SI"), ("Elastographie", "ROI", "")),
    ),
    "fr": (
        Wording("fr", ("Moyenne", "Min", "Max", "Écart-type", "Diam.", "SI"), ("Q-Box™", "Élasticité", "")),
        Wording("fr", ("Moy.", "Min.", "Max.", "ET", "Diam.", "Stabilité"), ("Mesure", "")),
        Wording("fr", ("Moy", "Min", "Max", "SD", "Ø", "SI"), ("SWE", "")),
    ),
}

# Values that stand beside the six and are none of them: median, IQR over median, depth, area.
OTHERS: dict[str, tuple[str, str, str, str]] = {
    "en": ("Median", "IQR/Med", "Depth", "Area"),
    "zh": ("中位数", "IQR/Med", "深度", "面积"),
    "de": ("Median", "IQR/Med", "Tiefe", "Fläche"),
    "fr": ("Médiane", "IQR/Med", "Prof.", "Surface"),
}

ORGANS = {"en": "Abdomen / Liver", "zh": "腹部 / 肝脏", "de": "Abdomen / Leber", "fr": "Abdomen / Foie"}
COMMANDS = {
    "en": ("Pan", "Box Pos.", "Box Size"),
    "zh": ("移动", "框位置", "框大小"),
    "de": ("Pan", "Box-Pos.", "Box-Größe"),
    "fr": ("Pan", "Pos. boîte", "Taille"),
}
LOW_HIGH = {"en": ("Low", "High"), "zh": ("低", "高"), "de": ("Niedrig", "Hoch"), "fr": ("Bas", "Haut")}


def draw_wording(rng: Generator, language: str) -> Wording:
    """One of the language's wordings."""
    choices = WORDINGS[language]
    return choices[int(rng.integers(len(choices)))]


def letters(wording: Wording) -> str:
    """Every letter beyond ASCII, and not Chinese, that a screen of this wording may show."""
    language = wording.language
    texts = (*wording.labels, *wording.titles, *OTHERS[language], *COMMANDS[language], *LOW_HIGH[language])
    return "".join(sorted({x for x in "".join(texts) + "≥²™" if 127 < ord(x) < 0x2E80}))
