from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.common import page_texts
from dotnet_viz.diagrams.common.page_texts import model_card, with_statistics
from dotnet_viz.errors import UnreadableFileError
from dotnet_viz.graph import Array, Graph, Layer, Node, OptimizerState, OptimizerVariable, Origin, Weight
from tests.builders import chain, dense_layer, input_layer, nested_graph

KERNEL = np.array([[1.0, 0.0], [-3.0, 1.0]], "float32")
TEXT = "kernel: mean −0.25, deviation 1.639, minimum −3, maximum 1, zeros 25 %"


class Damaged:
    """Values that cannot be read."""

    def read(self) -> Array:
        raise UnreadableFileError("damaged")

    def chunks(self, max_values: int) -> Any:
        raise UnreadableFileError("damaged")


def dense(name: str = "d", kernel: Any = KERNEL) -> Graph:
    """Return a model of an input and a dense layer."""
    return chain([input_layer(), dense_layer(name, kernel)])


def damaged() -> Graph:
    """Return a model whose weight cannot be read."""
    weight = Weight("kernel", "kernel", (2, 2), "float32", source=Damaged())
    return chain([Layer("d", "d", "Dense", weights=(weight,))])


def test_the_card_has_what_is_known_of_the_whole() -> None:
    origin = Origin(
        "keras", "secret/folder/m.keras", "3.15.1", file_size=2048, framework="Keras", date_saved="2026-11-28T21:33:09",
        training={"optimizer": {"class_name": "Adam", "config": {"learning_rate": 0.001}}, "loss": "mse"},
        optimizer=OptimizerState((OptimizerVariable("m", (3,), "float32"),), 12),
    )  # fmt: skip
    graph = Graph("<net>", "Sequential", dense().nodes, dense().edges, origin=origin)
    card = dict(model_card(graph))
    assert card["Model"] == "<net> (Sequential)"
    assert card["Parameters"] == "4 (16 bytes), 4 trainable"
    assert card["Optimizer"] == "Adam, learning rate 0.001"
    assert card["Optimizer state"] == "1 variable, 12 bytes, after 12 steps"
    assert (card["Size of the file"], card["Made with"], card["Saved"]) == ("2.0 KiB", "Keras 3.15.1", "2026-11-28 21:33:09")
    assert "secret" not in str(card)


@pytest.mark.parametrize("style", ["plot-model", "neurons", "layered", "blocks", "lenet"])
def test_pages_of_every_style_of_layers_have_the_values_in_numbers_and_pictures_have_not(style: str) -> None:
    model = dv.draw(dense(), style=style)
    assert model.html.count(TEXT) >= 1
    assert "About the model" in model.html
    assert "deviation" not in model.svg + model.dot
    assert "About the model" not in model.svg


def test_statistics_are_left_out_on_request_and_of_large_models(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "deviation" not in dv.draw(dense(), statistics=False).html
    monkeypatch.setattr(page_texts, "MOST_VALUES", 3)
    assert "deviation" not in dv.draw(dense()).html
    assert TEXT in dv.draw(dense(), statistics=True).html


def test_weights_that_cannot_be_read_are_an_error_only_where_their_statistics_are_wanted() -> None:
    assert "<svg" in dv.draw(damaged()).html
    with pytest.raises(UnreadableFileError):
        _ = dv.draw(damaged(), statistics=True).html


@pytest.mark.parametrize(
    ("kernel", "text"),
    [
        (np.full((2, 2), np.nan, "float32"), "kernel: no finite value, 4 NaN"),
        (np.array([[1, 1], [1, np.inf]], "float32"), "minimum 1, maximum 1, zeros 0 %, 1 infinite"),
        (np.zeros((2, 0), "float32"), "kernel: no values"),
    ],
)
def test_what_is_not_finite_is_counted(kernel: Any, text: str) -> None:
    shapes = with_statistics(dv.draw(dense("d", kernel)).scene, dense("d", kernel)).shapes
    assert text in shapes[1].tooltip


def test_layers_inside_models_have_their_own() -> None:
    found = [shape.tooltip for shape in with_statistics(dv.draw(nested_graph()).scene, nested_graph()).shapes]
    assert sum("mean 1, deviation 0" in text for text in found) == sum(text.startswith("dense: ") for text in found) > 0


def test_a_shape_that_stands_for_something_else_is_left_as_it_is() -> None:
    scene = dv.draw(dense("other")).scene
    assert with_statistics(scene, dense()) == scene


def test_weights_without_values_have_no_line() -> None:
    graph = Graph("m", "M", (Node("n0", Layer("d", "d", "Dense", weights=(Weight("kernel", "kernel", (2, 2), "float32"),))),))
    scene = dv.draw(graph).scene
    assert with_statistics(scene, graph, True) == scene


def test_layers_inside_folded_blocks_have_theirs_where_a_click_opens_them() -> None:
    layers = [dense_layer(f"d{number}", KERNEL) for number in range(6)]
    model = dv.draw(chain([input_layer(), *layers]), style="blocks")
    assert any(shape.kind == "block" for shape in model.scene.shapes)
    inside = model.html.partition("data-dv-inside")[2]
    assert TEXT in inside
