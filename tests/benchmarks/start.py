"""From the command to a window that answers, beside a bare Qt + pyqtgraph window.

    python -m tests.benchmarks.start

Each program is started on an X server of its own (Xvfb). `visible`: the window's picture is on
the screen, not only its frame. `answers`: a click on its menu bar has opened a menu.
Needs Xvfb and xdotool (Debian packages xvfb, xdotool).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.report import arguments, print_medians

SIZE = "1440x900x24"
DEADLINE_S = 30.0
MENU = ("20", "12")
SHOWN_COLOURS = 12
BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
import pyqtgraph
import numpy
app = QApplication(sys.argv)
window = QMainWindow()
menu = window.menuBar().addMenu("File")
for name in ("Open", "Save", "Quit"):
    menu.addAction(name)
view = pyqtgraph.ImageView()
view.setImage(numpy.random.default_rng(1).integers(0, 255, (540, 720, 3), dtype=numpy.uint8))
window.setCentralWidget(view)
window.setGeometry(0, 0, 1280, 800)
window.show()
app.exec()
"""


def programs(window_arguments: list[str]) -> dict[str, list[str]]:
    """What is started, by its name in the table."""
    return {
        "bare Qt + pyqtgraph window": [sys.executable, "-c", BARE],
        "dlre-gui": [sys.executable, "-m", "dlre_gui", *window_arguments],
        "bare window, torch imported first": [sys.executable, "-c", "import torch\n" + BARE],
    }


@contextmanager
def x_server() -> Iterator[str]:
    """A fresh X server; its display name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as stream:
            number = stream.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class Eye:
    """Sees the whole screen of an X server, through Qt in this process."""

    def __init__(self, display: str) -> None:
        os.environ |= {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        from PySide6.QtGui import QGuiApplication

        self._app = QGuiApplication([])

    def looks(self) -> tuple[int, bytes]:
        """Number of colours on a coarse grid, and the grid's pixels."""
        from PySide6.QtGui import QImage

        screen = self._app.primaryScreen()
        whole = screen.grabWindow(0).toImage().convertToFormat(QImage.Format.Format_RGB32)
        small = whole.scaled(whole.width() // 4, whole.height() // 4)
        data = bytes(small.constBits())
        return len({data[i : i + 4] for i in range(0, len(data), 4)}), data


def measure(eye: Eye, display: str, command: list[str]) -> tuple[float, float]:
    """Seconds until the window is visible and until it answers a click."""
    environment = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    started = time.perf_counter()
    with subprocess.Popen(command, env=environment, **quiet) as process:
        try:
            before = wait(eye, started, lambda colours, _: colours > SHOWN_COLOURS)
            visible = time.perf_counter() - started
            subprocess.run(["xdotool", "mousemove", *MENU, "click", "1"], env=environment, check=True)
            wait(eye, started, lambda _, pixels: changed(before, pixels))
            return visible, time.perf_counter() - started
        finally:
            process.kill()


def wait(eye: Eye, started: float, seen) -> bytes:
    """Look until `seen(colours, pixels)`; the pixels then."""
    while time.perf_counter() - started < DEADLINE_S:
        colours, pixels = eye.looks()
        if seen(colours, pixels):
            return pixels
    raise TimeoutError(f"nothing to see within {DEADLINE_S} s")


def changed(before: bytes, after: bytes) -> bool:
    """Whether a part as large as a menu looks different."""
    different = sum(before[i : i + 4] != after[i : i + 4] for i in range(0, len(before), 4))
    return different > 300


def main() -> None:
    options = arguments(__doc__, repeats=7).parse_args()
    commands = programs([str(options.folder)] if options.folder else [])
    visible: dict[str, list[float]] = {name: [] for name in commands}
    answers: dict[str, list[float]] = {name: [] for name in commands}
    with x_server() as display:
        eye = Eye(display)
        for repeat in range(options.repeats + 1):
            for name, command in commands.items():
                seconds = measure(eye, display, command)
                if repeat:  # the first round warms the disk's cache
                    visible[name].append(seconds[0])
                    answers[name].append(seconds[1])
    print("Command to window visible")
    print_medians("s", visible)
    print("Command to window that answers a click")
    print_medians("s", answers)


if __name__ == "__main__":
    main()
