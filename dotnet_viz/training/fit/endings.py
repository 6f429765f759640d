"""How a training ends that does not reach its end: Ctrl-C, SIGTERM, an exception. Keras reports none of them to a callback.

While a training runs, these are watched:

- SIGINT and SIGTERM, in the main thread alone; the handlers from before are put back and then do their work.
- An uncaught exception, by ``sys.excepthook``; in a notebook, at the end of the cell.
- An exception that leaves a step or a method of a callback, whether the program catches it or not: for this call of ``fit``,
  the methods of its two own objects through which the exception passes are wrapped.
- What leaves ``fit`` elsewhere, as from validation, and is caught: the list of callbacks that ``fit`` made is gone.

Nothing is caught, hidden or delayed but for the time that it takes to write the record and the report.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType
from typing import Any

from dotnet_viz.training.fit.call import FitCall

REPORT_SECONDS = 60.0
_SIGNALS = ("SIGINT", "SIGTERM")
_CALLBACK_METHODS = ("on_epoch_begin", "on_epoch_end", "on_train_batch_begin")
_TERMINAL_STYLES = re.compile(r"\x1b\[[0-9;]*m")
_KERAS_PREAMBLE = re.compile(r"\A(Exception encountered when calling [^\n]*\n\s*)+(?=\S)")
"""Keras says first in which layer, and only in the next paragraph what was wrong."""


class EndingWatch:
    """Notices the end of a training that Keras does not report.

    Args:
        ended: is given the status (``"interrupted"`` or ``"failed"``) and what ended the training, in one line. It is
            called at most once for each :meth:`begin`, in a thread of its own where that is possible.
    """

    def __init__(self, ended: Callable[[str, str], None]) -> None:
        self._ended = ended
        self._is_running = False
        self._handlers: dict[int, Any] = {}
        self._finalizer: weakref.finalize[Any, Any] | None = None
        self._hook: Any = None
        self._notebook: Any = None
        self._wrapped: list[Callable[[], None]] = []

    def begin(self, fit: FitCall) -> None:
        """Begin to watch.

        Args:
            fit: the call that is watched.
        """
        self.stop()
        self._is_running = True
        if threading.current_thread() is threading.main_thread():
            for name in _SIGNALS:
                self._watch_signal(getattr(signal, name))
        self._previous_hook, self._hook = sys.excepthook, self._uncaught
        sys.excepthook = self._hook
        self._watch_notebook()
        if fit.callbacks is not None:
            self._finalizer = weakref.finalize(fit.callbacks, self._gone)
        self._wrapped = [
            *(_wrapped(fit.callbacks, name, self._noticing) for name in _CALLBACK_METHODS),
            _wrapped(fit.iterator, "catch_stop_iteration", self._noticing_inside),
        ]

    def stop(self) -> None:
        """Put back what was replaced, unless somebody else has replaced it since."""
        self._is_running = False
        if threading.current_thread() is threading.main_thread():
            for number, previous in self._handlers.items():
                if signal.getsignal(number) == self._signalled:
                    signal.signal(number, previous)
            self._handlers.clear()
        if self._hook is not None and sys.excepthook is self._hook:
            sys.excepthook = self._previous_hook
        for restore in self._wrapped:
            restore()
        self._wrapped = []
        if self._notebook is not None:
            with suppress(Exception):
                self._notebook.events.unregister("post_run_cell", self._cell_ran)
            self._notebook = None
        if self._finalizer is not None:
            self._finalizer.detach()
            self._finalizer = None

    def notify(self, error: BaseException | None) -> None:
        """Record that the training was left, if it is still running.

        Args:
            error: what ended it.
        """
        if isinstance(error, KeyboardInterrupt):
            self._end("interrupted", "KeyboardInterrupt")
        elif error is not None:
            self._end("failed", in_one_line(error))
        else:
            self._end("failed", "fit was left before its end, by an exception that the program caught or by its exit")

    def _end(self, status: str, reason: str) -> None:
        if not self._is_running:
            return
        self._is_running = False
        _aside(lambda: self._ended(status, reason))
        self.stop()

    def _watch_signal(self, number: int) -> None:
        previous = signal.getsignal(number)
        if previous is None or previous == signal.SIG_IGN:  # not Python's, or not to be heard
            return
        with suppress(OSError, ValueError):
            signal.signal(number, self._signalled)
            self._handlers[number] = previous

    def _signalled(self, number: int, frame: FrameType | None) -> None:
        previous = self._handlers.get(number, signal.SIG_DFL)
        signal.signal(number, previous)  # a second one need not wait for the report
        self._end("interrupted", signal.Signals(number).name)
        if callable(previous):
            previous(number, frame)
        else:
            os.kill(os.getpid(), number)

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        previous = self._previous_hook
        self.notify(error)
        previous(kind, error, trace)

    def _watch_notebook(self) -> None:
        find = getattr(sys.modules.get("IPython"), "get_ipython", None)
        shell = find() if find is not None else None
        if shell is not None:
            self._notebook = shell
            shell.events.register("post_run_cell", self._cell_ran)

    def _cell_ran(self, result: Any) -> None:
        error = getattr(result, "error_in_exec", None) or getattr(result, "error_before_exec", None)
        if error is not None:
            self.notify(error)

    def _noticing(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            try:
                return method(*arguments, **options)
            except Exception as error:
                self.notify(error)
                raise

        return call

    def _noticing_inside(self, method: Callable[..., Any]) -> Callable[..., Any]:
        @contextmanager
        def call() -> Iterator[Any]:
            try:
                with method() as entered:
                    yield entered
            except Exception as error:
                self.notify(error)
                raise

        return call

    def _gone(self) -> None:
        self.notify(None)


def in_one_line(error: BaseException) -> str:
    r"""Return the class and the first line of the message of an exception.

    Example:
        >>> in_one_line(ValueError("no such shape\nat all"))
        'ValueError: no such shape'
    """
    message = _TERMINAL_STYLES.sub("", str(error)).strip()
    lines = _KERAS_PREAMBLE.sub("", message).splitlines()
    return f"{type(error).__name__}: {lines[0][:500]}" if lines else type(error).__name__


def _wrapped(owner: Any, name: str, wrap: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Callable[[], None]:
    """Wrap a method of one object alone, without keeping the object alive; return what takes the wrapper off again."""
    if not callable(getattr(owner, name, None)) or name in vars(owner):
        return lambda: None
    kept = weakref.ref(owner)

    def method(*arguments: Any, **options: Any) -> Any:
        still = kept()
        return getattr(type(still), name)(still, *arguments, **options)

    def restore() -> None:
        if (still := kept()) is not None:
            vars(still).pop(name, None)

    setattr(owner, name, wrap(method))
    return restore


def _aside(function: Callable[[], None]) -> None:
    """Run something in another thread for a while: what was interrupted here may hold a lock that it needs."""
    thread = threading.Thread(target=function, name="dotnet_viz report", daemon=True)
    try:
        thread.start()
    except RuntimeError:  # the interpreter is shutting down
        function()
    else:
        thread.join(REPORT_SECONDS)
