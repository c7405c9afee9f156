"""The packages that can be chosen: bundled ones, those for all users of the machine, the user's own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from dlre_gui.domain.errors import ModelPackageError
from dlre_gui.model.card import MAX_CARD_BYTES
from dlre_gui.model.package import (
    CARD_NAME,
    WEIGHTS_NAME,
    ModelPackage,
    load_package,
    put_package,
    read_card,
)
from dlre_gui.places import data_dir, resources_dir, shared_data_dir

DEFAULT_ID = "dlre-gut-simulated"
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{name}{digit}" for name in ("com", "lpt") for digit in range(10)
}


@dataclass(frozen=True, slots=True)
class PackageEntry:
    """A folder in a model folder.

    Attributes
    ----------
    problem
        Empty if the package can be used.
    origin
        ``bundled``, ``machine`` (for all its users) or ``own``.
    """

    path: Path
    id: str
    version: str
    problem: str
    origin: str


def bundled_dir() -> Path:
    return resources_dir() / "models"


def user_dir() -> Path:
    """The folder into which a user drops packages; it need not exist."""
    return data_dir() / "models"


def machine_dir() -> Path:
    """The folder of packages for all users of this machine, filled by its administrator."""
    return shared_data_dir() / "models"


def list_packages() -> list[PackageEntry]:
    """Every package there is, checked: bundled, the machine's, own; each in the order of names."""
    places = ((bundled_dir(), "bundled"), (machine_dir(), "machine"), (user_dir(), "own"))
    return [_entry(folder, origin) for place, origin in places for folder in _subfolders(place)]


def find_package(id_or_path: str | Path | None = None) -> ModelPackage:
    """The package with that id, in that folder, or the bundled default.

    A folder name is looked for among the bundled packages first, then the machine's, then an id, which
    must be of one version only. A folder is one that exists and has a `card.json`.

    Raises
    ------
    ModelPackageError
        If there is none, or it is refused.
    """
    if id_or_path is None:
        return load_package(bundled_dir() / DEFAULT_ID)
    if (Path(id_or_path) / CARD_NAME).is_file():
        return load_package(id_or_path)
    wanted = str(id_or_path)
    entries = list_packages()
    named = [entry for entry in entries if entry.path.name == wanted]
    if not named:
        named = [entry for entry in entries if entry.id == wanted]
        named = [entry for entry in named if entry.path.parent == bundled_dir()] or named
    if len(named) > 1 and named[0].path.name != wanted:
        names = ", ".join(entry.path.name for entry in named)
        raise ModelPackageError(wanted, f"There are several versions of {wanted!r}.", f"Name one: {names}.")
    if named:
        return load_package(named[0].path)
    known = ", ".join(entry.id for entry in entries if not entry.problem) or "none"
    raise ModelPackageError(wanted, f"There is no model package {wanted!r}.", f"There are: {known}.")


def install_package(source: Path | str) -> Path:
    """Check a package and copy it into the user's model folder; returns where it lies.

    Only the two files are copied, by their checked bytes, into a folder named after id and
    version. Installing the same package twice does nothing.

    Raises
    ------
    ModelPackageError
        If it is refused, holds links, or another package of this id and version is there.
    """
    folder = Path(source)
    _refuse_links(folder)
    package = load_package(folder)
    place = user_dir() / folder_name(package.card.id, package.card.version)
    if place.exists():
        if load_package(place).card == package.card:
            return place
        message = f"Another package {package.card.id} {package.card.version} is installed at {place}."
        raise ModelPackageError(folder, message, "Remove it first, or give the new one another version.")
    weights = (folder / WEIGHTS_NAME).read_bytes()
    put_package(place, (folder / CARD_NAME).read_bytes()[: MAX_CARD_BYTES + 1], weights)
    return place


def folder_name(identity: str, version: str) -> str:
    """A name for a folder that is safe on every system, from whatever a card says."""
    plain = unicodedata.normalize("NFKD", f"{identity}-{version}")
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", plain).strip(".-_")[:80].rstrip(".-_") or "model"
    return f"model-{name}" if name.split(".")[0].split("-")[0].lower() in _RESERVED else name


def _subfolders(place: Path) -> list[Path]:
    if not place.is_dir():
        return []
    return sorted(entry for entry in place.iterdir() if entry.is_dir() and not entry.name.startswith("."))


def _entry(folder: Path, origin: str) -> PackageEntry:
    try:
        card = load_package(folder).card
    except ModelPackageError as error:
        identity, version = _claimed(folder)
        return PackageEntry(folder, identity, version, str(error), origin)
    return PackageEntry(folder, card.id, card.version, "", origin)


def _claimed(folder: Path) -> tuple[str, str]:
    """What a refused package calls itself, if its card can be read at all."""
    try:
        card = read_card(folder)
    except ModelPackageError:
        return folder.name, ""
    return card.id, card.version


def _refuse_links(folder: Path) -> None:
    for path in (folder / CARD_NAME, folder / WEIGHTS_NAME):
        if path.is_symlink():
            message = f"The model package {folder} is refused: {path.name} is a link."
            raise ModelPackageError(folder, message, "Install a folder with the files themselves.")
