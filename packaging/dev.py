"""Set up DLRE GUI, then run or test it. Needs Python 3.11 or newer, and nothing else.

    python3 packaging/dev.py run [PATH ...]      open the window (on the sample exam by default)
    python3 packaging/dev.py test [PYTEST ...]   lint, types, import contract and all tests
    python3 packaging/dev.py bundle [EDITION]    the standalone program: full (the default) or scoring
    python3 packaging/dev.py installer [EDITION] this system's installers of it
    python3 packaging/dev.py bundle-test         prove the .deb in a Debian without Python (root)

Both make .venv with the pinned dependencies first; when nothing changed, that takes no time.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this file must be readable by older ones
    found = ".".join(map(str, sys.version_info[:3]))
    sys.exit(
        f"DLRE GUI needs Python 3.11 or newer; this is Python {found} ({sys.executable}).\n"
        "Install a newer one (https://www.python.org/downloads/) and call it by its name, for example:\n"
        "  python3.12 packaging/dev.py run"
    )

import argparse
import os
import subprocess

import checkers
import environment
import qt_libraries
from problems import SetUpError

SAMPLE_EXAM = environment.ROOT / "resources" / "sample-exam"
SCORES = environment.ROOT / "build" / "scores"

CHECKS = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "import contract": [
        "-c",
        "from importlinter.cli import lint_imports_command as main; main()",
        "--no-logo",
    ],
}
TESTS = ["-m", "pytest", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]  # fixtures once a file


def run(arguments: list[str]) -> int:
    """Open the window on `arguments`, or on the sample exam; without a display, score them."""
    display = qt_libraries.display()
    has_options = any(argument.startswith("-") for argument in arguments)
    if display or has_options:
        qt_libraries.ensure(display or "offscreen")
    environment.ensure()
    if display or has_options:
        return become(["-m", "dlre_gui", *(arguments or sample_exam())])
    return score_without_display(arguments or sample_exam())


def sample_exam() -> list[str]:
    """The bundled sample exam's folder, if this checkout has it."""
    return [str(SAMPLE_EXAM)] if SAMPLE_EXAM.is_dir() else []


def score_without_display(paths: list[str]) -> int:
    """Score `paths` in the terminal: a table, and a picture of each scored screen."""
    if not paths:
        raise SetUpError(f"There is no display to open a window on, and no sample exam at {SAMPLE_EXAM}.")
    say(f"No display found (DISPLAY and WAYLAND_DISPLAY are not set): scoring {paths[0]} instead.")
    score = ["-m", "dlre_gui", "score", *paths, "--out", str(SCORES), "--annotate"]
    return become(score)


def test(arguments: list[str]) -> int:
    """Run every check, then the tests; 0 only if all passed."""
    qt_libraries.ensure("offscreen")
    checkers.ensure()
    environment.ensure("dev", "bundle")
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    if failed:
        say(f"Failed so far: {', '.join(failed)} (see above).")
    tests_pass = passes("tests", [*TESTS, *arguments])
    return 0 if tests_pass and not failed else 1


def passes(name: str, command: list[str]) -> bool:
    """Run one check with the project's Python; its output goes straight to the terminal."""
    say(f"== {name}")
    return subprocess.run([environment.python(), *command], cwd=environment.ROOT).returncode == 0


def become(command: list[str]) -> int:
    """Go on as the project's Python running `command` (a child process on Windows)."""
    whole = [str(environment.python()), *command]
    if os.name != "nt":
        sys.stdout.flush()
        os.execv(whole[0], whole)
    return subprocess.run(whole).returncode


def say(text: str) -> None:
    print(text, flush=True)


def bundle(arguments: list[str]) -> int:
    """Build the standalone program and say where it is and how large."""
    from bundle.build import build, size

    folder = build(arguments[0] if arguments else "full")
    say(f"{folder}: {size(folder) / 1e6:.0f} MB")
    return 0


def installer(arguments: list[str]) -> int:
    """Make this system's installers of the standalone program."""
    from bundle.build import build
    from installers import packer

    edition = arguments[0] if arguments else "full"
    for path in packer.pack(build(edition), edition):
        say(f"{path}: {path.stat().st_size / 1e6:.0f} MB")
    return 0


def prove_bundle(arguments: list[str]) -> int:
    """Prove the .deb in a minimal Debian; what was done and found is printed."""
    from bundle_test import proof

    return proof.run(arguments)


COMMANDS = {"run": run, "test": test, "bundle": bundle, "installer": installer, "bundle-test": prove_bundle}


def main() -> int:
    """Read the command line and carry it out; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="handed on")
    given = parser.parse_args()
    try:
        return COMMANDS[given.command](given.arguments)
    except SetUpError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("interrupted; the next run goes on from here", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main())
