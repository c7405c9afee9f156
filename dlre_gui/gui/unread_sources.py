"""Keeps PySide from reading the source of every module that is imported after it; import it first.

PySide looks there for its own name: only a module that has it may want Qt's methods under other names
(``__feature__``), which nobody here does. The sources are read on the window's thread too, take a tenth of
the time to the window, and all their lines stay in memory.
"""

from __future__ import annotations

import linecache
import sys

import PySide6.QtCore  # noqa: F401 - brings what is changed here


def _has_no_other_names(_: object) -> bool:
    return False


_looking = sys.modules.get("shibokensupport.feature")
if _looking is not None:  # another PySide may do without
    _looking._mod_uses_pyside = _has_no_other_names  # type: ignore[attr-defined]
linecache.clearcache()
