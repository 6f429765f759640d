"""How a training that does not reach its end is noticed."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from dotnet_viz.training.fit.call import FitCall
from dotnet_viz.training.fit.endings import EndingWatch, in_one_line

Ends = list[tuple[str, str]]


class CallbackList:
    """In the place of the list that Keras makes for each call of ``fit``."""


@pytest.fixture
def ends() -> Ends:
    return []


@pytest.fixture
def watch(ends: Ends) -> Iterator[EndingWatch]:
    hook, handlers = sys.excepthook, {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    watch = EndingWatch(lambda status, reason: ends.append((status, reason)))
    yield watch
    watch.stop()
    assert sys.excepthook is hook
    assert {number: signal.getsignal(number) for number in handlers} == handlers


def send(number: int) -> None:
    os.kill(os.getpid(), number)
    time.sleep(0.01)  # the handler runs between two steps of this thread


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt, also where the tests were started in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_ctrl_c_is_reported_and_raises_as_ever(ctrl_c: None, watch: EndingWatch, ends: Ends) -> None:
    watch.begin(FitCall())
    with pytest.raises(KeyboardInterrupt):
        send(signal.SIGINT)
    assert ends == [("interrupted", "SIGINT")]
    with pytest.raises(KeyboardInterrupt):
        send(signal.SIGINT)
    assert len(ends) == 1


def test_the_programs_own_handler_of_sigterm_does_its_work(watch: EndingWatch, ends: Ends) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: heard.append(number))
    try:
        watch.begin(FitCall())
        send(signal.SIGTERM)
        assert (heard, ends) == ([signal.SIGTERM], [("interrupted", "SIGTERM")])
        watch.stop()
    finally:
        signal.signal(signal.SIGTERM, before)


def test_a_signal_that_is_not_to_be_heard_stays_so(watch: EndingWatch, ends: Ends) -> None:
    before = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        watch.begin(FitCall())
        send(signal.SIGTERM)
        assert ends == []
        watch.stop()
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


def test_handlers_that_somebody_sets_later_are_left_alone(ends: Ends) -> None:
    watch = EndingWatch(lambda status, reason: ends.append((status, reason)))
    before = signal.getsignal(signal.SIGTERM)
    watch.begin(FitCall())
    try:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        watch.stop()
        assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, before)


def test_other_threads_touch_no_handlers(ends: Ends) -> None:
    before = signal.getsignal(signal.SIGINT)
    seen: list[object] = []

    def run() -> None:
        watch = EndingWatch(lambda status, reason: ends.append((status, reason)))
        watch.begin(FitCall())
        seen.append(signal.getsignal(signal.SIGINT))
        watch.stop()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [before]


def test_an_exception_that_nobody_catches_is_reported_before_it_is_printed(
    watch: EndingWatch, ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[object] = []
    before = sys.excepthook
    sys.excepthook = lambda *details: printed.append((details[0], list(ends)))
    try:
        watch.begin(FitCall())
        error = ValueError("shapes do not fit\nat all")
        sys.excepthook(ValueError, error, None)
        watch.stop()
    finally:
        sys.excepthook = before
    assert printed == [(ValueError, [("failed", "ValueError: shapes do not fit")])]


def leave(watch: EndingWatch) -> None:
    """Leave a function that has the list of callbacks, as ``fit`` does when a step fails."""
    callbacks = CallbackList()
    watch.begin(FitCall(callbacks))
    raise ValueError("no")


def test_an_exception_that_the_program_catches_is_noticed_when_it_is_dropped(watch: EndingWatch, ends: Ends) -> None:
    try:
        leave(watch)
    except ValueError:
        assert ends == []
    [(status, reason)] = ends
    assert status == "failed"
    assert "left before its end" in reason


def test_a_training_that_has_ended_is_not_reported_again(watch: EndingWatch, ends: Ends) -> None:
    callbacks = CallbackList()
    watch.begin(FitCall(callbacks))
    watch.stop()
    del callbacks
    watch.notify(ValueError("later"))
    assert ends == []


@pytest.mark.parametrize(
    ("error", "expected"),
    [(KeyboardInterrupt(), ("interrupted", "KeyboardInterrupt")), (MemoryError(), ("failed", "MemoryError"))],
)
def test_a_cell_of_a_notebook_that_fails_is_reported(
    watch: EndingWatch, ends: Ends, monkeypatch: pytest.MonkeyPatch, error: BaseException, expected: tuple[str, str]
) -> None:
    hooks: dict[str, list[Callable[[Any], None]]] = {"post_run_cell": []}
    events = SimpleNamespace(
        register=lambda name, function: hooks[name].append(function),
        unregister=lambda name, function: hooks[name].remove(function),
    )
    shell = SimpleNamespace(events=events)
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    watch.begin(FitCall())
    [hook] = hooks["post_run_cell"]
    hook(SimpleNamespace(error_in_exec=None, error_before_exec=None))
    assert ends == []
    hook(SimpleNamespace(error_in_exec=error, error_before_exec=None))
    assert ends == [expected]
    assert hooks["post_run_cell"] == []


def test_what_keras_says_of_a_layer_is_left_out_for_what_was_wrong() -> None:
    keras_says = (
        "Exception encountered when calling {}.call().\n\n\x1b[1mInput 0 has 5 columns\x1b[0m\n\nArguments received: ..."
    )
    assert in_one_line(ValueError(keras_says.format("Dense"))) == "ValueError: Input 0 has 5 columns"
    assert (
        in_one_line(ValueError("Exception encountered when calling it")) == "ValueError: Exception encountered when calling it"
    )
    assert in_one_line(ValueError()) == "ValueError"
