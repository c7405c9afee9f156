"""highdicom's table of DICOM attributes, read in pieces.

It is 22 MB of JSON, which Python's reader takes at once: a quarter of a second in which no other thread of
the program gets the interpreter, a window's neither. Nested attributes are left out: highdicom looks them
up for kinds of images only that are not written here, and they are nearly all of it.
"""

from __future__ import annotations

import json
import re
import threading
from types import SimpleNamespace
from typing import Any

_BETWEEN = re.compile(r"[\s,:{]*")
_once = threading.Lock()


def read_attribute_table() -> None:
    """Let highdicom have its table, which it keeps; nothing where it has it, or reads it otherwise by now."""
    from highdicom import _standard_utils

    with _once:
        reader = getattr(_standard_utils, "json", None)
        if reader is None or _standard_utils.get_module_attribute_map.cache_info().currsize:
            return
        vars(_standard_utils)["json"] = SimpleNamespace(loads=in_pieces)
        try:
            _standard_utils.get_module_attribute_map()
        finally:
            vars(_standard_utils)["json"] = reader


def in_pieces(text: str) -> dict[str, list[dict[str, Any]]]:
    """The attributes of each module, those of nested ones left out; other threads come in between.

    Raises
    ------
    ValueError
        If it is no object of lists of objects.
    """
    decoder, at, table = json.JSONDecoder(), _after(text, 0), {}
    while at < len(text) and text[at] != "}":
        module, at = decoder.raw_decode(text, at)
        rows, at = decoder.raw_decode(text, _after(text, at))
        table[module] = [row for row in rows if not row["path"]]
        at = _after(text, at)
    return table


def _after(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found is not None else at
