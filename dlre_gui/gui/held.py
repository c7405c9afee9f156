"""Qt objects that other threads use: who lets go of one last would delete it, on whatever thread he is."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

_held: set[QObject] = set()


def hold(one: QObject) -> None:
    """Keep it until `let_go`, whoever else lets go of it."""
    _held.add(one)


def let_go(one: QObject) -> None:
    """Its thread is done with it: it is deleted, on the GUI thread, on which this is called.

    What is connected holds it in turn, and Qt holds that: only the end of the Qt object ends the circle.
    """
    one.destroyed.connect(partial(_held.discard, one))
    one.deleteLater()
