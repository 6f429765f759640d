from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.weight_graph import WeightGraph
from dotnet_viz.errors import OptionError, UnsupportedInputError
from dotnet_viz.graph import Graph, Layer
from dotnet_viz.scales import NEGATIVE, NOT_A_NUMBER, POSITIVE
from dotnet_viz.scene import Bundle, Scene
from tests.builders import chain, dense_chain, dense_layer, input_layer


def single(kernel: list[list[float]], bias: list[float] | None = None) -> Graph:
    return chain([input_layer(), dense_layer("d", np.array(kernel), None if bias is None else np.array(bias))])


def lines(bundle: Bundle) -> dict[tuple[str, str], float]:
    return {
        (bundle.sources[source], bundle.targets[target]): value
        for source, target, value in zip(
            bundle.source_index.tolist(), bundle.target_index.tolist(), bundle.values.tolist(), strict=True
        )
    }


def test_every_weight_is_a_line_between_its_neurons() -> None:
    scene = WeightGraph().build(single([[1.0, -2.0], [0.5, 0.0]]))
    assert lines(scene.bundles[0]) == {
        ("c0-0", "c1-0"): 1.0,
        ("c0-0", "c1-1"): -2.0,
        ("c0-1", "c1-0"): 0.5,
        ("c0-1", "c1-1"): 0.0,
    }


@settings(deadline=None)
@given(st.lists(st.integers(1, 12), min_size=2, max_size=4), st.integers(1, 6), st.integers(0, 5))
def test_cutting_leaves_true_weights_and_tells_what_is_gone(sizes: list[int], limit: int, seed: int) -> None:
    graph = dense_chain(*sizes, seed=seed)
    scene = WeightGraph(max_neurons=limit).build(graph)
    for number, bundle in enumerate(scene.bundles):
        kernel = graph.layer(f"dense_{number}").weights[0].array
        for (source, target), value in lines(bundle).items():
            assert value == kernel[int(source.split("-")[1]), int(target.split("-")[1])]
    assert bool(scene.notes) == (max(sizes) > limit)
    cut = sum(size > limit for size in sizes)
    assert sum(shape.form == "ellipsis" for shape in scene.shapes) == cut


def test_the_note_counts_weights_and_their_share() -> None:
    scene = WeightGraph(max_neurons=1).build(single([[3.0], [1.0]]))
    assert scene.notes == ("d: 1 of 2 weights, 75 % of the total |w| (1 of 2 inputs, 1 of 1 neurons)",)


def test_strong_lines_are_drawn_last_in_one_scale_with_the_legend() -> None:
    scene = WeightGraph().build(single([[0.1, -4.0], [2.0, 0.0]]))
    bundle = scene.bundles[0]
    assert (np.diff(np.abs(bundle.values)) >= 0).all()
    assert (np.diff(bundle.widths) >= 0).all()
    assert bundle.colors[-1].tolist() == [int(NEGATIVE[i : i + 2], 16) for i in (1, 3, 5)]
    assert scene.legends[0].ticks[-1] == (1.0, "4")


@pytest.mark.parametrize("value", [0.0, 0.7, float("nan"), float("inf"), float("-inf")])
def test_layers_of_one_value_have_a_picture(value: float) -> None:
    bundle = WeightGraph().build(single([[value, value]])).bundles[0]
    expected = {0.0: "#d9d9d9", 0.7: POSITIVE, float("inf"): POSITIVE, float("-inf"): NEGATIVE}.get(value, NOT_A_NUMBER)
    colors = ["#" + "".join(f"{part:02x}" for part in color) for color in bundle.colors.tolist()]
    assert colors == [expected] * 2
    assert bundle.dashed.tolist() == [not np.isfinite(value)] * 2


def test_a_bias_fills_its_neuron() -> None:
    scene = WeightGraph().build(single([[0.5, 0.1]], bias=[-1.0, 1.0]))
    fills = {shape.id: shape.fill for shape in scene.shapes}
    assert (fills["c1-0"], fills["c1-1"], fills["c0-0"]) == (NEGATIVE, POSITIVE, "panel")
    assert "bias −1" in scene.shape_by_id["c1-0"].tooltip


