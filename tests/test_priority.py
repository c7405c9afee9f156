"""Who goes first where the processors are few."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dlre_gui.priority import SOON

PROGRAM = """
import os, sys
from contextlib import suppress
from pathlib import Path
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from dlre_gui.child_process import belong_to_parent
from dlre_gui.domain.errors import FileError
from dlre_gui.imaging.worker import DecodeWorker
from dlre_gui.priority import give_way, let_children_give_way

def niceness(process=0):
    return os.getpriority(os.PRIO_PROCESS, process)

if __name__ == "__main__":
    for levels in sys.argv[1:]:
        let_children_give_way(int(levels))
    pool = ProcessPoolExecutor(1, get_context("spawn"), belong_to_parent)
    other = pool.submit(niceness).result()
    with DecodeWorker() as decoder:
        with suppress(FileError):
            decoder.info(Path(__file__))
        print(niceness(), other, niceness(decoder._process()._process.pid))
    give_way(0)
    give_way(int(sys.argv[1]) if sys.argv[1:] else 0)
    print(niceness())
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has classes, and serves the window by itself")
@pytest.mark.parametrize("told", [(), (SOON,)])
def test_processes_of_a_window_give_way_to_it(told: tuple[int, ...], tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    command = [sys.executable, str(tmp_path / "program.py"), *map(str, told)]
    before = os.getpriority(os.PRIO_PROCESS, 0)
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    [of_processes, after] = done.stdout.splitlines()
    wanted = max(before, *told) if told else before
    assert list(map(int, of_processes.split())) == [before, wanted, wanted], (
        "the window's, a pool's, a decoder's"
    )
    assert int(after) == wanted, "it goes back, and never forward"
