"""What rows of bars stand for."""

from __future__ import annotations

import pytest

from dotnet_viz.diagrams.common.measured_rows import MEASURES, MeasuredRow, group_rows, layer_rows, summed
from dotnet_viz.measures.cost.cost import UNKNOWN_COST, Cost
from dotnet_viz.measures.cost.measure import measure_cost
from tests.builders import dense_chain

MODEL = dense_chain(*[4] * 31)


def test_groups_and_layers_have_the_same_sums() -> None:
    cost = measure_cost(MODEL)
    layers, groups = list(layer_rows(MODEL, cost, zeros=False).values()), group_rows(MODEL, cost, 8, zeros=True)
    assert len(layers) == 31
    assert len(groups) <= 8
    for measure in ("parameters", "flops", "memory"):
        assert sum(row.value(measure) or 0 for row in layers) == sum(row.value(measure) or 0 for row in groups)
    assert all(row.zero_share == 0.0 for row in groups)


@pytest.mark.parametrize("measure", MEASURES)
def test_what_is_not_known_is_a_question_mark(measure: str) -> None:
    row = MeasuredRow("a", "Dense", 1, None, UNKNOWN_COST, None)
    assert row.value(measure) is None
    assert row.text(measure) == "?"


def test_a_layer_without_weights_has_no_share_of_zeros() -> None:
    assert MeasuredRow("a", "Flatten", 1, 0, Cost(), 8).text("sparsity") == "–"


def test_a_sum_has_what_its_rows_have_together() -> None:
    rows = list(layer_rows(MODEL, measure_cost(MODEL), zeros=True).values())
    whole = summed("all", rows)
    assert (whole.name, whole.layers) == ("all", 31)
    for measure in ("parameters", "flops", "memory"):
        assert whole.value(measure) == sum(row.value(measure) or 0 for row in rows)
    half = [MeasuredRow("a", "Dense", 1, 30, Cost(), 8, 0.0), MeasuredRow("b", "Dense", 1, 10, Cost(), 8, 1.0)]
    assert summed("half", half).zero_share == 0.25
    assert summed("unknown", [*half, MeasuredRow("c", "Dense", 1, None, Cost(), 8)]).parameters is None
