"""Several processes that do parts of one work."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dlre_gui.domain.errors import EngineError
from dlre_gui.process_pool import results_of


def doubled(number: int) -> int:
    return 2 * number


def die(_number: int) -> None:
    os._exit(1)


def test_every_job_has_its_result_in_any_order() -> None:
    assert sorted(results_of(doubled, range(20), 2, lambda: False)) == list(range(0, 40, 2))


def test_work_that_is_cancelled_ends_early() -> None:
    seen: list[int] = []
    for _ in map(seen.append, results_of(doubled, range(1000), 1, lambda: len(seen) >= 3)):
        pass
    assert 3 <= len(seen) < 1000


def test_a_process_that_died_is_told() -> None:
    with pytest.raises(EngineError, match="died"):
        list(results_of(die, [1], 1, lambda: False))


@pytest.mark.skipif(sys.platform == "win32", reason="no groups of processes to signal on Windows")
def test_a_program_told_to_end_with_all_its_processes_is_interrupted(tmp_path: Path) -> None:
    folder = tmp_path / "cohort"
    command = [sys.executable, "-m", "dlre_gui", "simulate", str(folder), "--patients=60", "--size=720x540"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as program:
        assert program.stderr is not None
        while not any(folder.glob("P*")):
            assert program.poll() is None, program.stderr.read()
            time.sleep(0.02)
        os.killpg(program.pid, signal.SIGTERM)
        told = program.stderr.read()
    assert program.returncode == 130, told
    assert "interrupted. Run it again to go on." in told
    assert "Traceback" not in told
