"""Pairs that the order did not bring together."""

from __future__ import annotations

import pytest

from dotnet_viz.measures.comparison.matching import leftovers
from dotnet_viz.measures.comparison.matching.match import match_layers
from tests.comparison_builders import Step, dense, model

BEFORE = [
    Step("in", "InputLayer"),
    Step("drop", "Dropout", ("in",), {"rate": 0.3}),
    dense("a", "drop", 3),
    dense("b", "a", 5),
    Step("norm", "BatchNormalization", ("b",)),
]
AFTER = [
    Step("in", "InputLayer"),
    dense("a", "in", 3),
    dense("b", "a", 5),
    Step("norm", "BatchNormalization", ("b",)),
    Step("drop", "Dropout", ("norm",), {"rate": 0.3}),
]


@pytest.mark.parametrize("most", [leftovers.MOST_PAIRS, 0])
def test_a_layer_that_stands_far_away_is_found_by_its_settings(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "MOST_PAIRS", most)
    found = {match.before.id: match for match in match_layers(model(BEFORE), model(AFTER, start=2))}
    assert found["dropout"].after.id == "dropout_2"
    assert found["dropout"].reason == "same settings at another place"


def test_of_two_that_fit_the_one_with_more_common_neighbours_is_taken() -> None:
    after = [*AFTER[:2], Step("other", "Dropout", ("a",), {"rate": 0.3}), *AFTER[2:]]
    matches = match_layers(model(BEFORE), model(after, start=2))
    assert sum(match.before.kind == "Dropout" for match in matches) == 1
