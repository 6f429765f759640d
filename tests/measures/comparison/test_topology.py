"""How layers are joined."""

from __future__ import annotations

from functools import partial

from dotnet_viz.graph import Edge, Graph, Layer, Node
from dotnet_viz.measures.comparison.topology import topology_of
from tests.builders import nested_graph
from tests.comparison_builders import block_steps, model
from tests.effort import growth


def test_tensors_come_through_the_borders_of_nested_models() -> None:
    topology = topology_of(nested_graph())
    assert topology.inputs["enc/inner"] == ((("outer", 0),),)
    assert topology.inputs["add"] == ((("enc/dense", 0), ("enc/dense", 0)),)
    assert topology.parents["enc/dense"] == "enc"
    assert topology.outputs == (("add", 0),)


def test_each_call_of_a_shared_layer_has_its_inputs() -> None:
    one, other, shared = (Layer(name, name, "Dense") for name in ("one", "other", "shared"))
    nodes = (Node("a", one), Node("b", other), Node("c", shared), Node("d", shared))
    topology = topology_of(Graph("m", "M", nodes, (Edge("a", 0, "c", 0), Edge("b", 0, "d", 0))))
    assert topology.inputs["shared"] == ((("one", 0),), (("other", 0),))
    assert topology.around("shared") == ("one", "other")


def test_layers_that_do_not_stay_are_bridged_and_ways_keep_their_number() -> None:
    topology = topology_of(model(block_steps(1)))
    stays = {"input_layer"}
    assert topology.bridged((("add", 0),), lambda layer: layer in stays) == (("input_layer", 0), ("input_layer", 0))


def test_ways_through_many_diamonds_end() -> None:
    topology = topology_of(model(block_steps(60)))
    assert topology.bridged((("add_59", 0),), lambda layer: layer == "nobody") == ()
    steps = {count: topology_of(model(block_steps(count))) for count in (20, 40)}
    assert growth(lambda count: partial(steps[count].bridged, ((f"add_{count - 1}", 0),), lambda _: False), 20) < 2.5


def test_layers_that_are_left_out_are_nobodys_neighbours() -> None:
    topology = topology_of(model(block_steps(1))).without({"dropout"})
    assert "dropout" not in topology.inputs
    assert topology.inputs["dense_2"] == ((),)
    assert topology.neighbours["dense_1"] == (("dense",), ())
