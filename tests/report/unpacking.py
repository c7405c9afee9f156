"""What is packed in the files of a report."""

from __future__ import annotations

import base64
import re
import zlib


def unpacked(content: bytes) -> list[bytes]:
    """The bytes, and all that is packed in them: PDF and PNG streams, base64, ASCII85."""
    found = [content]
    for raw in re.findall(rb"stream\r?\n(.*?)endstream", content, re.DOTALL):
        raw = raw.strip()
        undone = base64.a85decode(b"<~" + raw, adobe=True) if raw.endswith(b"~>") else raw
        try:
            found.append(zlib.decompress(undone))
        except zlib.error:
            found.append(undone)
    at = 8
    while content.startswith(b"\x89PNG") and at < len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        found.append(content[at + 4 : at + 8 + length])
        at += 12 + length
    found += [
        base64.b64decode(raw + b"==")
        for raw in re.findall(rb"[A-Za-z0-9+/]{16,}", content)
        if len(raw) % 4 != 1
    ]
    return found
