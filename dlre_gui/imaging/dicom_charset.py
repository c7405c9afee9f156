"""Text of DICOM elements, whatever character set it is really in (PS3.3 C.12.1.1.2, PS3.5 section 6.1).

Scanners in China write GBK or UTF-8 bytes under a Latin or missing character set, and ISO 2022 IR 58
without its escapes. Such text is guessed where the bytes are clear, and always reported as doubtful.
"""

from __future__ import annotations

import codecs
import re
import warnings

from dlre_gui.imaging.limits import MAX_TEXT_CHARACTERS

STAND_ALONE = {"ISO_IR 192": "utf-8", "GB18030": "gb18030", "GBK": "gb18030", "ISO 2022 GBK": "gb18030"}
SINGLE_BYTE = {
    "ISO_IR 100": "latin-1",
    "ISO_IR 101": "iso8859-2",
    "ISO_IR 109": "iso8859-3",
    "ISO_IR 110": "iso8859-4",
    "ISO_IR 126": "iso8859-7",
    "ISO_IR 127": "iso8859-6",
    "ISO_IR 138": "iso8859-8",
    "ISO_IR 144": "iso8859-5",
    "ISO_IR 148": "iso8859-9",
    "ISO_IR 166": "tis-620",
    "ISO_IR 203": "iso8859-15",
    "ISO_IR 13": "shift_jis",
}
LATIN = frozenset(("latin-1", "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-9", "iso8859-15"))
CHINESE_2022 = ("ISO 2022 IR 58", "ISO 2022 58")
ESCAPE = b"\x1b"
TO_GB2312_HIGH, TO_GB2312_LOW, TO_ASCII = b"\x1b$)A", b"\x1b$A", b"\x1b(B"
NOT_TEXT = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
"""Control characters, ends of lines and paragraphs, byte order marks: no name holds them."""
REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that belong into Hebrew and Arabic, but could disguise a name (`domain.screen.shown`)."""
HANZI = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
# "éF": a hanzi of GBK whose second byte is an ASCII capital or sign, seen through Latin-1.
ODD_LATIN = re.compile("[à-ÿ][A-Z@\\[\\]`{|}~]")


def character_sets(raw: bytes) -> list[str]:
    """The terms of Specific Character Set (0008,0005), common misspellings mended."""
    names = [part.strip(" \0").upper() for part in raw[:256].decode("ascii", "replace").split("\\")]
    return [_mended(name) for name in names]


def _mended(name: str) -> str:
    if name in ("UTF-8", "UTF8", "UTF_8"):
        return "ISO_IR 192"
    if name in ("GB2312", "GB_2312", "CP936"):
        return "GBK"
    name = re.sub(r"^ISO[ _-]IR[ _-]?", "ISO_IR ", name)
    return re.sub(r"^ISO[ _-]2022[ _-]IR[ _-]?", "ISO 2022 IR ", name)


def decode_text(raw: bytes, sets: list[str]) -> tuple[str, bool]:
    """The text of an element and whether it is doubtful.

    Padding spaces and NULs are stripped. Control characters are taken out, which makes it doubtful, as
    do marks that reorder text (they stay) and cutting it to `MAX_TEXT_CHARACTERS`; nothing else is
    changed.

    Parameters
    ----------
    raw
        The element's bytes.
    sets
        As `character_sets` gives them.
    """
    raw = raw[: 4 * MAX_TEXT_CHARACTERS].rstrip(b" \0").lstrip(b" ")
    text, doubtful = _decoded(raw, sets)
    inert = NOT_TEXT.sub("", text)
    cut = inert[:MAX_TEXT_CHARACTERS].strip()
    altered = len(inert) != len(text) or len(inert) > MAX_TEXT_CHARACTERS
    return cut, doubtful or altered or "\ufffd" in cut or REORDERING.search(cut) is not None


def _decoded(raw: bytes, sets: list[str]) -> tuple[str, bool]:
    if raw.isascii() and ESCAPE not in raw:
        return raw.decode("ascii"), False
    if any(name in CHINESE_2022 for name in sets) or TO_GB2312_HIGH in raw:
        return _chinese_2022(raw, sets)
    for name in sets:
        if name in STAND_ALONE:
            return _stand_alone(raw, STAND_ALONE[name])
    if len(sets) > 1 or ESCAPE in raw or sets[0].startswith("ISO 2022 IR "):
        return _code_extensions(raw, sets)
    codec = SINGLE_BYTE.get(sets[0])
    return _guessed(raw) if codec is None else _single_byte(raw, codec)


def _chinese_2022(raw: bytes, sets: list[str]) -> tuple[str, bool]:
    """GB 2312 by escape sequences, in its 8-bit (G1) or 7-bit (G0) form."""
    declared = any(name in CHINESE_2022 for name in sets)
    if not declared and any(name.startswith("ISO 2022") for name in sets[1:]):
        declared = True
    flat = bytearray()
    low, designated = False, False
    for part in re.split(rb"(\x1b\$\)A|\x1b\$A|\x1b\([BJ]|\x1b-A)", raw):
        if part.startswith(ESCAPE):
            low = part == TO_GB2312_LOW
            designated = designated or part in (TO_GB2312_LOW, TO_GB2312_HIGH)
        else:
            flat += bytes(b | 0x80 if 0x21 <= b <= 0x7E else b for b in part) if low else part
    text = _strictly(bytes(flat), "gb2312")
    if text is not None:
        return text, not (declared and designated)
    text = _strictly(bytes(flat), "gb18030")
    return (text, True) if text is not None else (bytes(flat).decode("latin-1"), True)


def _stand_alone(raw: bytes, codec: str) -> tuple[str, bool]:
    text = _strictly(raw, codec)
    if codec == "utf-8":
        return (text, False) if text is not None else _guessed(raw)
    as_utf8 = _strictly(raw, "utf-8")
    if as_utf8 is not None and _all_common_hanzi(as_utf8) and not (text and _all_common_hanzi(text)):
        return as_utf8, True
    return (text, False) if text is not None else (raw.decode(codec, "replace"), True)


def _code_extensions(raw: bytes, sets: list[str]) -> tuple[str, bool]:
    """Japanese, Korean and single-byte sets by escape sequences, as the library does it."""
    from pydicom import charset
    from pydicom.valuerep import PN_DELIMS

    with warnings.catch_warnings(record=True) as complaints:
        warnings.simplefilter("always")
        try:
            encodings = charset.convert_encodings(list(sets))
            text = charset.decode_bytes(raw, encodings, set(PN_DELIMS))
        except (LookupError, ValueError, AttributeError):
            return raw.decode("latin-1"), True
    return text, bool(complaints) or ESCAPE.decode() in text


def _single_byte(raw: bytes, codec: str) -> tuple[str, bool]:
    as_utf8 = _strictly(raw, "utf-8")
    if as_utf8 is not None and (HANZI.search(as_utf8) or codec in LATIN):
        return as_utf8, True
    if codec in LATIN and _seems_gbk(raw):
        return raw.decode("gb18030"), True
    text = _strictly(raw, codec)
    if text is None:
        return raw.decode(codec, "replace"), True
    return text, codec in LATIN and ODD_LATIN.search(text) is not None


def _guessed(raw: bytes) -> tuple[str, bool]:
    """Text that has no valid character set: UTF-8, GBK or Latin-1, doubtful in any case."""
    as_utf8 = _strictly(raw, "utf-8")
    if as_utf8 is not None:
        return as_utf8, True
    as_gb = _strictly(raw, "gb18030")
    if as_gb is not None and (_seems_gbk(raw) or _all_common_hanzi(as_gb)):
        return as_gb, True
    return raw.decode("latin-1"), True


def _seems_gbk(raw: bytes) -> bool:
    """Whether the bytes are Chinese rather than Latin: whole words of high bytes that are all hanzi.

    In Latin text high bytes are accented letters among ASCII ones; "JÄÄSKELÄINEN" has three in twelve.
    """
    text = _strictly(raw, "gb18030")
    if text is None or not all(c.isascii() or HANZI.match(c) for c in text):
        return False
    words = [word for word in re.split(rb"[ ^=\\,.]+", raw) if not word.isascii()]
    return any(len(word) > 1 and sum(b > 0x7F for b in word) >= 0.6 * len(word) for word in words)


def _all_common_hanzi(text: str) -> bool:
    """Whether all that is not ASCII is hanzi of GB 2312, the 6,763 in daily use."""
    foreign = [c for c in text if not c.isascii()]
    return bool(foreign) and all(HANZI.match(c) and _encodes(c) for c in foreign)


def _encodes(character: str) -> bool:
    try:
        codecs.encode(character, "gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _strictly(raw: bytes, codec: str) -> str | None:
    try:
        return raw.decode(codec)
    except UnicodeDecodeError:
        return None
