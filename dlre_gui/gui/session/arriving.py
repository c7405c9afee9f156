"""Files that were opened, but not looked into yet, in the order they came."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from dlre_gui.gui.session.ids import AcqKey

_NONE: Mapping[AcqKey, int] = MappingProxyType({})


class Arriving:
    """Thousands at a time; each has its number in the order of opening."""

    def __init__(self) -> None:
        self._orders: dict[AcqKey, int] = {}
        self._by_folder: dict[Path, dict[AcqKey, int]] = {}

    def __len__(self) -> int:
        return len(self._orders)

    def __contains__(self, key: AcqKey) -> bool:
        return key in self._orders

    def add(self, key: AcqKey, order: int) -> None:
        self._orders[key] = order
        self._by_folder.setdefault(key.path.parent, {})[key] = order

    def pop(self, key: AcqKey) -> int | None:
        """Take a file out; its number, None where it was not in."""
        order = self._orders.pop(key, None)
        if order is not None:
            folder = self._by_folder[key.path.parent]
            del folder[key]
            if not folder:
                del self._by_folder[key.path.parent]
        return order

    def clear(self) -> tuple[Path, ...]:
        """Take all out; the files."""
        paths = tuple(key.path for key in self._orders)
        self._orders.clear()
        self._by_folder.clear()
        return paths

    def first(self, n: int) -> Iterable[AcqKey]:
        return islice(self._orders, max(0, n))

    def folder(self, key: AcqKey | None) -> Path | None:
        """That of `key`; without a key, that of the first one here."""
        key = key or next(iter(self._orders), None)
        return key.path.parent if key is not None else None

    def beside(self, key: AcqKey | None) -> Mapping[AcqKey, int]:
        """Those of the same `folder`, with their numbers."""
        folder = self.folder(key)
        return self._by_folder.get(folder, _NONE) if folder is not None else _NONE
