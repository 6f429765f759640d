"""The style of blocks: every option is seen in the picture, and every picture can be read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import dotnet_viz as dv
from dotnet_viz.diagrams.layered.style import Layered
from dotnet_viz.drawing import Drawing
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.scene import KeyLegend, Scene, Shape
from tests.conftest import DATA
from tests.diagrams.block_checks import faults
from tests.diagrams.block_graphs import RandomGraph, node, sized_chain, skip_graph, small_cnn
from tests.diagrams.u_graphs import u_net

MODELS = sorted(path for path in (DATA / "models").rglob("*.*") if path.is_file())


def built(graph: Graph | None = None, **options: Any) -> Scene:
    return Layered(**options).build(graph or small_cnn())


def block(scene: Scene, name: str) -> Shape:
    return scene.shape_by_id[name]


def front(shape: Shape) -> tuple[float, float]:
    """Return width and height of a block's front."""
    across, down = zip(*shape.faces[-1].points, strict=True)
    return max(across) - min(across), max(down) - min(down)


def texts(shape: Shape) -> list[str]:
    return [label.text for label in shape.labels]


def key(scene: Scene) -> KeyLegend:
    legend = scene.legends[0]
    assert isinstance(legend, KeyLegend)
    return legend


def test_a_chain_is_one_row_from_left_to_right_with_funnels() -> None:
    scene = built()
    assert [shape.kind for shape in scene.shapes] == ["InputLayer", "Conv2D", "MaxPooling2D", "Flatten", "Dense"]
    places = [shape.x or 0.0 for shape in scene.shapes]
    assert places == sorted(places)
    assert len({shape.y for shape in scene.shapes}) == 1
    assert [(line.source, line.target) for line in scene.connections] == [(f"n{i}", f"n{i + 1}") for i in range(4)]
    assert all(len(line.strands) == 3 and not line.arrow for line in scene.connections)
    assert faults(scene) == []


def test_sizes_follow_the_tensors() -> None:
    scene = built(scale_xy=2.0, scale_z=0.5, min_z=1.0)
    assert front(block(scene, "n1")) == pytest.approx((16.0, 52.0))
    assert block(scene, "n1").height == pytest.approx(52 + 52 / 3)
    assert front(block(scene, "n2")) == pytest.approx((16.0, 26.0))


@pytest.mark.parametrize(
    ("option", "value", "expected"),
    [
        ("min_xy", 60.0, (8.0, 60.0)),
        ("max_xy", 20.0, (8.0, 20.0)),
        ("min_z", 30.0, (30.0, 26.0)),
        ("max_z", 8.5, (8.0, 26.0)),
        ("scale_z", 1.0, (32.0, 26.0)),
        ("scale_xy", 3.0, (8.0, 78.0)),
    ],
)
def test_lengths_have_scales_and_limits(option: str, value: float, expected: tuple[float, float]) -> None:
    assert front(block(built(None, **{option: value}), "n1")) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("mode", "length"),
    [("accurate", 500.0), ("balanced", 178.9), ("capped", 500.0), ("logarithmic", 54.0), ("relative", 1000.0)],
)
def test_each_sizing_mode_has_its_own_length(mode: str, length: float) -> None:
    graph = sized_chain(("Dense", (None, 500)))
    scene = built(graph, sizing_mode=mode, scale_z=1.0, max_z=2000.0, relative_base_size=2.0)
    assert front(scene.shapes[0])[0] == pytest.approx(length, abs=0.1)


@pytest.mark.parametrize(("orientation", "expected"), [("x", (8.0, 14.0)), ("y", (8.0, 64.0)), ("z", (16.0, 14.0))])
def test_one_dimension_lies_where_it_should(orientation: str, expected: tuple[float, float]) -> None:
    scene = built(sized_chain(("Dense", (None, 64))), one_dim_orientation=orientation)
    assert front(scene.shapes[0]) == pytest.approx(expected)
    assert (scene.shapes[0].width - expected[0] > 20) == (orientation == "x")


