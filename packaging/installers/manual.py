"""The man page, made from what the program says about itself."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

_COMMAND = re.compile(r"^  ([a-z-]+)  +\S", re.MULTILINE)
_WIDTH = {"COLUMNS": "78", "TERM": "dumb", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}


def page(program: Path, version: str) -> str:
    """troff of the man page of a built program: its help, then that of each command."""
    help_text = _help(program)
    parts = [
        f'.TH DLRE-GUI 1 "" "DLRE GUI {version}" "User Commands"',
        ".SH NAME\ndlre-gui \\- stage liver fibrosis from 2D shear-wave-elastography screens",
        ".SH SYNOPSIS",
        ".B dlre-gui\n[\\fIPATH\\fR...]\n.br\n.B dlre-gui\n\\fICOMMAND\\fR [\\fIARGUMENT\\fR...]",
        ".SH DESCRIPTION\n" + _as_printed(help_text),
    ]
    parts += [
        f'.SH "{command.upper()}"\n' + _as_printed(_help(program, command)) for command in commands(help_text)
    ]
    parts.append(".SH FILES\nSee Help in the window, page For IT departments.")
    return "\n".join(parts) + "\n"


def commands(help_text: str) -> list[str]:
    """The commands that a help text lists."""
    return _COMMAND.findall(help_text.partition("Commands:")[2])


def _help(program: Path, *command: str) -> str:
    done = subprocess.run(
        [program, *command, "--help"], capture_output=True, text=True, env=_WIDTH, check=True, timeout=120
    )
    return done.stdout


def _as_printed(text: str) -> str:
    lines = (line.replace("\\", "\\e").replace("-", "\\-") for line in text.rstrip().splitlines())
    safe = ("\\&" + line if line.startswith((".", "'")) else line for line in lines)
    return ".nf\n" + "\n".join(safe) + "\n.fi"
