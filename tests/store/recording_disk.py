"""What SQLite asks of the disk, in order: a VFS that writes down every write, sync, truncation and deletion.

Run as a program: ``recording_disk.py BOOK LOG ACTS...`` opens the book once for each word of acts
(see `book_acts`), carries them out, and leaves the log: a pickled list of `Entry`.

The VFS is SQLite's own one; only xOpen and xDelete are replaced, and in each opened file's methods
xWrite, xTruncate and xSync, by functions that note the call and pass it on.
"""

from __future__ import annotations

import _sqlite3
import ctypes
import pickle
import sys
from ctypes import CFUNCTYPE, POINTER, Structure, c_char_p, c_int, c_int64, c_void_p
from pathlib import Path
from typing import NamedTuple

PTR = c_void_p


class Entry(NamedTuple):
    """One call: `kind` is write, sync, truncate, delete, or done (an act was acknowledged).

    `at` is the offset of a write, the size of a truncation; 1 for a deletion with its folder synced.
    """

    kind: str
    file: str
    at: int = 0
    data: bytes = b""


class Methods(Structure):
    _fields_ = [("iVersion", c_int), *((f"f{i}", PTR) for i in range(18))]


class File(Structure):
    _fields_ = [("pMethods", POINTER(Methods))]


class Vfs(Structure):
    _fields_ = [
        ("iVersion", c_int),
        ("szOsFile", c_int),
        ("mxPathname", c_int),
        ("pNext", PTR),
        ("zName", c_char_p),
        ("pAppData", PTR),
        ("xOpen", PTR),
        ("xDelete", PTR),
        *((f"f{i}", PTR) for i in range(14)),
    ]


OPEN = CFUNCTYPE(c_int, PTR, PTR, POINTER(File), c_int, PTR)  # SQLite keeps the name: never a copy of it
DELETE = CFUNCTYPE(c_int, PTR, PTR, c_int)
WRITE = CFUNCTYPE(c_int, PTR, PTR, c_int, c_int64)  # xWrite is the third method
TRUNCATE = CFUNCTYPE(c_int, PTR, c_int64)  # the fourth
SYNC = CFUNCTYPE(c_int, PTR, c_int)  # the fifth


class Recorder:
    """The default VFS of this process from now on."""

    def __init__(self) -> None:
        self.log: list[Entry] = []
        self._names: dict[int, str] = {}
        self._kept: list[object] = []
        self._tables: dict[int, object] = {}
        self._sqlite = ctypes.CDLL(_sqlite3.__file__)
        self._sqlite.sqlite3_vfs_find.restype = POINTER(Vfs)
        real = self._sqlite.sqlite3_vfs_find(None).contents
        self._open, self._delete = OPEN(real.xOpen), DELETE(real.xDelete)
        mine = Vfs.from_buffer_copy(real)
        mine.zName = b"recording"
        opener, deleter = OPEN(self._on_open), DELETE(self._on_delete)
        mine.xOpen = ctypes.cast(opener, PTR).value
        mine.xDelete = ctypes.cast(deleter, PTR).value
        self._kept += [mine, opener, deleter]
        if self._sqlite.sqlite3_vfs_register(ctypes.byref(mine), 1) != 0:
            raise RuntimeError("SQLite takes no other VFS")

    def _on_open(self, vfs: int, name: int | None, file: object, flags: int, out: int) -> int:
        status = self._open(vfs, name, file, flags, out)
        if status == 0 and name is not None:
            address = ctypes.cast(file, PTR).value or 0  # type: ignore[arg-type]
            self._names[address] = _file_name(name)
            self._wrap(file.contents)  # type: ignore[attr-defined]
        return status

    def _wrap(self, file: File) -> None:
        real = ctypes.cast(file.pMethods, PTR).value or 0
        if real not in self._tables:
            self._tables[real] = self._wrapped(file.pMethods.contents)
        file.pMethods = ctypes.pointer(self._tables[real])  # type: ignore[arg-type]

    def _wrapped(self, real: Methods) -> Methods:
        table = Methods.from_buffer_copy(real)
        write, truncate, sync = WRITE(real.f2), TRUNCATE(real.f3), SYNC(real.f4)

        def on_write(file: int, data: int, n: int, at: int) -> int:
            self.log.append(Entry("write", self._names[file], at, ctypes.string_at(data, n)))
            return int(write(file, data, n, at))

        def on_truncate(file: int, size: int) -> int:
            self.log.append(Entry("truncate", self._names[file], size))
            return int(truncate(file, size))

        def on_sync(file: int, flags: int) -> int:
            status = int(sync(file, flags))
            self.log.append(Entry("sync", self._names[file]))
            return status

        mine = WRITE(on_write), TRUNCATE(on_truncate), SYNC(on_sync)
        self._kept += [*mine, write, truncate, sync]
        table.f2, table.f3, table.f4 = (ctypes.cast(function, PTR).value for function in mine)
        return table

    def _on_delete(self, vfs: int, name: int, sync_folder: int) -> int:
        status = int(self._delete(vfs, name, sync_folder))
        self.log.append(Entry("delete", _file_name(name), sync_folder))
        return status


def _file_name(name: int) -> str:
    return Path(ctypes.string_at(name).decode()).name


def main(book_path: Path, log_path: Path, words: list[str]) -> None:
    recorder = Recorder()
    from dlre_gui.store.book import Book
    from tests.store.book_acts import Doing

    doing = Doing()
    for word in words:
        with Book(book_path) as book:
            book.ask(lambda db: db.execute("PRAGMA wal_autocheckpoint = 60").fetchone())
            for letter in word:
                doing.act(letter)(book)
                recorder.log.append(Entry("done", ""))
    log_path.write_bytes(pickle.dumps([tuple(entry) for entry in recorder.log]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
