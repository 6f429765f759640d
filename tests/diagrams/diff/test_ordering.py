"""An order in which each call follows what feeds it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.diagrams.diff.ordering import flow_order
from dotnet_viz.diagrams.diff.union import union_of
from tests.comparison_builders import Step, block_steps, compared, dense, inserted, removed


@given(
    st.lists(st.sampled_from(["b0one", "b0drop", "b0two", "b1one"]), unique=True), st.sampled_from(["stem", "b0add", "b1one"])
)
@settings(max_examples=30, deadline=None)
def test_every_call_follows_what_feeds_it(gone: list[str], after: str) -> None:
    steps = block_steps(2)
    edited = inserted(steps, after, Step("x", "BatchNormalization"))
    for key in gone:
        edited = removed(edited, key)
    union = union_of(compared(steps, edited))
    order = flow_order(union, list(union.nodes.values()))
    assert sorted(order) == sorted(union.nodes)
    places = {name: place for place, name in enumerate(order)}
    assert all(places[line.source] < places[line.target] for line in union.lines if line.state == "same")


def test_layers_that_changed_places_do_not_make_a_circle() -> None:
    before = [
        Step("in", "InputLayer", name="in"),
        dense("a", "in", name="a"),
        dense("b", "a", name="b"),
        dense("c", "b", name="c"),
    ]
    after = [before[0], dense("b", "in", name="b"), dense("a", "b", name="a"), dense("c", "a", name="c")]
    union = union_of(compared(before, after))
    assert sorted(flow_order(union, list(union.nodes.values()))) == sorted(union.nodes)
