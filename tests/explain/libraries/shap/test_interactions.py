"""Which other feature seems to change the effect of a feature most, as SHAP guesses it."""

from __future__ import annotations

import numpy as np
import pytest

from dotnet_viz.explain.libraries.shap.interactions import strongest_interaction
from tests.random_state import random_state
from tests.shap_values_builder import table_values

pytestmark = pytest.mark.shap


def test_the_feature_that_changes_the_effect_is_found_as_shap_finds_it() -> None:
    import shap

    data = np.random.default_rng(0).normal(size=(200, 3))
    added = np.stack([data[:, 0] * np.sign(data[:, 2]), data[:, 1], data[:, 2]], axis=1)[..., np.newaxis]
    values = table_values(samples=200, features=3, values=added, data=data)
    before = random_state()
    assert strongest_interaction(values, 0, 0) == 2
    assert shap.utils.approximate_interactions(0, added[..., 0], data)[0] == 2
    assert random_state() == before


def test_one_feature_or_few_samples_have_none() -> None:
    assert strongest_interaction(table_values(features=1), 0, 0) is None
    assert strongest_interaction(table_values(samples=2), 0, 0) is None
