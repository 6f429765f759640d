"""Which layer is which."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from dotnet_viz.errors import OptionError
from dotnet_viz.graph import Graph, Layer, Node, Weight
from dotnet_viz.measures.comparison.matching.match import match_layers
from tests.comparison_builders import Step, block_steps, chain_steps, changed, dense, inserted, model, removed
from tests.effort import growth


def pairs(before: Graph, after: Graph) -> dict[str, str]:
    return {match.before.id: match.after.id for match in match_layers(before, after)}


def test_names_of_an_author_are_kept_whatever_changed_around_them() -> None:
    before = [Step("in", "InputLayer"), dense("d0", "in", name="eyes"), dense("d1", "d0", name="mouth")]
    after = [Step("in", "InputLayer"), dense("d1", "in", 9, name="mouth"), dense("d0", "d1", 7, name="eyes")]
    matches = match_layers(model(before), model(after))
    assert {match.before.name: match.after.name for match in matches if match.before.kind == "Dense"} == {
        "eyes": "eyes",
        "mouth": "mouth",
    }
    assert {match.reason for match in matches if match.before.kind == "Dense"} == {"same name"}


def test_an_inserted_layer_shifts_no_numbered_name() -> None:
    before, after = chain_steps(4), inserted(chain_steps(4), "in", dense("first", "", 4, activation="relu"))
    assert pairs(model(before), model(after)) == {
        "input_layer": "input_layer",
        "dense": "dense_1",
        "dense_1": "dense_2",
        "dense_2": "dense_3",
        "dense_3": "dense_4",
    }


def test_a_removed_layer_among_equal_ones_is_found_by_the_values_of_the_others() -> None:
    before, after = model(chain_steps(4)), model(removed(chain_steps(4), "d1"), start=5)
    assert pairs(before, after) == {
        "input_layer": "input_layer_5",
        "dense": "dense_5",
        "dense_2": "dense_6",
        "dense_3": "dense_7",
    }


def test_another_class_of_the_same_family_is_a_change_and_of_another_family_is_not() -> None:
    before = [Step("in", "InputLayer"), Step("x", "ReLU", ("in",)), dense("d", "x", 3)]
    gelu, dropout = (changed(before, "x", kind=kind) for kind in ("ELU", "Dropout"))
    assert pairs(model(before), model(gelu))["relu"] == "elu"
    assert "relu" not in pairs(model(before), model(dropout))


def test_an_input_is_never_a_dense_layer() -> None:
    one = Graph("a", "M", (Node("n0", Layer("same", "same", "InputLayer")),))
    other = Graph("b", "M", (Node("n0", Layer("same", "same", "Dense")),))
    assert not match_layers(one, other)
    assert len(match_layers(one, other, {"same": "same"})) == 1


def test_reasons_and_scores_are_reported() -> None:
    found = match_layers(
        model(chain_steps(2)), model(changed(chain_steps(2), "d1", config={"units": 4, "use_bias": True}), start=3)
    )
    told = {match.after.id: (match.reason, match.score) for match in found}
    assert told["input_layer_3"] == ("same settings and neighbours", 0.867)
    assert told["dense_4"][0] == "same class and place"
    assert 0 < told["dense_4"][1] < told["input_layer_3"][1] <= 1


def test_layers_of_branches_reported_in_another_order_are_found() -> None:
    before = [Step("in", "InputLayer"), dense("a", "in", 3), dense("b", "in", 5), Step("both", "Concatenate", ("a", "b"))]
    after = [before[0], before[2], before[1], before[3]]
    assert pairs(model(before), model(after, start=4)) == {
        "input_layer": "input_layer_4",
        "dense": "dense_5",
        "dense_1": "dense_4",
        "concatenate": "concatenate_4",
    }


@pytest.mark.parametrize("mapping", [{"dense": "dense_1", "dense_1": "dense_1"}, {"nobody": "dense"}, {"dense": "nobody"}])
def test_a_mapping_that_does_not_fit_is_refused(mapping: dict[str, str]) -> None:
    graph = model(chain_steps(2))
    with pytest.raises(OptionError, match="mapping"):
        match_layers(graph, graph, mapping)
    with pytest.raises(OptionError, match="mapping must be a dict by names"):
        match_layers(graph, graph, ["dense"])  # type: ignore[arg-type]


def test_not_every_pair_of_a_thousand_layers_without_a_common_name_is_looked_at() -> None:
    def pair(count: int) -> tuple[Graph, Graph]:
        steps = block_steps(count)
        after = removed(inserted(steps, f"b{count // 2}two", Step("new", "BatchNormalization")), f"b{count - 5}drop")
        return model(steps), model(after, start=9000)

    assert len(match_layers(*pair(250))) == len(block_steps(250)) - 1
    assert growth(lambda count: partial(match_layers, *pair(count)), 60) < 2.6


def test_values_are_only_sampled() -> None:
    class Counting:
        asked = 0

        def read(self) -> np.ndarray:
            raise AssertionError("the whole weight was read")

        def chunks(self, max_values: int) -> list[np.ndarray]:
            Counting.asked = max(Counting.asked, max_values)
            return [np.ones(max_values)]

    def graph(count: int) -> Graph:
        made = Weight("kernel", "kernel", (1000, 1000), "float32", source=Counting())  # type: ignore[arg-type]
        nodes = (
            Node(f"n{i}", Layer(f"dense_{i + count}", f"dense_{i + count}", "Dense", weights=(made,))) for i in range(count)
        )
        return Graph("m", "M", tuple(nodes))

    assert len(match_layers(graph(3), graph(2))) == 2
    assert 0 < Counting.asked <= 1000
