"""Second thoughts on pairs that cost the same."""

from __future__ import annotations

import pytest

from dotnet_viz.measures.comparison.matching import refine
from tests.comparison_builders import Step, block_steps, changed, compared, inserted, removed


def edited() -> list[Step]:
    steps = changed(removed(block_steps(2), "stem"), "b0one", activation="gelu")
    return inserted(steps, "b0drop", Step("new", "BatchNormalization"))


def test_of_two_layers_that_may_be_the_removed_one_the_lines_tell_which() -> None:
    found = compared(block_steps(2), edited(), ignore="names,weights")
    assert [layer.id for layer in found.layers.removed] == ["dense"]
    assert [change.fields[0].name for change in found.layers.changed] == ["activation"]
    assert not found.connections


def test_without_them_the_lines_are_changes_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refine, "MOST_STEPS", 0)
    assert len(compared(block_steps(2), edited(), ignore="names,weights").changes) >= 3
