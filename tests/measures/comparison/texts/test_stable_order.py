from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

import pytest

from dotnet_viz.graph import Edge, Graph, Layer, Node, Port
from dotnet_viz.measures.comparison.texts.stable_order import call_lines, output_sources
from dotnet_viz.measures.comparison.texts.stable_text import model_text
from dotnet_viz.readers import read


def graph_of(kinds: str, *edges: str) -> Graph:
    """Return a graph of calls, each with the id and class of a letter, and edges such as ``"ab"``."""
    nodes = tuple(Node(letter, Layer(letter, letter, letter.upper())) for letter in kinds)
    ports: dict[str, int] = {}
    joined = []
    for edge in edges:
        source, target = edge[0], edge[1]
        joined.append(Edge(source, 0, target, ports.setdefault(target, 0)))
        ports[target] += 1
    return Graph("m", "M", nodes, tuple(joined), outputs=(Port(kinds[-1]),))


def lines(graph: Graph, names: dict[str, str] | None = None) -> list[str]:
    """Return the names and the sources of the calls of a graph."""
    shown = names or {layer.id: layer.name for layer in graph.layers}
    return [f"{line.name} from {line.sources}" if line.sources else line.name for line in call_lines(graph, shown)]


def test_branches_stand_whole_one_behind_the_other() -> None:
    interleaved = graph_of("xabcdj", "xa", "xb", "ac", "bd", "cj", "dj")
    assert lines(interleaved) == ["x", "a", "c", "b from x", "d", "j from c and the layer above"]


def test_names_that_repeat_are_counted_upwards() -> None:
    chain = graph_of("xabcj", "xa", "ab", "bc", "aj", "cj", "xj")
    assert lines(chain, dict.fromkeys("abc", "add") | {"x": "x", "j": "j"})[-1] == "j from 3rd add above, the layer above and x"


def test_outputs_are_named_where_they_are_not_the_last_layer() -> None:
    graph = graph_of("xab", "xa", "xb")
    names = {letter: letter for letter in "xab"}
    assert lines(graph) == ["x", "b", "a from x"]
    assert output_sources(graph, names) == "b"
    assert output_sources(graph_of("xa", "xa"), names) == ""
    two = Graph("m", "M", graph.nodes, graph.edges, outputs=(Port("a"), Port("b")))
    assert output_sources(two, names) == "a and b"
    assert output_sources(two, {"x": "x", "a": "dense", "b": "dense"}) == "2nd dense above and dense"


def test_further_outputs_of_a_layer_are_distinct_names() -> None:
    nodes = tuple(Node(letter, Layer(letter, letter, "LSTM")) for letter in "ab")
    swapped = [Graph("m", "M", nodes, (Edge("a", port, "b", 0), Edge("a", 1 - port, "b", 1))) for port in (0, 1)]
    assert [lines(graph)[1] for graph in swapped] == [
        "b from the layer above and output 2 of the layer above",
        "b from output 2 of the layer above and the layer above",
    ]


def test_layers_without_connections_keep_their_order() -> None:
    assert lines(Graph("m", "M", graph_of("cab").nodes)) == ["c", "a", "b"]


def test_loops_and_deep_chains_end() -> None:
    assert lines(graph_of("ab", "ab", "ba")) == ["a from b", "b"]
    nodes = tuple(Node(f"n{number}", Layer(f"n{number}", "n", "Add")) for number in range(5000))
    edges = tuple(Edge(f"n{number}", 0, f"n{number + 1}", 0) for number in range(4999))
    assert (
        len(call_lines(Graph("m", "M", nodes, edges, outputs=(Port("n4999"),)), dict.fromkeys([n.id for n in nodes], "n")))
        == 5000
    )


def layers_text(model: Any) -> list[str]:
    """Return the lines of the text on the layers of a live model, without the totals above and the weights below."""
    return model_text(read(model)).partition("\nlayers\n")[2].partition("\n\nweights")[0].splitlines()


def residual(added: Callable[[str, Any], Any]) -> Any:
    """Return a new model with a residual block, parallel branches, a shared layer and a nested model."""
    import keras

    layers = keras.layers
    image = keras.Input((16, 16, 3))
    x = added("start", layers.Conv2D(8, 3, padding="same", activation="relu")(image))
    for block in range(2):
        y = added(f"block {block}", layers.Conv2D(8, 3, padding="same")(x))
        y = layers.Conv2D(8, 3, padding="same")(layers.BatchNormalization()(y))
        x = layers.Add()([x, added(f"before the sum {block}", y)])
    wide = layers.Conv2D(8, 3, padding="same")(x)
    wide = layers.Conv2D(8, 3, padding="same")(added("first branch", wide))
    narrow = added("second branch", layers.Conv2D(8, 1)(x))
    merged = layers.Concatenate()([wide, narrow, layers.Conv2D(8, 1, name="stem_1")(x)])
    inner_input = keras.Input((16, 16, 24))
    inner = layers.Conv2D(8, 1)(added("nested", layers.Conv2D(24, 1)(inner_input)))
    pooled = layers.GlobalAveragePooling2D()(keras.Model(inner_input, inner)(merged))
    dense_block = layers.Dense(8, name="dense_block")
    twice = dense_block(added("between calls", dense_block(pooled)))
    model = keras.Model(image, layers.Dense(2)(twice))
    model.compile("adam", "mse")
    return model


PLACES = [
    "start", "block 0", "before the sum 0", "block 1", "before the sum 1", "first branch", "second branch", "nested",
    "between calls",
]  # fmt: skip


@pytest.mark.keras
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", ["Dropout", "BatchNormalization"])
def test_a_layer_more_in_a_script_that_runs_again_is_one_line_more(place: str, kind: str) -> None:
    import keras

    def added(where: str, tensor: Any) -> Any:
        if where != place:
            return tensor
        return keras.layers.Dropout(0.3)(tensor) if kind == "Dropout" else keras.layers.BatchNormalization()(tensor)

    before, after = layers_text(residual(lambda _, tensor: tensor)), layers_text(residual(added))
    diff = [line for line in difflib.unified_diff(before, after, n=0, lineterm="") if not line.startswith(("---", "+++", "@@"))]
    new = [line for line in diff if line.startswith("+") and f": {kind} (" in line]
    assert len(new) == 1
    # Consequences: the sum and the concatenation name another source, the nested model has more parameters.
    consequences = {"start": "add: ", "second branch": "concatenate: "} | (
        {} if kind == "Dropout" else {"nested": "functional: "}
    )
    others = [line[1:].strip() for line in diff if line not in new]
    assert len(others) == (2 if place in consequences else 0)
    assert all(line.startswith(consequences[place]) for line in others)


@pytest.mark.keras
def test_a_script_that_runs_again_gives_the_same_text() -> None:
    one, other = (residual(lambda _, tensor: tensor) for _ in range(2))
    assert [layer.name for layer in one.layers] != [layer.name for layer in other.layers]
    assert layers_text(one) == layers_text(other)
    text = "\n".join(layers_text(one))
    assert "  dense_block: Dense (None, 8)" in text
    assert "  stem_1: Conv2D" in text
