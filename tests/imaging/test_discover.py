"""Folders walked in natural order; nothing outside them, nothing hidden, nothing lost."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from pydicom.data import get_testdata_file

from dlre_gui.domain.errors import FileMissingError, UnreadableFileError
from dlre_gui.imaging.discover import discover


def tree(root: Path, *names: str) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    return root


def names(root: Path, *paths: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in discover(paths or [root])]


def test_names_are_sorted_as_a_person_counts(tmp_path: Path) -> None:
    tree(tmp_path, "img10.png", "img2.png", "IMG1.png", "P10/a", "P9/a", "b.txt", "肝2", "肝10", "x²", "x1")
    expected = ["b.txt", "IMG1.png", "img2.png", "img10.png", "P9/a", "P10/a", "x1", "x²", "肝2", "肝10"]
    assert names(tmp_path) == expected


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    tree(tmp_path, ".hidden", ".folder/a", "__MACOSX/b", "seen")
    assert names(tmp_path) == ["seen"]


def test_a_hidden_file_named_by_the_user_is_taken(tmp_path: Path) -> None:
    tree(tmp_path, ".hidden")
    assert names(tmp_path, tmp_path / ".hidden") == [".hidden"]


def test_links_in_a_folder_are_not_followed(tmp_path: Path) -> None:
    outside = tree(tmp_path / "outside", "secret")
    inside = tree(tmp_path / "inside", "a")
    (inside / "file").symlink_to(outside / "secret")
    (inside / "folder").symlink_to(outside)
    (inside / "loop").symlink_to(inside)
    assert names(inside) == ["a"]


def test_a_link_named_by_the_user_is_followed(tmp_path: Path) -> None:
    outside = tree(tmp_path / "outside", "a")
    (tmp_path / "link").symlink_to(outside)
    assert list(discover([tmp_path / "link"])) == [tmp_path / "link" / "a"]


def test_pipes_in_a_folder_are_skipped(tmp_path: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("named pipes are a POSIX thing")
    tree(tmp_path, "a")
    os.mkfifo(tmp_path / "pipe")
    assert names(tmp_path) == ["a"]


def test_a_path_named_twice_comes_once(tmp_path: Path) -> None:
    tree(tmp_path, "a", "b")
    assert names(tmp_path, tmp_path / "b", tmp_path, tmp_path / "a") == ["b", "a"]


def test_a_missing_path_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(FileMissingError, match="gone"):
        list(discover([tmp_path / "gone"]))


def test_very_deep_folders_are_walked(tmp_path: Path) -> None:
    tree(tmp_path, "/".join(["d"] * 300) + "/a")
    assert len(names(tmp_path)) == 1


def dicomdir() -> Path:
    return Path(str(get_testdata_file("DICOMDIR", download=False)))


def test_a_dicomdir_stands_for_the_files_it_names() -> None:
    found = list(discover([dicomdir()]))
    assert len(found) == 31
    assert all(path.is_relative_to(dicomdir().parent) for path in found)
    assert found[0].relative_to(dicomdir().parent).as_posix() == "77654033/CR1/6154"
    assert found[0].is_file()


def test_a_dicomdir_in_a_folder_is_no_file_of_its_own(tmp_path: Path) -> None:
    tree(tmp_path, "IMG/1", "DICOMDIR")
    assert names(tmp_path) == ["IMG/1"]


def test_a_dicomdir_names_nothing_outside_its_folder(tmp_path: Path) -> None:
    content = dicomdir().read_bytes()
    assert content.count(b"77654033\\CR1\\6154") == 1
    path = tmp_path / "DICOMDIR"
    path.write_bytes(content.replace(b"77654033\\CR1\\6154", b"..\\..\\..\\..\\secret"[:17].ljust(17)))
    found = list(discover([path]))
    assert len(found) == 30
    assert all(".." not in part.parts for part in found)


def test_a_broken_dicomdir_is_an_error_that_names_it(tmp_path: Path) -> None:
    tree(tmp_path, "DICOMDIR")
    with pytest.raises(UnreadableFileError, match="DICOMDIR"):
        list(discover([tmp_path / "DICOMDIR"]))


def test_a_dicomdir_in_lower_case_on_disk_is_followed(tmp_path: Path) -> None:
    (tmp_path / "DICOMDIR").write_bytes(dicomdir().read_bytes())
    tree(tmp_path, "77654033/cr1/6154")
    assert next(iter(discover([tmp_path / "DICOMDIR"]))) == tmp_path / "77654033" / "cr1" / "6154"


@pytest.mark.skipif(sys.platform == "win32", reason="folders are opened there by name only")
def test_a_folder_that_cannot_be_named_is_told_as_a_path_and_the_others_are_walked(tmp_path: Path) -> None:
    (tmp_path / "a.png").touch()
    at = os.open(tmp_path, os.O_RDONLY)
    for _ in range(22):  # of names of 200 characters: longer than the system allows a path to be
        os.mkdir("z" * 200, dir_fd=at)
        below = os.open("z" * 200, os.O_RDONLY, dir_fd=at)
        os.close(at)
        at = below
    os.close(at)
    first, last = discover([tmp_path])
    assert first == tmp_path / "a.png"
    assert len(str(last)) > 4096
