"""The decoding process: limited, replaceable, and gone with its client."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import openjpeg
import pytest
from PIL import Image
from pydicom.uid import JPEG2000Lossless, JPEGBaseline8Bit

from dlre_gui.domain.errors import DecoderCrashedError, DecodeTimeoutError, TooLargeError
from dlre_gui.imaging.limits import DEADLINE_S, deadline_for
from dlre_gui.imaging.read import read_info, read_screen
from dlre_gui.imaging.wire import packed
from dlre_gui.imaging.worker import DecodeWorker
from tests.imaging.dicom_writing import jpeg, screen_pixels, write_encapsulated, write_native

posix_only = pytest.mark.skipif(os.name == "nt", reason="reads /proc or sends POSIX signals")
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def decoder_pid(worker: DecodeWorker) -> int:
    """The process behind a worker."""
    running = worker._running
    assert running is not None
    assert running._process.pid is not None
    return running._process.pid


def wait_for(condition: object, seconds: float = 10.0) -> bool:
    end = time.monotonic() + seconds
    assert callable(condition)
    while time.monotonic() < end:
        if condition():
            return True
        threading.Event().wait(0.02)
    return False


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def test_worker_and_direct_reading_agree(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    path = write_native(tmp_path / "a", screen_pixels(), PatientName="Test^Person")
    direct, through = read_screen(path), shared_worker.screen(path)
    assert np.array_equal(direct.pixels, through.pixels)
    assert through.header == direct.header
    assert (through.sha256, through.decoder, through.n_frames) == (direct.sha256, direct.decoder, 1)
    assert shared_worker.info(path) == read_info(path)


def test_received_pixels_are_contiguous_and_read_only(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    pixels = shared_worker.screen(write_native(tmp_path / "a", screen_pixels())).pixels
    assert pixels.flags.c_contiguous
    assert not pixels.flags.writeable


def test_a_changed_file_is_read_anew(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    path = tmp_path / "a"
    first = shared_worker.screen(write_native(path, screen_pixels()))
    second = shared_worker.screen(write_native(path, screen_pixels()[::-1].copy()))
    assert first.sha256 != second.sha256
    assert np.array_equal(second.pixels, screen_pixels()[::-1])


@posix_only
def test_a_killed_decoder_is_replaced(tmp_path: Path) -> None:
    path = write_native(tmp_path / "a", screen_pixels())
    with DecodeWorker() as worker:
        worker.screen(path)
        os.kill(decoder_pid(worker), signal.SIGKILL)
        assert worker.screen(path).width == 64


@posix_only
def test_a_decoder_stopped_while_idle_is_replaced(tmp_path: Path) -> None:
    path = write_native(tmp_path / "a", screen_pixels())
    with DecodeWorker(deadline_s=0.5) as worker:
        worker.screen(path)
        stopped = decoder_pid(worker)
        os.kill(stopped, signal.SIGSTOP)
        assert worker.screen(path).width == 64
        assert decoder_pid(worker) != stopped


@pytest.fixture(scope="module")
def slow_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file that takes some tenths of a second to decode."""
    noise = np.random.default_rng(0).integers(0, 256, (1200, 1200, 3), np.uint8)
    stream = bytes(openjpeg.encode(noise, photometric_interpretation=1))
    return write_encapsulated(tmp_path_factory.mktemp("slow") / "slow.dcm", noise, JPEG2000Lossless, [stream])


def test_a_file_past_the_deadline_costs_that_file_only(tmp_path: Path, slow_file: Path) -> None:
    good = write_native(tmp_path / "a", screen_pixels())
    with DecodeWorker(deadline_s=0.1) as worker:
        with pytest.raises(DecodeTimeoutError, match=r"slow\.dcm took longer than 0\.1 s"):
            worker.screen(slow_file)
        assert worker.screen(good).width == 64


def test_a_large_file_has_time_to_come_from_a_slow_disk() -> None:
    assert deadline_for(6 * 10**6) == DEADLINE_S
    assert deadline_for(133 * 10**6) > 133 / 100 * 8  # at 100 Mbit/s


@posix_only
def test_a_decoder_that_dies_at_work_costs_one_file(tmp_path: Path, slow_file: Path) -> None:
    good = write_native(tmp_path / "a", screen_pixels())
    with DecodeWorker(deadline_s=20) as worker:
        worker.screen(good)
        with pytest.raises(DecoderCrashedError, match="crashed"):
            kill_while_reading(worker, slow_file)
        assert worker.screen(good).width == 64


