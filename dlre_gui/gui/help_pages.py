"""The pages of the user guide: files of `resources/help` in both languages, and two made from tables."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from dlre_gui.domain.exam import Task
from dlre_gui.gui.help_keys import keys_by_place
from dlre_gui.gui.settings_table import Group, rows
from dlre_gui.places import resources_dir

ORDER = (
    "start",
    "roi",
    "figures",
    "quality",
    "exam",
    "export",
    "folders",
    "models",
    "settings",
    "keyboard",
    "model",
    "for-it-departments",
)
BUNDLED_MODEL = "dlre-gut-simulated"
_MADE = ("settings", "keyboard")
_LARGEST_BYTES = 1 << 20
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as Markdown; `language` is the one it is written in."""

    name: str
    title: str
    markdown: str
    language: str = _FALLBACK

    def answers(self, wanted: str) -> bool:
        """Whether every word of a search is on it."""
        text = self.markdown.casefold()
        return all(word in text for word in wanted.casefold().split())


def read_pages(language: str) -> dict[str, Page]:
    """Every page there is, in order; English where the language has none. Not for the GUI thread."""
    pages = {name: _page(name, language) for name in ORDER if name not in _MADE}
    return {name: page for name, page in pages.items() if page is not None}


def with_made_pages(pages: dict[str, Page], language: str) -> dict[str, Page]:
    """With the pages that are made from tables, each in its place."""
    made = {"settings": settings_page(language), "keyboard": keyboard_page(language)}
    both = {**pages, **made}
    return {name: both[name] for name in ORDER if name in both}


def help_folder(language: str) -> Path:
    return resources_dir() / "help" / language[:2]


def _page(name: str, language: str) -> Page | None:
    for wanted in (language[:2], _FALLBACK):
        path = help_folder(wanted) / f"{name}.md"
        try:
            with path.open("rb") as file:
                text = file.read(_LARGEST_BYTES).decode("utf-8")
        except (OSError, ValueError):
            continue
        text = _with_card(text) if name == "model" else text
        return Page(name, _title(text, name), text, wanted)
    return None


def _with_card(markdown: str) -> str:
    """The page about the bundled model with the figures of its card in place."""
    path = resources_dir() / "models" / BUNDLED_MODEL / "card.json"
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        lines = [
            _performance(task, one) for task, one in zip(card["tasks"], card["performance"], strict=True)
        ]
        training = card["training"]
        values = {
            "model": f"{card['id']} {card['version']}",
            "n_patients": str(training["n_patients"]),
            "n_images": str(training["n_images"]),
            "cohort": str(card["performance"][0]["cohort"]),
            "performance": "\n".join(lines),
        }
    except (OSError, ValueError, KeyError, TypeError, IndexError):
        return markdown
    for name, value in values.items():
        markdown = markdown.replace(f"{{{name}}}", value)
    return markdown


def _performance(task: dict[str, Any], one: dict[str, Any]) -> str:
    low, high = one["auc_ci"]
    return (
        f"| {Task(task['name']).label} | {one['auc']:.2f} ({low:.2f}–{high:.2f}) | {task['threshold']:.2f} |"
    )


def _title(markdown: str, name: str) -> str:
    first = next((line for line in markdown.splitlines() if line.startswith("# ")), f"# {name}")
    return first.removeprefix("# ").strip()


def settings_page(language: str) -> Page:
    """The settings' table as a page."""
    translate = QCoreApplication.translate
    title = translate("help", "Settings")
    lines = [f"# {title}", "", translate("help", "Edit ▸ Settings… Every change counts at once.")]
    for group in Group:
        lines += ["", f"## {translate('settings', str(group.value))}", ""]
        for row in (row for row in rows().values() if row.group is group):
            words = f"- **{translate('settings', str(row.label))}**: {translate('settings', str(row.help))}"
            choices = ", ".join(translate("settings", str(text)) for _, text in row.choices)
            lines.append(f"{words} ({choices})" if choices else words)
    return Page("settings", title, "\n".join(lines), language)


def keyboard_page(language: str) -> Page:
    """All keys as a page."""
    title = QCoreApplication.translate("help", "Keyboard")
    lines = [f"# {title}"]
    for place, keys in keys_by_place():
        lines += ["", f"## {place}", ""]
        lines += [f"- **{_plain(key.keys)}**: {_plain(key.does)}" for key in keys]
    return Page("keyboard", title, "\n".join(lines), language)


def _plain(text: str) -> str:
    """With Markdown's own signs made harmless."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#+-" else sign for sign in text)
