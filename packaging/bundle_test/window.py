"""The installed program's window, on a virtual screen outside the chroot."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bundle_test.chroot import Chroot

SAMPLE = "/opt/dlre-gui/_internal/resources/sample-exam"
BOOK = ".local/share/dlre-gui/exams.sqlite"
DISPLAY = ":87"
PATIENCE_S = 240.0
SMALLEST_PICTURE_BYTES = 20_000


@contextmanager
def virtual_screen() -> Iterator[dict[str, str]]:
    """An X server; the settings that a program needs to find it."""
    command = ["Xvfb", DISPLAY, "-screen", "0", "1600x1000x24", "-nolisten", "tcp", "-ac"]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait_until(lambda: Path(f"/tmp/.X11-unix/X{DISPLAY[1:]}").exists(), "the X server")
        yield {"DISPLAY": DISPLAY, "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def picture(chroot: Chroot, user: str, to: Path, program: str = "dlre-gui", sample: str = SAMPLE) -> str:
    """The window on the sample exam, as a picture to look at."""
    inside = f"{chroot.home(user)}/window.png"
    with virtual_screen() as env:
        done = chroot.as_user(user, program, "--screenshot", inside, sample, env=env, timeout_s=400)
    assert done.returncode == 0, done.stdout + done.stderr
    content = chroot.path(inside).read_bytes()
    assert len(content) > SMALLEST_PICTURE_BYTES, f"only {len(content)} bytes"
    to.write_bytes(content)
    return f"look at {to}"


def exam_book(chroot: Chroot, user: str) -> str:
    """Open the window once, so that there is an exam book with an exam in it."""
    with virtual_screen() as env:
        command = ["dlre-gui", "--screenshot", f"{chroot.home(user)}/first.png", SAMPLE]
        done = chroot.as_user(user, *command, env=env, timeout_s=400)
    assert done.returncode == 0, done.stdout + done.stderr
    return book_is_there(chroot, user)


def book_is_there(chroot: Chroot, user: str) -> str:
    """The exam book's file, as the user's home has it."""
    book = chroot.path(f"{chroot.home(user)}/{BOOK}")
    assert book.is_file(), f"no {book}"
    return f"{book.stat().st_size} bytes"


def book_is_kept(chroot: Chroot, user: str) -> str:
    """The new version finds the old book in order."""
    book_is_there(chroot, user)
    done = chroot.as_user(user, "dlre-gui-cli", "audit", "verify")
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip().splitlines()[-1]


def survives_its_engine(chroot: Chroot, user: str) -> str:
    """Kill the engine while the window is open: it must be replaced, the window must stay."""
    with virtual_screen() as env:
        process = chroot.start_as_user(user, "dlre-gui", SAMPLE, env=env)
        try:
            _wait_until(lambda: bool(_engines(process.pid)), "the engine")
            window, victims = _program(process.pid)[0], _engines(process.pid)
            for victim in victims:
                os.kill(victim, signal.SIGKILL)
            _wait_until(lambda: not set(victims) & set(_program(process.pid)), "the engine's end")
            _wait_until(lambda: bool(_engines(process.pid)), "a new engine")
            assert window in _program(process.pid), "the window is gone"
        finally:
            _end(process)
    return "replaced; the window stayed"


def _engines(process_id: int) -> list[int]:
    """Those of the program's processes that hold the networks' runtime: the window itself never does."""
    return [one for one in _program(process_id)[1:] if "onnxruntime" in _mapped(one)]


def _mapped(process_id: int) -> str:
    try:
        return Path(f"/proc/{process_id}/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has just ended
        return ""


def _program(process_id: int) -> list[int]:
    """Processes of the program under a process, the window first, then by age."""
    found, waiting = [], [process_id]
    while waiting:
        current = waiting.pop(0)
        if "/dlre-gui" in _executable(current):
            found.append(current)
        waiting += _children(current)
    return sorted(found)


def _children(process_id: int) -> list[int]:
    try:
        lists = [task.read_text() for task in Path(f"/proc/{process_id}/task").glob("*/children")]
    except OSError:  # it ends while it is looked at
        return []
    return [int(child) for children in lists for child in children.split()]


def _executable(process_id: int) -> str:
    try:
        return str(Path(f"/proc/{process_id}/exe").readlink())
    except OSError:
        return ""


def _end(process: subprocess.Popen[bytes]) -> None:
    for child in reversed(_program(process.pid)):
        os.kill(child, signal.SIGKILL)
    process.kill()
    process.wait()


def _wait_until(holds: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE_S
    while not holds():
        assert time.monotonic() < end, f"waited {PATIENCE_S:.0f} s for {what}"
        time.sleep(0.1)
