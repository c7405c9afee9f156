"""The .deb and the checksums, made of a small program that stands for the built one."""

from __future__ import annotations

import hashlib
import importlib
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]
PROGRAM = """#!/bin/sh
[ "$1" = score ] && echo "Usage: dlre-gui score [OPTIONS] PATH..." && exit
echo "Usage: dlre-gui

Commands:
  score  Score folders."
"""

debian = pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("dpkg-deb") is None, reason="needs Debian's dpkg"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build") / "dlre-gui"
    (folder / "_internal").mkdir(parents=True)
    (folder / "dlre-gui").write_text(PROGRAM)
    (folder / "dlre-gui").chmod(0o700)
    (folder / "dlre-gui-cli").symlink_to("dlre-gui")
    (folder / "_internal" / "网络.dat").write_bytes(b"weights")
    (folder / "_internal" / "网络.dat").chmod(0o600)
    return folder


@pytest.fixture(scope="module")
def linux() -> Iterator[ModuleType]:
    packaging = str(Path(__file__).resolve().parents[2] / "packaging")
    sys.path.insert(0, packaging)
    try:
        yield importlib.import_module("installers.linux")
    finally:
        sys.path.remove(packaging)


@pytest.fixture(scope="module")
def package(built: Path, linux: ModuleType) -> Path:
    made: Path = linux.deb(built, "scoring", "1.2", built.parent, quickly=True)
    return made


@pytest.fixture(scope="module")
def unpacked(package: Path) -> Path:
    root = package.parent / "unpacked"
    subprocess.run(["dpkg-deb", "--raw-extract", package, root], check=True)
    return root


@debian
def test_package_belongs_to_root_and_every_user_may_read_it(package: Path) -> None:
    listed = subprocess.check_output(["dpkg-deb", "--contents", package], text=True).splitlines()
    rows = [line.split(maxsplit=5) for line in listed]
    assert {row[1] for row in rows} == {"root/root"}
    assert {row[0] for row in rows if row[0][0] == "d"} == {"drwxr-xr-x"}
    files = {row[5]: row[0] for row in rows if row[0][0] == "-"}
    assert files["./opt/dlre-gui/dlre-gui"] == "-rwxr-xr-x"
    del files["./opt/dlre-gui/dlre-gui"]
    assert set(files.values()) == {"-rw-r--r--"}


@debian
def test_package_puts_everything_where_the_desktop_looks_for_it(unpacked: Path) -> None:
    for place in (
        "usr/share/applications/dlre-gui.desktop",
        "usr/share/icons/hicolor/scalable/apps/dlre-gui.svg",
        "usr/share/man/man1/dlre-gui.1.gz",
        "usr/share/man/man1/dlre-gui-cli.1.gz",
        "usr/share/doc/dlre-gui-scoring/copyright",
        "usr/share/doc/dlre-gui-scoring/changelog.gz",
    ):
        assert (unpacked / place).is_file(), place
    for name in ("dlre-gui", "dlre-gui-cli"):
        assert (unpacked / "usr/bin" / name).readlink() == Path("/opt/dlre-gui") / name
    assert not list((unpacked / "DEBIAN").glob("*inst")), "nothing runs as root at installation"


@debian
def test_package_says_what_it_is_and_needs(unpacked: Path) -> None:
    lines = (unpacked / "DEBIAN/control").read_text(encoding="utf-8").splitlines()
    fields = dict(line.split(": ", 1) for line in lines if not line.startswith(" "))
    assert (fields["Package"], fields["Version"]) == ("dlre-gui-scoring", "1.2")
    assert fields["Conflicts"] == fields["Replaces"] == "dlre-gui"
    assert fields["Depends"].startswith("libc6 (>= ")
    assert "python" not in fields["Depends"]
    assert not fields["Description"].lower().startswith(("dlre-gui ", "a ", "the "))


@debian
def test_package_can_be_verified_after_installation(unpacked: Path) -> None:
    rows = (unpacked / "DEBIAN/md5sums").read_text(encoding="utf-8").splitlines()
    told = {path: digest for digest, path in (row.split("  ", 1) for row in rows)}
    files = [path for path in unpacked.rglob("*") if path.is_file() and not path.is_symlink()]
    there = {path.relative_to(unpacked).as_posix(): path for path in files if "DEBIAN" not in path.parts}
    assert set(told) == set(there)
    assert all(hashlib.md5(there[name].read_bytes()).hexdigest() == told[name] for name in told)


@debian
@pytest.mark.skipif(shutil.which("man") is None, reason="needs man-db")
def test_man_page_is_set_without_a_warning(unpacked: Path) -> None:
    page = unpacked / "usr/share/man/man1/dlre-gui.1.gz"
    command = ["man", "--warnings", "--local-file", str(page)]
    env = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "MANPAGER": "cat", "MANWIDTH": "80"}
    done = subprocess.run(command, capture_output=True, text=True, env=env, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert "dlre-gui score [OPTIONS] PATH..." in done.stdout


@pytest.mark.skipif(shutil.which("xz") is None, reason="needs xz")
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made on Linux")
def test_archive_unpacks_into_one_folder_that_every_user_may_read(
    built: Path, linux: ModuleType, tmp_path: Path
) -> None:
    archive = linux.archive(built, "scoring", "1.2", tmp_path, quickly=True)
    with tarfile.open(archive) as packed:
        members = packed.getmembers()
    assert {member.name.split("/")[0] for member in members} == {"dlre-gui-scoring-1.2"}
    modes = {member.name.partition("/")[2]: member.mode for member in members if member.isfile()}
    assert modes == {"dlre-gui": 0o755, "_internal/网络.dat": 0o644}
    assert {member.linkname for member in members if member.issym()} == {"dlre-gui"}
    assert {(member.uid, member.gid) for member in members} == {(0, 0)}


def test_checksums_of_both_editions_stand_in_one_file(script: Script, tmp_path: Path) -> None:
    packer = script("installers.packer")
    for name in ("full.deb", "scoring.deb"):
        (tmp_path / name).write_bytes(name.encode())
        packer.write_sums(tmp_path, {name})
    (tmp_path / "full.deb").unlink()
    packer.write_sums(tmp_path, set())
    digest = hashlib.sha256(b"scoring.deb").hexdigest()
    assert (tmp_path / "SHA256SUMS").read_text() == f"{digest}  scoring.deb\n"
