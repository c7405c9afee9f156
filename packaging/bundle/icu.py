"""ICU's data cut to what Qt asks for here: characters' properties, and the sorting of the window's languages.

Qt's Linux wheels bring 32 MB of it, nearly all for converters, time zones, currencies and names of
places in 800 languages, none of which the program uses. The format is ICU's "common data" package: a header
and a table of names and places (ucmndata.h in ICU's source).
"""

from __future__ import annotations

import re
import struct
import subprocess
from pathlib import Path

LANGUAGES = ("en", "zh")
_UNUSED = re.compile(r"(brkitr|curr|lang|rbnf|region|translit|unit|zone)/|.*\.(cnv|spp|cfu)$|unames\.icu$")
_OF_A_LOCALE = re.compile(r"(?:coll/)?([a-z]{2,3})(?:_\w+)?\.res$")
_MAGIC = b"\xda\x27"
_FORMAT = b"CmnD"
_FORMAT_AT = 12  # header size, magic, then 8 bytes about the machine
_ALIGNMENT = 16


def is_kept(item: str) -> bool:
    """Whether an item, by its name without the package's, stays."""
    locale = _OF_A_LOCALE.match(item)
    return not _UNUSED.match(item) and (locale is None or locale[1] in LANGUAGES)


def cut(library: Path) -> None:
    """Put a library with less data in the place of one of ICU's data; needs binutils.

    Raises
    ------
    ValueError
        If the library does not hold a package of ICU's data.
    subprocess.CalledProcessError
        If binutils fail.
    """
    symbol, size = _symbol(library)
    content = library.read_bytes()
    start = content.find(_FORMAT) - _FORMAT_AT
    if start < 0 or content[start + 2 : start + 4] != _MAGIC:
        raise ValueError(f"{library} holds no ICU data")
    data = library.with_suffix(".dat")
    data.write_bytes(shortened(content[start : start + size]))
    _link(data, symbol, library)
    data.unlink()


def shortened(package: bytes) -> bytes:
    """A package with the kept items only."""
    header = struct.unpack_from("<H", package)[0]
    found = items(package)
    names = [name for name in found if is_kept(name.partition("/")[2])]
    texts = [name.encode() + b"\0" for name in names]
    place = 4 + 8 * len(names)
    table, body = struct.pack("<I", len(names)), b""
    first = _aligned(place + sum(map(len, texts)))
    for name, text in zip(names, texts, strict=True):
        table += struct.pack("<II", place, first + len(body))
        place += len(text)
        body += found[name] + bytes(-len(found[name]) % _ALIGNMENT)
    return package[:header] + (table + b"".join(texts)).ljust(first, b"\0") + body


def items(package: bytes) -> dict[str, bytes]:
    """The items of a package by name, in its order."""
    base = struct.unpack_from("<H", package)[0]
    count = struct.unpack_from("<I", package, base)[0]
    entries = [struct.unpack_from("<II", package, base + 4 + 8 * k) for k in range(count)]
    ends = [data for _, data in entries[1:]] + [len(package) - base]
    return {
        package[base + name : package.index(b"\0", base + name)].decode(): package[base + data : base + end]
        for (name, data), end in zip(entries, ends, strict=True)
    }


def _aligned(n: int) -> int:
    return n + -n % _ALIGNMENT


def _symbol(library: Path) -> tuple[str, int]:
    """Name and size of the data in a library."""
    listed = subprocess.check_output(["nm", "--dynamic", "--print-size", library], text=True)
    found = re.search(r"^\w+ (\w+) \w (icudt\d+_dat)$", listed, re.MULTILINE)
    if found is None:
        raise ValueError(f"{library} holds no ICU data")
    return found[2], int(found[1], 16)


def _link(data: Path, symbol: str, library: Path) -> None:
    """Make the shared library `library` of a file of data."""
    source, compiled = data.with_suffix(".s"), data.with_suffix(".o")
    quoted = str(data).replace("\\", "\\\\").replace('"', '\\"')
    source.write_text(
        f".section .rodata\n.balign 4096\n.globl {symbol}\n.type {symbol}, @object\n"
        f'{symbol}:\n.incbin "{quoted}"\n.size {symbol}, . - {symbol}\n'
        '.section .note.GNU-stack,"",@progbits\n',
        encoding="utf-8",
    )
    try:
        subprocess.run(["as", "-o", compiled, source], check=True, capture_output=True)
        command = ["ld", "-shared", "-soname", library.name, "-o", str(library), str(compiled)]
        subprocess.run(command, check=True, capture_output=True)
    finally:
        source.unlink()
        compiled.unlink(missing_ok=True)
