"""Every key of the program, by where it works: the keyboard dialog, its printed form and the help show it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from dlre_gui.gui.actions import ACTIONS, MENUS
from dlre_gui.gui.actions import words as words_of_actions
from dlre_gui.gui.texts import without_key

_CONTEXT = "keys"

BESIDE_ACTIONS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    (
        "On the screen",
        (
            ("←  →  ↑  ↓", "Move the ROI by 1 pixel"),
            ("Shift + ←  →  ↑  ↓", "Move the ROI by 10 pixels"),
            ("Click", "Place the ROI here"),
            ("Drag the ROI", "Move it"),
            ("Drag beside the ROI", "Move the screen"),
            ("Wheel", "Zoom in and out"),
            ("Rest over the SWE box", "Stiffness under the cursor"),
        ),
    ),
    (
        "Drawing a box or marking a bar",
        (
            ("Drag", "From corner to corner of the box, or along the bar"),
            ("Drag a corner", "Change it"),
            ("Ctrl + ←  →  ↑  ↓", "Move the box, or an end of the bar"),
            ("Enter", "Done"),
            ("Esc", "Leave it"),
        ),
    ),
    (
        "In the fields",
        (
            ("Enter", "Keep the value"),
            ("Esc", "Back to the screen"),
            ("Tab, Shift+Tab", "To the next part of the window, or the one before"),
        ),
    ),
    (
        "Laboratory values",
        (
            ("Enter", "To the next field"),
            ("Ctrl+Enter", "Done"),
            ("Esc", "Leave everything as it was"),
        ),
    ),
    ("Another stage", (("1 – 5", "Choose the stage"),)),
)


@dataclass(frozen=True, slots=True)
class Key:
    """A key and what it does, in the user's language."""

    keys: str
    does: str

    def answers(self, wanted: str) -> bool:
        """Whether a search text is in it."""
        return wanted.casefold() in f"{self.keys} {self.does}".casefold()


def words(source: str) -> str:
    """A text of this table in the user's language."""
    return QCoreApplication.translate(_CONTEXT, source)


def keys_by_place() -> list[tuple[str, list[Key]]]:
    """All keys under the headings of their menus, then those that are in no menu."""
    infos = {info.name: info for info in ACTIONS}
    found = []
    for title, names in MENUS:
        of_menu = [infos[name] for name in names if name in infos and infos[name].keys]
        keys = [Key(shown(info.keys), words_of_actions(info.tip)) for info in of_menu]
        if keys:
            found.append((without_key(words_of_actions(title)), keys))
    for title, rows in BESIDE_ACTIONS:
        found.append((words(title), [Key(words(keys), words(does)) for keys, does in rows]))
    return found


def shown(keys: tuple[str, ...]) -> str:
    """Key sequences as this system writes them."""
    form = QKeySequence.SequenceFormat.NativeText
    return ", ".join(dict.fromkeys(QKeySequence(key).toString(form) for key in keys))


def keys_html(wanted: str = "") -> str:
    """The keys as tables for a text document; only those that `wanted` is in."""
    parts = []
    for title, keys in keys_by_place():
        rows = [key for key in keys if key.answers(wanted)]
        if rows:
            cells = "".join(
                f"<tr><td><b>{escape(r.keys)}</b>&nbsp;&nbsp;</td><td>{escape(r.does)}</td></tr>"
                for r in rows
            )
            parts.append(f"<h3>{escape(title)}</h3><table cellpadding='3'>{cells}</table>")
    return "".join(parts)


def table_words() -> Iterator[str]:
    """Every text of the table, for the translators."""
    for title, rows in BESIDE_ACTIONS:
        yield title
        for row in rows:
            yield from row
