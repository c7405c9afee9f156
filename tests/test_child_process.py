"""A process of ours does not outlive the one that started it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from dlre_gui.child_process import belong_to_parent

if __name__ == "__main__":
    pool = ProcessPoolExecutor(1, get_context("spawn"), belong_to_parent)
    print(pool.submit(os.getpid).result(), flush=True)
    input()
"""


def test_a_pool_ends_with_a_parent_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    command = [sys.executable, str(tmp_path / "program.py")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(child, 0)
        parent.kill()
        assert parent.stdout.read() == b""  # whoever holds the other end is gone, too
