"""Which edition of the program this is: from source, or a standalone one and what is in it."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from dlre_gui import __version__
from dlre_gui.domain.errors import DlreError

_FULL_HINT = "Install the full edition of DLRE GUI, or use its Python package."


@dataclass(frozen=True, slots=True)
class Edition:
    """What was built.

    Attributes
    ----------
    name
        ``source`` (a checkout or an installed package), ``full`` or ``scoring``.
    commit
        Abbreviated hash of what it was built from, with a + if files differed; empty if not known.
    about
        Folder with licences.txt, licences.json and sbom.cdx.json; None from source.
    """

    name: str
    version: str
    commit: str = ""
    about: Path | None = None

    @property
    def scoring_only(self) -> bool:
        """Whether training, validation and the GPU were left out."""
        return self.name == "scoring"

    def __str__(self) -> str:
        details = ", ".join(filter(None, (f"{self.name} edition" if self.about else "", self.commit)))
        return f"{self.version} ({details})" if details else self.version


@cache
def edition() -> Edition:
    """The edition that is running."""
    bundle = getattr(sys, "_MEIPASS", None)
    if bundle is None:
        return Edition("source", __version__)
    about = Path(bundle) / "about"
    try:
        stamp = json.loads((about / "version.json").read_text(encoding="utf-8"))
        return Edition(str(stamp["edition"]), str(stamp["version"]), str(stamp["commit"]), about)
    except (OSError, ValueError, KeyError, TypeError):  # damaged; the rest may still work
        return Edition("full" if find_spec("torch") else "scoring", __version__, about=about)


def require_research(what: str) -> None:
    """Raise if this edition lacks what training and validation need.

    Parameters
    ----------
    what
        What was asked for, for the message, e.g. "Training".

    Raises
    ------
    DlreError
        In the scoring edition.
    """
    if edition().scoring_only:
        raise DlreError(f"{what} is not in this edition of DLRE GUI, which only scores.", _FULL_HINT)
