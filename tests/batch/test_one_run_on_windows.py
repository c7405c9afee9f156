"""The lock of an output folder as Windows takes it, with Linux' locks of an open file in Windows' place.

Both are exclusive, on bytes from where the file stands, and of the one who opened the file: another
handle is refused, of the same process, too. Windows itself runs `test_resume`.
"""

from __future__ import annotations

import errno
import importlib.util
import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from dlre_gui.batch import one_run as module_here
from dlre_gui.batch.sources import LEDGER_NAME
from dlre_gui.domain.errors import FolderInUseError

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="locks of an open file are Linux'"
)


class Msvcrt(ModuleType):
    """What the program uses of the module, as its documentation says."""

    LK_NBLCK = 2

    def locking(self, fd: int, mode: int, nbytes: int) -> None:
        import fcntl

        assert mode == self.LK_NBLCK
        place = os.lseek(fd, 0, os.SEEK_CUR)
        assert place + nbytes < 2**31  # its places are `long`, 32 bits there
        wanted = struct.pack("hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, place, nbytes, 0)
        try:
            fcntl.fcntl(fd, fcntl.F_OFD_SETLK, wanted)
        except OSError as error:
            raise OSError(errno.EACCES, "Permission denied") from error


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch) -> Callable[[ModuleType], ModuleType]:
    """The program's module as it is on Windows."""

    def load(msvcrt: ModuleType) -> ModuleType:
        monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
        spec = importlib.util.spec_from_file_location("one_run_on_windows", module_here.__file__)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        with monkeypatch.context() as there:
            there.setattr(sys, "platform", "win32")
            spec.loader.exec_module(module)
        return module

    return load


def test_a_second_run_is_refused_and_the_first_one_writes_on(
    load: Callable[[ModuleType], ModuleType], tmp_path: Path
) -> None:
    one_run = load(Msvcrt("msvcrt")).one_run
    ledger = tmp_path / LEDGER_NAME
    with one_run(tmp_path):
        for _ in range(2):
            with ledger.open("ab") as file:
                file.write(b"a line\n")
            with pytest.raises(FolderInUseError, match="Another run"), one_run(tmp_path):
                pass
        assert ledger.read_bytes() == b"a line\n" * 2
    with one_run(tmp_path):
        assert ledger.stat().st_size == 14


def test_a_disk_that_knows_no_locks_does_without(
    load: Callable[[ModuleType], ModuleType], tmp_path: Path
) -> None:
    class Lockless(Msvcrt):
        def locking(self, fd: int, mode: int, nbytes: int) -> None:
            raise OSError(errno.EINVAL, "Invalid argument")

    one_run = load(Lockless("msvcrt")).one_run
    with one_run(tmp_path), one_run(tmp_path):
        pass
