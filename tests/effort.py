"""How much work a function does, counted instead of timed: the same on every machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls_in(action: Callable[[], Any]) -> int:
    """Return how many functions are called while an action runs, those written in C included.

    Args:
        action: without arguments.
    """
    count = 0

    def counted(frame: FrameType, event: str, called: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        action()
    finally:
        sys.setprofile(before)
    return count


def growth(action: Callable[[int], Callable[[], Any]], size: int) -> float:
    """Return how many times more functions are called for twice the size: two for work that is linear, four for quadratic.

    Args:
        action: returns what is measured for a size; what it does itself does not count.
        size: the smaller one.
    """
    calls_in(action(size))  # what is imported and remembered the first time
    return calls_in(action(2 * size)) / calls_in(action(size))
