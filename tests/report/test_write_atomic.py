import os
from pathlib import Path

import pytest

from dlre_gui.domain.errors import FileError
from dlre_gui.report.atomic import write_atomic


def test_content_is_replaced_and_nothing_else_left(tmp_path: Path) -> None:
    target = tmp_path / "结果.csv"
    write_atomic(target, b"old")
    write_atomic(target, b"new")
    assert target.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [target]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="absent"):
        write_atomic(tmp_path / "absent" / "a.csv", b"x")


def test_a_failed_write_leaves_the_old_content_and_no_rest(tmp_path: Path) -> None:
    target = tmp_path / "folder"
    target.mkdir()
    (target / "inside").write_bytes(b"x")
    with pytest.raises(FileError):
        write_atomic(target, b"new")
    assert (target / "inside").read_bytes() == b"x"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_the_file_has_ordinary_permissions(tmp_path: Path) -> None:
    write_atomic(tmp_path / "a", b"x")
    (tmp_path / "b").write_bytes(b"x")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
