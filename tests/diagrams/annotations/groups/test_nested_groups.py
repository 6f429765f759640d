from __future__ import annotations

import pytest

import dotnet_viz as dv
from dotnet_viz.diagrams.annotations.groups.nested_groups import calls_of_groups, grouped, read_groups
from dotnet_viz.diagrams.annotations.names import LayerNames
from dotnet_viz.diagrams.common.graphs.condensed_graph import closed
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec
from dotnet_viz.scene import Scene
from tests.builders import dense_chain, nested_graph
from tests.conftest import DATA

CNN = dv.read(DATA / "models" / "cnn-28x28.keras")
FRAMING = ("plot-model", "layered", "neurons", "ann", "lenet", "blocks")
ENCODER = [("encoder", ["conv2d_14", "conv2d_15"])]


def made(graph: Graph, given: object) -> Graph:
    return grouped(graph, read_groups(given, LayerNames(graph)))


def inside(graph: Graph, name: str) -> list[str]:
    frame = next(node for node in graph.nodes if node.layer.name == name)
    return [node.layer.name for node in graph.children(frame.id)]


def forked() -> Graph:
    """Return a -> b -> d, a -> c -> d, d -> e."""
    spec = (TensorSpec((None, 4), "float32"),)
    nodes = tuple(Node(name, Layer(name, name, "Add" if name == "d" else "Dense"), spec, spec) for name in "abcde")
    edges = [("a", "b", 0), ("a", "c", 0), ("b", "d", 0), ("c", "d", 1), ("d", "e", 0)]
    return Graph("fork", "Functional", nodes, tuple(Edge(one, 0, two, port) for one, two, port in edges), outputs=(Port("e"),))


@pytest.mark.parametrize("style", FRAMING)
def test_every_style_frames_a_row_of_layers(style: str) -> None:
    scene = dv.draw(CNN, style=style, groups=ENCODER).scene
    (frame,) = scene.clusters
    assert frame.label.text == "encoder"
    names = {shape.name for shape in scene.shapes if shape.cluster == frame.id}
    assert "dense_9" not in " ".join(names)
    joined = " ".join(names)
    assert "conv2d_14" in joined
    assert "conv2d_15" in joined


@pytest.mark.parametrize("style", FRAMING[:-1])
def test_who_is_joined_to_whom_stays(style: str) -> None:
    def joined(scene: Scene) -> set[tuple[str, str]]:
        owner = {shape.id: shape.group or shape.id for shape in scene.shapes}
        lines = [(line.source, line.target) for line in scene.connections]
        lines += [(mesh.sources[0], mesh.targets[0]) for mesh in scene.meshes]
        return {(owner[source], owner[target]) for source, target in lines}

    assert joined(dv.draw(CNN, style=style, groups=ENCODER).scene) == joined(dv.draw(CNN, style=style).scene)


@pytest.mark.parametrize("style", FRAMING)
def test_the_caption_stands_on_no_line(style: str) -> None:
    placed = dv.draw(CNN, style=style, groups=ENCODER).placed
    (frame,) = placed.clusters
    assert frame.box is not None
    middle = (frame.box[0] + frame.box[2]) / 2 + frame.label.x, (frame.box[1] + frame.box[3]) / 2 + frame.label.y
    points = [point for line in placed.connections for point in line.points]
    assert all(abs(x - middle[0]) > 2 or abs(y - middle[1]) > 4 for x, y in points)


def test_a_group_that_enters_with_the_input_and_leaves_with_the_output() -> None:
    for style in FRAMING:
        scene = dv.draw(CNN, style=style, groups=[("all", "input_layer_4:dense_10")]).scene
        assert len(scene.clusters) == 1
        assert not any(line.dashed for line in scene.connections)


def test_spans_lists_patterns_and_what_lies_between() -> None:
    graph = forked()
    assert inside(made(graph, [("g", ["a", "d"])]), "g") == ["a", "b", "c", "d"]
    assert inside(made(graph, {"g": "b:d"}), "g") == ["b", "c", "d"]
    assert inside(made(graph, {"g": {"b", "c"}}), "g") == ["b", "c"]
    assert inside(made(graph, {"g": {"b", "d"}}), "g") == ["b", "d"]
    assert inside(made(graph, {"g": ["a", "b", "e"]}), "g") == ["a", "b", "c", "d", "e"]
    assert inside(made(graph, {"g": "[bc]"}), "g") == ["b", "c"]


def test_a_row_leaves_out_branches_that_nothing_in_it_joins() -> None:
    spec = (TensorSpec((None, 4), "float32"),)
    nodes = tuple(Node(name, Layer(name, name, "Dense"), spec, spec) for name in ("a", "x", "b", "y", "join"))
    pairs = [("a", "b", 0), ("x", "y", 0), ("b", "join", 0), ("y", "join", 1)]
    towers = Graph(
        "two", "Functional", nodes, tuple(Edge(one, 0, two, port) for one, two, port in pairs), outputs=(Port("join"),)
    )
    assert inside(made(towers, [("left", ["a", "b"])]), "left") == ["a", "b"]
    both = made(towers, [("left", "a:b"), ("right", "x:y")])
    assert (inside(both, "left"), inside(both, "right")) == (["a", "b"], ["x", "y"])
    assert inside(made(towers, {"all": "a:join"}), "all") == ["a", "x", "b", "y", "join"]
    assert inside(made(towers, {"ends": "b:y"}), "ends") == ["b", "y"]


