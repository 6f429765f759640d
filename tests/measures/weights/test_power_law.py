from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dotnet_viz.measures.weights.power_law import fit_power_law


def pareto(alpha: float, size: int, seed: int = 0) -> np.ndarray:
    return (1 - np.random.default_rng(seed).random(size)) ** (-1 / (alpha - 1))


@pytest.mark.parametrize("alpha", [1.5, 2.0, 2.5, 3.5, 6.0])
@pytest.mark.parametrize("size", [300, 5000])
def test_the_exponent_of_a_power_law_is_found(alpha: float, size: int) -> None:
    law = fit_power_law(pareto(alpha, size))
    assert law is not None
    assert law.alpha == pytest.approx(alpha, abs=5 * (alpha - 1) / np.sqrt(law.tail))  # five standard errors
    assert law.distance < 0.05


def test_the_start_of_a_tail_behind_other_numbers_is_found() -> None:
    random = np.random.default_rng(1)
    law = fit_power_law(np.concatenate([random.uniform(0, 2, 2000), 2 * pareto(2.7, 2000, seed=2)]))
    assert law is not None
    assert 1.9 < law.minimum < 4
    assert law.alpha == pytest.approx(2.7, abs=0.2)


def test_numbers_agree_with_those_of_an_independent_fit() -> None:
    """The values are those of the package powerlaw 2.0 (Alstott et al., 2014) for the same numbers."""
    law = fit_power_law(pareto(1.8, 1500))
    assert law is not None
    assert law.alpha == pytest.approx(WANTED[0], rel=1e-3)
    assert law.minimum == pytest.approx(WANTED[1], rel=1e-3)
    assert law.distance == pytest.approx(WANTED[2], rel=1e-3)


WANTED = (1.800035667278003, 1.6074411003694766, 0.015766160170086363)


def test_what_is_no_power_law_is_far_from_it() -> None:
    law = fit_power_law(np.random.default_rng(0).uniform(1, 2, 3000))
    assert law is not None
    assert law.alpha > 10


@settings(max_examples=30)
@given(st.floats(1e-9, 1e9), st.integers(0, 99))
def test_the_unit_does_not_matter(unit: float, seed: int) -> None:
    values = pareto(2.5, 120, seed)
    here, there = fit_power_law(values), fit_power_law(values * unit)
    assert here is not None
    assert there is not None
    assert there.alpha == pytest.approx(here.alpha, rel=1e-6)
    assert there.minimum == pytest.approx(here.minimum * unit, rel=1e-6)


@pytest.mark.parametrize("values", [[], [1.0] * 9, [2.0] * 50, [-1.0, 0.0] * 30])
def test_too_few_or_equal_numbers_have_no_law(values: list[float]) -> None:
    assert fit_power_law(np.array(values)) is None
