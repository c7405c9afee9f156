"""How the standalone program is made smaller, without losing what it uses."""

from __future__ import annotations

import importlib.util
import json
import platform
import shutil
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

Script = Callable[[str], ModuleType]
HEADER = struct.pack("<HH", 32, 0x27DA) + bytes(8) + b"CmnD" + bytes(16)
SORTED = """
import ctypes, functools, sys
from pathlib import Path
folder = Path(sys.argv[1])
names = [next(folder.glob(f"libicu{kind}.so.*")) for kind in ("data", "uc", "i18n")]
_, _, icu = (ctypes.CDLL(str(name), mode=ctypes.RTLD_GLOBAL) for name in names)
version = names[0].suffix[1:]
call = lambda name: getattr(icu, f"{name}_{version}")
call("ucol_open").restype = ctypes.c_void_p
error = ctypes.c_int(0)
collator = ctypes.c_void_p(call("ucol_open")(sys.argv[2].encode(), ctypes.byref(error)))
assert error.value <= 0, error.value
def compared(a, b):
    texts = [text.encode("utf-16-le") for text in (a, b)]
    return call("ucol_strcoll")(collator, texts[0], len(texts[0]) // 2, texts[1], len(texts[1]) // 2)
print("".join(sorted(sys.argv[3], key=functools.cmp_to_key(compared))))
"""


def package(items: dict[str, bytes]) -> bytes:
    """ICU data of a few items, as ICU writes it."""
    names = [name.encode() + b"\0" for name in items]
    place, data = 4 + 8 * len(items), 4 + 8 * len(items) + sum(map(len, names))
    table = struct.pack("<I", len(items))
    for name, content in zip(names, items.values(), strict=True):
        table += struct.pack("<II", place, data)
        place, data = place + len(name), data + len(content)
    return HEADER + table + b"".join(names) + b"".join(items.values())


def test_icu_keeps_the_windows_languages_only(script: Script) -> None:
    kept = {
        "icudt73l/coll/root.res": b"root order",
        "icudt73l/coll/ucadata.icu": b"weights of all characters",
        "icudt73l/coll/zh.res": b"Chinese order!",
        "icudt73l/en_GB.res": b"British",
        "icudt73l/likelySubtags.res": b"likely",
    }
    left = {
        "icudt73l/coll/sv.res": b"Swedish order",
        "icudt73l/curr/zh.res": b"money",
        "icudt73l/gb18030.cnv": b"converter",
        "icudt73l/sv.res": b"Swedish",
        "icudt73l/zone/en.res": b"zones",
    }
    icu = script("bundle.icu")
    small = icu.shortened(package(dict(sorted({**kept, **left}.items()))))
    found = icu.items(small)
    assert list(found) == list(kept)
    assert all(found[name].startswith(content) for name, content in kept.items())
    assert small[:32] == HEADER


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or shutil.which("ld") is None, reason="needs Linux and binutils"
)
def test_qts_own_icu_sorts_as_before_with_a_tenth_of_its_data(script: Script, tmp_path: Path) -> None:
    spec = importlib.util.find_spec("PySide6")
    assert spec is not None
    assert spec.origin is not None
    for library in Path(spec.origin).parent.glob("Qt/lib/libicu*.so.*"):
        shutil.copyfile(library, tmp_path / library.name)
    data = next(tmp_path.glob("libicudata.so.*"))
    cases = [("zh_CN", "王陈李啊z"), ("en_US", "zäaéb")]
    before, size = [_sorted(tmp_path, *case) for case in cases], data.stat().st_size
    script("bundle.icu").cut(data)
    assert data.stat().st_size < size / 8
    assert [_sorted(tmp_path, *case) for case in cases] == before
    assert before == ["啊陈李王z", "aäbéz"]


def _sorted(folder: Path, locale: str, letters: str) -> str:
    command = [sys.executable, "-c", SORTED, str(folder), locale, letters]
    return subprocess.check_output(command, text=True, encoding="utf-8", timeout=60).strip()


