"""Whether everything the program needs works on this machine, found out by really doing it."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from dlre_gui import display
from dlre_gui.domain.errors import DlreError
from dlre_gui.edition import edition
from dlre_gui.places import data_dir, resources_dir

LIBRARIES = ("numpy", "scipy", "onnxruntime", "onnx", "PySide6_Essentials", "pyqtgraph", "rapidocr")
RESEARCH = ("torch", "matplotlib")
DECODERS = ("pydicom", "pillow", "python-gdcm", "pyjpegls", "pylibjpeg-openjpeg")
QT_DEADLINE_S = 30.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: whether it works, and what was found."""

    name: str
    works: bool
    found: str


def examine(device: str = "auto") -> Iterator[Check]:
    """Look at one thing after the other.

    Parameters
    ----------
    device
        What the engine is asked for: ``auto``, ``cpu`` or ``cuda``.
    """
    yield Check("dlre-gui", True, f"{edition()}, {_place()}")
    yield Check("python", True, f"{platform.python_version()} on {platform.platform()}")
    yield _versions("libraries", LIBRARIES if edition().scoring_only else (*LIBRARIES, *RESEARCH))
    yield _versions("decoders", DECODERS)
    yield _tried("devices", _devices)
    yield _tried("window", _window)
    yield _tried("data folder", _data_folder)
    yield from _models()
    yield _tried("networks", lambda: _networks(device))
    yield _tried("engine", lambda: _engine(device))


def _tried(name: str, look: Callable[[], str]) -> Check:
    """The check that `look` makes: what it returns, or why it failed."""
    try:
        return Check(name, True, look())
    except (DlreError, OSError, ImportError) as error:
        return Check(name, False, str(error))


def _place() -> str:
    return f"in {Path(__file__).resolve().parent}"


def _versions(name: str, packages: tuple[str, ...]) -> Check:
    found, missing = [], []
    for package in packages:
        try:
            found.append(f"{package} {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            missing.append(package)
    text = ", ".join(found)
    return Check(name, not missing, f"{text}; missing: {', '.join(missing)}" if missing else text)


def _devices() -> str:
    from dlre_gui.model.devices import cuda_missing

    missing = cuda_missing()
    gpu = f"no GPU ({missing})" if missing else "GPU: cuda"
    return f"{os.cpu_count()} CPU cores {platform.machine()}; {gpu}"


def _window() -> str:
    """Start Qt in a process of its own: Qt ends the process that lacks a platform or a library."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "qt.txt"
        process = context.Process(target=_start_qt, args=(str(said),))
        process.start()
        process.join(QT_DEADLINE_S)
        if process.exitcode is None:
            process.kill()
            process.join()
        text = said.read_text(encoding="utf-8", errors="replace").strip() if said.exists() else ""
        if process.exitcode != 0:
            raise OSError(f"Qt does not start: {text or f'exit status {process.exitcode}'}")
    return text


def _start_qt(said: str) -> None:
    """In the child: all that Qt says goes to the file `said`."""
    without_display = display.is_missing()
    if without_display:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    descriptor = os.open(said, os.O_WRONLY | os.O_CREAT)
    os.dup2(descriptor, 1)
    os.dup2(descriptor, 2)
    from PySide6.QtCore import qVersion
    from PySide6.QtGui import QGuiApplication

    application = QGuiApplication(sys.argv[:1])
    sizes = [f"{s.size().width()}x{s.size().height()}" for s in application.screens()]
    note = "; there is no display here, so no window can be seen" if without_display else ""
    print(f"Qt {qVersion()} on {application.platformName()}, {', '.join(sizes)}{note}", flush=True)


def _data_folder() -> str:
    folder = data_dir()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as stream:
        stream.write(b"dlre")
    return str(folder)


def _models() -> Iterator[Check]:
    from dlre_gui.model.library import list_packages

    entries = list_packages()
    if not entries:
        yield Check("model", False, f"none in {resources_dir() / 'models'} or {data_dir() / 'models'}")
    for entry in entries:
        yield Check("model", not entry.problem, entry.problem or f"{entry.id} {entry.version} ({entry.path})")


def _networks(device: str) -> str:
    from dlre_gui.model.library import find_package
    from dlre_gui.model.selftest import self_test

    started = time.perf_counter()
    result = self_test(find_package(), device)
    seconds = time.perf_counter() - started
    text = (
        f"{result.runtime} on {result.device}: {result.screen_ms:.1f} ms a screen,"
        f" {result.difference:.1e} from double precision (took {seconds:.1f} s)"
    )
    if not result.passed:
        raise OSError(f"{text}: more than {result.tolerance:.0e}, or not repeatable")
    return text


def _engine(device: str) -> str:
    """Score one screen of the sample exam as window and folder scorer do."""
    from dlre_gui.domain.exam import Task
    from dlre_gui.engine.client import BlockingEngine
    from dlre_gui.engine.messages import Failed, OpenScreen, Refused, ScreenScored

    screen = sample_screen()
    engine = BlockingEngine(device=device)
    try:
        ready = engine.start()
        started = time.perf_counter()
        events = engine.run(OpenScreen(screen))
        seconds = time.perf_counter() - started
    finally:
        engine.close()
    for event in events:
        match event:
            case Failed(error=error):
                raise error
            case Refused(reason=reason):
                raise OSError(f"the sample screen {screen} was refused: {reason}")
            case ScreenScored(scores=scores):
                values = ", ".join(f"P({task.label}) {scores.of(task):.3f}" for task in Task)
                where = f"started in {ready.startup_s:.1f} s on {ready.device}, {ready.runtime}"
                return f"{where}; first screen in {seconds:.1f} s: {values}"
    raise OSError("the engine ended the sample screen without a score")


def sample_screen() -> Path:
    """The first screen of the bundled sample exam.

    Raises
    ------
    FileNotFoundError
        If this installation has none.
    """
    folder = resources_dir() / "sample-exam"
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (".png", ".jpg", ".bmp", ".dcm"):
            return path
    raise FileNotFoundError(f"there is no sample exam in {folder}")
