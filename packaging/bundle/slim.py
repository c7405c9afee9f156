"""Made smaller: tables before they go in; afterwards symbols, ICU's data and doubles."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path, PurePath

from bundle import gaps, icu

WORTH_STRIPPING_BYTES = 100_000
ATTRIBUTES = "module_attribute_map.json"  # the nested ones are for kinds of images that we do not write
Entry = tuple[str, str, str]
_TABLES = ("highdicom/_standard/*.json", "pypinyin/*.json")
_PATCHED = ".libs"  # libraries changed by the makers of their wheels, and broken by strip
_OF_COMPILER = ("libgfortran", "libquadmath")


def packed(datas: Iterable[Entry], work: Path) -> list[Entry]:
    """The data files, with tables in JSON replaced by tight copies in the folder `work`.

    An entry is a path in the bundle, a path on this machine, and PyInstaller's kind.
    """
    return [(target, str(_tight(target, Path(source), work)), kind) for target, source, kind in datas]


def _tight(target: str, source: Path, work: Path) -> Path:
    if not any(PurePath(target).match(pattern) for pattern in _TABLES):
        return source
    copy = work / source.name
    copy.parent.mkdir(parents=True, exist_ok=True)
    content = json.loads(source.read_text(encoding="utf-8"))
    if source.name == ATTRIBUTES:
        content = {module: [one for one in rows if not one["path"]] for module, rows in content.items()}
    copy.write_text(json.dumps(content, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")
    return copy


def finish(folder: Path) -> None:
    """Take out of a built folder what its system's tools can, and add ``dlre-gui-cli``."""
    if sys.platform.startswith("linux"):
        _strip(folder)
        for library in folder.rglob("libicudata.so.*"):
            icu.cut(library)
        link_doubles(folder)
        link_compilers_libraries(folder)
    twin = folder / "dlre-gui-cli"
    if sys.platform != "win32" and not twin.exists():
        twin.symlink_to("dlre-gui")


def _strip(folder: Path) -> None:
    for path in _libraries(folder):
        if any(part.endswith(_PATCHED) for part in path.parent.parts):
            gaps.close(path, WORTH_STRIPPING_BYTES // 2)
            continue
        slimmer = path.with_name(path.name + ".stripped")
        done = subprocess.run(
            ["strip", "--strip-unneeded", "-o", slimmer, path], capture_output=True, check=False
        )
        if done.returncode == 0 and slimmer.stat().st_size < path.stat().st_size:
            shutil.copymode(path, slimmer)
            slimmer.replace(path)
        slimmer.unlink(missing_ok=True)


def link_doubles(folder: Path) -> None:
    """Two wheels' copies of one library: the second becomes a link to the first."""
    first: dict[tuple[str, str], Path] = {}
    for path in _libraries(folder):
        one = first.setdefault((path.name, hashlib.sha256(path.read_bytes()).hexdigest()), path)
        _link(path, one)


def link_compilers_libraries(folder: Path) -> None:
    """Two wheels' builds of a compiler's library, of which any build of a version serves all programs."""
    first: dict[tuple[str, str], Path] = {}
    for path in _libraries(folder):
        stem, _, version = path.name.partition(".so.")
        if stem.startswith(_OF_COMPILER):
            _link(path, first.setdefault((stem.partition("-")[0], version), path))


def _link(path: Path, one: Path) -> None:
    if one is not path:
        path.unlink()
        path.symlink_to(os.path.relpath(one, path.parent))


def _libraries(folder: Path) -> list[Path]:
    """Those that are worth the work."""
    found = (path for path in sorted(folder.rglob("*.so*")) if not path.is_symlink())
    return [path for path in found if path.stat().st_size >= WORTH_STRIPPING_BYTES]
