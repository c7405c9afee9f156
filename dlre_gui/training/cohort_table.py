"""A table's bytes as rows of text, whichever program saved it.

Comma, semicolon or tab; UTF-8, UTF-16 or GB18030. Spreadsheets save "CSV" with a semicolon where the comma is
the decimal sign, and in the system's own character set: on a Chinese Windows a subset of GB18030.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dlre_gui.domain.errors import CohortError
from dlre_gui.training.cohort_columns import COLUMNS, REQUIRED

MAX_BYTES = 256 << 20
_HINT = "Give a UTF-8 file of comma-separated values."
_OF_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx, .ods and .xls begin
_SEPARATORS = ",;\t"
_SAID = re.compile(r'"?sep=([,;\t])"?(?:\r\n|\r|\n)')
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab"}

Cells = dict[str | None, str | list[str] | None]


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written.

    Attributes
    ----------
    skipped
        Lines before the header.
    """

    characters: str = "UTF-8"
    separator: str = ","
    skipped: int = 0

    @property
    def decimal_comma(self) -> bool:
        """Where the semicolon separates, the comma is a number's decimal sign."""
        return self.separator == ";"

    def __str__(self) -> str:
        return f"{self.characters}, {_NAMES[self.separator]}"


class Table:
    """A header and rows.

    Raises
    ------
    CohortError
        If the content is no text, lacks a required column, or has one twice.
    """

    def __init__(self, source: Path, content: bytes) -> None:
        text, characters = _text(source, content)
        self.dialect, text = _dialect(text, characters)
        lines = io.StringIO(text, newline="")
        self._reader = csv.DictReader(lines, delimiter=self.dialect.separator, strict=True)
        self._reader.fieldnames = _columns(source, self._reader)

    @property
    def row(self) -> int:
        """Line of the file of the row that was given last, the first line being 1."""
        return self._reader.line_num + self.dialect.skipped

    def rows(self) -> Iterator[Cells]:
        """Those that are not empty; `csv.Error` where one cannot be read."""
        for cells in self._reader:
            texts = [text for text in cells.values() if isinstance(text, str)]
            if any(text.strip() for text in texts) or cells.get(None):
                yield cells


def content_of(source: Path) -> bytes:
    """The file's bytes.

    Raises
    ------
    CohortError
        If it is too large or cannot be read.
    """
    try:
        if source.stat().st_size > MAX_BYTES:
            raise CohortError(f"{source} is larger than {MAX_BYTES >> 20} MB.", _HINT)
        return source.read_bytes()
    except OSError as error:
        raise CohortError(f"{source} cannot be read ({error.strerror}).", _HINT) from None


def _text(source: Path, content: bytes) -> tuple[str, str]:
    """The text, and its character set's name."""
    if content.startswith(_OF_SPREADSHEETS):
        raise CohortError(
            f"{source} is a spreadsheet's own file.", "Save it there as CSV, and choose that file."
        )
    tried = [("utf-8-sig", "UTF-8"), ("gb18030", "GB18030")]
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tried = [("utf-16", "UTF-16")]
    for codec, name in tried:
        try:
            return content.decode(codec), name
        except UnicodeDecodeError:
            continue
    raise CohortError(f"{source} is not UTF-8 text.", _HINT)


def _dialect(text: str, characters: str) -> tuple[Dialect, str]:
    """By the separator that finds most of the required columns, unless a line ``sep=;`` comes first.

    The text comes back without that line.
    """
    said = _SAID.match(text)
    if said is not None:
        return Dialect(characters, said[1], 1), text[said.end() :]
    header = re.split(r"[\r\n]", text, maxsplit=1)[0].replace('"', "").lower()
    found = {mark: _known(header.split(mark)) for mark in _SEPARATORS}
    return Dialect(characters, max(found, key=lambda mark: found[mark])), text


def _known(names: list[str]) -> int:
    return sum(_column(name) in REQUIRED for name in names)


def _column(name: str) -> str:
    """A column of ours in any capitals, with spaces or hyphens between its words; others as they are."""
    ours = re.sub(r"[\s_-]+", "_", name.strip().lower())
    return ours if ours in COLUMNS else name.strip()


def _columns(source: Path, reader: csv.DictReader[str]) -> list[str]:
    """The header, checked."""
    try:
        columns = [_column(name) for name in reader.fieldnames or ()]
    except csv.Error as error:
        raise CohortError(f"{source} is no table of comma-separated values: {error}.") from None
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise CohortError(f"{source} has no column {', '.join(missing)}.", f"It needs {', '.join(REQUIRED)}.")
    twice = sorted({name for name in columns if name and columns.count(name) > 1})
    if twice:
        raise CohortError(f"{source} has the column {', '.join(twice)} twice.", "Rename or remove one.")
    return columns