def kill_while_reading(worker: DecodeWorker, path: Path) -> None:
    for _ in range(20):  # a decoder that was done before the kill is tried again
        worker.info(path)  # so that there is a decoder to kill
        killer = threading.Timer(0.05, os.kill, (decoder_pid(worker), signal.SIGKILL))
        killer.start()
        try:
            worker.screen(path)
        finally:
            killer.join()


@linux_only
def test_memory_is_limited_by_the_kernel(tmp_path: Path) -> None:
    big = tmp_path / "big.png"
    Image.new("RGB", (5000, 5000)).save(big, compress_level=1)
    small = write_native(tmp_path / "a", screen_pixels())
    with DecodeWorker(memory_bytes=400 * 2**20) as worker:
        worker.screen(small)
        with pytest.raises((TooLargeError, DecoderCrashedError), match=r"memory"):
            worker.screen(big)
        assert worker.screen(small).width == 64


def test_an_answer_that_nobody_took_is_not_mistaken_for_the_next(tmp_path: Path) -> None:
    left = write_native(tmp_path / "left", screen_pixels())
    asked = write_native(tmp_path / "asked", screen_pixels()[::-1].copy())
    with DecodeWorker() as worker:
        worker.screen(left)
        running = worker._running
        assert running is not None
        running.takes(packed({"path": str(left), "frame": 0}), 5.0)  # as Ctrl+C leaves it
        assert np.array_equal(worker.screen(asked).pixels, screen_pixels()[::-1])


def test_several_threads_take_turns(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    paths = [write_native(tmp_path / str(i), np.roll(screen_pixels(), i, axis=0)) for i in range(8)]
    found: dict[int, bool] = {}

    def read(i: int) -> None:
        found[i] = bool((shared_worker.screen(paths[i]).pixels == np.roll(screen_pixels(), i, axis=0)).all())

    threads = [threading.Thread(target=read, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == dict.fromkeys(range(8), True)


def read_in_a_daemon(connection: Connection, path: str) -> None:
    with DecodeWorker() as worker:
        connection.send(worker.screen(Path(path)).width)
        connection.send(decoder_pid(worker))
        connection.recv()  # until the test kills this process


@linux_only
def test_works_within_a_daemonic_process_and_dies_with_it(tmp_path: Path) -> None:
    path = write_native(tmp_path / "a", screen_pixels())
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    parent = context.Process(target=read_in_a_daemon, args=(theirs, str(path)), daemon=True)
    parent.start()
    assert ours.poll(30)
    assert ours.recv() == 64
    decoder = ours.recv()
    assert not is_gone(decoder)
    parent.kill()
    parent.join()
    assert wait_for(lambda: is_gone(decoder))
    parent.close()


@linux_only
def test_closing_ends_the_process(tmp_path: Path) -> None:
    worker = DecodeWorker()
    worker.screen(write_native(tmp_path / "a", screen_pixels()))
    pid = decoder_pid(worker)
    worker.close()
    assert is_gone(pid)


def test_importing_the_client_loads_no_decoder() -> None:
    heavy = "{'PIL', 'pydicom', 'gdcm', 'torch', 'PySide6', 'scipy'}"
    code = (
        f"import sys, dlre_gui.imaging.worker, dlre_gui.imaging.discover; print({heavy} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@linux_only
def test_the_process_has_neither_torch_nor_qt(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    shared_worker.screen(write_native(tmp_path / "a", screen_pixels()))
    maps = Path(f"/proc/{decoder_pid(shared_worker)}/maps").read_text()
    assert "libtorch" not in maps
    assert "libQt" not in maps


def test_the_frames_of_a_clip_are_read_one_by_one(shared_worker: DecodeWorker, tmp_path: Path) -> None:
    frames = [np.roll(screen_pixels(), i, axis=1) for i in range(5)]
    streams = [jpeg(frame) for frame in frames]
    path = write_encapsulated(tmp_path / "clip", frames[0], JPEGBaseline8Bit, streams)
    screens = [shared_worker.screen(path, i) for i in range(5)]
    assert [screen.frame for screen in screens] == [0, 1, 2, 3, 4]
    assert len({screen.pixels.tobytes() for screen in screens}) == 5


@linux_only
def test_a_client_that_holds_much_memory_keeps_its_decoder(tmp_path: Path) -> None:
    path = write_native(tmp_path / "a", screen_pixels())
    held = np.ones(300 * 2**20, np.uint8)
    with DecodeWorker(memory_bytes=400 * 2**20) as worker:
        worker.screen(path)
        first = decoder_pid(worker)
        worker.screen(path)
        assert decoder_pid(worker) == first
    assert held.size
