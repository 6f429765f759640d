"""The garbage collector, while many objects are made that all live until the end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

OBJECTS_BETWEEN_COLLECTIONS = 100_000
"""A model is many objects: looking through them for garbage after each thousand finds none, and takes a fifth of the time."""


@contextmanager
def fewer_collections() -> Iterator[None]:
    """Let the collector of garbage wait for more objects; what its owner has set is put back in any case.

    Example:
        >>> import gc
        >>> before = gc.get_threshold()
        >>> with fewer_collections():
        ...     gc.get_threshold()[0] >= OBJECTS_BETWEEN_COLLECTIONS or before[0] == 0
        True
        >>> gc.get_threshold() == before
        True
    """
    before = gc.get_threshold()
    if before[0]:  # zero means never
        gc.set_threshold(max(before[0], OBJECTS_BETWEEN_COLLECTIONS), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
