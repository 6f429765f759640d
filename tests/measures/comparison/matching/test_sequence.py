"""Pairs that keep their order."""

from __future__ import annotations

import pytest

from dotnet_viz.measures.comparison.matching import sequence
from dotnet_viz.measures.comparison.matching.match import match_layers
from tests.comparison_builders import Step, block_steps, inserted, model


def test_stretches_between_sure_pairs_are_aligned_on_their_own() -> None:
    steps = [step if step.key != "b0add" else Step("b0add", "Add", step.inputs, name="waist") for step in block_steps(2)]
    matches = match_layers(model(steps), model(inserted(steps, "b0one", Step("new", "Dropout", config={"rate": 0.9})), start=5))
    assert {match.before.id: match.after.id for match in matches}["dropout"] == "dropout_6"
    assert next(match for match in matches if match.before.name == "waist").reason == "same name"


def test_stretches_beyond_the_bound_are_cut_and_still_matched(monkeypatch: pytest.MonkeyPatch) -> None:
    before = model(block_steps(30))
    after = model(inserted(block_steps(30), "b10one", Step("new", "BatchNormalization")), start=500)
    whole = match_layers(before, after)
    monkeypatch.setattr(sequence, "MOST_CELLS", 2500)
    cut = match_layers(before, after)
    assert len(whole) == len(before.layers)
    assert len(cut) >= 0.95 * len(whole)
