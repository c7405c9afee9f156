"""Errors that a person reads: what happened, to which file, and what to do next."""

from __future__ import annotations

from pathlib import Path


class DlreError(Exception):
    """Base of every error the program raises on purpose.

    Parameters
    ----------
    message
        What happened, naming the file or value.
    hint
        The way out, in one sentence; may be empty.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class FileError(DlreError):
    """Something about one file; `path` says which."""

    def __init__(self, path: Path | str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.path = Path(path)
        self.args = (path, message, hint)


class FileMissingError(FileError):
    """The file is not there, vanished meanwhile, or may not be read."""


class FileReplacedError(FileError):
    """Another file lies where the one that was read before was."""


class UnsupportedFileError(FileError):
    """The file is of no kind that holds a screen (an executable, a report, a text)."""


class UnreadableFileError(FileError):
    """The file claims a known format, but its content is broken, cut or inconsistent."""


class TooLargeError(FileError):
    """The file claims dimensions, frames or a decoded size above the limits."""


class DecodeTimeoutError(FileError):
    """Decoding passed its deadline; the worker was replaced."""


class DecoderCrashedError(FileError):
    """The decoding worker died (memory limit, crash in a codec); it was replaced."""


class NotScorableError(FileError):
    """The picture is readable but is not an SWE screen that can be scored."""


class FolderInUseError(FileError):
    """A folder to be written to holds something else."""


class ModelPackageError(FileError):
    """A model package is incomplete, damaged or does not match its card."""


class DeviceError(DlreError):
    """The requested computing device is not available."""


class EngineError(DlreError):
    """A process that does a part of the work could not start or died."""


class StoreError(DlreError):
    """The exam book cannot be opened, read or written."""


class CohortError(DlreError):
    """A cohort table is wrong; the message lists its problems with their rows.

    Parameters
    ----------
    problems
        All of them, one sentence each; empty where the message says it all.
    """

    def __init__(self, message: str, hint: str = "", problems: tuple[str, ...] = ()) -> None:
        super().__init__(message, hint)
        self.problems = problems
        self.args = (message, hint, problems)


class Cancelled(DlreError):  # noqa: N818 - a decision of the user, not a fault
    """The user cancelled the job."""
