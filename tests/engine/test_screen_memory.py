import os
from pathlib import Path

import numpy as np

from dlre_gui.domain.findings import Findings
from dlre_gui.domain.screen import Screen
from dlre_gui.engine.memory import MAX_SCREENS, ScreenMemory, Seen, file_state


def remembered(memory: ScreenMemory, path: Path, frame: int = 0) -> None:
    screen = Screen(np.zeros((4, 4, 3), np.uint8), path, frame, 1, "", "")
    memory.keep(file_state(path), Seen(screen, Findings(screen.box), None))


def test_a_screen_is_found_again_by_path_and_frame(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    memory = ScreenMemory()
    remembered(memory, file, 3)
    assert memory.find(file, 3) is not None
    assert memory.find(file, 0) is None


def test_a_changed_file_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    memory = ScreenMemory()
    remembered(memory, file)
    os.utime(file, ns=(1, 1))
    assert memory.find(file, 0) is None


def test_a_file_that_went_away_is_still_known(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"1")
    memory = ScreenMemory()
    remembered(memory, file)
    file.unlink()
    assert memory.find(file, 0) is not None


def test_the_screen_not_used_for_longest_goes_first(tmp_path: Path) -> None:
    memory = ScreenMemory()
    for number in range(MAX_SCREENS):
        remembered(memory, tmp_path / str(number))
    assert memory.find(tmp_path / "0", 0) is not None
    remembered(memory, tmp_path / "new")
    assert memory.find(tmp_path / "0", 0) is not None
    assert memory.find(tmp_path / "1", 0) is None