def test_no_data_leave_a_group_and_come_back() -> None:
    graph = made(forked(), {"g": ["a", "b", "d"]})
    frame = next(node for node in graph.nodes if node.layer.name == "g")
    assert inside(graph, "g") == ["a", "b", "c", "d"]
    assert [edge.source for edge in graph.edges if edge.target == frame.id] == []
    assert [(edge.source, edge.target) for edge in graph.edges if edge.source == frame.id] == [(frame.id, "e")]


def test_groups_inside_groups_and_inside_models() -> None:
    graph = made(dense_chain(*[2] * 7), [("inner", "dense_1:dense_2"), ("outer", "dense_0:dense_3")])
    assert inside(graph, "outer") == ["dense_0", "inner", "dense_3"]
    assert inside(graph, "inner") == ["dense_1", "dense_2"]
    nested = made(nested_graph(), {"core": "enc/inner:enc/dense"})
    assert inside(nested, "core") == ["inner", "dense"]
    assert inside(nested, "enc") == ["core"]
    assert [(edge.source, edge.target) for edge in nested.leaf_edges()] == [
        (edge.source, edge.target) for edge in nested_graph().leaf_edges()
    ]
    assert inside(made(nested_graph(), {"all": "enc/dense:add"}), "all") == ["enc", "add"]


def test_groups_of_the_same_layers_are_no_repetition_of_a_block() -> None:
    chain = dense_chain(*[4] * 9)
    scene = dv.draw(chain, style="blocks", groups=[("one", "dense_0:dense_3"), ("two", "dense_4:dense_7")]).scene
    assert [cluster.label.text for cluster in scene.clusters] == ["one", "two"]


def test_models_that_stay_closed_can_be_in_groups() -> None:
    scene = dv.draw(nested_graph(), expand_nested=False, groups={"g": {"enc", "add"}}).scene
    assert [cluster.name for cluster in scene.clusters] == ["g"]
    assert [shape.name for shape in scene.shapes] == ["outer", "enc", "add"]
    assert not any("fits" in note for note in scene.notes)


def test_a_picture_that_fits_still_has_its_groups() -> None:
    drawing = dv.draw(CNN, style="neurons", groups=ENCODER, fit="column")
    assert "encoder" in {cluster.name for cluster in drawing.scene.clusters} | {shape.name for shape in drawing.scene.shapes}


@pytest.mark.parametrize("rankdir", ["LR", "TB"])
def test_weight_graphs_have_brackets_along_columns(rankdir: str) -> None:
    chain = dense_chain(3, 4, 4, 4, 2)
    groups = [("body", "dense_0:dense_2"), ("head", ["dense_3"]), ("start", "dense_0:dense_1")]
    drawing = dv.draw(chain, style="weight-graph", groups=groups, rankdir=rankdir)
    assert {(one.text, one.first, one.last) for one in drawing.scene.brackets} == {
        ("body", 1, 3), ("head", 4, 4), ("start", 1, 2),
    }  # fmt: skip
    lines = {shape.name: shape for shape in drawing.placed.shapes if shape.kind == "bracket"}
    assert {"body", "head", "start"} <= {label.text for label in drawing.placed.labels}
    axis = "y" if rankdir == "LR" else "x"
    outer, inner, head = (getattr(lines[name], axis) for name in ("body", "start", "head"))
    circles = [getattr(shape, axis) for shape in drawing.placed.shapes if shape.kind == "neuron"]
    if rankdir == "LR":
        assert max(circles) < inner < outer
        assert head == inner
    else:
        assert min(circles) > inner > outer


def test_columns_beside_a_group_are_named_where_a_bracket_passes_them() -> None:
    graph = dv.read(DATA / "models" / "cnn-28x28.keras")
    found = calls_of_groups(graph, read_groups([("g", ["conv2d_14", "conv2d_15"])], LayerNames(graph)))
    assert {graph.node(call).layer.name for call in found["g"]} == {"conv2d_14", "max_pooling2d_7", "conv2d_15"}


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ([("a", "conv2d_14:conv2d_15"), ("b", "max_pooling2d_7:dense_9")], "groups .* overlap: both have 'm"),
        ([("a", "conv2d_14:conv2d_15"), ("b", "conv2d_14:conv2d_15")], "have the same layers"),
        ([("a", ["conv2d_99"])], "groups: 'a' names no layer of this model: 'conv2d_99'"),
        ([("a", [])], "'a' names no layer"),
        ([("", "conv2d_14")], "groups must be pairs"),
        ([("a", "b", "c")], "groups must be pairs"),
        ("encoder", "groups must be pairs"),
        ([], "groups must be pairs"),
    ],
)
def test_what_cannot_be(given: object, words: str) -> None:
    with pytest.raises(OptionError, match=words):
        dv.draw(CNN, groups=given)
    with pytest.raises(OptionError, match=words):
        dv.draw(CNN, groups=given, style="weight-graph").scene  # noqa: B018


def test_a_tensor_that_two_layers_of_a_group_read_enters_it_once() -> None:
    graph = made(forked(), {"g": {"b", "c", "d"}})
    assert [(edge.source, edge.target) for edge in closed(graph).edges] == [("a", "group0"), ("group0", "e")]
    card = next(
        shape for shape in dv.draw(forked(), style="blocks", groups={"g": {"b", "c", "d"}}).scene.shapes if shape.id == "b"
    )
    assert any(label.text.startswith("4 → 4") for label in card.labels)
