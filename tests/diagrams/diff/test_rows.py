"""Both models as rows."""

from __future__ import annotations

from dotnet_viz.diagrams.diff.rows import side_rows
from tests.comparison_builders import Step, block_steps, chain_steps, changed, compared, dense, inserted, removed


def test_each_layer_has_a_row_and_what_one_side_lacks_is_empty() -> None:
    edited = inserted(removed(block_steps(1), "b0drop"), "stem", Step("x", "BatchNormalization"))
    rows = side_rows(compared(block_steps(1), edited), fold=False)
    assert [(row.left, row.right) for row in rows if not (row.left and row.right)] == [(False, True), (True, False)]
    assert len(rows) == 8


def test_unchanged_stretches_are_one_row() -> None:
    rows = side_rows(compared(chain_steps(20), changed(chain_steps(20), "d10", activation="relu"), ignore="weights"))
    assert [len(row.entries) for row in rows] == [10, 1, 1, 1, 8]
    wide = side_rows(compared(chain_steps(20), changed(chain_steps(20), "d10", activation="relu"), ignore="weights"), context=3)
    assert [len(row.entries) for row in wide] == [8, *[1] * 7, 6]


def test_rows_of_everything_say_which_layers_stand_on_each_side() -> None:
    edited = inserted(removed(block_steps(3), "b0drop"), "stem", Step("x", "BatchNormalization"))
    found = compared(block_steps(3), edited)
    whole = side_rows(found, fold=False)
    for parts in (1, 2, 5):
        rows = side_rows(found, parts=parts)
        assert len(rows) <= parts
        for side in ("on_left", "on_right"):
            shown = [entry.layer.id for row in rows for entry in getattr(row, side)]
            assert shown == [entry.layer.id for row in whole for entry in getattr(row, side)]
    (one,) = side_rows(found, parts=1)
    assert {entry.sort for entry in one.on_left} & {"added"} == set() == {entry.sort for entry in one.on_right} & {"removed"}


def test_a_moved_layer_has_a_row_at_each_of_its_places() -> None:
    def named(*names: str) -> list[Step]:
        steps = [Step("in", "InputLayer", name="in")]
        for name in names:
            steps.append(Step(name, "Dropout", (steps[-1].key,), {"rate": len(name) / 10}, name=name))
        return [*steps, dense("end", steps[-1].key, name="end")]

    rows = side_rows(compared(named("a", "bb", "ccc"), named("bb", "ccc", "a"), ignore="weights"), fold=False)
    assert [row.entries[0].layer.name for row in rows if row.left] == ["in", "a", "bb", "ccc", "end"]
    assert [row.entries[0].layer.name for row in rows if row.right] == ["in", "bb", "ccc", "a", "end"]
