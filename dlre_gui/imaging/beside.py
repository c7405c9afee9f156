"""What lies beside screens in a folder, by its name: it goes without saying that it was not opened."""

from __future__ import annotations

from pathlib import Path

_NOTES = (".txt", ".md", ".log", ".ini", ".pdf", ".doc", ".docx", ".odt", ".htm", ".html")
_TABLES = (".csv", ".tsv", ".xls", ".xlsx", ".ods", ".json", ".jsonl", ".xml", ".yaml", ".yml", ".db")
_BESIDE = frozenset((*_NOTES, *_TABLES))


def lies_beside(path: Path) -> bool:
    """Whether a file is named as a note, table, index or the system's thumbnails; its bytes may differ."""
    return path.suffix.lower() in _BESIDE
