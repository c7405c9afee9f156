"""Linux: a .deb with menu entry, icon, file types and man page; and a .tar.xz that runs from any folder."""

from __future__ import annotations

import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import environment
import system_packages
from bundle import linked
from installers import manual
from installers.running import run
from problems import SetUpError

PROGRAM_DIR = Path("opt/dlre-gui")
HERE = Path(__file__).resolve().parent
_SVG = environment.ROOT / "resources" / "icons" / "app.svg"
_INK = "#2f6f8f"  # the icon in the menus, where no palette tints it
_LOADED_BY_NAME = ("libegl1", "libgl1")
_FONTS = ("fontconfig-config", "fonts-dejavu-core")  # a bare system has none
_PARTS = "The licences of all its parts: /opt/dlre-gui/_internal/about/licences.txt"


def make(folder: Path, edition: str, version: str, out: Path) -> list[Path]:
    """Pack a built program.

    Parameters
    ----------
    folder
        The program's folder, of `bundle.build.build`.
    out
        Where the packages go.

    Raises
    ------
    SetUpError
        If a tool fails; with what it said.
    """
    out.mkdir(parents=True, exist_ok=True)
    return [deb(folder, edition, version, out), archive(folder, edition, version, out)]


def architecture() -> str:
    """As Debian names it."""
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)


def package_name(edition: str) -> str:
    return "dlre-gui" if edition == "full" else f"dlre-gui-{edition}"


def deb(folder: Path, edition: str, version: str, out: Path, quickly: bool = False) -> Path:
    """The Debian package of a built program.

    Parameters
    ----------
    quickly
        Hardly compressed: to be installed here and thrown away.
    """
    name = package_name(edition)
    if shutil.which("objdump") is None or shutil.which("dpkg-deb") is None:
        system_packages.install(["binutils", "dpkg"], "Debian's packaging tools")
    root = out / f"{name}-root"
    shutil.rmtree(root, ignore_errors=True)
    _place(folder, root, name, version)
    _control(root, folder, name, version)
    package = out / f"{name}_{version}_{architecture()}.deb"
    compression = ["-Zgzip", "-z1"] if quickly else ["-Zxz", "-z9"]
    run(["dpkg-deb", "--root-owner-group", *compression, "--build", str(root), str(package)])
    shutil.rmtree(root)
    return package


def archive(folder: Path, edition: str, version: str, out: Path, quickly: bool = False) -> Path:
    """A built program as an archive, for use without installing it.

    Parameters
    ----------
    quickly
        Hardly compressed: to be tried here and thrown away.
    """
    name = f"{package_name(edition)}-{version}"
    packed = out / f"{name}-linux-{architecture()}.tar.xz"
    # S: what a link points to keeps its name
    how = ["--create", f"--file={packed}", f"--use-compress-program=xz -{0 if quickly else 9} --threads=0"]
    order = [
        "--owner=0",
        "--group=0",
        "--mode=a=rX,u+w",
        "--sort=name",
        f"--transform=s,^{folder.name},{name},S",
    ]
    run(["tar", *how, *order, "-C", str(folder.parent), folder.name])
    return packed


def _place(folder: Path, root: Path, name: str, version: str) -> None:
    """Everything at its place, as the Filesystem Hierarchy Standard and freedesktop.org have it."""
    program = root / PROGRAM_DIR
    shutil.copytree(folder, program, symlinks=True)
    _open_to_all(root)
    for link in ("dlre-gui", "dlre-gui-cli"):
        target = root / "usr/bin" / link
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(f"/{PROGRAM_DIR}/{link}")
    _write(root / "usr/share/applications/dlre-gui.desktop", (HERE / "dlre-gui.desktop").read_bytes())
    icon = _SVG.read_text(encoding="utf-8").replace("currentColor", _INK)
    _write(root / "usr/share/icons/hicolor/scalable/apps/dlre-gui.svg", icon.encode())
    page = manual.page(folder / "dlre-gui", version).encode()
    for command in ("dlre-gui", "dlre-gui-cli"):
        _write(root / f"usr/share/man/man1/{command}.1.gz", gzip.compress(page, mtime=0))
    documents = root / "usr/share/doc" / name
    licence = (environment.ROOT / "LICENSE").read_text(encoding="utf-8")
    _write(documents / "copyright", f"{licence}\n{_PARTS}\n".encode())
    changes = (environment.ROOT / "CHANGELOG.md").read_bytes()
    _write(documents / "changelog.gz", gzip.compress(changes, mtime=0))


def _open_to_all(root: Path) -> None:
    """Readable by every user, writable by the owner only."""
    for path in root.rglob("*"):
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if runs else 0o644)


def _control(root: Path, folder: Path, name: str, version: str) -> None:
    other = "dlre-gui-scoring" if name == "dlre-gui" else "dlre-gui"
    size = sum(path.lstat().st_size for path in root.rglob("*") if path.is_file()) // 1024
    fields = {
        "Package": name,
        "Version": version,
        "Architecture": architecture(),
        "Maintainer": "The founders of DLRE GUI <dlre-gui@users.noreply.github.com>",
        "Installed-Size": str(size),
        "Depends": ", ".join(depends(folder)),
        "Recommends": "fonts-noto-cjk",
        "Conflicts": other,
        "Replaces": other,
        "Section": "science",
        "Priority": "optional",
        "Description": "stages liver fibrosis from 2D shear-wave-elastography screens\n"
        " Reads the screens of an exam, shows P(>=F2), P(>=F3) and P(F4) beside the\n"
        " Q-Box values, and writes reports. Research use only, not for diagnosis; the\n"
        " bundled model was trained on simulated data. Opens no network connection.",
    }
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())
    sums = _md5sums(root)
    _write(root / "DEBIAN/control", text.encode())
    _write(root / "DEBIAN/md5sums", sums.encode())


def _md5sums(root: Path) -> str:
    """For `dpkg --verify`."""
    files = (path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink())
    rows = ((hashlib.md5(path.read_bytes()).hexdigest(), path.relative_to(root)) for path in files)
    return "".join(f"{digest}  {path}\n" for digest, path in rows)


def depends(folder: Path) -> list[str]:
    """Debian packages of the system's libraries that the program needs and does not bring.

    Found by what every file of it is linked against; Qt's plugins load a few more by name. The C
    library must be at least as new as where the program was built.
    """
    brought = {path.name for path in folder.rglob("*.so*")}
    wanted = {name for path in _objects(folder) for name in linked.needed(str(path))} - brought
    packages = {_package_of(name) for name in wanted} - {""}
    version = _said("dpkg-query", "--show", "--showformat=${Version}", "libc6").split("-")[0]
    return [f"libc6 (>= {version})", *sorted((packages | {*_LOADED_BY_NAME, *_FONTS}) - {"libc6"})]


def _objects(folder: Path) -> list[Path]:
    libraries = [path for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink()]
    return [folder / "dlre-gui", *libraries]


def _package_of(soname: str) -> str:
    """The Debian package that has a library; empty for the kernel's own and for unknown ones."""
    owners = _said("dpkg-query", "--search", f"*/{soname}").splitlines()
    return owners[0].split(":")[0] if owners else ""


def _said(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True).stdout


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if not sys.platform.startswith("linux"):
    raise SetUpError("The .deb and .tar.xz are made on Linux.")
