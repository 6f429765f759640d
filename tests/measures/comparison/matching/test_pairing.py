"""The pairs found so far."""

from __future__ import annotations

from dotnet_viz.measures.comparison.matching.pairing import Pairing
from dotnet_viz.measures.comparison.matching.similarity import traits_of
from dotnet_viz.measures.comparison.topology import topology_of
from tests.comparison_builders import chain_steps, model


def pairing() -> Pairing:
    one, other = model(chain_steps(2)), model(chain_steps(2), start=4)
    topologies = topology_of(one), topology_of(other)
    traits = traits_of(one.layers, topologies[0]), traits_of(other.layers, topologies[1])
    return Pairing(one.layers, other.layers, *traits, *topologies)


def test_pairs_are_taken_off_what_is_left_and_come_back_when_parted() -> None:
    found = pairing()
    found.join("dense", "dense_4", "because")
    assert [layer.id for layer in found.first_left] == ["input_layer", "dense_1"]
    assert [layer.id for layer in found.second_left] == ["input_layer_4", "dense_5"]
    assert [(pair.first.id, pair.second.id, pair.reason, pair.score) for pair in found.pairs] == [
        ("dense", "dense_4", "because", 1.0)
    ]
    found.part("dense")
    assert not found.pairs
    assert len(found.second_left) == 3


def test_neighbours_that_are_pairs_are_counted() -> None:
    found = pairing()
    found.join("input_layer", "input_layer_4", "because")
    found.join("dense_1", "dense_5", "because")
    assert found.shared_neighbours("dense", "dense_4") == 2
    assert found.shared_neighbours("dense_1", "dense_4") == 0