def test_layers_can_be_left_out_by_class_and_the_data_flow_past_them() -> None:
    scene = built(type_ignore=["Flatten", "MaxPooling2D"])
    assert [shape.kind for shape in scene.shapes] == ["InputLayer", "Conv2D", "Dense"]
    assert [(line.source, line.target) for line in scene.connections] == [("n0", "n1"), ("n1", "n4")]
    assert scene.notes == ("left out: 1 MaxPooling2D, 1 Flatten",)


def test_layers_can_be_left_out_by_number() -> None:
    scene = built(index_ignore=[0, 3])
    assert [shape.id for shape in scene.shapes] == ["n1", "n2", "n4"]
    with pytest.raises(OptionError, match="index_ignore names the layer 5; there are 0 to 4"):
        built(index_ignore=[5])


def test_layers_can_be_flat() -> None:
    scene = built(index_2d=[1])
    assert [len(shape.faces) for shape in scene.shapes] == [3, 1, 3, 3, 3]
    flat = built(draw_volume=False)
    assert {len(shape.faces) for shape in flat.shapes} == {1}
    assert {len(line.strands) for line in flat.connections} == {1}
    with pytest.raises(OptionError, match="index_2d names the layer -1"):
        built(index_2d=[-1])


def test_reversed_blocks_show_their_left_side_and_hide_what_is_right_of_them() -> None:
    plain, mirrored = built(), built(draw_reversed=True)
    assert max(x for x, _ in plain.shapes[1].faces[1].points) == pytest.approx(plain.shapes[1].width / 2)
    side = block(mirrored, "n1").faces[1].points
    assert min(x for x, _ in side) == pytest.approx(-plain.shapes[1].width / 2)
    assert [shape.id for shape in mirrored.shapes] == ["n4", "n3", "n2", "n1", "n0"]
    assert faults(mirrored) == []


def test_without_funnels_neighbours_have_no_line_but_stay_connected() -> None:
    scene = built(skip_graph(), draw_funnel=False)
    drawn = [(line.source, line.target) for line in scene.connections if line.points]
    assert drawn == [("input", "a"), ("b", "add"), ("input", "add")]
    assert len(scene.connections) == 4
    assert Drawing(scene).dot.count(" -> ") == 4


def test_the_shades_of_a_block_are_of_one_colour() -> None:
    faces = built(color_map={"Conv2D": "#808080"}, shade_step=16).shapes[1].faces
    assert [face.fill for face in faces] == ["#707070", "#606060", "#808080"]


def test_colours_of_classes_can_be_chosen() -> None:
    scene = built(color_map={"Dense": "#112233/#445566", "Flatten": "#abcdef"})
    assert (block(scene, "n4").fill, block(scene, "n4").stroke) == ("#112233", "#445566")
    assert block(scene, "n3").fill == "#abcdef"
    assert [entry.fill for entry in key(scene).entries][3:] == ["#abcdef", "#112233"]
    with pytest.raises(OptionError, match="color_map of 'Dense': 'nocolour' is not a colour"):
        Layered(color_map={"Dense": "nocolour"})
    with pytest.raises(OptionError, match=r"color_map has {'fill': 'red'} for 'Dense'; write a colour"):
        Layered(color_map={"Dense": {"fill": "red"}})  # type: ignore[dict-item]


def test_spacing_is_between_the_fronts() -> None:
    near, far = built(show_captions=False, show_shapes=False), built(layer_spacing=40.0, show_captions=False, show_shapes=False)
    distance = [(scene.shapes[1].x or 0) - (scene.shapes[0].x or 0) for scene in (near, far)]
    assert distance[1] - distance[0] == pytest.approx(30.0)


def test_padding_is_paper_around_the_picture() -> None:
    narrow, wide = Drawing(built(padding=0.0)).placed.size, Drawing(built(padding=50.0)).placed.size
    assert narrow is not None
    assert wide is not None
    assert (wide[0] - narrow[0], wide[1] - narrow[1]) == pytest.approx((100.0, 100.0))


@pytest.mark.parametrize(
    ("caption", "expected"),
    [
        ("kind", ["26×26", "Conv2D", "32"]),
        ("name", ["26×26", "n1", "32"]),
        ("both", ["26×26", "n1", "Conv2D", "32"]),
        ("mark", ["26×26", "C", "32"]),
        ("auto", ["26×26", "Conv2D", "32"]),
    ],
)
def test_captions(caption: str, expected: list[str]) -> None:
    assert texts(block(built(caption=caption), "n1")) == expected


