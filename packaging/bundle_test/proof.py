"""`python3 packaging/dev.py bundle-test [EDITION]`: the .deb installed and used where there is no Python.

Every step is printed with what was found; the exit status is 1 if one of them failed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import environment
import system_packages
from bundle.build import LARGEST_BYTES, build, size
from bundle_test import it_department, portable, window
from bundle_test.chroot import Chroot, minimal_debian
from bundle_test.material import cohort_folder, cohort_table, hostile_folder, probabilities
from installers import linux, packer
from problems import SetUpError

WORK = environment.ROOT / "build" / "bundle-test"
SAMPLE = "/opt/dlre-gui/_internal/resources/sample-exam"
ODD_HOME = "/home/陈 医生"
SMALLEST_FIGURE_BYTES = 5_000


@dataclass
class Report:
    """What was found, step by step."""

    failed: list[str] = field(default_factory=list)

    def step(self, name: str, look: Callable[[], str]) -> None:
        """Do a step; an assertion or an error makes it a failed one."""
        started = time.monotonic()
        try:
            found, mark = look(), "ok "
        except (AssertionError, SetUpError, OSError, subprocess.SubprocessError) as error:
            found, mark = f"{type(error).__name__}: {error}", "NOT"
            self.failed.append(name)
        print(f"{mark}  {name:<34} {found}  [{time.monotonic() - started:.0f} s]", flush=True)


def run(arguments: list[str]) -> int:
    """Prove an edition (default: full)."""
    if os.geteuid() != 0 or not sys.platform.startswith("linux"):
        raise SetUpError("This needs root on Debian: it makes a chroot.")
    edition = arguments[0] if arguments else "full"
    system_packages.install(["debootstrap", "strace", "xvfb", "xdotool"], "Tools of the proof")
    environment.ensure()
    folder = build(edition)
    WORK.mkdir(parents=True, exist_ok=True)
    package = linux.deb(folder, edition, packer.version(), WORK, quickly=True)
    chroot = minimal_debian(WORK / "root")
    report = Report()
    report.step("small enough", lambda: _small(folder, edition))
    with chroot.mounted():
        _prove(chroot, folder, package, edition, report)
    print(f"{len(report.failed)} steps failed: {', '.join(report.failed)}" if report.failed else "All held.")
    return 1 if report.failed else 0


def _prove(chroot: Chroot, folder: Path, package: Path, edition: str, report: Report) -> None:
    report.step("no Python there", lambda: _no_python(chroot))
    older = WORK / "older.deb"
    report.step("an older version", lambda: _older(package, older))
    report.step("install it", lambda: _install(chroot, older))
    chroot.add_user("anna", "/home/anna")
    chroot.add_user("chen", ODD_HOME)
    report.step("its exam book", lambda: window.exam_book(chroot, "anna"))
    report.step("upgrade", lambda: _install(chroot, package))
    report.step("exam book kept", lambda: window.book_is_kept(chroot, "anna"))
    report.step("files as packed", lambda: _verified(chroot, edition))
    report.step("doctor", lambda: _doctor(chroot))
    report.step("score: bit for bit as from source", lambda: _score(chroot))
    report.step("no network", lambda: it_department.no_network(chroot))
    report.step("score hostile files", lambda: _hostile(chroot))
    report.step("export: PDF, DICOM, tables", lambda: _export(chroot))
    if edition == "full":
        report.step("train", lambda: _train(chroot))
        report.step("evaluate, with figures", lambda: _evaluate(chroot))
        report.step("the papers' study, a small one", lambda: _reproduce(chroot))
    report.step("a model for all users", lambda: it_department.model_for_all(chroot))
    report.step("a model for one user", lambda: it_department.own_model(chroot))
    report.step("backup of the exam book", lambda: it_department.backup(chroot))
    report.step("window, Chinese home", lambda: window.picture(chroot, "chen", WORK / "window.png"))
    report.step("engine killed under the window", lambda: window.survives_its_engine(chroot, "anna"))
    report.step("two users at once", lambda: _two_users(chroot))
    report.step("read-only program folder", lambda: _read_only(chroot))
    report.step("full disk", lambda: _full_disk(chroot))
    report.step("remove", lambda: _remove(chroot, edition))
    report.step("the archive, from any folder", lambda: _portable(chroot, folder, edition))


def _small(folder: Path, edition: str) -> str:
    assert size(folder) <= LARGEST_BYTES[edition], f"{size(folder) / 1e6:.1f} MB"
    return f"{size(folder) / 1e6:.1f} MB unpacked"


def _no_python(chroot: Chroot) -> str:
    found = chroot.as_root("sh", "-c", "ls /usr/bin/python* /usr/local/bin/python*", check=False).stdout
    assert not found, found
    return "none"


def _older(package: Path, older: Path) -> str:
    """The same program under a lower version number."""
    root = WORK / "older"
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["dpkg-deb", "-R", package, root], check=True)
    control = root / "DEBIAN/control"
    lines = control.read_text(encoding="utf-8").splitlines()
    lines = ["Version: 0.0.1" if line.startswith("Version:") else line for line in lines]
    control.write_text("\n".join(lines) + "\n", encoding="utf-8")
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zgzip", "-z1", "-b", root, older], check=True, stdout=-3
    )
    shutil.rmtree(root)
    return older.name


def _install(chroot: Chroot, package: Path) -> str:
    shutil.copyfile(package, chroot.folder / "tmp" / package.name)
    chroot.as_root("apt-get", "update", "-qq")
    env = "DEBIAN_FRONTEND=noninteractive"
    chroot.as_root(
        "env", env, "apt-get", "install", "-qq", "-y", "--no-install-recommends", f"/tmp/{package.name}"
    )
    _no_python(chroot)
    said = chroot.as_root("dpkg-query", "-W", "-f", "${db:Status-Abbrev}${Package} ${Version}\n", "dlre-gui*")
    return "; ".join(line[3:] for line in said.stdout.splitlines() if line.startswith("ii"))


def _verified(chroot: Chroot, edition: str) -> str:
    said = chroot.as_root("dpkg", "--verify", linux.package_name(edition)).stdout
    assert not said, said
    return "dpkg --verify finds no difference"


def _doctor(chroot: Chroot) -> str:
    done = chroot.as_user("anna", "dlre-gui-cli", "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    return f"{len(done.stdout.splitlines())} checks"


def _score(chroot: Chroot) -> str:
    done = chroot.as_user("anna", "dlre-gui-cli", "score", SAMPLE, "--out", "/home/anna/out")
    assert done.returncode == 0, done.stdout + done.stderr
    source = WORK / "source"
    shutil.rmtree(source, ignore_errors=True)
    sample = environment.ROOT / "resources" / "sample-exam"
    command = [str(environment.python()), "-m", "dlre_gui", "score", str(sample), "--out", str(source)]
    subprocess.run(command, cwd=environment.ROOT, check=True, capture_output=True)
    frozen = probabilities(chroot.path("/home/anna/out/images.csv"))
    assert frozen == probabilities(source / "images.csv"), frozen
    return f"{len(frozen)} screens"


def _hostile(chroot: Chroot) -> str:
    hostile_folder(chroot.path("/tmp/hostile"), environment.ROOT / "resources" / "sample-exam")
    done = chroot.as_user("anna", "dlre-gui-cli", "score", "/tmp/hostile", "--out", "/home/anna/hostile")
    assert done.returncode == 1, f"exit status {done.returncode}: {done.stderr}"
    rows = chroot.path("/home/anna/hostile/images.csv").read_text(encoding="utf-8").splitlines()[1:]
    scored = [row for row in rows if ",scored," in row]
    assert len(scored) == 1, f"{len(scored)} scored"
    return f"{len(rows)} files, the good one scored"


def _export(chroot: Chroot) -> str:
    """Reports of the exam that the window has put into the book."""
    kinds = [word for kind in ("pdf", "sr", "captures", "tables", "json") for word in ("--kind", kind)]
    done = chroot.as_user("anna", "dlre-gui-cli", "export", "--out", "/home/anna/reports", *kinds)
    assert done.returncode == 0, done.stdout + done.stderr
    found = [path.suffix for path in chroot.path("/home/anna/reports").rglob("*") if path.is_file()]
    counts = {ending: found.count(ending) for ending in (".pdf", ".dcm", ".csv", ".json")}
    assert all(counts.values()), counts
    return ", ".join(f"{n} {ending[1:]}" for ending, n in counts.items())


def _train(chroot: Chroot) -> str:
    cohort = cohort_folder(chroot, "anna")
    command = ["dlre-gui-cli", "train", cohort, "--out", "/home/anna/model", "--epochs", "1"]
    done = chroot.as_user("anna", *command, timeout_s=1500)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip().splitlines()[-1]


def _evaluate(chroot: Chroot) -> str:
    command = ["evaluate", cohort_table(chroot, "anna"), "--out", "/home/anna/evaluation"]
    done = chroot.as_user("anna", "dlre-gui-cli", *command, timeout_s=1500)
    assert done.returncode == 0, done.stdout + done.stderr
    out = chroot.path("/home/anna/evaluation")
    pictures = [path for path in out.rglob("*.png") if path.stat().st_size > SMALLEST_FIGURE_BYTES]
    assert pictures, "no figures"
    assert (out / "report.html").is_file(), "no report"
    return f"report and {len(pictures)} figures"


def _reproduce(chroot: Chroot) -> str:
    """Simulated patients, one network, one epoch: whether it runs, not what it reaches."""
    patients = ("--patients", "28", "--seed", "91", "--format", "jpg")  # enough of each stage
    small = (*patients, "--network", "gut", "--epochs", "1", "--no-hospitals")
    command = ["dlre-gui-cli", "reproduce", "--out", "/home/anna/study", *small]
    done = chroot.as_user("anna", *command, timeout_s=1500)
    assert done.returncode == 0, done.stdout + done.stderr
    return f"{chroot.path('/home/anna/study/reproduce.html').stat().st_size} bytes of report"


def _two_users(chroot: Chroot) -> str:
    commands = [
        chroot.user_command(user, ["dlre-gui-cli", "score", SAMPLE, "--out", f"{chroot.home(user)}/both"])
        for user in ("anna", "chen")
    ]
    running = [subprocess.Popen(command, stdout=-3, stderr=-3) for command in commands]
    codes = [process.wait(timeout=600) for process in running]
    assert codes == [0, 0], codes
    return "both scored"


def _read_only(chroot: Chroot) -> str:
    """Nothing may be written beside the program, even by root."""
    before = sorted(path.relative_to(chroot.folder) for path in chroot.path("/opt/dlre-gui").rglob("*"))
    folder = chroot.path("/opt/dlre-gui")
    subprocess.run(["mount", "--bind", folder, folder], check=True)
    subprocess.run(["mount", "-o", "remount,ro,bind", folder], check=True)
    try:
        done = chroot.as_user("chen", "dlre-gui-cli", "score", SAMPLE, "--out", f"{ODD_HOME}/ro out")
        assert done.returncode == 0, done.stdout + done.stderr
    finally:
        subprocess.run(["umount", folder], check=True)
    after = sorted(path.relative_to(chroot.folder) for path in folder.rglob("*"))
    assert before == after, "files were added"
    return "scored; nothing written there"


def _full_disk(chroot: Chroot) -> str:
    with chroot.small_disk("/mnt/full", 1):
        chroot.path("/mnt/full/filler").write_bytes(b"\0" * 1_040_000)
        env = {"DLRE_HOME": "/mnt/full/home"}
        done = chroot.as_user("anna", "dlre-gui-cli", "score", SAMPLE, "--out", "/mnt/full/out", env=env)
    said = (done.stdout + done.stderr).strip()
    assert done.returncode not in (0, 130), f"exit status {done.returncode}"
    assert "Traceback" not in said, said
    assert "space" in said.lower() or "full" in said.lower(), said
    return said.splitlines()[-1][:100]


def _remove(chroot: Chroot, edition: str) -> str:
    chroot.as_root("apt-get", "purge", "-qq", "-y", linux.package_name(edition))
    assert not chroot.path("/opt/dlre-gui").exists(), "files are left"
    assert not chroot.path("/usr/bin/dlre-gui").is_symlink(), "the link is left"
    window.book_is_there(chroot, "anna")
    return "program gone, exam book left"


def _portable(chroot: Chroot, folder: Path, edition: str) -> str:
    """With the .deb gone, so that nothing of it can help."""
    archive = linux.archive(folder, edition, packer.version(), WORK, quickly=True)
    table, picture = WORK / "source" / "images.csv", WORK / "window-of-archive.png"
    try:
        return portable.runs_from_any_folder(chroot, archive, table, "chen", picture)
    finally:
        archive.unlink()
