"""Frozen dataclasses to JSON and back, for the columns of the exam book.

Defaults are left out, so that a record grows by fields with defaults without a migration; unknown
fields are ignored.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, Union

T = TypeVar("T")


def to_json(value: object) -> str:
    """Compact JSON of a dataclass, a collection or a plain value."""
    return json.dumps(_plain(value), separators=(",", ":"))


def from_json(kind: Callable[..., T] | Any, text: str) -> T:
    """The value of type `kind` that `to_json` wrote.

    Raises
    ------
    ValueError, TypeError, KeyError
        If the text is no such value.
    """
    built: T = _build(kind, json.loads(text))
    return built


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f.name: _plain(item) for f in fields(value) if (item := getattr(value, f.name)) != _default(f)
        }
    if isinstance(value, frozenset):
        return sorted(str(item) for item in value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, StrEnum | Path) else value


def _default(field: Any) -> object:
    return field.default_factory() if field.default_factory is not MISSING else field.default


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _build(kind: Any, data: Any) -> Any:
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (Union, types.UnionType):
        inner = next(a for a in arguments if a is not type(None))
        return None if data is None else _build(inner, data)
    if origin is frozenset:
        return frozenset(_build(arguments[0], item) for item in _checked(data, list))
    if origin is tuple:
        inner_kinds = arguments[:1] * len(data) if arguments[1:] == (...,) else arguments
        return tuple(_build(k, item) for k, item in zip(inner_kinds, _checked(data, list), strict=True))
    if is_dataclass(kind):
        hints, known = _hints(typing.cast(type, kind)), _checked(data, dict)
        return typing.cast(type, kind)(**{k: _build(hints[k], v) for k, v in known.items() if k in hints})
    return _build_plain(kind, data) if isinstance(kind, type) else data


def _build_plain(kind: type, data: Any) -> Any:
    if issubclass(kind, float):
        return float(_checked(data, int, float))
    if issubclass(kind, StrEnum | Path):
        return kind(_checked(data, str))
    return _checked(data, kind) if kind in (str, int, bool) else data


def _checked(data: Any, *kinds: type) -> Any:
    """As it is: JSON knows no other types; True is no number.

    Raises
    ------
    TypeError
        If it is of another type.
    """
    if type(data) not in kinds:
        raise TypeError(f"{data!r:.40} is no {kinds[0].__name__}")
    return data
