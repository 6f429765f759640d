from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.units.build import unit_graph
from dotnet_viz.diagrams.weight_graph.select_layers import Choice, choose_layers
from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph
from dotnet_viz.readers import read
from tests.builders import dense_chain
from tests.conftest import DATA


def names(choice: Choice) -> list[str]:
    return [link.name for link in choice.units.kernels]


def gaps(choice: Choice) -> list[tuple[int, int]]:
    return [(gap.rank, gap.layers) for gap in choice.gaps]


def test_a_small_model_is_drawn_whole() -> None:
    choice = choose_layers(unit_graph(dense_chain(6, 3, 7)), None, 16)
    assert (names(choice), list(choice.ranks.values()), gaps(choice)) == (["dense_0", "dense_1"], [0, 1, 2], [])
    assert (choice.drawn, choice.total) == (2, 2)


def test_of_a_large_model_the_first_and_the_last_layers_are_drawn() -> None:
    choice = choose_layers(unit_graph(dense_chain(*[4] * 11)), None, 3)
    assert names(choice) == ["dense_0", "dense_1", "dense_9"]
    assert list(choice.ranks.values()) == [0, 1, 2, 4, 5]
    assert gaps(choice) == [(3, 7)]


def test_layers_that_are_named_are_drawn_however_many() -> None:
    choice = choose_layers(unit_graph(dense_chain(*[4] * 11)), ["dense_3", "dense_7", "dense_4"], 1)
    assert names(choice) == ["dense_3", "dense_4", "dense_7"]
    assert gaps(choice) == [(0, 3), (4, 2), (7, 2)]
    assert sorted(choice.ranks.values()) == [1, 2, 3, 5, 6]


def test_an_unknown_layer_is_refused_with_the_choices() -> None:
    with pytest.raises(OptionError, match=r"unknown layer .*'dense_9'.*dense_0, dense_1"):
        choose_layers(unit_graph(dense_chain(6, 3, 7)), ["dense_9"], None)


def test_states_and_tokens_stand_right_before_what_they_feed() -> None:
    choice = choose_layers(unit_graph(read(DATA / "models" / "rnn.keras")), None, None)
    ranks = {(stage.name, stage.role): choice.ranks[stage.id] for stage in choice.units.stages}
    assert ranks["gru", "state"] == ranks["gru", "layer"] - 1 == ranks["time_distributed", "layer"]
    assert ranks["input of embedding_1", "tokens"] == 0


def test_parts_that_nothing_joins_stand_behind_one_another() -> None:
    graph = dense_chain(2, 3, 4)
    lonely = Graph("m", "Functional", graph.nodes[1:])
    choice = choose_layers(unit_graph(lonely), None, None)
    assert list(choice.ranks.values()) == [0, 1, 2, 3]


@settings(deadline=None)
@given(st.integers(1, 30), st.integers(1, 30))
def test_all_layers_are_drawn_or_counted(count: int, limit: int) -> None:
    choice = choose_layers(unit_graph(dense_chain(*[1] * (count + 1))), None, limit)
    assert choice.drawn == min(count, limit) == len(choice.units.kernels)
    assert choice.drawn + sum(gap.layers for gap in choice.gaps) == choice.total == count
    for link in choice.units.kernels:
        assert choice.ranks[link.target] == choice.ranks[link.source] + 1
    taken = [*choice.ranks.values(), *(gap.rank for gap in choice.gaps)]
    assert sorted(taken) == list(range(len(taken)))
