"""A minimal Debian in a folder, and commands run in it as an ordinary user without network."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import system_packages
from problems import SetUpError

X_SOCKETS = Path("/tmp/.X11-unix")


class Chroot:
    """The system under a folder; needs root.

    Parameters
    ----------
    folder
        Made by `minimal_debian`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def as_root(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run with the machine's network: what an administrator does."""
        done = _run(["chroot", str(self.folder), *command])
        if check and done.returncode:
            raise SetUpError(f"{done.stdout}{done.stderr}\n{' '.join(command)} failed.")
        return done

    def as_user(
        self, user: str, *command: str, env: Mapping[str, str] | None = None, timeout_s: float = 600
    ) -> subprocess.CompletedProcess[str]:
        """Run as an ordinary user, without any network."""
        return _run(self.user_command(user, command, env), timeout_s)

    def start_as_user(
        self, user: str, *command: str, env: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """The same, not waited for."""
        return subprocess.Popen(
            self.user_command(user, command, env), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def user_command(
        self, user: str, command: Sequence[str], env: Mapping[str, str] | None = None
    ) -> list[str]:
        """What runs `command` there."""
        home = self.home(user)
        settings = {"HOME": home, "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **(env or {})}
        pairs = [f"{name}={value}" for name, value in settings.items()]
        inside = ["chroot", f"--userspec={user}:{user}", str(self.folder), "env", "-i", *pairs, *command]
        return ["unshare", "--net", *inside]

    def add_user(self, name: str, home: str) -> None:
        """An ordinary user; nothing if there is one already."""
        if self.as_root("id", name, check=False).returncode:
            self.as_root("useradd", "--create-home", "--home-dir", home, name)

    def home(self, user: str) -> str:
        """Home folder, as seen inside."""
        return self.as_root("sh", "-c", f"getent passwd {user} | cut -d: -f6").stdout.strip()

    def path(self, inside: str) -> Path:
        """Where a path of the inside lies outside."""
        return self.folder / inside.lstrip("/")

    @contextmanager
    def mounted(self) -> Iterator[None]:
        """With /proc, /dev and the sockets of X in place."""
        targets = []
        sockets = self.folder / "tmp/.X11-unix"
        sockets.mkdir(parents=True, exist_ok=True)
        X_SOCKETS.mkdir(parents=True, exist_ok=True)
        try:
            for source, target in (("/proc", "proc"), ("/dev", "dev"), (str(X_SOCKETS), "tmp/.X11-unix")):
                _checked(["mount", "--rbind", source, str(self.folder / target)])
                _checked(["mount", "--make-rslave", str(self.folder / target)])
                targets.append(self.folder / target)
            yield
        finally:
            for mount in reversed(targets):
                _run(["umount", "--recursive", "--lazy", str(mount)])

    @contextmanager
    def small_disk(self, inside: str, megabytes: int) -> Iterator[None]:
        """With a disk of so many megabytes at a path of the inside."""
        target = self.path(inside)
        target.mkdir(parents=True, exist_ok=True)
        _checked(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=1777", "tmpfs", str(target)])
        try:
            yield
        finally:
            _run(["umount", "--lazy", str(target)])


def minimal_debian(folder: Path) -> Chroot:
    """A fresh minimal root, copied from one that debootstrap made on the first call."""
    original = folder.with_name(folder.name + "-original")
    if not (original / "etc/debian_version").is_file():
        system_packages.install(["debootstrap"], "debootstrap")
        shutil.rmtree(original, ignore_errors=True)
        release, mirror = _release(), _mirror()
        _checked(["debootstrap", "--variant=minbase", release, str(original), mirror])
        (original / "etc/apt/sources.list").unlink(missing_ok=True)
        for name in ("sources.list", "sources.list.d", "apt.conf.d"):
            _copy(Path("/etc/apt") / name, original / "etc/apt" / name)
    if folder.exists():
        shutil.rmtree(folder)
    _checked(["cp", "-a", str(original), str(folder)])
    for name in ("resolv.conf", "hosts"):
        shutil.copyfile(Path("/etc") / name, folder / "etc" / name)
    (folder / "etc/dpkg/dpkg.cfg.d/quickly").write_text("force-unsafe-io\n")  # no sync after each file
    return Chroot(folder)


def _release() -> str:
    text = Path("/etc/os-release").read_text(encoding="utf-8")
    return text.partition("VERSION_CODENAME=")[2].split("\n")[0].strip('"')


def _mirror() -> str:
    """Where this machine itself gets Debian's packages from."""
    sites = _run(["apt-get", "indextargets", "--format", "$(SITE)"]).stdout.split()
    if not sites:
        raise SetUpError("This machine has no Debian archive configured.")
    return next((site for site in sites if "security" not in site), sites[0])


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    elif source.is_file():
        shutil.copyfile(source, target)


def _run(command: list[str], timeout_s: float = 900) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=timeout_s)


def _checked(command: list[str]) -> None:
    done = _run(command)
    if done.returncode:
        raise SetUpError(f"{done.stdout[-2000:]}{done.stderr[-2000:]}\n{' '.join(command)} failed.")
