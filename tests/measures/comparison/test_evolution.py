"""Several models in a row."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.measures.comparison.evolution import evolve
from tests.builders import chain, dense_layer, input_layer
from tests.comparison_builders import Step, chain_steps, inserted, model


def checkpoint(scale: float, still: float = 1.0) -> Graph:
    return chain([input_layer(), dense_layer("a", np.full((2, 2), scale)), dense_layer("b", np.full((2, 2), still))])


def test_drift_is_reported_step_by_step_and_from_the_first() -> None:
    found = evolve([checkpoint(1.0), checkpoint(2.0), checkpoint(3.0)])
    assert [(layer.id, layer.steps, layer.from_first) for layer in found.layers] == [
        ("a", (1.0, 0.5), (1.0, 2.0)),
        ("b", (0.0, 0.0), (0.0, 0.0)),
    ]
    assert [step.weights for step in found.steps] == [1, 1]
    assert found


def test_a_layer_that_came_later_has_no_earlier_drift() -> None:
    steps = chain_steps(2)
    grown = inserted(steps, "d0", Step("new", "Dense", config={"units": 4}, activation="relu"))
    found = evolve([model(steps), model(grown), model(grown)], ignore="names")
    drift = {layer.id: layer for layer in found.layers}
    assert drift["dense_1"].steps == (None, 0.0)
    assert drift["dense_2"].steps == (0.0, 0.0)
    assert drift["dense_2"].from_first == (0.0, 0.0)


def test_the_table_names_models_and_layers() -> None:
    text = str(evolve([checkpoint(1.0), checkpoint(2.0), checkpoint(2.0)]))
    assert "weights of a 100 %" in text
    assert text.splitlines()[3].endswith("nothing")
    assert [line.split()[:3] for line in text.splitlines()[-2:]] == [["a", "100", "%"], ["b", "0", "%"]]


def test_nothing_that_changed_is_false() -> None:
    assert not evolve([checkpoint(1.0), checkpoint(1.0)])


def test_one_model_is_no_row() -> None:
    with pytest.raises(OptionError, match="at least 2"):
        evolve([checkpoint(1.0)])


def test_it_can_be_written_as_json() -> None:
    found = evolve([checkpoint(0.0), checkpoint(1.0)]).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["layers"][0]["steps"] == [None]
