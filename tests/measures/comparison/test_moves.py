"""Which layers were moved."""

from __future__ import annotations

from tests.comparison_builders import Step, compared, dense


def chain_of(*names: str) -> list[Step]:
    steps = [Step("in", "InputLayer", name="in")]
    for name in names:
        steps.append(Step(name, "Dropout", (steps[-1].key,), {"rate": len(name) / 10}, name=name))
    return [*steps, dense("end", steps[-1].key, 2, name="end")]


def told(before: list[Step], after: list[Step]) -> list[str]:
    return [move.match.after.name for move in compared(before, after, ignore="weights").layers.moved]


def test_the_fewest_layers_that_explain_the_order_moved() -> None:
    assert told(chain_of("a", "bb", "ccc", "dddd"), chain_of("bb", "ccc", "dddd", "a")) == ["a"]
    assert len(told(chain_of("a", "bb", "ccc"), chain_of("a", "ccc", "bb"))) == 1


def test_branches_reported_in_another_order_did_not_move() -> None:
    before = [Step("in", "InputLayer", name="in"), dense("a", "in", 3, name="a"), dense("b", "in", 3, name="b")]
    before.append(Step("both", "Concatenate", ("a", "b"), name="both"))
    after = [before[0], before[2], before[1], before[3]]
    assert not compared(before, after)


def test_where_a_layer_stood_and_stands_is_reported_in_words() -> None:
    [move] = compared(chain_of("a", "bb"), chain_of("bb", "a"), ignore="weights").layers.moved
    assert {move.before, move.after} <= {"after in", "after a", "after bb"}
    assert move.before != move.after


def test_moves_can_be_ignored() -> None:
    assert not compared(chain_of("a", "bb"), chain_of("bb", "a"), ignore="weights,order")
