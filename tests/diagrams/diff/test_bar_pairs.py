"""Pairs of bars in rows and columns."""

from __future__ import annotations

import math

import pytest

from dotnet_viz.diagrams.common.bar_table import BarSizes
from dotnet_viz.diagrams.diff.bar_pairs import PairColumn, PairRow, PairTable, signed_percent

ROWS = [PairRow("a", "Dense", "changed", "changed", ""), PairRow("b", "Dense", "added", "added", "")]
VALUES: list[tuple[float | None, float | None]] = [(2.0, 4.0), (None, 8.0)]
COLUMN = PairColumn("Values", "2 → 12", VALUES, [("2", "4"), ("", "8")])


def test_bars_are_parts_of_the_longest() -> None:
    assert [COLUMN.part(0, 0), COLUMN.part(0, 1), COLUMN.part(1, 0), COLUMN.part(1, 1)] == [0.25, 0.5, 0.0, 1.0]
    log = PairColumn("Values", "", VALUES, COLUMN.texts, is_log=True)
    assert log.part(0, 0) == pytest.approx(math.log1p(2) / math.log1p(8))


def test_growth_is_said_of_what_both_have() -> None:
    assert [COLUMN.words(0, side) for side in (0, 1)] == ["2", "4 · +100 %"]
    assert COLUMN.words(1, 1) == "8"
    assert signed_percent(-0.125) == "−12.5 %"


def test_equal_ones_have_one_bar() -> None:
    equal = PairColumn("Values", "", [(3.0, 3.0), (0.0, 0.0)], [("3", "3"), ("0", "0")])
    assert [shape.id for shape in PairTable(ROWS, [equal], BarSizes()).bars()] == ["bar0-0-1"]


def test_columns_stand_beside_or_below_one_another() -> None:
    beside = PairTable(ROWS, [COLUMN, COLUMN], BarSizes()).places()
    below = PairTable(ROWS, [COLUMN, COLUMN], BarSizes(is_stacked=True)).places()
    assert beside[0][0] < beside[1][0]
    assert beside[0][1] == beside[1][1]
    assert below[0][0] == below[1][0]
    assert below[0][1] < below[1][1]
