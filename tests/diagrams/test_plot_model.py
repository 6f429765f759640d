from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from dotnet_viz.diagrams.common.family_colors import FAMILY_COLORS
from dotnet_viz.diagrams.common.graphs.condensed_graph import condensed_graphs
from dotnet_viz.diagrams.plot_model import PlotModel, parameter_count
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.layouts.graphviz.place import bare_graph
from dotnet_viz.renderers.dot.document import dot
from dotnet_viz.scene import KeyLegend, Shape
from tests.builders import chain, dense_chain, input_layer, nested_graph


def texts(shape: Shape) -> list[str]:
    return [label.text for label in shape.labels]


def drawn(**options: object) -> list[str]:
    """Return the text in the box of a dense layer."""
    graph = dense_chain(2, 3)
    layer = replace(graph.nodes[1].layer, config={"units": 3})
    told = replace(graph, nodes=(graph.nodes[0], replace(graph.nodes[1], layer=layer)))
    return texts(PlotModel(**options).build(told).shapes[1])  # type: ignore[arg-type]


def test_a_box_tells_name_class_activation_shape_and_parameters() -> None:
    assert drawn() == ["dense_0", "Dense · relu", "out (None, 2)", "9 parameters"]


@pytest.mark.parametrize(
    ("option", "value", "gone", "there"),
    [
        ("show_shapes", False, "out (None, 2)", None),
        ("show_dtype", True, None, "dtype float32"),
        ("show_layer_names", False, "dense_0", None),
        ("show_layer_activations", False, "Dense · relu", "Dense"),
        ("show_parameters", False, "9 parameters", None),
        ("show_trainable", True, None, "trainable"),
        ("config_fields", ["units"], None, "units 3"),
    ],
)
def test_each_option_shows_or_hides_its_line(option: str, value: object, gone: str | None, there: str | None) -> None:
    lines = drawn(**{option: value})
    assert gone not in lines
    assert there is None or there in lines


def test_rankdir_is_the_direction_and_is_checked() -> None:
    assert PlotModel(rankdir="LR").build(dense_chain(2, 3)).direction == "LR"
    with pytest.raises(OptionError, match="rankdir 'XY'"):
        PlotModel(rankdir="XY")


@pytest.mark.parametrize("splines", ["spline", "polyline", "curved", "line"])
def test_splines_reach_the_layout(splines: str) -> None:
    scene = PlotModel(splines=splines).build(dense_chain(2, 3))
    assert f"splines={splines}" in bare_graph(scene)
    assert f"splines={splines}" in dot(scene)
    assert "splines=ortho" in dot(PlotModel(splines="ortho").build(dense_chain(2, 3)))


def test_ortho_lines_run_along_the_axes() -> None:
    nodes = tuple(Node(f"n{i}", Layer(name, name, "Dense")) for i, name in enumerate("abcd"))
    edges = Edge("n0", 0, "n1", 0), Edge("n0", 0, "n2", 0), Edge("n1", 0, "n3", 0), Edge("n2", 0, "n3", 1)
    placed = Drawing(PlotModel(splines="ortho").build(Graph("m", "Functional", nodes, edges))).placed
    for line in placed.connections:
        for (x0, y0), (x1, y1) in pairwise(line.points):
            assert min(abs(x1 - x0), abs(y1 - y0)) < 0.01


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("splines", "wavy", "unknown splines 'wavy'"),
        ("color_by", "red", "unknown color_by 'red'.*family, kind, none"),
        ("config_fields", 3, "must be a sequence of names"),
    ],
)
def test_values_that_no_option_takes_are_refused(option: str, value: object, message: str) -> None:
    with pytest.raises(OptionError, match=message):
        PlotModel(**{option: value})  # type: ignore[arg-type]


def test_a_field_that_no_layer_has_is_reported() -> None:
    assert PlotModel(config_fields=["rate"]).build(dense_chain(2, 3)).notes == ("No layer here has the field rate.",)
    with pytest.raises(OptionError, match="config_fields names 'kernal'"):
        PlotModel(config_fields=["kernal"]).build(dense_chain(2, 3))


def test_heads_have_the_colour_of_their_family_and_the_key_lists_those_that_occur() -> None:
    scene = PlotModel().build(nested_graph())
    drawn = [shape.head_fill if shape.head else shape.fill for shape in scene.shapes]
    assert drawn == [FAMILY_COLORS[name] for name in ("input", "input", "dense", "merging")]
    (key,) = scene.legends
    assert isinstance(key, KeyLegend)
    assert [entry.text for entry in key.entries] == ["input", "dense", "merging"]


def test_without_colours_there_is_no_key_and_no_head() -> None:
    scene = PlotModel(color_by="none").build(nested_graph())
    assert not scene.legends
    assert {(shape.head, shape.fill) for shape in scene.shapes} == {(0.0, "panel")}


def test_colours_by_class_are_reported_by_the_key() -> None:
    scene = PlotModel(color_by="kind").build(dense_chain(2, 3))
    (key,) = scene.legends
    assert isinstance(key, KeyLegend)
    assert {entry.text: entry.fill for entry in key.entries} == {shape.kind: shape.head_fill for shape in scene.shapes}


