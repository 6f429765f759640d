from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.units.model import UnitGraph
from dotnet_viz.graph import Edge, Graph, Layer, Node, TensorSpec, Weight
from dotnet_viz.readers import read
from tests.builders import chain, dense_chain, dense_layer, input_layer, nested_graph
from tests.conftest import DATA


def columns(units: UnitGraph) -> list[tuple[str, str, int | None]]:
    return [(stage.name, stage.role, stage.units) for stage in units.stages]


def joins(units: UnitGraph) -> list[tuple[str, str, int, int]]:
    return [(link.source, link.target, link.kernel.inputs, link.kernel.units) for link in units.kernels]


def conv(name: str, inputs: int, units: int, **config: object) -> Layer:
    return Layer(name, name, "Conv2D", weights=(Weight.from_array("kernel", np.ones((3, 3, inputs, units))),), config=config)


def plain(name: str, kind: str, **config: object) -> Layer:
    return Layer(name, name, kind, config=config)


def joined(layers: list[Layer], pairs: list[tuple[int, int]], shape: tuple[int | None, ...] = (None, 2)) -> Graph:
    """Return a graph of layers; the ports of a target follow the order of the pairs."""
    nodes = tuple(Node(f"n{number}", layer, outputs=(TensorSpec(shape),)) for number, layer in enumerate(layers))
    ports: dict[int, int] = {}
    edges = []
    for source, target in pairs:
        ports[target] = ports.get(target, -1) + 1
        edges.append(Edge(f"n{source}", 0, f"n{target}", ports[target]))
    return Graph("m", "Functional", nodes, tuple(edges))


def test_a_chain_of_dense_layers() -> None:
    units = unit_graph(dense_chain(6, 3, 7))
    assert columns(units) == [("input", "input", 6), ("dense_0", "layer", 3), ("dense_1", "layer", 7)]
    assert joins(units) == [("n0", "n1", 6, 3), ("n1", "n2", 3, 7)]
    assert units.passes == ()


def test_layers_that_treat_units_alone_belong_to_the_column_before() -> None:
    names = ["MaxPooling2D", "BatchNormalization", "ReLU", "SpatialDropout2D", "ZeroPadding2D", "GlobalAveragePooling2D"]
    layers = [input_layer(), conv("c", 3, 8), *(plain(name, name) for name in names), dense_layer("d", np.ones((8, 2)))]
    units = unit_graph(chain(layers))
    assert columns(units) == [("input", "input", 3), ("c", "layer", 8), ("d", "layer", 2)]
    assert [node.layer.kind for node in units.stages[1].after] == names


def test_flattened_positions_are_folded_into_their_channels() -> None:
    layers = [input_layer(), conv("c", 3, 4), plain("f", "Flatten"), dense_layer("d", np.ones((36, 5)))]
    units = unit_graph(chain(layers))
    assert joins(units)[1] == ("n1", "n3", 4, 5)
    (part,) = units.kernels[1].kernel.parts
    assert (part.shape, part.axes) == ((9, 4, 5), ".io")


def test_flattened_channels_that_come_first_stay_together() -> None:
    flat = plain("f", "Flatten", data_format="channels_last")
    layers = [input_layer(), conv("c", 3, 4, data_format="channels_first"), flat, dense_layer("d", np.ones((36, 5)))]
    (part,) = unit_graph(chain(layers)).kernels[1].kernel.parts
    assert (part.shape, part.axes) == ((4, 9, 5), "i.o")


def test_an_image_that_is_flattened_at_once_has_a_unit_for_each_pixel() -> None:
    layers = [input_layer(), plain("f", "Flatten"), dense_layer("d", np.ones((36, 5)))]
    assert columns(unit_graph(chain(layers)))[0] == ("input", "input", 36)


def test_a_sum_is_a_column_whose_units_are_those_of_its_parts() -> None:
    layers = [input_layer(), dense_layer("a", np.ones((2, 4))), dense_layer("b", np.ones((4, 4))), plain("add", "Add"),
              dense_layer("c", np.ones((4, 1)))]  # fmt: skip
    units = unit_graph(joined(layers, [(0, 1), (1, 2), (1, 3), (2, 3), (3, 4)]))
    assert columns(units)[3] == ("add", "other", 4)
    assert [(link.source, link.target, link.offset, link.is_unit_wise) for link in units.passes] == [
        ("n1", "n3", 0, True),
        ("n2", "n3", 0, True),
    ]


def test_a_concatenation_has_the_units_of_its_parts_one_behind_the_other() -> None:
    layers = [input_layer(), dense_layer("a", np.ones((2, 3))), dense_layer("b", np.ones((2, 4))),
              plain("cat", "Concatenate", axis=-1)]  # fmt: skip
    units = unit_graph(joined(layers, [(0, 1), (0, 2), (1, 3), (2, 3)]))
    assert columns(units)[3] == ("cat", "other", 7)
    assert [(link.offset, link.is_unit_wise) for link in units.passes] == [(0, True), (3, True)]


