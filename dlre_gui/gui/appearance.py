"""How the window looks: Fusion, one light and one dark palette, larger type.

The system's colour scheme decides between the two palettes, also while the program runs. The
palettes are ours so that contrasts are the same everywhere and can be tested.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

SCHEME_VARIABLE = "DLRE_COLOR_SCHEME"
_FORCED = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_SMALLEST_POINTS = 11.0

Role = QPalette.ColorRole


@dataclass(frozen=True, slots=True)
class Tones:
    """Colours that no palette role stands for; text on them is `on_strip`."""

    research_strip: QColor
    warning_strip: QColor
    error_strip: QColor
    info_strip: QColor
    on_strip: QColor
    positive: QColor
    negative: QColor


_LIGHT_TONES = Tones(
    QColor("#ffe08a"),
    QColor("#ffe9b8"),
    QColor("#ffd3c9"),
    QColor("#d6e8fa"),
    QColor("#1b1b1b"),
    QColor("#b3470a"),
    QColor("#2c6fae"),
)
_DARK_TONES = Tones(
    QColor("#5c4a00"),
    QColor("#54431a"),
    QColor("#64281d"),
    QColor("#1f3f5f"),
    QColor("#f6f3ea"),
    QColor("#ff9a4d"),
    QColor("#6db3f2"),
)

_LIGHT = {
    Role.Window: "#f0f0f0",
    Role.WindowText: "#161616",
    Role.Base: "#ffffff",
    Role.AlternateBase: "#f5f5f5",
    Role.Text: "#161616",
    Role.Button: "#e6e6e6",
    Role.ButtonText: "#161616",
    Role.BrightText: "#ffffff",
    Role.ToolTipBase: "#ffffdc",
    Role.ToolTipText: "#161616",
    Role.PlaceholderText: "#5f5f5f",
    Role.Highlight: "#1f5fa8",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#1f5fa8",
    Role.Link: "#0b57a4",
    Role.LinkVisited: "#5b3a8e",
    Role.Light: "#ffffff",
    Role.Midlight: "#dedede",
    Role.Mid: "#a8a8a8",
    Role.Dark: "#8a8a8a",
    Role.Shadow: "#5a5a5a",
}
_DARK = {
    Role.Window: "#242527",
    Role.WindowText: "#ececec",
    Role.Base: "#18191a",
    Role.AlternateBase: "#202122",
    Role.Text: "#ececec",
    Role.Button: "#36383b",
    Role.ButtonText: "#ececec",
    Role.BrightText: "#ffffff",
    Role.ToolTipBase: "#3a3c3f",
    Role.ToolTipText: "#ececec",
    Role.PlaceholderText: "#a5a5a5",
    Role.Highlight: "#2f74c0",
    Role.HighlightedText: "#ffffff",
    Role.Accent: "#5aa2ea",
    Role.Link: "#7fbaf5",
    Role.LinkVisited: "#c0a5ee",
    Role.Light: "#4a4c50",
    Role.Midlight: "#3f4145",
    Role.Mid: "#5b5e63",
    Role.Dark: "#141516",
    Role.Shadow: "#000000",
}
_DARK_EMPTY_BOX = QColor("#6c7077")
_DISABLED = {"light": "#8b8b8b", "dark": "#7d7d7d"}


def set_up(app: QApplication) -> None:
    """Style, type size and palette; from now on the palette follows the system's scheme."""
    app.setStyle("Fusion")
    font = QFont(app.font())
    font.setPointSizeF(max(_SMALLEST_POINTS, font.pointSizeF()))
    app.setFont(font)
    forced = _FORCED.get(os.environ.get(SCHEME_VARIABLE, "").lower())
    apply_scheme(app, forced or app.styleHints().colorScheme())
    if forced is None:
        app.styleHints().colorSchemeChanged.connect(lambda scheme: apply_scheme(app, scheme))


def apply_scheme(app: QApplication, scheme: Qt.ColorScheme) -> None:
    """The dark palette for the dark scheme, else the light one."""
    made = palette(dark=scheme is Qt.ColorScheme.Dark)
    app.setPalette(made)
    if scheme is Qt.ColorScheme.Dark:
        for kind in ("QCheckBox", "QRadioButton"):
            app.setPalette(with_visible_marks(made), kind)  # type: ignore[arg-type]  # stub: bytes; Qt: str
    QToolTip.setPalette(made)


def with_visible_marks(dark: QPalette) -> QPalette:
    """For check boxes on dark ground: Fusion's outline of an empty one is all but black there."""
    made = QPalette(dark)
    for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
        made.setColor(group, Role.Base, _DARK_EMPTY_BOX)
        made.setColor(group, Role.Text, QColor("#ffffff"))
    return made


def palette(*, dark: bool) -> QPalette:
    """The light or the dark palette, disabled colours included."""
    made = QPalette()
    for role, colour in (_DARK if dark else _LIGHT).items():
        made.setColor(role, QColor(colour))
    grey = QColor(_DISABLED["dark" if dark else "light"])
    for role in (Role.Text, Role.WindowText, Role.ButtonText, Role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, role, grey)
    return made


def is_dark(shown: QPalette) -> bool:
    return shown.color(Role.Window).lightness() < 128


def tones(shown: QPalette) -> Tones:
    """The extra colours that go with a palette."""
    return _DARK_TONES if is_dark(shown) else _LIGHT_TONES


def fill(widget: QWidget, ground: QColor, text: QColor) -> None:
    """Give a strip its own ground and text colour; a no-op if it has them."""
    own = widget.palette()
    if own.color(Role.Window) == ground and own.color(Role.WindowText) == text:
        return
    own.setColor(Role.Window, ground)
    own.setColor(Role.WindowText, text)
    widget.setAutoFillBackground(True)
    widget.setPalette(own)


def scaled_font(widget: QWidget, factor: float, *, bold: bool = False) -> QFont:
    """The program's font, `factor` times as large."""
    font = QFont(QApplication.font())
    font.setPointSizeF(font.pointSizeF() * factor)
    font.setBold(bold)
    widget.setFont(font)
    return font
