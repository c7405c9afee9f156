"""The texts that stand in tables rather than in code, for the translators' tool."""

from __future__ import annotations

from collections.abc import Iterator


def table_texts() -> Iterator[tuple[str, str]]:
    """Context and English text of every text of a table that a person reads."""
    yield from _of_actions()
    yield from _of_messages()
    yield from _of_settings()
    yield from _of_help()
    yield from _of_other_rooms()


def _of_actions() -> Iterator[tuple[str, str]]:
    from dlre_gui.gui.actions import ACTIONS, MENUS, SUBMENUS

    for info in ACTIONS:
        yield from (("actions", text) for text in (info.text, info.tip, info.short) if text)
    for title, _ in (*MENUS, *SUBMENUS.values()):
        yield "actions", title
    yield from (("actions", text) for text in ("Undo", "Redo"))


def _of_messages() -> Iterator[tuple[str, str]]:
    from dlre_gui.gui.session.messages import SOURCES

    for text in SOURCES.values():
        if text.strip("{}").isidentifier() and text.startswith("{"):
            continue  # nothing but a value
        yield "session", text


def _of_settings() -> Iterator[tuple[str, str]]:
    from dlre_gui.gui import settings_table

    yield from (("settings", text) for text in settings_table.words())


def _of_help() -> Iterator[tuple[str, str]]:
    from dlre_gui.gui import help_keys, tour

    yield from (("keys", text) for text in help_keys.table_words())
    yield from (("tour", text) for text in tour.table_words())


def _of_other_rooms() -> Iterator[tuple[str, str]]:
    from dlre_gui.gui.sentences import KINDS, SENTENCES

    yield from (("sentences", text) for text in (*KINDS.values(), *SENTENCES))
