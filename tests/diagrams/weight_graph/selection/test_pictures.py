from __future__ import annotations

import tracemalloc
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.weight_graph.options import MAX_EDGES, RANKS
from dotnet_viz.diagrams.weight_graph.selection.edges import Threshold
from dotnet_viz.diagrams.weight_graph.style import WeightGraph
from dotnet_viz.scene import Scene
from tests.builders import chain, dense_chain, dense_layer, input_layer
from tests.diagrams.weight_graph.graphs import KERNEL, lines, single


def drawn(scene: Scene, number: int = 0) -> list[float]:
    return sorted(abs(value) for value in scene.bundles[number].values.tolist())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"max_edges": 2}, [5.0, 6.0]),
        ({"threshold": 4}, [4.0, 5.0, 6.0]),
        ({"threshold": "q0.8"}, [5.0, 6.0]),
        ({"threshold": "share0.5"}, [5.0, 6.0]),
        ({"threshold": Threshold("value", 6.0)}, [6.0]),
        ({"threshold": 3, "max_edges": 3}, [4.0, 5.0, 6.0]),
        ({"threshold": 7}, []),
    ],
)
def test_weak_lines_can_be_left_out_and_are_reported(options: dict[str, Any], expected: list[float]) -> None:
    scene = WeightGraph(**options).build(single(KERNEL))
    assert drawn(scene) == expected
    (omission,) = scene.omissions
    assert (omission.drawn, omission.total, omission.sources, omission.targets) == (len(expected), 6, (2, 2), (3, 3))
    assert omission.share == pytest.approx(sum(expected) / 21)
    assert omission.least == (min(expected) if expected else None)
    rest, percent = 6 - len(expected), f"{100 * sum(expected) / 21:.1f}"
    drawn_of = f"d: {len(expected)} of 6 weights drawn ({percent} % of the total magnitude)"
    if expected:
        assert scene.notes == (f"{drawn_of}; the {rest} smallest, below {min(expected):g}, are left out",)
    else:
        assert scene.notes == ("d: none of 6 weights is large enough to be drawn",)


def test_no_limit_of_lines_draws_all_and_the_default_is_reported() -> None:
    graph = dense_chain(400, 400)
    assert len(WeightGraph(max_neurons=None, max_edges=None).build(graph).bundles[0]) == 160_000
    scene = WeightGraph(max_neurons=None).build(graph)
    assert len(scene.bundles[0]) == MAX_EDGES
    assert scene.omissions[0].drawn == MAX_EDGES
    assert "125,000 of 160,000 weights drawn (" in scene.notes[0]


def test_a_wide_layer_is_cut_without_copies_of_it() -> None:
    graph = dense_chain(2048, 2048)
    size = graph.layer("dense_0").weights[0].array.nbytes
    tracemalloc.start()
    scene = WeightGraph(max_neurons=None, max_edges=1000).build(graph)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(scene.bundles[0]) == 1000
    assert peak < 5 * size


@settings(deadline=None, max_examples=40)
@given(st.lists(st.integers(1, 9), min_size=2, max_size=3), st.integers(1, 9), st.sampled_from(RANKS), st.integers(1, 30))
def test_cutting_never_reorders_what_stays(sizes: list[int], limit: int, rank: str, most: int) -> None:
    graph = dense_chain(*sizes)
    whole, cut = (WeightGraph(max_neurons=n, rank=rank, max_edges=m).build(graph) for n, m in ((None, None), (limit, most)))
    every, kept = ([shape.id for shape in scene.shapes if shape.kind == "neuron"] for scene in (whole, cut))
    assert [name for name in every if name in kept] == kept
    for first, second in zip(whole.bundles, cut.bundles, strict=True):
        stays = lines(second)
        assert [pair for pair in lines(first) if pair in stays] == list(stays)
        assert stays.items() <= lines(first).items()


def test_named_neurons_are_drawn() -> None:
    scene = WeightGraph(neurons={"dense_0": [7, 2]}, max_neurons=3).build(dense_chain(5, 9, 4))
    assert [shape.id for shape in scene.shapes if shape.rank == 1 and shape.kind == "neuron"] == ["c1-2", "c1-7"]
    assert [len(bundle) for bundle in scene.bundles] == [6, 8]


def test_ranks_draw_other_neurons() -> None:
    kernels = np.array([[100.0, 1.0, 2.0]]), np.array([[0.4], [0.6], [0.3]])
    graph = chain([input_layer(), *(dense_layer(f"d{n}", kernel) for n, kernel in enumerate(kernels))])
    kept = {}
    for rank in RANKS:
        scene = WeightGraph(rank=rank, max_neurons=1).build(graph)
        kept[rank] = next(shape.id for shape in scene.shapes if shape.rank == 1)
    assert kept == {"magnitude": "c1-0", "contribution": "c1-1", "first": "c1-0"}


def rest(how: str) -> Scene:
    kernel = np.array([[1.0, 2.0, 4.0], [8.0, 16.0, 32.0], [-1.0, -2.0, -3.0]])
    graph = chain([input_layer(), dense_layer("d", kernel)])
    return WeightGraph(left_out=how, neurons={"input": [0], "d": [0, 1]}).build(graph)


def test_neurons_left_out_can_be_one_node_with_the_sum_of_their_weights() -> None:
    scene = rest("sum")
    assert lines(scene.bundles[1]) == {
        ("c0-0", "c1-more"): 4.0,
        ("c0-more", "c1-0"): 7.0,
        ("c0-more", "c1-1"): 14.0,
        ("c0-more", "c1-more"): 29.0,
    }
    assert scene.bundles[1].measure == "sum of weights"
    assert "lines of +N: the sum of the weights that they stand for" in scene.notes
    assert [(shape.id, shape.form, shape.labels[0].text) for shape in scene.shapes if shape.kind == "left-out"] == [
        ("c0-more", "rounded", "+2"),
        ("c1-more", "rounded", "+1"),
    ]


def test_or_with_their_mean() -> None:
    assert lines(rest("mean").bundles[1]) == {
        ("c0-0", "c1-more"): 4.0,
        ("c0-more", "c1-0"): 3.5,
        ("c0-more", "c1-1"): 7.0,
        ("c0-more", "c1-more"): 14.5,
    }


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 8), st.integers(1, 8), st.integers(1, 8), st.integers(0, 3))
def test_lines_and_sums_make_up_the_whole_layer(inputs: int, neurons: int, limit: int, seed: int) -> None:
    graph = dense_chain(inputs, neurons, seed=seed)
    scene = WeightGraph(left_out="sum", max_neurons=limit).build(graph)
    whole = float(graph.layer("dense_0").weights[0].array.sum(dtype=np.float64))
    assert sum(float(bundle.values.sum()) for bundle in scene.bundles) == pytest.approx(whole, abs=1e-4)
