from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.diagrams.common.values.select_weight import Candidate, candidates_of, choose, nothing_to_show
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Layer, Weight
from tests.builders import chain, input_layer


def _layer(name: str, *weights: str) -> Layer:
    return Layer(name, name.rsplit("/", 1)[-1], "LSTM", weights=tuple(Weight.from_array(w, np.ones((2, 2))) for w in weights))


GRAPH = chain([input_layer(), _layer("a/rnn", "kernel", "recurrent_kernel"), _layer("rnn", "forward/kernel", "bias")])
FOUND = candidates_of(GRAPH, lambda _, weight: weight.role.endswith("kernel"))


def _titles(found: tuple[Candidate, ...]) -> list[str]:
    return [one.title for one in found]


def test_candidates_stand_in_the_order_of_their_layers() -> None:
    assert _titles(FOUND) == ["rnn", "rnn · recurrent_kernel", "rnn · forward/kernel"]


@pytest.mark.parametrize(
    ("layer", "weight", "chosen"),
    [
        (None, None, [0, 1, 2]),
        ("a/rnn", None, [0, 1]),
        ("rnn", None, [2]),
        (None, "recurrent_kernel", [1]),
        (None, "forward/kernel", [2]),
        ("rnn", "kernel", [2]),
        (None, "kernel", [0, 2]),
    ],
)
def test_ids_come_before_names_and_roles_count_as_names(layer: str | None, weight: str | None, chosen: list[int]) -> None:
    assert choose(FOUND, layer, weight, "kernel") == tuple(FOUND[number] for number in chosen)


def test_what_is_not_there_is_reported_with_what_is() -> None:
    with pytest.raises(OptionError, match=r"unknown layer with kernel 'gru'.*a/rnn, rnn"):
        choose(FOUND, "gru", None, "kernel")
    with pytest.raises(OptionError, match=r"unknown kernel 'bias'.*forward/kernel"):
        choose(FOUND, "rnn", "bias", "kernel")


def test_a_model_without_any_names_what_it_has() -> None:
    assert "InputLayer, LSTM" in str(nothing_to_show(GRAPH, "convolution kernel", "use the style 'weight-matrix'"))


def test_a_model_that_is_not_built_is_said_to_be_so() -> None:
    """The error said that a model of dense layers had none."""
    unbuilt = chain([input_layer(), Layer("d", "d", "Dense", lacks_weights=True)])
    assert "is not built" in str(nothing_to_show(unbuilt, "Dense layer", "use another style"))
