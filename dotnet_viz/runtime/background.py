"""Work that goes on in another thread until its result is asked for."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextvars import copy_context
from typing import TypeVar

_Result = TypeVar("_Result")


def in_background(work: Callable[[], _Result]) -> Future[_Result]:
    """Begin some work in a thread of its own, which does not keep the process from ending.

    Args:
        work: what is called, in the language of the moment; it gains time only as far as it runs without Python, as digests
            and arithmetic on arrays do.

    Returns:
        Its ``result()`` waits for what the work returns, or raises what it raised.

    Example:
        >>> in_background(lambda: 6 * 7).result()
        42
    """
    future: Future[_Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # whoever asks for the result gets it
            future.set_exception(error)

    threading.Thread(target=copy_context().run, args=(run,), name="dotnet_viz background", daemon=True).start()
    return future
