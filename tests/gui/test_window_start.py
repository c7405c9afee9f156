"""The program as a whole, in a process of its own: what it loads, how it closes, its picture."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

HEAVY = ("torch", "scipy", "pydicom", "onnxruntime", "matplotlib", "cv2", "rapidocr", "PIL")

LOADED = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from dlre_gui.gui import app

if __name__ == "__main__":
    application = app.application()
    window = app.make_window(sys.argv[1])
    app._begin(window, [Path(sys.argv[2])])
    look = QTimer(interval=20)
    def look_at():
        session = window.controller.session
        if session.current and session.acquisition(session.current).scores:
            print("HEAVY", [name for name in {heavy!r} if name in sys.modules], flush=True)
            window.close()
    look.timeout.connect(look_at)
    look.start()
    window.show()
    sys.exit(application.exec())
"""

CLOSING = """
import sys, time
from pathlib import Path
from multiprocessing import active_children
from PySide6.QtCore import QTimer
from dlre_gui.engine.messages import ScreenRead
from dlre_gui.gui import app

if __name__ == "__main__":
    application = app.application()
    window = app.make_window(sys.argv[1])
    app._begin(window, [Path(path) for path in sys.argv[2:]])
    def on_event(event, picture):
        if isinstance(event, ScreenRead) and window.isVisible():
            begun = time.monotonic()
            window.close()
            print("CLOSED", time.monotonic() - begun, len(active_children()), flush=True)
    window.controller._bridge.arrived.connect(on_event)
    window.show()
    sys.exit(application.exec())
"""


def _run(tmp_path: Path, code: str, *arguments: object, home: Path) -> subprocess.CompletedProcess[str]:
    script = tmp_path / "program.py"
    script.write_text(code, encoding="utf-8")
    paths = os.pathsep.join((str(tmp_path), str(Path(__file__).parents[2])))
    environment = os.environ | {"DLRE_HOME": str(home), "PYTHONPATH": paths}
    return subprocess.run(
        [sys.executable, script, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def test_nothing_heavy_is_loaded_beside_the_window(
    tmp_path: Path, own_data_dir: Path, model: str, screens: list[Path]
) -> None:
    done = _run(tmp_path, LOADED.format(heavy=HEAVY), model, screens[0], home=own_data_dir)
    assert "HEAVY []" in done.stdout, done.stdout + done.stderr
    assert done.returncode == 0, done.stderr


def test_closing_during_a_job_is_quick_and_ends_the_engine(
    tmp_path: Path, own_data_dir: Path, model: str, screens: list[Path]
) -> None:
    done = _run(tmp_path, CLOSING, model, *screens, home=own_data_dir)
    [line] = [line for line in done.stdout.splitlines() if line.startswith("CLOSED")]
    _, seconds, engines = line.split()
    assert float(seconds) < 1.0
    assert int(engines) == 0
    assert done.returncode == 0, done.stderr


MAIN = """
import sys
from pathlib import Path
from dlre_gui.gui.app import main

if __name__ == "__main__":
    sys.exit(main([Path(path) for path in sys.argv[3:]], Path(sys.argv[2]), sys.argv[1]))
"""


LISTENS = """
import os, sys

def note(line):
    with open({file!r}, "a") as file:
        file.write(line + "\\n")

def hook(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        note(event)
    if event in ("socket.connect", "socket.bind") and isinstance(args[1], tuple):  # a UNIX socket has a name
        note(f"{{event}} {{args[1]}}")

note(f"process {{os.getpid()}}")
sys.addaudithook(hook)
"""


def test_a_screenshot_shows_the_scored_exam_in_the_dark_scheme_and_no_connection_is_opened(
    tmp_path: Path,
    own_data_dir: Path,
    model: str,
    screens: list[Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DLRE_COLOR_SCHEME", "dark")
    picture, heard = tmp_path / "window.png", tmp_path / "heard.txt"
    (tmp_path / "sitecustomize.py").write_text(LISTENS.format(file=str(heard)))
    done = _run(tmp_path, MAIN, model, picture, screens[0], home=own_data_dir)
    assert done.returncode == 0, done.stderr
    lines = heard.read_text().splitlines()
    assert len(lines) >= 3, "the window, its engine and the decoder"
    assert [line for line in lines if not line.startswith("process")] == []
    seen = QImage(str(picture))
    assert (seen.width(), seen.height()) >= (640, 480)
    assert seen.pixelColor(seen.width() - 3, seen.height() // 2).lightness() < 100


def test_a_screenshot_without_a_usable_model_fails_and_says_why(
    tmp_path: Path, own_data_dir: Path, screens: list[Path]
) -> None:
    picture = tmp_path / "window.png"
    done = _run(tmp_path, MAIN, tmp_path / "no model", picture, screens[0], home=own_data_dir)
    assert done.returncode == 1
    assert "no model" in done.stderr
    assert picture.is_file(), "what there was to see is kept"