def test_a_library_that_is_not_icus_is_refused(script: Script, tmp_path: Path) -> None:
    other = next(Path(sys.base_prefix).glob("lib*/**/_heapq*.so"), None)
    if other is None or shutil.which("nm") is None:
        pytest.skip("no shared library of Python's, or no binutils")
    shutil.copyfile(other, tmp_path / "libicudata.so.1")
    with pytest.raises(ValueError, match="holds no ICU data"):
        script("bundle.icu").cut(tmp_path / "libicudata.so.1")


def test_tables_for_writing_dicom_lose_only_what_is_never_copied(script: Script, tmp_path: Path) -> None:
    row = {"keyword": "PatientName", "type": "2", "path": []}
    nested = {"keyword": "CodeValue", "type": "1", "path": ["PatientBreedCodeSequence"]}
    table = tmp_path / "module_attribute_map.json"
    table.write_text(json.dumps({"patient": [row, nested]}, indent=4))
    entries = [
        ("highdicom/_standard/module_attribute_map.json", str(table), "DATA"),
        ("other/module_attribute_map.json", str(table), "DATA"),
    ]
    packed, other = script("bundle.slim").packed(entries, tmp_path / "tight")
    assert Path(packed[1]).read_text() == '{"patient":[{"keyword":"PatientName","type":"2","path":[]}]}'
    assert other == entries[1]


def test_any_build_of_a_compilers_library_serves_all(script: Script, tmp_path: Path) -> None:
    for name in (
        "a.libs/libgfortran-1.so.5.0.0",
        "b.libs/libgfortran-2.so.5.0.0",
        "b.libs/libgfortran-2.so.3",
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode() * 10_000)
    script("bundle.slim").link_compilers_libraries(tmp_path)
    assert (tmp_path / "b.libs/libgfortran-2.so.5.0.0").readlink() == Path("../a.libs/libgfortran-1.so.5.0.0")
    assert not (tmp_path / "b.libs/libgfortran-2.so.3").is_symlink()


WITH_A_HOLE = """
.globl answer
.section .text
answer: mov value(%rip), %eax
ret
.section .data
.balign 8
value: .long 42
.section .note.GNU-stack,"",@progbits
"""


@pytest.mark.skipif(
    not sys.platform.startswith("linux") or platform.machine() != "x86_64" or shutil.which("ld") is None,
    reason="needs Linux on x86 and binutils",
)
def test_a_library_whose_holes_are_closed_is_small_and_works(script: Script, tmp_path: Path) -> None:
    (tmp_path / "a.s").write_text(WITH_A_HOLE)
    subprocess.run(["as", "-o", tmp_path / "a.o", tmp_path / "a.s"], check=True)
    library = tmp_path / "liba.so"
    linked = ["ld", "-shared", "-z", "max-page-size=2097152", "-z", "separate-code", "-o", library]
    subprocess.run([*linked, tmp_path / "a.o"], check=True)
    assert library.stat().st_size > 2_000_000
    script("bundle.gaps").close(library, 1)
    assert library.stat().st_size < 20_000
    called = "import ctypes, sys; print(ctypes.CDLL(sys.argv[1]).answer())"
    assert subprocess.check_output([sys.executable, "-c", called, library], text=True) == "42\n"
    assert (
        subprocess.run(["readelf", "--all", "--wide", library], capture_output=True, check=True).stderr == b""
    )


@pytest.mark.parametrize("content", [b"", b"MZ" + bytes(100), b"\x7fELF\x02\x01" + bytes(58)])
def test_what_is_laid_out_otherwise_stays_as_it_is(script: Script, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "liba.so").write_bytes(content)
    script("bundle.gaps").close(tmp_path / "liba.so", 0)
    assert (tmp_path / "liba.so").read_bytes() == content


def test_two_copies_of_a_library_become_one(script: Script, tmp_path: Path) -> None:
    content = bytes(200_000)
    for name in ("a.libs/libm.so.1", "b.libs/libm.so.1", "b.libs/libother.so.1"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    script("bundle.slim").link_doubles(tmp_path)
    double = tmp_path / "b.libs/libm.so.1"
    assert double.is_symlink()
    assert double.read_bytes() == content
    assert not (tmp_path / "b.libs/libother.so.1").is_symlink()