def test_an_input_that_is_joined_is_a_column_of_its_values() -> None:
    layers = [input_layer(), dense_layer("a", np.ones((2, 3))), input_layer("more"), plain("cat", "Concatenate", axis=-1),
              dense_layer("c", np.ones((5, 1)))]  # fmt: skip
    units = unit_graph(joined(layers, [(0, 1), (1, 3), (2, 3), (3, 4)]))
    assert columns(units)[2:4] == [("more", "input", 2), ("cat", "other", 5)]
    assert [(link.offset, link.is_unit_wise) for link in units.passes] == [(0, True), (3, True)]


def test_a_concatenation_of_positions_is_a_box() -> None:
    layers = [input_layer(), dense_layer("a", np.ones((2, 3))), dense_layer("b", np.ones((2, 3))),
              plain("cat", "Concatenate", axis=1)]  # fmt: skip
    units = unit_graph(joined(layers, [(0, 1), (0, 2), (1, 3), (2, 3)], (None, 5, 3)))
    assert columns(units)[3] == ("cat", "other", None)
    assert not any(link.is_unit_wise for link in units.passes)


def test_a_layer_of_no_natural_picture_is_a_column_where_its_units_are_known_and_else_a_box() -> None:
    layers = [dense_layer("a", np.ones((2, 3))), plain("r", "Reshape"), dense_layer("b", np.ones((6, 4))), plain("m", "Mine")]
    units = unit_graph(chain(layers))
    assert columns(units)[2:] == [("r", "other", 6), ("b", "layer", 4), ("m", "other", None)]
    assert [(link.source, link.target, link.is_unit_wise) for link in units.passes] == [
        ("n0", "n1", False),
        ("n2", "n3", False),
    ]


def test_units_that_do_not_fit_get_a_column_of_their_own() -> None:
    layers = [input_layer(), dense_layer("a", np.ones((2, 3))), dense_layer("b", np.ones((5, 4)))]
    units = unit_graph(chain(layers))
    assert columns(units)[2] == ("input of b", "other", 5)
    assert [(link.source, link.target) for link in units.passes] == [("n1", "n2-from")]


def test_a_layer_that_nothing_feeds_has_inputs_of_its_own() -> None:
    node = Node("n0", dense_layer("d", np.ones((3, 2))))
    assert columns(unit_graph(Graph("m", "Functional", (node,))))[0] == ("input of d", "input", 3)


def test_two_layers_can_share_their_input_and_one_layer_can_be_called_twice() -> None:
    shared = dense_layer("s", np.ones((3, 3)))
    units = unit_graph(joined([input_layer(), shared, shared, dense_layer("d", np.ones((3, 1)))], [(0, 1), (0, 3), (1, 2)]))
    assert joins(units) == [("n0", "n1", 3, 3), ("n1", "n2", 3, 3), ("n0", "n3", 3, 1)]


def test_nested_models_are_opened() -> None:
    assert columns(unit_graph(nested_graph())) == [("outer", "input", 2), ("dense", "layer", 3), ("add", "other", 3)]


def test_tokens_stand_for_what_feeds_an_embedding() -> None:
    units = unit_graph(read(DATA / "models" / "rnn.keras"))
    assert columns(units) == [
        ("input of embedding_1", "tokens", 100),
        ("embedding_1", "layer", 8),
        ("bidirectional", "state", 32),
        ("bidirectional", "layer", 32),
        ("time_distributed", "layer", 4),
        ("gru", "state", 5),
        ("gru", "layer", 5),
        ("dense_28", "layer", 1),
    ]


def test_attention_has_a_column_of_heads_and_the_residual_stream_passes_unit_by_unit() -> None:
    units = unit_graph(read(DATA / "models" / "transformer.keras"))
    assert columns(units)[1:5] == [
        ("embedding", "layer", 64),
        ("multi_head_attention", "heads", 4),
        ("multi_head_attention", "layer", 64),
        ("add", "other", 64),
    ]
    assert all(link.is_unit_wise for link in units.passes)


def test_attention_to_another_sequence_starts_from_both() -> None:
    shapes = {
        "query/kernel": (3, 2, 4),
        "key/kernel": (5, 2, 4),
        "value/kernel": (5, 2, 4),
        "attention_output/kernel": (2, 4, 3),
    }
    attention = Layer("att", "att", "MultiHeadAttention",
                      weights=tuple(Weight.from_array(name, np.ones(shape)) for name, shape in shapes.items()))  # fmt: skip
    layers = [dense_layer("q", np.ones((2, 3))), dense_layer("v", np.ones((2, 5))), attention]
    units = unit_graph(joined(layers, [(0, 2), (1, 2)]))
    assert ("n0", "n2-heads", 3, 2) in joins(units)
    assert ("n1", "n2-heads", 5, 2) in joins(units)


def test_nodes_in_any_order_follow_the_data() -> None:
    graph = dense_chain(2, 3, 4)
    backwards = Graph("m", "Functional", graph.nodes[::-1], graph.edges)
    assert [stage.id for stage in unit_graph(backwards).stages] == ["n0", "n1", "n2"]


