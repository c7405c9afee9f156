"""Stands in the program where torch keeps its compiler, which is left out with all that only it needs.

torch's optimisers ask the compiler to leave them alone before they do anything. Nothing is compiled here,
so that is no work: what they run, and what they compute, is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])


def disable(function: _Function, recursive: bool = True, *, wrapping: bool = True) -> _Function:
    """The function, which nobody compiles."""
    del recursive, wrapping
    return function


def graph_break(reason: str = "") -> None:
    """Nothing: there is no graph to break."""
    del reason
