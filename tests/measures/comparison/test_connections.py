"""Where the inputs of layers come from."""

from __future__ import annotations

from dataclasses import replace

from dotnet_viz.measures.comparison import ConnectionChange
from tests.comparison_builders import Step, block_steps, changed, compared, dense, inserted, removed

TWO = [
    Step("in", "InputLayer"),
    dense("a", "in", 3, name="a"),
    dense("b", "in", 3, name="b"),
    Step("less", "Subtract", ("a", "b"), name="less"),
    dense("end", "less", 2, name="end"),
]


def told(before: list[Step], after: list[Step]) -> list[ConnectionChange]:
    return list(compared(before, after, ignore="names,weights").connections)


def test_inputs_from_elsewhere_are_reported_by_layer() -> None:
    assert told(TWO, changed(TWO, "end", inputs=("a",))) == [
        ConnectionChange("end", ("less",), ("a",)),
        ConnectionChange(None, ("end",), ("less", "end")),
    ]


def test_the_order_of_inputs_counts_where_it_means_something() -> None:
    assert told(TWO, changed(TWO, "less", inputs=("b", "a"))) == [ConnectionChange("less", ("a", "b"), ("b", "a"))]
    adding = changed(TWO, "less", kind="Add", name="sum")
    assert told(adding, changed(adding, "less", inputs=("b", "a"))) == []


def test_the_same_tensor_twice_is_not_the_same_as_once() -> None:
    once = changed(TWO, "less", kind="Add", inputs=("a", "b"))
    assert told(once, changed(once, "less", inputs=("a", "a"))) != []


def test_added_and_removed_layers_explain_the_lines_around_them() -> None:
    steps = block_steps(2)
    assert told(steps, inserted(steps, "b0one", Step("new", "BatchNormalization"))) == []
    assert told(steps, removed(steps, "b1drop")) == []
    assert told(steps, removed(inserted(steps, "stem", Step("new", "BatchNormalization")), "b0two")) == []


def test_a_removed_skip_connection_is_reported() -> None:
    steps = [replace(step, name=step.key) for step in block_steps(2)]
    plain = changed(steps, "b1add", inputs=("b0add", "b0add"))
    assert [change.target for change in told(steps, plain)] == ["b1add", None]


def test_connections_can_be_ignored() -> None:
    assert not compared(TWO, changed(TWO, "less", inputs=("b", "a")), ignore="names,weights,connections")