def test_thousands_of_layers_are_no_problem() -> None:
    assert len(unit_graph(dense_chain(*[2] * 3001)).kernels) == 3000


@pytest.mark.parametrize("name", ["cnn-28x28", "multi", "pattern-50x50", "rnn", "transformer", "mlp-6-3-7"])
def test_every_link_fits_the_columns_that_it_joins(name: str) -> None:
    units = unit_graph(read(DATA / "models" / f"{name}.keras"))
    counts = {stage.id: stage.units for stage in units.stages}
    for link in units.kernels:
        assert (counts[link.source], counts[link.target]) == (link.kernel.inputs, link.kernel.units)


ELEMENT_WISE = (
    *(("Multiply", "operation", (("args[1]", 2.0),)), ("Add", "operation", (("args[1]", 1.0),)), ("Silu", "operation", ())),
    *(("Gelu", "operation", ()), ("Cast", "operation", ()), ("RMSNormalization", "layer", ()), ("Masking", "layer", ())),
    *(("Power", "operation", (("args[1]", 2.0),)), ("Softmax", "operation", ()), ("RepeatVector", "layer", ())),
)


def with_steps_between(steps: tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...]) -> Graph:
    """Return two dense layers with other steps between them, each called on one tensor."""
    spec = (TensorSpec((None, 3)),)
    first, last = dense_layer("a", np.ones((2, 3))), dense_layer("b", np.ones((3, 4)))
    between = [Node(f"s{at}", Layer(kind, kind, kind, category), spec, spec, constants=constants)
               for at, (kind, category, constants) in enumerate(steps)]  # fmt: skip
    nodes = (Node("a", first, outputs=spec), *between, Node("b", last, spec, (TensorSpec((None, 4)),)))
    edges = tuple(Edge(one.id, 0, other.id, 0) for one, other in pairwise(nodes))
    return Graph("m", "Functional", nodes, edges)


def test_operations_on_each_value_do_not_split_a_chain_of_neurons() -> None:
    units = unit_graph(with_steps_between(ELEMENT_WISE))
    assert columns(units) == [("input of a", "input", 2), ("a", "layer", 3), ("b", "layer", 4)]
    assert [node.layer.kind for node in units.stages[1].after] == [kind for kind, _, _ in ELEMENT_WISE]


@pytest.mark.parametrize("kind", ["Sort", "Flip", "Cumsum", "Matmul", "Mine"])
def test_what_moves_units_is_a_column_of_its_own(kind: str) -> None:
    units = unit_graph(with_steps_between(((kind, "operation", ()),)))
    assert [name for name, _, _ in columns(units)] == ["input of a", "a", kind, "b"]


def test_a_constant_that_makes_a_tensor_wider_is_no_step_of_each_unit() -> None:
    graph = with_steps_between((("Add", "operation", ()),))
    wider = Node("s0", graph.node("s0").layer, (TensorSpec((None, 1)),), (TensorSpec((None, 3)),))
    units = unit_graph(Graph("m", "Functional", (graph.nodes[0], wider, graph.nodes[2]), graph.edges))
    assert [name for name, _, _ in columns(units)] == ["input of a", "a", "Add", "b"]


def lstm(name: str, inputs: int, units: int) -> Layer:
    shapes = {"kernel": (inputs, 4 * units), "recurrent_kernel": (units, 4 * units), "bias": (4 * units,)}
    weights = tuple(Weight.from_array(weight, np.ones(shape)) for weight, shape in shapes.items())
    return Layer(name, name, "LSTM", weights=weights)


def test_the_state_of_an_encoder_passes_into_the_state_of_its_decoder() -> None:
    layers = [plain("a", "InputLayer"), lstm("encoder", 3, 2), plain("b", "InputLayer"), lstm("decoder", 5, 2)]
    units = unit_graph(joined(layers, [(0, 1), (2, 3), (1, 3), (1, 3)]))
    (link,) = units.passes
    assert (link.source, link.target, link.is_unit_wise) == ("n1", "n3-state", True)


def test_masks_are_no_column() -> None:
    tokens = Node("n0", Layer("i", "tokens", "InputLayer"), outputs=(TensorSpec((None, 4), "int32"),))
    mask = Node("n1", Layer("m", "not_equal", "NotEqual", "operation"), outputs=(TensorSpec((None, 4), "bool"),))
    embedding = Node("n2", dense_layer("embedding", np.ones((5, 3), "float32")))
    recurrent = Node("n3", Layer("r", "lstm", "LSTM"))
    edges = Edge("n0", 0, "n2", 0), Edge("n0", 0, "n1", 0), Edge("n2", 0, "n3", 0), Edge("n1", 0, "n3", 1)
    found = unit_graph(Graph("m", "Functional", (tokens, mask, embedding, recurrent), edges))
    assert "n1" not in [stage.id for stage in found.stages]
    assert not [link for link in found.passes if "n1" in (link.source, link.target)]
