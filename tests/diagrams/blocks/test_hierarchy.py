from __future__ import annotations

from fractions import Fraction

from dotnet_viz.diagrams.blocks.hierarchy import BlockView, block_views, without_stages
from dotnet_viz.diagrams.blocks.layer_text import stage_caption
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.measures.structure.blocks import Block
from dotnet_viz.measures.structure.tensor_size import TensorSize
from tests.builders import nested_graph

KERNEL = (Weight("kernel", "kernel", (2, 3), "float32"),)


def staged(*sides: int | None) -> Graph:
    """Return a chain of strided convolutions with the given sides, each followed by a shared-out tensor."""
    nodes, edges = [], []
    for number, side in enumerate(sides):
        config = {"strides": [2, 2] if number else [1, 1], "filters": number}
        layer = Layer(f"c{number}", f"c{number}", "Conv2D", weights=KERNEL, config=config)
        nodes.append(Node(f"n{number}", layer, outputs=(TensorSpec((None, side, side, 4)),)))
        edges += [Edge(f"n{number - 1}", 0, f"n{number}", 0)] if number else []
        edges += [Edge(f"n{number - 2}", 0, f"n{number}", 1)] if number > 1 else []
    return Graph("staged", "Functional", tuple(nodes), tuple(edges), outputs=(Port(nodes[-1].id),))


def view(graph: Graph, *ids: str) -> BlockView:
    return BlockView(graph, Block((tuple(graph.node(name) for name in ids),)), graph.edges)


def test_stages_are_frames_where_two_cards_have_one_size() -> None:
    graph = staged(16, 16, 16, 8, 8, 8)
    views, frames = block_views(graph)
    assert [frame.caption for frame in frames] == ["16×16", "8×8"]
    assert all(view.frame in {frame.id for frame in frames} for view in views)
    bare_views, bare_frames = without_stages(views, frames)
    assert bare_frames == ()
    assert {view.frame for view in bare_views} == {None}


def test_one_stage_alone_needs_no_frame() -> None:
    assert block_views(staged(16, 16, 16))[1] == ()


def test_a_stage_of_a_sequence_has_its_number_of_steps() -> None:
    assert stage_caption(TensorSize((7,), 16)) == "7 steps"
    assert stage_caption(TensorSize((28, 28), 16)) == "28×28"


def test_stages_of_unknown_size_are_reported_beside_the_input() -> None:
    scales = Fraction(1), Fraction(1, 8), Fraction(2)
    captions = [stage_caption(TensorSize((None, None), 4, scale)) for scale in scales]
    assert captions == ["size of the input", "side 1/8 of the input", "side 2 × the input"]


def test_what_a_card_tells() -> None:
    graph = nested_graph()
    model = view(graph, "n1")
    assert (model.call_count, model.parameter_count, model.name) == (2, 6, "enc")
    assert model.sizes == "2 → 3"
    assert view(graph, "n0").sizes == "2"
    assert model.family == "dense"


def test_a_third_size_is_written_where_it_is_short() -> None:
    def sizes(*shapes: tuple[int | None, ...]) -> str:
        sources = [Node(f"i{k}", Layer(f"i{k}", f"i{k}", "InputLayer"), (), (TensorSpec(s),)) for k, s in enumerate(shapes)]
        join = Node("j", Layer("j", "j", "Concatenate"), outputs=(TensorSpec((None, 64)),))
        edges = tuple(Edge(node.id, 0, "j", number) for number, node in enumerate(sources))
        return view(Graph("m", "Functional", (*sources, join), edges, outputs=(Port("j"),)), "j").sizes

    assert sizes((None, 32), (None, 24), (None, 8)) == "32, 24, 8 → 64"
    assert sizes((None, 32), (None, 24), (None, 64, 64, 3)) == "32, 24, +1 → 64"
    assert sizes((None, 32), (None, 24), (None, 8), (None, 16)) == "32, 24, +2 → 64"


def test_frozen_and_shared_are_reported_of_layers_with_weights() -> None:
    frozen = Layer("f", "f", "Dense", weights=KERNEL, trainable=False)
    graph = Graph(
        "m", "Functional", (Node("a", frozen), Node("b", frozen), Node("c", Layer("r", "r", "ReLU", trainable=False)))
    )
    assert view(graph, "a").is_frozen
    assert view(graph, "a").is_shared
    assert view(graph, "a", "b").is_shared
    assert not view(graph, "c").is_frozen
    assert view(graph, "a", "b").parameter_count == 6


def test_results_of_the_model_leave_a_block() -> None:
    nodes = tuple(
        Node(name, Layer(name, name, "Dense"), outputs=(TensorSpec((None, size)),))
        for name, size in (("a", 2), ("b", 3), ("c", 4), ("d", 5))
    )
    edges = (Edge("a", 0, "b", 0), Edge("b", 0, "c", 0), Edge("c", 0, "d", 0))
    graph = Graph("m", "Functional", nodes, edges, outputs=(Port("b"), Port("d")))
    assert view(graph, "b", "c").sizes == "2 → 4, 3"
    assert view(graph, "d").sizes == "4 → 5"
