"""What `resources/reproduced` tells of the study behind the bundled model, as pages; no Qt widgets.

The folder holds ``results.json`` (settings, command, reasons), ``reproduce.md`` (tables as a person reads
them), ``bundled-model.md`` (the same of the bundled model on other patients), pictures, and ``cards/*.json``.
A development checkout may lack it; what is damaged is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from dlre_gui.domain.exam import Task
from dlre_gui.gui.encoded import image_of
from dlre_gui.gui.reword import reworded
from dlre_gui.places import resources_dir

_LARGEST_BYTES = 4 << 20
_LABELS = {task.value: task.label for task in Task}


@dataclass(frozen=True, slots=True)
class MadePage:
    """A page of Markdown; `picture` is the file name of the one picture on it, if there is one."""

    title: str
    markdown: str
    picture: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """Pages in their order, and their pictures by file name."""

    pages: tuple[MadePage, ...]
    pictures: Mapping[str, QImage]


def made_folder() -> Path:
    return resources_dir() / "reproduced"


def read_made(folder: Path) -> Made:
    """All there is in a folder; without ``results.json`` one page that says that it is not there."""
    results = _json(folder / "results.json")
    if not results:
        return Made((_absent(),), {})
    pictures = dict(_pictures(folder))
    pages = (
        _overview(results),
        *_tables(_text(folder / "bundled-model.md")),
        *_tables(_text(folder / "reproduce.md")),
        *(_figure(name) for name in pictures),
        *(_card(card) for path in sorted(folder.glob("cards/*.json")) if (card := _json(path))),
    )
    return Made(pages, pictures)


def _absent() -> MadePage:
    title = QCoreApplication.translate("made", "How the model was made")
    text = QCoreApplication.translate(
        "made",
        "This copy of the program does not hold the study. `dlre-gui reproduce --out FOLDER` makes it anew,"
        " from simulated patients; the bundled model's own card stands under Help ▸ User guide.",
    )
    return MadePage(title, f"# {title}\n\n{text}")


def _simulated() -> str:
    text = QCoreApplication.translate(
        "made",
        "Simulated data: every patient and every screen of this study is simulated. Its figures say how the"
        " program works, and nothing about real patients.",
    )
    return f"**{text}**"


def _overview(results: Mapping[str, Any]) -> MadePage:
    title = QCoreApplication.translate("made", "Overview")
    settings = results.get("settings")
    settings = settings if isinstance(settings, dict) else {}
    networks = settings.get("networks")
    facts = (
        (QCoreApplication.translate("made", "Command"), _code(results.get("command"))),
        (QCoreApplication.translate("made", "Seed"), _plain(settings.get("seed"))),
        (QCoreApplication.translate("made", "Simulated patients"), _plain(settings.get("patients"))),
        (QCoreApplication.translate("made", "Networks"), ", ".join(map(_plain, networks or ()))),
        (QCoreApplication.translate("made", "Program"), f"dlre-gui {_plain(results.get('software'))}"),
    )
    lines = [f"# {title}", "", _simulated(), ""]
    lines += [f"- {name}: {value}" for name, value in facts if value]
    reasons = results.get("reasons")
    if isinstance(reasons, list) and reasons:
        lines += ["", "## " + QCoreApplication.translate("made", "What was not reached, and why"), ""]
        lines += [f"- {_plain(reworded(str(reason)))}" for reason in reasons]
    return MadePage(title, "\n".join(lines))


def _tables(markdown: str) -> Iterator[MadePage]:
    """A page for each heading; lists and links that follow the last table belong to none."""
    for part in markdown.split("\n## ")[1:]:
        title, _, body = part.partition("\n")
        kept = [line for line in body.splitlines() if not line.startswith("- ")]
        text = "\n".join(kept).strip()
        if text:
            yield MadePage(_unescaped(title), f"# {title}\n\n{_simulated()}\n\n{text}")


def _figure(name: str) -> MadePage:
    title = QCoreApplication.translate("made", "Figure: {name}").format(
        name=Path(name).stem.replace("-", " ").replace("_", " ")
    )
    return MadePage(title, f"# {_plain(title)}\n\n{_simulated()}\n\n![]({name})", name)


def _card(card: Mapping[str, Any]) -> MadePage:
    identity = _plain(card.get("id"))
    title = QCoreApplication.translate("made", "Card: {name}").format(name=card.get("id"))
    training = card.get("training")
    training = training if isinstance(training, dict) else {}
    facts = (
        (QCoreApplication.translate("made", "Package"), f"{identity} {_plain(card.get('version'))}"),
        (QCoreApplication.translate("made", "Network"), _plain(card.get("architecture"))),
        (QCoreApplication.translate("made", "Data"), _plain(training.get("data"))),
        (QCoreApplication.translate("made", "Patients"), _plain(training.get("n_patients"))),
        (QCoreApplication.translate("made", "Screens"), _plain(training.get("n_images"))),
        (QCoreApplication.translate("made", "Seed"), _plain(training.get("seed"))),
        (QCoreApplication.translate("made", "Made with"), _plain(training.get("software"))),
        (QCoreApplication.translate("made", "Weights SHA-256"), _plain(card.get("weights_sha256"))),
    )
    lines = [f"# {_plain(title)}", "", _simulated(), "", *(f"- {n}: {v}" for n, v in facts if v), ""]
    lines += list(_performance(card.get("performance")))
    return MadePage(title, "\n".join(lines))


def _performance(rows: object) -> Iterator[str]:
    if not isinstance(rows, list) or not rows:
        return
    heads = (
        QCoreApplication.translate("made", "Task"),
        QCoreApplication.translate("made", "AUC (95 % CI)"),
        QCoreApplication.translate("made", "Measured on"),
    )
    yield f"| {' | '.join(heads)} |"
    yield "|---|---|---|"
    for row in rows:
        try:
            low, high = row["auc_ci"]
            figures = f"{row['auc']:.3f} ({low:.3f}–{high:.3f})"
            yield f"| {_LABELS.get(row['task'], '')} | {figures} | {_plain(row['cohort'])} |"
        except (KeyError, TypeError, ValueError):
            continue


def _pictures(folder: Path) -> Iterator[tuple[str, QImage]]:
    for path in sorted(folder.glob("*.png")):
        image = image_of(_bytes(path), "PNG")
        if not image.isNull():
            yield path.name, image


def _plain(value: object) -> str:
    """A value with Markdown's own signs made harmless; empty for None."""
    text = "" if value is None else str(value)
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in " ".join(text.split()))


def _code(value: object) -> str:
    text = " ".join(str(value or "").replace("`", "'").split())
    return f"`{text}`" if text else ""


def _unescaped(text: str) -> str:
    for sign, instead in (
        ("\\|", "|"),
        ("\\`", "`"),
        ("\\*", "*"),
        ("\\_", "_"),
        ("&lt;", "<"),
        ("&amp;", "&"),
    ):
        text = text.replace(sign, instead)
    return text.strip()


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(_bytes(path))
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _text(path: Path) -> str:
    return _bytes(path).decode("utf-8", "replace")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_BYTES)
    except OSError:
        return b""
