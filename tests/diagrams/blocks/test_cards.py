from __future__ import annotations

from dotnet_viz.diagrams.blocks.cards import MAX_TOOLTIP_LAYERS, block_frame, block_shape
from dotnet_viz.diagrams.blocks.hierarchy import BlockFrame, BlockView, block_views
from dotnet_viz.diagrams.blocks.style import Blocks
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.measures.structure.blocks import Block
from tests.measures.graph_strategies import RESIDUAL, repeated


def test_repeats_have_a_count_and_a_stronger_outline() -> None:
    one, many = (block_shape(view) for view in block_views(repeated(RESIDUAL, 5))[0])
    assert many.stroke_width > one.stroke_width
    assert [label.text for label in many.labels][:2] == ["block0 … block4", "× 5"]
    assert (one.kind, many.kind) == ("InputLayer", "block")


def test_an_input_is_its_name_and_its_size() -> None:
    assert [label.text for label in block_shape(block_views(repeated(RESIDUAL, 5))[0][0]).labels] == ["in", "8×8×4"]


def test_a_tooltip_lists_the_layers_up_to_a_limit() -> None:
    nodes = tuple(Node(f"n{i}", Layer(f"l{i}", f"layer{i}", "Dense")) for i in range(MAX_TOOLTIP_LAYERS + 5))
    view = BlockView(Graph("m", "Functional", nodes), Block((nodes,)), ())
    lines = block_shape(view).tooltip.splitlines()
    assert lines[1] == "layer0: Dense"
    assert lines[-1] == "… and 5 more"


def test_captions_of_models_are_bold_and_those_of_stages_are_not() -> None:
    assert block_frame(BlockFrame("f", "enc · Functional", is_model=True)).label.bold
    stage = block_frame(BlockFrame("f", "28×28", "outer", is_stage=True))
    assert (stage.label.text, stage.label.bold, stage.parent) == ("28×28", False, "outer")
    assert block_frame(BlockFrame("f", "x" * 500)).label.text.count("…") == 1


def test_inputs_of_a_model_that_two_inputs_share_are_no_more_inputs() -> None:
    weights = (Weight("kernel", "kernel", (4, 4), "float32"),)
    inner, dense = Layer("m/in", "in", "InputLayer"), Layer("m/d", "d", "Dense", weights=weights)
    model, spec = Layer("m", "m", "Functional", category="model"), (TensorSpec((None, 4), "float32"),)
    nodes: list[Node] = []
    for side in ("left", "right"):
        nodes += [
            Node(side, Layer(side, side, "InputLayer"), outputs=spec),
            Node(f"{side}-m", model, outputs=spec, entries=(Port(f"{side}-in"),), exits=(Port(f"{side}-d"),)),
            Node(f"{side}-in", inner, parent=f"{side}-m", outputs=spec),
            Node(f"{side}-d", dense, parent=f"{side}-m", outputs=spec),
        ]
    add = Node("add", Layer("add", "add", "Add"), outputs=spec)
    edges = [
        edge for side in ("left", "right") for edge in (Edge(side, 0, f"{side}-m", 0), Edge(f"{side}-in", 0, f"{side}-d", 0))
    ]
    joins = (Edge("left-m", 0, "add", 0), Edge("right-m", 0, "add", 1))
    ends = (Port("left"), Port("right")), (Port("add"),)
    graph = Graph("siamese", "Functional", (*nodes, add), (*edges, *joins), *ends)
    scene = Blocks(expand_nested=False).build(graph)
    texts = [label.text for label in scene.shapes[0].labels]
    assert texts[:2] == ["left, right … m", "× 2 side by side"]
    assert "1 layer and 2 inputs in all" in texts[-1]


def test_the_first_card_of_a_part_of_a_model_says_the_size_that_its_layer_takes() -> None:
    spec, narrow = (TensorSpec((None, 8, 8, 4), "float32"),), (TensorSpec((None, 4), "float32"),)
    nodes = (
        Node("a", Layer("a", "a", "GlobalAveragePooling2D"), spec, narrow),
        Node("b", Layer("b", "b", "Dense"), narrow, narrow),
    )
    graph = Graph("part", "Functional", nodes, (Edge("a", 0, "b", 0),), (), (Port("b"),))
    lines = [label.text for label in block_shape(block_views(graph)[0][0]).labels]
    assert any(line.startswith("8×8×4 → 4") for line in lines)


def frozen_lines(*trainable: bool) -> list[str]:
    """Return what the cards of a chain of layers, of which some are frozen, say of that."""
    weights = (Weight("kernel", "kernel", (4, 4), "float32"),)
    spec = (TensorSpec((None, 4), "float32"),)
    layers = [Layer(f"d{i}", f"d{i}", "Dense", weights=weights, trainable=is_trained) for i, is_trained in enumerate(trainable)]
    nodes = tuple(Node(f"n{i}", layer, spec, spec) for i, layer in enumerate(layers))
    edges = tuple(Edge(f"n{i}", 0, f"n{i + 1}", 0) for i in range(len(layers) - 1))
    graph = Graph("m", "Sequential", nodes, edges, outputs=(Port(nodes[-1].id),))
    scene = Blocks(fold=False).build(graph)
    return [label.text for shape in scene.shapes for label in shape.labels if "frozen" in label.text]


def test_a_card_says_which_of_its_layers_are_frozen() -> None:
    assert frozen_lines(True, False, True) == ["frozen: d1"]
    assert frozen_lines(False, False, False, True) == ["frozen: 3 layers"]
    assert frozen_lines(True, True) == []
    (whole,) = frozen_lines(False, False)
    assert whole.endswith("frozen")
