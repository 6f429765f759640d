from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, TensorSpec, Weight
from dotnet_viz.measures.structure.blocks import Block, find_blocks
from dotnet_viz.measures.structure.signatures import signatures
from tests.builders import nested_graph
from tests.effort import growth
from tests.measures.graph_strategies import RESIDUAL, graphs, repeated


def kinds(block: Block) -> list[str]:
    return [node.layer.kind for node in block.copies[0]]


@given(graphs(), st.booleans(), st.booleans())
def test_every_node_is_in_exactly_one_block(graph: Graph, fold: bool, ignore_channels: bool) -> None:
    blocks = find_blocks(graph, fold=fold, ignore_channels=ignore_channels)
    assert sorted(node.id for block in blocks for node in block.nodes) == sorted(node.id for node in graph.nodes)
    assert fold or all(block.count == 1 for block in blocks)


def test_what_stands_for_several_layers_is_a_block_of_its_own() -> None:
    nodes = [Node(f"n{at}", Layer(f"d{at}", f"d{at}", "Dense")) for at in range(4)]
    nodes[1], nodes[2] = (replace(node, stands_for=(node.id, f"{node.id}x")) for node in nodes[1:3])
    edges = tuple(Edge(one.id, 0, two.id, 0) for one, two in pairwise(nodes))
    blocks = find_blocks(Graph("m", "Functional", tuple(nodes), edges, outputs=(Port("n3"),)))
    assert [[node.id for node in block.nodes] for block in blocks] == [["n0"], ["n1"], ["n2"], ["n3"]]


@given(graphs())
def test_lines_between_blocks_run_in_one_direction(graph: Graph) -> None:
    place = {node.id: number for number, block in enumerate(find_blocks(graph)) for node in block.nodes}
    assert all(place[edge.source] <= place[edge.target] for edge in graph.edges)


@given(graphs())
def test_copies_are_alike_in_kind_and_wiring(graph: Graph) -> None:
    known = signatures(graph)
    for block in find_blocks(graph):
        wirings = []
        for copy in block.copies:
            place = {node.id: number for number, node in enumerate(copy)}
            inner = [
                (place[e.source], place[e.target], e.target_port)
                for e in graph.edges
                if e.source in place and e.target in place
            ]
            wirings.append(([known[node.id] for node in copy], sorted(inner)))
        assert all(wiring == wirings[0] for wiring in wirings)


@given(graphs(most=12), st.integers(2, 4))
def test_a_graph_put_in_a_row_with_itself_is_found_again(graph: Graph, copies: int) -> None:
    """A block with one entry and one exit, repeated, is folded whatever is inside it."""
    nodes: list[Node] = [Node("start", Layer("start", "start", "InputLayer"))]
    edges: list[Edge] = []
    for copy in range(copies):
        before = nodes[-1].id
        head, tail = f"head{copy}", f"tail{copy}"
        nodes.append(Node(head, Layer(head, head, "Dense")))
        edges.append(Edge(before, 0, head, 0))
        inner = {node.id: f"{node.id}-{copy}" for node in graph.nodes}
        nodes += [
            Node(inner[node.id], Layer(inner[node.id], inner[node.id], node.layer.kind), outputs=node.outputs)
            for node in graph.nodes
        ]
        edges += [Edge(inner[e.source], 0, inner[e.target], e.target_port) for e in graph.edges]
        fed, feeding = {e.target for e in graph.edges}, {e.source for e in graph.edges}
        edges += [Edge(head, 0, inner[n.id], 0) for n in sorted(graph.nodes, key=lambda n: n.id) if n.id not in fed]
        ends = [n.id for n in sorted(graph.nodes, key=lambda n: n.id) if n.id not in feeding]
        edges += [Edge(inner[name], 0, tail, port) for port, name in enumerate(ends)]
        nodes.append(Node(tail, Layer(tail, tail, "Concatenate")))
    row = Graph("row", "Functional", tuple(nodes), tuple(edges), outputs=(Port(nodes[-1].id),))
    period = len(graph.nodes) + 2
    folded = [block for block in find_blocks(row) if block.count > 1]
    if period * copies >= 8:
        assert sum(len(block.nodes) for block in folded) >= period * (copies - 1)


