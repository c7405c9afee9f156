"""Every setting as one row: its name, default, what it may be, and its words.

The row drives the file (`settings_file`), the dialog (`settings_dialog`) and the page of the help
(`help_pages`). What the window merely remembers, such as its size, is a field without a row.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from dlre_gui.clinical.labels import StageLabels
from dlre_gui.domain.findings import Unit

LONGEST_TEXT = 1000


class Group(StrEnum):
    """Under which heading a setting stands; the value is the heading."""

    PEOPLE = "People and hospital"
    RESULTS = "Results"
    WINDOW = "Window"
    SCORING = "Model"
    FOLDERS = "Folders"


class Kind(StrEnum):
    """How a setting is entered."""

    TEXT = "text"
    CHOICE = "choice"
    YES_NO = "yes or no"
    PICTURE = "picture"
    FOLDER = "folder"
    MODEL = "model"
    CUTOFFS = "cutoffs"


@dataclass(frozen=True, slots=True)
class Row:
    """What a person is told of a setting.

    Attributes
    ----------
    choices
        Value and words of each; empty unless `kind` is CHOICE.
    """

    group: Group
    label: str
    help: str
    kind: Kind = Kind.TEXT
    choices: tuple[tuple[str, str], ...] = ()

    def allows(self, value: object) -> bool:
        """Whether a value, as it came from a file, can be used."""
        if self.kind is Kind.YES_NO:
            return isinstance(value, bool)
        if self.choices:
            return isinstance(value, str) and value in dict(self.choices)
        return is_plain_text(value)


def is_plain_text(value: object) -> bool:
    """A text of one line and of a sane length."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and all(c.isprintable() for c in value)


def _row(default: Any, *row: Any, **words: Any) -> Any:
    return field(default=default, metadata={"row": Row(*row, **words)})


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings, and what the window remembers; empty means the program's own choice.

    Attributes
    ----------
    geometry, columns
        As Qt packs them, in base64.
    last_folder
        Where something was opened last.
    enzyme_unit, ast_upper_limit
        Of the laboratory, as entered last.
    export_kinds
        Files of the last export, see `export_choice`; empty before the first.
    tour_seen
        The tour was taken or declined.
    """

    operator: str = _row(
        "", Group.PEOPLE, "Operator", "Who measures; written beside every score and step in the exam book."
    )
    reader: str = _row("", Group.PEOPLE, "Reader", "Who concludes; stands under the conclusion.")
    hospital: str = _row("", Group.PEOPLE, "Hospital", "Stands at the head of reports.")
    department: str = _row("", Group.PEOPLE, "Department", "Stands below the hospital.")
    logo: str = _row("", Group.PEOPLE, "Logo", "A picture at the head of reports.", Kind.PICTURE)
    unit: str = _row(
        Unit.KPA.value,
        Group.RESULTS,
        "Stiffness in",
        "How the exam's stiffness is told. Nothing measured is changed by it.",
        Kind.CHOICE,
        ((Unit.KPA.value, "kPa"), (Unit.M_PER_S.value, "m/s")),
    )
    labels: str = _row(
        StageLabels.METAVIR.value,
        Group.RESULTS,
        "Stages as",
        "The letter only: the model was trained on METAVIR, and Scheuer is not the same.",
        Kind.CHOICE,
        ((StageLabels.METAVIR.value, "METAVIR F0–F4"), (StageLabels.SCHEUER.value, "Scheuer S0–S4")),
    )
    cutoffs: str = _row(
        "",
        Group.RESULTS,
        "Cut-off table",
        "Stages the LSM of new exams; Exam ▸ Cut-offs… shows its rows and sources.",
        Kind.CUTOFFS,
    )
    report_language: str = _row(
        "",
        Group.RESULTS,
        "Reports in",
        "The language of PDF reports.",
        Kind.CHOICE,
        (("", "the window's language"), ("en", "English"), ("zh", "简体中文")),
    )
    language: str = _row(
        "",
        Group.WINDOW,
        "Language",
        "Changes at once. Files are always written with a point in numbers.",
        Kind.CHOICE,
        (("", "as the system"), ("en", "English"), ("zh_CN", "简体中文")),
    )
    model: str = _row(
        "", Group.SCORING, "Model package", "Empty: the bundled model, trained on simulated data.", Kind.MODEL
    )
    device: str = _row(
        "auto",
        Group.SCORING,
        "Runs on",
        "A graphics card is used only where the program finds one that it can use.",
        Kind.CHOICE,
        (("auto", "the best there is"), ("cpu", "processor"), ("cuda", "graphics card (CUDA)")),
    )
    start_folder: str = _row(
        "",
        Group.FOLDERS,
        "Open from",
        "Where Open begins. Empty: where something was opened last.",
        Kind.FOLDER,
    )
    export_folder: str = _row(
        "", Group.FOLDERS, "Export to", "Where Export begins. Empty: beside the exam's files.", Kind.FOLDER
    )
    watch_folder: str = _row(
        "",
        Group.FOLDERS,
        "Watch folder",
        "Screens that the scanner writes here open by themselves while it is watched.",
        Kind.FOLDER,
    )
    watching: bool = _row(
        False,
        Group.FOLDERS,
        "Watch it",
        "Looks for new files every two seconds; they are never changed, moved or deleted.",
        Kind.YES_NO,
    )

    geometry: str = ""
    columns: str = ""
    last_folder: str = ""
    enzyme_unit: str = ""
    ast_upper_limit: str = ""
    export_kinds: str = ""
    tour_seen: bool = False

    @property
    def folder_to_open(self) -> str:
        """Where a dialog that opens something begins."""
        return self.start_folder or self.last_folder


def rows() -> dict[str, Row]:
    """The rows by name, in order."""
    return {one.name: one.metadata["row"] for one in dataclasses.fields(Settings) if one.metadata}


def remembered_names() -> frozenset[str]:
    """The fields that are no settings."""
    return frozenset(one.name for one in dataclasses.fields(Settings) if not one.metadata)


def defaults() -> dict[str, Any]:
    """Every field's default."""
    return {one.name: one.default for one in dataclasses.fields(Settings)}


def allowed(name: str, value: object) -> bool:
    """Whether a field may have this value."""
    row = rows().get(name)
    if row is not None:
        return row.allows(value)
    if isinstance(defaults()[name], bool):
        return isinstance(value, bool)
    return isinstance(value, str) and len(value) <= 100_000


def words() -> Iterator[str]:
    """Every text of the table, for the translators."""
    yield from (group.value for group in Group)
    for row in rows().values():
        yield row.label
        yield row.help
        yield from (text for _, text in row.choices)
