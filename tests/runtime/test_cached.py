from __future__ import annotations

import os
import sys
import threading

import pytest

from dotnet_viz.runtime.cached import cached_property
from tests.conftest import DATA


class Slow:
    """Computes a value as long as somebody wants."""

    started, may_end = threading.Event(), threading.Event()
    count = 0

    @cached_property
    def value(self) -> int:
        """The value."""
        self.started.set()
        self.may_end.wait(120)
        self.count += 1
        return 3

    @cached_property
    def other(self) -> int:
        """Another one."""
        self.count += 1
        return self.count


def test_a_value_is_computed_once() -> None:
    slow = Slow()
    assert (slow.other, slow.other, slow.count) == (1, 1, 1)
    assert isinstance(Slow.__dict__["other"], cached_property)
    assert getattr(Slow, "other") is Slow.__dict__["other"]  # noqa: B009 - the type checker takes it for a method


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system has no fork")
@pytest.mark.skipif(sys.version_info >= (3, 12), reason="Python has no such lock any more, and warns of a fork beside threads")
def test_a_process_forked_while_another_thread_computes_does_not_wait_for_it() -> None:
    slow = Slow()
    thread = threading.Thread(target=lambda: slow.value)
    thread.start()
    slow.started.wait(60)
    child = os.fork()
    if child == 0:
        slow.may_end.set()
        os._exit(Slow().value)
    watch = threading.Timer(60, os.kill, (child, 9))
    watch.start()
    _, status = os.waitpid(child, 0)
    watch.cancel()
    slow.may_end.set()
    thread.join()
    assert os.waitstatus_to_exitcode(status) == 3


def test_no_module_takes_the_one_with_a_lock() -> None:
    with_lock = [
        str(path)
        for path in (DATA.parent.parent / "dotnet_viz").rglob("*.py")
        if path.name != "cached.py" and "functools import cached_property" in path.read_text(encoding="utf-8")
    ]
    assert with_lock == []
