"""The garbage collector does not look through the same many objects again and again."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Iterator

import pytest

from dlre_gui.gui import short_pauses
from dlre_gui.gui.short_pauses import ShortPauses


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(short_pauses, "LONG_S", 0.0)
    watch = ShortPauses()
    gc.callbacks.append(watch)
    yield
    gc.callbacks.remove(watch)
    gc.unfreeze()


class Knot:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.self = self


@pytest.mark.usefixtures("watching")
def test_what_survived_a_long_collection_is_left_alone_and_later_garbage_is_still_found() -> None:
    kept = [Knot() for _ in range(100)]
    gc.collect()
    assert gc.get_freeze_count() >= len(kept)
    assert not any(isinstance(one, Knot) for one in gc.get_objects())
    del kept
    knots = [Knot() for _ in range(50)]
    del knots
    assert gc.collect() >= 50


_WRITES_DICOM = """
import sys
from dlre_gui.gui.short_pauses import NEVER_CALLED, keep_pauses_short
keep_pauses_short()
import highdicom.sc, highdicom.sr
decoders = (*NEVER_CALLED, "_CharLS", "_openjpeg", "_gdcm")
print(*(name for name, module in sys.modules.items() if module and name.split(".")[0] in decoders))
"""


def test_a_report_in_dicom_loads_no_decoders_into_the_window() -> None:
    run = subprocess.run([sys.executable, "-c", _WRITES_DICOM], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == ""


_OPENS_A_WINDOW = """
import linecache
import dlre_gui.gui.app
from dlre_gui.gui import export_dialog
print(len(linecache.cache))
"""


def test_no_source_of_a_module_is_read_for_its_import() -> None:
    run = subprocess.run([sys.executable, "-c", _OPENS_A_WINDOW], capture_output=True, text=True, check=True)
    assert int(run.stdout) < 10