def test_residual_blocks_are_folded_and_end_with_their_addition() -> None:
    blocks = find_blocks(repeated(RESIDUAL, 5))
    assert [(block.count, kinds(block)) for block in blocks] == [
        (1, ["InputLayer"]),
        (5, ["Conv2D", "BatchNormalization", "ReLU", "Conv2D", "Add"]),
    ]
    assert not blocks[1].parallel


def test_without_folding_each_copy_is_a_block() -> None:
    assert [block.count for block in find_blocks(repeated(RESIDUAL, 5), fold=False)] == [1] * 6


def dense_chain_of(units: list[int]) -> Graph:
    names = [f"d{number}" for number in range(len(units))]
    nodes = tuple(
        Node(name, Layer(name, name, "Dense", config={"units": count})) for name, count in zip(names, units, strict=True)
    )
    edges = tuple(Edge(left, 0, right, 0) for left, right in pairwise(names))
    return Graph("chain", "Sequential", nodes, edges, outputs=(Port(names[-1]),))


def test_channels_count_unless_they_are_ignored() -> None:
    graph = dense_chain_of([8, 4, 8, 2, 8, 1, 8, 3, 5, 6])
    assert all(block.count == 1 for block in find_blocks(graph))
    assert max(block.count for block in find_blocks(graph, ignore_channels=True)) == 9


def test_a_few_equal_layers_stay_a_chain() -> None:
    assert [len(block.nodes) for block in find_blocks(dense_chain_of([4, 4, 4]))] == [3]


def sized(kind: str, side: int, channels: int, heavy: bool = True) -> tuple[str, int, int, bool]:
    return kind, side, channels, heavy


def chain_of(steps: list[tuple[str, int, int, bool]]) -> Graph:
    nodes = []
    for number, (kind, side, channels, heavy) in enumerate(steps):
        weights = (Weight("kernel", "kernel", (3, 3), "float32"),) if heavy else ()
        shape = (None, side, side, channels) if side else (None, channels)
        layer = Layer(f"l{number}", f"l{number}", kind, weights=weights, config={"filters": channels})
        nodes.append(Node(f"n{number}", layer, outputs=(TensorSpec(shape),)))
    edges = tuple(Edge(left.id, 0, right.id, 0) for left, right in pairwise(nodes))
    return Graph("chain", "Sequential", tuple(nodes), edges, outputs=(Port(nodes[-1].id),))


def test_a_chain_falls_apart_behind_pooling_and_where_space_becomes_a_vector() -> None:
    steps = [
        sized("Conv2D", 8, 4),
        sized("MaxPooling2D", 4, 4, False),
        sized("Conv2D", 4, 8),
        sized("Flatten", 0, 128, False),
        sized("Dense", 0, 9),
    ]
    blocks = find_blocks(chain_of(steps))
    assert [kinds(block) for block in blocks] == [["Conv2D", "MaxPooling2D"], ["Conv2D"], ["Flatten", "Dense"]]


def test_inverted_bottlenecks_part_where_the_tensor_is_narrow() -> None:
    steps = [sized("Conv2D", 8, width) for width in (4, 24, 24, 5, 30, 30, 6, 36, 36, 7)]
    assert [len(block.nodes) for block in find_blocks(chain_of(steps))] == [4, 3, 3]


def test_inputs_side_by_side_with_the_same_layers_are_one_parallel_block() -> None:
    nodes: list[Node] = []
    edges: list[Edge] = []
    for number in range(6):
        nodes += [
            Node(f"i{number}", Layer(f"i{number}", f"i{number}", "InputLayer")),
            Node(f"e{number}", Layer(f"e{number}", f"e{number}", "Embedding")),
        ]
        edges += [Edge(f"i{number}", 0, f"e{number}", 0), Edge(f"e{number}", 0, "join", number)]
    nodes.append(Node("join", Layer("join", "join", "Concatenate")))
    blocks = find_blocks(Graph("table", "Functional", tuple(nodes), tuple(edges), outputs=(Port("join"),)))
    assert [(block.count, block.parallel, kinds(block)) for block in blocks] == [
        (6, True, ["InputLayer", "Embedding"]),
        (1, False, ["Concatenate"]),
    ]


def test_a_nested_model_is_a_block_of_its_own_and_can_be_taken_apart() -> None:
    graph = nested_graph()
    assert [[node.id for node in block.nodes] for block in find_blocks(graph)] == [["n0"], ["n1"], ["n4"]]
    assert [[node.id for node in block.nodes] for block in find_blocks(graph, "n1")] == [["n2"], ["n3"]]


