"""English text of other rooms in the window's language; see `sentences`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice

from PySide6.QtCore import QCoreApplication

from dlre_gui.domain.errors import DlreError
from dlre_gui.gui.language import ENGLISH, current_language, when_switched
from dlre_gui.gui.sentences import KINDS, NUMBERS, PHRASES, SENTENCES

_CONTEXT = "sentences"
_LONGEST = 1500
_MOST_CUTS = 12
_SLOT = re.compile(r"\{(\w+)\}")
_JOIN = re.compile(r"\n+|(?<=[.:;?]) +")

Reading = tuple[int, str]
"""How many characters were recognised, and what they say in the window's language."""


def reworded(text: str) -> str:
    """The text in the window's language; as it is where nobody listed it, or in English."""
    return text if current_language() == ENGLISH else _read(text) or text


def reworded_error(error: DlreError) -> str:
    """What happened and the way out; where its sentence is not listed, what kind of error it is."""
    if current_language() == ENGLISH:
        return str(error)
    return (_read(error.message) or _kind(error)) + _read(error.hint)


def _kind(error: DlreError) -> str:
    names = (kind.__name__ for kind in type(error).__mro__)
    said = QCoreApplication.translate(_CONTEXT, KINDS[next(name for name in names if name in KINDS)])
    path = getattr(error, "path", None)
    return f"{said}（{path}）" if path is not None else said


def _read(text: str) -> str:
    """The text in the window's language; empty where it is not recognised."""
    found = _reading(text, current_language()) if len(text) <= _LONGEST else None
    return found[1] if found else ""


@lru_cache(maxsize=2048)
def _reading(text: str, language: str) -> Reading | None:
    """Of all ways to take a text for listed sentences the one that recognises most."""
    one = _reading_of_one(text, language)
    ways = [] if one is None else [one]
    for cut in islice(_JOIN.finditer(text), _MOST_CUTS):
        first = _reading_of_one(text[: cut.start()], language)
        rest = _reading(text[cut.end() :], language) if first is not None else None
        if first is not None and rest is not None:
            between = "\n" if "\n" in cut.group() else ""
            ways.append((first[0] + rest[0], first[1] + between + rest[1]))
    return max(ways, default=None)


@lru_cache(maxsize=2048)
def _reading_of_one(text: str, language: str) -> Reading | None:
    return max((way for source in SENTENCES if (way := _as_one(text, source, language))), default=None)


def _as_one(text: str, source: str, language: str) -> Reading | None:
    """A text taken for one sentence; None where it is another one."""
    parts = _parts(source)
    found = _form(source).fullmatch(text) if all(part in text for part in parts[::2]) else None
    if found is None:
        return None
    n_literal = sum(map(len, parts[::2]))
    values = found.groupdict()
    for name in PHRASES & values.keys():
        said = _reading(values[name], language) or _said_by_the_system(values[name])
        if said is None:
            return None
        n_literal, values[name] = n_literal + said[0], said[1]
    return n_literal, QCoreApplication.translate(_CONTEXT, source).format(**values)


def _said_by_the_system(text: str) -> Reading | None:
    """Systems in another language than English give their reasons in it."""
    return (0, text) if any(sign.isalpha() and not sign.isascii() for sign in text) else None


@cache
def _parts(source: str) -> list[str]:
    """What never varies, and between it the names of the slots."""
    return _SLOT.split(source)


@cache
def _form(source: str) -> re.Pattern[str]:
    """What texts of a sentence look like."""
    parts = enumerate(_parts(source))
    return re.compile("".join(_varying(part) if at % 2 else re.escape(part) for at, part in parts))


def _varying(name: str) -> str:
    return rf"(?P<{name}>[\d.,]+)" if name in NUMBERS else f"(?P<{name}>.+)"


def _forget() -> None:
    _reading.cache_clear()
    _reading_of_one.cache_clear()


when_switched(_forget)
