"""Scanners' styles: what a screen drawn in their manner may have (all of it our assumption)."""

from __future__ import annotations

from dataclasses import dataclass

Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """The usual choices of one style; an appearance takes most of its features from here.

    Attributes
    ----------
    layouts
        ``single``, ``side_by_side``, ``stacked``.
    second
        What the second panel shows: ``bmode``, ``quality``, ``propagation``.
    bar_places
        ``right``, ``left``, ``beside``, ``corner``.
    bar_labels
        See `colour_bar.LABELS`.
    outlines
        Colour names of `OUTLINE_COLOURS`; ``-`` in front: dashed; ``none``.
    panel_places
        ``right``, ``left``, ``bottom``, ``top``, ``beside``.
    panel_forms
        ``list``, ``columns``, ``table``, ``inline``.
    """

    name: str
    layouts: Names
    second: Names
    units: Names
    palettes: Names
    outlines: Names
    bar_places: Names
    bar_labels: Names
    panel_places: Names
    panel_forms: Names
    circles: Names
    fonts: Names
    aspects: Names
    text: tuple[int, int, int]
    band: tuple[int, int, int]


OUTLINE_COLOURS = {
    "orange": (236, 160, 32),
    "white": (235, 235, 235),
    "green": (40, 210, 60),
    "yellow": (240, 225, 30),
    "cyan": (60, 220, 235),
    "grey": (165, 165, 165),
}

STYLES: dict[str, Style] = {
    style.name: style
    for style in (
        Style(
            "supersonic-like", ("stacked",), ("bmode",), ("kPa",), ("supersonic",), ("orange",), ("right",),
            ("saturating",), ("right", "left"), ("list",), ("white",), ("DlreScreenSans",), ("4:3",),
            (190, 190, 190), (18, 18, 18),
        ),
        Style(
            "supersonic-like-new", ("stacked", "side_by_side", "single"), ("bmode",), ("kPa", "kPa", "m/s"),
            ("supersonic", "rainbow"), ("orange", "grey"), ("right",), ("saturating", "max_above"),
            ("right", "left", "bottom"), ("list", "columns"), ("white", "-white"),
            ("Liberation Sans", "Roboto", "Nimbus Sans"), ("4:3", "16:9", "16:10"), (205, 205, 205),
            (24, 26, 30),
        ),
        Style(
            "ge-like", ("single", "side_by_side"), ("bmode", "quality"), ("kPa", "m/s"),
            ("blue_green_red", "rainbow"), ("-green", "green", "-yellow"), ("left", "beside"),
            ("unit_above", "max_above"), ("left", "beside", "right"), ("list", "table"),
            ("-white", "white", "yellow"), ("Liberation Sans", "DejaVu Sans", "Nimbus Sans"),
            ("4:3", "16:10"), (230, 200, 120), (0, 0, 0),
        ),
        Style(
            "canon-like", ("side_by_side",), ("propagation", "bmode"), ("kPa", "m/s", "m/s"),
            ("violet_rainbow", "rainbow"), ("white", "yellow", "green"), ("left", "right", "corner"),
            ("unit_above", "ends_with_unit"), ("bottom", "right"), ("table", "columns", "list"),
            ("white", "-white", "yellow"), ("Nimbus Sans", "Noto Sans", "Open Sans"), ("16:10", "4:3"),
            (215, 215, 225), (10, 14, 30),
        ),
        Style(
            "philips-like", ("side_by_side", "single"), ("quality", "bmode"), ("kPa", "kPa", "m/s"),
            ("dark_rainbow", "blue_green_red"), ("white", "grey", "-white"), ("right", "corner"),
            ("ends_with_unit", "max_above", "unit_below"), ("left", "bottom", "beside"), ("list", "columns"),
            ("white", "cyan", "-yellow"), ("Open Sans", "Roboto", "DejaVu Sans"), ("4:3", "16:9"),
            (200, 215, 230), (4, 20, 40),
        ),
        Style(
            "mindray-like", ("side_by_side", "single", "stacked"), ("quality", "bmode"), ("kPa", "m/s"),
            ("rainbow", "supersonic", "green_red"), ("green", "-green", "white"), ("left", "beside"),
            ("max_above", "ends_with_unit"), ("right", "bottom", "left"), ("list", "columns", "table"),
            ("white", "green", "-white"), ("Noto Sans", "DejaVu Sans Condensed", "Liberation Sans"),
            ("4:3", "16:9"), (225, 225, 225), (30, 32, 36),
        ),
        Style(
            "samsung-like", ("single", "side_by_side"), ("quality",), ("kPa", "m/s"),
            ("rainbow", "cyan_magenta", "two_tone"), ("yellow", "white", "-yellow"), ("right", "left"),
            ("unit_below", "ends_with_unit"), ("bottom", "beside", "top"), ("inline", "list", "table"),
            ("yellow", "white"), ("Lato", "Nimbus Sans Narrow", "Roboto Condensed"), ("16:9", "4:3"),
            (210, 220, 235), (16, 16, 28),
        ),
        Style(
            "siemens-like", ("single", "side_by_side"), ("quality", "bmode"), ("m/s", "m/s", "kPa"),
            ("red_to_blue", "red_green_blue", "rainbow"), ("white", "green", "none"), ("right", "corner"),
            ("unit_beside", "max_above"), ("left", "right", "top"), ("list", "inline"),
            ("white", "-white", "yellow"), ("URW Gothic", "Bitstream Vera", "Nimbus Sans"), ("4:3",),
            (220, 220, 200), (0, 0, 0),
        ),
        Style(
            "other", ("single", "stacked", "side_by_side"), ("bmode", "quality", "propagation"),
            ("kPa", "m/s"),
            ("violet_rainbow", "red_to_blue", "two_tone", "cyan_magenta", "green_red", "dark_rainbow"),
            ("orange", "white", "green", "yellow", "-white", "-cyan", "none"),
            ("right", "left", "beside", "corner"),
            ("saturating", "unit_above", "max_above", "ends_with_unit", "unit_below", "unit_beside"),
            ("right", "left", "bottom", "top", "beside"), ("list", "columns", "table", "inline"),
            ("white", "-white", "yellow", "cyan", "green"),
            ("DejaVu Sans Mono", "STIX", "FreeSans", "Inter", "Cantarell", "Noto Sans Mono",
             "Liberation Mono", "DejaVu Serif"),
            ("4:3", "16:9", "16:10"), (200, 200, 200), (28, 28, 28),
        ),
    )
}  # fmt: skip
ANY = STYLES["other"]
