"""How exams are judged and told by the settings; no Qt here: `dlre-gui export` asks, too."""

from __future__ import annotations

from dataclasses import replace

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.findings import Unit
from dlre_gui.gui.session.preferences import Preferences
from dlre_gui.gui.settings_table import Settings


def preferences_of(settings: Settings, before: Preferences) -> Preferences:
    """How exams are judged and told by these settings; the tables stay."""
    return replace(
        before,
        labels=StageLabels(settings.labels),
        unit=Unit(settings.unit),
        cutoffs=settings.cutoffs,
        reader=settings.reader,
    )
