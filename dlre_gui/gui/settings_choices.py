"""Choices that lie in files: model packages and cut-off tables. Read away from the GUI thread."""

from __future__ import annotations

from dlre_gui.gui.texts import in_language
from dlre_gui.places import data_dir, resources_dir, shared_data_dir

_MOST = 100


def model_packages() -> list[tuple[str, str]]:
    """Name and words of the packages that are installed; whether they are sound shows when they are used."""
    found = []
    for place in (resources_dir(), shared_data_dir(), data_dir()):
        try:
            folders = sorted(card.parent for card in (place / "models").glob("*/card.json"))
        except OSError:
            continue
        found += [(folder.name, folder.name) for folder in folders]
    return found[:_MOST]


def cutoff_tables() -> list[tuple[str, str]]:
    """Id and title, in the window's language, of the cut-off tables.

    Raises
    ------
    FileError
        Where the user's own tables cannot be read.
    """
    from dlre_gui.clinical.cutoff_file import all_tables

    return [(table.id, in_language(table.title, table.title_zh)) for table in all_tables()]
