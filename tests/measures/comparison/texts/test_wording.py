"""Differences in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.measures.comparison import ConnectionChange
from dotnet_viz.measures.comparison.entries import entries_of
from dotnet_viz.measures.comparison.texts.wording import connection_phrase, description_of, phrases_of, title_of
from tests.comparison_builders import block_steps, chain_steps, changed, compared


def test_outputs_of_the_model_are_named() -> None:
    assert connection_phrase(ConnectionChange(None, (), ("a",))) == "outputs of the model from nowhere → a"


def test_all_that_differs_in_a_layer_is_reported() -> None:
    found = compared(chain_steps(2), changed(chain_steps(2), "d1", config={"units": 4, "use_bias": True}), start=0)
    assert list(phrases_of(entries_of(found)[-1])) == ["use_bias none → yes"]


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        ("old/a.keras", "new/b.keras", "a.keras → b.keras"),
        ("old/m.keras", "new/m.keras", "old/m.keras → new/m.keras"),
        ("digits", "digits", "digits: before → after"),
        ("two\nlines", "two\nlines", "two↵lines: before → after"),
    ],
)
def test_the_title_tells_the_sides_apart(before: str, after: str, title: str) -> None:
    found = compared(block_steps(1), block_steps(1))
    sides = replace(found.summary.before, source=before), replace(found.summary.after, source=after)
    assert title_of(replace(found, summary=replace(found.summary, before=sides[0], after=sides[1]))) == title


@pytest.mark.parametrize(
    ("before", "after", "ending"),
    [
        (((4, 3), (3, 2)), ((4, 3), (3, 2), (2, 2)), "; layers 2 → 3, parameters 18 → 22."),
        (((4, 3), (3, 2)), ((4, 6), (6, 2)), "; parameters 18 → 36."),
        (((4, 3), (3, 4)), ((4, 4), (4, 1), (1, 4)), "; layers 2 → 3."),
    ],
)
def test_numbers_that_are_the_same_are_not_named(before: Any, after: Any, ending: str) -> None:
    found = dv.compare([np.ones(shape) for shape in before], [np.ones(shape) for shape in after])
    assert description_of(found).endswith(ending)
