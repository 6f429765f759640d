"""A comparison as JSON."""

from __future__ import annotations

import json

import numpy as np

from dotnet_viz.measures.comparison import compare_graphs
from dotnet_viz.measures.comparison.texts.as_json import plain_values
from tests.builders import chain, dense_layer
from tests.comparison_builders import Step, chain_steps, changed, compared, inserted


def test_everything_is_there_and_can_be_written() -> None:
    edited = inserted(changed(chain_steps(3), "d1", config={"units": 8}), "d0", Step("x", "Dropout"))
    found = compared(chain_steps(3), edited).to_dict()
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert list(found) == [
        "version", "differs", "nothing_in_common", "summary", "costs", "layers",
            "connections", "weights", "training", "model", "ignored",
    ]  # fmt: skip
    assert found["differs"] is True
    assert found["layers"]["added"] == [{"id": "dropout_7", "name": "dropout_7", "class": "Dropout", "parameters": 0}]
    assert found["layers"]["changed"][0]["fields"] == [{"name": "config.units", "before": 4, "after": 8}]
    assert found["layers"]["matches"][0]["reason"]


def test_weights_that_are_no_numbers_are_written() -> None:
    kernels = (np.array([[np.nan]], "float32"), np.array([[np.inf]], "float32"))
    found = compare_graphs(*(chain([dense_layer("d", kernel)]) for kernel in kernels))
    assert json.dumps(found.to_dict(), allow_nan=False)
    assert found.to_dict()["weights"]["changed"][0]["weights"][0]["changed_share"] == 1.0


def test_numbers_that_json_lacks_become_text() -> None:
    assert plain_values({"a": (float("nan"), [float("-inf")]), "b": None}) == {"a": ["nan", ["-inf"]], "b": None}
