from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from dotnet_viz.diagrams.weight_graph.selection.edges import Threshold, choose_lines
from dotnet_viz.errors import OptionError

matrices = arrays(np.float64, st.tuples(st.integers(1, 8), st.integers(1, 8)), elements=st.floats(-9, 9))


@given(matrices, st.integers(1, 70))
def test_the_strongest_stay_and_weak_ones_come_first(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], most: int
) -> None:
    chosen = choose_lines(values, None, None, most)
    magnitudes = np.abs(values.reshape(-1))
    assert len(set(chosen.tolist())) == len(chosen) == min(most, np.count_nonzero(values))
    assert (np.diff(magnitudes[chosen]) >= 0).all()
    left_out = np.delete(magnitudes, chosen)
    assert not left_out.size or left_out.max() <= magnitudes[chosen].min(initial=np.inf)


@given(matrices, st.integers(1, 70))
def test_cutting_never_reorders_what_stays(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], most: int) -> None:
    every, some = choose_lines(values, None, None, None).tolist(), choose_lines(values, None, None, most).tolist()
    assert [place for place in every if place in some] == some


@given(matrices, st.floats(0, 9))
def test_a_magnitude_ends_weak_lines(values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], least: float) -> None:
    magnitudes = np.abs(values.reshape(-1))
    chosen = choose_lines(values, None, Threshold("value", least), None)
    assert sorted(chosen.tolist()) == np.flatnonzero((magnitudes >= least) & (magnitudes > 0)).tolist()


def test_a_quantile_keeps_its_part() -> None:
    values = np.random.default_rng(0).permutation(np.arange(1.0, 101.0)).reshape(10, 10)
    assert sorted(values.reshape(-1)[choose_lines(values, None, Threshold.of("q0.9"), None)]) == list(range(91, 101))
    assert len(choose_lines(values, None, Threshold.of("q0"), None)) == 100


@given(matrices, st.floats(0, 1))
def test_a_share_is_reached_by_as_few_lines_as_can_be(
    values: np.ndarray[tuple[int, ...], np.dtype[np.float64]], share: float
) -> None:
    magnitudes = np.abs(values.reshape(-1))
    chosen = magnitudes[choose_lines(values, None, Threshold("share", share), None)]
    assert chosen.sum() >= share * magnitudes.sum() * (1 - 1e-9)
    weakest = chosen[chosen > chosen.min()] if chosen.size else chosen
    if share and magnitudes.any():
        assert weakest.sum() <= share * magnitudes.sum() * (1 + 1e-9)


def test_odd_values_are_drawn_last_whatever_the_threshold() -> None:
    values = np.array([[np.nan, 5.0, -np.inf, 0.1]])
    assert choose_lines(values, None, Threshold.of(9), None).tolist() == [2, 0]
    assert choose_lines(values, None, Threshold.of("share0.9"), None).tolist() == [1, 2, 0]
    assert choose_lines(values, None, None, 1).tolist() == [0]


def test_lines_that_are_not_there_are_not_chosen() -> None:
    values, present = np.array([[1.0, 9.0], [0.0, 2.0]]), np.array([[True, False], [False, True]])
    assert choose_lines(values, present, None, None).tolist() == [0, 3]
    assert choose_lines(values, present, Threshold.of("q1"), None).tolist() == [3]
    assert choose_lines(values, ~present, None, 1).tolist() == [1]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (0.1, "value", 0.1),
        ("0.1", "value", 0.1),
        ("1e-3", "value", 1e-3),
        ("q0.9", "quantile", 0.9),
        ("share 0.5", "share", 0.5),
    ],
)
def test_thresholds_are_read(text: float | str, kind: str, number: float) -> None:
    assert Threshold.of(text) == Threshold(kind, number) == Threshold.of(Threshold(kind, number))


@pytest.mark.parametrize("text", ["", "x", "q", "q2", "q-0.1", "share1.01", "-1", "nan", "inf", "1..2", "median0.5"])
def test_thresholds_that_are_none_are_refused(text: str) -> None:
    with pytest.raises(OptionError, match=r"'q0\.9'"):
        Threshold.of(text)


def test_a_threshold_of_no_kind_is_refused() -> None:
    with pytest.raises(OptionError):
        Threshold("median", 0.5)
