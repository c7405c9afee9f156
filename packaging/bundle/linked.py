"""What a Linux library or program is linked against."""

from __future__ import annotations

import subprocess
from functools import cache


@cache
def needed(path: str) -> tuple[str, ...]:
    """Names of the libraries that an ELF file itself asks for, not those which they need; by binutils."""
    said = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=False).stdout
    rows = (line.split() for line in said.splitlines())
    return tuple(row[1] for row in rows if len(row) == 2 and row[0] == "NEEDED")