def test_captions_become_marks_where_classes_would_not_fit_and_the_key_explains_them() -> None:
    scene = built(row_width=150.0)
    assert texts(block(scene, "n1"))[1:] == ["C", "32"]
    assert [entry.text for entry in key(scene).entries] == [
        "InputLayer (IL)",
        "Conv2D (C)",
        "MaxPooling2D (MP)",
        "Flatten (F)",
        "Dense (D)",
    ]


def test_dimensions_stand_at_the_first_block_of_a_size() -> None:
    graph = sized_chain(("Conv2D", (None, 8, 8, 4)), ("ReLU", (None, 8, 8, 4)), ("LSTM", (None, 5, 3)), ("Dense", (None, 2)))
    scene = built(graph, show_captions=False)
    assert [texts(shape) for shape in scene.shapes] == [["8×8", "4"], ["4"], ["5", "3"], ["2"]]
    assert [texts(shape) for shape in built(graph, show_captions=False, show_shapes=False).shapes] == [[], [], [], []]


def test_channels_first_is_known_from_the_configuration() -> None:
    first = node("a", "Conv2D", (None, 4, 8, 16), data_format="channels_first")
    scene = built(Graph("m", "Sequential", (first,)), show_captions=False, scale_z=10.0)
    assert texts(scene.shapes[0]) == ["8×16", "4"]
    assert front(scene.shapes[0]) == pytest.approx((40.0, 14.0))


def test_the_legend_has_the_classes_that_occur_once_each() -> None:
    scene = built(skip_graph())
    assert [entry.text for entry in key(scene).entries] == ["Conv2D", "Add"]
    assert len({entry.fill for entry in key(scene).entries}) == 2
    assert built(legend=False).legends == ()


def test_long_models_go_on_in_the_next_row() -> None:
    graph = sized_chain(*[("Conv2D", (None, 16, 16, 32))] * 40)
    one, many = built(graph, row_width=None), built(graph, row_width=300.0)
    assert len({shape.y for shape in one.shapes}) == 1
    assert len({shape.y for shape in many.shapes}) == 3
    assert Drawing(many).placed.size[0] < 400  # type: ignore[index]
    assert faults(many) == []
    turns = [line for line in many.connections if not line.strands]
    assert len(turns) == len({shape.y for shape in many.shapes}) - 1


def test_the_rest_of_a_model_does_not_get_a_row_for_a_little_overflow() -> None:
    graph = sized_chain(*[("Conv2D", (None, 16, 16, 32))] * 12)
    width = max((shape.x or 0) + shape.width / 2 for shape in built(graph, row_width=None, show_captions=False).shapes)
    assert len({shape.y for shape in built(graph, row_width=width / 1.05, show_captions=False).shapes}) == 1


def test_branches_have_lanes_and_lines_cross_no_block() -> None:
    scene = built(skip_graph())
    assert len({shape.y for shape in scene.shapes}) == 1
    skip = scene.connections[-1]
    assert (skip.source, skip.target, skip.arrow) == ("input", "add", True)
    assert min(y for _, y in skip.points) < min((shape.y or 0) - shape.height / 2 for shape in scene.shapes)
    assert faults(scene) == []


def test_parallel_tensors_are_two_lines() -> None:
    nodes = node("a", "Dense", (None, 4)), node("b", "Add", (None, 4))
    scene = built(Graph("twice", "Functional", nodes, (Edge("a", 0, "b", 0), Edge("a", 0, "b", 1))))
    assert [line.points[-1][1] - (scene.shapes[1].y or 0) for line in scene.connections] == pytest.approx([-2.45, 2.45])


def nested() -> Graph:
    model = Layer("enc", "enc", "Functional", category="model")
    spec = (TensorSpec((None, 3)),)
    inner = tuple(Node(name, Layer(f"enc/{name}", name, "Dense"), outputs=spec, parent="m") for name in ("x", "y"))
    nodes = (
        node("in", "InputLayer", (None, 3)),
        Node("m", model, outputs=spec, entries=(Port("x"),), exits=(Port("y"),)),
        *inner,
        node("out", "Dense", (None, 1)),
    )
    return Graph("outer", "Functional", nodes, (Edge("in", 0, "m", 0), Edge("x", 0, "y", 0), Edge("m", 0, "out", 0)))


