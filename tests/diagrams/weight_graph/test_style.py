from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.errors import GraphError, OptionError, UnsupportedInputError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.layouts import place
from dotnet_viz.readers import read
from dotnet_viz.scales import NEGATIVE, NOT_A_NUMBER, POSITIVE
from dotnet_viz.scene import Scene
from tests.builders import chain, dense_chain, dense_layer, input_layer
from tests.conftest import DATA
from tests.diagrams.weight_graph.graphs import bar, lines, single
from tests.layouts.checks import assert_all_inside


def test_every_weight_is_a_line_between_its_neurons() -> None:
    scene = WeightGraph().build(single([[1.0, -2.0], [0.5, 0.1]]))
    assert lines(scene.bundles[0]) == {
        ("c0-0", "c1-0"): 1.0,
        ("c0-0", "c1-1"): -2.0,
        ("c0-1", "c1-0"): 0.5,
        ("c0-1", "c1-1"): 0.1,
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
    assert bool(scene.notes) == (max(sizes[:-1]) > limit)
    cut = sum(size > limit for size in sizes[:-1])
    assert sum(shape.form == "ellipsis" for shape in scene.shapes) == cut


def test_exact_zeros_are_no_lines_and_are_counted_in_the_legend() -> None:
    scene = WeightGraph().build(single([[1.0, 0.0], [0.0, 0.0], [-2.0, 0.0]]))
    assert lines(scene.bundles[0]) == {("c0-0", "c1-0"): 1.0, ("c0-2", "c1-0"): -2.0}
    assert bar(scene).notes == ("4 of 6 weights are zero, not drawn",)
    assert scene.notes == ()
    assert "zero" not in " ".join(bar(WeightGraph().build(single([[1.0, -1.0]]))).notes)


def test_the_note_counts_weights_and_their_share() -> None:
    scene = WeightGraph(max_neurons=1).build(single([[3.0], [1.0]]))
    note = "d: 1 of 2 weights drawn (75 % of the total magnitude): those between 1 of 2 inputs and 1 neuron"
    assert scene.notes == (note,)


def test_strong_lines_are_drawn_last_in_one_scale_with_the_legend() -> None:
    scene = WeightGraph().build(single([[0.1, -4.0], [2.0, 0.0]]))
    bundle = scene.bundles[0]
    assert (np.diff(np.abs(bundle.values)) >= 0).all()
    assert (np.diff(bundle.widths) >= 0).all()
    assert bundle.colors[-1].tolist() == [int(NEGATIVE[i : i + 2], 16) for i in (1, 3, 5)]
    assert bar(scene).ticks[-1] == (1.0, "4")


@pytest.mark.parametrize("value", [0.7, float("nan"), float("inf"), float("-inf")])
def test_layers_of_one_value_have_a_picture(value: float) -> None:
    bundle = WeightGraph().build(single([[value, value]])).bundles[0]
    expected = {0.7: POSITIVE, float("inf"): POSITIVE, float("-inf"): NEGATIVE}.get(value, NOT_A_NUMBER)
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
    assert bar(scene).ticks[-1] == (1.0, "0.5")
    assert all(shape.fill == "panel" for shape in scene.shapes)


def test_a_given_limit_is_the_end_of_the_legend() -> None:
    scene = WeightGraph(limit=10).build(single([[1.0]]))
    assert bar(scene).ticks[-1] == (1.0, "10")
    assert scene.bundles[0].widths[0] < 1


def test_negative_weights_are_dashed_on_request_and_the_legend_says_so() -> None:
    plain, dashed = (WeightGraph(negative_dashed=on).build(single([[1.0, -1.0]])) for on in (False, True))
    assert not plain.bundles[0].dashed.any()
    assert dict(zip(dashed.bundles[0].values.tolist(), dashed.bundles[0].dashed.tolist(), strict=True)) == {
        1.0: False,
        -1.0: True,
    }
    assert "negative: dashed" in bar(dashed).notes


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


WRONG: list[dict[str, object]] = [
    {"max_neurons": 0}, {"max_edges": 0}, {"max_layers": 0}, {"bias": "x"}, {"limit": -1.0}, {"rankdir": "XX"},
    {"rank": "size"}, {"left_out": "max"}, {"appearance": "old"}, {"scaling": "cube"}, {"scaling_per": "row"}, {"clip": 0.0},
    {"clip": 1.5}, {"layers": []}, {"threshold": "most"}, {"palette": "rainbow"}, {"positive": "no colour"},
    {"negative": "#12"},
]  # fmt: skip


@pytest.mark.parametrize("arguments", WRONG, ids=str)
def test_options_are_checked(arguments: dict[str, object]) -> None:
    with pytest.raises(OptionError):
        WeightGraph(**arguments)  # type: ignore[arg-type]


def test_layers_that_are_not_drawn_are_reported() -> None:
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


def test_without_weights_there_is_no_such_picture() -> None:
    with pytest.raises(UnsupportedInputError, match="no Dense layer"):
        WeightGraph().build(chain([input_layer()]))


def test_weights_that_lie_between_no_units_are_boxes() -> None:
    norm = Layer("norm", "norm", "Mine", weights=(Weight.from_array("gamma", np.ones(3)),))
    scene = WeightGraph().build(chain([input_layer(), norm]))
    assert [(shape.name, shape.form) for shape in scene.shapes] == [("input", "rounded"), ("norm", "rounded")]
    assert [(line.source, line.target) for line in scene.connections] == [("c0", "c1")]
    assert scene.notes == ("not drawn: 1 more layer with weights (Mine)",)
    assert not scene.legends
    assert not scene.bundles


def test_a_graph_without_values_says_so() -> None:
    bare = Graph.from_json(dense_chain(2, 3).to_json())
    with pytest.raises(GraphError, match="no values"):
        WeightGraph().build(bare)


@pytest.mark.parametrize(
    "path",
    sorted(path for path in (DATA / "models").rglob("*.*") if path.is_file()),
    ids=lambda path: f"{path.parent.name}-{path.name}",
)
@pytest.mark.parametrize(
    "options", [{}, {"bias": "node", "left_out": "mean", "rankdir": "TB", "appearance": "classic"}], ids=str
)
def test_every_model_has_a_picture_that_says_what_it_leaves_out(path: Path, options: dict[str, Any]) -> None:
    scene = place(WeightGraph(max_neurons=5, **options).build(read(path)))
    assert_all_inside(scene)
    assert scene.bundles
    told = {item.name for item in scene.omissions}
    for omission, note in zip(scene.omissions, scene.notes, strict=False):
        assert note.startswith(omission.name)
        assert omission.share is not None
        assert 0 < omission.share < 1
    for bundle in scene.bundles:
        limit = 6 * 11 if bundle.name in told else np.inf
        assert len(bundle) <= limit


def test_kernels_that_no_line_shows_are_reported() -> None:
    shapes = {
        "query/kernel": (3, 4, 2),
        "key/kernel": (3, 2, 2),
        "value/kernel": (3, 2, 2),
        "attention_output/kernel": (4, 2, 3),
    }
    weights = tuple(Weight.from_array(name, np.ones(shape)) for name, shape in shapes.items())
    scene = WeightGraph().build(chain([input_layer(), Layer("att", "att", "GroupQueryAttention", weights=weights)]))
    assert scene.notes == ("not drawn of att: key/kernel, value/kernel",)


def test_large_models_are_cut_in_the_middle_and_say_so() -> None:
    scene = WeightGraph(max_layers=4).build(dense_chain(*[3] * 13))
    assert [len(bundle) for bundle in scene.bundles] == [9] * 4
    (gap,) = [shape for shape in scene.shapes if shape.id == "g0"]
    assert (gap.form, gap.labels[0].text) == ("ellipsis", "8 more layers")
    drawn = "dense_0, dense_1, dense_10, dense_11"
    assert scene.notes == (f"4 of 12 layers with weights between units are drawn: {drawn}",)
    assert len(WeightGraph(max_layers=None).build(dense_chain(*[3] * 13)).bundles) == 12
    assert [b.name for b in WeightGraph(layers=["dense_5"]).build(dense_chain(*[3] * 13)).bundles] == ["dense_5"]


def test_layers_that_scale_each_unit_are_told_from_those_that_are_not_drawn() -> None:
    norm = Layer("norm", "norm", "BatchNormalization", weights=(Weight.from_array("gamma", np.ones(3)),))
    scene = WeightGraph().build(
        chain([input_layer(), dense_layer("d", np.ones((2, 3))), norm, dense_layer("e", np.ones((3, 2)))])
    )
    assert scene.notes == ("not drawn: the weights of 1 layer that treats each unit by itself (BatchNormalization)",)


def test_sums_show_which_units_pass_into_them() -> None:
    scene = WeightGraph(max_neurons=3).build(read(DATA / "models" / "transformer.keras"))
    straight = [line for line in scene.connections if not line.arrow]
    around = [line for line in scene.connections if line.arrow]
    assert len(straight) == 8 * 3
    assert len(around) == 8
    for line in straight:
        assert line.source.split("-")[1] == line.target.split("-")[1]


def joined_inputs(*pairs: tuple[int, int]) -> Graph:
    """Return inputs of two and of three values, a layer of four, what joins these by the pairs, and an output of one."""
    tensors = [TensorSpec((None, size)) for size in (2, 3, 4, 7, 1)]
    join = Layer("join", "join", "Concatenate", config={"axis": -1})
    layers = [input_layer("x"), input_layer("more"), dense_layer("d", np.ones((2, 4))), join, dense_layer("y", np.ones((7, 1)))]
    nodes = tuple(Node(f"n{i}", layer, outputs=(tensors[i],)) for i, layer in enumerate(layers))
    edges = tuple(Edge(f"n{one}", 0, f"n{two}", port) for port, (one, two) in enumerate(pairs))
    return Graph("m", "Functional", nodes, edges, outputs=(Port("n4"),))


def test_an_input_that_is_joined_stands_beside_what_it_is_joined_with() -> None:
    scene = WeightGraph().build(joined_inputs((0, 2), (2, 3), (1, 3), (3, 4)))
    names = {shape.id: shape.name for shape in scene.shapes}
    joins = [(names[line.source], names[line.target]) for line in scene.connections]
    assert joins == [
        *((f"d [{unit}]", f"join [{unit}]") for unit in range(4)),
        *((f"more [{unit}]", f"join [{4 + unit}]") for unit in range(3)),
    ]


def test_an_arrow_around_columns_ends_at_the_first_unit_that_comes_from_there() -> None:
    graph = joined_inputs((0, 2), (2, 3), (0, 3), (3, 4))
    wide = replace(graph.nodes[4], layer=dense_layer("y", np.ones((6, 1))))
    scene = WeightGraph().build(replace(graph, nodes=(graph.nodes[0], *graph.nodes[2:4], wide)))
    names = {shape.id: shape.name for shape in scene.shapes}
    (arrow,) = [line for line in scene.connections if line.arrow]
    assert (names[arrow.source], names[arrow.target]) == ("x [0]", "join [4]")


def test_values_are_written_on_few_lines_only() -> None:
    few, many = (WeightGraph(show_values=True, max_neurons=None).build(dense_chain(*sizes)) for sizes in ((3, 4), (20, 20)))
    assert few.bundles[0].show_values
    assert not many.bundles[0].show_values
    assert many.notes == ("values are not written: more than 150 lines",)


def test_a_bias_that_fills_its_neuron_is_written_where_values_are() -> None:
    def texts(scene: Scene) -> list[str]:
        return [label.text for shape in scene.shapes for label in shape.labels if label.text.startswith("b ")]

    graph = single([[0.5, 0.1]], bias=[-1.0, 0.25])
    assert texts(WeightGraph(show_values=True).build(graph)) == ["b −1", "b 0.25"]
    placed = place(WeightGraph(show_values=True).build(graph))
    assert texts(placed) == ["b −1", "b 0.25"]
    assert_all_inside(placed)
    for options in ({}, {"show_values": True, "bias": "none"}, {"show_values": True, "bias": "node"}):
        assert texts(WeightGraph(**options).build(graph)) == []  # type: ignore[arg-type]


def test_the_classic_appearance_has_arrows_and_letters() -> None:
    scene = WeightGraph(appearance="classic").build(dense_chain(2, 2, 2))
    assert all(bundle.arrow for bundle in scene.bundles)
    assert [shape.labels[0].text for shape in scene.shapes] == ["x0", "x1", "h0", "h1", "y0", "y1"]
    assert not any(bundle.arrow for bundle in WeightGraph().build(dense_chain(2, 2)).bundles)


def test_a_wide_column_has_small_circles_without_numbers() -> None:
    scene = WeightGraph(max_neurons=None).build(dense_chain(784, 10))
    wide, narrow = ([shape for shape in scene.shapes if shape.rank == rank] for rank in (0, 1))
    assert wide[0].width < 2 < narrow[0].width
    assert not wide[0].labels
    assert narrow[0].labels[0].text == "0"


def test_names_of_several_outputs_go_to_the_one_that_they_fit() -> None:
    scene = WeightGraph(class_names=["a", "b", "c"], max_neurons=3).build(read(DATA / "models" / "multi.keras"))
    named = [shape for shape in scene.shapes if shape.name in ("a", "b", "c")]
    assert len(named) == 3
    with pytest.raises(OptionError, match="there are 1 or 3 outputs"):
        WeightGraph(class_names=["a", "b"]).build(read(DATA / "models" / "multi.keras"))
