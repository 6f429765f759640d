from __future__ import annotations

import numpy as np

from dotnet_viz.measures.comparison.weights.drift import weight_drift
from dotnet_viz.readers import read


def test_a_drift_is_the_norm_of_all_differences_by_that_of_the_first_weights() -> None:
    random = np.random.default_rng(0)
    before = [random.normal(size=shape) for shape in ((5, 4), (4, 2))]
    after = [values + random.normal(size=values.shape) for values in before]
    norms = [np.linalg.norm(np.concatenate([each.ravel() for each in values])) for values in (before,)]
    difference = np.linalg.norm(np.concatenate([(b - a).ravel() for a, b in zip(before, after, strict=True)]))
    found = weight_drift(read(before), read(after))
    assert found is not None
    assert np.isclose(found, difference / norms[0])


def test_weights_that_do_not_fit_have_none() -> None:
    assert weight_drift(read([np.ones((2, 2))]), read([np.ones((2, 3))])) is None
    assert weight_drift(read([np.zeros((2, 2))]), read([np.ones((2, 2))])) is None
    assert weight_drift(read([np.ones((2, 2))]), read([np.ones((2, 2))])) == 0.0
