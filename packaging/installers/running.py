"""Other programs that installers are made with."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence

from problems import SetUpError


def run(command: Sequence[str]) -> None:
    """Run one to its end.

    Raises
    ------
    SetUpError
        With all that it said, if it fails.
    """
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise SetUpError(f"{done.stdout}{done.stderr}\n{command[0]} failed.")
