import multiprocessing
import threading
from pathlib import Path

import numpy as np
import pytest

from dlre_gui.domain.errors import DeviceError, UnreadableFileError
from dlre_gui.domain.screen import Screen
from dlre_gui.engine import wire
from dlre_gui.engine.messages import EngineFailed, Failed, ScreenRead


def through_a_pipe(message: object) -> object:
    ours, theirs = multiprocessing.Pipe()
    sender = threading.Thread(target=wire.send, args=(theirs, message))
    sender.start()
    received = wire.receive(ours)
    sender.join()
    return received


def test_pixels_arrive_equal_and_read_only() -> None:
    pixels = np.arange(300 * 400 * 3, dtype=np.uint8).reshape(300, 400, 3)
    event = through_a_pipe(ScreenRead(7, Screen(pixels, Path("图.png"), 2, 5, "ab", "d")))
    assert isinstance(event, ScreenRead)
    assert (event.number, event.screen.path, event.screen.frame) == (7, Path("图.png"), 2)
    assert np.array_equal(event.screen.pixels, pixels)
    assert not event.screen.pixels.flags.writeable


def test_arrays_of_any_size_arrive_whole_and_in_order() -> None:
    sent = [np.arange(n, dtype=np.uint8) for n in (0, 1, 2**18, 2**18 + 1, 3 * 2**18 - 1)]
    arrived = through_a_pipe(sent)
    assert isinstance(arrived, list)
    assert [array.size for array in arrived] == [array.size for array in sent]
    assert all(np.array_equal(one, other) for one, other in zip(sent, arrived, strict=True))


def test_errors_arrive_with_their_kind_and_way_out() -> None:
    event = through_a_pipe(Failed(3, UnreadableFileError(Path("a.png"), "a.png is cut.", "Copy it again.")))
    assert isinstance(event, Failed)
    assert isinstance(event.error, UnreadableFileError)
    assert (event.error.path, str(event.error)) == (Path("a.png"), "a.png is cut. Copy it again.")


def test_an_engine_wide_event_keeps_its_number() -> None:
    event = through_a_pipe(EngineFailed(DeviceError("no GPU")))
    assert isinstance(event, EngineFailed)
    assert event.number == 0


def test_a_closed_pipe_is_an_end_of_file() -> None:
    ours, theirs = multiprocessing.Pipe()
    theirs.close()
    with pytest.raises(EOFError):
        wire.receive(ours)
