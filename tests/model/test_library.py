"""Packages are listed from both places, found by id or folder, and installed by checked copy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dlre_gui.domain.errors import ModelPackageError
from dlre_gui.model import library
from dlre_gui.model.card import Card
from dlre_gui.model.package import ModelPackage, save_package
from tests.model.model_packages import card_values, make_package, random_tensors


@pytest.fixture
def bundled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of bundled packages."""
    folder = tmp_path / "resources" / "models"
    folder.mkdir(parents=True)
    monkeypatch.setattr(library, "resources_dir", lambda: folder.parent)
    return folder


def test_no_folders_give_an_empty_list(bundled: Path) -> None:
    assert library.list_packages() == []


def test_bundled_packages_come_first_then_the_machines_then_the_users(bundled: Path) -> None:
    make_package(library.user_dir() / "a", "spie")
    make_package(library.machine_dir() / "b", "gut")
    make_package(bundled / "z", "gut")
    entries = library.list_packages()
    assert [(e.id, e.version, e.problem, e.origin) for e in entries] == [
        ("random-gut", "1.0", "", "bundled"),
        ("random-gut", "1.0", "", "machine"),
        ("random-spie", "1.0", "", "own"),
    ]


def test_damaged_package_is_listed_with_its_problem(bundled: Path) -> None:
    package = make_package(library.user_dir() / "a", "gut")
    (package.path / "model.safetensors").write_bytes(b"")
    (library.user_dir() / "stray").mkdir()
    damaged, stray = library.list_packages()
    assert (damaged.id, damaged.version) == ("random-gut", "1.0")
    assert "hash" in damaged.problem
    assert stray.id == "stray"
    assert "card.json" in stray.problem


def test_package_is_found_by_id_by_folder_name_and_by_path(bundled: Path, gut: ModelPackage) -> None:
    make_package(library.user_dir() / "mine", "spie")
    assert library.find_package("random-spie").path == library.user_dir() / "mine"
    assert library.find_package("mine").card.id == "random-spie"
    assert library.find_package(gut.path).path == gut.path
    assert library.find_package(str(gut.path)).path == gut.path


def test_user_package_cannot_take_the_place_of_a_bundled_one(bundled: Path) -> None:
    make_package(library.user_dir() / "a", "gut")
    make_package(bundled / "b", "gut")
    assert library.find_package("random-gut").path == bundled / "b"


def test_an_id_with_two_versions_is_no_choice(bundled: Path) -> None:
    for name in ("mine-1.9", "mine-1.10"):
        make_package(library.user_dir() / name, "spie")
    with pytest.raises(ModelPackageError, match=r"several versions.*mine-1\.10, mine-1\.9"):
        library.find_package("random-spie")
    assert library.find_package("mine-1.10").path == library.user_dir() / "mine-1.10"


def test_default_is_the_bundled_one_and_its_absence_is_an_error(bundled: Path) -> None:
    with pytest.raises(ModelPackageError, match=library.DEFAULT_ID):
        library.find_package()
    make_package(bundled / library.DEFAULT_ID, "gut")
    assert library.find_package().path == bundled / library.DEFAULT_ID


def test_unknown_id_names_the_known_ones(bundled: Path) -> None:
    make_package(bundled / "b", "gut")
    with pytest.raises(ModelPackageError, match=r"nothing-like-it.*random-gut"):
        library.find_package("nothing-like-it")


def test_installed_package_is_listed_and_installing_again_changes_nothing(
    bundled: Path, gut: ModelPackage
) -> None:
    place = library.install_package(gut.path)
    assert place == library.user_dir() / "random-gut-1.0"
    assert library.install_package(gut.path) == place
    assert sorted(entry.name for entry in place.iterdir()) == ["card.json", "model.safetensors"]
    assert [entry.path for entry in library.list_packages()] == [place]
    assert [entry.name for entry in library.user_dir().iterdir()] == ["random-gut-1.0"]


def test_another_package_of_the_same_id_and_version_is_refused(bundled: Path, tmp_path: Path) -> None:
    first = make_package(tmp_path / "first", "gut")
    library.install_package(first.path)
    other = save_package(tmp_path / "other", first.card, random_tensors("gut", seed=8))
    with pytest.raises(ModelPackageError, match="is installed at"):
        library.install_package(other.path)


def test_damaged_package_is_not_installed(bundled: Path, gut: ModelPackage) -> None:
    (gut.path / "model.safetensors").write_bytes(b"x")
    with pytest.raises(ModelPackageError, match="hash"):
        library.install_package(gut.path)
    assert not library.user_dir().exists()


def test_linked_weights_are_not_installed(bundled: Path, gut: ModelPackage, tmp_path: Path) -> None:
    weights = gut.path / "model.safetensors"
    weights.rename(tmp_path / "elsewhere")
    try:
        weights.symlink_to(tmp_path / "elsewhere")
    except OSError:
        pytest.skip("links cannot be made here")
    with pytest.raises(ModelPackageError, match="is a link"):
        library.install_package(gut.path)


@pytest.mark.parametrize(
    "identity", ["../../etc/passwd", "/abs", "..", "C:\\x", "con", "a/b", "моделЬ", "x" * 100]
)
def test_hostile_id_cannot_leave_the_model_folder(bundled: Path, tmp_path: Path, identity: str) -> None:
    card = Card.model_validate_json(json.dumps(card_values(id=identity, version="..")))
    package = save_package(tmp_path / "hostile", card, random_tensors("gut"))
    place = library.install_package(package.path)
    assert place.parent == library.user_dir()
    assert place.resolve().parent == library.user_dir().resolve()
    assert place.name.lower() not in {"con", "", ".", ".."}