def test_nested_models_stand_in_a_frame_and_lines_enter_it() -> None:
    scene = built(nested())
    assert [shape.id for shape in scene.shapes] == ["in", "out", "x", "y"]
    assert [(cluster.name, cluster.label.text) for cluster in scene.clusters] == [("enc", "enc · Functional")]
    assert {(line.source, line.target) for line in scene.connections} == {("in", "x"), ("x", "y"), ("y", "out")}
    assert faults(scene) == []


def test_nested_models_can_stay_closed() -> None:
    scene = built(nested(), expand_nested=False)
    assert [shape.id for shape in scene.shapes] == ["in", "m", "out"]
    assert scene.clusters == ()


def test_a_nested_model_of_which_nothing_is_left_is_left_out() -> None:
    scene = built(nested(), index_ignore=[1, 2])
    assert [shape.id for shape in scene.shapes] == ["in", "out"]
    assert [(line.source, line.target) for line in scene.connections] == [("in", "out")]


def test_a_model_whose_flow_nobody_knows_keeps_its_own_block() -> None:
    nodes = (
        node("in", "InputLayer", (None, 3)),
        Node("m", Layer("tree", "tree", "MyModel", category="model")),
        Node("x", Layer("tree/x", "x", "Dense"), parent="m"),
        Node("y", Layer("tree/y", "y", "Dense"), parent="m"),
    )
    scene = built(Graph("outer", "Functional", nodes, (Edge("in", 0, "m", 0),)))
    assert [(line.source, line.target) for line in scene.connections] == [("in", "m")]
    assert {shape.id: shape.cluster for shape in scene.shapes} == {
        "in": None,
        "m": "m-frame",
        "x": "m-frame",
        "y": "m-frame",
    }
    assert faults(scene) == []


def test_unknown_sizes_are_marked() -> None:
    scene = built(sized_chain(("Conv2D", (None, None, None, 16)), ("Dense", (None, 4)), ("MyLayer", None)))
    assert [shape.dashed for shape in scene.shapes] == [True, False, True]
    assert [texts(shape)[0] for shape in scene.shapes] == ["?", "Dense", "?"]
    assert texts(scene.shapes[0])[1:] == ["?×?", "Conv2D", "16"]
    assert scene.notes[-1].startswith("dashed and ?")
    assert built().notes == ()


def test_text_of_the_callers_own_stands_above_or_below() -> None:
    def tell(number: int, layer: Layer) -> tuple[str, bool]:
        return f"{number}\n{layer.name}", number % 2 == 1

    scene = built(show_captions=False, show_shapes=False, text_callable=tell, text_vspacing=7.0)
    labels = [shape.labels for shape in scene.shapes]
    assert [texts(shape) for shape in scene.shapes] == [[str(i), f"n{i}"] for i in range(5)]
    assert [label[0].y > 0 for label in labels] == [True, False, True, False, True]
    assert labels[0][1].y - labels[0][0].y == pytest.approx(10 * 1.35 + 7, abs=0.01)
    assert faults(scene) == []
    with pytest.raises(OptionError, match="text_callable must return"):
        built(text_callable=lambda *_: "only text")


def test_text_has_a_size_of_its_own() -> None:
    scene = built(text_size=15.0)
    assert {label.size for shape in scene.shapes for label in shape.labels} == {20.0}
    assert key(scene).text_size == 21.0
    assert faults(scene) == []


