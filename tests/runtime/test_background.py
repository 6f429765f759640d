from __future__ import annotations

import threading

import pytest

from dotnet_viz.errors import EngineError
from dotnet_viz.runtime.background import in_background
from dotnet_viz.translation.translate import current_language, in_language


def test_work_goes_on_beside_the_caller_until_its_result_is_asked_for() -> None:
    may_end = threading.Event()
    found = in_background(lambda: (may_end.wait(60), threading.current_thread()))
    assert not found.done()
    may_end.set()
    ended, thread = found.result(60)
    assert ended
    assert thread is not threading.current_thread()


def test_what_it_raises_is_raised_where_the_result_is_asked_for() -> None:
    def fails() -> None:
        raise EngineError("no paper")

    with pytest.raises(EngineError, match="no paper"):
        in_background(fails).result(60)


def test_it_is_in_the_language_of_its_beginning() -> None:
    with in_language("es"):
        found = in_background(current_language)
    assert found.result(60) == "es"
