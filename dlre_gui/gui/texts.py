"""From the session's message codes to words in the user's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import Qt  # not QtCore's: only this one knows about rich text

from dlre_gui.domain.errors import DlreError
from dlre_gui.gui.language import CHINESE, current_language
from dlre_gui.gui.reword import reworded, reworded_error
from dlre_gui.gui.session.messages import SOURCES
from dlre_gui.gui.session.view_state import Message

_CONTEXT = "session"
_OTHERS_SAY = frozenset({"reason", "source", "meaning"})
"""Values that are sentences of other rooms."""
_FEW = 4


def say(message: Message | None) -> str:
    """The message, translated, with its values in place; empty for None."""
    if message is None:
        return ""
    text = QCoreApplication.translate(_CONTEXT, SOURCES[message.code])
    return text.format(**_in_language(message)) if message.values else text


def _in_language(message: Message) -> dict[str, str]:
    """The values; of those that a file gives in two languages (`name` and `name_zh`) the window's."""
    values = {name: reworded(value) if name in _OTHERS_SAY else value for name, value in message.values}
    if current_language() == CHINESE:
        chinese = {name.removesuffix("_zh"): text for name, text in values.items() if name.endswith("_zh")}
        values |= {name: text for name, text in chinese.items() if text}
    return values


def in_language(english: str, chinese: str) -> str:
    """What a file gives in both languages, in the window's; English where the Chinese is missing."""
    return chinese if chinese and current_language() == CHINESE else english


def say_all(messages: Iterable[Message], between: str = "\n") -> str:
    return between.join(say(message) for message in messages)


def say_error(error: BaseException) -> str:
    """What happened and what to do next, for any error."""
    if isinstance(error, DlreError):
        return reworded_error(error)
    return f"{type(error).__name__}: {reworded(str(error))}"


def few(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    shown, n_more = ", ".join(names[:_FEW]), len(names) - _FEW
    return shown + QCoreApplication.translate("texts", " and %n more", "", n_more) if n_more > 0 else shown


def without_key(words: str) -> str:
    """A label's words without the mark of its key: ``&Age`` and ``年龄(&G)``."""
    return re.sub(r"\(&\w\)|&", "", words)


def tip(text: str) -> str:
    """A text as a tooltip that shows it as it is: Qt takes some for markup."""
    return Qt.convertFromPlainText(text) if Qt.mightBeRichText(text) else text
