import os
import queue
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dlre_gui.domain.errors import DeviceError, EngineError, ModelPackageError
from dlre_gui.engine.client import BlockingEngine, Engine
from dlre_gui.engine.messages import (
    CancelledJob,
    End,
    EngineFailed,
    EngineReady,
    Event,
    Failed,
    Finished,
    OpenFile,
    OpenScreen,
    ScoreRoi,
    ScreenRead,
    ScreenScored,
)
from tests.scoring_material import children_of, engine_process_id, is_running

linux = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


class Listener:
    """Collects an engine's events and waits for some."""

    def __init__(self) -> None:
        self.arrived: queue.Queue[Event] = queue.Queue()
        self.seen: list[Event] = []

    def until(self, wanted: Callable[[Event], bool]) -> Event:
        while True:
            event = self.arrived.get(timeout=60)
            self.seen.append(event)
            if wanted(event):
                return event

    def end_of(self, number: int) -> Event:
        for event in self.seen:
            if event.number == number and isinstance(event, End):
                return event
        return self.until(lambda event: event.number == number and isinstance(event, End))

    def ready(self) -> Event:
        return self.until(lambda event: isinstance(event, EngineReady | EngineFailed))


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def fresh(model: str, listener: Listener) -> Iterator[Engine]:
    """An engine of the test's own, which it may kill."""
    engine = Engine(listener.arrived.put, model)
    engine.start()
    yield engine
    engine.close()


def test_jobs_may_be_submitted_before_the_engine_is_ready(
    fresh: Engine, listener: Listener, screens: list[Path]
) -> None:
    number = fresh.submit(OpenFile(screens[0]))
    assert isinstance(listener.end_of(number), Finished)
    assert isinstance(listener.seen[0], EngineReady)
    assert listener.seen[0].startup_s > 0


def test_an_urgent_job_ends_before_a_longer_one_begun_earlier(
    fresh: Engine, listener: Listener, screens: list[Path]
) -> None:
    first = fresh.submit(OpenScreen(screens[0]))
    roi = listener.until(lambda event: isinstance(event, ScreenScored)).roi
    listener.end_of(first)
    waiting = [fresh.submit(OpenScreen(path)) for path in screens]
    click = fresh.submit(ScoreRoi(screens[0], 0, roi), urgent=True)
    for number in (*waiting, click):
        assert isinstance(listener.end_of(number), Finished)
    order = [event.number for event in listener.seen if isinstance(event, End)]
    assert order.index(click) < order.index(waiting[1])


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(
    fresh: Engine, listener: Listener, screens: list[Path]
) -> None:
    first, second = fresh.submit(OpenScreen(screens[0])), fresh.submit(OpenScreen(screens[1]))
    fresh.cancel(second)
    assert isinstance(listener.end_of(first), Finished)
    assert [event for event in listener.seen if event.number == second] == [CancelledJob(second)]


def test_a_running_job_is_cancelled_between_its_steps(
    fresh: Engine, listener: Listener, screens: list[Path]
) -> None:
    listener.ready()
    numbers = [fresh.submit(OpenScreen(path)) for path in screens]
    listener.until(lambda event: isinstance(event, ScreenRead))
    fresh.cancel_all()
    assert [type(listener.end_of(number)) for number in numbers] == [CancelledJob] * 3
    assert not any(isinstance(event, ScreenScored) for event in listener.seen)
    assert isinstance(listener.end_of(fresh.submit(OpenFile(screens[0]))), Finished)


def test_a_killed_engine_costs_its_running_job_only(
    fresh: Engine, listener: Listener, screens: list[Path]
) -> None:
    listener.ready()
    running, waiting = fresh.submit(OpenScreen(screens[0])), fresh.submit(OpenScreen(screens[1]))
    listener.until(lambda event: isinstance(event, ScreenRead))
    os.kill(engine_process_id(), signal.SIGKILL)
    failed = listener.end_of(running)
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, EngineError)
    assert isinstance(listener.end_of(waiting), Finished)
    assert sum(isinstance(event, EngineReady) for event in listener.seen) == 2


def test_an_engine_that_keeps_dying_fails_and_can_be_restarted(
    fresh: Engine, listener: Listener, screens: list[Path], model: str
) -> None:
    while isinstance(listener.ready(), EngineReady):
        os.kill(engine_process_id(), signal.SIGKILL)
    assert isinstance(listener.end_of(fresh.submit(OpenFile(screens[0]))), Failed)
    fresh.restart(model)
    assert isinstance(listener.ready(), EngineReady)
    assert isinstance(listener.end_of(fresh.submit(OpenFile(screens[0]))), Finished)


