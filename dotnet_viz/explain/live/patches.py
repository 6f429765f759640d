"""Functions of single objects, replaced for the time of one pass and in one thread, and put back in any case."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

Replace = Callable[[Callable[..., Any]], Callable[..., Any]]
Patch = tuple[Any, str, Replace]
"""An object, the name of one of its functions, and what makes the function that stands in its place from the original."""


@contextmanager
def patched(patches: Iterable[Patch]) -> Iterator[None]:
    """Replace functions of objects while the block runs; other threads go on with the originals.

    Args:
        patches: of one function several are applied in their order, the last one outermost.

    Example:
        >>> from types import SimpleNamespace
        >>> layer = SimpleNamespace(call=abs)
        >>> with patched([(layer, "call", lambda original: lambda x: original(x) + 1)]):
        ...     layer.call(-2)
        3
        >>> layer.call is abs
        True
    """
    thread = threading.get_ident()
    missing = object()
    before: list[tuple[Any, str, Any]] = []
    try:
        for owner, name, replace in patches:
            before.append((owner, name, owner.__dict__.get(name, missing)))
            original = getattr(owner, name)
            owner.__dict__[name] = _in_thread(thread, original, replace(original))  # beside what watches attributes
        yield
    finally:
        for owner, name, value in reversed(before):
            if value is missing:
                owner.__dict__.pop(name, None)
            else:
                owner.__dict__[name] = value


def _in_thread(thread: int, original: Callable[..., Any], replacement: Callable[..., Any]) -> Callable[..., Any]:
    def function(*args: Any, **kwargs: Any) -> Any:
        return (replacement if threading.get_ident() == thread else original)(*args, **kwargs)

    return function
