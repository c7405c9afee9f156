"""Take the user guide's pictures: the program's own window on the sample exam, in each language.

    python packaging/help_pictures.py [en|zh_CN ...]

Run it with the project's Python. It needs no display, and uses an exam book of its own.
"""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parents[1]
HELP = ROOT / "resources" / "help"
SAMPLE = ROOT / "resources" / "sample-exam"
LANGUAGES = ("en", "zh_CN")
N_COLOURS = 128
LONGEST_S = 180

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dlre_gui.gui.main_window import MainWindow


def take(languages: list[str]) -> None:
    """Show the window, wait until all is scored, take the pictures of each language."""
    from dlre_gui.gui import app
    from dlre_gui.gui.language import use_language

    application = app.application()
    window = app.make_window()
    window.resize(1280, 800)
    window.show()
    window.controller.start()
    window.controller.desk.open_book()
    window.controller.opening.open_paths([SAMPLE])
    wait(lambda: all_scored(window))
    for language in languages:
        if not use_language(language):
            sys.exit(f"{language}: run python packaging/translations.py release first")
        window.controller.refresh()
        folder = HELP / language[:2]
        folder.mkdir(exist_ok=True)
        settle()
        save(window, folder / "window.png", all_colours=True)
        save(window.right, folder / "figures.png")
        take_settings(window, folder / "settings.png")
    window.close()
    application.quit()


def take_settings(window: MainWindow, path: Path) -> None:
    from dlre_gui.gui.settings_dialog import SettingsDialog

    dialog = SettingsDialog(window, window.keeper)
    dialog.show()
    settle()
    save(dialog, path)
    dialog.close()


def all_scored(window: MainWindow) -> bool:
    session = window.controller.session
    scored = [session.acquisition(key).scores is not None for key in session.keys]
    return len(scored) == 5 and all(scored) and not window.controller.busy


def wait(done: Callable[[], bool]) -> None:
    from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer

    loop, look = QEventLoop(), QTimer(interval=100)
    limit = QDeadlineTimer(LONGEST_S * 1000)
    look.timeout.connect(lambda: loop.quit() if done() or limit.hasExpired() else None)
    look.start()
    loop.exec()
    if not done():
        sys.exit("Not everything was scored in time.")


def settle() -> None:
    """Let everything be laid out and painted."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(800, loop.quit)
    loop.exec()


def save(widget: QWidget, path: Path, *, all_colours: bool = False) -> None:
    """A PNG; with few colours, where no screen is on it, it is small and its text stays sharp."""
    from PIL import Image
    from PySide6.QtCore import QBuffer, QIODevice

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    widget.grab().save(buffer, "PNG")
    picture = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
    (picture if all_colours else picture.quantize(N_COLOURS)).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1000} kB")


def main(arguments: list[str]) -> int:
    """Take the pictures of the named languages, or of all."""
    if any(language not in LANGUAGES for language in arguments):
        print(__doc__)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["DLRE_COLOR_SCHEME"] = "light"
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as home:
        os.environ["DLRE_HOME"] = home
        take(arguments or list(LANGUAGES))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
