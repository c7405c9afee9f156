"""How one screen looks: every choice of its drawing, drawn from a seed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from dlre_gui.simulation.styles.chance import between, chance, pick, weighted
from dlre_gui.simulation.styles.typefaces import BUNDLED_HAN, HAN_FAMILIES, at_hand, family_for
from dlre_gui.simulation.styles.vendors import ANY, STYLES, Style
from dlre_gui.simulation.styles.words import LANGUAGES, Wording, draw_wording, letters

if TYPE_CHECKING:
    from numpy.random import Generator

UNUSUAL = 0.12  # share of features taken from `ANY` instead of the style's own
SIZES = {
    "4:3": ((640, 480), (720, 540), (800, 600), (1024, 768), (1280, 960), (1440, 1080), (1600, 1200)),
    "16:9": ((1280, 720), (1366, 768), (1920, 1080), (2560, 1440), (3840, 2160)),
    "16:10": ((1280, 800), (1440, 900), (1680, 1050), (1920, 1200)),
}
MAXIMA = {
    "kPa": (20.0, 25.0, 30.0, 35.0, 40.0, 45.0, 50.0, 60.0, 70.0, 75.0, 80.0, 100.0, 120.0, 150.0, 180.0,
            200.0, 300.0),
    "m/s": (2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 6.5, 7.0, 7.7, 8.0, 10.0),
}  # fmt: skip
MINIMA = {"kPa": (1.0, 2.0, 5.0, 10.0), "m/s": (0.5, 0.8, 1.0)}


@dataclass(frozen=True, slots=True)
class BoxLook:
    """The SWE box. `sector` only under a convex probe; `level` is the mean's share of the scale."""

    convex: bool
    sector: bool
    height: float  # of the shown depth
    width: float  # over height
    touches: str  # "", "left", "right", "bottom", "top": the picture's edge it lies at
    outline: str
    outline_px: float  # at 1080 lines
    opacity: float
    level: float
    spread: float  # SD of log stiffness
    void: float
    shadow: bool
    blocky: bool


@dataclass(frozen=True, slots=True)
class BarLook:
    """The colour bar. Lengths are px at 1080 lines."""

    unit: str
    minimum: float
    maximum: float
    palette: str
    steps: int
    maximum_below: bool
    place: str
    labels: str
    decimals: int
    ticks: str  # "", "marks", "numbers", "both"
    labels_left: bool
    width: float
    height: float
    grey_bar: bool
    border: bool


@dataclass(frozen=True, slots=True)
class PanelLook:
    """The Q-Boxes and their panel; none if `count` is 0."""

    count: int
    place: str
    form: str
    wording: Wording
    title: str
    unit: str
    decimals: int
    fields: tuple[str, ...]
    extra: tuple[int, ...]  # of `words.OTHERS`
    separator: str
    unit_in_label: bool
    space_before_unit: bool
    both_units: bool  # the mean in the other unit too, behind it
    bordered: bool
    circle: str
    circle_px: float
    colour: tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class CaptureLook:
    """What happened to the picture after the scanner drew it."""

    surround: str  # "", "window", "margin"
    profile: bool
    rescale: float
    jpeg: int | None
    subsampled: bool


@dataclass(frozen=True, slots=True)
class Appearance:
    """All of one screen's look; `fonts` are the Latin and the Chinese family that are at hand."""

    style: str
    layout: str
    second: str
    second_first: bool
    empty_outline: bool
    size: tuple[int, int]
    language: str
    comma: bool
    fonts: tuple[str, str]
    font_px: float
    crisp: bool  # letters without antialiasing, as older scanners'
    text: tuple[int, int, int]
    band: tuple[int, int, int]
    ruler: str  # "", "ticks", "numbers"
    ruler_left: bool
    regions: bool
    box: BoxLook
    bar: BarLook
    panel: PanelLook
    capture: CaptureLook

    @property
    def scale(self) -> float:
        """Frame px for one px at 1080 lines."""
        return self.size[1] / 1080

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def draw_appearance(rng: Generator) -> Appearance:
    """One look: mostly its style's own features, some of any other."""
    style = STYLES[pick(rng, tuple(STYLES))]
    layout = _usual(rng, style, "layouts")
    size = _size(rng, style)
    language = weighted(rng, LANGUAGES, (0.4, 0.3, 0.15, 0.15))
    family = _usual(rng, style, "fonts", 0.25)
    han = pick(rng, tuple(HAN_FAMILIES)) if chance(rng, 0.5) else BUNDLED_HAN
    second = _usual(rng, style, "second") if layout != "single" else ""
    box, bar = _box(rng, style), _bar(rng, style)
    panel = _panel(rng, style, language, bar)
    capture = _capture(rng, size)
    legible = 9.5 * 1080 / (size[1] * min(1.0, capture.rescale))  # a person must be able to read it
    return Appearance(
        style=style.name,
        layout=layout,
        second=second,
        second_first=chance(rng, 0.25),
        empty_outline=chance(rng, 0.6),
        size=size,
        language=language,
        comma=language in ("de", "fr") and chance(rng, 0.6),
        fonts=(family_for(family, letters(panel.wording)), at_hand(han)),
        font_px=max(between(rng, 18, 25), legible),
        crisp=chance(rng, 0.06),
        text=style.text,
        band=style.band,
        ruler=weighted(rng, ("numbers", "ticks", ""), (0.6, 0.2, 0.2)),
        ruler_left=chance(rng, 0.25),
        regions=not capture.surround and capture.rescale == 1 and chance(rng, 0.3),
        box=box,
        bar=bar,
        panel=panel,
        capture=capture,
    )


