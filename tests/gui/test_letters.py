"""Alt and a letter: one thing at a time. A letter that two share only moves the focus about."""

from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton

from dlre_gui.gui.language import CHINESE, ENGLISH, use_language
from dlre_gui.gui.main_window import MainWindow


@pytest.fixture(autouse=True)
def english_afterwards() -> Iterator[None]:
    yield
    use_language(ENGLISH)


def letters(window: MainWindow) -> Iterator[str]:
    """Of what is seen in the window: menus, buttons, labels of fields."""
    yield from (QKeySequence.mnemonic(menu.text()).toString() for menu in window.menuBar().actions())
    for button in window.findChildren(QAbstractButton):
        in_tools = isinstance(button, QToolButton) and button.defaultAction() is not None
        if button.isVisible() and not in_tools:
            yield QKeySequence.mnemonic(button.text()).toString()
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.buddy() is not None:
            yield QKeySequence.mnemonic(label.text()).toString()


@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_no_letter_is_given_twice(
    language: str, opened: MainWindow, until: Callable[[Callable[[], bool]], None]
) -> None:
    use_language(language)
    opened.program_acts.show_tour()
    assert twice(opened) == []
    opened.actions_by_name["close_exams"].trigger()
    until(lambda: len(list(letters(opened))) > 12 and any(letter == "Alt+D" for letter in letters(opened)))
    assert twice(opened) == []  # of the start page with its filters


def twice(window: MainWindow) -> list[str]:
    given = Counter(letter for letter in letters(window) if letter)
    assert len(given) > 8
    return [letter for letter, n in given.items() if n > 1]