def test_another_model_takes_over_the_waiting_jobs(
    fresh: Engine, listener: Listener, screens: list[Path], model: str, tmp_path: Path
) -> None:
    shutil.copytree(model, tmp_path / "other")
    card = tmp_path / "other" / "card.json"
    card.write_text(card.read_text().replace("random-gut", "other-gut"))
    number = fresh.submit(OpenScreen(screens[0]))
    fresh.restart(str(tmp_path / "other"), "cpu")
    assert isinstance(listener.end_of(number), Finished)
    assert [e.scores.model_id for e in listener.seen if isinstance(e, ScreenScored)] == ["other-gut"]


@linux
def test_a_killed_decoder_costs_at_most_its_file(
    fresh: Engine, listener: Listener, screens: list[Path]
) -> None:
    listener.ready()
    listener.end_of(fresh.submit(OpenFile(screens[0])))
    [decoder] = [child for child in children_of(engine_process_id()) if "spawn_main" in command_of(child)]
    os.kill(decoder, signal.SIGKILL)
    listener.end_of(fresh.submit(OpenFile(screens[0])))
    assert isinstance(listener.end_of(fresh.submit(OpenScreen(screens[0]))), Finished)
    assert sum(isinstance(event, EngineReady) for event in listener.seen) == 1


def command_of(process_id: int) -> str:
    return Path(f"/proc/{process_id}/cmdline").read_text()


@linux
def test_nothing_is_left_when_the_client_is_killed(model: str, screens: list[Path], tmp_path: Path) -> None:
    script = tmp_path / "client.py"
    script.write_text(CLIENT)
    command = [sys.executable, str(script), model, str(screens[0])]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2]
    ) as client:
        assert client.stdout is not None
        started = [int(text) for text in client.stdout.readline().split()]
        assert len(started) >= 2
        client.kill()
    deadline = time.monotonic() + 10
    while any(is_running(process) for process in started) and time.monotonic() < deadline:
        os.sched_yield()
    assert [process for process in started if is_running(process)] == []


CLIENT = """
import os, sys, time
from pathlib import Path
sys.path.insert(0, os.getcwd())
from dlre_gui.engine.client import BlockingEngine
from dlre_gui.engine.messages import OpenFile

def children_of(pid):
    tasks = Path(f"/proc/{pid}/task")
    return [int(c) for t in tasks.iterdir() for c in (t / "children").read_text().split()]

if __name__ == "__main__":
    engine = BlockingEngine(sys.argv[1])
    engine.start()
    engine.run(OpenFile(Path(sys.argv[2])))
    found = children_of(os.getpid())
    print(*found, *[grand for child in found for grand in children_of(child)], flush=True)
    time.sleep(60)
"""


@linux
def test_closing_during_a_job_leaves_no_process_and_no_late_event(
    model: str, listener: Listener, screens: list[Path]
) -> None:
    engine = Engine(listener.arrived.put, model)
    engine.start()
    listener.ready()
    process = engine_process_id()
    for path in screens:
        engine.submit(OpenScreen(path))
    listener.until(lambda event: isinstance(event, ScreenRead))
    engine.close()
    assert not is_running(process)
    n_events = listener.arrived.qsize()
    engine.submit(OpenFile(screens[0]))
    engine.close()
    assert listener.arrived.qsize() == n_events


def test_a_missing_model_is_an_error_that_names_it(tmp_path: Path) -> None:
    engine = BlockingEngine(str(tmp_path / "absent"))
    with pytest.raises(ModelPackageError, match="absent"):
        engine.start()
    engine.close()


def test_a_missing_gpu_is_an_error_not_a_fallback(model: str) -> None:
    torch = pytest.importorskip("torch")
    if torch.cuda.is_available():
        pytest.skip("this machine has a GPU")
    engine = BlockingEngine(model, "cuda")
    with pytest.raises(DeviceError):
        engine.start()
    engine.close()


def test_jobs_of_an_engine_that_cannot_start_fail_with_its_reason(
    listener: Listener, screens: list[Path], tmp_path: Path
) -> None:
    engine = Engine(listener.arrived.put, str(tmp_path / "absent"))
    number = engine.submit(OpenFile(screens[0]))
    engine.start()
    failed = listener.end_of(number)
    engine.close()
    assert isinstance(failed, Failed)
    assert isinstance(failed.error, ModelPackageError)
