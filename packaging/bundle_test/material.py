"""Files for the proof: hostile ones beside a good one, a small cohort, and tables read back."""

from __future__ import annotations

import csv
import shutil
import struct
import zlib
from pathlib import Path

from bundle_test.chroot import Chroot


def hostile_folder(folder: Path, sample: Path) -> None:
    """One good screen among files that must not stop it."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    good = sorted(sample.rglob("*.dcm"))[0]
    content = good.read_bytes()
    shutil.copyfile(good, folder / "good.dcm")
    (folder / "empty.dcm").write_bytes(b"")
    (folder / "cut.dcm").write_bytes(content[: len(content) // 3])
    (folder / "program.png").write_bytes(b"\x7fELF" + bytes(2000))
    (folder / "lies.png").write_bytes(_png(65_000, 65_000))
    (folder / "文本.txt").write_text("no screen", encoding="utf-8")
    folder.chmod(0o755)


def _png(width: int, height: int) -> bytes:
    """A header that promises more pixels than there are."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 64)), (b"IEND", b"")]
    parts = [struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in chunks]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def cohort_folder(chroot: Chroot, user: str) -> str:
    """A small simulated cohort, made by the program itself; the path of its table."""
    table = Path(cohort_table(chroot, user))
    sizes = ("--patients", "30", "--size", "720x540")  # enough of each stage
    done = chroot.as_user(user, "dlre-gui-cli", "simulate", str(table.parent), *sizes)
    assert done.returncode == 0, done.stdout + done.stderr
    return str(table)


def cohort_table(chroot: Chroot, user: str) -> str:
    """Where the simulated cohort's table lies, inside."""
    return f"{chroot.home(user)}/cohort/cohort.csv"


def probabilities(table: Path) -> dict[str, tuple[str, ...]]:
    """The three probabilities by path, exactly as the table has them."""
    with table.open(encoding="utf-8", newline="") as stream:
        return {row["path"]: (row["p_ge_f2"], row["p_ge_f3"], row["p_f4"]) for row in csv.DictReader(stream)}