def test_nested_models_become_frames_and_arrows_pass_their_borders() -> None:
    scene = PlotModel().build(nested_graph())
    assert [cluster.name for cluster in scene.clusters] == ["enc"]
    assert [shape.name for shape in scene.shapes if shape.cluster == scene.clusters[0].id] == ["inner", "dense"]
    assert [(line.source, line.target) for line in scene.connections][-2:] == [("n3", "n4"), ("n3", "n4")]


def test_unexpanded_a_nested_model_is_one_box_with_all_its_parameters() -> None:
    scene = PlotModel(expand_nested=False).build(nested_graph())
    assert [shape.name for shape in scene.shapes] == ["outer", "enc", "add"]
    assert not scene.clusters
    assert "6 parameters" in texts(scene.shapes[1])
    assert [(line.source, line.target) for line in scene.connections] == [("n0", "n1"), ("n1", "n4"), ("n1", "n4")]


def test_a_shared_layer_has_a_box_a_call_and_no_loop() -> None:
    layer = Layer("a", "a", "Dense", weights=(Weight("kernel", "kernel", (2, 2), "float32"),))
    graph = Graph("m", "Functional", (Node("n0", layer), Node("n1", layer)), (Edge("n0", 0, "n1", 0),))
    scene = PlotModel().build(graph)
    assert [shape.name for shape in scene.shapes] == ["a", "a"]
    assert all(line.source != line.target for line in scene.connections)
    assert parameter_count(graph, graph.nodes[0]) == 4
    assert [texts(shape)[-1] for shape in scene.shapes] == ["shared: call 1 of 2", "shared: call 2 of 2"]


def test_frozen_layers_are_dashed_and_say_so() -> None:
    graph = dense_chain(2, 3)
    node = replace(graph.nodes[1], layer=replace(graph.nodes[1].layer, trainable=False))
    scene = PlotModel().build(replace(graph, nodes=(graph.nodes[0], node)))
    assert scene.shapes[1].dashed
    assert "frozen" in texts(scene.shapes[1])
    assert not PlotModel().build(graph).shapes[1].dashed
    (key,) = scene.legends
    assert isinstance(key, KeyLegend)
    assert [(entry.text, entry.dashed) for entry in key.entries][-1] == ("frozen: not trained", True)
    silent = PlotModel(show_trainable=False, color_by="none").build(replace(graph, nodes=(graph.nodes[0], node)))
    assert not silent.legends
    assert not silent.shapes[1].dashed
    assert "frozen" not in texts(silent.shapes[1])


def test_a_model_whose_inside_is_a_tree_has_a_box_with_dashed_lines_to_its_layers() -> None:
    model = Layer("sub", "sub", "MyModel", category="model")
    nodes = (Node("n0", model), Node("n1", input_layer("a"), parent="n0"), Node("n2", input_layer("b"), parent="n0"))
    scene = PlotModel().build(Graph("m", "MyModel", nodes, notes=("no call graph",)))
    assert [shape.name for shape in scene.shapes] == ["sub", "a", "b"]
    assert [(line.source, line.target, line.dashed, line.arrow) for line in scene.connections] == [
        ("n0", "n1", True, False),
        ("n0", "n2", True, False),
    ]
    assert scene.notes == ("no call graph",)


def test_many_tensors_are_cut_and_reported() -> None:
    node = Node("n0", Layer("a", "a", "Concatenate"), inputs=tuple(TensorSpec((None, i)) for i in range(9)))
    lines = texts(PlotModel().build(Graph("m", "Functional", (node,), (), (Port("n0"),))).shapes[0])
    assert lines[-1] == "in +5 more"


def test_names_of_any_kind_stay_in_the_tooltip_and_fit_the_box() -> None:
    name = "x" * 10_000
    shape = PlotModel().build(chain([input_layer(name)])).shapes[0]
    assert shape.width < 400
    assert name in shape.tooltip
    assert texts(PlotModel().build(chain([input_layer("")])).shapes[0])[0] == "(no name)"


def test_the_whole_configuration_is_in_the_tooltip() -> None:
    layer = Layer("a", "a", "Conv2D", config={"name": "a", "kernel_size": [3, 3], "long": "y" * 999})
    tooltip = PlotModel().build(chain([layer])).shapes[0].tooltip
    assert "kernel_size: [3, 3]" in tooltip
    assert len(tooltip) < 400


def test_parameters_that_nobody_knows_are_a_question_mark() -> None:
    graph = Graph("m", "Sequential", (Node("n0", Layer("a", "a", "Dense", trainable=False, lacks_weights=True)),))
    scene = PlotModel(show_parameters=True).build(graph)
    assert texts(scene.shapes[0])[-2:] == ["? parameters", "frozen"]
    assert scene.description.endswith("1 layer, ? parameters.")


def test_boxes_of_several_layers_have_no_colour_of_a_family_and_no_place_in_the_key() -> None:
    graph = next(iter(condensed_graphs(dense_chain(*[3] * 12))))
    scene = PlotModel().build(graph)
    (key,) = scene.legends
    assert isinstance(key, KeyLegend)
    assert [entry.text for entry in key.entries] == ["input", "dense"]
    colored = [shape.name for shape in scene.shapes if {shape.fill, shape.head_fill} & set(FAMILY_COLORS.values())]
    assert colored == ["input", "dense_0"]
