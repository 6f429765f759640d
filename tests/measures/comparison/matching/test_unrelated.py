"""Models that have nothing in common, and versions of one model, which always have."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from dotnet_viz import readers
from dotnet_viz.graph import Edge, Graph, Layer, Node, Port, Weight
from dotnet_viz.measures.comparison import compare_graphs
from tests.conftest import DATA

MODELS = DATA / "models"
Row = tuple[str, str, tuple[int, ...]]
BASE: list[Row] = [
    ("conv2d", "Conv2D", (3, 3, 3, 8)),
    ("batch_normalization", "BatchNormalization", (8,)),
    ("conv2d_1", "Conv2D", (3, 3, 8, 16)),
    ("global_average_pooling2d", "GlobalAveragePooling2D", ()),
    ("dense", "Dense", (16, 32)),
    ("dense_1", "Dense", (32, 10)),
]
DEPTHWISE: list[Row] = [
    *((f"depthwise_conv2d_{number}", "DepthwiseConv2D", (5, 5, 7, 1)) for number in range(6)),
    ("pool", "GlobalAveragePooling2D", ()),
]
ATTENTION: list[Row] = [
    ("embedding", "Embedding", (500, 24)),
    *((f"attention_{number}", "MultiHeadAttention", (24, 2, 12)) for number in range(3)),
    ("layer_normalization", "LayerNormalization", (24,)),
    ("global_average_pooling1d", "GlobalAveragePooling1D", ()),
    ("dense", "Dense", (24, 2)),
]


def chain(rows: Sequence[Row], *, seed: int = 0) -> Graph:
    random = np.random.default_rng(seed)
    layers = [Layer("in", "in", "InputLayer")] + [
        Layer(name, name, kind, weights=(Weight.from_array("kernel", random.normal(size=shape)),) if shape else ())
        for name, kind, shape in rows
    ]
    nodes = tuple(Node(f"n{number}", layer) for number, layer in enumerate(layers))
    edges = tuple(Edge(f"n{number}", 0, f"n{number + 1}", 0) for number in range(len(rows)))
    return Graph("model", "Functional", nodes, edges, (Port("n0"),), (Port(f"n{len(rows)}"),))


VERSIONS = {
    "same": BASE,
    "renamed": [(f"block_{number}", kind, shape) for number, (_, kind, shape) in enumerate(BASE)],
    "wider": [(name, kind, (*shape[:-2], *(2 * size for size in shape[-2:]))) for name, kind, shape in BASE],
    "wider and renamed": [(f"wide_{name}", kind, (*shape[:-2], *(2 * n for n in shape[-2:]))) for name, kind, shape in BASE],
    "a layer inserted": [*BASE[:3], ("conv2d_2", "Conv2D", (3, 3, 16, 16)), *BASE[3:]],
    "another head": [*BASE[:4], ("lstm", "LSTM", (16, 40)), ("dense", "Dense", (10, 3))],
    "another backbone": [*DEPTHWISE, ("embedding", "Embedding", (500, 24)), *BASE[4:]],
    "grown": [*BASE[:3], *((f"more_{number}", "Conv2D", (3, 3, 16, 16)) for number in range(30)), *BASE[3:]],
}


@pytest.mark.parametrize("version", list(VERSIONS))
@pytest.mark.parametrize("turned", [False, True])
def test_versions_of_a_model_are_matched(version: str, turned: bool) -> None:
    sides = chain(BASE), chain(VERSIONS[version], seed=1)
    found = compare_graphs(*(sides[::-1] if turned else sides))
    assert not found.nothing_in_common
    assert any(len(match.before.weights) for match in found.layers.matches)


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(("first", "second"), [(BASE, ATTENTION), (BASE, DEPTHWISE), (DEPTHWISE, ATTENTION)])
def test_layers_that_most_models_have_do_not_join_two(first: list[Row], second: list[Row], turned: bool) -> None:
    sides = chain(first), chain(second)
    found = compare_graphs(*(sides[::-1] if turned else sides))
    assert found.nothing_in_common
    assert not found.layers.matches
    assert {layer.id for layer in found.layers.added} == {layer.id for layer in found.after.layers}
    assert {layer.id for layer in found.layers.removed} == {layer.id for layer in found.before.layers}


@pytest.mark.parametrize(
    ("first", "second"), [("cnn-28x28", "transformer"), ("cnn-28x28", "rnn"), ("rnn", "transformer"), ("multi", "rnn")]
)
def test_models_of_files_have_nothing_in_common(first: str, second: str) -> None:
    found = compare_graphs(readers.read(MODELS / f"{first}.keras"), readers.read(MODELS / f"{second}.keras"))
    assert found.nothing_in_common
    assert found.to_dict()["nothing_in_common"] is True
    assert "nothing in common" in str(found)


def test_a_mapping_makes_them_versions() -> None:
    found = compare_graphs(chain(BASE), chain(ATTENTION), mapping={"dense_1": "dense"})
    assert not found.nothing_in_common
    assert ("dense_1", "dense") in {(match.before.id, match.after.id) for match in found.layers.matches}


def test_nothing_is_said_where_no_kernel_is_known() -> None:
    found = compare_graphs(chain([(name, kind, ()) for name, kind, _ in BASE]), chain(ATTENTION))
    assert not found.nothing_in_common
