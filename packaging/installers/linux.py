"""Linux: a .deb with menu entry, icon, file types and man page; and a .tar.xz that runs from any folder."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path

import environment
import system_packages
from installers import manual
from problems import SetUpError

PROGRAM_DIR = Path("opt/dlre-gui")
HERE = Path(__file__).resolve().parent
_SVG = environment.ROOT / "resources" / "icons" / "app.svg"
_INK = "#2f6f8f"  # the icon in the menus, where no palette tints it
_NOT_LINKED = ("libxcb-cursor0", "libegl1", "libgl1")  # loaded by name only


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
    name = "dlre-gui" if edition == "full" else f"dlre-gui-{edition}"
    return [_deb(folder, name, version, out), _archive(folder, name, version, out)]


def architecture() -> str:
    """As Debian names it."""
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(os.uname().machine, os.uname().machine)


def _deb(folder: Path, name: str, version: str, out: Path) -> Path:
    if shutil.which("dpkg-shlibdeps") is None:
        system_packages.install(["dpkg-dev"], "Debian's packaging tools")
    root = out / f"{name}-root"
    shutil.rmtree(root, ignore_errors=True)
    _place(folder, root, version)
    _control(root, folder, name, version)
    package = out / f"{name}_{version}_{architecture()}.deb"
    _run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)])
    shutil.rmtree(root)
    return package


def _place(folder: Path, root: Path, version: str) -> None:
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
    for name in ("dlre-gui", "dlre-gui-cli"):
        _write(root / f"usr/share/man/man1/{name}.1.gz", gzip.compress(page, mtime=0))
    _write(root / "usr/share/doc/dlre-gui/copyright", (environment.ROOT / "LICENSE").read_bytes())


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
        "Conflicts": other,
        "Replaces": other,
        "Section": "science",
        "Priority": "optional",
        "Description": "stages liver fibrosis from 2D shear-wave-elastography screens\n"
        " Reads the screens of an exam, shows P(>=F2), P(>=F3) and P(F4) beside the Q-Box values,\n"
        " and writes reports. Research use only, not for diagnosis; the bundled model was trained\n"
        " on simulated data. Opens no network connection.",
    }
    text = "".join(f"{key}: {value}\n" for key, value in fields.items())
    _write(root / "DEBIAN/control", text.encode())


def depends(folder: Path) -> list[str]:
    """Debian packages of the system's libraries that the program needs and does not bring.

    Asked of dpkg-shlibdeps for everything that is linked; Qt's plugins load a few more by name.
    """
    work = folder.parent / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    _write(work / "debian/control", b"Source: dlre-gui\n\nPackage: dlre-gui\nArchitecture: any\n")
    inside = sorted({str(path.parent) for path in folder.rglob("*.so*") if path.is_file()})
    objects = [str(path) for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink()]
    command = ["dpkg-shlibdeps", "--ignore-missing-info", "-O", *(f"-l{place}" for place in inside)]
    done = subprocess.run(
        [*command, *(f"-e{path}" for path in [str(folder / "dlre-gui"), *objects])],
        cwd=work,
        capture_output=True,
        text=True,
    )
    line = next((row for row in done.stdout.splitlines() if row.startswith("shlibs:Depends=")), None)
    if line is None:
        raise SetUpError(f"{done.stderr}\nThe libraries that the program needs could not be found out.")
    linked = [entry.strip() for entry in line.removeprefix("shlibs:Depends=").split(",")]
    there = {entry.split(" ")[0] for entry in linked}
    return sorted([*linked, *(name for name in _NOT_LINKED if name not in there)])


def _archive(folder: Path, name: str, version: str, out: Path) -> Path:
    archive = out / f"{name}-{version}-linux-{architecture()}.tar.xz"
    whole = f"s,^{folder.name},{name}-{version},"
    command = [
        "tar",
        "--create",
        f"--file={archive}",
        "--use-compress-program=xz -T0",
        "--owner=0",
        "--group=0",
    ]
    _run([*command, f"--transform={whole}", "--sort=name", "-C", str(folder.parent), folder.name])
    return archive


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _run(command: list[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SetUpError(f"{done.stdout}{done.stderr}\n{command[0]} failed.")


if not sys.platform.startswith("linux"):
    raise SetUpError("The .deb and .tar.xz are made on Linux.")