def _usual(rng: Generator, style: Style, feature: str, unusual: float = UNUSUAL) -> str:
    choices: tuple[str, ...] = getattr(ANY if chance(rng, unusual) else style, feature)
    return pick(rng, choices)


def _size(rng: Generator, style: Style) -> tuple[int, int]:
    aspect = _usual(rng, style, "aspects")
    if aspect == "4:3" and chance(rng, 0.35):
        return (1440, 1080)
    width, height = pick(rng, SIZES[aspect])
    if height > 1300 and chance(rng, 0.6):  # large ones are rare, and slow
        return (1920, 1080)
    return width, height


def _box(rng: Generator, style: Style) -> BoxLook:
    convex = chance(rng, 0.7)
    void = weighted(rng, (0.0, 0.02, 0.12, 0.35, 0.7), (0.3, 0.35, 0.2, 0.1, 0.05))
    uniform = chance(rng, 0.15)
    return BoxLook(
        convex=convex,
        sector=convex and chance(rng, 0.8),
        height=between(rng, 0.2, 0.48),
        width=between(rng, 0.75, 1.7),
        touches=pick(rng, ("left", "right", "bottom", "top")) if chance(rng, 0.06) else "",
        outline=_usual(rng, style, "outlines"),
        outline_px=between(rng, 0.8, 2.6),
        opacity=1.0 if chance(rng, 0.3) else round(between(rng, 0.3, 1.0), 2),
        level=between(rng, 0.04, 0.12) if uniform else between(rng, 0.08, 0.7),
        spread=between(rng, 0.02, 0.06) if uniform else between(rng, 0.08, 0.45),
        void=void * between(rng, 0.6, 1.2),
        shadow=void > 0.1 and chance(rng, 0.5),
        blocky=chance(rng, 0.1),
    )


def _bar(rng: Generator, style: Style) -> BarLook:
    unit = _usual(rng, style, "units")
    labels = _usual(rng, style, "bar_labels")
    minimum = pick(rng, MINIMA[unit]) if labels != "saturating" and chance(rng, 0.12) else 0.0
    maximum = pick(rng, MAXIMA[unit])
    whole = float(maximum).is_integer() and float(minimum).is_integer()
    return BarLook(
        unit=unit,
        minimum=minimum,
        maximum=maximum,
        palette=_usual(rng, style, "palettes"),
        steps=int(rng.integers(14, 28)) if chance(rng, 0.05) else 0,
        maximum_below=chance(rng, 0.03),
        place=_usual(rng, style, "bar_places"),
        labels=labels,
        decimals=0 if whole and chance(rng, 0.7) else 1,
        ticks=weighted(rng, ("numbers", "both", "marks", ""), (0.4, 0.2, 0.15, 0.25)),
        labels_left=chance(rng, 0.3),
        width=between(rng, 11, 32),
        height=between(rng, 150, 480),
        grey_bar=chance(rng, 0.45),
        border=chance(rng, 0.3),
    )


def _panel(rng: Generator, style: Style, language: str, bar: BarLook) -> PanelLook:
    count = weighted(rng, (0, 1, 2, 3, 4), (0.18, 0.6, 0.13, 0.06, 0.03))
    wording = draw_wording(rng, language)
    unit = bar.unit if chance(rng, 0.92) else ("kPa" if bar.unit == "m/s" else "m/s")
    usual = chance(rng, 0.5)
    fields = [
        name
        for name, share in zip(
            ("minimum", "maximum", "sd", "diameter_mm", "si_percent"), (0.8, 0.8, 0.9, 0.8, 0.4), strict=True
        )
        if usual or chance(rng, share)
    ]
    extra = tuple(int(n) for n in rng.permutation(4)[: int(rng.integers(1, 3))]) if chance(rng, 0.3) else ()
    return PanelLook(
        count=count,
        place=_usual(rng, style, "panel_places"),
        form=_usual(rng, style, "panel_forms"),
        wording=wording,
        title=pick(rng, wording.titles),
        unit=unit,
        decimals=weighted(rng, (1, 2), (0.85, 0.15) if unit == "kPa" else (0.2, 0.8)),
        fields=("mean", *fields),
        extra=extra,
        separator=pick(rng, ("", "", ":", " =")),
        unit_in_label=chance(rng, 0.2),
        space_before_unit=chance(rng, 0.8),
        both_units=chance(rng, 0.06),
        bordered=chance(rng, 0.4),
        circle=_usual(rng, style, "circles"),
        circle_px=between(rng, 1.0, 2.8),
        colour=pick(
            rng, ((225, 225, 225), (255, 255, 255), (190, 190, 190), (240, 220, 90), (150, 225, 235))
        ),
    )


def _capture(rng: Generator, size: tuple[int, int]) -> CaptureLook:
    surround = weighted(rng, ("", "window", "margin"), (0.68, 0.2, 0.12))
    rescale = 1.0
    if chance(rng, 0.3):
        low, high = max(0.7, 640 / size[0], 480 / size[1]), min(1.6, 3840 / size[0])
        rescale = round(between(rng, low, max(low, high)), 3)
    jpeg = int(rng.integers(60, 101)) if chance(rng, 0.5) else None
    return CaptureLook(surround, chance(rng, 0.2), rescale, jpeg, chance(rng, 0.6))