def test_larger_texts_are_not_cut_where_usual_ones_are_not() -> None:
    graph = Graph("m", "Sequential", (node("a_name_of_some_length", "Dense", (None, 4)),))
    for text_size in (7.5, 15.0):
        assert "a_name_of_some_length" in texts(built(graph, caption="name", text_size=text_size).shapes[0])


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"sizing_mode": "big"}, "unknown sizing_mode 'big'; choose one of: accurate"),
        ({"one_dim_orientation": "w"}, "unknown one_dim_orientation 'w'"),
        ({"caption": "both "}, "did you mean 'both'"),
        ({"layer_spacing": -1}, "layer_spacing must be a finite number from 0 to 100000, or None, not -1"),
        ({"row_width": 0}, "row_width must be a finite number above 0 and up to 100000, or None, not 0"),
        ({"text_size": float("nan")}, "text_size must be"),
        ({"min_z": 90.0}, "min_z .90. must not be above max_z .80."),
        ({"scale_xy": 0}, "scale_xy must be a finite number above 0"),
    ],
)
def test_bad_values_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        Layered(**options)


@pytest.mark.parametrize("path", MODELS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_model_draws_without_a_fault(path: Path) -> None:
    graph = dv.read(path)
    for options in ({}, {"caption": "both", "row_width": 400.0}, {"draw_reversed": True, "caption": "name"}):
        assert faults(Layered(**options).build(graph)) == []  # type: ignore[arg-type]


@settings(max_examples=25, deadline=None)
@example(seed=260, options={})
@example(seed=398, options={"draw_reversed": True, "row_width": 300.0})
@example(seed=937, options={"draw_reversed": True, "row_width": 300.0})
@given(
    st.integers(0, 10_000),
    st.sampled_from(
        (
            {},
            {"draw_reversed": True, "row_width": 300.0},
            {"caption": "both", "row_width": None, "draw_funnel": False, "layer_spacing": 0},
        )
    ),
)
def test_no_graph_has_lines_through_blocks_or_texts_on_anything(seed: int, options: dict[str, Any]) -> None:
    graph = RandomGraph(seed).graph()
    scene = Layered(**options).build(graph)
    assert faults(scene) == []
    inner = [item.id for item in graph.nodes if not graph.is_model(item)]
    assert set(inner) <= {shape.id for shape in scene.shapes}


def test_every_tensor_between_blocks_is_a_connection() -> None:
    graph = dv.read(next(path for path in MODELS if path.name == "multi.keras"))
    scene = Layered().build(graph)
    expected = sorted((edge.source, edge.target) for edge in graph.leaf_edges())
    assert sorted((line.source, line.target) for line in scene.connections) == expected


def test_all_formats_show_the_same_blocks() -> None:
    drawing = dv.architecture(small_cnn(), style="layered")
    assert drawing.svg.count("<polygon") == 15
    assert drawing.png()[:4] == b"\x89PNG"
    assert drawing.pdf()[:5] == b"%PDF-"
    for shape in drawing.scene.shapes:
        assert f'"{shape.id}" [' in drawing.dot
    assert '"Conv2D"' not in drawing.dot.split("->")[-1]


def test_the_same_graph_gives_the_same_bytes_in_light_and_dark() -> None:
    graph = RandomGraph(3).graph()
    for theme in ("light", "dark", "auto"):
        one, other = (dv.architecture(graph, style="layered", theme=theme).svg for _ in range(2))
        assert one == other


def test_colours_have_names_too() -> None:
    assert Layered(color_map={"Dense": "tomato", "conv": "gold/#000000"}).color_map == {
        "Dense": "#ff6347",
        "conv": "#ffd700/#000000",
    }


def test_highlighted_layers_are_drawn_where_one_stands_for_several() -> None:
    """Of a U-Net made for a column the highlighted layer was left out."""
    graph = u_net(3, size=128, filters=32)
    name = next(node.layer.name for node in graph.nodes if node.output().shape == (None, 16, 16, 256))
    drawing = dv.draw(graph, style="layered", fit="column", highlight={name: "tomato"})
    assert [shape.fill for shape in drawing.scene.shapes].count("#ff6347") == 1


def test_a_group_in_one_box_has_its_name() -> None:
    """It was a box of "9 layers"."""
    graph = u_net(3, size=128, filters=32)
    names = [node.layer.name for node in graph.nodes]
    scene = dv.draw(graph, style="layered", groups={"encoder": f"{names[1]}:{names[9]}"}, fit="column").scene
    assert [shape.kind for shape in scene.shapes if shape.kind.startswith("encoder · ")]
