"""Which other feature seems to change the effect of a feature most."""

from __future__ import annotations

import numpy as np

from dotnet_viz.explain.libraries.library_state import kept_state
from dotnet_viz.explain.libraries.shap.request import shap_library
from dotnet_viz.explain.libraries.shap.values import ShapValues


def strongest_interaction(values: ShapValues, feature: int, output: int) -> int | None:
    """Return the feature whose values go together most with what is left of a feature's SHAP values, as SHAP guesses it.

    Args:
        values: of a table.
        feature: position of the feature.
        output: position of the output.

    Returns:
        The position of the other feature; ``None`` where there is no other one.

    Raises:
        MissingDependencyError: SHAP is not installed.
    """
    if len(values.feature_names) < 2 or len(values) < 3:
        return None
    with kept_state():
        shap = shap_library()
    with kept_state():
        np.random.seed(0)
        order = shap.utils.approximate_interactions(feature, values.values[..., output], values.data)
    return next((int(index) for index in order if int(index) != feature), None)