def test_a_bias_node_has_a_line_to_every_neuron() -> None:
    scene = WeightGraph(bias="node").build(single([[0.5, 0.1]], bias=[-1.0, 1.0]))
    assert lines(scene.bundles[1]) == {("b0", "c1-0"): -1.0, ("b0", "c1-1"): 1.0}
    assert scene.shape_by_id["c1-0"].fill == "panel"


def test_biases_can_be_left_out_and_then_do_not_set_the_scale() -> None:
    scene = WeightGraph(bias="none").build(single([[0.5, 0.1]], bias=[-9.0, 1.0]))
    assert len(scene.bundles) == 1
    assert scene.legends[0].ticks[-1] == (1.0, "0.5")
    assert all(shape.fill == "panel" for shape in scene.shapes)


def test_a_given_limit_is_the_end_of_the_legend() -> None:
    scene = WeightGraph(limit=10).build(single([[1.0]]))
    assert scene.legends[0].ticks[-1] == (1.0, "10")
    assert scene.bundles[0].widths[0] < 1


def test_negative_weights_are_dashed_on_request_and_the_legend_says_so() -> None:
    plain, dashed = (WeightGraph(negative_dashed=on).build(single([[1.0, -1.0]])) for on in (False, True))
    assert not plain.bundles[0].dashed.any()
    assert dict(zip(dashed.bundles[0].values.tolist(), dashed.bundles[0].dashed.tolist(), strict=True)) == {
        1.0: False,
        -1.0: True,
    }
    assert "negative: dashed" in dashed.legends[0].notes


def names_beside(scene: Scene, column: int) -> list[str]:
    return [shape.labels[1].text for shape in scene.shapes if shape.rank == column and shape.kind == "neuron"]


def test_names_stand_beside_inputs_and_outputs() -> None:
    scene = WeightGraph(feature_names=["age", "size"], class_names=["no"]).build(single([[1.0], [2.0]]))
    assert names_beside(scene, 0) == ["age", "size"]
    assert names_beside(scene, 1) == ["no"]
    assert scene.shape_by_id["c0-1"].name == "size"


@pytest.mark.parametrize("option", ["feature_names", "class_names"])
def test_a_wrong_number_of_names_is_refused(option: str) -> None:
    with pytest.raises(OptionError, match=rf"{option} has 5 names"):
        WeightGraph(**{option: list("abcde")}).build(single([[1.0]]))  # type: ignore[arg-type]


@pytest.mark.parametrize("arguments", [{"max_neurons": 0}, {"bias": "x"}, {"limit": -1.0}, {"direction": "XX"}])
def test_options_are_checked(arguments: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        WeightGraph(**arguments)  # type: ignore[arg-type]


def test_layers_that_are_not_drawn_are_told() -> None:
    conv = Layer("c", "c", "Conv2D", weights=dense_layer("x", np.ones((2, 2))).weights)
    scene = WeightGraph().build(chain([conv, Layer("f", "f", "Reshape"), dense_layer("d", np.ones((2, 2)))]))
    assert scene.notes == ("not drawn: 1 more layer with weights (Conv2D)",)


def test_captions_tell_layer_activation_and_count() -> None:
    scene = WeightGraph(max_neurons=2).build(dense_chain(3, 2))
    assert [[label.text for label in caption.lines] for caption in scene.captions] == [
        ["input", "2 of 3 inputs"],
        ["dense_0", "Dense · relu", "2 neurons"],
    ]


def test_a_hundred_thousand_weights_are_arrays_not_objects() -> None:
    scene = WeightGraph(max_neurons=None).build(dense_chain(784, 128, 10))
    assert sum(len(bundle) for bundle in scene.bundles) == 101_632
    assert scene.notes == ()


def test_without_dense_layers_there_is_no_such_picture() -> None:
    with pytest.raises(UnsupportedInputError, match="no Dense layer"):
        WeightGraph().build(chain([input_layer()]))
