"""How the standalone program is made smaller, without losing what it uses."""

from __future__ import annotations

import importlib.util
import json
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
