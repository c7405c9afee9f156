"""A list model whose rows Qt counts itself.

A list view that lays itself out asks for the number of rows twice a row. Asked of Python, 5,000 rows are
10,000 times that the window's thread gives the interpreter away and may wait until it has it again.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QStringListModel, Qt

Index = QModelIndex | QPersistentModelIndex
_PLAIN = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren


class CountedRows(QStringListModel):
    """So many rows, and nothing in them: what they say comes from `data` of whoever derives from it.

    The strings of Qt's model stay empty; nobody may overwrite `rowCount` or `index`.
    """

    def set_count(self, n: int) -> None:
        """From now on there are `n` other rows."""
        self.setStringList([""] * n)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Nothing can be edited or dragged."""
        return _PLAIN if index.isValid() else Qt.ItemFlag.NoItemFlags
