"""The window's language: chosen at the start, changed while it runs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import (
    QT_TRANSLATE_NOOP,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)

from dlre_gui.places import resources_dir

ENGLISH, CHINESE = "en", "zh_CN"
OF_QT = (
    QT_TRANSLATE_NOOP("QFileDialog", "&Look in:"),
    QT_TRANSLATE_NOOP("QFileDialog", "Files of &type:"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Drive"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "%1 File"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "File Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Folder"),
    QT_TRANSLATE_NOOP("QAbstractFileIconProvider", "Unknown"),
)
"""What Qt's own Chinese file lacks; it stands in ours."""


class _Switch(QObject):
    """Tells of each change; `language` is the one in use, none before the first is taken."""

    switched = Signal()
    language: str | None = None


_switch = _Switch()
_installed: list[QTranslator] = []
_read: dict[Path, bytes] = {}
"""Files of languages; Qt looks into their memory as long as the program lives."""


def follow_language(say: Callable[[], None]) -> None:
    """Let a view say its texts: now, and again whenever the language changes.

    Parameters
    ----------
    say
        A method of a `QObject` that asks for each text anew; the connection ends with its object.
    """
    say()
    _switch.switched.connect(say)


def when_switched(then: Callable[[], None]) -> None:
    """Call a method of a `QObject` after each change of language, once all older views said their texts."""
    _switch.switched.connect(then)


def language_of(setting: str) -> str:
    """The language a setting stands for; empty: the system's, if it is there, else English."""
    if setting:
        return CHINESE if setting == CHINESE else ENGLISH
    system = next(iter(QLocale.system().uiLanguages()), "")
    return CHINESE if system.replace("_", "-").split("-")[0] == "zh" else ENGLISH


def current_language() -> str:
    """The language in use."""
    return _switch.language or ENGLISH


def use_language(setting: str) -> bool:
    """Take a language from now on; False where its file is missing, and English is taken.

    Views that follow the language say their texts again.
    """
    wanted = language_of(setting)
    if wanted == _switch.language:
        return True
    for translator in _installed:
        QCoreApplication.removeTranslator(translator)
    _installed.clear()
    found = _install(wanted) or wanted == ENGLISH  # whose texts stand in the code, but for one and many
    _switch.language = wanted if found else ENGLISH
    if not found:
        _install(ENGLISH)
    _switch.switched.emit()
    return found


def read_ahead() -> None:
    """Read the files of the languages, so that the GUI thread need not; not on it."""
    for path in (_ours(ENGLISH), _ours(CHINESE), _qts(CHINESE)):
        _content(path)


def _install(language: str) -> bool:
    """Qt's own texts first, ours last: the last one installed is asked first."""
    ours = _translator(_ours(language))
    if ours is None:
        return False
    qts = _translator(_qts(language)) if language != ENGLISH else None
    for translator in (qts, ours):
        if translator is not None:
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)
    return True


def _translator(path: Path) -> QTranslator | None:
    translator = QTranslator()
    content = _content(path)
    return translator if content and translator.load(content) else None


def _content(path: Path) -> bytes:
    """Of a file; empty where it cannot be read."""
    if path not in _read:
        try:
            _read[path] = path.read_bytes()
        except OSError:
            return b""
    return _read[path]


def _ours(language: str) -> Path:
    return resources_dir() / "translations" / f"dlre-gui_{language}.qm"


def _qts(language: str) -> Path:
    translations = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    return Path(translations) / f"qtbase_{language}.qm"