def test_equal_nested_models_are_repeats_however_few() -> None:
    nodes: list[Node] = []
    edges: list[Edge] = []
    for number in range(3):
        name = f"m{number}"
        inner = Node(f"{name}-d", Layer(f"{name}/d", "d", "Dense"), parent=name)
        nodes += [
            Node(name, Layer(name, name, "Functional", "model"), entries=(Port(inner.id),), exits=(Port(inner.id),)),
            inner,
        ]
        edges += [Edge(f"m{number - 1}", 0, name, 0)] if number else []
    graph = Graph("stack", "Functional", tuple(nodes), tuple(edges), outputs=(Port("m2"),))
    assert max(block.count for block in find_blocks(graph)) == 2  # the first has no input and so another word


def test_layers_without_known_connections_are_a_list_in_their_order() -> None:
    kinds_of = ["Dense", *["Block"] * 9, "Softmax"]
    nodes = tuple(Node(f"n{i}", Layer(f"l{i}", f"l{i}", kind), parent="top") for i, kind in enumerate(kinds_of))
    graph = Graph("m", "Sub", (Node("top", Layer("top", "top", "Sub", "model")), *nodes))
    blocks = find_blocks(graph, "top")
    assert [node.id for block in blocks for node in block.nodes] == [node.id for node in nodes]
    assert [(block.count, block.parallel) for block in blocks if block.count > 1] == [(9, False)]


def test_an_empty_model_has_no_blocks() -> None:
    assert find_blocks(Graph("empty", "Functional", ())) == ()


def skipping_chain(count: int) -> Graph:
    """Return a chain in which every tenth layer adds what came ten layers before."""
    nodes = tuple(Node(f"n{i}", Layer(f"d{i}", f"d{i}", "Add" if i and i % 10 == 0 else "Dense")) for i in range(count))
    edges = [Edge(f"n{i}", 0, f"n{i + 1}", 0) for i in range(count - 1)]
    edges += [Edge(f"n{i - 10}", 0, f"n{i}", 1) for i in range(10, count, 10)]
    return Graph("long", "Functional", nodes, tuple(edges), outputs=(Port(f"n{count - 1}"),))


def test_five_thousand_layers_with_skips_are_folded() -> None:
    blocks = find_blocks(skipping_chain(5_001))
    assert max(block.count for block in blocks) == 500
    assert len(blocks) <= 3


def test_work_grows_with_the_number_of_layers_alone() -> None:
    assert growth(lambda count: partial(find_blocks, skipping_chain(count)), 500) < 2.4
    assert growth(lambda count: partial(find_blocks, unrepeated(count)), 500) < 2.4


def unrepeated(count: int) -> Graph:
    """Return layers of which no two are alike, with skips."""
    nodes = tuple(Node(f"n{i}", Layer(f"d{i}", f"d{i}", "Dense", config={"units": i})) for i in range(count))
    edges = [Edge(f"n{i}", 0, f"n{i + 1}", 0) for i in range(count - 1)]
    edges += [Edge(f"n{i}", 0, f"n{i + 37}", 1) for i in range(0, count - 37, 11)]
    return Graph("odd", "Functional", nodes, tuple(edges), outputs=(Port(f"n{count - 1}"),))


def test_layers_that_never_repeat_are_all_there() -> None:
    assert sum(len(block.nodes) for block in find_blocks(unrepeated(2_000))) == 2_000


def test_what_joins_several_inputs_is_in_the_block_of_none_of_them() -> None:
    """Also where a branch is one layer: the tensors of the others come from before it and have no part in it."""
    classes = ["InputLayer", "Dense", "InputLayer", "LSTM", "InputLayer", "Dense", "Dropout", "Concatenate", "Dense"]
    nodes = tuple(Node(f"n{i}", Layer(f"l{i}", f"l{i}", kind)) for i, kind in enumerate(classes))
    pairs = [(0, 1), (2, 3), (4, 5), (5, 6), (1, 7), (3, 7), (6, 7), (7, 8)]
    edges = tuple(Edge(f"n{one}", 0, f"n{other}", port) for port, (one, other) in enumerate(pairs))
    blocks = find_blocks(Graph("m", "Functional", nodes, edges, outputs=(Port("n8"),)))
    (joining,) = [block for block in blocks if "Concatenate" in kinds(block)]
    assert kinds(joining)[0] == "Concatenate"
    assert not any(block.branches for block in blocks if block is not joining)
