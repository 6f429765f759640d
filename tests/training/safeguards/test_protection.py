"""Faults stay inside, and random generators are as they were."""

from __future__ import annotations

import random
import warnings

import numpy as np
import pytest

from dotnet_viz.errors import VizWarning
from dotnet_viz.training.safeguards.protection import Guard, unchanged_random_states


def test_random_generators_go_on_as_if_nothing_had_been_drawn() -> None:
    random.seed(1)
    np.random.seed(1)
    expected = random.random(), np.random.random()
    random.seed(1)
    np.random.seed(1)
    with unchanged_random_states():
        random.random()
        np.random.random(5)
    assert (random.random(), np.random.random()) == expected


def test_a_fault_is_told_once_even_where_warnings_are_errors() -> None:
    told: list[str] = []
    guard = Guard(told.append)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert guard.run("one", lambda: 1 // 0) is None
        assert guard.run("one", lambda: 1) is None
        assert guard.run("other", lambda: 2) == 2
    assert told == ["Recording one failed and is switched off: ZeroDivisionError: integer division or modulo by zero"]
    assert (guard.is_on("one"), guard.is_on("other")) == (False, True)


def test_a_fault_in_telling_stays_inside_too() -> None:
    def refuse(_text: str) -> None:
        raise OSError("disk full")

    with pytest.warns(VizWarning, match="disk full at first"):
        Guard(refuse).run("one", lambda: exec("raise OSError('disk full at first')"))


def test_ctrl_c_is_not_swallowed() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Guard(print).run("one", interrupted)
