"""The rows of the list of acquisitions as Qt asks for them."""

from __future__ import annotations

from PySide6.QtCore import Qt

from dlre_gui.gui.counted_rows import CountedRows, Index
from dlre_gui.gui.session import AcqKey
from dlre_gui.gui.session.rows import Rows
from dlre_gui.gui.session.view_state import RowState
from dlre_gui.gui.texts import say, say_all, tip

ROW_ROLE = Qt.ItemDataRole.UserRole
_IN_VIEW = 60
"""More rows than any screen shows at a time."""


class AcquisitionModel(CountedRows):
    """The rows of the current exam; of thousands only those are made that somebody looks at.

    Rows that stay keep their place: the view does not jump while a folder is being read.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows | None = None
        self._keys: tuple[AcqKey, ...] = ()
        self._seen: dict[int, RowState] = {}

    def show_rows(self, rows: Rows) -> None:
        self.rows = rows
        if rows.keys != self._keys:
            self._seen.clear()
            self._reshape(rows.keys)
            return
        self._keys = rows.keys  # the same things: the next time they are not compared one by one
        for at in [at for at, before in self._seen.items() if rows[at] != before]:
            self._tell(at)

    def _reshape(self, keys: tuple[AcqKey, ...]) -> None:
        """Take out what lies between the parts at both ends that stay, and put in what is new there."""
        before, self._keys = self._keys, keys
        head = _n_same(before, keys)
        tail = min(_n_same(before[::-1], keys[::-1]), len(before) - head, len(keys) - head)
        if head == tail == 0:
            self.set_count(len(keys))
            return
        if len(before) > head + tail:
            self.removeRows(head, len(before) - head - tail)
        if len(keys) > head + tail:
            self.insertRows(head, len(keys) - head - tail)

    def refresh(self, key: AcqKey) -> None:
        """The thumbnail of `key` came; where nobody looked at its row nothing is to be drawn."""
        at = next((at for at in self._seen if self._keys[at] == key), None)
        if at is not None:
            self._tell(at)

    def _tell(self, at: int) -> None:
        self.dataChanged.emit(self.index(at), self.index(at))

    def key(self, at: int) -> AcqKey:
        return self._keys[at]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.rows is None or index.row() >= len(self._keys):  # on its way out
            return None
        row = self._look(index.row(), self.rows)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(say_all(row.tooltip))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.row() + 1}: {row.title}, {say(row.state)}"
        return row if role == ROW_ROLE else None

    def _look(self, at: int, rows: Rows) -> RowState:
        """Make a row, and remember it as one that is perhaps in view."""
        self._seen.pop(at, None)
        row = self._seen[at] = rows.row(self._keys[at])
        if len(self._seen) > _IN_VIEW:
            del self._seen[next(iter(self._seen))]
        return row


def _n_same(some: tuple[AcqKey, ...], others: tuple[AcqKey, ...]) -> int:
    """How many keys at the beginning are the same."""
    pairs = enumerate(zip(some, others, strict=False))
    differ = (at for at, (one, other) in pairs if one is not other and one != other)
    return next(differ, min(len(some), len(others)))
