"""The licences of Debian's libraries that go into the program, each looked up in its own source.

Debian's copyright files name the licences of whole source packages, with their tests, tools and build
scripts. What is linked is the library alone. A library that is not here is listed with all that Debian
names, and a test asks for it to be looked at.
"""

from __future__ import annotations

import re

_OF_GCC = "GPL-3.0-or-later WITH GCC-exception-3.1"
LICENCES = {
    "libbrotli": "MIT",
    "libbsd": "BSD-3-Clause",
    "libbz": "bzip2-1.0.6",
    "libcap": "BSD-3-Clause OR GPL-2.0-only",
    "libdbus": "AFL-2.1 OR GPL-2.0-or-later",
    "libexpat": "MIT",
    "libffi": "MIT",
    "libfontconfig": "MIT",
    "libfreetype": "FTL OR GPL-2.0-or-later",
    "libgcc-s": _OF_GCC,
    "libgcrypt": "LGPL-2.1-or-later",
    "libglib": "LGPL-2.1-or-later",
    "libgpg-error": "LGPL-2.1-or-later",
    "liblz": "BSD-2-Clause",
    "liblzma": "0BSD",
    "libmd": "BSD-3-Clause",
    "libpcre": "BSD-3-Clause",
    "libpng": "libpng-2.0",
    "libsqlite": "blessing",
    "libssl": "Apache-2.0",
    "libstdc++": _OF_GCC,
    "libsystemd": "LGPL-2.1-or-later",
    "libuuid": "BSD-3-Clause",
    "libx": "MIT",
    "libx11-xcb": "MIT",
    "libxau": "MIT",
    "libxcb": "MIT",
    "libxdmcp": "MIT",
    "libxkbcommon": "MIT",
    "libxkbcommon-x": "MIT",
    "libzstd": "BSD-3-Clause OR GPL-2.0-only",
    "zlib1g": "Zlib",
}
_VERSION = re.compile(r"[\d.-]+(t64)?$")


def licence_of(package: str) -> str:
    """SPDX expression of a library by its Debian package's name; empty if it was not looked at."""
    stem = _VERSION.sub("", package)
    return LICENCES.get("libxcb" if stem.startswith("libxcb-") else stem, "")
