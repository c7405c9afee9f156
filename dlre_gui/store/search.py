"""Finding an exam by what one types: name, ID, accession number, pinyin in full or initials, Chinese."""

from __future__ import annotations

import itertools
import os
import unicodedata
from collections.abc import Iterable

MOST_READINGS = 24
"""Of a name; several characters with several readings each would multiply without end."""


def words_of(texts: Iterable[str | None]) -> str:
    """What is searched, from the texts that name an exam.

    Lines of: the text itself, small and without DICOM's separators, the same without spaces, and for
    Chinese every reading in full (``wuxiuying``; ü as v and as u) and by initials (``wxy``); a
    surname's reading may not be its character's first one, so all common ones count.
    """
    lines: dict[str, None] = {}
    for text in itertools.chain.from_iterable((text or "").split("=") for text in texts):
        plain = plain_words(text)
        lines |= dict.fromkeys((plain, plain.replace(" ", ""), _initials(plain)))
        for group in _chinese(plain):
            for reading in _readings(group):
                full = "".join(reading)
                lines |= dict.fromkeys((full, full.replace("v", "u"), "".join(part[0] for part in reading)))
    return "\n".join(line for line in lines if line)


def plain_words(text: str) -> str:
    """Small letters without accents and DICOM's separators, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    kept = (c for c in decomposed if unicodedata.category(c) not in ("Mn", "Cf", "Cc"))
    bare = unicodedata.normalize("NFC", "".join(" " if c in "^=,;·" else c for c in kept))
    return " ".join(bare.split())


def patterns(text: str) -> tuple[str, ...]:
    """One pattern for SQL's LIKE (escape ``\\``) a typed word; all of them must be found."""
    escaped = plain_words(text).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return tuple(f"%{word}%" for word in escaped.split())


def _initials(plain: str) -> str:
    parts = plain.split()
    return "".join(part[0] for part in parts) if len(parts) > 1 and plain.isascii() else ""


def _chinese(plain: str) -> list[str]:
    """The runs of Han characters, a space between surname and given name left out."""
    runs = itertools.groupby(plain.replace(" ", ""), key=_is_han)
    return ["".join(run) for han, run in runs if han]


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK ")


def _readings(group: str) -> Iterable[tuple[str, ...]]:
    """Every way to read a run of Han characters, the most common first."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")  # single characters only: a tenth of the import's time
    from pypinyin import Style, pinyin

    characters = pinyin(group, style=Style.NORMAL, heteronym=True)
    return itertools.islice(itertools.product(*characters), MOST_READINGS)
